"""A build for which Pelican has nothing to do and to say is made without it, with the same words and the same end."""

from __future__ import annotations

import logging
import re
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import fork_server
import pytest

from plugins.building.without_pelican import SettingsWithoutPelican, read_settings_file, silence_noted

PROJECT = Path(__file__).resolve().parents[2]
SETTINGS = f"""TIMEZONE = "Asia/Ho_Chi_Minh"
PATH, OUTPUT_PATH, THEME = "content", "output", {str(PROJECT / "theme")!r}
READERS = {{"rst": None, "html": None}}
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
PELICAN_CLASS = "plugins.Portal"
PLUGINS = []
PHOTOS = SEARCH = False
"""
ARTICLE = "Tiêu đề: Họp bàn mùa màng\nNgày đăng: 14/05/2024\nChuyên mục: Tin\n\nXã họp.\n"
# What only a build that makes something needs, and takes long to import.
HEAVY = (
    "pelican",
    "PIL",
    "jinja2",
    "markdown",
    "docutils",
    "rich",
    "feedgenerator",
    "plugins.building.build_changes",
    "plugins.building.whole_build",
)


def settings_alone(words: list[str], ours: Mapping[str, object]) -> SettingsWithoutPelican | None:
    """Return the settings of a command line for which Pelican may have nothing to do, None for any other."""
    read = read_settings_file(words, ours)
    return read.without_pelican if read else None


def portal(folder: Path, more: str = "") -> Path:
    """Write a portal of one article, and return its folder."""
    (folder / "content/du-lieu").mkdir(parents=True)
    (folder / "content/du-lieu/chuyen-muc.toml").write_text(
        '[[chuyen-muc]]\nten = "Tin"\ndia-chi = "tin"\n', "utf-8"
    )
    (folder / "content/hop.md").write_text(ARTICLE, "utf-8")
    (folder / "pelicanconf.py").write_text(SETTINGS + more, "utf-8")
    time.sleep(0.11)
    return folder


def imported(folder: Path, *words: str) -> tuple[set[str], str, int]:
    """Build in a process of its own; return the modules that it imported, what it printed and its exit code."""
    command = [
        sys.executable,
        "-X",
        "importtime",
        "-m",
        "plugins.building",
        "-s",
        folder / "pelicanconf.py",
        *words,
    ]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    modules = set(re.findall(r"^import time:.*\| +(\S+)$", done.stderr, re.MULTILINE))
    return modules, done.stdout, done.returncode


def built(folder: Path, *words: str) -> tuple[str, int]:
    """Build; return what was printed and the exit code."""
    command = [sys.executable, "-m", "plugins.building", "-s", str(folder / "pelicanconf.py"), *words]
    done = fork_server.run(command)
    return done.stdout + done.stderr, done.returncode


def test_a_build_of_which_nothing_changed_imports_nothing_that_makes_pages(tmp_path: Path) -> None:
    """It says what the build before said; the first build, and one with an option of Pelican's, are Pelican's."""
    folder = portal(tmp_path)
    first, words, code = imported(folder)
    assert code == 0
    assert {*HEAVY} - {"PIL", "rich"} <= first

    modules, again, code = imported(folder)
    assert (again, code) == (words, 0)
    assert "plugins.building.run" in modules
    assert not {name for name in modules if name.startswith(HEAVY)}

    modules, by_pelican, code = imported(folder, "--log-handler", "plain")
    assert (by_pelican, code) == (words, 0)
    assert "pelican" in modules


def test_an_edit_is_built_without_pelican(tmp_path: Path) -> None:
    """And without what reads photos, draws cards, writes feeds and starts other processes."""
    folder = portal(tmp_path)
    built(folder)
    (folder / "content/hop.md").write_text(ARTICLE + "\nBàn xong.\n", "utf-8")
    time.sleep(0.11)
    modules, _, code = imported(folder)
    assert code == 0
    assert "plugins.building.whole_build" in modules
    assert not {
        name
        for name in modules
        if name.startswith(("pelican", "docutils", "rich", "PIL.Image", "feedgenerator", "multiprocessing"))
    }
    assert "Bàn xong." in (folder / "output/tin/2024/hop/index.html").read_text("utf-8")


@pytest.mark.parametrize(
    "more",
    [
        'PLUGINS = ["sitemap"]',
        "PLUGINS = None",
        "del PLUGINS",
        'PELICAN_CLASS = "pelican.Pelican"',
        "READERS = {}",
        "READERS = {'rst': None, 'html': None, 'txt': object}",
        "JINJA_FILTERS = {'x': str.upper}",
        "print('xin chào')",
        "import sys; sys.stderr.write('xin chào')",
        "NOW = 'hôm qua'",
        "TIMEZONE = 'Asia/Tho_Xuan'",
        "WEBSUB_HUB = 'hub'",
        "THEME = 'content'; import pathlib; (pathlib.Path(__file__).parent / 'content/templates').mkdir(exist_ok=True);"
        " (pathlib.Path(__file__).parent / 'content/templates/index.html').touch()",
        "raise SystemExit(3)",
        "1 / 0",
        "def (",
    ],
)
def test_what_may_need_pelican_is_left_to_it(tmp_path: Path, more: str) -> None:
    """Plugins, readers, other classes and themes, what prints, what cannot be compared, and each fault."""
    assert settings_alone(["-s", str(portal(tmp_path, more) / "pelicanconf.py")], {}) is None


@pytest.mark.parametrize(
    "words", [["-v"], ["-q"], ["--debug"], ["-t", "theme"], ["a", "b"], ["-e", "SITEURL='x'"], ["-o"]]
)
def test_other_options_are_left_to_pelican(tmp_path: Path, words: list[str]) -> None:
    """Only the settings file and the two folders are read here."""
    file = str(portal(tmp_path) / "pelicanconf.py")
    alone = settings_alone([str(tmp_path / "bai"), "-s", file, "-o", str(tmp_path / "khac")], {})
    assert alone
    assert (alone.build.content, alone.build.output) == (tmp_path / "bai", tmp_path / "khac")
    assert settings_alone(["-s", file, *words], {}) is None
    assert settings_alone(["-s", str(tmp_path / "khong-co.py")], {}) is None


def test_settings_of_which_pelican_speaks_are_read_by_it_each_time(tmp_path: Path) -> None:
    """Its warning is there at the second build too; so is our reminder of a name that is nearly a setting's."""
    folder = portal(tmp_path, "SITEURL = 'https://vi-du.vn/'\n")
    first, second = built(folder), built(folder)
    assert "Removed extraneous trailing slash" in first[0]
    assert first == second

    conf = folder / "pelicanconf.py"
    conf.write_text(f"{SETTINGS}SITENAMEE = 'Cổng'\n", "utf-8")
    for _ in range(2):
        words, code = built(folder)
        assert code == 0
        assert "Ý bạn là “SITENAME”?" in words


def test_settings_that_changed_are_read_by_pelican_first(tmp_path: Path) -> None:
    """A setting, an option of ours, a template that came: what was checked were others. The instant alone makes no difference."""
    folder = portal(tmp_path)
    built(folder)
    line = ["-s", str(folder / "pelicanconf.py")]

    def is_known(**ours: object) -> bool:
        alone = settings_alone(line, ours)
        assert alone
        return alone.are_known

    assert is_known()
    assert is_known(NOW="2024-06-30T08:00+07:00")
    assert not is_known(QUARANTINE=True)
    assert not is_known(SITEURL="https://vi-du.vn")
    (folder / "pelicanconf.py").write_text(f"{SETTINGS}SITENAME = 'Cổng'\n", "utf-8")
    assert not is_known()
    built(folder)
    assert is_known()
    (folder / ".cache/cai-dat.json").write_text("[", "utf-8")
    assert not is_known()


def test_a_refused_build_of_known_settings_ends_as_before(tmp_path: Path) -> None:
    """An article with an error: the same lines and exit code, whoever read the settings."""
    folder = portal(tmp_path)
    (folder / "content/loi.md").write_text(ARTICLE.replace("Tin", "Không có"), "utf-8")
    first, second = built(folder), built(folder)
    assert first[1] == 1
    assert first == second
    assert built(folder, "--quarantine") == built(folder, "--quarantine")


def test_what_is_logged_is_noted_and_still_told(caplog: pytest.LogCaptureFixture) -> None:
    """The note takes nothing away."""
    with silence_noted() as was_silent:
        assert was_silent()
        logging.getLogger("thu").warning("có chuyện")
        assert not was_silent()
    assert "có chuyện" in caplog.text
