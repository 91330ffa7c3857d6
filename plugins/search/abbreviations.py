"""Read the abbreviations that search knows, with what they stand for, from ``content/du-lieu/viet-tat.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plugins.search.words import words_in

NAME = "viet-tat"
EXAMPLE = '[[viet-tat]], ngan = "UBND", day-du = "Ủy ban nhân dân"'


def read_abbreviations(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """
    Return each abbreviation with what it stands for; raise ValueError, in words for the keeper, for bad data.

    >>> read_abbreviations({"viet-tat": [{"ngan": "UBND", "day-du": "Ủy ban nhân dân"}]})
    [('UBND', 'Ủy ban nhân dân')]
    """
    tables = data.get(NAME, [])
    if not isinstance(tables, list):
        raise ValueError(f"mỗi chữ viết tắt cần viết dạng {EXAMPLE}")
    return [_pair(number, table) for number, table in enumerate(tables, start=1)]


def _pair(number: int, table: object) -> tuple[str, str]:
    found = [table.get(key) for key in ("ngan", "day-du")] if isinstance(table, Mapping) else []
    texts = [text for text in found if isinstance(text, str) and any(words_in(text))]
    if len(texts) != 2:
        raise ValueError(f"mục thứ {number} thiếu “ngan” hay “day-du”; viết dạng {EXAMPLE}")
    return texts[0], texts[1]
