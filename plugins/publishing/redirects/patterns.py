"""
How the old platforms made their addresses, and which page of this portal such an address means.

The expressions are written in what Python, PCRE and RE2 have in common, since nginx, Apache and
Caddy read them too. Each finds a name in a path, and a book says whose name it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

# A name that was cut short is known by its beginning; shorter ones would be mistaken for each other.
START = 40


@dataclass(frozen=True, slots=True)
class Names:
    """The books: which page has a name on a day, which has it at all, which section has it."""

    by_day: Mapping[str, str] = field(default_factory=dict)
    by_day_start: Mapping[str, str] = field(default_factory=dict)
    by_name: Mapping[str, str] = field(default_factory=dict)
    by_start: Mapping[str, str] = field(default_factory=dict)
    sections: Mapping[str, str] = field(default_factory=dict)
    mistakable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pattern:
    """
    One form of old addresses: an expression for the path in small letters, and the book its names stand in.

    The groups are ``s``, the name, and for books of days ``y``, ``m``, ``d``.
    """

    expression: str
    book: str
    compiled: re.Pattern[str] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "compiled", re.compile(self.expression, re.IGNORECASE))

    @property
    def has_day(self) -> bool:
        """Whether the names of its book begin with a day."""
        return self.book.startswith("by_day")

    def name_in(self, found: re.Match[str]) -> str:
        """Return the name in the book for what was found."""
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


def names_of(places: Iterable[tuple[str, Iterable[str], str]]) -> Names:
    """
    Return the books of pages given by address, names and day ("2023-11-9", without zeros; "" for sections).

    A name that two pages share leads to neither: it is told as mistakable.

    >>> names = names_of([("a/", ["hop"], "2023-1-2"), ("b/", ["hop"], "2023-1-3")])
    >>> sorted(names.by_day.items()), names.by_name, names.mistakable
    ([('2023-1-2/hop', 'a/'), ('2023-1-3/hop', 'b/')], {}, ('hop',))
    """
    books: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for address, names, day in places:
        for book, name in _entries(names, day):
            books[book][name].add(address)
    sure = {
        book: {name: min(found) for name, found in sorted(entries.items()) if len(found) == 1}
        for book, entries in books.items()
    }
    doubtful = {
        name for book in ("by_day", "by_name") for name, found in books[book].items() if len(found) > 1
    }
    return Names(**{book: sure[book] for book in sure if sure[book]}, mistakable=tuple(sorted(doubtful)))


def _entries(names: Iterable[str], day: str) -> Iterator[tuple[str, str]]:
    """Yield each book and the name under which a page stands in it."""
    for name in names:
        if not day:
            yield "sections", name
            continue
        yield "by_day", f"{day}/{name}"
        yield "by_name", name
        if len(name) >= START:
            yield "by_day_start", f"{day}/{name[:START]}"
            yield "by_start", name[:START]
