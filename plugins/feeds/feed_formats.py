"""Write feeds as Atom, RSS and JSON Feed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from io import StringIO

from feedgenerator import Atom1Feed, Rss201rev2Feed


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One item; ``url`` is absolute and serves as the item's lasting id; ``categories`` are its section, and a document's state."""

    title: str
    url: str
    summary: str
    published: datetime
    updated: datetime
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedInfo:
    """A feed: its title, the page it belongs to, its own address, both absolute; who stands for all of it."""

    title: str
    home: str
    url: str
    description: str
    author: str


def xml_feed(
    kind: type[Atom1Feed] | type[Rss201rev2Feed], info: FeedInfo, entries: Sequence[FeedEntry], last: datetime
) -> bytes:
    """Return a feed as Atom or RSS; an empty feed was updated at ``last``, when the portal last had news."""
    feed = kind(
        title=info.title,
        author_name=info.author,
        link=info.home,
        feed_url=info.url,
        description=info.description,
        language="vi",
        feed_guid=info.home,
    )
    for entry in entries:
        feed.add_item(
            title=entry.title,
            link=entry.url,
            unique_id=entry.url,
            # Readers take a summary for HTML: a text must be written as HTML to stay the text it is.
            description=escape(entry.summary, quote=False),
            pubdate=entry.published,
            updateddate=entry.updated,
            author_name=", ".join(entry.authors) or None,
            categories=list(entry.categories) or None,
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
        "items": [
            {
                "id": entry.url,
                "url": entry.url,
                "title": entry.title,
                # An article without a paragraph has no summary; an item must have a text.
                "content_text": entry.summary or entry.title,
                "date_published": entry.published.isoformat(),
                "date_modified": entry.updated.isoformat(),
                "authors": [{"name": name} for name in entry.authors],
                "tags": list(entry.categories),
            }
            for entry in entries
        ],
    }
    # "<" is written as an escape, so that no reader mistakes the file for markup.
    return (json.dumps(data, ensure_ascii=False, indent=1).replace("<", "\\u003c") + "\n").encode("utf-8")
