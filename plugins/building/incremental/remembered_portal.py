"""What the pages of a build were made from, as the next one needs it to make some of them alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from plugins.article.facts import Tag
from plugins.building.incremental.build_cache import BuildCache
from plugins.building.incremental.remembered_build import RESULT, RememberedBuild
from plugins.building.incremental.remembered_lists import ListCache
from plugins.category.registry import Section
from plugins.lifecycle.outcome import Outcome
from plugins.pages.views import PortalView

_PORTAL = "portal"


class RememberedArticle(msgspec.Struct, frozen=True, array_like=True):
    """
    What became of a source file: its outcome, a digest of its bytes, its address, "" where it has no page.

    ``article_key`` and ``page_key`` are those of its page's fingerprint; the first is "" for a file that is no article
    of the portal.
    """

    outcome: Outcome
    content_digest: str
    address: str = ""
    article_key: str = ""
    page_key: str = ""


class RememberedPortal(msgspec.Struct, frozen=True):
    """
    What the pages of a portal were made from beside their articles.

    ``articles`` are all source files by their paths below content/; ``sections`` those that articles named,
    ``tags_apart`` the tags whose slug is not that of their name; ``card_style`` is what share cards are drawn with.
    """

    articles: dict[str, RememberedArticle]
    view: PortalView
    sections: tuple[Section, ...]
    tags_apart: dict[str, Tag]
    card_style: str


def remembered_portal(cache: BuildCache) -> RememberedPortal | None:
    """Return what the pages of the last build were made from, None where it is not known."""
    row = cache.last_build(_PORTAL)
    try:
        return msgspec.json.decode(row, type=RememberedPortal) if row else None
    except (msgspec.MsgspecError, ValueError):
        return None


def remember_build(
    cache: BuildCache,
    build: RememberedBuild,
    portal: RememberedPortal,
    remember_lists: Callable[[ListCache], None],
) -> None:
    """
    Remember a build whose output is public, and commit that; a name that is no text keeps it from being remembered.

    ``remember_lists`` writes what its lists are made from.
    """
    rows: Mapping[str, object] = {RESULT: build, _PORTAL: portal}
    try:
        remember_lists(ListCache(cache.store))
        cache.put_last_build({name: msgspec.json.encode(row) for name, row in rows.items()})
    except UnicodeEncodeError:
        return
