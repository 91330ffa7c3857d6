"""Read from don-vi.toml that the authority has ended, when, and who took over ([ket-thuc])."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date
from typing import Any

from plugins.building.sources.authority_links import authority_table, link_of
from plugins.date.parse import DateFault, parse_date
from plugins.pages.ended_portal import EndedPortal
from plugins.problems.data_file import DataFile
from plugins.vietnamese.nearest import nearest

ENDING = "ket-thuc"
_DAY, _SUCCESSOR, _ADDRESS, _WORDS, _UNIT = "ngay", "ke-thua", "dia-chi", "loi-nhan", "don-vi"
_KEYS = (_DAY, _SUCCESSOR, _ADDRESS, _WORDS, _UNIT)
_BEFORE_PLACE = re.compile(r"\s+[-–—]\s+|,\s+(?=(?:tỉnh|thành phố|TP\.?|huyện|quận|thị xã)\s)", re.IGNORECASE)
_EXAMPLE = '[ket-thuc], dòng dưới là ngay = 2025-07-01 và ke-thua = "Ủy ban nhân dân xã …"'


def is_clear_ending(file: DataFile) -> bool:
    """Tell whether the table can be shown: it has a day and a successor's name; what is wrong is added to the file's problems."""
    table = file.tables[ENDING]
    if not isinstance(table, Mapping):
        file.refuse(f"“{ENDING}” cần viết dạng {_EXAMPLE}.", ENDING)
        return False
    for key in (key for key in table if key not in _KEYS):
        near = nearest(key, _KEYS, 1)
        hint = f" Ý bạn là “{near[0]}”?" if near else f" Các khóa: {', '.join(_KEYS)}."
        file.refuse(f"[{ENDING}] không có khóa “{key}”.{hint}", ENDING, key)
    # Each is looked at, so that all that is wrong is told at once.
    clear = [_has_day(file, table), *(_has_text(file, table, key) for key in (_SUCCESSOR, _WORDS, _UNIT))]
    return all(clear)


def ending_day(authority: Mapping[str, Any]) -> date | None:
    """Return the day on which the authority ended or will end, None where none is set."""
    table = authority_table(authority, ENDING)
    return _day(table) if table else None


def ended_portal(authority: Mapping[str, Any], href: str, today: date) -> EndedPortal | None:
    """Return what pages say from the day of the end on, None before it; ``href`` is the successor's address on pages."""
    table, day = authority_table(authority, ENDING), ending_day(authority)
    if day is None or today < day:
        return None
    address = link_of(table)
    shown = address.partition("://")[2].rstrip("/") if "://" in address else ""
    words, successor = (str(table.get(key, "")).strip() for key in (_WORDS, _SUCCESSOR))
    unit = _unit(table, authority)
    return EndedPortal(f"{day:%d/%m/%Y}", day.isoformat(), words, successor, href, shown, unit)


def _unit(table: Mapping[str, Any], authority: Mapping[str, Any]) -> str:
    """
    Return who has ended, "Đơn vị" where the portal names nobody.

    The portal's own authority, without the place that stands behind it.

    >>> _unit({}, {"don-vi": "Huyện Thọ Xuân – Thanh Hóa"}), _unit({"don-vi": "UBND huyện"}, {"don-vi": "Huyện Thọ Xuân"}), _unit({}, {})
    ('Huyện Thọ Xuân', 'UBND huyện', 'Đơn vị')
    >>> _unit({}, {"don-vi": "Phòng Văn hóa, Thể thao xã Xuân Lai, huyện Thọ Xuân"})
    'Phòng Văn hóa, Thể thao xã Xuân Lai'
    """
    written = str(table.get(_UNIT, "")).strip()
    name = _BEFORE_PLACE.split(str(authority.get(_UNIT, "")).strip())[0]
    return written or name or "Đơn vị"


def _day(table: Mapping[str, Any]) -> date:
    return parse_date(str(table[_DAY]), UTC).moment.date()


def _has_text(file: DataFile, table: Mapping[str, Any], key: str) -> bool:
    text = table.get(key, "")
    if isinstance(text, str) and (text.strip() or key != _SUCCESSOR):
        return True
    wanted = (
        'tên cơ quan kế thừa, ví dụ: ke-thua = "Ủy ban nhân dân xã …"' if key == _SUCCESSOR else "một câu"
    )
    file.refuse(f"[{ENDING}] không hiện: “{key}” cần {wanted}, trong dấu ngoặc kép.", ENDING, key)
    return False


def _has_day(file: DataFile, table: Mapping[str, Any]) -> bool:
    if _DAY not in table:
        file.refuse(f"[{ENDING}] không hiện: còn thiếu ngày kết thúc. Viết: ngay = 2025-07-01", ENDING)
        return False
    try:
        _day(table)
    except DateFault as fault:
        file.refuse(f"[{ENDING}] không hiện vì chưa rõ ngày kết thúc. ngay: {fault}", ENDING, _DAY)
        return False
    return True
