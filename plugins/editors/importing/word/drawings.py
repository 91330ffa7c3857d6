"""Read pictures, text boxes and embedded objects of a Word file."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from plugins.editors.importing.imported_article import UNCROPPED, Crop, Photo, PictureFile
from plugins.editors.importing.word.open_document import OpenDocument, ReadBlocks
from plugins.editors.importing.word.raw_blocks import RawBlock
from plugins.editors.importing.word.xml_names import PIC, WP, A, O, R, V, W, outermost, whole_number

_PICTURE_EXTENSIONS = (
    *(".jpg", ".jpeg", ".jpe", ".png", ".gif", ".webp"),
    *(".bmp", ".tif", ".tiff", ".jfif"),
)
# Alternative texts that programs make up, and that describe nothing.
_GENERATED_ALT = re.compile(
    r"^(?:picture|image|hình ảnh|ảnh|graphic|shape|text ?box)?\s*\d*$|[\\/]|\.(?:jpe?g|png|gif|bmp|tiff?)\s*$"
    r"|generated|tự động|^(?:a|an) .* (?:of|with|in|on) ",
    re.IGNORECASE,
)
_OBJECTS = {"chart": "biểu đồ", "diagram": "sơ đồ SmartArt"}


def drawn_blocks(element: Element, document: OpenDocument, read_blocks: ReadBlocks) -> Iterator[RawBlock]:
    """Yield what a drawing holds: the blocks of its text boxes, then its pictures; count what cannot be imported."""
    for box in outermost(element, f"{W}txbxContent"):
        yield from read_blocks(box)
    found = False
    for photo in _pictures(element, document):
        found = True
        if photo is not None:
            yield photo
    not_imported = document.report.not_imported
    for embedded in element.iter(f"{O}OLEObject"):
        found = True
        not_imported[f"đối tượng nhúng {embedded.get('ProgID', '')}".strip()] += 1
    for data in element.iter(f"{A}graphicData"):
        name = next((name for word, name in _OBJECTS.items() if word in data.get("uri", "")), "")
        if name:
            found = True
            not_imported[name] += 1
    has_text_box = next(element.iter(f"{W}txbxContent"), None) is not None
    if not found and not has_text_box and element.tag == f"{W}drawing":
        not_imported["hình vẽ của Word"] += 1


def _pictures(element: Element, document: OpenDocument) -> Iterator[Photo | None]:
    """Yield the pictures of a drawing, None for one that cannot be imported."""
    title = next(element.iter(f"{WP}docPr"), None)
    alt = (title.get("descr") or "") if title is not None else ""
    for picture in element.iter(f"{PIC}pic"):
        yield _drawing_picture(picture, alt, document)
    for shape in element.iter(f"{V}shape"):
        for data in shape.iter(f"{V}imagedata"):
            rotated = re.search(r"rotation:\s*(-?\d+)(?!\d*fd)", shape.get("style", ""))
            rotation = int(rotated[1]) if rotated else 0
            yield _stored_picture(data.get(f"{R}id", ""), shape.get("alt", ""), rotation, UNCROPPED, document)


def _drawing_picture(picture: Element, alt: str, document: OpenDocument) -> Photo | None:
    blip = next(picture.iter(f"{A}blip"), None)
    if blip is None:
        return None
    frame = next(picture.iter(f"{A}xfrm"), None)
    rotation = round((whole_number(frame.get("rot")) or 0) / 60_000) if frame is not None else 0
    own = next(picture.iter(f"{PIC}cNvPr"), None)
    alt = alt or ((own.get("descr") or "") if own is not None else "")
    relationship_id = blip.get(f"{R}embed", "") or blip.get(f"{R}link", "")
    return _stored_picture(relationship_id, alt, rotation, _crop(picture), document)


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
        document.report.not_imported["ảnh mà tệp Word không còn giữ"] += 1
        return None
    name = posixpath.basename(relationship.target.replace("\\", "/"))
    if relationship.is_external:
        data = None
    elif not name.lower().endswith(_PICTURE_EXTENSIONS):
        kind = posixpath.splitext(name)[1].lstrip(".").upper() or "lạ"
        document.report.not_imported[f"hình vẽ dạng {kind}"] += 1
        return None
    else:
        data = document.package.data(relationship.target)
    key = f"{relationship.target} {rotation} {crop}"
    document.pictures[key] = PictureFile(name, data, rotation % 360, crop)
    described = " ".join(alt.split())
    return Photo(key, "" if _GENERATED_ALT.search(described) else described)
