"""Precompressed copies (.br, .gz) beside files that compress well, for servers that serve them as they are; deterministic."""

from __future__ import annotations

import gzip
import zlib

import brotli

COMPRESSED_ENDINGS = (".br", ".gz")
# Other formats are compressed already.
_TEXT_ENDINGS = (
    ".html",
    ".css",
    ".js",
    ".json",
    ".xml",
    ".svg",
    ".txt",
    ".csv",
    ".ics",
    ".wasm",
    ".webmanifest",
)
# No file of ours is larger; a few bytes may unpack to gigabytes.
LARGEST_UNPACKED = 256 * 2**20
# Level 11 of brotli takes ten times as long for 3 % less.
_BROTLI, _GZIP = 9, 9
# Brotli looks back within a window of 2 ** bits bytes, less 16. For a window that is larger than this one it lays out tables of
# many megabytes, which takes twenty times as long as compressing a page with them, and makes no page smaller that fits into it.
_SMALL_WINDOW, _LARGE_WINDOW = 16, 22


def is_compressible(path: str) -> bool:
    """
    Tell whether a file is worth compressing.

    >>> is_compressible("index.html"), is_compressible("anh/a.jpg")
    (True, False)
    """
    return path.endswith(_TEXT_ENDINGS)


def compressed_file(data: bytes, ending: str) -> bytes:
    """
    Return a file's bytes compressed as ".br" or ".gz", without a time or a name in them.

    >>> compressed_file(b"a" * 100, ".gz") == compressed_file(b"a" * 100, ".gz")
    True
    """
    if ending == ".br":
        fits = len(data) <= 2**_SMALL_WINDOW - 16
        return bytes(brotli.compress(data, quality=_BROTLI, lgwin=_SMALL_WINDOW if fits else _LARGE_WINDOW))
    return gzip.compress(data, _GZIP, mtime=0)


def decompressed(data: bytes, ending: str, limit: int) -> bytes | None:
    """
    Return the bytes that were compressed as ".br" or ".gz"; None where they were not, or are more than ``limit``.

    A few bytes may expand to gigabytes: no more than the limit is ever unpacked.

    >>> decompressed(compressed_file(b"a" * 100, ".br"), ".br", 100) == b"a" * 100, decompressed(compressed_file(b"a" * 101, ".gz"), ".gz", 100)
    (True, None)
    """
    try:
        if ending == ".gz":
            gunzip = zlib.decompressobj(wbits=31)
            plain = gunzip.decompress(data, limit + 1)
            whole = gunzip.eof and not gunzip.unused_data
        else:
            unbrotli = brotli.Decompressor()
            plain = b""
            rest = data
            while len(plain) <= limit and not unbrotli.is_finished():
                piece = unbrotli.process(rest, output_buffer_limit=limit + 1 - len(plain))
                if not piece and not rest:
                    break
                plain, rest = plain + piece, b""
            whole = unbrotli.is_finished()
    except (zlib.error, brotli.error):
        return None
    return plain if whole and len(plain) <= limit else None
