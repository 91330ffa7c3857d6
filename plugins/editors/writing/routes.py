"""The editor's part of the preview server: its page, the manager, its configuration, and the backend of this folder."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from plugins.editors.preview.allowed_hosts import is_own_origin
from plugins.editors.preview.http import HTML, JSON, Request, Response, security_headers, text_response
from plugins.editors.preview.static_files import file_response
from plugins.editors.writing import backend
from plugins.editors.writing.content_folder import ContentFolder, EditRefused

NAME = "bien-tap"
OWN_FILES = Path(__file__).resolve().parent / "static"
# The manager compiles its check of the configuration and adds styles at run time: both are allowed on this page and on
# no other. Nothing of another host is.
EDITOR_POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' data: blob:; media-src 'self' blob:; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Mapping[str, str] = {**security_headers("/"), "Content-Security-Policy": EDITOR_POLICY}


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A text rendered as a page: the HTML of the page's main element, and the problems of the text."""

    html: str
    problems: list[dict[str, str | int]]


@dataclass(frozen=True, slots=True)
class Endpoints:
    """The paths of the backend and of the preview of texts, below the portal's root, and the host that the browser knows."""

    backend: str
    preview: str
    host: str


Render = Callable[[str, bytes, list[str]], RenderedPage | None]


@dataclass(frozen=True, slots=True)
class EditorRoutes:
    """
    Responds to requests below the editor's name.

    ``config_for`` returns the manager's configuration for given endpoints, and raises EditRefused where data
    files are broken. ``page_of`` returns the address of the page that is made of a source file. ``render`` renders
    a text that is not saved, None while it cannot; its third argument are the names of photos that are not on
    the disk yet. ``token`` is part of every address that writes: nobody can guess it who cannot read our pages.
    """

    folder: ContentFolder
    package: Path
    config_for: Callable[[Endpoints], Mapping[str, object]]
    page_of: Callable[[str], str]
    render: Render
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    def __call__(self, request: Request) -> Response:
        """Return the response to a request; its path begins behind the editor's name."""
        path = request.path
        if path.startswith("may/"):
            return self._post(request)
        if request.method not in ("GET", "HEAD"):
            return text_response(405, "Chỉ đọc được.", Allow="GET, HEAD")
        return _with_headers(self._read(path, request))

    def _read(self, path: str, request: Request) -> Response:
        if path == "":
            return text_response(200, (OWN_FILES / "index.html").read_text("utf-8"), HTML)
        if path == "cau-hinh.json":
            try:
                return _json(200, self.config_for(self._endpoints(request)))
            except EditRefused as refused:
                return _json(refused.status, {"error": str(refused)})
        for name, folder in (("tep/", OWN_FILES), ("goi/", self.package)):
            if path.startswith(name):
                file = file_response(folder, path.removeprefix(name), request.headers)
                return file or text_response(404, "Không có.")
        return text_response(404, "Không có.")

    def _endpoints(self, request: Request) -> Endpoints:
        base = f"{NAME}/may/{self.token}"
        return Endpoints(f"{base}/v1", f"{base}/xem", f"http://{request.headers.get('host', '')}")

    def _post(self, request: Request) -> Response:
        """Respond to a request that may write; only pages of this host that this process served may send it."""
        _, token, what = (*request.path.split("/", 2), "", "")[:3]
        if not secrets.compare_digest(token.encode(), self.token.encode()):
            return _json(403, {"error": "cửa sổ này thuộc lần chạy trước; hãy tải lại trang."})
        if request.method != "POST" or not _is_ours(request):
            return _json(403, {"error": "chỉ nhận từ trang biên tập này."})
        try:
            data = json.loads(request.body)
            if what == "v1":
                return _json(200, backend.handle_action(self.folder, data, self.page_of))
            if what == "xem":
                return _json(200, self._rendered(data))
        except EditRefused as refused:
            return _json(refused.status, {"error": str(refused)})
        except (ValueError, RecursionError):
            # Not JSON, or nested deeper than anybody writes.
            return _json(400, {"error": "câu hỏi không đúng dạng."})
        return _json(404, {"error": "không có."})

    def _rendered(self, data: object) -> object:
        """Return a text as its page would look."""
        if not isinstance(data, dict) or not isinstance(data.get("text"), str):
            raise EditRefused("câu hỏi không đúng dạng.", 400)
        path = str(data.get("path", ""))
        self.folder.place(path, (".md",))
        waiting = data.get("waiting", [])
        if not isinstance(waiting, list):
            raise EditRefused("câu hỏi không đúng dạng.", 400)
        page = self.render(
            path.partition("/")[2], data["text"].encode("utf-8"), [str(name) for name in waiting]
        )
        if page is None:
            raise EditRefused("Cổng đang được dựng; bản xem trước hiện ra khi dựng xong.", 503)
        return {"html": page.html, "problems": page.problems}


def _is_ours(request: Request) -> bool:
    """Tell whether a page of this host sent JSON, which neither a form nor a page of another host can."""
    headers = request.headers
    origin = headers.get("origin", "")
    return (
        headers.get("content-type", "").startswith("application/json")
        and is_own_origin(origin, headers.get("host", ""))
        and headers.get("sec-fetch-site", "same-origin") == "same-origin"
    )


def _json(status: int, value: object) -> Response:
    return _with_headers(text_response(status, json.dumps(value, ensure_ascii=False), JSON))


def _with_headers(response: Response) -> Response:
    return Response(response.status, {**HEADERS, **response.headers}, response.body)
