"""Read the pages and texts that programs put into a Word file as they are (``altChunk``), for Word to convert."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

from plugins.editors.importing.imported_article import ImportedBlock, Photo, PictureFile, Table
from plugins.editors.importing.oldsite.html_page import read_html
from plugins.editors.importing.oldsite.mht import read_mht
from plugins.editors.importing.oldsite.saved_text import read_saved_text
from plugins.editors.importing.text_decoding import decode_text
from plugins.editors.importing.word.open_document import OpenDocument
from plugins.editors.importing.word.xml_names import R
from plugins.web.data_url import bytes_of_data_url

_PAGES = (".htm", ".html", ".xhtml", ".mht", ".mhtml")
_TEXTS = (".txt",)
_NAME = "nội dung nhúng từ một tệp khác"


def chunk_blocks(element: Element, document: OpenDocument) -> list[ImportedBlock]:
    """Return the blocks of what an ``altChunk`` stands for; report what is no page and no text."""
    relationship = document.relationships.get(element.get(f"{R}id", ""))
    if relationship is None or relationship.is_external:
        document.report.add_not_imported(_NAME)
        return []
    extension = posixpath.splitext(relationship.target)[1].lower()
    data = document.package.data(relationship.target)
    blocks = _blocks(data, extension, relationship.target, document) if data else []
    if not blocks:
        document.report.add_not_imported(f"{_NAME} ({extension.lstrip('.') or 'không rõ loại'})")
    return blocks


def _blocks(data: bytes, extension: str, name: str, document: OpenDocument) -> list[ImportedBlock]:
    saved = read_mht(data) if extension in (".mht", ".mhtml") else None
    conversion = decode_text(*((saved.html, saved.charset) if saved else (data, "")))
    if conversion is None or extension not in (*_PAGES, *_TEXTS):
        return []
    if extension in _TEXTS:
        return list(read_saved_text(conversion.text))
    page = read_html(conversion.text)
    files = saved.files if saved else {}
    names = {key: f"{name} {key}" for key in page.picture_addresses}
    for key, addresses in page.picture_addresses.items():
        here = (one for one in addresses if one.startswith("data:") or one in files)
        document.pictures[names[key]] = _picture(next(here, addresses[0]), files)
    return _renamed(page.blocks, names)


def _picture(address: str, files: Mapping[str, bytes]) -> PictureFile:
    """Return a picture of a page, without its bytes where they are not in the file itself."""
    data = bytes_of_data_url(address) if address.startswith("data:") else files.get(address)
    path = "" if address.startswith("data:") else unquote(urlsplit(address.replace("\\", "/")).path)
    return PictureFile(posixpath.basename(path) or "anh.png", data)


def _renamed(blocks: tuple[ImportedBlock, ...], names: Mapping[str, str]) -> list[ImportedBlock]:
    """Return blocks whose photos have the names that are theirs alone in the whole file."""
    out: list[ImportedBlock] = []
    for block in blocks:
        if isinstance(block, Photo):
            out.append(Photo(names.get(block.key, block.key), block.alt, block.caption))
        elif isinstance(block, Table):
            out.append(block.with_cell_blocks(lambda inner: _renamed(inner, names)))
        else:
            out.append(block)
    return out
