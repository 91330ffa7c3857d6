"""Pelican's settings of reading become values, or a fault with words; reminders of settings name their line."""

from __future__ import annotations

from pathlib import Path

import pytest
from pelican.settings import DEFAULT_CONFIG

from plugins.article.reading_habits import ReadingHabits
from plugins.building.pelican_adapter.article_settings import reading_habits
from plugins.building.pelican_adapter.pelican_settings import SETTINGS, GivenSettings, Use
from plugins.building.pelican_adapter.reading_settings import NAMED_ALONE, as_given
from plugins.building.pelican_adapter.settings_lines import SettingPlace, setting_places
from plugins.building.source_settings import settings_in
from plugins.pages.render import template_environment
from plugins.problems.stop_build import StopBuild
from plugins.prose.prose_options import ProseOptions


def test_a_portal_that_names_none_has_habits_of_its_own() -> None:
    """What Pelican completes settings with says nothing, but for what a file names all the same."""
    assert reading_habits(as_given(DEFAULT_CONFIG, DEFAULT_CONFIG, ())) == ReadingHabits()
    named = as_given(DEFAULT_CONFIG, DEFAULT_CONFIG, {"ARTICLE_SAVE_AS", "SLUGIFY_SOURCE"})
    assert reading_habits(named) == ReadingHabits(slug_of_title=True, article_file="{slug}.html")
    assert {SETTINGS[name].use for name in NAMED_ALONE} == {Use.HONOURED}


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("FILENAME_METADATA", "(?P<date", "FILENAME_METADATA .* biểu thức chính quy"),
        ("ARTICLE_SAVE_AS", "{slug", "ARTICLE_SAVE_AS .* không đủ đôi"),
        ("ARTICLE_URL", "{slug}", r"ARTICLE_URL .*\.html"),
        ("PAGE_URL", "{date:%Y}/{slug}/", "PAGE_URL .* không có “{date}”"),
        ("SLUGIFY_SOURCE", "ten", "“title” hay “basename”"),
        ("SUMMARY_MAX_LENGTH", "dài", "cần số chữ"),
        ("DEFAULT_DATE", (2024, 13, 1), "không phải một ngày"),
        ("MARKDOWN", {"extensions": ["khong_co_ten_nay"]}, "phần mở rộng “khong_co_ten_nay”"),
        ("MARKDOWN", {"extension_configs": {"toc": {"la": 1}}}, "phần mở rộng “toc”"),
        ("MARKDOWN", "toc", "bảng tùy chọn"),
    ],
)
def test_what_cannot_be_honoured_stops_with_words(name: str, value: object, words: str) -> None:
    """Before anything is read; the setting is named."""
    with pytest.raises(StopBuild, match=words):
        reading_habits({name: value})


def test_the_file_and_the_line_of_a_setting_are_found_without_executing_it(tmp_path: Path) -> None:
    """The last place counts, also in a file of which all names are taken; a broken or missing file has none."""
    (tmp_path / "chung.py").write_text("from rieng import *\nAUTHOR = 'A'\nMARKDOWN = {}\n", "utf-8")
    (tmp_path / "rieng.py").write_text(
        "from chung import *\nif True:\n    A, TYPOGRIFY = 1, True\ndef f():\n    B = 1\nMARKDOWN: dict = {}\nnho = 1\n",
        "utf-8",
    )

    assert setting_places(tmp_path / "rieng.py") == {
        "A": SettingPlace("rieng.py", 3),
        "TYPOGRIFY": SettingPlace("rieng.py", 3),
        "AUTHOR": SettingPlace("chung.py", 2, is_text=True),
        "MARKDOWN": SettingPlace("rieng.py", 6),
    }
    (tmp_path / "rieng.py").write_text("A = (", "utf-8")
    assert setting_places(tmp_path / "rieng.py") == setting_places(tmp_path / "khong.py") == {}


def test_prose_is_read_as_the_settings_say(tmp_path: Path) -> None:
    """And with extensions each build is from nothing, since code cannot be compared."""
    habits = reading_habits(
        {"TYPOGRIFY": False, "TYPOGRIFY_IGNORE_TAGS": ["q"], "MARKDOWN": {"extensions": ["toc"]}}
    )
    assert habits.prose == ProseOptions(typography=False, untouched=("q",), extensions=("toc",))
    file = tmp_path / "conf_of_prose.py"
    for line, clean in (("MARKDOWN = {'extensions': ['toc']}", True), ("TYPOGRIFY = False", False)):
        file.write_text(f"{line}\nREADERS = {{'rst': None, 'html': None}}\n", "utf-8")
        assert settings_in(file).clean is clean


def test_folders_of_pages_and_the_language_are_those_of_the_settings() -> None:
    """The portal's own folder of pages stays one; the deepest folder that is named decides."""
    habits = reading_habits({"PAGE_PATHS": [""], "ARTICLE_PATHS": ["blog/"], "DEFAULT_LANG": "en"})
    kinds = {path: habits.kind_of(f"content/{path}/a.md").value for path in ("blog", "gioi-thieu", "trang")}
    assert kinds == {"blog": "article", "gioi-thieu": "page", "trang": "page"}
    assert habits.given("content/blog/a.md") == {"lang": "en"}
    assert (
        reading_habits({"DEFAULT_LANG": "vi", "PAGE_PATHS": ["pages"], "ARTICLE_PATHS": [""]})
        == ReadingHabits()
    )
    moved = reading_habits({"PAGE_PATHS": ["gioi-thieu"]})
    assert [moved.kind_of(f"content/{one}/a.md").value for one in ("gioi-thieu", "pages")] == [
        "page",
        "article",
    ]


def told(**given: object) -> list[str]:
    """Return what is said of settings, the line of each being its number."""
    places = {name: SettingPlace("pelicanconf.py", number) for number, name in enumerate(given, start=1)}
    values = {**DEFAULT_CONFIG, **given}
    return [str(one) for one in GivenSettings(values, DEFAULT_CONFIG, (), False, places).reminders()]


def test_reminders_of_settings_name_their_line() -> None:
    """And a value of a setting that is honoured, but for this value, is told too."""
    assert told(TYPOGRIFY_DASHES="oldschool")[0].startswith("pelicanconf.py:1: ")
    assert "mỗi lần dựng đều đọc" in told(MARKDOWN={"extensions": ["toc"]})[0]
    assert "“tab_length” không có tác dụng" in told(MARKDOWN={"tab_length": 2})[0]
    assert told(MARKDOWN={"extensions": ["markdown.extensions.extra", "tables"]}, TYPOGRIFY=True) == []
    assert "“#” không phải địa chỉ" in told(SOCIAL=[("Zalo", "#")])[0]
    assert "WITH_FUTURE_DATES = True" in told(WITH_FUTURE_DATES=True)[0]
    assert told(WITH_FUTURE_DATES=False) == []
    assert "fs" in told(DEFAULT_DATE="fs")[0]
    assert told(ARTICLE_URL="a/{slug}/", ARTICLE_SAVE_AS="a/{slug}/index.html") == []
    assert "ARTICLE_URL" in told(ARTICLE_URL="a/{slug}", ARTICLE_SAVE_AS="a/{slug}.html")[0]


def test_lists_feeds_and_templates_are_as_the_settings_say(tmp_path: Path) -> None:
    """With the portal's theme; code in templates makes every build one from nothing."""
    # Pelican keeps the module under its name: no other test may take it for the project's own settings.
    file = tmp_path / "conf_of_lists.py"
    theme = Path(__file__).resolve().parents[3] / "theme"
    file.write_text(
        f"THEME = {str(theme)!r}\nDEFAULT_PAGINATION = 5\nFEED_MAX_ITEMS = 7\nJINJA_FILTERS = {{'to': str.upper}}\n"
        "JINJA_GLOBALS = {'nam': 2024}\nJINJA_TESTS = {'dai': lambda text: len(text) > 3}\n",
        "utf-8",
    )

    settings = settings_in(file)

    assert (settings.page_size, settings.feeds.length, settings.clean, settings.habits) == (5, 7, True, None)
    shown = template_environment(tmp_path, settings.jinja).from_string(
        "{{ 'a' | to }}{{ nam }}{{ 'abcd' is dai }}"
    )
    assert shown.render() == "A2024True"
    file.write_text(f"THEME = {str(theme)!r}\n", "utf-8")
    assert (settings_in(file).page_size, settings_in(file).clean) == (0, False)
    file.write_text(f"THEME = {str(theme)!r}\nDEFAULT_PAGINATION = 'nhiều'\n", "utf-8")
    with pytest.raises(StopBuild, match="DEFAULT_PAGINATION"):
        settings_in(file)
