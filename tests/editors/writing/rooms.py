"""A writing room without a browser, of a portal that is not built: its actions and its routes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from small_previews import Small
from small_sites import NOW

from plugins.article.facts import ArticleKind
from plugins.article.reading_habits import PORTALS_OWN, ReadingHabits
from plugins.article.registries import Registries
from plugins.building.sources.read_registries import registries_of
from plugins.editors.desk.work_list import WorkItem
from plugins.editors.preview.http import Request, Response
from plugins.editors.writing.article_photos import ArticlePhotos
from plugins.editors.writing.article_versions import ArticleVersions
from plugins.editors.writing.browser_session import COOKIE, BrowserSession
from plugins.editors.writing.content_folder import ContentFolder
from plugins.editors.writing.desk_actions import DeskActions
from plugins.editors.writing.kept_folder import kept_folder
from plugins.editors.writing.kept_typing import KeptTyping
from plugins.editors.writing.live_room import ListedArticle, RenderedText
from plugins.editors.writing.photo_actions import PhotoActions
from plugins.editors.writing.photo_originals import PhotoOriginals
from plugins.editors.writing.room_actions import RoomActions
from plugins.editors.writing.room_routes import RoomRoutes
from plugins.editors.writing.trash import Trash

HOST = "127.0.0.1:8000"
TAB, OTHER_TAB = "tab00000001", "tab00000002"


@dataclass
class PortalOfTests:
    """A portal that was not built."""

    small: Small
    now_: datetime = NOW
    habits: ReadingHabits = PORTALS_OWN

    def registries(self) -> Registries:
        """Return its data."""
        return registries_of(self.small.settings())

    def now(self) -> datetime:
        """Return its now."""
        return self.now_.astimezone(self.registries().zone)

    def is_standing_page(self, path: str) -> bool:
        """Return what its settings say."""
        return self.habits.kind_of(path) is ArticleKind.PAGE

    def page_of(self, source: str) -> str:
        """Return no address."""
        return ""

    def render(self, path: str, text: str) -> RenderedText | None:
        """Return nothing: nothing is built."""
        return None

    def articles(self) -> list[ListedArticle]:
        """Return none."""
        return []

    def files(self) -> list[str]:
        """Return none."""
        return []

    def is_built(self) -> bool:
        """Nothing is."""
        return False

    def work(self) -> list[WorkItem]:
        """Return none."""
        return []

    def linking_to(self, path: str) -> list[ListedArticle]:
        """Return none."""
        return []


@dataclass
class Room:
    """The routes of a room, asked as a page of it asks."""

    small: Small
    key: bytes = b"k" * 32
    habits: ReadingHabits = PORTALS_OWN
    portal: PortalOfTests = field(init=False)
    routes: RoomRoutes = field(init=False)
    headers: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        kept = kept_folder(self.small.content)
        folder = ContentFolder(self.small.content)
        self.portal = PortalOfTests(self.small, habits=self.habits)
        typing, versions = KeptTyping(kept), ArticleVersions(kept)
        self.photos = ArticlePhotos(folder, PhotoOriginals(kept), lambda name, beside: "")
        self.actions = RoomActions(folder, typing, versions, self.portal, self.photos)
        desk = DeskActions(folder, typing, versions, Trash(kept), self.portal, self.photos)
        actions = {**self.actions.by_name(), **desk.by_name(), **PhotoActions(self.photos).by_name()}
        session = BrowserSession(self.key)
        self.routes = RoomRoutes(self.photos, b"script", session, actions)
        cookie = session.cookie_header().partition(";")[0]
        self.headers = {
            "host": HOST,
            "origin": f"http://{HOST}",
            "content-type": "application/json",
            "cookie": cookie,
            "x-ma-lan-chay": session.token,
        }

    def post(self, what: str, table: object, **headers: str) -> Response:
        """Ask for something; other headers by their names with "_" for "-"."""
        changed = {name.replace("_", "-"): value for name, value in headers.items()}
        body = table if isinstance(table, bytes) else json.dumps(table).encode()
        return self.routes(Request("POST", f"may/{what}", "", {**self.headers, **changed}, body))

    def ask(self, what: str, table: Mapping[str, object], status: int = 200) -> Any:
        """Return the answer to what is asked."""
        response = self.post(what, table)
        assert isinstance(response.body, bytes)
        answer = json.loads(response.body)
        assert response.status == status, answer
        return answer

    def read(self, path: str) -> Any:
        """Return an article as a page reads it."""
        return self.ask("doc", {"bai": path})

    def state(
        self, read: Any, *, fields: Mapping[str, str] | None = None, body: str | None = None
    ) -> dict[str, object]:
        """Return the state of a page that read an article and changed fields or, as source, the body."""
        blocks = [{"so": block["so"]} for block in read["khoi"]]
        content: dict[str, object] = {"khoi": blocks} if body is None else {"than": body}
        return {"goc": read["goc"], "truong": dict(fields or {}), **content}

    def save(
        self, path: str, read: Any, state: Mapping[str, object], status: int = 200, *, yes: bool = False
    ) -> Any:
        """Save a state of an article that was read."""
        table = {
            "bai": path,
            "biet": read.get("biet", ""),
            "cua_so": TAB,
            "dong_y": yes,
            "noi_dung": dict(state),
        }
        return self.ask("luu", table, status)

    def file(self, path: str) -> Path:
        """Return a file by its path."""
        return self.small.folder / path


__all__ = ["COOKIE", "HOST", "OTHER_TAB", "TAB", "PortalOfTests", "Room"]
