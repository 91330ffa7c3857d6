"""The list of the commonest misspellings, with what is right for each."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from .letters import nfc

LIST = Path(__file__).with_name("misspellings.toml")
# What is never right; what is wrong at the start of a clause only; what is mostly wrong.
CERTAIN, OPENING, LIKELY = "chac", "dau-ve", "hoi"


@cache
def listed(kind: str) -> Mapping[str, str]:
    """
    Return the misspellings of a kind in small letters, with what is right.

    >>> listed(CERTAIN)["xử dụng"]
    'sử dụng'
    """
    return MappingProxyType({nfc(one): nfc(right) for one, right in _tables()[kind].items()})


@cache
def right_phrases() -> tuple[str, ...]:
    """
    Return the phrases that are right although a part of them reads as a misspelling.

    >>> "khả năng xuất" in right_phrases()
    True
    """
    return tuple(map(nfc, _tables()["dung"]["cum-tu"]))


@cache
def _tables() -> Mapping[str, dict[str, str]]:
    tables: Mapping[str, dict[str, str]] = tomllib.loads(LIST.read_text("utf-8"))
    return tables
