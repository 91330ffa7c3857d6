"""Read the abbreviations that search knows, with what they stand for, from ``content/du-lieu/viet-tat.toml``."""

from __future__ import annotations

from collections.abc import Mapping

from plugins.problems.data_file import DataFile, as_data_file
from plugins.search.words import words_in

NAME = "viet-tat"
EXAMPLE = '[[viet-tat]], ngan = "UBND", day-du = "Ủy ban nhân dân"'


def read_abbreviations(written: str | DataFile) -> list[tuple[str, str]]:
    """
    Return each abbreviation of a data file, or of its text, with what it stands for; one that is not clear is left out.

    >>> read_abbreviations('[[viet-tat]]\\nngan = "UBND"\\nday-du = "Ủy ban nhân dân"')
    [('UBND', 'Ủy ban nhân dân')]
    """
    file = as_data_file(written, f"{NAME}.toml")
    file.refuse_others(NAME, instead=f"Viết dạng {EXAMPLE}.")
    found = []
    for number, row in enumerate(file.rows(NAME)):
        if pair := _pair(row):
            found.append(pair)
        else:
            message = f"mục thứ {number + 1} bị bỏ qua: thiếu “ngan” hay “day-du”; viết dạng {EXAMPLE}."
            file.refuse(message, NAME, number)
    return found


def _pair(row: object) -> tuple[str, str] | None:
    found = [row.get(key) for key in ("ngan", "day-du")] if isinstance(row, Mapping) else []
    texts = [text for text in found if isinstance(text, str) and any(words_in(text))]
    return (texts[0], texts[1]) if len(texts) == 2 else None
