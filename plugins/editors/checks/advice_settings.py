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

from plugins.problems.data_file import DataFile, as_data_file
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


def load_settings(
    written: str | DataFile, codes: Collection[str], sections: Collection[str]
) -> AdviceSettings:
    """
    Return the settings of a data file, or of its text; what is not clear is told and left out.

    ``codes`` are those of all rules, ``sections`` the names of the portal's sections.

    >>> load_settings('tat = ["viet-tat"]', ["viet-tat"], []).off
    frozenset({'viet-tat'})
    """
    file = as_data_file(written, FILE)
    for name in file.tables:
        _is_known(file, name, _TABLES, "mục", name)
    off = [code for code in _texts(file, "tat") if _is_known(file, code, codes, "mã gợi ý", "tat")]
    abbreviations = _texts(file, "viet-tat", "da-biet")
    words = dict(_section_words(file, sections))
    measures = dict(_measures(file))
    return AdviceSettings(
        frozenset(off), abbreviations=frozenset(abbreviations), section_words=words, **measures
    )


def _is_known(file: DataFile, name: str, known: Collection[str], what: str, *place: str) -> bool:
    if name not in known:
        near = nearest(name, known, 1)
        hint = f" Ý bạn là “{near[0]}”?" if near else ""
        file.remind(f"không có {what} “{name}”.{hint}", *place)
    return name in known


def _table(file: DataFile, name: str) -> Mapping[str, Any]:
    table = file.tables.get(name, {})
    if isinstance(table, Mapping):
        return table
    file.remind(f"“{name}” cần viết dạng [{name}].", name)
    return {}


def _texts(file: DataFile, *place: str) -> list[str]:
    """Return the list of texts at a place, [] for anything else."""
    table = _table(file, place[0]) if len(place) > 1 else file.tables
    name, value = place[-1], table.get(place[-1], [])
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return [nfc(one).strip() for one in value]
    file.remind(f'“{name}” cần một danh sách chữ, ví dụ {name} = ["…", "…"].', *place)
    return []


def _measures(file: DataFile) -> Iterator[tuple[str, int]]:
    for name, value in _table(file, "muc").items():
        if not _is_known(file, name, _MEASURES, "mức", "muc", name):
            continue
        if type(value) is int and value >= 0:
            yield _MEASURES[name], value
        else:
            file.remind(f"“{name}” cần một số, ví dụ {name} = 65.", "muc", name)


def _section_words(file: DataFile, sections: Collection[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name in _table(file, "chuyen-muc"):
        if _is_known(file, name, sections, "chuyên mục", "chuyen-muc", name):
            yield name, tuple(word.lower() for word in _texts(file, "chuyen-muc", name))
