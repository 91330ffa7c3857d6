"""Name the feeds of sections; standard library only, as addresses are asked for before anything is installed."""

from __future__ import annotations


def feed_name(path: str) -> str:
    """
    Return what the feed of the section at an address path is called.

    >>> feed_name("van-hoa/le-hoi")
    'van-hoa-le-hoi'
    """
    return path.replace("/", "-")
