"""Accidents of the machine and of its people: disks, signals, two builds at once, empty folders."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from badcases.building import Outcome, build_by_command, command, copy_site, finished, start
from badcases.case import good_article
from badcases.judging import holds, tree
from badcases.paths import PROJECT
from badcases.site import CONTROLS, picture, write, write_conf

NEW = "CONTROL-NEW"
COUNTS = (0, 1, 3, 8)


def site_with_a_change(good_site: Path, folder: Path) -> Path:
    """Return a good site that was built, and got one more article with a picture since."""
    copy = copy_site(good_site, folder / "site")
    text = f"![Đường hoa]({{static}}/images/duong-hoa.jpg)\n\nHoa nở hai bên đường. {NEW}\n"
    write(copy, "content/duong-hoa.md", good_article("Đường hoa Xuân Thiên", body=text))
    write(copy, "content/images/duong-hoa.jpg", picture(640, 448))
    return copy


@pytest.fixture
def site(good_site: Path, tmp_path: Path) -> Path:
    """A good site with a change."""
    return site_with_a_change(good_site, tmp_path)


@pytest.fixture(scope="module")
def built_site(good_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Such a site that was built again, for builds into other folders."""
    site = site_with_a_change(good_site, tmp_path_factory.mktemp("built"))
    assert_builds_again(site)
    return site


def faulty(site: Path, faults: Mapping[str, object]) -> Outcome:
    """Build on a faulty machine."""
    return build_by_command(site, site / "output", faults={"within": str(site), **faults})


def assert_stopped(outcome: Outcome, before: Mapping[str, str], site: Path, *says: str) -> None:
    """The build ended with 2, said why without a traceback, and left the output as it was."""
    assert outcome.exit == 2, outcome.printed
    assert "Traceback" not in outcome.printed
    for word in says:
        assert word in outcome.printed
    assert tree(site / "output") == before


def assert_builds_again(site: Path) -> None:
    """The next build is right, whatever the last one left."""
    outcome = build_by_command(site, site / "output")
    assert outcome.exit == 0, outcome.printed
    assert all(holds(site / "output", text) for text in (*CONTROLS, NEW))


def test_320_output_that_cannot_be_written(site: Path) -> None:
    """A read-only disk stops the build and is named."""
    before = tree(site / "output")
    assert_stopped(faulty(site, {"readonly": str(site)}), before, site, "output")


@pytest.mark.parametrize("after", COUNTS)
def test_321_disk_full_at_a_page(site: Path, after: int) -> None:
    """A full disk leaves the last good output, at whichever file it fills."""
    before = tree(site / "output")
    outcome = faulty(site, {"full": ["html", "xml", "tmp", "part"], "after": after})
    if outcome.exit != 0 or after == 0:
        assert_stopped(outcome, before, site, "đĩa")
    assert_builds_again(site)


def test_322_disk_full_at_a_picture(site: Path) -> None:
    """A picture that cannot be copied whole is never published."""
    before = tree(site / "output")
    outcome = faulty(site, {"full": [".jpg", ".jpeg", ".webp", ".avif", ".png", "tmp", "part"]})
    assert_stopped(outcome, before, site, "đĩa")
    assert_builds_again(site)


@pytest.mark.parametrize("after", COUNTS)
def test_325_interrupt_is_never_success(site: Path, after: int) -> None:
    """An interrupt ends with 130 and leaves the last good output."""
    before = tree(site / "output")
    outcome = faulty(site, {"signal": "SIGINT", "after": after})
    assert outcome.exit == 130, outcome.printed
    assert "Traceback" not in outcome.printed
    assert tree(site / "output") == before
    assert_builds_again(site)


@pytest.mark.parametrize("after", [*COUNTS, 16, 40])
def test_killed_build_leaves_old_or_new(site: Path, after: int) -> None:
    """A kill at any moment leaves the output entirely old or entirely new."""
    before = tree(site / "output")
    faulty(site, {"signal": "SIGKILL", "after": after})
    left = tree(site / "output")
    assert_builds_again(site)
    assert left in (before, tree(site / "output"))


def test_326_two_builds_at_once(site: Path, tmp_path: Path) -> None:
    """The second build stops at the lock; the first ends well."""
    started, go = tmp_path / "started", tmp_path / "go"
    faults = {"within": str(site), "wait": [str(started), str(go)]}
    first = start(command(site, site / "output", faults=faults, report="first.json"))
    try:
        deadline = time.monotonic() + 60
        while not started.exists() and first.poll() is None and time.monotonic() < deadline:
            time.sleep(0.02)
        before = tree(site / "output")
        assert_stopped(build_by_command(site, site / "output"), before, site, "khóa")
    finally:
        go.write_text("")
    outcome = finished(first, tmp_path / "first.json")
    assert outcome.exit == 0, outcome.printed
    assert holds(site / "output", NEW)


def test_327_removed_renamed_and_withdrawn_articles_go(site: Path) -> None:
    """The output holds the files of this build alone."""
    assert_builds_again(site)
    (site / "content/duong-hoa.md").unlink()
    draft = (site / "content/tin-c.md").read_text("utf-8").replace("\n\n", "\nTrạng thái: nháp\n\n", 1)
    write(site, "content/tin-c.md", draft)
    shutil.move(site / "content/tin-b.md", site / "content/cho-que.md")
    outcome = build_by_command(site, site / "output", "--confirm-fewer")
    assert outcome.exit == 0, outcome.printed
    assert not holds(site / "output", NEW)
    assert not holds(site / "output", "CONTROL-C")
    pages = [page for page in (site / "output").rglob("*.html") if "CONTROL-B" in page.read_text("utf-8")]
    assert not any("tin-b" in page.as_posix() for page in pages)


def test_330_theme_error_keeps_the_site(site: Path) -> None:
    """A template that cannot be read stops the build and is named, with its line."""
    shutil.copytree(PROJECT / "theme", site / "theme")
    write(site, "theme/templates/article.html", "{% block main %}\n{{ view.title \n")
    write_conf(site, PROJECT, 'THEME = str(here / "theme")\nDELETE_OUTPUT_DIRECTORY = True')
    before = tree(site / "output")
    outcome = build_by_command(site, site / "output")
    assert_stopped(outcome, before, site, "article.html")


def test_331_time_zone_typo_keeps_the_site(site: Path) -> None:
    """A time zone that is none stops the build, even where the output should be emptied."""
    write_conf(site, PROJECT, 'TIMEZONE = "Asia/Ho_Chi_Min"\nDELETE_OUTPUT_DIRECTORY = True')
    before = tree(site / "output")
    assert_stopped(build_by_command(site, site / "output"), before, site, "TIMEZONE", "Asia/Ho_Chi_Minh")


@pytest.mark.parametrize("left", ["du-lieu", ""])
def test_332_empty_content_keeps_the_site(site: Path, left: str) -> None:
    """A content folder without articles never becomes an empty portal."""
    for path in (site / "content").iterdir():
        if path.name == left:
            continue
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    before = tree(site / "output")
    assert_stopped(build_by_command(site, site / "output"), before, site)


def test_335_all_wrong_articles_are_told(site: Path) -> None:
    """One run tells every fault of every file."""
    names = ("loi-mot", "loi-hai", "loi-ba")
    for name in names:
        write(site, f"content/{name}.md", good_article(None, date="31/04/2024", section="Chưa có"))
    before = tree(site / "output")
    outcome = build_by_command(site, site / "output")
    assert outcome.exit == 1, outcome.printed
    assert tree(site / "output") == before
    for name in names:
        assert len([one for one in outcome.problems if name in one.path]) >= 3
        assert f"{name}.md" in outcome.printed


def test_336_titles_are_plain_text_whatever_typogrify(site: Path) -> None:
    """Typogrify's markup never stands in a title."""
    write(site, "content/hoi.md", good_article('HĐND và UBND xã họp "mở" & thẳng thắn'))
    write_conf(site, PROJECT, "TYPOGRIFY = True")
    outcome = build_by_command(site, site / "output")
    assert outcome.exit == 0, outcome.printed
    for page in (site / "output").rglob("*.html"):
        titles = re.findall(r"<title>(.*?)</title>|<meta [^>]*og:title[^>]*>", page.read_text("utf-8"), re.S)
        assert not any("span" in title or "&lt;" in title for title in titles), page


@pytest.mark.parametrize("locale", ["C", "C.UTF-8", "vi_VN.UTF-8", "tr_TR.UTF-8"])
def test_337_output_does_not_know_the_locale(built_site: Path, locale: str, tmp_path: Path) -> None:
    """Whatever the machine's language and time zone, the bytes are the same."""
    elsewhere = {"LC_ALL": locale, "LANG": locale, "TZ": "America/New_York", "PYTHONHASHSEED": "7"}
    outcome = build_by_command(built_site, tmp_path / "elsewhere", environment=elsewhere)
    assert outcome.exit == 0, outcome.printed
    assert tree(tmp_path / "elsewhere") == tree(built_site / "output")
