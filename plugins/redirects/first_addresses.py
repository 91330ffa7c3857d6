"""Find the first address of each published article, which feeds make its lasting id of: it stays when the article moves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from plugins.redirects.ledger import Ledger


@dataclass(frozen=True, slots=True)
class LivingArticle:
    """
    An article of the new build, as the ledger may know it: its identity marks, and the mark of its source file.

    ``named`` are the old addresses in its header, below the root, without the first slash.
    """

    marks: tuple[str, ...]
    file: str
    named: Sequence[str] = ()


def known_first_addresses(
    last: Ledger, articles: Mapping[str, LivingArticle], moved: Mapping[str, str]
) -> dict[str, str]:
    """
    Return the first address of every article that was published before, by its address of today.

    ``articles`` are those of the new build by their addresses; ``moved`` leads from old addresses to those of today. No
    two articles have one: what is new at an address by which another is known has its file's mark behind it.

    >>> last = Ledger({"b/": ("x",), "c/": ("y",)}, {"a/": "b/"}, files={"b/": "1", "c/": "2"}, firsts={"b/": "a/"})
    >>> known_first_addresses(last, {"d/": LivingArticle(("x",), "1"), "c/": LivingArticle((), "2")}, {"b/": "d/"})
    {'c/': 'c/', 'd/': 'a/'}
    """
    came: dict[str, list[str]] = defaultdict(list)
    for old, new in moved.items():
        came[new].append(old)
    found = {
        address: _first(last, address)
        for address, article in articles.items()
        if _was_there(last, address, article)
    }
    taken = {*found.values()}
    for address in sorted(articles.keys() - found.keys()):
        candidates = _newest_first(last, [*came[address], *articles[address].named])
        if candidates and (first := _first(last, candidates[0])) not in taken:
            found[address] = first
            taken.add(first)
    newcomers = sorted(taken & (articles.keys() - found.keys()))
    return found | {address: f"{address}#{articles[address].file}" for address in newcomers}


def firsts_to_keep(last: Ledger, now: Collection[str], firsts: Mapping[str, str]) -> dict[str, str]:
    """
    Return the first addresses for the next ledger: those of the articles at ``now``, and of those that left their addresses.

    >>> firsts_to_keep(Ledger(firsts={"b/": "a/", "c/": "x"}), {"c/", "d/"}, {"c/": "c/", "d/": "a/"})
    {'b/': 'a/', 'd/': 'a/'}
    """
    left = {address: first for address, first in (last.firsts or {}).items() if address not in now}
    return left | {address: first for address, first in firsts.items() if first != address and address in now}


def _was_there(last: Ledger, address: str, article: LivingArticle) -> bool:
    """Tell whether an article was published at its address of today: nothing that is written into its header later counts."""
    if last.firsts is None or address not in last.addresses or address in last.moves:
        return False
    return last.files.get(address) == article.file or not {*article.marks}.isdisjoint(last.addresses[address])


def _newest_first(last: Ledger, addresses: Sequence[str]) -> list[str]:
    """Return the addresses at which articles were published, those of the last release before those that had been left by then."""
    published = [one for one in addresses if one in last.files]
    return sorted(published, key=lambda one: (one in last.moves, one))


def _first(last: Ledger, address: str) -> str:
    return (last.firsts or {}).get(address, address)
