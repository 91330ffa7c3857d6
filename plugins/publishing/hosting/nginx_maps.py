"""The maps of old addresses that nginx includes: a file each, with a line for each address and its target."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from urllib.parse import quote, quote_plus

from plugins.publishing.hosting.host_site import (
    HostSite,
    exact_gone,
    exact_redirects,
    parameter_pattern,
    query_answers,
    with_and_without_slash,
)
from plugins.publishing.hosting.quoting import literal, nginx_key
from plugins.redirects.old_address import OldAddress, path_spellings
from plugins.redirects.patterns import PATTERNS

# The value of what is gone: a target begins with a slash or a scheme.
GONE = "gone"


@dataclass(frozen=True, slots=True)
class QueryMap:
    """
    A map for the old addresses that need ``size`` parameters: of these ``names``, which nginx has variables for.

    Without names, its keys are expressions for the whole query. ``rows`` are keys and values.
    """

    size: int
    names: tuple[str, ...]
    rows: list[tuple[str, str]] = field(default_factory=list)


def map_files(site: HostSite, queries: list[QueryMap]) -> dict[str, str]:
    """Return the map files by name; ``queries`` are the result of ``query_maps``."""
    gone = ((path, GONE) for old in exact_gone(site.table) for path in _keys(old.path))
    indexes = sorted({pattern.index for pattern in PATTERNS if site.table.names.lookup(pattern.index)})
    return {
        "chuyen-huong.map": _lines(_exact_rows(site)),
        "da-bo.map": _lines(gone),
        **{
            f"tham-so-{number}.map": _lines(one.rows) if one.names else _expression_lines(one.rows)
            for number, one in enumerate(queries)
        },
        **{f"{index}.map": _lines(_name_rows(site, index)) for index in indexes},
    }


def _name_rows(site: HostSite, index: str) -> Iterator[tuple[str, str]]:
    for name, address in site.table.names.lookup(index).items():
        for form in path_spellings(name):
            yield form, site.href(address)


def _keys(path: str) -> Iterator[str]:
    for form in path_spellings(path):
        yield from with_and_without_slash(form)


def _exact_rows(site: HostSite) -> Iterator[tuple[str, str]]:
    for old, to in exact_redirects(site.table):
        for key in _keys(old.path):
            yield key, site.href(to)


def query_maps(site: HostSite) -> list[QueryMap]:
    """Return the redirects that depend on a query, grouped by the names of their parameters; the longest groups first."""
    groups: dict[tuple[int, tuple[str, ...]], QueryMap] = {}
    for old, to in query_answers(site.table):
        answer = GONE if to is None else site.href(to)
        # nginx has a variable for a parameter whose name is a plain word; what has none is empty there.
        names = tuple(name.lower() for name, _ in old.query)
        plain = all(value and name.isascii() and name.replace("_", "").isalnum() for name, value in old.query)
        plain = plain and len(set(names)) == len(names)
        names = names if plain else ()
        group = groups.setdefault((-len(old.query), names), QueryMap(len(old.query), names))
        if plain:
            forms = [_values(value) for _, value in old.query]
            keys = [f"{path}?{'&'.join(values)}" for path in _keys(old.path) for values in product(*forms)]
        else:
            keys = [*_expressions(old)]
        group.rows.extend((key, answer) for key in keys)
    return [group for _, group in sorted(groups.items())]


def _expressions(old: OldAddress) -> Iterator[str]:
    """
    Yield expressions for "path?query" with the parameters in any order, each looked for from the beginning.

    So a request costs the same however often it repeats them: PCRE would try every combination otherwise.
    """
    wanted = "".join(f"(?=(?:[^&]*&)*{parameter_pattern(*pair)}(?:&|$))" for pair in old.query)
    for form in path_spellings(old.path):
        yield f"(?i)^{literal(form.rstrip('/'))}/?\\x3f{wanted}"


def _values(value: str) -> tuple[str, ...]:
    """Return the forms in which a parameter's value is sent; nginx ignores their case."""
    return tuple(dict.fromkeys((quote(value, safe=""), quote_plus(value), quote(value, safe="/:,-._~"))))


def _lines(rows: Iterable[tuple[str, str]]) -> str:
    """Return the lines of a map; of keys that nginx takes for the same (ASCII letters in any case), the first."""
    known: dict[str, str] = {}
    for key, value in rows:
        folded = "".join(letter.lower() if letter.isascii() else letter for letter in key)
        known.setdefault(folded, value)
    return "".join(f'{nginx_key(key)} "{value}";\n' for key, value in known.items())


def _expression_lines(rows: Iterable[tuple[str, str]]) -> str:
    return "".join(f'"~{key}" "{value}";\n' for key, value in dict(reversed([*rows])).items())
