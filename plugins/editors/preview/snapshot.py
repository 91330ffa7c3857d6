"""What a preview shows at one moment, and the stage on which the moments follow each other."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from plugins.problems import Level, Problem
from plugins.vietnamese.numbers import grouped


@dataclass(frozen=True, slots=True)
class PageDraft:
    """A page that is ahead of the build: its bytes, and all that is to be said of its article."""

    html: bytes
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """Why the public does not see an article, and the article's title."""

    text: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """
    What there is to show.

    ``folder`` holds the built pages, ``sources`` the files that pages are made of (as problems
    name them) by the pages' paths, ``marks`` why the public does not see some of them;
    ``root`` is the path before every address, ``project`` the folder that names of files begin
    in. ``drafts`` are pages ahead of the build; ``building`` says how far a running build is, "" while there is none;
    ``fault`` why the last one made nothing.
    """

    folder: Path
    project: Path
    root: str = ""
    sources: Mapping[str, str] = field(default_factory=dict)
    marks: Mapping[str, Mark] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    drafts: Mapping[str, PageDraft] = field(default_factory=dict)
    building: str = ""
    fault: str = ""

    @property
    def badges(self) -> dict[str, str]:
        """The marks by the addresses that links have."""
        return {self.href(page): mark.text for page, mark in self.marks.items()}

    @property
    def said(self) -> str:
        """How many problems there are, in words; before anything is built nobody knows."""
        return counted(self.problems) if self.sources else "chưa rõ có lỗi không"

    def href(self, page: str) -> str:
        """Return the address of a page."""
        return f"{self.root}/{page.removesuffix('index.html')}"

    def problems_of(self, page: str) -> tuple[Problem, ...]:
        """Return what is to be said of a page's article."""
        if draft := self.drafts.get(page):
            return draft.problems
        source = self.sources.get(page)
        return tuple(problem for problem in self.problems if problem.path == source) if source else ()

    def page_of(self, source: str) -> str:
        """Return the path of the page that a file is shown on, "" if it is on none."""
        return next((page for page, one in self.sources.items() if one == source), "")


def counted(problems: tuple[Problem, ...]) -> str:
    """
    Return how many errors and reminders there are.

    >>> counted((Problem("x.md", 1, "ngay", "…"), Problem("x.md", 2, "ngay", "…", Level.WARNING)))
    '1 lỗi, 1 lời nhắc'
    >>> counted(())
    'không có lỗi'
    """
    errors = sum(problem.level is Level.ERROR for problem in problems)
    reminders = len(problems) - errors
    parts = [f"{grouped(errors)} lỗi"] if errors else []
    parts += [f"{grouped(reminders)} lời nhắc"] if reminders else []
    return ", ".join(parts) or "không có lỗi"


@dataclass(frozen=True, slots=True)
class News:
    """What an open page must know: the version that its page has now, and what is told beside every page."""

    version: str
    building: str
    fault: str
    said: str


class SnapshotFeed:
    """The scene of now; many may look at it, and wait for the next."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._scene = snapshot
        self._changed = threading.Condition()
        # A browser that outlives the process must not take an old number for a new one.
        self._run = secrets.token_hex(4)
        self._number = 0
        self._everywhere = 0
        self._alone: dict[str, int] = {}
        self._open = True

    @property
    def snapshot(self) -> Snapshot:
        """What there is to show now."""
        return self._scene

    @property
    def open(self) -> bool:
        """Whether there will be other scenes."""
        return self._open

    def show(self, snapshot: Snapshot, page: str | None = None) -> None:
        """Show another scene, of which one page is another one (its path below the output), or all may be."""
        with self._changed:
            self._number += 1
            self._scene = snapshot
            if page is None:
                self._everywhere = self._number
                self._alone.clear()
            else:
                self._alone[page] = self._number
            self._changed.notify_all()

    def tell(self, *, building: str = "", fault: str = "") -> None:
        """Tell beside the pages how far a build is, or why it made nothing; the pages stay as they are."""
        with self._changed:
            self._scene = replace(self._scene, building=building, fault=fault)
            self._changed.notify_all()

    def news(self, page: str) -> News:
        """Return what a page must know now."""
        snapshot = self._scene
        number = max(self._everywhere, self._alone.get(page, 0))
        return News(f"{self._run}.{number}", snapshot.building, snapshot.fault, snapshot.said)

    def next_news(self, page: str, known: News | None, patience: float) -> News | None:
        """Wait for other news than are known; None if there were none for so many seconds, or there will be no more."""
        with self._changed:
            self._changed.wait_for(lambda: not self._open or self.news(page) != known, patience)
            now = self.news(page)
            return now if self._open and now != known else None

    def close(self) -> None:
        """Let nobody wait any more."""
        with self._changed:
            self._open = False
            self._changed.notify_all()
