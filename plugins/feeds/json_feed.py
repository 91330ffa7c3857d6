"""Write feeds as JSON Feed."""

from __future__ import annotations

import json
from collections.abc import Sequence

from plugins.feeds.feed_entry import FeedEntry, FeedInfo


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
