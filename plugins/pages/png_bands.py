"""PNG files put together of bands, one below the other, each compressed by itself: one that is kept need not be made again."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

# What ends a stream whose blocks were flushed: an empty last block, and the checksum.
_LAST_BLOCK, _CHECKSUM = b"\x03\x00", 4
_ADLER = 65_521  # the modulus of zlib's checksum


@dataclass(frozen=True, slots=True)
class Band:
    """A band of a picture: its height in pixels, and a zlib stream of its rows, each with a byte 0 (no filter) before it."""

    height: int
    stream: bytes


def compressed_rows(rows: bytes, level: int) -> bytes:
    """Return the stream of a band's rows, which others can follow in one picture."""
    packer = zlib.compressobj(level)
    return packer.compress(rows) + packer.flush(zlib.Z_FULL_FLUSH) + packer.flush()


def png(width: int, palette: bytes, bands: Sequence[Band]) -> bytes:
    """Return the PNG file of some bands of one width, whose pixels are numbers of a palette (red, green, blue of each)."""
    height = sum(band.height for band in bands)
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    start = bands[0].stream[:2]
    blocks = [band.stream[2 : -len(_LAST_BLOCK) - _CHECKSUM] for band in bands]
    checksum = 1
    for band in bands:
        its_own = int.from_bytes(band.stream[-_CHECKSUM:], "big")
        checksum = _checksum_of_both(checksum, its_own, band.height * (width + 1))
    data = b"".join([start, *blocks, _LAST_BLOCK, struct.pack(">I", checksum)])
    chunks = [(b"IHDR", header), (b"PLTE", palette), (b"IDAT", data), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def _checksum_of_both(first: int, second: int, length: int) -> int:
    """
    Return zlib's checksum (Adler-32) of two pieces from those of each; ``length`` is that of the second.

    >>> _checksum_of_both(zlib.adler32(b"ab"), zlib.adler32(b"cde"), 3) == zlib.adler32(b"abcde")
    True
    """
    low, high = first & 0xFFFF, first >> 16
    sum_low = (low + (second & 0xFFFF) - 1) % _ADLER
    sum_high = (high + (second >> 16) + length * (low - 1)) % _ADLER
    return sum_high << 16 | sum_low
