"""A portal whose articles have errors is checked in as few steps as a sound one, whatever the errors are; steps are counted, not seconds."""

from __future__ import annotations

import cProfile
import pstats
import time
from datetime import datetime
from pathlib import Path

import pytest

from plugins.building.analysis import analyse
from plugins.building.sources.listener import BuildListener
from plugins.building.sources.settings import BuildSettings
from plugins.building.sources.worker_pool import WorkerPool
from plugins.commands.parsing import parse_arguments
from plugins.editors.checks.__main__ import ABOUT
from plugins.editors.checks.check import check_sources
from plugins.editors.checks.options import CHECK_OPTIONS
from plugins.problems import Problem

PROJECT = Path(__file__).resolve().parents[2]
NOW = datetime.fromisoformat("2024-06-30T08:00:00+07:00")
SECTIONS = """
[[chuyen-muc]]
ten = "Tin trong huyện"
dia-chi = "tin-trong-huyen"
chinh = true
[[chuyen-muc]]
ten = "Văn hóa – Du lịch"
dia-chi = "van-hoa-du-lich"
"""
AUTHORS = "".join(f'[[tac-gia]]\nten = "Nguyễn Thị {name}"\n' for name in ("Lan", "Hạnh", "Bình", "Thu"))
HEADER = {
    "Tiêu đề": "Xã họp bàn việc số {n}",
    "Ngày đăng": "29/11/2023",
    "Chuyên mục": "Tin trong huyện",
    "Tác giả": "Nguyễn Thị Lan",
    "Thẻ": "đường mới",
}
BODY = "Bà con thôn {n} bàn việc làm đường.\n\n## Việc của thôn\n\nXem [bài trước](tin-{before}.md)."
# What an article has instead: another value of a header key (None: the key is not there), or another body.
KINDS: dict[str, dict[str, str | None]] = {
    "sound": {},
    "a section": {"Chuyên mục": "Tin trong huyen{n}"},
    "an author": {"Tác giả": "Nguyễn Thị Lann{n}"},
    "a key": {"Tiêu đề": None, "Tiu đề": "Xã họp số {n}"},
    "a date": {"Ngày đăng": "31/02/2024"},
    "a state": {"Trạng thái": "đăg{n}"},
    "near tags": {"Thẻ": "đường mới {n}, đường mới{n}, đuờng mới {n}"},
    "a photo": {"body": BODY + "\n\n![Con đường](duong-{n}.jpg)"},
    "a cover": {"Ảnh đại diện": "duong-{n}.jpg"},
    "an attachment": {"Tệp đính kèm": "ke-hoach-{n}.pdf"},
    "a file": {"body": BODY.replace("tin-{before}", "tim-{n}")},
    "an anchor": {"body": BODY.replace(".md", ".md#viec-cua-thom")},
    "an address": {"body": BODY + "\n\n[Trang](/khong-co/{n}/)"},
    "a list": {"body": BODY + "\n\n[Mục]({{category}}Tin trong huyen{n})"},
    "a protocol": {"body": BODY + "\n\n[Web](htp://vi-du.vn/{n})"},
    "one address": {"Đường dẫn": "mot-bai"},
    "one title": {"Tiêu đề": "Xã họp", "Đường dẫn": "bai-{n}"},
    "a chain of files": {},
    "a chain of addresses": {
        "body": "[Bài trước](/tin-trong-huyen/2023/viec-{before}/)",
        "Đường dẫn": "viec-{n}",
    },
    "two at once": {"Trạng thái": "đăg{n}", "body": BODY + "\n\n![Con đường](duong-{n}.jpg)"},
}
# Articles of the portals that are compared; four times as many may take this much more than four times the steps.
SIZES, GROWTH = (8, 32, 128), 1.3
# What a check that remembers all articles may take for each, times what it takes for a sound one.
REMEMBERED = 3


def an_article(kind: str, number: int) -> str:
    """Return an article with an error of a kind; in a chain the first has it, and with it all that follow."""
    change = dict(KINDS[kind])
    body = change.pop("body", None) or BODY
    lines = [f"{key}: {value}" for key, value in {**HEADER, **change}.items() if value is not None]
    # The first of a chain names what is not there.
    before = number - 1 if number else "khong-co" if "chain" in kind else "cuoi"
    return "\n".join([*lines, "", body]).format(n=number, before=before)


def a_portal(folder: Path, kind: str, size: int) -> BuildSettings:
    """Write a portal of so many articles of a kind; return the settings to check it with."""
    content = folder / "content"
    (content / "du-lieu").mkdir(parents=True)
    (content / "du-lieu" / "chuyen-muc.toml").write_text(SECTIONS, "utf-8")
    (content / "du-lieu" / "tac-gia.toml").write_text(AUTHORS, "utf-8")
    (content / "tin-cuoi.md").write_text(an_article("sound", 0).replace("bài trước", "bài này"), "utf-8")
    for number in range(size):
        (content / f"tin-{number}.md").write_text(an_article(kind, number), "utf-8")
    # Stamps of files that were written a moment ago are not believed.
    time.sleep(0.2)
    return BuildSettings(content, folder / "output", PROJECT / "theme", folder / ".cache", NOW)


def checked(settings: BuildSettings) -> tuple[int, tuple[Problem, ...]]:
    """Check one file; return how many functions were called for that, and the problems that were told."""
    words = [str(settings.content / "tin-7.md")]
    arguments = parse_arguments(words, CHECK_OPTIONS, "tasks.py check", ABOUT["vi"], "vi")
    # Who calls whom is no matter here, and takes long to be written down.
    profile = cProfile.Profile(subcalls=False)
    told = profile.runcall(
        analyse,
        settings,
        lambda analysis: check_sources(analysis, arguments, time.perf_counter()).result.problems,
        BuildListener(),
        WorkerPool(1),
    )
    return pstats.Stats(profile).total_calls, told  # type: ignore[attr-defined]


def steps(folder: Path, kind: str) -> dict[int, tuple[int, int]]:
    """Return by size how many steps a first check takes, and one that remembers; both tell the same."""
    found = {}
    for size in SIZES:
        settings = a_portal(folder / f"{kind} {size}", kind, size)
        first, told = checked(settings)
        remembered, told_again = checked(settings)
        assert told_again == told
        found[size] = (first, remembered)
    return found


@pytest.fixture(scope="module")
def of_a_sound_article(tmp_path_factory: pytest.TempPathFactory) -> float:
    """What each further sound article costs a check that remembers it."""
    folder = tmp_path_factory.mktemp("sound")
    # What is imported and compiled once in a process belongs to no portal.
    checked(a_portal(folder / "first", "a photo", 8))
    found, (_, small, large) = steps(folder, "sound"), SIZES
    return (found[large][1] - found[small][1]) / (large - small)


@pytest.mark.parametrize("kind", KINDS)
def test_faulty_articles_cost_no_more_than_sound_ones(
    tmp_path: Path, kind: str, of_a_sound_article: float
) -> None:
    """Steps grow as the number of articles does, however many of them have the error; remembered, they cost what sound ones do."""
    found, (tiny, small, large) = steps(tmp_path, kind), SIZES

    for which in (0, 1):
        before = (found[small][which] - found[tiny][which]) / (small - tiny)
        after = (found[large][which] - found[small][which]) / (large - small)
        assert after < GROWTH * before, (which, found)
    assert after < REMEMBERED * of_a_sound_article
