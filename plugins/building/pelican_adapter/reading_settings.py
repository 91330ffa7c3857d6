"""
The names of Pelican's settings that say how articles are read: the one place of them.

By itself, so that a build that has nothing to do need not import what makes values of them (``article_settings``).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

OF_READING = frozenset(
    {
        "DEFAULT_METADATA",
        "DEFAULT_CATEGORY",
        "DEFAULT_DATE",
        "AUTHOR",
        "USE_FOLDER_AS_CATEGORY",
        "FILENAME_METADATA",
        "PATH_METADATA",
        "SLUGIFY_SOURCE",
        "ARTICLE_URL",
        "ARTICLE_SAVE_AS",
        "PAGE_URL",
        "PAGE_SAVE_AS",
        "SUMMARY_MAX_LENGTH",
        "SUMMARY_END_SUFFIX",
        "TYPOGRIFY",
        "TYPOGRIFY_IGNORE_TAGS",
        "MARKDOWN",
        "PAGE_PATHS",
        "ARTICLE_PATHS",
        "DEFAULT_LANG",
    }
)
# Pelican completes settings with its own values for these; they mean nothing here unless a settings file names them.
NAMED_ALONE = OF_READING | {"DEFAULT_PAGINATION", "FEED_MAX_ITEMS", "WITH_FUTURE_DATES"}


PORTALS_LANGUAGE = "vi"


def says_how_to_read(settings: Mapping[str, Any]) -> bool:
    """
    Tell whether settings, of which nobody completed those of reading, say anything of it that the portal does not do anyway.

    >>> [says_how_to_read({"DEFAULT_LANG": one}) for one in ("vi", "en")], says_how_to_read({"TYPOGRIFY": False})
    ([False, True], True)
    """
    own = {"DEFAULT_LANG": PORTALS_LANGUAGE}
    return any(settings.get(name) not in (None, own.get(name)) for name in OF_READING)


def as_given(
    settings: Mapping[str, Any], defaults: Mapping[str, Any], named: Collection[str]
) -> dict[str, Any]:
    """
    Return settings that Pelican completed without those that nobody gave.

    >>> as_given({"SLUGIFY_SOURCE": "title", "PATH": "c"}, {"SLUGIFY_SOURCE": "title", "PATH": "c"}, ())
    {'PATH': 'c'}
    """
    return {
        name: value
        for name, value in settings.items()
        if name not in NAMED_ALONE or name in named or value != defaults.get(name)
    }
