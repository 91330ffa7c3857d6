"""Read telephone numbers of Việt Nam as organisations write them."""

from __future__ import annotations

import re

_WRITTEN = re.compile(
    r"(?P<number>\(?\+?\d[\d\s.()-]{5,22}\d)(?:\s*\(?\s*(?:máy lẻ|số lẻ|nhánh|ext\.?)\s*:?\s*(?P<extension>\d{1,5})\)?)?",
    re.IGNORECASE,
)
# Lines for children, rescue, police, fire and ambulance, and that of a province for whatever people ask; they are dialled as they are.
_EMERGENCY = frozenset({"111", "112", "113", "114", "115"})
_SHORT = _EMERGENCY | {"1022"}
_NATIONAL = re.compile(r"0[23578]\d{8}|09\d{8}|02\d{9}|1[89]00\d{4,6}")


def dialled(text: str) -> str:
    """
    Return the address that dials a number, "" for what is no number of Việt Nam.

    >>> dialled("0237 3833 123"), dialled("(+84) 237.3833.123 máy lẻ 12"), dialled("1900 1234")
    ('tel:+842373833123', 'tel:+842373833123;ext=12', 'tel:19001234')
    >>> dialled("1022"), dialled(" 115")
    ('tel:1022', 'tel:115')
    >>> [dialled(one) for one in ("0237", "điện thoại bàn", "0237 3833 123 hoặc 0912 345 678", "+1 202 555 0123", "0000000000")]
    ['', '', '', '', '']
    """
    if text.strip() in _SHORT:
        return f"tel:{text.strip()}"
    found = _WRITTEN.fullmatch(text.strip())
    if not found:
        return ""
    digits = re.sub(r"[^\d+]", "", found["number"])
    national = "0" + digits.lstrip("+")[2:].lstrip("0") if digits.startswith(("+84", "84")) else digits
    if not _NATIONAL.fullmatch(national):
        return ""
    extension = f";ext={found['extension']}" if found["extension"] else ""
    return f"tel:{national if national.startswith('1') else f'+84{national[1:]}'}{extension}"


def is_emergency(text: str) -> bool:
    """
    Tell whether a number is one for those in need alone, whom nobody else may keep waiting.

    >>> is_emergency(" 113"), is_emergency("1022")
    (True, False)
    """
    return text.strip() in _EMERGENCY
