"""Read the portal's own facts, ``content/du-lieu/don-vi.toml``; what is not clear is told and left out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date
from pathlib import Path
from typing import Any

from plugins.building.sources.authority_ending import ENDING, is_clear_ending
from plugins.building.sources.authority_links import authority_problems
from plugins.building.sources.data_files import read_data_file
from plugins.date.parse import DateFault, parse_date
from plugins.problems.data_file import DataFile, as_data_file

AUTHORITY_FILE = "du-lieu/don-vi.toml"
_NAMES = ("ten", "ten-ngan", "don-vi")
_TEXTS = ("khau-hieu", "thong-bao", "chiu-trach-nhiem")
_ROWS = {"lien-he": ("nhan", "noi-dung"), "tra-nhanh": ("ten",)}


def read_authority(content: Path) -> dict[str, Any]:
    """Return the portal's own facts as far as they are clear."""
    return load_authority(read_data_file(content, AUTHORITY_FILE))


def load_authority(written: str | DataFile) -> dict[str, Any]:
    """
    Return the facts of a data file, or of its text, without what is not clear.

    >>> load_authority('ten = 5\\n[khau-hieu]\\nnoi-dung = "Tiến lên"\\n[thong-bao]\\nnoi-dung = "Bão"\\nhet-han = "mai"')
    {'khau-hieu': {'noi-dung': 'Tiến lên'}}
    """
    file = as_data_file(written, AUTHORITY_FILE)
    authority = dict(file.tables)
    for name in _NAMES:
        if not isinstance(authority.get(name, ""), str):
            file.refuse(f"“{name}” cần một tên trong dấu ngoặc kép.", name)
            del authority[name]
    for name in _TEXTS:
        if name in authority and not _is_clear_text(file, name):
            del authority[name]
    for name, keys in _ROWS.items():
        if name in authority:
            rows = enumerate(file.rows(name))
            authority[name] = [row for number, row in rows if _is_clear_row(file, row, (name, number), keys)]
    if ENDING in authority and not is_clear_ending(file):
        del authority[ENDING]
    file.problems.extend(authority_problems(authority, file))
    return authority


def last_day(table: Mapping[str, Any]) -> date | None:
    """Return the last day of a text, written as a TOML date or as editors write days; raise DateFault for what is no day."""
    value = table.get("het-han")
    return None if value in (None, "") else parse_date(str(value), UTC).moment.date()


def _is_clear_text(file: DataFile, name: str) -> bool:
    """Tell whether a text has words, and a last day that is one; a text without a known end would stay for ever."""
    if not isinstance(file.tables[name], Mapping):
        file.refuse(f'“{name}” cần viết dạng [{name}], dòng dưới là noi-dung = "…".', name)
        return False
    table = file.tables[name]
    if not isinstance(table.get("noi-dung", ""), str):
        file.refuse(f"[{name}], noi-dung: cần một câu trong dấu ngoặc kép.", name, "noi-dung")
        return False
    try:
        last_day(table)
    except DateFault as fault:
        file.refuse(f"[{name}] không hiện vì chưa rõ ngày hết hạn. het-han: {fault}", name, "het-han")
        return False
    return True


def _is_clear_row(file: DataFile, row: object, place: tuple[str, int], keys: tuple[str, ...]) -> bool:
    if not isinstance(row, Mapping):
        file.refuse(f"“{place[0]}” cần viết dạng [[{place[0]}]], dòng dưới là các khóa của mục ấy.", *place)
        return False
    for key in keys:
        if not isinstance(row.get(key, ""), str):
            file.refuse(f"[[{place[0]}]] bị bỏ qua: “{key}” cần chữ trong dấu ngoặc kép.", *place, key)
            return False
    return True
