"""What is answered to each address of the preview."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from plugins.editors.preview import overview
from plugins.editors.preview.allowed_hosts import is_own
from plugins.editors.preview.http import HTML, JSON, Request, Response, strict, text_response
from plugins.editors.preview.overlay import FILES, OVERVIEW, PageNotes, with_overlay
from plugins.editors.preview.snapshot import News, Snapshot, SnapshotFeed
from plugins.editors.preview.static_files import file_answer, place_in

OWN_FILES = Path(__file__).resolve().parent / "static"
PATIENCE = 15  # seconds without news after which an open page is told that all is well
Route = Callable[[Request], Response]


@dataclass(frozen=True, slots=True)
class PreviewApp:
    """
    All that answers: the stage, and rooms that answer for themselves what lies below their names.

    ``edit`` returns where a file can be edited, given the path before every address; "" if nowhere.
    """

    feed: SnapshotFeed
    rooms: Mapping[str, Route] = field(default_factory=dict)
    edit: Callable[[str, str], str] = field(default=lambda source, root: "")

    def answer(self, request: Request) -> Response:
        """Return the answer to what this machine asks; others are sent away."""
        if not is_own(request.headers.get("host", "")):
            return text_response(
                403, "Bản xem thử chỉ mở trên máy này: dùng http://127.0.0.1 hoặc http://localhost."
            )
        snapshot = self.feed.snapshot
        if request.path == "/" and snapshot.root:
            return text_response(302, "", Location=f"{snapshot.root}/")
        below = request.path.removeprefix(snapshot.root).lstrip("/")
        if not request.path.startswith(f"{snapshot.root}/"):
            return _strict(self._missing(snapshot), request.path)
        for name, room in self.rooms.items():
            if below.startswith(f"{name}/"):
                return room(replace(request, path=below.removeprefix(f"{name}/")))
        if request.method not in ("GET", "HEAD"):
            return text_response(405, "Chỉ đọc được.", Allow="GET, HEAD")
        return _strict(self._read(snapshot, replace(request, path=below)), f"/{below}")

    def _read(self, snapshot: Snapshot, request: Request) -> Response:
        below = request.path
        if below == OVERVIEW:
            return self._page(snapshot, f"{OVERVIEW}index.html", overview.overview(snapshot))
        if below == f"{OVERVIEW}song":
            page = request.wish("trang")
            return Response(
                200,
                {"Content-Type": "text/event-stream", "Cache-Control": "no-store"},
                events=events(self.feed, page),
            )
        if below == f"{OVERVIEW}noi":
            page = snapshot.page_of(request.wish("nguon"))
            return text_response(200, json.dumps({"href": snapshot.href(page) if page else ""}), JSON)
        if below.startswith(FILES):
            found = file_answer(OWN_FILES, below.removeprefix(FILES), request.headers)
            return found or self._missing(snapshot)
        return self._built(snapshot, request)

    def _built(self, snapshot: Snapshot, request: Request) -> Response:
        """Return a built page in the preview's dress, or a file as it is."""
        page = f"{request.path}index.html" if not request.path or request.path.endswith("/") else request.path
        if draft := snapshot.drafts.get(page):
            return self._page(snapshot, page, draft.html.decode("utf-8"))
        file = place_in(snapshot.folder, page) if page.endswith(".html") else None
        if file and file.is_file():
            return self._page(snapshot, page, file.read_text("utf-8"))
        return file_answer(snapshot.folder, request.path, request.headers) or self._missing(snapshot)

    def _missing(self, snapshot: Snapshot) -> Response:
        """Return the portal's own page for what is not there; that nothing is there yet, if so it is."""
        if not (snapshot.folder / "index.html").is_file():
            return self._page(snapshot, "", overview.not_ready(snapshot), 503)
        own = snapshot.folder / "404.html"
        html = own.read_text("utf-8") if own.is_file() else overview.not_found()
        return self._page(snapshot, "", html, 404)

    def _page(self, snapshot: Snapshot, page: str, html: str, status: int = 200) -> Response:
        return text_response(status, with_overlay(html, self._words(snapshot, page)), HTML)

    def _words(self, snapshot: Snapshot, page: str) -> PageNotes:
        words = words_of(snapshot, page)
        return replace(
            words,
            edit=self.edit(words.source, snapshot.root) if words.source else "",
            version=self.feed.news(page).version,
        )


def words_of(snapshot: Snapshot, page: str) -> PageNotes:
    """Return what a scene says on a page."""
    source = snapshot.sources.get(page, "")
    problems = snapshot.problems_of(page)
    mark = snapshot.marks.get(page)
    return PageNotes(
        root=snapshot.root,
        page=page,
        source=source,
        mark=mark.text if mark else "",
        problems=problems,
        lines=_lines(snapshot.project / source) if problems else (),
        badges=snapshot.badges,
        said=snapshot.said,
    )


def _lines(file: Path) -> list[str]:
    try:
        return file.read_bytes().decode("utf-8", "replace").splitlines()
    except OSError:
        return []


def _strict(answer: Response, path: str) -> Response:
    return replace(answer, headers={**strict(path), **answer.headers})


def events(feed: SnapshotFeed, page: str) -> Iterator[bytes]:
    """Yield the news of a page as a browser's EventSource reads them, until the stage closes."""
    yield b"retry: 300\n\n"
    known: News | None = None
    while feed.open:
        news = feed.next_news(page, known, PATIENCE)
        if news:
            known = news
            yield f"data: {json.dumps(asdict(news))}\n\n".encode()
        elif feed.open:
            # Tells a browser that went away without a word from one that waits.
            yield b":\n\n"
