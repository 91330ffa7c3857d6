"""Precompressed copies hold the bytes of their files, and take no longer to be made than the file is worth."""

from __future__ import annotations

import random

import pytest

from plugins.publishing.releases.compress import COMPRESSED_ENDINGS, compressed_file, decompressed

# What brotli can look back on with its smallest usual window.
SMALL_WINDOW = 2**16 - 16
WORDS = [f"từ{number}" for number in range(400)]


def text(size: int) -> bytes:
    """Return so many bytes of words."""
    return " ".join(random.Random(size).choices(WORDS, k=size)).encode()[:size]


@pytest.mark.parametrize("ending", COMPRESSED_ENDINGS)
@pytest.mark.parametrize("size", [0, 1, 4_000, SMALL_WINDOW, SMALL_WINDOW + 1, 300_000])
def test_a_copy_unpacks_to_its_file(ending: str, size: int) -> None:
    """Whatever the size, the same each time, and a page of words is a third at most."""
    data = text(size)
    copy = compressed_file(data, ending)
    assert decompressed(copy, ending, size) == data
    assert compressed_file(data, ending) == copy
    assert size < 4_000 or len(copy) < size / 3


@pytest.mark.parametrize(
    ("size", "is_small"), [(4_000, True), (SMALL_WINDOW, True), (SMALL_WINDOW + 1, False)]
)
def test_a_page_gets_the_window_that_it_fits_into(size: int, is_small: bool) -> None:
    """For a larger one brotli lays out many megabytes for each file; a stream with the small one begins with the bit 0."""
    assert (compressed_file(text(size), ".br")[0] & 1 == 0) is is_small
