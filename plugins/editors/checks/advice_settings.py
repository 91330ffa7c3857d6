"""
What the keeper of the portal decides about advice: ``content/du-lieu/kiem-tra.toml``.

::

    tat = ["tieu-de-hoi-dai"]           # codes of advice that is not wanted

    [muc]
    tieu-de = 65                        # characters
    tom-tat = 160
    giong-nhau = 60                     # percent
    sap-het-han = 7                     # days

    [viet-tat]
    da-biet = ["VHTT", "TT"]            # need no explanation here

    [chuyen-muc]
    "Đoàn thể" = ["hội viên", "phụ nữ"] # words that speak for a section
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from plugins.vietnamese.letters import nfc
from plugins.vietnamese.nearest import nearest

FILE = "du-lieu/kiem-tra.toml"
_TABLES = ("tat", "muc", "viet-tat", "chuyen-muc")


class SettingsFault(ValueError):
    """A data file that says nothing sound; the text says why, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class AdviceSettings:
    """
    What is advised, and how strictly.

    ``off`` are codes; lengths are in characters, ``alike`` in percent, ``soon`` in days;
    ``abbreviations`` need no explanation on this portal; ``section_words`` speak for the
    sections whose names they stand under.
    """

    off: frozenset[str] = frozenset()
    title: int = 65
    lead: int = 160
    alike: int = 60
    soon: int = 7
    abbreviations: frozenset[str] = frozenset()
    section_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


_MEASURES = {"tieu-de": "title", "tom-tat": "lead", "giong-nhau": "alike", "sap-het-han": "soon"}


def load_settings(text: str, codes: Collection[str], sections: Collection[str]) -> AdviceSettings:
    """
    Return the settings of a TOML text; raise SettingsFault where it asks for what there is not.

    ``codes`` are those of all advice, ``sections`` the names of the portal's sections.

    >>> load_settings('tat = ["viet-tat"]', ["viet-tat"], []).off
    frozenset({'viet-tat'})
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as failure:
        raise SettingsFault(f"{FILE} sai cú pháp TOML: {failure}.") from None
    for name in data:
        _known(name, _TABLES, "mục")
    off = frozenset(_texts(data.get("tat", []), "tat"))
    for code in sorted(off):
        _known(code, codes, "mã góp ý")
    words = dict(_section_words(_table(data, "chuyen-muc"), sections))
    abbreviations = _texts(_table(data, "viet-tat").get("da-biet", []), "da-biet")
    return AdviceSettings(
        off, abbreviations=frozenset(abbreviations), section_words=words, **_measures(_table(data, "muc"))
    )


def _known(name: str, known: Collection[str], what: str) -> None:
    if name not in known:
        near = nearest(name, known, 1)
        hint = f" Ý bạn là “{near[0]}”?" if near else ""
        raise SettingsFault(f"{FILE}: không có {what} “{name}”.{hint}")


def _table(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    table = data.get(name, {})
    if not isinstance(table, Mapping):
        raise SettingsFault(f"{FILE}: “{name}” cần viết dạng [{name}].")
    return table


def _texts(value: object, name: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise SettingsFault(f'{FILE}: “{name}” cần một danh sách chữ, ví dụ {name} = ["…", "…"].')
    return [nfc(one).strip() for one in value]


def _measures(table: Mapping[str, Any]) -> dict[str, int]:
    found = {}
    for name, value in table.items():
        _known(name, _MEASURES, "mức")
        if type(value) is not int or value < 0:
            raise SettingsFault(f"{FILE}: “{name}” cần một số, ví dụ {name} = 65.")
        found[_MEASURES[name]] = value
    return found


def _section_words(
    table: Mapping[str, Any], sections: Collection[str]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, words in table.items():
        _known(name, sections, "chuyên mục")
        yield name, tuple(word.lower() for word in _texts(words, name))
