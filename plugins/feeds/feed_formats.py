"""Write feeds as Atom and RSS; imported when one is made, since the library takes long to load."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from html import escape
from io import StringIO
from typing import Any

from feedgenerator import Atom1Feed, Rss201rev2Feed
from feedgenerator.django.utils.xmlutils import SimplerXMLGenerator

from plugins.feeds.feed_entry import ATOM, RSS, FeedEntry, FeedInfo

MEDIA_RSS = "http://search.yahoo.com/mrss/"


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


_CLASSES: Mapping[str, type[AtomFeed] | type[RssFeed]] = {ATOM: AtomFeed, RSS: RssFeed}


def xml_feed(ending: str, info: FeedInfo, entries: Sequence[FeedEntry], last: datetime) -> bytes:
    """Return a feed as Atom or RSS, told by its ending; an empty feed was updated at ``last``, when the portal last had news."""
    feed = _CLASSES[ending](
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
