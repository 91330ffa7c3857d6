"""The maps of old addresses that nginx includes: a file each, with a line for each address and its target."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product
from urllib.parse import quote, quote_plus

from plugins.publishing.hosting.host_site import (
    HostSite,
    exact_redirects,
    query_redirects,
    with_and_without_slash,
)
from plugins.publishing.redirects.old_address import spellings
from plugins.publishing.redirects.patterns import PATTERNS

# nginx reads its file in pieces of 4096 bytes, and no token may be longer.
_LONGEST = 2000
_SPECIAL = frozenset({"default", "include", "hostnames", "volatile"})
# The names of parameters, and the lines of the map for redirects that need exactly these.
QueryMap = tuple[tuple[str, ...], list[tuple[str, str]]]


def map_files(site: HostSite, queries: list[QueryMap]) -> dict[str, str]:
    """Return the map files by name; ``queries`` are the result of ``query_maps``."""
    gone = ((path, "1") for one in site.table.gone for path in _keys(one.old.path))
    indexes = sorted({pattern.index for pattern in PATTERNS if site.table.names.lookup(pattern.index)})
    return {
        "chuyen-huong.map": _lines(_exact_rows(site)),
        "da-bo.map": _lines(gone),
        **{f"tham-so-{number}.map": _lines(rows) for number, (_, rows) in enumerate(queries)},
        **{f"{index}.map": _lines(_name_rows(site, index)) for index in indexes},
    }


def _name_rows(site: HostSite, index: str) -> Iterator[tuple[str, str]]:
    for name, address in site.table.names.lookup(index).items():
        for form in spellings(name):
            yield form, site.href(address)


def _keys(path: str) -> Iterator[str]:
    for form in spellings(path):
        yield from with_and_without_slash(form)


def _exact_rows(site: HostSite) -> Iterator[tuple[str, str]]:
    for old, to in exact_redirects(site.table):
        for key in _keys(old.path):
            yield key, site.href(to)


def query_maps(site: HostSite) -> list[QueryMap]:
    """Return the redirects that depend on a query, grouped by the names of their parameters; the longest groups first."""
    groups: dict[tuple[str, ...], list[tuple[str, str]]] = defaultdict(list)
    for old, to in query_redirects(site.table):
        # nginx has a variable for a parameter whose name is a plain word; other queries are compared whole.
        plain = all(name.replace("_", "").isalnum() and name.isascii() for name, _ in old.query)
        names = tuple(name.lower() for name, _ in old.query) if plain else ()
        forms = [
            _values(value) if plain else tuple(f"{name}={form}" for form in _values(value))
            for name, value in old.query
        ]
        for path in _keys(old.path):
            for values in product(*forms):
                groups[names].append((f"{path}?{'&'.join(values)}", site.href(to)))
    return sorted(groups.items(), key=lambda pair: (-len(pair[0]), pair[0]))


def _values(value: str) -> tuple[str, ...]:
    """Return the forms in which a parameter's value is sent; nginx ignores their case."""
    return tuple(dict.fromkeys((quote(value, safe=""), quote_plus(value), quote(value, safe="/:,-._~"))))


def quoted(text: str) -> str:
    r"""
    Return a text as one token of nginx's configuration.

    >>> print(quoted('/a "b"'), quoted("default"))
    "/a \"b\"" \default
    """
    if text in _SPECIAL:
        return f"\\{text}"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _lines(rows: Iterable[tuple[str, str]]) -> str:
    """Return the lines of a map; of keys that nginx takes for the same (ASCII letters in any case), the first."""
    known: dict[str, str] = {}
    for key, value in rows:
        folded = "".join(letter.lower() if letter.isascii() else letter for letter in key)
        if len(key.encode()) <= _LONGEST and len(value.encode()) <= _LONGEST:
            known.setdefault(folded, value)
    return "".join(f"{quoted(key)} {quoted(value)};\n" for key, value in known.items())
