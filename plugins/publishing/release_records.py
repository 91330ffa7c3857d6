"""
Remember which releases were published, in two places: the publisher's cache, and a note of git in the source repository.

Whoever can write to a site can write its manifest too. What is public is held against these lists: a release that is in
none of them was forged, an earlier one was put back.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from plugins.files.atomic_write import write_atomically
from plugins.files.cache_folder import PUBLISHING_CACHE
from plugins.files.git import ask_git
from plugins.publishing.releases.bounded_json import bounded_json
from plugins.publishing.releases.manifest import SIGNATURES, STATEMENT
from plugins.publishing.releases.received import BadRecord, read_statement
from plugins.publishing.releases.release import Release
from plugins.publishing.releases.signing import is_signed
from plugins.publishing.releases.statement import Statement
from plugins.publishing.targets.transport import PublishSession

# ``git fetch origin refs/notes/ban-dung:refs/notes/ban-dung`` brings it to another clone.
NOTES = "refs/notes/ban-dung"
_FILE, _MOST_KEPT, _MOST_BYTES = "da-phat-hanh.jsonl", 100, 1 << 22
_IDENTITY = ("-c", "user.name=cong", "-c", "user.email=cong@localhost")
_LONGEST_LINE = 1 << 14


@dataclass(frozen=True, slots=True)
class PublishedRelease:
    """A release that was published to a target, or was public there again; the signatures of its statement by their endings."""

    target: str
    statement: Statement
    signatures: tuple[tuple[str, bytes], ...] = ()

    @property
    def line(self) -> str:
        """The line that remembers it."""
        data = {
            "dich": self.target,
            "loi-khai": self.statement.published.decode().strip(),
            "chu-ky": {ending: b64encode(one).decode() for ending, one in self.signatures},
        }
        return json.dumps(data, ensure_ascii=False) + "\n"

    def is_signed(self, public_key: Path) -> bool:
        """Tell whether its statement was signed with the secret key that belongs to a public one."""
        beside = {f"{STATEMENT}{ending}": one for ending, one in self.signatures}
        return is_signed(public_key, self.statement.published, beside, STATEMENT)


def _read_line(line: str) -> PublishedRelease | None:
    try:
        row = bounded_json(line.encode(), _LONGEST_LINE)
        signatures = tuple(
            (ending, b64decode(row["chu-ky"][ending])) for ending in SIGNATURES if ending in row["chu-ky"]
        )
        return PublishedRelease(str(row["dich"]), read_statement(row["loi-khai"].encode()), signatures)
    except (ValueError, KeyError, TypeError, AttributeError, BadRecord):
        return None


def _read_lines(text: str) -> list[PublishedRelease]:
    return [one for line in text.splitlines() if (one := _read_line(line))]


def record_release(cache_folder: Path, sources: Path, release: PublishedRelease) -> str:
    """
    Add a release to the lists: that of its target's folder in the cache, and the note of the commit of the sources.

    Returns "" or why there is no note: outside a repository nothing is noted, and nothing is said.
    """
    place = cache_folder / _FILE
    with suppress(OSError):
        before = place.read_text("utf-8").splitlines(keepends=True)[-_MOST_KEPT:] if place.exists() else []
        write_atomically(place, "".join([*before, release.line]).encode())
    if not ask_git(sources, "rev-parse", "HEAD"):
        return ""
    done = ask_git(sources, *_IDENTITY, "notes", "--ref", NOTES, "append", "-m", release.line.strip(), "HEAD")
    return "" if done is not None else "không ghi được ghi chú git"


def remember_published(session: PublishSession, release: Release) -> None:
    """Add what was published in a session to the lists, unless it is the last of them; say where only this machine has it."""
    statement = release.statement
    if statement is None:
        return
    beside = {ending: release.signatures.get(f"{STATEMENT}{ending}") for ending in SIGNATURES}
    signatures = tuple((ending, one) for ending, one in beside.items() if one)
    one = PublishedRelease(session.target.name, statement, signatures)
    known = known_releases(session.cache, session.content, statement.siteurl, None)
    if newest_by_target(known).get(one.target) != one and (
        why := record_release(session.cache_folder, session.content, one)
    ):
        session.tell(f"nhắc: {why}; bản này chỉ được nhớ ở máy này.")


def known_releases(
    cache: Path, sources: Path, siteurl: str | None, public_key: Path | None
) -> list[PublishedRelease]:
    """
    Return the releases of a site, or of all, that are remembered here, in the order of their numbers.

    Of the notes, which others may push, only those are counted that were signed, where there is a ``public_key``.
    """
    found: dict[PublishedRelease, None] = {}
    for place in sorted((cache / PUBLISHING_CACHE).glob(f"*/{_FILE}")):
        with suppress(OSError, ValueError):
            found |= dict.fromkeys(_read_lines(place.read_text("utf-8")))
    for one in _read_lines(_notes(sources)):
        if public_key is None or one.is_signed(public_key):
            found[one] = None
    return sorted(
        (one for one in found if siteurl in (None, one.statement.siteurl)),
        key=lambda one: one.statement.serial,
    )


def newest_by_target(known: Iterable[PublishedRelease]) -> dict[str, PublishedRelease]:
    """Return the newest release of each target; ``known`` are sorted by their numbers."""
    return {one.target: one for one in known}


def _notes(sources: Path) -> str:
    """Return the text of all notes, "" where there are none."""
    listed = ask_git(sources, "notes", "--ref", NOTES, "list") or ""
    names = [line.split()[0] for line in listed.splitlines() if line.split()]
    if not names:
        return ""
    contents = ask_git(sources, "cat-file", "--batch", stdin="\n".join(names) + "\n")
    return (contents or "")[:_MOST_BYTES]
