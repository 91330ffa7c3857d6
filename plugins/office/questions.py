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

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from plugins.office.rows import is_web_address, rows_of
from plugins.problems.data_file import DATA_FOLDER, DataFile, as_data_file
from plugins.web.link_address import why_useless

FILE = f"{DATA_FOLDER}/hoi-dap.toml"


# Marks that end a sentence stand behind an address, and are no part of it.
_ADDRESS = re.compile(r"(https?://[^\s<>\"“”‘’]*[^\s<>\"“”‘’.,;:!?…)'])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Question:
    """
    A question and its answer in paragraphs; when and by whom it was answered.

    ``addresses`` are those in the answer that any reader can open; ``line`` is that of the answer in the data file.
    """

    question: str
    answer: tuple[str, ...]
    day: date | None = None
    agency: str = ""
    addresses: tuple[str, ...] = ()
    line: int = 1


def parted_at_addresses(paragraph: str) -> list[str]:
    """
    Return the parts of a paragraph: text and address of the web by turns, a text first.

    >>> parted_at_addresses("Xem https://a.vn/b (hoặc http://c.vn).")
    ['Xem ', 'https://a.vn/b', ' (hoặc ', 'http://c.vn', ').']
    """
    return _ADDRESS.split(paragraph)


def _addresses_in(paragraphs: Iterable[str]) -> tuple[str, ...]:
    found = (address for one in paragraphs for address in parted_at_addresses(one)[1::2])
    return tuple(address for address in found if is_web_address(address) and not why_useless(address))


def load_questions(written: str | DataFile, today: date = date.max) -> tuple[Question, ...]:
    """
    Return the questions of a data file, or of its text, in its order; one without an answer is told of and left out.

    So is an answer of a day after ``today`` told of, which stands.

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
            found.append(
                Question(
                    row.text("hoi"),
                    paragraphs,
                    row.past_day("ngay", today, "mà câu này hiện là đã trả lời. Xem lại năm, tháng."),
                    row.text("co-quan"),
                    _addresses_in(paragraphs),
                    row.file.line(*row.place, "dap"),
                )
            )
    return tuple(found)
