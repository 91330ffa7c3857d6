"""Settings that cannot be meant stop a build with words that say what to write."""

from __future__ import annotations

import sys
from pathlib import Path

import fork_server
import pytest
from pelican.settings import DEFAULT_CONFIG

from plugins.building.pelican_adapter.own_settings import OWN_SETTINGS, SettingKind
from plugins.building.pelican_adapter.pelican_settings import GivenSettings
from plugins.building.pelican_adapter.setting_fault import SettingFault, placed_faults
from plugins.building.pelican_adapter.setting_kinds import refuse_wrong_kinds
from plugins.building.pelican_adapter.settings_lines import setting_places
from plugins.building.source_settings import settings_in
from plugins.pages.feed_options import FeedOptions
from plugins.problems.stop_build import StopBuild


def settings_file(folder: Path, text: str) -> Path:
    """Write a settings file and return it."""
    file = folder / "pelicanconf.py"
    file.write_text(f"READERS = {{'rst': None, 'html': None}}\n{text}\n", encoding="utf-8")
    return file


def test_what_feeds_hold_is_read_from_the_settings(tmp_path: Path) -> None:
    """Nothing is set in a new portal."""
    text = (
        "FEED_FULL_TEXT = True\nWEBSUB_HUB = 'https://hub.vi-du.vn/'\nFEED_AUTHORITY = 'vi-du.gov.vn,2026-01'"
    )

    assert settings_in(settings_file(tmp_path, "")).feeds == FeedOptions()
    assert settings_in(settings_file(tmp_path, text)).feeds == FeedOptions(
        full_text=True, hub="https://hub.vi-du.vn/", authority="vi-du.gov.vn,2026-01"
    )


@pytest.mark.parametrize(
    "text",
    [
        "WEBSUB_HUB = 'http://hub.vi-du.vn/'",
        "WEBSUB_HUB = 'hub'",
        "WEBSUB_HUB = 'https://'",
        "FEED_AUTHORITY = 'vi-du.gov.vn'",
        "FEED_AUTHORITY = 'Vi Du,2026'",
        "FEED_AUTHORITY = 'https://vi-du.gov.vn,2026'",
    ],
)
def test_a_hub_or_an_authority_that_cannot_be_one_is_refused(tmp_path: Path, text: str) -> None:
    """The setting is named, with an example."""
    with pytest.raises(StopBuild, match=rf"{text.split()[0]} “.*Ví dụ"):
        settings_in(settings_file(tmp_path, text))


SWITCHES = sorted(name for name, one in OWN_SETTINGS.items() if one.kind is SettingKind.SWITCH)


@pytest.mark.parametrize("name", SWITCHES)
@pytest.mark.parametrize(
    ("value", "meant"), [("False", "False"), ("no", "False"), ("True", "True"), ("1", "True")]
)
def test_a_text_is_no_switch(tmp_path: Path, name: str, value: str, meant: str) -> None:
    """It would always mean True: the file, the line and what to write are told."""
    with pytest.raises(StopBuild) as told:
        settings_in(settings_file(tmp_path, f"{name} = {value!r}"))
    assert str(told.value) == (
        f"pelicanconf.py dòng 2: {name} = {value!r} không dùng được: cần True hay False, không có dấu nháy. "
        f"Viết: {name} = {meant}."
    )


@pytest.mark.parametrize("name", SWITCHES)
@pytest.mark.parametrize("value", [True, False, None, 0, 1])
def test_what_can_mean_one_thing_alone_is_a_switch(name: str, value: object) -> None:
    """None is off, as for Pelican's own settings."""
    refuse_wrong_kinds({name: value})


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("PHOTOS = [False]", "cần True hay False"),
        ("PHOTOS = 2", "cần True hay False"),
        ("CACHE_FOLDER = 5", "cần đường dẫn"),
        ("WEBSUB_HUB = True", "cần chữ trong dấu nháy"),
        ("FEED_AUTHORITY = ('a', 2026)", "cần chữ trong dấu nháy"),
        ("NOW = 1719709200", "cần ngày giờ trong dấu nháy"),
        ("NOW = 'hôm qua'", "không hiểu thời điểm “hôm qua”"),
        ("TARGETS = ['a']", "cần một bảng"),
        ("SIGNING_KEY = True", "cần đường dẫn"),
        ("TIMEZONE = 7", "cần chữ trong dấu nháy"),
        ("TIMEZONE = 'GMT+7'", "không có thật"),
        ("SITEURL = None", "cần chữ trong dấu nháy"),
        ("PATH = None", "cần đường dẫn"),
        ("THEME = 5", "cần đường dẫn"),
        ("READERS = None", "cần một bảng"),
        ("STATIC_PATHS = 5", "cần một danh sách"),
        ("EXTRA_PATH_METADATA = ['CNAME']", "cần một bảng"),
        ("DEFAULT_METADATA = ['status']", "cần một bảng"),
        ("JINJA_FILTERS = 5", "cần một bảng"),
        ("DEFAULT_DATE = 2024", "cần một ngày"),
        ("AUTHOR = ['Lê Hải']", "cần chữ trong dấu nháy"),
        ("DEFAULT_PAGINATION = '10'", "cần một số nguyên dương"),
        ("FEED_MAX_ITEMS = 2.5", "cần một số nguyên dương"),
        ("SLUGIFY_SOURCE = 'ten'", "SLUGIFY_SOURCE “ten”"),
        ("STATIC_PATHS = ['../x']", "đi ra ngoài"),
        ("MARKDOWN = ['toc']", "MARKDOWN"),
        ("OUTPUT_RETENTION = ['a/b']", "OUTPUT_RETENTION “a/b”"),
    ],
)
def test_each_value_that_a_setting_cannot_have_is_told_with_its_line(
    tmp_path: Path, text: str, says: str
) -> None:
    """Whatever the setting, Pelican's or the portal's own; the line is that of the setting."""
    with pytest.raises(StopBuild) as told:
        settings_in(settings_file(tmp_path, f"SITENAME = 'Cổng'\n{text}\nA = 1"))
    assert str(told.value).startswith("pelicanconf.py dòng 3: ")
    assert says in str(told.value)


def test_all_values_of_a_wrong_kind_are_told_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also what another file of settings gives."""
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "chung_sai.py").write_text("PHOTOS = 'False'\n", "utf-8")
    with pytest.raises(StopBuild) as told:
        settings_in(settings_file(tmp_path, "from chung_sai import *\nSEARCH = 'no'"))
    assert "chung_sai.py dòng 1: PHOTOS" in str(told.value)
    assert "pelicanconf.py dòng 3: SEARCH" in str(told.value)


@pytest.mark.parametrize(
    "settings",
    [
        {"SITENAME": None, "WEBSUB_HUB": None, "FEED_AUTHORITY": None, "CACHE_FOLDER": None, "REPORT": False},
        {"PATH": Path("content"), "OUTPUT_PATH": Path("output"), "THEME": Path("theme")},
        {"USE_FOLDER_AS_CATEGORY": 0, "TYPOGRIFY": "x", "DEFAULT_PAGINATION": False},
        {"STATIC_PATHS": ("images",), "ARTICLE_PATHS": "tin", "PLUGINS": None, "LOCALE": "C"},
        {"DEFAULT_METADATA": (("status", "draft"),), "JINJA_FILTERS": [("to", str.upper)]},
        {"ARTICLE_SAVE_AS": False, "PAGE_URL": Path("{slug}.html"), "DEFAULT_DATE": None},
        dict(DEFAULT_CONFIG),
    ],
)
def test_what_pelican_takes_for_its_own_settings_stays_accepted(settings: dict[str, object]) -> None:
    """Its own loose ways are no faults."""
    refuse_wrong_kinds(settings)


def test_what_is_off_is_no_text_called_none(tmp_path: Path) -> None:
    """A name, a hub or an authority of None is none; a single name to be kept is one name."""
    text = (
        "SITENAME = WEBSUB_HUB = FEED_AUTHORITY = None\nOUTPUT_RETENTION = 'CNAME'\nSTATIC_PATHS = 'images'"
    )
    settings = settings_in(settings_file(tmp_path, text))

    assert (settings.name, settings.feeds, settings.retained) == ("", FeedOptions(), ("CNAME",))
    assert settings.static.paths == ()


def test_what_pelican_takes_for_something_else_than_is_meant_is_told(tmp_path: Path) -> None:
    """A text where a list belongs is dropped; “False” is a text, and true."""
    file = settings_file(tmp_path, "STATIC_PATHS = 'images'\nTYPOGRIFY = 'False'\nPAGE_PATHS = ['trang']")
    values = {**DEFAULT_CONFIG, "TYPOGRIFY": "False"}
    given = GivenSettings(values, DEFAULT_CONFIG, (), False, setting_places(file))

    assert [str(one) for one in given.reminders()] == [
        'pelicanconf.py:2: nhắc [cai-dat]: STATIC_PATHS cần một danh sách; chữ đứng một mình thì Pelican bỏ qua. Viết: STATIC_PATHS = ["…"].',
        "pelicanconf.py:3: nhắc [cai-dat]: TYPOGRIFY = 'False' là chữ, nên Pelican hiểu là True. Viết: TYPOGRIFY = False, không có dấu nháy.",
    ]


def test_a_compiled_pattern_is_read_with_its_flags(tmp_path: Path) -> None:
    """Pelican takes one for PATH_METADATA."""
    text = "import re\nPATH_METADATA = re.compile('tin/(?P<slug>.*)', re.IGNORECASE)"
    habits = settings_in(settings_file(tmp_path, text)).habits

    assert habits is not None
    assert habits.path_pattern == "(?i)tin/(?P<slug>.*)"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("PHOTOS = 'False'", "pelicanconf.py dòng 2: PHOTOS = 'False' không dùng được"),
        ("SITEURL = None", "pelicanconf.py dòng 2: SITEURL = None không dùng được"),
        ("PATH = 5", "pelicanconf.py dòng 2: PATH = 5 không dùng được"),
    ],
)
def test_a_build_tells_what_a_setting_cannot_be_and_touches_nothing(
    tmp_path: Path, text: str, says: str
) -> None:
    """Before Pelican takes it for something else, or tells of it as a fault of Python's."""
    settings_file(tmp_path, text)
    (tmp_path / "content").mkdir()
    done = fork_server.run([sys.executable, "-m", "plugins.building", "-s", str(tmp_path / "pelicanconf.py")])
    assert done.returncode == 2, done.stdout + done.stderr
    assert f"lỗi: {says}" in done.stdout
    assert not (tmp_path / "output").exists()


def test_a_value_from_the_command_line_is_not_told_as_one_of_the_file() -> None:
    """Which counts more than the file's."""
    with (
        pytest.raises(StopBuild, match=r"^dòng lệnh: PHOTOS"),
        placed_faults(Path("pelicanconf.py"), {"PHOTOS"}),
    ):
        raise SettingFault(("PHOTOS", "PHOTOS = 'x' không dùng được."))
