"""
The address patterns of the old platforms, and indexes of names to find the page that such an address means.

The regular expressions use only what Python, PCRE and RE2 have in common, since nginx, Apache and Caddy use them too.
Each finds a name in a path, and an index has the page of that name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

# A name that was cut short is found by its beginning; shorter beginnings would be ambiguous.
START = 40


@dataclass(frozen=True, slots=True)
class NameIndexes:
    """
    The indexes: the page that has a name on a day, the only page that has it, the section that has it.

    Those of ``..._start`` have the first characters of long names; ``ambiguous`` are names that several pages share.
    """

    by_day: Mapping[str, str] = field(default_factory=dict)
    by_day_start: Mapping[str, str] = field(default_factory=dict)
    by_name: Mapping[str, str] = field(default_factory=dict)
    by_start: Mapping[str, str] = field(default_factory=dict)
    sections: Mapping[str, str] = field(default_factory=dict)
    ambiguous: tuple[str, ...] = ()

    def lookup(self, index: str) -> Mapping[str, str]:
        """Return an index by its name."""
        found: Mapping[str, str] = getattr(self, index)
        return found


@dataclass(frozen=True, slots=True)
class Pattern:
    """
    One form of old addresses: a regular expression for the path, and the index in which its names are looked up.

    The groups are ``s``, the name, and for indexes by day ``y``, ``m``, ``d``.
    """

    expression: str
    index: str
    compiled: re.Pattern[str] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "compiled", re.compile(self.expression, re.IGNORECASE))

    @property
    def has_day(self) -> bool:
        """Whether the names in its index begin with a day."""
        return self.index.startswith("by_day")

    def name_in(self, found: re.Match[str]) -> str:
        """Return the name to look up for a match."""
        return f"{found['y']}-{found['m']}-{found['d']}/{found['s']}" if self.has_day else found["s"]


# /portal/pages/2023-11-11/<name><8 random letters>.aspx, or <name>-468686.aspx; zeros in the day or none.
_PAGES = r"^/(?:[^/]+/)*pages/"
_DAY = r"(?P<y>\d{4})-0?(?P<m>[1-9]\d?)-0?(?P<d>[1-9]\d?)/"
_ANY_DAY = r"\d{4}-\d{1,2}-\d{1,2}/"
_TAILS = (r"[a-z0-9]{8}", r"-\d{3,}", r"")
# /web/trang-chu/<section>/<name>.html, with (1) or -1 behind the name where it was taken.
_WEB = r"^/web/(?:[^/]+/)*"
_COPIES = (r"", r"\(\d{1,3}\)", r"-\d{1,3}")
# /<section>/<name>-567630
_NUMBERED = r"^/(?:[^/]+/)+"
_NUMBER = r"-\d{4,}(?:\.html?)?$"

PATTERNS: tuple[Pattern, ...] = (
    *(Pattern(rf"{_PAGES}{_DAY}(?P<s>[^/]+?){tail}\.aspx$", "by_day") for tail in _TAILS),
    Pattern(rf"{_PAGES}{_DAY}(?P<s>[^/]{{{START}}})[^/]*\.aspx$", "by_day_start"),
    *(Pattern(rf"{_PAGES}{_ANY_DAY}(?P<s>[^/]+?){tail}\.aspx$", "by_name") for tail in _TAILS),
    *(Pattern(rf"{_WEB}(?P<s>[^/]+?){copy}\.html?$", "by_name") for copy in _COPIES),
    Pattern(rf"{_WEB}(?P<s>[^/]{{{START}}})[^/]*\.html?$", "by_start"),
    Pattern(rf"{_NUMBERED}(?P<s>[^/]+?){_NUMBER}", "by_name"),
    Pattern(rf"{_NUMBERED}(?P<s>[^/]{{{START}}})[^/]*{_NUMBER}", "by_start"),
    Pattern(rf"{_WEB}(?P<s>[^/.]+)(?:\.html?)?$", "sections"),
)
NAMES_OF_HOME = Pattern(
    r"^/(?:web|web/trang-chu(?:\.html?)?|(?:[^/]+/)*pages/(?:default|home|trang-?chu)\.aspx"
    r"|(?:default|home|index|trang-?chu)\.(?:aspx?|php|html?))$",
    "sections",
)


def name_indexes(pages: Iterable[tuple[str, Iterable[str], str]]) -> NameIndexes:
    """
    Return the indexes of pages, given by address, names and day ("2023-11-9", without zeros; "" for sections).

    A name that two pages share leads to neither of them: it is ambiguous.

    >>> names = name_indexes([("a/", ["hop"], "2023-1-2"), ("b/", ["hop"], "2023-1-3")])
    >>> sorted(names.by_day.items()), names.by_name, names.ambiguous
    ([('2023-1-2/hop', 'a/'), ('2023-1-3/hop', 'b/')], {}, ('hop',))
    """
    indexes: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for address, names, day in pages:
        for index, name in _entries(names, day):
            indexes[index][name].add(address)
    unique = {
        index: {name: min(found) for name, found in sorted(entries.items()) if len(found) == 1}
        for index, entries in indexes.items()
    }
    ambiguous = {
        name for index in ("by_day", "by_name") for name, found in indexes[index].items() if len(found) > 1
    }
    return NameIndexes(
        **{index: entries for index, entries in unique.items() if entries}, ambiguous=tuple(sorted(ambiguous))
    )


def _entries(names: Iterable[str], day: str) -> Iterator[tuple[str, str]]:
    """Yield each index and the name under which a page stands in it."""
    for name in names:
        if not day:
            yield "sections", name
            continue
        yield "by_day", f"{day}/{name}"
        yield "by_name", name
        if len(name) >= START:
            yield "by_day_start", f"{day}/{name[:START]}"
            yield "by_start", name[:START]
