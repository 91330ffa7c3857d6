"""Read the portal's own facts, ``content/du-lieu/don-vi.toml``; what is not clear is told and left out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date
from pathlib import Path
from typing import Any

from plugins.building.sources.data_files import read_data_file
from plugins.building.sources.unit_ending import ENDING, is_clear_ending
from plugins.building.sources.unit_links import unit_problems
from plugins.date.parse import DateFault, parse_date
from plugins.problems.data_file import DataFile, as_data_file

UNIT_FILE = "du-lieu/don-vi.toml"
_NAMES = ("ten", "ten-ngan", "don-vi")
_TEXTS = ("khau-hieu", "thong-bao", "chiu-trach-nhiem")
_ROWS = {"lien-he": ("nhan", "noi-dung"), "tra-nhanh": ("ten",)}


def read_unit(content: Path) -> dict[str, Any]:
    """Return the portal's own facts as far as they are clear."""
    return load_unit(read_data_file(content, UNIT_FILE))


def load_unit(written: str | DataFile) -> dict[str, Any]:
    """
    Return the facts of a data file, or of its text, without what is not clear.

    >>> load_unit('ten = 5\\n[khau-hieu]\\nnoi-dung = "Tiến lên"\\n[thong-bao]\\nnoi-dung = "Bão"\\nhet-han = "mai"')
    {'khau-hieu': {'noi-dung': 'Tiến lên'}}
    """
    file = as_data_file(written, UNIT_FILE)
    unit = dict(file.tables)
    for name in _NAMES:
        if not isinstance(unit.get(name, ""), str):
            file.refuse(f"“{name}” cần một tên trong dấu ngoặc kép.", name)
            del unit[name]
    for name in _TEXTS:
        if name in unit and not _is_clear_text(file, name):
            del unit[name]
    for name, keys in _ROWS.items():
        if name in unit:
            rows = enumerate(file.rows(name))
            unit[name] = [row for number, row in rows if _is_clear_row(file, row, (name, number), keys)]
    if ENDING in unit and not is_clear_ending(file):
        del unit[ENDING]
    file.problems.extend(unit_problems(unit, file))
    return unit


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
