"""What is answered to each address of the preview."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from plugins.editors.preview import overview
from plugins.editors.preview.allowed_hosts import is_own
from plugins.editors.preview.http import HTML, JSON, Answer, Request, said, strict
from plugins.editors.preview.overlay import FILES, OVERVIEW, Words, dressed
from plugins.editors.preview.snapshot import News, Scene, Stage
from plugins.editors.preview.static_files import file_answer, place_in

OWN_FILES = Path(__file__).resolve().parent / "static"
PATIENCE = 15  # seconds without news after which an open page is told that all is well
Room = Callable[[Request], Answer]


@dataclass(frozen=True, slots=True)
class House:
    """
    All that answers: the stage, and rooms that answer for themselves what lies below their names.

    ``edit`` returns where a file can be edited, given the path before every address; "" if nowhere.
    """

    stage: Stage
    rooms: Mapping[str, Room] = field(default_factory=dict)
    edit: Callable[[str, str], str] = field(default=lambda source, root: "")

    def answer(self, request: Request) -> Answer:
        """Return the answer to what this machine asks; others are sent away."""
        if not is_own(request.headers.get("host", "")):
            return said(403, "Bản xem thử chỉ mở trên máy này: dùng http://127.0.0.1 hoặc http://localhost.")
        scene = self.stage.scene
        if request.path == "/" and scene.root:
            return said(302, "", Location=f"{scene.root}/")
        below = request.path.removeprefix(scene.root).lstrip("/")
        if not request.path.startswith(f"{scene.root}/"):
            return _strict(self._missing(scene), request.path)
        for name, room in self.rooms.items():
            if below.startswith(f"{name}/"):
                return room(replace(request, path=below.removeprefix(f"{name}/")))
        if request.method not in ("GET", "HEAD"):
            return said(405, "Chỉ đọc được.", Allow="GET, HEAD")
        return _strict(self._read(scene, replace(request, path=below)), f"/{below}")

    def _read(self, scene: Scene, request: Request) -> Answer:
        below = request.path
        if below == OVERVIEW:
            return self._page(scene, f"{OVERVIEW}index.html", overview.overview(scene))
        if below == f"{OVERVIEW}song":
            page = request.wish("trang")
            return Answer(
                200,
                {"Content-Type": "text/event-stream", "Cache-Control": "no-store"},
                events=events(self.stage, page),
            )
        if below == f"{OVERVIEW}noi":
            page = scene.page_of(request.wish("nguon"))
            return said(200, json.dumps({"href": scene.href(page) if page else ""}), JSON)
        if below.startswith(FILES):
            found = file_answer(OWN_FILES, below.removeprefix(FILES), request.headers)
            return found or self._missing(scene)
        return self._built(scene, request)

    def _built(self, scene: Scene, request: Request) -> Answer:
        """Return a built page in the preview's dress, or a file as it is."""
        page = f"{request.path}index.html" if not request.path or request.path.endswith("/") else request.path
        if draft := scene.drafts.get(page):
            return self._page(scene, page, draft.html.decode("utf-8"))
        file = place_in(scene.folder, page) if page.endswith(".html") else None
        if file and file.is_file():
            return self._page(scene, page, file.read_text("utf-8"))
        return file_answer(scene.folder, request.path, request.headers) or self._missing(scene)

    def _missing(self, scene: Scene) -> Answer:
        """Return the portal's own page for what is not there; that nothing is there yet, if so it is."""
        if not (scene.folder / "index.html").is_file():
            return self._page(scene, "", overview.not_ready(scene), 503)
        own = scene.folder / "404.html"
        html = own.read_text("utf-8") if own.is_file() else overview.not_found()
        return self._page(scene, "", html, 404)

    def _page(self, scene: Scene, page: str, html: str, status: int = 200) -> Answer:
        return said(status, dressed(html, self._words(scene, page)), HTML)

    def _words(self, scene: Scene, page: str) -> Words:
        words = words_of(scene, page)
        return replace(
            words,
            edit=self.edit(words.source, scene.root) if words.source else "",
            version=self.stage.news(page).version,
        )


def words_of(scene: Scene, page: str) -> Words:
    """Return what a scene says on a page."""
    source = scene.sources.get(page, "")
    problems = scene.problems_of(page)
    mark = scene.marks.get(page)
    return Words(
        root=scene.root,
        page=page,
        source=source,
        mark=mark.text if mark else "",
        problems=problems,
        lines=_lines(scene.project / source) if problems else (),
        badges=scene.badges,
        said=scene.said,
    )


def _lines(file: Path) -> list[str]:
    try:
        return file.read_bytes().decode("utf-8", "replace").splitlines()
    except OSError:
        return []


def _strict(answer: Answer, path: str) -> Answer:
    return replace(answer, headers={**strict(path), **answer.headers})


def events(stage: Stage, page: str) -> Iterator[bytes]:
    """Yield the news of a page as a browser's EventSource reads them, until the stage closes."""
    yield b"retry: 300\n\n"
    known: News | None = None
    while stage.open:
        news = stage.next_news(page, known, PATIENCE)
        if news:
            known = news
            yield f"data: {json.dumps(asdict(news))}\n\n".encode()
        elif stage.open:
            # Tells a browser that went away without a word from one that waits.
            yield b":\n\n"
