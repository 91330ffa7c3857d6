"""
A large index is parted: one page that changes has only its own part made anew.

A page's part hangs on its address alone, so every part is a fair sample of the portal, words are
as rare in it as in the whole, and what changes in one page changes no other part.
"""

from __future__ import annotations

import zlib

# A part of this many pages is made in about two seconds; a browser asks each part for each word.
LARGEST, MOST = 640, 32


def shard_count(pages: int) -> int:
    """
    Return in how many parts an index of so many pages is made.

    >>> [shard_count(pages) for pages in (0, 640, 641, 10_000, 50_000)]
    [1, 1, 2, 16, 32]
    """
    count = 1
    while pages > count * LARGEST and count < MOST:
        count *= 2
    return count


def shard_of(address: str, count: int) -> int:
    """Return the part, counted from 0, that a page belongs to."""
    return zlib.crc32(address.encode("utf-8")) % count
