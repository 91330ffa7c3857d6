"""Read pictures, text boxes and embedded objects of a Word file."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from plugins.editors.importing.imported_article import UNCROPPED, Crop, Photo, PictureFile
from plugins.editors.importing.word.open_document import OpenDocument, ReadBlocks
from plugins.editors.importing.word.package_words import part_lines
from plugins.editors.importing.word.raw_blocks import RawBlock
from plugins.editors.importing.word.xml_names import (
    PIC,
    WP,
    A,
    O,
    R,
    V,
    W,
    drawn_paragraph,
    outermost,
    own_elements,
    whole_number,
)

_PICTURE_EXTENSIONS = (
    *(".jpg", ".jpeg", ".jpe", ".png", ".gif", ".webp"),
    *(".bmp", ".tif", ".tiff", ".jfif"),
)
_BEGINNINGS = (
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF8", "gif"),
    (b"II*\0", "tif"),
    (b"MM\0*", "tif"),
)
# Alternative texts that programs make up, and that describe nothing.
_GENERATED_ALT = re.compile(
    r"^(?:picture|image|hình ảnh|ảnh|graphic|shape|text ?box)?\s*\d*$|[\\/]|\.(?:jpe?g|png|gif|bmp|tiff?)\s*$"
    r"|generated|tự động|^(?:a|an) .* (?:of|with|in|on) ",
    re.IGNORECASE,
)
_A_TEXT = (f"{A}t", f"{A}br")
_OBJECTS = {"chart": "biểu đồ", "diagram": "sơ đồ SmartArt"}


def drawn_blocks(element: Element, document: OpenDocument, read_blocks: ReadBlocks) -> Iterator[RawBlock]:
    """Yield what a drawing holds: its text, then its pictures; report what cannot be imported."""
    found = False
    for block in (*_texts(element, read_blocks), *_pictures(element, document)):
        found = True
        if block is not None:
            yield block
    for part in own_elements(element):
        if name := _embedded_name(part):
            found = True
            document.report.add_not_imported(name, _words_of_part(part, document))
    if not found and element.tag == f"{W}drawing":
        document.report.add_not_imported("hình vẽ của Word")


def _texts(element: Element, read_blocks: ReadBlocks) -> Iterator[RawBlock]:
    """Yield the blocks of the text boxes of a drawing, then the words that are drawn: WordArt, labels of shapes."""
    for box in outermost(element, f"{W}txbxContent"):
        yield from read_blocks(box)
    for part in own_elements(element):
        if part.tag == f"{V}textpath":
            yield from read_blocks(drawn_paragraph(part.get("string", "")))
        elif part.tag == f"{A}p":
            text = "".join(
                one.text or "" if one.tag == f"{A}t" else "\n" for one in part.iter() if one.tag in _A_TEXT
            )
            yield from read_blocks(drawn_paragraph(text))


def _embedded_name(element: Element) -> str:
    """Return what editors call an object that is embedded in a drawing, "" for any other element."""
    if element.tag == f"{O}OLEObject":
        return f"đối tượng nhúng {element.get('ProgID', '')}".strip()
    if element.tag == f"{A}graphicData":
        return next((name for word, name in _OBJECTS.items() if word in element.get("uri", "")), "")
    return ""


def _words_of_part(graphic: Element, document: OpenDocument) -> str:
    """Return the words of a chart or a diagram, which lie in a part of their own."""
    ids = [one.get(f"{R}id") or one.get(f"{R}dm") for one in graphic.iter()]
    relationships = [document.relationships[one] for one in ids if one in document.relationships]
    words: list[str] = []
    for one in relationships:
        root = (
            None if one.is_external or not one.target.endswith(".xml") else document.package.xml(one.target)
        )
        words += part_lines(root) if root is not None else ()
    return " / ".join(word for word in dict.fromkeys(words) if word.strip())


def _pictures(element: Element, document: OpenDocument) -> Iterator[Photo | None]:
    """Yield the pictures of a drawing, None for one that cannot be imported."""
    title = next(element.iter(f"{WP}docPr"), None)
    alt = (title.get("descr") or title.get("title") or "") if title is not None else ""
    in_pictures: set[Element] = set()
    for part in own_elements(element):
        if part.tag == f"{PIC}pic":
            in_pictures.update(part.iter(f"{A}blip"))
            yield _drawing_picture(part, alt, document)
        elif part.tag == f"{A}blip" and part not in in_pictures:
            # A shape that is filled with a picture.
            yield _stored_picture(_blip_id(part), alt, 0, UNCROPPED, document)
        elif part.tag.startswith(V):
            yield from _vml_pictures(part, document)


def _vml_pictures(shape: Element, document: OpenDocument) -> Iterator[Photo | None]:
    """Yield the pictures right inside a shape of VML, of whatever form, and those that fill it."""
    for data in shape:
        relationship_id = data.get(f"{R}id", "")
        if data.tag == f"{V}imagedata" or (data.tag == f"{V}fill" and relationship_id):
            rotated = re.search(r"rotation:\s*(-?\d+)(?!\d*fd)", shape.get("style", ""))
            rotation = int(rotated[1]) if rotated else 0
            yield _stored_picture(relationship_id, shape.get("alt", ""), rotation, UNCROPPED, document)


def _kind_of_picture(data: bytes) -> str:
    """
    Return how the name of a picture ends whose file says nothing, as of those pasted into Word; "" for no picture.

    >>> _kind_of_picture(b"\\x89PNG\\r\\n"), _kind_of_picture(b"\\1\\0\\0\\0")
    ('png', '')
    """
    return next((kind for beginning, kind in _BEGINNINGS if data.startswith(beginning)), "")


def _blip_id(blip: Element) -> str:
    return blip.get(f"{R}embed", "") or blip.get(f"{R}link", "")


def _drawing_picture(picture: Element, alt: str, document: OpenDocument) -> Photo | None:
    blip = next(picture.iter(f"{A}blip"), None)
    if blip is None:
        return None
    frame = next(picture.iter(f"{A}xfrm"), None)
    rotation = round((whole_number(frame.get("rot")) or 0) / 60_000) if frame is not None else 0
    own = next(picture.iter(f"{PIC}cNvPr"), None)
    alt = alt or ((own.get("descr") or "") if own is not None else "")
    return _stored_picture(_blip_id(blip), alt, rotation, _crop(picture), document)


def _crop(picture: Element) -> Crop:
    """Return what the frame of a picture hides of it."""
    rectangle = next(picture.iter(f"{A}srcRect"), None)
    if rectangle is None:
        return UNCROPPED
    left, top, right, bottom = ((whole_number(rectangle.get(side)) or 0) / 100_000 for side in "ltrb")
    return left, top, right, bottom


def _stored_picture(
    relationship_id: str, alt: str, rotation: int, crop: Crop, document: OpenDocument
) -> Photo | None:
    """Return the place of a picture whose file is kept for the article, None for one of an unknown kind."""
    relationship = document.relationships.get(relationship_id)
    if relationship is None:
        document.report.add_not_imported("ảnh mà tệp Word không còn giữ")
        return None
    name = posixpath.basename(relationship.target.replace("\\", "/"))
    data = None if relationship.is_external else document.package.data(relationship.target)
    if not relationship.is_external and not name.lower().endswith(_PICTURE_EXTENSIONS):
        stem, extension = posixpath.splitext(name)
        kind = _kind_of_picture(data or b"")
        if not kind:
            document.report.add_not_imported(f"hình vẽ dạng {extension.lstrip('.').upper() or 'lạ'}")
            return None
        name = f"{stem}.{kind}"
    key = f"{relationship.target} {rotation} {crop}"
    document.pictures[key] = PictureFile(name, data, rotation % 360, crop)
    described = " ".join(alt.split())
    return Photo(key, "" if _GENERATED_ALT.search(described) else described)
