"""Compressed files beside those that compress, for servers that give out what is ready; the same bytes each time."""

from __future__ import annotations

import gzip
import zlib

import brotli

SHAPES = (".br", ".gz")
# What is compressed already, and what is too small to be worth a second file, is left alone.
_ENDINGS = (".html", ".css", ".js", ".json", ".xml", ".svg", ".txt", ".csv", ".ics", ".wasm", ".webmanifest")
# Level 11 of brotli takes ten times as long for 3 % less.
_BROTLI, _GZIP = 9, 9


def compresses(path: str) -> bool:
    """
    Tell whether a file is worth compressing.

    >>> compresses("index.html"), compresses("anh/a.jpg")
    (True, False)
    """
    return path.endswith(_ENDINGS)


def compressed(data: bytes, shape: str) -> bytes:
    """
    Return a file's bytes compressed as ".br" or ".gz"; no clock and no name are in them.

    >>> compressed(b"a" * 100, ".gz") == compressed(b"a" * 100, ".gz")
    True
    """
    if shape == ".br":
        return bytes(brotli.compress(data, quality=_BROTLI))
    return gzip.compress(data, _GZIP, mtime=0)


def plain_of(data: bytes, shape: str, most: int) -> bytes | None:
    """
    Return what was compressed as ".br" or ".gz"; None where it is no such thing, or more than ``most`` bytes.

    A few bytes may stand for gigabytes: no more than that is ever unpacked.

    >>> plain_of(compressed(b"a" * 100, ".br"), ".br", 100) == b"a" * 100, plain_of(compressed(b"a" * 101, ".gz"), ".gz", 100)
    (True, None)
    """
    try:
        if shape == ".gz":
            unpacking = zlib.decompressobj(wbits=31)
            plain = unpacking.decompress(data, most + 1)
            whole = unpacking.eof and not unpacking.unused_data
        else:
            reading = brotli.Decompressor()
            plain = b""
            given = data
            while len(plain) <= most and not reading.is_finished():
                piece = reading.process(given, output_buffer_limit=most + 1 - len(plain))
                if not piece and not given:
                    break
                plain, given = plain + piece, b""
            whole = reading.is_finished()
    except (zlib.error, brotli.error):
        return None
    return plain if whole and len(plain) <= most else None
