"""JSON of another machine, bounded in its size, its depth, its numbers and its texts; and how such texts are printed."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

_MOST_DEEP, _LONGEST_TEXT, _LONGEST_NUMBER = 6, 4096, 15  # levels, letters of a text, digits of a number
_MOST_ENTRIES = 2_000_000
_SHOWN = 80
# Control characters, marks that turn or hide text, halves of characters, and what ends a line somewhere.
_REFUSED_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


class BadRecord(ValueError):
    """What came back from a target is not of the shape that this program writes; the text says what is wrong with it."""


class CutOff(BadRecord):
    """It is half of a record, or one of two that do not belong together, or no record at all but the page of an error."""


def is_strange(text: str) -> bool:
    r"""
    Tell whether a text has a character that nobody sees, or that steers what shows it.

    >>> is_strange("Họp báo"), is_strange("a\x1b"), is_strange("a\u202eb")
    (False, True, True)
    """
    plain = text.isascii() and text.isprintable()
    return not plain and any(unicodedata.category(one) in _REFUSED_CATEGORIES for one in text)


def terminal_safe(text: str, longest: int = _SHOWN) -> str:
    r"""
    Return a text of another machine as it may be printed: on one line, without marks that steer a terminal.

    >>> terminal_safe("a\x1b[2J\nb"), len(terminal_safe("x" * 200))
    ('a?[2J?b', 80)
    """
    plain = "".join(
        "?" if unicodedata.category(one) in _REFUSED_CATEGORIES else one for one in text[:longest]
    )
    return plain if len(text) <= longest else f"{plain[:-1]}…"


def _refuse_float(text: str) -> Any:
    raise BadRecord(f"có số lạ “{terminal_safe(text)}”")


def _whole_number(text: str) -> int:
    if len(text) > _LONGEST_NUMBER:
        raise BadRecord(f"có số quá lớn “{terminal_safe(text)}”")
    return int(text)


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise BadRecord("có khóa ghi hai lần")
    return found


def bounded_json(data: bytes, most: int) -> Any:
    """Return the value in JSON of bounded size and depth, without numbers and letters that nothing here writes."""
    if len(data) > most:
        raise BadRecord(f"dài hơn {most} byte")
    try:
        value = json.loads(
            data.decode("utf-8"),
            parse_int=_whole_number,
            parse_float=_refuse_float,
            parse_constant=_refuse_float,
            object_pairs_hook=_without_doubles,
        )
    except BadRecord:
        raise
    except RecursionError as fault:
        raise BadRecord("lồng quá sâu") from fault
    except ValueError as fault:
        raise CutOff("không phải JSON; có lẽ là trang báo lỗi, hay tệp bị cắt dở") from fault
    _bounded(value, _MOST_DEEP)
    return value


def _bounded(value: Any, levels: int) -> None:
    if isinstance(value, str):
        if len(value) > _LONGEST_TEXT or is_strange(value):
            raise BadRecord(f"có chữ lạ “{terminal_safe(value)}”")
    elif isinstance(value, dict | list):
        if not levels:
            raise BadRecord("lồng quá sâu")
        if len(value) > _MOST_ENTRIES:
            raise BadRecord(f"có hơn {_MOST_ENTRIES} mục")
        for one in value:
            _bounded(one, levels - 1)
        for one in value.values() if isinstance(value, dict) else ():
            _bounded(one, levels - 1)
