"""Read the blocks of image files without decoding a pixel: the frames of a GIF, the texts of a PNG."""

from __future__ import annotations

import zlib

_PNG = b"\x89PNG\r\n\x1a\n"
# Bytes of one text of a PNG once it is unpacked, and of all together: Pillow refuses a file with more.
LONGEST_TEXT, LONGEST_TEXTS = 200_000, 2_000_000


def gif_frames(content: bytes, most: int) -> int:
    """
    Return how many frames a GIF file has, counting no further than ``most``.

    >>> gif_frames(b"GIF89a", 5)
    0
    """
    place = 13 + _palette(content, 10)
    frames = 0
    while place < len(content) and frames < most:
        block = content[place]
        if block == 0x2C:
            frames += 1
            place = _after_blocks(content, place + 11 + _palette(content, place + 9))
        elif block == 0x21:
            place = _after_blocks(content, place + 2)
        elif block == 0x3B:
            break
        else:
            place += 1
    return frames


def _palette(content: bytes, place: int) -> int:
    """Return how many bytes the colours take that the flags at a place announce."""
    flags = content[place] if place < len(content) else 0
    return 3 * (2 << (flags & 7)) if flags & 0x80 else 0


def _after_blocks(content: bytes, place: int) -> int:
    """Return the place behind a row of blocks, each of which begins with its length; the last has none."""
    while place < len(content) and content[place]:
        place += 1 + content[place]
    return place + 1


def without_long_texts(content: bytes) -> bytes:
    """Return a PNG file without texts and colour profiles that are very long, any other file as it is."""
    if not content.startswith(_PNG):
        return content
    parts: list[bytes] = []
    kept, place, room = 0, len(_PNG), LONGEST_TEXTS
    while place + 8 <= len(content):
        end = place + 12 + int.from_bytes(content[place : place + 4], "big")
        kind = content[place + 4 : place + 8]
        if kind in (b"tEXt", b"zTXt", b"iTXt", b"iCCP"):
            size = _unpacked_size(kind, content[place + 8 : end - 4])
            if size > LONGEST_TEXT or size > room:
                parts.append(content[kept:place])
                kept = end
            else:
                room -= size
        place = end
    return b"".join([*parts, content[kept:]]) if parts else content


def _unpacked_size(kind: bytes, data: bytes) -> int:
    """Return how many bytes a text or profile has once it is unpacked; unpacking ends at the longest that is kept."""
    packed = data
    if kind == b"iTXt":
        rest = data.partition(b"\0")[2]
        if rest[:1] != b"\1":
            return len(data)
        # Behind the flag and the method stand a language and a translated name.
        packed = b"".join(rest[2:].split(b"\0", 2)[2:])
    elif kind in (b"zTXt", b"iCCP"):
        # Behind the name stands the method.
        packed = data.partition(b"\0")[2][1:]
    else:
        return len(data)
    try:
        return len(zlib.decompressobj().decompress(packed, LONGEST_TEXT + 1))
    except zlib.error:
        return len(data)
