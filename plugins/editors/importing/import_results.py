"""Print the progress of an import, and at its end what was imported and what the editor must look at."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from plugins.editors.importing.imported_article import ImportedArticle, text_of_blocks
from plugins.editors.importing.placement import UNSORTED_FOLDER, PlacementPlan
from plugins.editors.importing.requested_sources import RequestedSource
from plugins.problems import Level, Problem
from plugins.problems.printable import printable
from plugins.vietnamese.numbers import duration

_MOST_PRINTED_IN_FULL = 3  # articles; of more only a line each is printed


@dataclass(frozen=True, slots=True)
class WrittenArticle:
    """An article that was written: its path below the content folder, the line that is printed of it, its problems; no files."""

    path: str
    line: str
    problems: tuple[Problem, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """All that is told of it: its line, then its problems."""
        return (self.line, *(f"  {problem}" for problem in self.problems))


def written_article(plan: PlacementPlan, problems: Sequence[Problem], content: Path) -> WrittenArticle:
    """Return what is told of an article; its photos are on the disk by now, and of a portal they would fill the memory."""
    errors = sum(problem.level is Level.ERROR for problem in problems)
    imported = plan.article.imported
    todo = f"{errors} chỗ phải điền, {len(problems) - errors} điều nên xem"
    line = f"Đã nhập “{imported.origin}” → {content.name}/{plan.path} ({_size(imported)}; {todo})"
    return WrittenArticle(plan.path, line, tuple(problems))


@dataclass(slots=True)
class ImportResults:
    """
    The articles that were written, with their problems; messages about sources that were skipped and that failed.

    ``articles`` are the paths of all articles that the sources are, new and old. Of a portal, ``no_articles`` tells which pages
    hold none, ``repeated`` which are printed twice, ``left_out`` how many pages of which old section were not wanted; ``placed``
    counts the articles of former imports that got their section now, ``came_later`` and ``awaited`` the files that drafts waited for: those
    that came now, and those that did not. ``unconfined`` are the programs that read files without a sandbox.
    """

    written: list[WrittenArticle] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    articles: list[str] = field(default_factory=list)
    no_articles: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    placed: int = 0
    came_later: int = 0
    awaited: int = 0
    unconfined: set[str] = field(default_factory=set)

    @property
    def reminders(self) -> tuple[str, ...]:
        """What every report says of the import as a whole."""
        return (unconfined_reminder(self.unconfined),) if self.unconfined else ()


def with_progress(
    sources: Sequence[RequestedSource], clock: Callable[[], float] = time.monotonic
) -> Iterator[RequestedSource]:
    """Yield the sources; show how many are done, and how long the others will take."""
    if len(sources) < 2 or not sys.stderr.isatty():
        begun = clock()
        for number, one in enumerate(sources):
            if len(sources) > 20 and number and number % 20 == 0:
                left = (clock() - begun) / number * (len(sources) - number)
                print(
                    f"Nhập bài: {number}/{len(sources)}, còn chừng {duration(left)}",
                    file=sys.stderr,
                    flush=True,
                )
            yield one
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("Nhập bài"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=Console(file=sys.stderr), transient=True) as bar:
        task = bar.add_task("", total=len(sources))
        for one in sources:
            bar.update(task, description=printable(one.name)[-40:].replace("[", "("))
            yield one
            bar.advance(task)


def print_results(results: ImportResults, content: Path, file: Path | None, page: Path | None = None) -> None:
    """
    Print what was imported, what must be looked at, and what failed; write all of it to a file if one is given.

    ``page`` is the report that tells all of it too, None where there is none.
    """
    if file:
        written = [line for one in results.written for line in one.lines]
        everything = (*written, *results.skipped, *results.failed, *results.no_articles, *results.reminders)
        file.write_text("\n".join(everything) + "\n", "utf-8")
    is_short = len(results.written) > _MOST_PRINTED_IN_FULL
    for one in results.written:
        print(*(one.lines[:1] if is_short else one.lines), sep="\n")
    for line in (*_not_imported(results), *results.reminders, *_changes_to_former(results)):
        print(line)
    if is_short:
        print(_where_all_is_told(file or page))
    for line in _next_steps(results, content):
        print(line)


def _not_imported(results: ImportResults) -> Iterator[str]:
    """Yield what was not imported and why, and how many of each there are."""
    yield from (f"Bỏ qua: {line}" for line in results.skipped)
    yield from (f"lỗi: {line}" for line in results.failed)
    yield (
        f"{len(results.written)} bài đã nhập, {len(results.skipped)} đã có từ trước, {len(results.failed)} không nhập được."
    )


def _changes_to_former(results: ImportResults) -> Iterator[str]:
    """Yield what an import did for the drafts of former ones, and what drafts still wait for."""
    if results.placed:
        yield f"{results.placed} bài nhập lần trước nay có chuyên mục."
    if results.came_later:
        yield f"{results.came_later} ảnh, tệp lần trước chưa tải được nay đã về cạnh bài."
    if results.awaited:
        yield (
            f"{results.awaited} ảnh, tệp chưa tải được vì cổng cũ không trả lời; bài chờ chúng, ghi chú đầu bài có địa chỉ. "
            "Chạy lại đúng lệnh này sau để tải tiếp."
        )


def _where_all_is_told(told: Path | None) -> str:
    """Return where to read what was not printed; ``told`` is the file that has all of it, None where there is none."""
    where = f" và trong “{told.name}”." if told else " (thêm --bao-cao TỆP để có trong một tệp)."
    return f"Điều cần xem của từng bài ghi ở đầu bài ấy{where}"


def _next_steps(results: ImportResults, content: Path) -> Iterator[str]:
    """Yield what is to be done with the new drafts, those that could be put nowhere among them."""
    if results.written:
        yield "Các bài đang là bản nháp: điền các chỗ thiếu, đọc lại, rồi đổi thành “Trạng thái: chờ duyệt”."
    homes = [one.path.partition(f"/{UNSORTED_FOLDER}/") for one in results.written]
    unsorted = [news_folder for news_folder, folder, _ in homes if folder]
    if unsorted:
        yield (
            f"{len(unsorted)} bài còn thiếu ngày hay chuyên mục, nằm ở {content.name}/{unsorted[0]}/{UNSORTED_FOLDER}/: chưa điền thì các bài ấy vẫn là "
            "bản nháp có lỗi: “check” và “preview” nhắc, các bài khác vẫn được đăng."
        )


def unconfined_reminder(programs: Iterable[str]) -> str:
    """
    Return what to tell of programs that read files of others without a sandbox.

    >>> unconfined_reminder(["/usr/bin/soffice"])[:61]
    'nhắc: máy này không cách ly được LibreOffice, nên LibreOffice'
    """
    names = " và ".join(
        sorted({"Tesseract" if "tesseract" in Path(one).stem.lower() else "LibreOffice" for one in programs})
    )
    return (
        f"nhắc: máy này không cách ly được {names}, nên {names} mở tệp của người khác mà vẫn tới được mạng và tệp của bạn. "
        "Chỉ nhập tệp của người quen; tệp lạ thì nhập trên máy Linux có lệnh unshare dùng được."
    )


def _size(imported: ImportedArticle) -> str:
    """Return how many words and pictures an article has."""
    words = len(text_of_blocks(imported.body).split())
    return f"{words} chữ, {len(imported.pictures)} ảnh"
