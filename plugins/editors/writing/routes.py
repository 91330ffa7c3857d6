"""What the editor answers below its name: its page, the manager, its configuration, and the engine for this folder."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from plugins.editors.preview.allowed_hosts import is_own_origin
from plugins.editors.preview.http import HTML, JSON, Request, Response, strict, text_response
from plugins.editors.preview.static_files import file_answer
from plugins.editors.writing import backend
from plugins.editors.writing.content_folder import EditRefused, Folder

NAME = "bien-tap"
OWN_FILES = Path(__file__).resolve().parent / "static"
# The manager compiles its check of the configuration and styles its own parts as it goes: on this page alone both
# are let, and on no other. Nothing of another host is.
POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' data: blob:; media-src 'self' blob:; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Mapping[str, str] = {**strict("/"), "Content-Security-Policy": POLICY}


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A text as a page: the main part of it, and all that is to be said of it."""

    html: str
    problems: list[dict[str, str | int]]


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where the engine and the looks are asked for, below the portal's root, and the host that the browser knows."""

    engine: str
    pane: str
    host: str


Look = Callable[[str, bytes, list[str]], RenderedPage | None]


@dataclass(frozen=True, slots=True)
class EditorRoutes:
    """
    The editor's part of the house.

    ``configured`` gives the configuration, with the engine at the path it is told; it raises
    Refused where data files are broken. ``page_of`` gives the address of a file's page. ``look`` shows a text that is not saved; its third
    argument names photos that are not on the disk yet; None while it cannot be shown. ``token`` is in every address that
    writes: nobody can guess it who cannot read our pages.
    """

    folder: Folder
    package: Path
    configured: Callable[[Endpoints], Mapping[str, object]]
    page_of: Callable[[str], str]
    look: Look
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    def __call__(self, request: Request) -> Response:
        """Return the answer to a request below the editor's name."""
        path = request.path
        if path.startswith("may/"):
            return self._engine(request)
        if request.method not in ("GET", "HEAD"):
            return text_response(405, "Chỉ đọc được.", Allow="GET, HEAD")
        return _with_headers(self._read(path, request))

    def _read(self, path: str, request: Request) -> Response:
        if path == "":
            return text_response(200, (OWN_FILES / "index.html").read_text("utf-8"), HTML)
        if path == "cau-hinh.json":
            try:
                told = self.configured(self._doors(request))
            except EditRefused as refused:
                return _json(refused.status, {"error": str(refused)})
            return _json(200, told)
        for name, folder in (("tep/", OWN_FILES), ("goi/", self.package)):
            if path.startswith(name):
                return file_answer(folder, path.removeprefix(name), request.headers) or text_response(
                    404, "Không có."
                )
        return text_response(404, "Không có.")

    def _doors(self, request: Request) -> Endpoints:
        engine = f"{NAME}/may/{self.token}"
        return Endpoints(f"{engine}/v1", f"{engine}/xem", f"http://{request.headers.get('host', '')}")

    def _engine(self, request: Request) -> Response:
        """Answer what may write; only to pages of this very start of this very host."""
        _, token, what = (*request.path.split("/", 2), "", "")[:3]
        if not secrets.compare_digest(token.encode(), self.token.encode()):
            return _json(403, {"error": "cửa sổ này thuộc lần chạy trước; hãy tải lại trang."})
        if request.method != "POST" or not _is_ours(request):
            return _json(403, {"error": "chỉ nhận từ trang biên tập này."})
        try:
            asked = json.loads(request.body)
            if what == "v1":
                return _json(200, backend.answer(self.folder, asked, self.page_of))
            if what == "xem":
                return _json(200, self._looked(asked))
        except EditRefused as refused:
            return _json(refused.status, {"error": str(refused)})
        except ValueError:
            return _json(400, {"error": "câu hỏi không đúng dạng."})
        return _json(404, {"error": "không có."})

    def _looked(self, asked: object) -> object:
        """Return how a text would look on its page."""
        if not isinstance(asked, dict) or not isinstance(asked.get("text"), str):
            raise EditRefused("câu hỏi không đúng dạng.", 400)
        path = str(asked.get("path", ""))
        self.folder.place(path, (".md",))
        waiting = [str(name) for name in asked.get("waiting", [])]
        seen = self.look(path.partition("/")[2], asked["text"].encode("utf-8"), waiting)
        if seen is None:
            raise EditRefused("Cổng đang được dựng; bản xem trước hiện ra khi dựng xong.", 503)
        return {"html": seen.html, "problems": seen.problems}


def _is_ours(request: Request) -> bool:
    """Tell whether a page of this host sends JSON: no form and no page of elsewhere can."""
    headers = request.headers
    origin = headers.get("origin", "")
    return (
        headers.get("content-type", "").startswith("application/json")
        and is_own_origin(origin, headers.get("host", ""))
        and headers.get("sec-fetch-site", "same-origin") == "same-origin"
    )


def _json(status: int, told: object) -> Response:
    return _with_headers(text_response(status, json.dumps(told, ensure_ascii=False), JSON))


def _with_headers(answer: Response) -> Response:
    return Response(answer.status, {**HEADERS, **answer.headers}, answer.body)
