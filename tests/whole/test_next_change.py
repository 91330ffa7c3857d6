"""The moment at which the portal changes by itself: until then the same sources make the same bytes, from then on others."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from small_sites import NOW, PROJECT, Build, an_article

from plugins.building.run import build as build_once
from plugins.building.sources.listener import BuildListener
from plugins.building.sources.settings import BuildSettings
from plugins.lifecycle.next_change import NextChange

STEP = timedelta(seconds=1)


def tree(folder: Path) -> dict[str, bytes]:
    """Return the files of an output."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def assert_turns_then(site: Path, build: Build, now: datetime) -> NextChange | None:
    """Build at a moment; a second before the turn nothing has changed, at the turn something has."""
    result = build(now)
    assert result.exit == 0, result.problems
    first, next_change = tree(site / "output"), result.next_change
    # Two turns may be nearer to each other than the step.
    far = max(now, next_change.moment - STEP) if next_change else now + timedelta(days=4000)
    later = build(far)
    assert tree(site / "output") == first
    assert later.next_change == next_change
    if next_change:
        build(next_change.moment)
        assert tree(site / "output") != first
    return next_change


@pytest.mark.parametrize(
    ("more", "date", "moment"),
    [
        ((), "01/07/2024 07:30", "2024-07-01T07:30:00+07:00"),
        (("Trạng thái: ẩn",), "01/07/2024 07:30", "2024-07-01T07:30:00+07:00"),
        (("Trạng thái: nháp",), "01/07/2024 07:30", None),
        (("Trạng thái: nháp", "Hết hạn: 05/07/2024"), "29/06/2024", None),
        (("Hết hạn: 05/07/2024 10:00",), "29/06/2024", "2024-07-05T10:00:00.000001+07:00"),
        (("Hết hạn: 05/06/2024",), "29/05/2024", None),
        (
            ("Loại văn bản: Dự thảo", "Lấy ý kiến từ: 10/07/2024", "Lấy ý kiến đến: 20/07/2024"),
            "29/06/2024",
            "2024-07-10T00:00:00+07:00",
        ),
        (
            ("Loại văn bản: Dự thảo", "Lấy ý kiến từ: 10/06/2024", "Lấy ý kiến đến: 20/07/2024"),
            "09/06/2024",
            "2024-07-21T00:00:00+07:00",
        ),
        (
            ("Loại văn bản: Dự thảo", "Lấy ý kiến từ: 10/06/2024"),
            "09/06/2024",
            "2024-08-09T00:00:00+07:00",
        ),
        # More than sixty days after the last day the page says that no result was published.
        (
            ("Loại văn bản: Dự thảo", "Lấy ý kiến đến: 20/06/2024"),
            "09/06/2024",
            "2024-08-20T00:00:00+07:00",
        ),
        (
            ("Loại văn bản: Kế hoạch", "Lấy ý kiến từ: 10/07/2024", "Ngày ban hành: 05/07/2024"),
            "29/06/2024",
            "2024-07-05T00:00:00+07:00",
        ),
        (
            ("Loại văn bản: Dự thảo", "Lấy ý kiến từ: 10/07/2024", "Ngày ban hành: 05/07/2024"),
            "29/06/2024",
            "2024-07-10T00:00:00+07:00",
        ),
        (
            ("Loại văn bản: Quyết định", "Ngày ban hành: 05/07/2024"),
            "29/06/2024",
            "2024-07-05T00:00:00+07:00",
        ),
        (("Loại văn bản: Quyết định", "Ngày ban hành: 28/06/2024"), "29/06/2024", None),
        # The calendar of consultations says when an event was revised.
        (
            ("Loại văn bản: Dự thảo", "Lấy ý kiến đến: 20/06/2024", "Cập nhật: 30/06/2024 17:00"),
            "09/06/2024",
            "2024-06-30T17:00:00+07:00",
        ),
        (
            ("Loại văn bản: Dự thảo", "Công khai từ: 10/06/2024", "Cập nhật: 02/07/2024"),
            "09/06/2024",
            "2024-07-02T00:00:00+07:00",
        ),
        (("Loại văn bản: Quyết định", "Cập nhật: 30/06/2024 17:00"), "09/06/2024", None),
        (
            (
                *("Loại văn bản: Dự thảo", "Lấy ý kiến đến: 20/06/2024", "Trạng thái: ẩn"),
                "Cập nhật: 30/06/2024 17:00",
            ),
            "09/06/2024",
            "2024-08-20T00:00:00+07:00",
        ),
    ],
)
def test_each_kind_of_change(
    site: Path, build: Build, more: tuple[str, ...], date: str, moment: str | None
) -> None:
    """Scheduled, over, a consultation that opens, goes on or is decided; and those that change nothing."""
    (site / "content" / "them.md").write_text(an_article("Bài thêm", *more, date=date), "utf-8")
    next_change = assert_turns_then(site, build, NOW)
    assert (next_change.moment.isoformat() if next_change else None) == moment
    assert next_change is None or "them.md" in next_change.why


def test_slogan_and_notice_end_at_midnight(site: Path, build: Build) -> None:
    """They are shown to the end of their last day."""
    text = '[khau-hieu]\nnoi-dung = "Tiến lên"\nhet-han = 2024-07-02\n[thong-bao]\nnoi-dung = "Bão"\nhet-han = 2024-07-01\n'
    (site / "content/du-lieu/don-vi.toml").write_text(text, "utf-8")
    next_change = assert_turns_then(site, build, NOW)
    assert next_change is not None
    assert (next_change.moment.isoformat(), next_change.why) == (
        "2024-07-02T00:00:00+07:00",
        "thông báo khẩn hết hạn",
    )


def _line(chance: random.Random, name: str) -> list[str]:
    day = NOW.date() + timedelta(days=chance.randrange(-9, 9))
    return [f"{name}: {day:%d/%m/%Y}"] if chance.random() < 0.4 else []


@pytest.mark.parametrize("seed", range(6))
def test_any_portal_turns_when_it_says(site: Path, build: Build, seed: int) -> None:
    """Articles with dates of every kind, near and far, in any state."""
    chance = random.Random(seed)
    for number in range(6):
        more = [*_line(chance, "Hết hạn")]
        if register := [*_line(chance, "Lấy ý kiến đến"), *_line(chance, "Ngày ban hành")]:
            more += ["Loại văn bản: Dự thảo", *register, *_line(chance, "Cập nhật")]
        more += [f"Trạng thái: {chance.choice(['nháp', 'ẩn', 'thu hồi'])}"] if chance.random() < 0.3 else []
        day = NOW.date() + timedelta(days=chance.randrange(-20, 6))
        text = an_article(f"Bài {number}", *more, date=f"{day:%d/%m/%Y} 07:{number:02}")
        (site / "content" / f"bai-{number}.md").write_text(text, "utf-8")
    now: datetime | None = NOW
    for _ in range(4):
        if now is not None:
            next_change = assert_turns_then(site, build, now)
            now = next_change.moment if next_change else None


def test_the_task_tells_what_the_build_wrote(site: Path, build: Build) -> None:
    """``tasks.py next`` needs nothing installed: it reads what the last build wrote beside its output."""
    (site / "content" / "hen.md").write_text(an_article("Hẹn", date="01/07/2024 07:30"), "utf-8")
    build()
    command = [sys.executable, "-S", str(PROJECT / "tasks.py"), "next", "--output", str(site / "output")]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    due = subprocess.run([*command, "--due"], capture_output=True, check=False)
    # Whether it is time is a question about what is public, which a build does not answer.
    assert (done.returncode, due.returncode) == (0, 2)
    assert "07:30 ngày 01/07/2024" in done.stdout
    assert "hen.md" in done.stdout

    shutil.rmtree(site / ".cache")
    assert subprocess.run(command, capture_output=True, check=False).returncode == 2


@pytest.mark.parametrize("status", ["nháp", "chờ duyệt", "đăng"])
def test_a_preview_changes_with_what_it_shows_before_its_day(site: Path, status: str) -> None:
    """A draft, or what waits for its day, has its consultation there, and its last day."""
    more = (
        f"Trạng thái: {status}",
        "Loại văn bản: Dự thảo",
        "Lấy ý kiến từ: 10/07/2024",
        "Lấy ý kiến đến: 20/07/2024",
        "Hết hạn: 05/07/2024 10:00",
    )
    (site / "content" / "cho.md").write_text(an_article("Chờ", *more, date="30/07/2024"), "utf-8")
    settings = BuildSettings(
        site / "content", site / "output", PROJECT / "theme", site / ".cache", NOW, preview=True
    )

    first = build_once(settings, BuildListener())
    assert first.next_change is not None
    assert first.next_change.moment.isoformat() == "2024-07-05T10:00:00.000001+07:00"
    after = tree(site / "output")
    build_once(replace(settings, now=first.next_change.moment), BuildListener())
    assert tree(site / "output") != after
