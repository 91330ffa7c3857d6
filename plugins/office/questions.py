"""
Questions of citizens and the authority's answers, read from ``content/du-lieu/hoi-dap.toml``.

::

    [[cau]]
    hoi = "…?"
    dap = \"\"\"
    Đoạn thứ nhất.

    Đoạn thứ hai.
    \"\"\"
    ngay = 2026-11-02
    co-quan = "Phòng Kinh tế"
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from plugins.office.rows import rows_of
from plugins.problems.data_file import DATA_FOLDER, DataFile, as_data_file

FILE = f"{DATA_FOLDER}/hoi-dap.toml"


@dataclass(frozen=True, slots=True)
class Question:
    """A question and its answer in paragraphs; when and by whom it was answered."""

    question: str
    answer: tuple[str, ...]
    day: date | None = None
    agency: str = ""


def load_questions(written: str | DataFile) -> tuple[Question, ...]:
    """
    Return the questions of a data file, or of its text, in its order; one without an answer is told of and left out.

    >>> load_questions('[[cau]]\\nhoi = "Mấy giờ?"\\ndap = "7 giờ."')[0].answer
    ('7\\xa0giờ.',)
    """
    file = as_data_file(written, FILE)
    found = []
    for row in rows_of(file, "cau", "hoi", ("dap", "ngay", "co-quan")):
        if row.is_blank("dap"):
            # Questions wait for their answers every day: that stops nobody from publishing.
            row.remind("dap", "câu hỏi chưa có lời đáp, nên chưa hiện.")
        elif answer := row.text("dap"):
            paragraphs = tuple(answer.split("\n\n"))
            found.append(Question(row.text("hoi"), paragraphs, row.day("ngay"), row.text("co-quan")))
    return tuple(found)
