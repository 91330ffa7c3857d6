"""A process that watches answers a save with one page, and that page is the one a clean build makes."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from random_steps import PROJECT, World, edit, new_world, step, tree, words
from small_sites import settings_file

from plugins.building.build_state import BuildState
from plugins.building.file_watcher import is_code, saved_article
from plugins.building.incremental.cache_path import build_cache_path
from plugins.building.rebuild_one import rebuild_one
from plugins.building.run import build_and_keep
from plugins.building.sources.listener import BuildListener
from plugins.building.sources.worker_pool import WorkerPool
from plugins.lifecycle.outcome import Outcome

STEPS = 25
PATIENCE = 60  # seconds


def seen(world: World) -> dict[Path, tuple[int, int]]:
    """Return what tells of every source file whether it was written."""
    found = {}
    for folder in (world.content, world.folder / "theme"):
        for place, _, names in os.walk(folder):
            for path in (Path(place, name) for name in names):
                if path.is_file():
                    status = path.stat()
                    found[path] = (status.st_mtime_ns, status.st_ino)
    return found


@dataclass
class WatchProcess:
    """A portal with a build that stays; ``rebuilt`` counts the saves that one page answered."""

    world: World
    state: BuildState | None = None
    rebuilt: int = 0

    def after(self, change: Callable[[World], str]) -> str:
        """Let something happen, and answer it as the waiting process does."""
        world = self.world
        before, settings_before = seen(world), (world.now, world.name, world.siteurl)
        what = change(world)
        after = seen(world)
        saved = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
        path = saved_article(world.content, self.state.library.files, saved) if self.state else ""
        # Nobody watches the public folder: what is damaged or left there is put right by the next whole build.
        accidents = ("page lost", "page emptied", "page overwritten", "stranger")
        is_damaged = any(accident in what for accident in accidents)
        is_told_otherwise = settings_before != (world.now, world.name, world.siteurl)
        if self.state and path and not is_told_otherwise and not is_damaged:
            if rebuild_one(world.settings, self.state, path) is not None:
                self.rebuilt += 1
                return f"{what} (one page)"
        self.state = build_and_keep(world.settings, BuildListener(), WorkerPool(1)).state
        return what


def edit_shown(process: WatchProcess) -> str:
    """Let an editor add a paragraph to a sound article that the portal shows, if there is one."""
    shown = []
    if state := process.state:
        shown = sorted(
            path for path in state.model.links if state.sources.outcomes[path] is not Outcome.REJECTED
        )
    if not shown:
        return process.after(edit)

    def more(world: World) -> str:
        path = world.content / world.chance.choice(shown)
        data = path.read_bytes()
        # A file in UTF-16 with its mark is read, and shown, too.
        encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
        path.write_text(data.decode(encoding) + f"\nThêm {words(world, 6)}.\n", encoding)
        return f"edit shown {path.name}"

    return process.after(more)


@pytest.mark.parametrize("preview", [False, True], ids=["public", "preview"])
@pytest.mark.parametrize("seed", [11, 13, 14, 15])
def test_a_portal_with_pages_made_again_is_that_of_a_clean_build(
    tmp_path: Path, seed: int, preview: bool
) -> None:
    """Saves among all that may happen to a portal: after each the public folder is that of a clean build."""
    world = new_world(tmp_path, seed, preview=preview)
    process = WatchProcess(world)
    process.after(lambda world: "new")
    for number in range(STEPS):
        steps = process.after(step) if number % 3 == 0 else edit_shown(process)
        clean = world.build_clean()
        place = f"seed {seed}, step {number}: {steps}"

        if clean.exit != 2:
            assert tree(tmp_path / "output") == tree(tmp_path / "sach" / "output"), place
        if number % 5 == 4:
            # Another process finds what the waiting one left, and needs to make nothing of it again.
            found = world.build_with_workers(1)
            assert (found.exit, found.problems) == (clean.exit, clean.problems), place
            assert clean.exit == 2 or tree(tmp_path / "output") == tree(tmp_path / "sach" / "output"), place
            process.state = build_and_keep(world.settings, BuildListener(), WorkerPool(1)).state
    assert process.rebuilt >= STEPS / 4


def test_a_page_made_again_is_remembered(tmp_path: Path) -> None:
    """The next build makes nothing."""
    world = new_world(tmp_path, 3)
    process = WatchProcess(world)
    process.after(lambda world: "new")
    steps = [edit_shown(process) for _ in range(4)]
    assert any("one page" in one for one in steps)

    assert world.build_with_workers(1).made_anew == 0


@pytest.mark.parametrize(
    "change",
    [
        ("Tiêu đề: ", "Tiêu đề: Khác "),
        ("\n\n", "\n\n## Một mục mới\n\n"),
        ("\n\n", "\n\n![Ảnh](anh 0.jpg)\n\n"),
        ("\n\n", "\n\nXem [bài](khong-co.md).\n\n"),
        ("Chuyên mục: ", "Chuyên mục: Không có thật "),
    ],
)
def test_what_other_pages_tell_is_left_to_a_build(tmp_path: Path, change: tuple[str, str]) -> None:
    """A title, an anchor, a photo, an error: more than one page may have to say so."""
    world = new_world(tmp_path, 5)
    state = build_and_keep(world.settings, BuildListener(), WorkerPool(1)).state
    assert state
    path = next(
        path for path in state.sources.articles if path.startswith("bai-viet/") and path in state.model.links
    )
    file = world.content / path
    before = tree(tmp_path / "output")
    file.write_text(file.read_text("utf-8").replace(*change, 1), "utf-8")

    assert rebuild_one(world.settings, state, path) is None
    assert tree(tmp_path / "output") == before


def test_an_article_of_which_there_is_a_copy_is_left_to_a_build(tmp_path: Path) -> None:
    """Once the original says something else, its copy is an article of its own."""
    world = new_world(tmp_path, 5)
    state = build_and_keep(world.settings, BuildListener(), WorkerPool(1)).state
    assert state
    path = next(
        path for path in state.sources.articles if path.startswith("bai-viet/") and path in state.model.links
    )
    file = world.content / path
    shutil.copy(file, file.with_name("z-sau-cung.md"))
    state = build_and_keep(world.settings, BuildListener(), WorkerPool(1)).state
    assert state
    assert state.sources.outcomes[str(Path(path).with_name("z-sau-cung.md"))] is Outcome.REJECTED
    file.write_text(file.read_text("utf-8") + "\nThêm một câu.\n", "utf-8")

    assert rebuild_one(world.settings, state, path) is None


def test_another_spelling_of_a_section_is_left_to_a_build(tmp_path: Path) -> None:
    """Where articles alone name the sections, one of them tells all pages how a section is written."""
    world = new_world(tmp_path, 5)
    settings = replace(world.settings, open_sections=True)
    file = world.content / "bai-viet" / "moi.md"
    text = "Tiêu đề: Bài\nNgày đăng: 29/06/2024\nChuyên mục: Khuyến nông\nTác giả: Lê Hải\n\nChữ.\n"
    file.write_text(text, "utf-8")
    state = build_and_keep(settings, BuildListener(), WorkerPool(1)).state
    assert state
    file.write_text(f"{text}\nThêm một câu.\n", "utf-8")
    assert rebuild_one(settings, state, "bai-viet/moi.md") is not None
    file.write_text(text.replace("Khuyến nông", "KHUYẾN NÔNG"), "utf-8")

    assert rebuild_one(settings, state, "bai-viet/moi.md") is None


def test_a_page_that_somebody_changed_is_left_to_a_build(tmp_path: Path) -> None:
    """What lies in the public folder is not believed to be ours."""
    world = new_world(tmp_path, 5)
    state = build_and_keep(world.settings, BuildListener(), WorkerPool(1)).state
    assert state
    path = next(
        path for path in state.sources.articles if path.startswith("bai-viet/") and path in state.model.links
    )
    page = tmp_path / "output" / state.written.article_pages[f"content/{path}"].path
    page.write_text("khác", "utf-8")
    file = world.content / path
    file.write_text(file.read_text("utf-8") + "\nThêm một câu.\n", "utf-8")

    assert rebuild_one(world.settings, state, path) is None


def test_a_damaged_cache_is_left_to_a_build(tmp_path: Path) -> None:
    """A row that is not what was written stops no waiting process."""
    world = new_world(tmp_path, 5)
    state = build_and_keep(world.settings, BuildListener(), WorkerPool(1)).state
    assert state
    path = next(
        path for path in state.sources.articles if path.startswith("bai-viet/") and path in state.model.links
    )
    with closing(sqlite3.connect(build_cache_path(world.settings.cache, world.settings.output))) as cache:
        cache.execute("UPDATE outputs SET value = x'00'")
        cache.commit()
    file = world.content / path
    file.write_text(file.read_text("utf-8") + "\nThêm một câu.\n", "utf-8")

    assert rebuild_one(world.settings, state, path) is None
    world.is_memory_damaged = True
    world.build_with_workers(1)
    world.build_clean()
    assert tree(tmp_path / "output") == tree(tmp_path / "sach" / "output")


def test_what_was_saved_is_told_from_what_editors_leave_behind(tmp_path: Path) -> None:
    """Programs write beside a file and then put it in place."""
    (tmp_path / "a.md").write_text("a", "utf-8")
    (tmp_path / "b.md").write_text("b", "utf-8")
    known = ("a.md", "b.md")

    assert saved_article(tmp_path, known, {tmp_path / "a.md", tmp_path / ".a.md.swp"}) == "a.md"
    assert saved_article(tmp_path, known, {tmp_path / "a.md", tmp_path / "b.md"}) == ""
    assert saved_article(tmp_path, ("b.md",), {tmp_path / "a.md"}) == ""
    assert saved_article(tmp_path, known, {tmp_path / "a.md", tmp_path.parent / "theme.css"}) == ""
    (tmp_path / "a.md").unlink()
    assert saved_article(tmp_path, known, {tmp_path / "a.md"}) == ""
    assert is_code({tmp_path / "conf.py"})
    assert not is_code({tmp_path / "a.md"})


@pytest.fixture
def waiting(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Start a process that builds a small portal and waits for changes; give it back when it waits."""
    new_world(tmp_path, 11)
    conf = settings_file(
        tmp_path, f"THEME = {str(tmp_path / 'theme')!r}", "QUARANTINE = True", "SITENAME = 'Cổng một'"
    )
    command = [sys.executable, "-m", "plugins.building", str(tmp_path / "content"), "-s", str(conf)]
    # Where a machine says that Python keeps no line back, what the process keeps back would not be seen.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    with subprocess.Popen(
        [*command, "-o", str(tmp_path / "output"), "--stay"],
        cwd=PROJECT,
        env={**environment, "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        # A line that never comes would be waited for without end.
        end = threading.Timer(PATIENCE, process.kill)
        end.start()
        yield process
        end.cancel()
        process.kill()


def line_with(process: subprocess.Popen[str], words: str) -> str:
    """Return the next line with some words in it."""
    assert process.stdout
    line = next((line for line in process.stdout if words in line), "")
    assert line, f"ended without saying “{words}”"
    return line


def test_a_waiting_process_answers_each_save(waiting: subprocess.Popen[str], tmp_path: Path) -> None:
    """A sentence, a new article, a template, a setting; Ctrl-C ends it."""
    output = tmp_path / "output"
    line_with(waiting, "Đang đợi")
    page = next(path for path in sorted(output.glob("tin-trong-huyen/*/*/index.html")))
    source = next(
        path for path in sorted((tmp_path / "content").rglob("bai-*.md")) if path.stem == page.parent.name
    )
    time.sleep(0.5)
    source.write_text(source.read_text("utf-8") + "\nMột câu vừa thêm.\n", "utf-8")
    assert page.parent.name in line_with(waiting, "Đã cập nhật")
    assert "Một câu vừa thêm." in page.read_text("utf-8")

    (source.parent / "bai-moi.md").write_text(
        "Tiêu đề: Bài mới tinh\nNgày đăng: 29/06/2024\nChuyên mục: Tin trong huyện\nTác giả: Lê Hải\n\nNội dung.\n",
        "utf-8",
    )
    line_with(waiting, "Thời gian")
    assert (output / "tin-trong-huyen/2024/bai-moi/index.html").exists()

    template = tmp_path / "theme/templates/base.html"
    template.write_text(template.read_text("utf-8").replace("Đến nội dung chính", "Tới nội dung"), "utf-8")
    line_with(waiting, "Thời gian")
    assert "Tới nội dung" in page.read_text("utf-8")

    settings = tmp_path / "conf.py"
    settings.write_text(settings.read_text("utf-8").replace("Cổng một", "Cổng hai"), "utf-8")
    line_with(waiting, "Đang đợi")
    assert "Cổng hai" in page.read_text("utf-8")

    waiting.send_signal(signal.SIGINT)
    assert waiting.wait(PATIENCE) in (0, 130)
