"""PDF files as programs and scanners leave them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

_FONT = Path(__file__).resolve().parents[3] / "theme" / "static" / "fonts" / "be-vietnam-pro-400.woff2"
# Every code is the letter that it is in UTF-16: what a program writes that tells what its signs mean.
_MEANINGS = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end end"""


def with_text(pages: Sequence[Sequence[str]]) -> bytes:
    """Return a PDF file whose pages have these lines of text."""
    objects: list[bytes] = []

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    meanings = add(_stream(_MEANINGS))
    inner = add(
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 500>>"
    )
    font = add(
        b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>"
        % (inner, meanings)
    )
    tree = len(objects) + 2 * len(pages) + 1
    kids = []
    for lines in pages:
        shown = b"".join(b"<%s> Tj T* " % line.encode("utf-16-be").hex().encode() for line in lines)
        content = add(_stream(b"BT /F 12 Tf 14 TL 50 800 Td %sET" % shown))
        resources = b"<</Font<</F %d 0 R>>>>" % font
        kids.append(
            add(
                b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]/Resources%s/Contents %d 0 R>>"
                % (tree, resources, content)
            )
        )
    add(b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(b"%d 0 R" % one for one in kids)))
    root = add(b"<</Type/Catalog/Pages %d 0 R>>" % tree)
    return _file(objects, root)


def _stream(content: bytes) -> bytes:
    return b"<</Length %d>>stream\n%s\nendstream" % (len(content), content)


def _file(objects: Sequence[bytes], root: int) -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, start)
    return bytes(out)


def page_picture(lines: Sequence[str], size: int = 40) -> Image.Image:
    """Return a picture of a printed page."""
    page = Image.new("L", (1654, 2339), 250)
    font = ImageFont.truetype(str(_FONT), size)
    pen = ImageDraw.Draw(page)
    for number, line in enumerate(lines):
        pen.text((150, 150 + number * round(size * 1.6)), line, fill=20, font=font)
    return page


def scanned(pages: Sequence[Image.Image]) -> bytes:
    """Return a PDF file that is nothing but pictures of pages."""
    out = io.BytesIO()
    first, *rest = pages
    first.save(out, "PDF", save_all=True, append_images=rest, resolution=200)
    return out.getvalue()


def as_jpeg(picture: Image.Image) -> bytes:
    """Return a picture as a camera writes it."""
    out = io.BytesIO()
    picture.convert("RGB").save(out, "JPEG", quality=85)
    return out.getvalue()
