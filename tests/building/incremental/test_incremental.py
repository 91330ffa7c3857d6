"""A build upon what is remembered gives what a build from nothing gives, whatever happened in between."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import fork_server
import pytest
import random_steps
from random_steps import (
    World,
    add,
    edit,
    new_world,
    remove,
    rename,
    step,
    stylesheet,
    tree,
    unit,
    wait_for_the_dead,
)

from plugins.search import layout

# Each step is two builds: CI takes fewer than a plain run, a proof of its own as many as are asked for.
STEPS = int(os.environ.get("PROOF_STEPS", "120"))
# Kills of one portal, and portals: parts, so that processes of a test run share them.
KILLS, LIVES = 10, min(5, max(2, STEPS // 60))
SEED = int(os.environ.get("PROOF_SEED", "1"))
WORLDS = 6


@pytest.mark.parametrize("preview", [False, True], ids=["public", "preview"])
@pytest.mark.parametrize("seed", range(SEED, SEED + WORLDS))
def test_whatever_changes_the_edition_is_that_of_a_clean_build(
    tmp_path: Path, seed: int, preview: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Edits, moves, removals, data, templates, settings, time and accidents, one after another, byte by byte."""
    # Half of the portals can be searched, with an index of many shards.
    monkeypatch.setattr(layout, "_SHARD_SIZE", 60)
    # A third have a sitemap for each year from so many articles on, and come back below it.
    monkeypatch.setattr("plugins.feeds.sitemap_files.MOST_TOGETHER", 5_000 if seed % 3 else 10)
    world = new_world(tmp_path, seed, preview=preview, search=seed % 2 == 0)
    for number in range(STEPS // WORLDS // (1 + preview)):
        steps = step(world) if number else "new"
        # Files younger than a tick of the clock are read again in any case; most steps should be older.
        time.sleep(world.chance.choice([0, 0.11]))
        incremental, clean = world.build(), world.build_clean()
        place = f"seed {seed}, step {number}: {steps}"

        assert (incremental.exit, incremental.fault) == (clean.exit, clean.fault), place
        assert incremental.problems == clean.problems, place
        if clean.exit != 2:
            assert tree(tmp_path / "output") == tree(tmp_path / "sach" / "output"), place


@pytest.mark.parametrize("damage", ["changed", "cut"])
def test_a_walk_fails_where_a_build_throws_its_memory_away_without_a_reason(
    tmp_path: Path, damage: str
) -> None:
    """The edition would be right, and each build as slow as the first; what is damaged on purpose may go."""
    world = new_world(tmp_path, 7)
    world.build_with_workers(1)
    (memory,) = (tmp_path / ".cache").glob("nho-*")
    data = memory.read_bytes()
    spoilt = {"changed": b"x" * 100 + data[100:], "cut": data[: len(data) // 2]}[damage]
    memory.write_bytes(spoilt)
    edit(world)
    with pytest.raises(AssertionError, match="thrown away"):
        world.build_with_workers(1)
    memory.write_bytes(spoilt)
    world.is_memory_damaged = True
    world.build_with_workers(1)
    assert not world.is_memory_damaged


def test_what_went_while_the_output_was_lost_does_not_come_back(tmp_path: Path) -> None:
    """The staging folder beside a lost output still has the pages of an article that was removed."""
    world = new_world(tmp_path, 7)
    article = world.content / "bai-viet" / "se-mat.md"
    article.write_text(
        "Tiêu đề: Bài sẽ mất\nNgày đăng: 29/06/2024\nChuyên mục: Văn hóa\nTác giả: Lê Hải\n\nNội dung.\n",
        "utf-8",
    )
    world.build_with_workers(1)
    article.unlink()
    shutil.rmtree(tmp_path / "output")
    world.build_with_workers(1)
    world.build_clean()

    assert tree(tmp_path / "output") == tree(tmp_path / "sach" / "output")


def test_an_article_whose_time_is_over_at_the_very_instant_of_a_build_leaves_the_next(tmp_path: Path) -> None:
    """At its last instant it is still there; a build an hour later is not taken for one of which nothing changed."""
    world = new_world(tmp_path, 7)
    article = world.content / "bai-viet" / "het-gio.md"
    article.write_text(
        "Tiêu đề: Bài hết giờ\nNgày đăng: 01/06/2024\nHết hạn: 30/06/2024 08:00\nChuyên mục: Văn hóa\nTác giả: Lê Hải\n\nChữ.\n",
        "utf-8",
    )
    time.sleep(0.11)
    world.build_with_workers(1)
    assert "Bài hết giờ" in (tmp_path / "output" / "van-hoa" / "index.html").read_text("utf-8")

    world.now += timedelta(hours=5)
    world.build_with_workers(1)
    world.build_clean()
    assert tree(tmp_path / "output") == tree(tmp_path / "sach" / "output")


@pytest.mark.parametrize(
    ("line", "body"),
    [
        ("Trạng thái: đăng", "Xem [bài kia]({filename}/bai-viet/khong-co.md)."),
        ("Ngày đăng: 20/07/2024 08:00", "Chữ."),
    ],
    ids=["rejected", "scheduled"],
)
def test_reminders_of_what_is_not_public_are_those_of_the_day(tmp_path: Path, line: str, body: str) -> None:
    """A consultation that is to come, open, over: no page changes by it, but what its editor is told does."""
    world = new_world(tmp_path, 7)
    day = "" if "Ngày" in line else "Ngày đăng: 01/06/2024\n"
    (world.content / "bai-viet" / "lay-y-kien.md").write_text(
        f"Tiêu đề: Dự thảo mới\n{day}{line}\nChuyên mục: Văn hóa\nTác giả: Lê Hải\nLoại văn bản: Dự thảo\n"
        f"Lấy ý kiến từ: 03/07/2024\nLấy ý kiến đến: 05/07/2024\n\n{body}\n",
        "utf-8",
    )
    # What else changes by itself would make a whole build that day.
    (world.content / "du-lieu" / "don-vi.toml").write_text('ten = "Cổng"\n', "utf-8")
    for path in world.content.glob("bai-viet/*/*.md"):
        path.unlink()
    time.sleep(0.11)
    told = set()
    for _ in range(7):
        incremental, clean = world.build_with_workers(1), world.build_clean()
        assert incremental.problems == clean.problems
        told.add(
            next((one.message[:12] for one in clean.problems if one.code == "thieu-noi-nhan-y-kien"), "")
        )
        world.now += timedelta(days=1)
    assert told == {"văn bản sắp ", "văn bản đang", ""}


def test_what_documents_do_not_tell_is_said_from_its_day_on(tmp_path: Path) -> None:
    """A result that nobody told, a submission and a decision that are only planned, a consultation without a last day: built anew on their days alone."""
    world = new_world(tmp_path, 7)
    for path in world.content.glob("bai-viet/*/*.md"):
        path.unlink()
    (world.content / "du-lieu" / "don-vi.toml").write_text('ten = "Cổng"\n', "utf-8")
    closes, opens = (f"{world.now.date() - timedelta(days):%d/%m/%Y}" for days in (58, 58))
    issued = f"{world.now.date() + timedelta(2):%d/%m/%Y}"
    for name, lines in (
        ("du-thao", f"Loại văn bản: Dự thảo\nLấy ý kiến đến: {closes}"),
        (
            "khong-han",
            f"Loại văn bản: Dự thảo\nLấy ý kiến từ: {opens}\nĐiện thoại nhận ý kiến: 0237 3833 123",
        ),
        ("to-trinh", f"Loại văn bản: Tờ trình\nSố ký hiệu: 2/TTr-UBND\nNgày ban hành: {issued}"),
        ("ke-hoach", f"Loại văn bản: Kế hoạch\nSố ký hiệu: 3/KH-UBND\nNgày ban hành: {issued}"),
    ):
        (world.content / "bai-viet" / f"{name}.md").write_text(
            f"Tiêu đề: Bài {name}\nNgày đăng: 01/04/2024\nChuyên mục: Văn hóa\nTác giả: Lê Hải\n{lines}\n\nChữ.\n",
            "utf-8",
        )
    time.sleep(0.11)
    told = []
    for _ in range(5):
        incremental, clean = world.build_with_workers(1), world.build_clean()
        assert incremental.problems == clean.problems
        assert tree(tmp_path / "output") == tree(tmp_path / "sach" / "output")
        html = " ".join(file.read_text("utf-8") for file in (tmp_path / "output").rglob("index.html"))
        reminded = any(one.code == "chua-co-ket-qua-lay-y-kien" for one in clean.problems)
        told.append((reminded, "response--unsure" in html, "Dự kiến ban hành" in html))
        world.now += timedelta(days=1)
    assert told == [
        (False, False, True),
        (False, False, True),
        (False, True, False),
        (True, True, False),
        (True, True, False),
    ]


def test_a_preview_shows_what_has_no_day_as_of_the_day_that_it_is(tmp_path: Path) -> None:
    """An article without a day is of today; tomorrow it is of tomorrow, although nothing changed."""
    world = new_world(tmp_path, 7, preview=True)
    for path in world.content.glob("bai-viet/*/*.md"):
        path.unlink()
    (world.content / "du-lieu" / "don-vi.toml").write_text('ten = "Cổng"\n', "utf-8")
    (world.content / "bai-viet" / "chua-co-ngay.md").write_text(
        "Tiêu đề: Chưa có ngày\nChuyên mục: Văn hóa\n\nChữ.\n", "utf-8"
    )
    time.sleep(0.11)
    for _ in range(3):
        world.build_with_workers(1)
        world.build_clean()
        assert tree(tmp_path / "output") == tree(tmp_path / "sach" / "output")
        world.now += timedelta(days=1)


def started(world: World) -> fork_server.Process | subprocess.Popen[str]:
    """Start a build in a process of its own."""
    return fork_server.start([sys.executable, random_steps.__file__, world.folder])


def lively(folder: Path, seed: int = 7) -> World:
    """Make a portal that takes two processes a while, and build it."""
    world = new_world(folder, seed, search=True)
    # As the process of its own builds it.
    world.cards = False
    for _ in range(30):
        add(world)
    assert world.build_with_workers(2).exit < 2
    return world


@pytest.mark.parametrize("seed", range(7, 7 + LIVES))
def test_a_build_that_is_killed_leaves_a_whole_edition_and_the_next_is_right(
    tmp_path: Path, seed: int
) -> None:
    """SIGKILL at ten moments of each portal: the public folder is the old edition or the new one, and the cache does no harm."""
    world = lively(tmp_path, seed)
    chance = random.Random(seed)
    for _ in range(2):
        # The first process may have to wait for the server that forks it; the second tells how long a build takes.
        stylesheet(world)
        began = time.monotonic()
        assert started(world).wait() < 2
        duration = time.monotonic() - began
    killed = 0
    for number in range(KILLS):
        before = tree(tmp_path / "output")
        chance.choice([edit, add, remove, rename, unit])(world)
        # Every page is made anew, so that there is time to be killed in.
        stylesheet(world)
        time.sleep(0.11)
        process, began = started(world), time.monotonic()
        try:
            process.wait(chance.uniform(0.15, 1.0) * duration)
            # Sooner done than it was thought: the machine has less else to do.
            duration = time.monotonic() - began
        except subprocess.TimeoutExpired:
            process.kill()
            killed += process.wait() == -signal.SIGKILL
            duration *= 1.05
            wait_for_the_dead(world)
        left = tree(tmp_path / "output")
        incremental, clean = world.build_with_workers(1), world.build_clean()

        assert (incremental.exit, incremental.problems) == (clean.exit, clean.problems), number
        assert tree(tmp_path / "output") == tree(tmp_path / "sach" / "output"), number
        assert left in (before, tree(tmp_path / "output")), number
    assert killed > KILLS / 2


def test_two_builds_at_once_do_not_mix(tmp_path: Path) -> None:
    """One of two builds that begin together may stop at the lock; the edition is that of a clean build."""
    world = lively(tmp_path)
    for _ in range(5):
        edit(world)
        stylesheet(world)
        ends = [process.wait() for process in [started(world), started(world)]]
        clean = world.build_clean()

        assert clean.exit in ends
        assert set(ends) <= {clean.exit, 2}
        assert tree(tmp_path / "output") == tree(tmp_path / "sach" / "output")
