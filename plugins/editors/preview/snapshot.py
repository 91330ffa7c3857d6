"""What the preview shows at one moment, as a value, and the feed of such values that open pages wait for."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from plugins.problems import Level, Problem
from plugins.vietnamese.numbers import with_thousands_points


@dataclass(frozen=True, slots=True)
class PageDraft:
    """A page that is newer than the last build: its bytes, and the problems of its article."""

    html: bytes
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Badge:
    """Why an article is not public, and the title of the article."""

    text: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """
    What there is to show.

    ``folder`` holds the built pages; ``project`` is the folder that the paths of problems begin in;
    ``root`` is the path before every address of the site. ``sources`` has the source file of each page, as
    problems name it, ``badges`` the pages that are not public, ``drafts`` those that are newer than the
    build, all by the page's path below the output. ``building`` is the progress of a running build, "" while
    there is none; ``fault`` is why the last build made nothing, "" if it did.
    """

    folder: Path
    project: Path
    root: str = ""
    sources: Mapping[str, str] = field(default_factory=dict)
    badges: Mapping[str, Badge] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    drafts: Mapping[str, PageDraft] = field(default_factory=dict)
    building: str = ""
    fault: str = ""

    @property
    def link_badges(self) -> dict[str, str]:
        """The texts of the badges by the addresses that links have."""
        return {self.href(page): badge.text for page, badge in self.badges.items()}

    @property
    def summary(self) -> str:
        """How many problems there are, in words."""
        return problem_summary(self.problems) if self.sources else "chưa rõ có lỗi không"

    def href(self, page: str) -> str:
        """Return the address of a page."""
        return f"{self.root}/{page.removesuffix('index.html')}"

    def problems_of(self, page: str) -> tuple[Problem, ...]:
        """Return the problems of a page's article."""
        if draft := self.drafts.get(page):
            return draft.problems
        source = self.sources.get(page)
        return tuple(problem for problem in self.problems if problem.path == source) if source else ()

    def page_of(self, source: str) -> str:
        """Return the path of the page that is made of a source file, "" if there is none."""
        return next((page for page, one in self.sources.items() if one == source), "")


def problem_summary(problems: tuple[Problem, ...]) -> str:
    """
    Return in words how many errors and reminders there are.

    >>> problem_summary((Problem("x.md", 1, "ngay", "…"), Problem("x.md", 2, "ngay", "…", Level.WARNING)))
    '1 lỗi, 1 lời nhắc'
    >>> problem_summary(())
    'không có lỗi'
    """
    errors = sum(problem.level is Level.ERROR for problem in problems)
    reminders = len(problems) - errors
    parts = [f"{with_thousands_points(errors)} lỗi"] if errors else []
    parts += [f"{with_thousands_points(reminders)} lời nhắc"] if reminders else []
    return ", ".join(parts) or "không có lỗi"


@dataclass(frozen=True, slots=True)
class News:
    """What an open page shows beside the page itself, and the version that the page has now."""

    version: str
    building: str
    fault: str
    summary: str


class SnapshotFeed:
    """The current snapshot; threads may read it, and wait for the next one."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._changed = threading.Condition()
        # A page that outlives the process must not take a version of the next process for its own.
        self._process = secrets.token_hex(4)
        self._number = 0
        self._number_of_all = 0
        self._numbers: dict[str, int] = {}
        self._open = True

    @property
    def snapshot(self) -> Snapshot:
        """The current snapshot."""
        return self._snapshot

    @property
    def open(self) -> bool:
        """Whether there will be other snapshots."""
        return self._open

    def show(self, snapshot: Snapshot, page: str | None = None) -> None:
        """Replace the snapshot by one in which a single page is new (its path below the output), or all pages may be."""
        with self._changed:
            self._number += 1
            self._snapshot = snapshot
            if page is None:
                self._number_of_all = self._number
                self._numbers.clear()
            else:
                self._numbers[page] = self._number
            self._changed.notify_all()

    def show_status(self, *, building: str = "", fault: str = "") -> None:
        """Show beside the pages how far a build is, or why it made nothing; the pages stay as they are."""
        with self._changed:
            self._snapshot = replace(self._snapshot, building=building, fault=fault)
            self._changed.notify_all()

    def news(self, page: str) -> News:
        """Return the news of a page now."""
        snapshot = self._snapshot
        number = max(self._number_of_all, self._numbers.get(page, 0))
        return News(f"{self._process}.{number}", snapshot.building, snapshot.fault, snapshot.summary)

    def next_news(self, page: str, known: News | None, timeout: float) -> News | None:
        """Wait for other news than the known; return None after ``timeout`` seconds without any, and once the feed is closed."""
        with self._changed:
            self._changed.wait_for(lambda: not self._open or self.news(page) != known, timeout)
            now = self.news(page)
            return now if self._open and now != known else None

    def close(self) -> None:
        """Let no thread wait any more."""
        with self._changed:
            self._open = False
            self._changed.notify_all()
