"""Pictures that come with what is imported: of few kinds, of so many pixels, and never a fault of another kind."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from plugins.editors.importing.open_picture import BROKEN, UnreadablePicture, opened_picture
from plugins.editors.importing.paper.photo_of_paper import shows_paper

EPS = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 900 900\n%%EndComments\n%%EOF\n"


def saved(kind: str) -> bytes:
    """Return a small picture of a kind."""
    file = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(file, kind)
    return file.getvalue()


def png_of(width: int, height: int) -> bytes:
    """Return a PNG that says how large it is, and has next to nothing in it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0"))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF"])
def test_kinds_of_old_files_are_opened(kind: str) -> None:
    """Also those that no page shows."""
    with opened_picture(saved(kind)) as image:
        assert image.size == (60, 40)


@pytest.mark.parametrize("data", [EPS, saved("PCX"), b"", b"GIF89a", saved("JPEG")[:-200]])
def test_all_else_is_refused_in_words(data: bytes) -> None:
    """Programs that draw (PostScript), kinds that nobody needs, and files that end too early, found out when they are decoded."""
    with pytest.raises(UnreadablePicture, match=BROKEN), opened_picture(data) as image:
        image.load()
    assert not shows_paper(data)


@pytest.mark.parametrize("side", [13_100, 40_000, 2**31 - 1])
def test_a_bomb_is_refused_before_it_is_decoded(side: int) -> None:
    """Whatever few bytes say of their size."""
    with pytest.raises(UnreadablePicture), opened_picture(png_of(side, side)) as image:
        image.load()
    assert not shows_paper(png_of(side, side))
