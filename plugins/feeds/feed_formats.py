"""Write feeds as Atom, RSS and JSON Feed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from io import StringIO
from typing import Any

from feedgenerator import Atom1Feed, Rss201rev2Feed
from feedgenerator.django.utils.xmlutils import SimplerXMLGenerator

MEDIA_RSS = "http://search.yahoo.com/mrss/"


@dataclass(frozen=True, slots=True)
class FeedPicture:
    """The picture of an item: an absolute address, a media type, a description."""

    url: str
    kind: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """
    One item; ``url`` is absolute and may move, ``id`` stays for ever; ``categories`` are its section, and a document's state.

    ``html`` is the whole text with absolute addresses, "" where the feed has leads alone.
    """

    id: str
    title: str
    url: str
    summary: str
    published: datetime
    updated: datetime
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    picture: FeedPicture | None = None
    html: str = ""


@dataclass(frozen=True, slots=True)
class FeedInfo:
    """
    A feed: its lasting id, its title, the page it belongs to and its own address, both absolute; who stands for all of it.

    ``hub`` is the WebSub hub that tells subscribers of news, "" for none.
    """

    id: str
    title: str
    home: str
    url: str
    description: str
    author: str
    hub: str = ""


class AtomFeed(Atom1Feed):  # type: ignore[misc]  # the library has no types
    """Atom (RFC 4287) with a hub, and each item's picture as an enclosure, of which the length need not be told."""

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        """Write what stands above the items."""
        super().add_root_elements(handler)
        if self.feed["hub"]:
            handler.addQuickElement("link", "", {"rel": "hub", "href": self.feed["hub"]})

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        """Write one item."""
        super().add_item_elements(handler, item)
        if picture := item["picture"]:
            handler.addQuickElement(
                "link", "", {"rel": "enclosure", "href": picture.url, "type": picture.kind}
            )


class RssFeed(Rss201rev2Feed):  # type: ignore[misc]  # the library has no types
    """RSS 2.0 with a hub, whole texts (content module) and pictures (Media RSS: an enclosure needs its length)."""

    def rss_attributes(self) -> dict[str, str]:
        """Return the attributes of the root."""
        content = "http://purl.org/rss/1.0/modules/content/"
        return {**super().rss_attributes(), "xmlns:media": MEDIA_RSS, "xmlns:content": content}

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        """Write what stands above the items."""
        super().add_root_elements(handler)
        if self.feed["hub"]:
            handler.addQuickElement("atom:link", "", {"rel": "hub", "href": self.feed["hub"]})

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        """Write one item."""
        super().add_item_elements(handler, item)
        if item["content"] is not None:
            handler.addQuickElement("content:encoded", item["content"])
        if picture := item["picture"]:
            handler.startElement(
                "media:content", {"url": picture.url, "type": picture.kind, "medium": "image"}
            )
            if picture.alt:
                handler.addQuickElement("media:description", picture.alt, {"type": "plain"})
            handler.endElement("media:content")


def xml_feed(
    kind: type[AtomFeed] | type[RssFeed], info: FeedInfo, entries: Sequence[FeedEntry], last: datetime
) -> bytes:
    """Return a feed as Atom or RSS; an empty feed was updated at ``last``, when the portal last had news."""
    feed = kind(
        title=info.title,
        author_name=info.author,
        link=info.home,
        feed_url=info.url,
        description=info.description,
        language="vi",
        feed_guid=info.id,
        hub=info.hub,
    )
    for entry in entries:
        feed.add_item(
            title=entry.title,
            link=entry.url,
            unique_id=entry.id,
            unique_id_is_permalink=False,
            # Readers take a summary for HTML: a text must be written as HTML to stay the text it is.
            description=escape(entry.summary, quote=False),
            content=entry.html or None,
            pubdate=entry.published,
            updateddate=entry.updated,
            author_name=", ".join(entry.authors) or None,
            categories=list(entry.categories) or None,
            picture=entry.picture,
        )
    feed.latest_post_date = lambda: max((entry.updated for entry in entries), default=last)
    out = StringIO()
    feed.write(out, "utf-8")
    return out.getvalue().encode("utf-8")


def json_feed(info: FeedInfo, entries: Sequence[FeedEntry]) -> bytes:
    """Return a feed as JSON Feed 1.1."""
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": info.title,
        "home_page_url": info.home,
        "feed_url": info.url,
        "description": info.description,
        "language": "vi",
        "authors": [{"name": info.author, "url": info.home}],
        **({"hubs": [{"type": "WebSub", "url": info.hub}]} if info.hub else {}),
        "items": [_json_item(entry) for entry in entries],
    }
    # "<" is written as an escape, so that no reader mistakes the file for markup.
    return (json.dumps(data, ensure_ascii=False, indent=1).replace("<", "\\u003c") + "\n").encode("utf-8")


def _json_item(entry: FeedEntry) -> dict[str, object]:
    item: dict[str, object] = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        # An article without a paragraph has no summary; an item must have a text.
        "content_text": entry.summary or entry.title,
        "date_published": entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
        "authors": [{"name": name} for name in entry.authors],
        "tags": list(entry.categories),
    }
    if entry.html:
        item |= {"content_html": entry.html, "summary": entry.summary}
    if entry.picture:
        item["image"] = entry.picture.url
    return item
