"""
Divide a large search index into shards, so that a page that changes has only its own shard built again.

A page's shard depends on its address alone, so every shard is a fair sample of the portal, words are
as rare in it as in the whole, and what changes in one page changes no other shard.
"""

from __future__ import annotations

import zlib

# A shard of this many pages is built in about two seconds; a browser asks each shard for each word.
MAX_PAGES, MAX_SHARDS = 640, 32


def shard_count(pages: int) -> int:
    """
    Return how many shards an index of so many pages has.

    >>> [shard_count(pages) for pages in (0, 640, 641, 10_000, 50_000)]
    [1, 1, 2, 16, 32]
    """
    count = 1
    while pages > count * MAX_PAGES and count < MAX_SHARDS:
        count *= 2
    return count


def shard_of(address: str, count: int) -> int:
    """Return the shard, counted from 0, that a page belongs to."""
    return zlib.crc32(address.encode("utf-8")) % count
