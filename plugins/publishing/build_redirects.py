"""Gather the redirects of a build: from articles, from the data file, and for published addresses that moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from plugins.building.edition.link_targets import served_file, targets_leading_to
from plugins.building.linking.address_holders import RECORD
from plugins.building.sources.data_files import read_data_file
from plugins.problems import Level, Problem
from plugins.problems.stop_build import StopBuild
from plugins.publishing.audit.read_output import OutputScan
from plugins.publishing.build_facts import BuildFacts
from plugins.publishing.releases.received import BadRecord, is_release_path, read_ledger
from plugins.redirects.first_addresses import LivingArticle, firsts_to_keep, known_first_addresses
from plugins.redirects.ledger import (
    Ledger,
    published_addresses,
    settle,
    taken_along,
)
from plugins.redirects.old_address import parse_old_address
from plugins.redirects.patterns import NameIndexes
from plugins.redirects.redirect_checks import (
    lost_address_problems,
    table_problems,
    taken_over,
    where_defined,
)
from plugins.redirects.redirect_table import (
    GoneAddress,
    Origin,
    Redirect,
    RedirectTable,
    redirect_table,
    resolve_old_address,
)
from plugins.redirects.rules_file import (
    RULES_FILE,
    read_rules,
    redirects_of_articles,
)

# A copy of the ledger that may be kept with the sources, for the day a host is lost.
LEDGER_COPY = RECORD
_TAKEN_OVER = "dia-chi-doi-chu"
_GONE = 410
_WITH_ARTICLE = "cùng bài với một địa chỉ đã bỏ"


@dataclass(frozen=True, slots=True)
class BuildRedirects:
    """
    The redirects of a build, their problems, and the ledger of addresses for its release.

    ``firsts`` are the first addresses of published articles where feeds were built with another one for any of them, by
    the address of today: the portal is to be built again with them.
    """

    table: RedirectTable
    problems: tuple[Problem, ...]
    ledger: Ledger
    firsts: tuple[tuple[str, str], ...] = ()

    @property
    def newcomers(self) -> tuple[Problem, ...]:
        """The errors of articles that would show at an address published for another one: they are not to be built."""
        return tuple(one for one in self.problems if one.code == _TAKEN_OVER)

    def without_faulty(self) -> BuildRedirects:
        """Return the redirects without those that have a problem; addresses stay in the ledger until they are settled."""
        faulty = {(one.path, one.line) for one in self.problems if one.level is Level.ERROR}

        def is_sound(where: str, line: int) -> bool:
            return (where, line) not in faulty

        table = replace(
            self.table,
            redirects=tuple(one for one in self.table.redirects if is_sound(*where_defined(one))),
            prefixes=tuple(one for one in self.table.prefixes if is_sound(one.where, one.line)),
            gone=tuple(one for one in self.table.gone if is_sound(one.where, one.line)),
        )
        return replace(self, table=table)


def read_ledger_copy(content: Path) -> Ledger:
    """Return the copy of the ledger that lies with the sources, an empty ledger where there is none."""
    try:
        return read_ledger((content / LEDGER_COPY).read_bytes())
    except FileNotFoundError:
        return Ledger()
    except (OSError, BadRecord) as fault:
        raise StopBuild(
            f"{content.name}/{LEDGER_COPY}: sổ địa chỉ bị hỏng ({fault}). Xóa tệp này, hoặc lấy lại bản cũ từ git."
        ) from fault


def build_redirects(facts: BuildFacts, scan: OutputScan, content: Path, last: Ledger) -> BuildRedirects:
    """Return the redirects of a build whose output was scanned; ``last`` is the ledger of the last release."""
    rules = read_rules(read_data_file(content, RULES_FILE))  # the build has told its faults
    of_articles, unreadable = redirects_of_articles(facts.old_addresses)
    paths = [file.path for file in scan.files]
    existing = published_addresses(paths)

    def table(derived: Collection[Redirect], gone: Collection[GoneAddress]) -> RedirectTable:
        redirects = [*of_articles, *rules.redirects, *derived]
        return redirect_table(redirects, rules.prefixes, [*rules.gone, *gone], facts.pattern_targets)

    written = table((), ())
    settled = settle(last, existing, facts.marks, _document_owners(scan, existing), _has_rule_in(written))
    along = _taken_along(last, settled.lost, written)
    moved = _ledger_redirects(settled.moved, Origin.MOVED)
    complete = table([*moved, *_ledger_redirects(settled.derived, Origin.DERIVED)], along.values())
    answered = {form for path in paths for form in targets_leading_to(path)}
    problems = [
        *unreadable,
        *table_problems(complete, answered, _anchors(scan, paths)),
        *lost_address_problems(one for one in settled.lost if one not in along),
        *taken_over(last.files, facts.files, facts.sources),
    ]
    now = {address: facts.sources[path] for address, (path, _) in facts.files.items()}
    former = {**last.former, **_former_addresses(of_articles)}
    known = known_first_addresses(last, _living_articles(facts, now), settled.moved)
    ledger = replace(
        settled.ledger,
        files={**last.files, **now},
        former=former,
        firsts=firsts_to_keep(last, now, {**facts.firsts, **known}),
    )
    firsts = _firsts_to_build(facts.firsts, known)
    return BuildRedirects(complete, tuple(sorted(dict.fromkeys(problems))), ledger, firsts)


def _firsts_to_build(built: Mapping[str, str], known: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return what feeds have to be told of first addresses, nothing where they were ``built`` with those that are known."""
    if all(built.get(address, address) == first for address, first in known.items()):
        return ()
    return tuple((address, first) for address, first in known.items() if first != address or address in built)


def _living_articles(facts: BuildFacts, files: Mapping[str, str]) -> dict[str, LivingArticle]:
    """Return the articles of a build by their addresses; ``files`` are the marks of their source files."""
    named: dict[str, list[str]] = defaultdict(list)
    for text, _, _, address in facts.old_addresses:
        named[address].append(text.removeprefix("/"))
    return {
        address: LivingArticle(facts.marks.get(address, ()), mark, named[address])
        for address, mark in files.items()
    }


def _taken_along(last: Ledger, lost: Collection[str], written: RedirectTable) -> dict[str, GoneAddress]:
    """Return what is gone with the addresses that the data file takes away: all other addresses of the same article."""
    explicit = replace(written, names=NameIndexes())

    def is_gone(address: str) -> bool:
        found = resolve_old_address(explicit, f"/{address}")
        return found is not None and found.status == _GONE

    along = taken_along(last, is_gone) if written.gone or written.prefixes else set()
    unanswered = {one for one in last.former if resolve_old_address(explicit, f"/{one}") is None}
    found = {one: parse_old_address(f"/{one}") for one in sorted(along & ({*lost} | unanswered))}
    return {one: GoneAddress(old, _WITH_ARTICLE) for one, old in found.items() if old}


def _former_addresses(of_articles: Collection[Redirect]) -> dict[str, str]:
    """Return the article that each old address in a header leads to, as the ledger remembers it."""
    found = {str(one.old).removeprefix("/"): one.to for one in of_articles}
    return {old: to for old, to in found.items() if is_release_path(old) and is_release_path(to.rstrip("/"))}


def _ledger_redirects(moves: Mapping[str, str], origin: Origin) -> list[Redirect]:
    return [
        Redirect(old, to, origin)
        for address, to in moves.items()
        if (old := parse_old_address(f"/{address}"))
    ]


def _has_rule_in(table: RedirectTable) -> Callable[[str], bool]:
    """Return a function that tells whether an address has a redirect of its own, patterns left aside."""
    explicit = replace(table, names=NameIndexes())

    def has_rule(address: str) -> bool:
        return resolve_old_address(explicit, f"/{address}") is not None

    return has_rule


def _document_owners(scan: OutputScan, existing: Collection[str]) -> dict[str, str]:
    """Return the address of the page that links to each document."""
    return {
        document: page.removesuffix("index.html")
        for document, page in scan.document_pages.items()
        if document in existing and "#" not in document
    }


def _anchors(scan: OutputScan, paths: Collection[str]) -> Callable[[str, str], bool]:
    files = frozenset(paths)

    def has_anchor(path: str, anchor: str) -> bool:
        return anchor in scan.ids.get(served_file(path, files), "").split("\n")

    return has_anchor
