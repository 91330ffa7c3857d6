"""Make the items of feeds from articles: a lasting id, the lead or the whole text with absolute addresses, the picture."""

from __future__ import annotations

from collections import Counter
from urllib.parse import quote, urlsplit

from plugins.feeds.feed_entry import FeedEntry, FeedPicture
from plugins.pages.creators import creators
from plugins.pages.site import Site, Story
from plugins.registers.state import STATE_NAMES, state_on
from plugins.sections.grouping import listed_instant

# The year in which these ids began.
SINCE = "2026"
_MEDIA_TYPES = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp", "gif": "image/gif"}


def lasting_id(site: Site, address: str) -> str:
    """
    Return an id that stays when the portal moves to another host: a tag: URI (RFC 4151).

    Without an address of the site there is nothing that could move: the address is the id.
    """
    host = urlsplit(site.siteurl).hostname or ""
    authority = site.feeds.authority or (f"{host},{SINCE}" if host else "")
    return f"tag:{authority}:{quote(address, safe='/-._~')}" if authority else address


def first_addresses(site: Site) -> dict[str, str]:
    """
    Return the first address of articles that moved, by the address of today.

    It is what publishing has found; else what the article's header tells, where no other article has or claims it.
    """
    known = dict(site.feeds.firsts)
    stories = (*site.stories, *site.standing)
    claimed = {
        story.address: story.article.old_addresses[0].removeprefix("/")
        for story in stories
        if story.article.old_addresses and story.address not in known
    }
    if not claimed:
        return known
    counts = Counter([*claimed.values(), *known.values(), *(story.address for story in stories)])
    return known | {address: first for address, first in claimed.items() if counts[first] == 1}


def entry_of(site: Site, story: Story, first: str) -> FeedEntry:
    """Return an article as an item; its id is of the ``first`` address that it had, so that it stays where the article moves."""
    article = story.article
    section = site.sections.by_path.get(article.section)
    published = listed_instant(article)
    state = STATE_NAMES[state_on(article.register, site.now.date())] if article.register else ""
    return FeedEntry(
        id=lasting_id(site, first),
        title=article.title,
        url=site.url(story.address),
        summary=article.summary,
        published=published,
        updated=article.modified or published,
        authors=tuple(creator.name for creator in creators(site, story)),
        categories=tuple(filter(None, (section.name if section else "", state))),
        picture=_picture(site, story),
        html=_whole_text(site, story) if site.feeds.full_text else "",
    )


def _picture(site: Site, story: Story) -> FeedPicture | None:
    photo = story.photo
    kind = _MEDIA_TYPES.get(photo.full.rpartition(".")[2]) if photo else None
    return FeedPicture(site.absolute(photo.full), kind, photo.alt) if photo and kind else None


def _whole_text(site: Site, story: Story) -> str:
    # The parser takes long to load, and few portals need it here.
    from plugins.feeds.absolute_html import absolute_html

    return absolute_html(story.html, site.url(story.address))
