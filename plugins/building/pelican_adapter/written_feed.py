"""A feed that the portal wrote, as Pelican's plugins know feeds: an object with its entries."""

from __future__ import annotations

from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, parse

from feedgenerator import Atom1Feed, Rss201rev2Feed

_ATOM = "{http://www.w3.org/2005/Atom}"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"


def feed_in(file: Path) -> Any:
    """Return the feed of a file that the portal wrote, Atom or RSS, with title, link and entries; writing it again is not meant."""
    root = parse(file).getroot()
    return _atom(root) if root.tag == f"{_ATOM}feed" else _rss(root[0])


def _atom(root: Element) -> Any:
    feed = Atom1Feed(_text(root, f"{_ATOM}title"), _link(root), _text(root, f"{_ATOM}subtitle"))
    for one in root.iter(f"{_ATOM}entry"):
        feed.add_item(
            title=_text(one, f"{_ATOM}title"),
            link=_link(one),
            description=_text(one, f"{_ATOM}summary"),
            author_name=_text(one, f"{_ATOM}author/{_ATOM}name"),
            pubdate=datetime.fromisoformat(_text(one, f"{_ATOM}published")),
            updateddate=datetime.fromisoformat(_text(one, f"{_ATOM}updated")),
            unique_id=_text(one, f"{_ATOM}id"),
            categories=[found.get("term", "") for found in one.iter(f"{_ATOM}category")],
            content=_text(one, f"{_ATOM}content"),
        )
    return feed


def _rss(channel: Element) -> Any:
    feed = Rss201rev2Feed(_text(channel, "title"), _text(channel, "link"), _text(channel, "description"))
    for one in channel.iter("item"):
        feed.add_item(
            title=_text(one, "title"),
            link=_text(one, "link"),
            description=_text(one, "description"),
            author_name=_text(one, _CREATOR),
            pubdate=parsedate_to_datetime(_text(one, "pubDate")),
            unique_id=_text(one, "guid"),
            categories=[found.text or "" for found in one.iter("category")],
        )
    return feed


def _text(element: Element, path: str) -> str:
    return element.findtext(path) or ""


def _link(element: Element) -> str:
    """Return the address of the page that an Atom feed or entry is of."""
    links = (one.get("href", "") for one in element.findall(f"{_ATOM}link") if one.get("rel") == "alternate")
    return next(links, "")
