"""Every setting of Pelican's is honoured, told to be in vain, or refused: none is passed over in silence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pelican.settings import DEFAULT_CONFIG

from plugins.building.pelican_adapter.pelican_settings import SETTINGS, GivenSettings, PelicanSetting, Use

PAGE = Path(__file__).resolve().parents[3] / "docs" / "en" / "pelican-settings.md"
# Settings of Pelican 4.12's documentation that have no default.
WITHOUT_DEFAULT = [
    "ANALYTICS",
    "ARCHIVES_SAVE_AS",
    "AUTHOR",
    "AUTHORS_SAVE_AS",
    "AUTHOR_FEED_ATOM_URL",
    "AUTHOR_FEED_RSS_URL",
    "AUTHOR_REGEX_SUBSTITUTIONS",
    "CATEGORIES_SAVE_AS",
    "CATEGORY_FEED_ATOM_URL",
    "CATEGORY_FEED_RSS",
    "CATEGORY_FEED_RSS_URL",
    "CATEGORY_REGEX_SUBSTITUTIONS",
    "DEFAULT_DATE",
    "DISQUS_SITENAME",
    "FEED_ALL_ATOM_URL",
    "FEED_ALL_RSS",
    "FEED_ALL_RSS_URL",
    "FEED_ATOM",
    "FEED_ATOM_URL",
    "FEED_DOMAIN",
    "FEED_RSS",
    "FEED_RSS_URL",
    "GITHUB_URL",
    "LINKS",
    "LINKS_WIDGET_NAME",
    "MENUITEMS",
    "SITESUBTITLE",
    "SOCIAL",
    "SOCIAL_WIDGET_NAME",
    "STYLESHEET_URL",
    "SUMMARY_MAX_PARAGRAPHS",
    "TAGS_SAVE_AS",
    "TAG_FEED_ATOM",
    "TAG_FEED_ATOM_URL",
    "TAG_FEED_RSS",
    "TAG_REGEX_SUBSTITUTIONS",
    "TIMEZONE",
    "TRANSLATION_FEED_ATOM_URL",
    "TRANSLATION_FEED_RSS",
    "TRANSLATION_FEED_RSS_URL",
    "TWITTER_USERNAME",
]


def told(pelican_theme: bool = False, others: Iterable[str] = (), **values: object) -> list[str]:
    """Return what is said of settings."""
    given = GivenSettings({**DEFAULT_CONFIG, **values}, DEFAULT_CONFIG, set(others), pelican_theme)
    return [problem.message for problem in given.reminders()]


def test_the_table_has_every_setting_of_pelican() -> None:
    """Those with a default and those without; a newer Pelican's show themselves here."""
    assert set(SETTINGS) == {*DEFAULT_CONFIG, *WITHOUT_DEFAULT}


def row(setting: PelicanSetting) -> str:
    """Return a setting as the page shows it."""
    return f"| `{setting.name}` | {setting.use.value} | {setting.note} |"


def test_the_page_of_settings_is_the_table() -> None:
    """Row by row, in the order of the names."""
    shown = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| `")]
    wanted = [row(SETTINGS[name]) for name in sorted(SETTINGS)]
    assert shown == wanted


@pytest.mark.parametrize("pelican_theme", [False, True])
def test_pelicans_own_values_are_no_news(pelican_theme: bool) -> None:
    """Who sets nothing, or what Pelican does anyway, or no feeds, hears nothing."""
    assert told(pelican_theme) == []
    assert told(pelican_theme, FEED_ALL_ATOM=None, AUTHOR_FEED_RSS="", STATIC_PATHS=("images",)) == []
    assert told(pelican_theme, SITEURL="https://vi-du.vn", FEED_DOMAIN="https://vi-du.vn") == []


@given(st.sampled_from(sorted(SETTINGS)), st.booleans())
def test_what_is_set_in_vain_is_told_with_its_reason(name: str, pelican_theme: bool) -> None:
    """Nothing else is; a reason is a Vietnamese sentence without markup."""
    # Of links each entry is told that cannot be shown: test_shown_settings.py.
    assume(name not in ("MENUITEMS", "LINKS", "SOCIAL"))
    setting = SETTINGS[name]
    lines = told(pelican_theme, **{name: "khác"})
    vain = setting.use is Use.TOLD or (setting.use is Use.PELICAN_THEMES and not pelican_theme)
    assert [line.startswith(f"{name} không có tác dụng: ") for line in lines] == [True] * vain
    assert bool(setting.reason) == (setting.use is not Use.HONOURED)
    assert "`" not in setting.reason


@pytest.mark.parametrize(
    ("name", "nearest"),
    [("SITENAMEE", "SITENAME"), ("DEFAULT_PAGINATON", "DEFAULT_PAGINATION"), ("QUARANTIN", "QUARANTINE")],
)
def test_a_name_that_is_nearly_one_is_a_reminder(name: str, nearest: str) -> None:
    """With the nearest that there is; a name like no other is a theme's own."""
    assert told(others=["QUARANTINE"], **{name: "x"}) == [f"không có cài đặt “{name}”. Ý bạn là “{nearest}”?"]
    assert told(HUYEN_NHA="x") == told(others=[name], **{name: "x"}) == []


def test_every_note_is_one_cell_of_a_table() -> None:
    """The page would break otherwise."""
    assert [one.name for one in SETTINGS.values() if not one.note or re.search(r"[|\n]", one.note)] == []
