"""Send the content folder's changes: what is new there is taken first, then one commit goes up, named after its articles."""

from __future__ import annotations

from dataclasses import dataclass

from plugins.editors.sharing.checkout import Checkout, RemoteMoved, SharingFault
from plugins.editors.sharing.commit_message import SentFile, commit_message
from plugins.editors.sharing.conflicts import Conflict
from plugins.editors.sharing.local_commit import Identity, commit_of_folder
from plugins.editors.sharing.receive import receive
from plugins.files.git import changed_since_commit
from plugins.header.decode import decode
from plugins.header.parse import parse

_TRIES = 3  # others may send at the same time


@dataclass(frozen=True, slots=True)
class Sent:
    """What went up, what came down on the way, and what has to be chosen before anything can go up."""

    files: tuple[SentFile, ...] = ()
    received: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


def waiting_files(checkout: Checkout) -> list[SentFile]:
    """Return the files of the content folder that the last commit does not have as they are, by path."""
    changed = changed_since_commit(checkout.top / checkout.content) or frozenset()
    return [_sent_file(checkout, f"{checkout.content}/{path}") for path in sorted(changed)]


def _sent_file(checkout: Checkout, path: str) -> SentFile:
    before = checkout.blob("HEAD", path)
    place = checkout.top / path
    now = place.read_bytes() if place.is_file() else None
    return SentFile(
        path, _title(path, now if now is not None else before), before is not None, now is not None
    )


def _title(path: str, data: bytes | None) -> str:
    """Return the title of an article, "" of anything else."""
    if data is None or not path.endswith(".md"):
        return ""
    return " ".join(parse(path, decode(path, data)[0]).value("title").split())


def send(checkout: Checkout, who: Identity) -> Sent:
    """
    Send what was changed in the content folder; raises SharingFault.

    Nothing is sent while something is to be chosen. Where the server cannot be reached all stays as it was.
    """
    received: tuple[str, ...] = ()
    for _ in range(_TRIES):
        new = receive(checkout)
        received += new.files
        if new.conflicts:
            return Sent((), received, new.conflicts)
        files = waiting_files(checkout)
        if not files and checkout.succeeds("merge-base", "--is-ancestor", "HEAD", checkout.upstream):
            return Sent((), received)
        commit = (
            commit_of_folder(checkout, commit_message(files), who)
            if files
            else checkout.line("rev-parse", "HEAD")
        )
        try:
            checkout.push(commit)
        except RemoteMoved:
            continue
        checkout.run("update-ref", "HEAD", commit)
        checkout.run("add", "-A", "--", checkout.content)
        return Sent(tuple(files), received)
    raise SharingFault("nhiều người đang gửi cùng lúc. Đợi một phút rồi gửi lại.")
