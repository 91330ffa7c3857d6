"""Terms of many pages on their way into the index: written down part by part as they come, read again segment by segment."""

from __future__ import annotations

import os
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from plugins.search.layout import SEGMENTS, segment_of
from plugins.search.postings import Postings

# The segments of one tier's terms, each as it is written down.
Segments = list[bytes]


def in_segments(postings: Postings) -> Segments:
    """Return postings by the segments that their terms belong to, as they are written down."""
    parts: list[Postings] = [{} for _ in range(SEGMENTS)]
    for key, pages in postings.items():
        parts[segment_of(key[:-1])][key] = pages
    return [msgspec.msgpack.encode(part) if part else b"" for part in parts]


class RunFile:
    """
    A file without a name, so that nothing is left of it whatever ends the process; forked processes may read it.

    Postings are told apart by a word (added or removed), a tier and a segment.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115
        self._places: defaultdict[tuple[str, int, int], list[tuple[int, int]]] = defaultdict(list)

    def add(self, kind: str, tiers: Mapping[int, Segments]) -> None:
        """Write down the segments of some pages' terms, by tier."""
        for tier, segments in tiers.items():
            for segment, data in enumerate(segments):
                if data:
                    self._places[kind, tier, segment].append((self._file.tell(), len(data)))
                    self._file.write(data)

    def settle(self) -> None:
        """Let other processes see what was written."""
        self._file.flush()

    def has(self, tier: int, segment: int) -> bool:
        """Tell whether there are postings of a segment."""
        return any((kind, tier, segment) in self._places for kind in ("added", "removed"))

    def read(self, kind: str, tier: int, segments: range) -> Iterator[Postings]:
        """Yield the postings of some segments, as they were written down."""
        for segment in segments:
            for place, length in self._places.get((kind, tier, segment), ()):
                yield msgspec.msgpack.decode(os.pread(self._file.fileno(), length, place), type=Postings)

    def close(self) -> None:
        """Give the file up."""
        self._file.close()
