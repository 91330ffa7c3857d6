"""The writing room's part of the preview server: its two pages, their scripts, the photos of articles, and what pages ask for."""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from plugins.article.reserved_slugs import OwnSlug
from plugins.editors.preview.http import HTML, JSON, Request, Response, security_headers, text_response
from plugins.editors.preview.static_files import file_response
from plugins.editors.writing.article_photos import ArticlePhotos
from plugins.editors.writing.browser_session import BrowserSession
from plugins.editors.writing.content_folder import EditRefused
from plugins.editors.writing.room_requests import RequestTable, request_table
from plugins.media.picture_files import EXTENSIONS
from plugins.problems.stop_build import StopBuild
from plugins.publishing.hosting.mime_types import media_type_of

NAME = OwnSlug.EDITOR.value
OWN_FILES = Path(__file__).resolve().parent / "static"
PAGES = {"": "ban-viet.html", "viet": "viet.html"}
ROOM_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Mapping[str, str] = {**security_headers("/"), "Content-Security-Policy": ROOM_POLICY}
SCRIPT_TYPE = "text/javascript; charset=utf-8"
OLD_TOKEN, NOT_OURS = "ma-cu", "chỉ nhận từ trang của phòng viết này."
OUR_FAULT = "Phần mềm gặp lỗi ({}), chưa làm được việc này. Thử lại; nếu vẫn vậy, báo người giữ cổng kèm chữ trong cửa sổ lệnh."
Action = Callable[[RequestTable], object]
_TURNS = frozenset("0123")


def edit_address(source: str, root: str = "") -> str:
    """
    Return the address where an article or page is written, "" for any other source file.

    >>> edit_address("content/bai-viet/tin/2024/a b.md"), edit_address("content/x.txt")
    ('/bien-tap/viet?bai=content/bai-viet/tin/2024/a%20b.md', '')
    """
    return f"{root}/{NAME}/viet?bai={quote(source)}" if source.endswith(".md") else ""


class Answered(Exception):
    """An answer that is neither what was asked for nor a refusal: its status, and the table that tells why."""

    def __init__(self, status: int, table: Mapping[str, object]) -> None:
        super().__init__(str(status))
        self.status, self.table = status, table


@dataclass(frozen=True, slots=True)
class RoomRoutes:
    """
    Responds to requests below the room's name.

    ``script`` is the editor's own, checked; ``actions`` are what pages may ask for, by name; ``photos`` are those that
    articles show.
    """

    photos: ArticlePhotos
    script: bytes
    session: BrowserSession
    actions: Mapping[str, Action]

    def __call__(self, request: Request) -> Response:
        """Return the response to a request; its path begins behind the room's name."""
        if request.path.startswith("may/"):
            return self._act(request)
        if request.method not in ("GET", "HEAD"):
            return text_response(405, "Chỉ đọc được.", Allow="GET, HEAD")
        return _with_headers(self._read(request) or text_response(404, "Không có."))

    def _read(self, request: Request) -> Response | None:
        path = request.path
        if path in PAGES:
            return self._page(PAGES[path], request)
        if path == "bo-soan-thao.js":
            return Response(200, {"Content-Type": SCRIPT_TYPE, "Cache-Control": "no-cache"}, self.script)
        if path.startswith("tep/"):
            return file_response(OWN_FILES, path.removeprefix("tep/"), request.headers)
        if path == "anh":
            return self._photo(request)
        return None

    def _page(self, name: str, request: Request) -> Response:
        page = text_response(200, (OWN_FILES / name).read_text("utf-8"), HTML)
        if self.session.knows(request.headers):
            return page
        return replace(page, headers={**page.headers, "Set-Cookie": self.session.cookie_header()})

    def _photo(self, request: Request) -> Response | None:
        """
        Return a photo that an article shows, given by the article and the name that is written in it.

        With “xoay” it is the one that was chosen, turned so many times.
        """
        article, name, turns = (request.query_value(key) for key in ("bai", "ten", "xoay"))
        if PurePosixPath(name).suffix.lower() not in EXTENSIONS:
            return None
        shown = self.photos.shown(article, name, int(turns) if turns in _TURNS else None)
        if shown is None:
            return None
        ending, data = shown
        headers = {"Content-Type": media_type_of(f"anh{ending}"), "Cache-Control": "no-cache"}
        return Response(200, headers, data)

    def _act(self, request: Request) -> Response:
        """Respond to what a page asks for; only pages of this host, in a browser with our cookie, may ask."""
        what = request.path.removeprefix("may/")
        if request.method != "POST":
            return _json(405, {"loi": "chỉ nhận POST."})
        if what == "ma":
            allowed = self.session.may_renew(request.headers)
            return _json(200, {"ma": self.session.token}) if allowed else _json(403, {"loi": NOT_OURS})
        if not self.session.may_write(request.headers):
            renewable = self.session.may_renew(request.headers)
            return _json(403, {"loi": NOT_OURS, "vi_sao": OLD_TOKEN if renewable else ""})
        action = self.actions.get(what)
        if action is None:
            return _json(404, {"loi": "không có việc này."})
        try:
            return _json(200, action(request_table(request.body)))
        except Answered as answer:
            return _json(answer.status, answer.table)
        except EditRefused as refused:
            return _json(refused.status, {"loi": str(refused)})
        except StopBuild as fault:
            return _json(500, {"loi": str(fault)})
        except Exception as fault:
            # Without an answer the page would say that the command was stopped; what it was stands at the terminal.
            traceback.print_exc(file=sys.stderr)
            return _json(500, {"loi": OUR_FAULT.format(type(fault).__name__)})


def _json(status: int, value: object) -> Response:
    return _with_headers(text_response(status, json.dumps(value, ensure_ascii=False), JSON))


def _with_headers(response: Response) -> Response:
    return replace(response, headers={**HEADERS, **response.headers})
