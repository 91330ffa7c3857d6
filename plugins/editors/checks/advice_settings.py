"""
Read the portal's settings for advice, ``content/du-lieu/kiem-tra.toml``.

::

    tat = ["tieu-de-hoi-dai"]           # codes of advice that is not wanted

    [muc]
    tieu-de = 65                        # characters
    tom-tat = 160
    giong-nhau = 60                     # percent
    sap-het-han = 7                     # days

    [viet-tat]
    da-biet = ["VHTT", "TT"]            # abbreviations that need no explanation on this portal

    [chuyen-muc]
    "Đoàn thể" = ["hội viên", "phụ nữ"] # typical words of a section
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from plugins.problems.data_file import DataFileFault, toml_tables
from plugins.vietnamese.letters import nfc
from plugins.vietnamese.nearest import nearest

FILE = "du-lieu/kiem-tra.toml"
_TABLES = ("tat", "muc", "viet-tat", "chuyen-muc")


@dataclass(frozen=True, slots=True)
class AdviceSettings:
    """
    Which advice is given, and how strictly.

    ``off`` are the codes of rules that are switched off; lengths are in characters; articles are near-duplicates
    from ``similar_percent`` on; an expiry is soon within ``soon_days``; ``abbreviations`` need no explanation
    on this portal; ``section_words`` are typical words by the name of their section.
    """

    off: frozenset[str] = frozenset()
    longest_title: int = 65
    longest_lead: int = 160
    similar_percent: int = 60
    soon_days: int = 7
    abbreviations: frozenset[str] = frozenset()
    section_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


_MEASURES = {
    "tieu-de": "longest_title",
    "tom-tat": "longest_lead",
    "giong-nhau": "similar_percent",
    "sap-het-han": "soon_days",
}


def load_settings(text: str, codes: Collection[str], sections: Collection[str]) -> AdviceSettings:
    """
    Return the settings of a TOML text; raise DataFileFault for a name that does not exist or a value of a wrong type.

    ``codes`` are those of all rules, ``sections`` the names of the portal's sections.

    >>> load_settings('tat = ["viet-tat"]', ["viet-tat"], []).off
    frozenset({'viet-tat'})
    """
    data = toml_tables(text, FILE)
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
        raise DataFileFault(f"{FILE}: không có {what} “{name}”.{hint}")


def _table(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    table = data.get(name, {})
    if not isinstance(table, Mapping):
        raise DataFileFault(f"{FILE}: “{name}” cần viết dạng [{name}].")
    return table


def _texts(value: object, name: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise DataFileFault(f'{FILE}: “{name}” cần một danh sách chữ, ví dụ {name} = ["…", "…"].')
    return [nfc(one).strip() for one in value]


def _measures(table: Mapping[str, Any]) -> dict[str, int]:
    found = {}
    for name, value in table.items():
        _known(name, _MEASURES, "mức")
        if type(value) is not int or value < 0:
            raise DataFileFault(f"{FILE}: “{name}” cần một số, ví dụ {name} = 65.")
        found[_MEASURES[name]] = value
    return found


def _section_words(
    table: Mapping[str, Any], sections: Collection[str]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, words in table.items():
        _known(name, sections, "chuyên mục")
        yield name, tuple(word.lower() for word in _texts(words, name))
