"""The preview's web application: the response to each address."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from plugins.editors.preview import overview
from plugins.editors.preview.http import HTML, JSON, Request, Response, security_headers, text_response
from plugins.editors.preview.overlay import FILES, OVERVIEW, PageNotes, with_overlay
from plugins.editors.preview.snapshot import News, Snapshot, SnapshotFeed
from plugins.editors.preview.static_files import file_at, file_response
from plugins.publishing.hosting.mime_types import media_type_of
from plugins.publishing.hosting.own_host import is_own_host

OWN_FILES = Path(__file__).resolve().parent / "static"
KEEP_ALIVE = 15  # seconds without news after which an open page is sent an empty event
Route = Callable[[Request], Response]


@dataclass(frozen=True, slots=True)
class PreviewApp:
    """
    Responds to requests with what the current snapshot shows.

    ``routes`` respond to everything below their names. ``edit_address`` returns the address where a source file
    is edited, given the path before every address of the site, and "" for a file that is edited nowhere.
    ``picture`` returns a picture that is in no output folder yet, by its address, None for any other.
    """

    feed: SnapshotFeed
    routes: Mapping[str, Route] = field(default_factory=dict)
    edit_address: Callable[[str, str], str] = field(default=lambda source, root: "")
    picture: Callable[[str], bytes | None] = field(default=lambda address: None)

    def respond(self, request: Request) -> Response:
        """Return the response to a request of this machine; requests for other hosts are refused."""
        if not is_own_host(request.headers.get("host", "")):
            return text_response(
                403, "Bản xem thử chỉ mở trên máy này: dùng http://127.0.0.1 hoặc http://localhost."
            )
        snapshot = self.feed.snapshot
        if request.path == "/" and snapshot.root:
            return text_response(302, "", Location=f"{snapshot.root}/")
        is_below = request.path.startswith(f"{snapshot.root}/")
        below = request.path.removeprefix(snapshot.root if is_below else "").lstrip("/")
        # Also beside the root: a page of the tool may have been opened before a first build told what the root is.
        for name, route in self.routes.items():
            if below.startswith(f"{name}/"):
                return route(replace(request, path=below.removeprefix(f"{name}/")))
        if not is_below:
            return _with_security_headers(self._not_found(snapshot), request.path)
        if request.method not in ("GET", "HEAD"):
            return text_response(405, "Chỉ đọc được.", Allow="GET, HEAD")
        response = self._read(snapshot, replace(request, path=below))
        return _with_security_headers(response, f"/{below}")

    def _read(self, snapshot: Snapshot, request: Request) -> Response:
        below = request.path
        if below == OVERVIEW:
            return self._page(snapshot, f"{OVERVIEW}index.html", overview.overview_page(snapshot))
        if below == f"{OVERVIEW}song":
            page = request.query_value("trang")
            return Response(
                200,
                {"Content-Type": "text/event-stream", "Cache-Control": "no-store"},
                events=events(self.feed, page),
            )
        if below == f"{OVERVIEW}noi":
            page = snapshot.page_of(request.query_value("nguon"))
            return text_response(200, json.dumps({"href": snapshot.href(page) if page else ""}), JSON)
        if below.startswith(FILES):
            file = file_response(OWN_FILES, below.removeprefix(FILES), request.headers)
            return file or self._not_found(snapshot)
        return self._built(snapshot, request)

    def _built(self, snapshot: Snapshot, request: Request) -> Response:
        """Return a built page with the preview's overlay, or another file unchanged."""
        page = f"{request.path}index.html" if not request.path or request.path.endswith("/") else request.path
        if draft := snapshot.drafts.get(page):
            return self._page(snapshot, page, draft.html.decode("utf-8"))
        file = file_at(snapshot.folder, page) if page.endswith(".html") else None
        if file and file.is_file():
            return self._page(snapshot, page, file.read_text("utf-8"))
        built = file_response(snapshot.folder, request.path, request.headers)
        return built or self._picture(request.path) or self._not_found(snapshot)

    def _picture(self, address: str) -> Response | None:
        data = self.picture(address)
        if data is None:
            return None
        headers = {"Content-Type": media_type_of(address), "Cache-Control": "no-cache"}
        return Response(200, headers, data)

    def _not_found(self, snapshot: Snapshot) -> Response:
        """Return the portal's own page for addresses without a page; before the first build, a page that says so."""
        if not (snapshot.folder / "index.html").is_file():
            return self._page(snapshot, "", overview.not_ready(snapshot), 503)
        own = snapshot.folder / "404.html"
        html = own.read_text("utf-8") if own.is_file() else overview.not_found()
        return self._page(snapshot, "", html, 404)

    def _page(self, snapshot: Snapshot, page: str, html: str, status: int = 200) -> Response:
        return text_response(status, with_overlay(html, self._notes(snapshot, page)), HTML)

    def _notes(self, snapshot: Snapshot, page: str) -> PageNotes:
        notes = notes_of(snapshot, page)
        return replace(
            notes,
            edit_address=self.edit_address(notes.source, snapshot.root) if notes.source else "",
            version=self.feed.news(page).version,
        )


def notes_of(snapshot: Snapshot, page: str) -> PageNotes:
    """Return what a snapshot says on a page, given by its path below the output."""
    source = snapshot.sources.get(page, "")
    problems = snapshot.problems_of(page)
    badge = snapshot.badges.get(page)
    return PageNotes(
        root=snapshot.root,
        page=page,
        source=source,
        badge=badge.text if badge else "",
        problems=problems,
        lines=_lines(snapshot.project / source) if problems else (),
        link_badges=snapshot.link_badges,
        summary=snapshot.summary,
    )


def _lines(file: Path) -> list[str]:
    try:
        return file.read_bytes().decode("utf-8", "replace").splitlines()
    except OSError:
        return []


def _with_security_headers(response: Response, path: str) -> Response:
    return replace(response, headers={**security_headers(path), **response.headers})


def events(feed: SnapshotFeed, page: str) -> Iterator[bytes]:
    """Yield the news of a page as a browser's EventSource reads them, until the feed is closed."""
    yield b"retry: 300\n\n"
    known: News | None = None
    while feed.open:
        news = feed.next_news(page, known, KEEP_ALIVE)
        if news:
            known = news
            yield f"data: {json.dumps(asdict(news))}\n\n".encode()
        elif feed.open:
            # Writing fails if the browser went away, which ends its thread.
            yield b":\n\n"
