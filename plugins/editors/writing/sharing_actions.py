"""Share articles in the writing room: what waits to be sent, take what is new, send, and choose between two texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from plugins.editors.sharing import conflicts
from plugins.editors.sharing.checkout import Checkout, SharingFault, checkout_of
from plugins.editors.sharing.conflicts import Conflict
from plugins.editors.sharing.local_commit import Identity
from plugins.editors.sharing.receive import receive
from plugins.editors.sharing.send import send, waiting_files
from plugins.editors.writing.article_versions import LEFT, ArticleVersions
from plugins.editors.writing.content_folder import EditRefused
from plugins.editors.writing.room_requests import ConflictChoice, RequestTable, conflict_choice, sender_of
from plugins.files.atomic_write import write_atomically
from plugins.files.git import ask_git
from plugins.problems.stop_build import system_reason
from plugins.vietnamese.slugs import slugify

NOT_SHARED = "Thư mục này không nối với máy chủ Git nào."


@dataclass(frozen=True, slots=True)
class SharingActions:
    """What pages may ask of the checkout that a content folder lies in, if it lies in one."""

    content: Path
    versions: ArticleVersions

    def by_name(self) -> Mapping[str, Callable[[RequestTable], object]]:
        """Return the actions by the names under which pages ask for them."""
        return {
            "chia-se": self.state,
            "lay-ve": self.take,
            "gui-len": self.send,
            "chon-ban": self.choose,
        }

    def state(self, table: RequestTable) -> object:
        """Return whether articles are shared, what waits to be sent, and what has to be chosen."""
        checkout = checkout_of(self.content)
        if checkout is None:
            return {"co": False}
        waiting = [one.words for one in waiting_files(checkout)]
        return {"co": True, "cho": waiting, "hai_ban": _shown(conflicts.open_conflicts(checkout))}

    def take(self, table: RequestTable) -> object:
        """Take what is new on the server."""
        with _told():
            new = receive(self._checkout())
        return {"ve": list(new.files), "hai_ban": _shown(new.conflicts)}

    def send(self, table: RequestTable) -> object:
        """Take what is new, then send what waits."""
        checkout, who = self._checkout(), sender_of(table)
        with _told():
            sent = send(checkout, _identity(checkout, who))
        words = [one.words for one in sent.files]
        return {"gui": words, "ve": list(sent.received), "hai_ban": _shown(sent.conflicts)}

    def choose(self, table: RequestTable) -> object:
        """Settle a conflict: the text of here, the one of there, or a third; what is given up is kept among the former texts."""
        wanted, checkout = conflict_choice(table), self._checkout()
        found = next((one for one in conflicts.open_conflicts(checkout) if one.path == wanted.path), None)
        if found is None:
            raise EditRefused("bài này không còn hai bản.", 404)
        self._write(checkout, found, wanted)
        conflicts.mark_settled(checkout, found.path)
        return self.state(table)

    def _write(self, checkout: Checkout, found: Conflict, wanted: ConflictChoice) -> None:
        chosen = {"day": found.here, "kia": found.there}.get(wanted.which, wanted.text.encode("utf-8"))
        for given_up in (found.here, found.there):
            if given_up is not None and given_up != chosen:
                self.versions.put(found.path, given_up, datetime.now(UTC), LEFT)
        place = checkout.top / found.path
        try:
            if chosen is None:
                place.unlink(missing_ok=True)
            elif chosen != found.here:
                place.parent.mkdir(parents=True, exist_ok=True)
                write_atomically(place, chosen)
        except OSError as fault:
            raise EditRefused(f"không ghi được “{place.name}”: {system_reason(fault)}.", 500) from fault

    def _checkout(self) -> Checkout:
        found = checkout_of(self.content)
        if found is None:
            raise EditRefused(NOT_SHARED, 404)
        return found


@contextmanager
def _told() -> Iterator[None]:
    """Let a fault of sharing be a refusal with its own words."""
    try:
        yield
    except SharingFault as fault:
        words = str(fault)
        raise EditRefused(words[:1].upper() + words[1:], 502) from fault


def _identity(checkout: Checkout, who: str) -> Identity:
    address = (ask_git(checkout.top, "config", "user.email") or "").strip()
    return Identity(who, address or f"{slugify(who) or 'nguoi-viet'}@localhost")


def _shown(found: Iterable[Conflict]) -> list[dict[str, object]]:
    """Return conflicts as a page shows them."""
    return [
        {
            "duong_dan": one.path,
            "day": _as_text(one.here),
            "kia": _as_text(one.there),
            "la_chu": one.path.endswith(".md") and None not in (one.here, one.there),
        }
        for one in found
    ]


def _as_text(data: bytes | None) -> str:
    if data is None:
        return "(đã xóa)"
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return f"(tệp {len(data)} byte)"
