"""The portal as a folder that opens from any disk, without a server and without a network."""

from __future__ import annotations

import base64
import posixpath
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from html import escape

from plugins.building.edition.relative_links import RelativeLinks
from plugins.pages import addresses
from plugins.pages.security_policy import PAGE_POLICY
from plugins.publishing.archive import disk_search
from plugins.publishing.archive.kept_portal import KeptPortal

# What only a web server or a search engine has a use for, and the index, which lies there in scripts.
_LEFT_OUT = re.compile(
    rf"robots\.txt|sitemap[\w-]*\.xml|(?:{addresses.SEARCH_TERMS}|{addresses.SEARCH_PAGES}).*|{addresses.SEARCH_INDEX}"
)
_PRELOAD = re.compile(r"<link rel=\"preload\"[^>]*>\n?")
_POLICY = re.compile(r"<meta http-equiv=\"Content-Security-Policy\"[^>]*>")
_SEARCH_SCRIPT = re.compile(r"<script src=\"[^\"]*/js/search\.[^\"]*\"></script>")
_SEARCH_FILES = re.compile(r" data-(?:index|engine)=\"[^\"]*\"")
_SHEET_FILE = re.compile(r'url\("([^"]+\.woff2)"\)')
# A page of a disk has no host that could be "self"; its own files and what stands in it are all that it loads.
_DISK_POLICY = PAGE_POLICY.replace("font-src 'self'", "font-src data:").replace("'self'", "file: 'self'")


def disk_pages(portal: KeptPortal, search: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the folder that are not as they were published: pages, the stylesheet, the search."""
    kept = {path for path in portal.files if is_archived(path)}
    links = RelativeLinks(kept | search.keys(), portal.root, portal.siteurl)
    for path in sorted(kept):
        if path.endswith(".html"):
            yield path, disk_page(links, path, portal.read(path).decode("utf-8"), has_search=bool(search))
        elif path.endswith(".css"):
            yield path, disk_sheet(path, portal.files, portal.read)
    yield from search.items()


def is_archived(path: str) -> bool:
    """
    Tell whether a file of the portal has a place in the folder.

    >>> is_archived("anh/a.jpg"), is_archived("tim-kiem/tu/0-1-a1b2c3.bin"), is_archived("sitemap.xml")
    (True, False, False)
    """
    return _LEFT_OUT.fullmatch(path) is None


def disk_page(links: RelativeLinks, path: str, text: str, *, has_search: bool) -> bytes:
    """Return a page as it opens from a disk."""
    text = _POLICY.sub(
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_DISK_POLICY)}">', text, count=1
    )
    # A browser takes a module for one of another host; our scripts are whole, and wait for the page all the same.
    text = _PRELOAD.sub("", text).replace('<script type="module" src=', "<script defer src=")
    if has_search and path == addresses.output_path(addresses.SEARCH):
        here = posixpath.dirname(path)
        own = f'<script src="{posixpath.relpath(disk_search.SCRIPT, here)}"></script>'
        text = _SEARCH_FILES.sub("", _SEARCH_SCRIPT.sub(own, text))
    return links.page(path, text).encode("utf-8")


def disk_sheet(path: str, files: Collection[str], read: Callable[[str], bytes]) -> bytes:
    """
    Return a stylesheet with its fonts in it, at hand at once: some browsers load none from another folder of a disk.

    ``files`` are those of the portal, whose bytes ``read`` returns.
    """

    def inside(found: re.Match[str]) -> str:
        file = posixpath.normpath(posixpath.join(posixpath.dirname(path), found[1]))
        return f'url("{data_address("font/woff2", read(file))}")' if file in files else found[0]

    return at_hand(_SHEET_FILE.sub(inside, read(path).decode("utf-8"))).encode("utf-8")


def at_hand(sheet: str) -> str:
    """Return a stylesheet that holds its fonts: a page need not be drawn without them."""
    return sheet.replace("font-display: optional", "font-display: block")


def data_address(kind: str, data: bytes) -> str:
    """
    Return bytes as an address that holds them.

    >>> data_address("text/plain", b"a")
    'data:text/plain;base64,YQ=='
    """
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"
