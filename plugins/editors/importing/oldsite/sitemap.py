"""Read sitemaps: the addresses of the pages in them."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element, ParseError

from plugins.editors.importing.oldsite.fetch import gunzip
from plugins.editors.importing.refusal import ImportRefused
from plugins.editors.importing.untrusted_xml import DoctypeRefused, parse_xml

MAX_PAGES, MAX_SITEMAPS = 100_000, 200
_MAX_BYTES = 60_000_000
_OTHER_EXTENSIONS = (
    ".jpg",
    ".jpeg",
    ".png",
    ".gif",
    ".webp",
    ".pdf",
    ".doc",
    ".docx",
    ".xls",
    ".xlsx",
    ".zip",
    ".rar",
    ".mp4",
    ".mp3",
    ".css",
    ".js",
)


def is_sitemap(data: bytes) -> bool:
    """
    Return whether bytes are a sitemap.

    >>> is_sitemap(b"<?xml version='1.0'?><urlset/>"), is_sitemap(b"<html></html>")
    (True, False)
    """
    head = data[:4000]
    return data[:2] == b"\x1f\x8b" or b"<urlset" in head or b"<sitemapindex" in head


def pages_of_sitemap(data: bytes, fetch: Callable[[str], bytes], failed: list[str]) -> list[str]:
    """
    Return the addresses of the pages in a sitemap and in the sitemaps that it names; ``fetch`` gets these.

    Of those that cannot be had or read, ``failed`` is told; the others count.
    """
    pages: dict[str, None] = {}
    waiting, seen = [data], 1
    while waiting:
        try:
            root = _root(waiting.pop(0))
        except ImportRefused as fault:
            # The one that the editor named must be right.
            if seen == 1:
                raise
            failed.append(str(fault))
            continue
        places = [(one.text or "").strip() for one in root.iter() if one.tag.rpartition("}")[2] == "loc"]
        places = [place for place in places if place.startswith(("http://", "https://"))]
        if root.tag.rpartition("}")[2] != "sitemapindex":
            pages |= dict.fromkeys(
                place for place in places if not place.lower().partition("?")[0].endswith(_OTHER_EXTENSIONS)
            )
        else:
            if seen + len(places) > MAX_SITEMAPS:
                raise ImportRefused(
                    f"sơ đồ trang dẫn tới hơn {MAX_SITEMAPS} sơ đồ khác; nhập từng sơ đồ một."
                )
            seen += len(places)
            for place in places:
                try:
                    waiting.append(fetch(place))
                except ImportRefused as fault:
                    failed.append(str(fault))
        if len(pages) > MAX_PAGES:
            raise ImportRefused(f"sơ đồ trang có hơn {MAX_PAGES} địa chỉ; chia nhỏ rồi nhập từng phần.")
    return list(pages)


def _root(data: bytes) -> Element:
    if data[:2] == b"\x1f\x8b":
        data = gunzip(data, _MAX_BYTES)
    try:
        root = parse_xml(data)
    except DoctypeRefused:
        raise ImportRefused("sơ đồ trang khai báo thực thể XML; không đọc.") from None
    except (ParseError, ValueError, LookupError):
        raise ImportRefused(
            "sơ đồ trang (sitemap) sai cú pháp XML. Tải lại sơ đồ từ cổng cũ rồi thử lại."
        ) from None
    return root
