"""The list of old addresses of an edition, with what became of those that were published before."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from plugins.building.edition.link_targets import served_file, targets_leading_to
from plugins.building.portal_facts import read_toml
from plugins.problems import Problem
from plugins.problems.stop_build import StopBuild
from plugins.publishing.audit.read_output import Portion
from plugins.publishing.build_facts import BuildFacts
from plugins.publishing.redirects.checks import check, lost
from plugins.publishing.redirects.ledger import (
    Ledger,
    UnreadableLedger,
    published_addresses,
    read_ledger,
    settle,
)
from plugins.publishing.redirects.old_address import parse_old_address
from plugins.publishing.redirects.patterns import Names
from plugins.publishing.redirects.rules_file import FILE, of_articles, read_rules
from plugins.publishing.redirects.table import Origin, Redirect, Table, resolve, table_of

# A copy of the record that the keeper may keep with the sources, for the day a host is lost.
COPY = "du-lieu/dia-chi-da-dang.json"


@dataclass(frozen=True, slots=True)
class OldAddresses:
    """The list, what is wrong with it, and the record that the next release carries."""

    table: Table
    problems: tuple[Problem, ...]
    record: Ledger


def copy_of_record(content: Path) -> Ledger:
    """Return the record that lies with the sources, an empty one where there is none."""
    try:
        return read_ledger((content / COPY).read_bytes())
    except FileNotFoundError:
        return Ledger()
    except (OSError, UnreadableLedger) as fault:
        raise StopBuild(f"content/{COPY}: {fault}. Xóa tệp này, hoặc lấy lại bản cũ từ git.") from fault


def old_addresses_of(facts: BuildFacts, said: Portion, content: Path, last: Ledger) -> OldAddresses:
    """Return the list of old addresses of an edition that was read; ``last`` is the record of the release before."""
    file = content / FILE
    text = file.read_text("utf-8-sig", "replace") if file.exists() else ""
    data = read_rules(read_toml(file), text)
    asked, unreadable = of_articles(facts.old)
    sums = [one.path for one in said.sums]
    living = published_addresses(sums)
    written = table_of([*asked, *data.redirects], data.prefixes, data.gone, facts.places)
    settled = settle(last, living, facts.marks, _owners(said, living), _answered_by(written))
    found = [
        *asked,
        *data.redirects,
        *_recorded(settled.moved, Origin.MOVED),
        *_recorded(settled.derived, Origin.DERIVED),
    ]
    table = table_of(found, data.prefixes, data.gone, facts.places)
    forms = {form for path in sums for form in targets_leading_to(path)}
    problems = [*data.problems, *unreadable, *check(table, forms, _anchors(said, sums)), *lost(settled.lost)]
    return OldAddresses(table, tuple(sorted(dict.fromkeys(problems))), settled.record)


def _recorded(moves: Mapping[str, str], origin: Origin) -> list[Redirect]:
    return [
        Redirect(old, to, origin)
        for address, to in moves.items()
        if (old := parse_old_address(f"/{address}"))
    ]


def _answered_by(table: Table) -> Callable[[str], bool]:
    """Return what tells of an address that somebody said where to send; what only a pattern answers, nobody said."""
    spoken = replace(table, names=Names())

    def answered(address: str) -> bool:
        return resolve(spoken, f"/{address}") is not None

    return answered


def _owners(said: Portion, living: Collection[str]) -> dict[str, str]:
    """Return the page that offers each document."""
    return {
        document: page.removesuffix("index.html")
        for document, page in said.offers.items()
        if document in living and "#" not in document
    }


def _anchors(said: Portion, files: Collection[str]) -> Callable[[str, str], bool]:
    known = frozenset(files)

    def has_anchor(path: str, anchor: str) -> bool:
        return anchor in said.ids.get(served_file(path, known), "").split("\n")

    return has_anchor
