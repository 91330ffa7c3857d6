"""The addresses of lists, as plugins and themes made for Pelican take them: those of our own theme."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plugins.pages import addresses

LIST_ADDRESSES = {
    "CATEGORY_URL": "{slug}/",
    "CATEGORY_SAVE_AS": "{slug}/index.html",
    "TAG_URL": f"{addresses.TAGS}{{slug}}/",
    "TAG_SAVE_AS": f"{addresses.TAGS}{{slug}}/index.html",
    "TAGS_SAVE_AS": f"{addresses.TAGS}index.html",
    "AUTHOR_URL": f"{addresses.AUTHORS}{{slug}}/",
    "AUTHOR_SAVE_AS": f"{addresses.AUTHORS}{{slug}}/index.html",
    "AUTHORS_SAVE_AS": f"{addresses.AUTHORS}index.html",
    "ARCHIVES_SAVE_AS": f"{addresses.ARCHIVE}index.html",
}


def portal_addresses(settings: Mapping[str, Any], defaults: Mapping[str, Any]) -> dict[str, str]:
    """Return the addresses of lists as the portal has them, where the settings file sets no others than Pelican's ``defaults``."""
    return {name: value for name, value in LIST_ADDRESSES.items() if settings.get(name) == defaults.get(name)}
