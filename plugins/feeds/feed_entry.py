"""What a feed and each of its items hold, whatever the format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

# The endings of feeds, the best known first.
ATOM, RSS, JSON = ALL_FORMATS = ("atom.xml", "rss.xml", "json")


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
