"""Settings that cannot be meant stop a build with words that say what to write."""

from __future__ import annotations

from pathlib import Path

import pytest

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
