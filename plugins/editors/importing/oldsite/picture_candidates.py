"""Find the addresses at which a picture of an old page may be had, the largest form of it first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from bs4 import Tag

_PICTURE = r"\.(?:jpe?g|png|webp|gif|bmp)"
_PICTURE_LINK = re.compile(rf"{_PICTURE}(?:\?|$)", re.IGNORECASE)
_LARGE_ATTRIBUTES = ("data-large_image", "data-orig-file", "data-full-url", "data-zoom-image", "data-full")
_LATE_ATTRIBUTES = ("data-src", "data-original", "data-lazy-src", "src")
_DESCRIPTOR = re.compile(r"(\d{1,5}(?:\.\d{1,3})?)([wx])")
# How systems name small copies of a picture: a pattern in the path, and what stands there in the picture's own path.
_SMALL_FORMS = tuple(
    (re.compile(pattern, re.IGNORECASE), own)
    for pattern, own in (
        # NukeViet keeps its thumbnails as the pictures themselves, below another folder.
        (r"/(?:assets|files)/(?=[\w-]+/(?:[\w-]+/)*\d{4}_\d{1,2}/)", "/uploads/"),
        # Joomla and its K2, its picture plugins.
        (r"(/media/k2/items/)cache/([0-9a-f]{32})_(?:XS|S|M|L|XL|Generic)(?=\.jpg$)", r"\1src/\2"),
        (rf"/images/resized/(images/.+)_\d{{1,4}}_\d{{1,4}}(?={_PICTURE}$)", r"/\1"),
        (rf"/images/thumbnails/(images/.+?)(?:-(?:fill|fit|crop))?-\d+x\d+(?={_PICTURE}$)", r"/\1"),
        # WordPress; "-300x200" also elsewhere.
        (rf"-\d{{2,4}}x\d{{2,4}}(?={_PICTURE}$)", ""),
        # SharePoint: "_t/ten_jpg.jpg" of "ten.jpg".
        (r"/_[tw]/([^/]+)_(jpe?g|png|gif)\.jpg$", r"/\1.\2"),
        (r"/(?:resize|zoom|thumb|thumbs|crop|cache)/\d{2,4}[x_]\d{2,4}(?=/)", ""),
        (r"/(?:\.|_)?thumb(?:s|nails?|nail_images)?(?=/)", ""),
        (rf"/(?:thumb|small|tn)[_-](?=[^/]+{_PICTURE}$)", "/"),
        (rf"[_-](?:thumb|thumbnail|small)(?=s?{_PICTURE}$)", ""),
        # Blogger.
        (r"(?<=\.blogspot\.com)(/.+)/s\d{2,4}(?:-[a-z]\d*)*(?=/)", r"\1/s0"),
    )
)
_SIZE_PARAMETERS = frozenset(
    [
        "w",
        "h",
        "width",
        "height",
        "size",
        "q",
        "quality",
        "mode",
        "resize",
        "fit",
        "crop",
        "zc",
        "imagethumbnail",
        "maxwidth",
        "maxheight",
    ]
)
_SOURCE_PARAMETERS = ("src", "path", "file", "url", "img", "image")
_SIZE = re.compile(
    rf"[-_/](\d{{2,4}})x(\d{{2,4}})(?={_PICTURE}$|/)|_(\d{{2,4}})_(\d{{2,4}})(?={_PICTURE}$)", re.IGNORECASE
)
_MOST_GUESSES = 2


def candidate_addresses(element: Tag) -> list[str]:
    """Return the addresses that a page names for a picture as it writes them, the largest form first."""
    found: list[str] = []
    link = element.find_parent("a")
    # A small picture often links to the large one.
    if link is not None and _PICTURE_LINK.search(target := str(link.get("href", "")).strip()):
        found.append(target)
    found += [str(element[name]).strip() for name in _LARGE_ATTRIBUTES if element.get(name)]
    sets = [str(element.get(name, "")) for name in ("srcset", "data-srcset")]
    picture = element.find_parent("picture")
    if picture is not None:
        sets += [
            str(one.get(name, "")) for one in picture.find_all("source") for name in ("srcset", "data-srcset")
        ]
    found += largest_first(sets)
    found += [str(element[name]).strip() for name in _LATE_ATTRIBUTES if element.get(name)]
    return list(dict.fromkeys(one for one in found if one and not _is_stand_in(one)))


def _is_stand_in(address: str) -> bool:
    """Return whether an address is what a page shows until the picture is there."""
    return address.startswith(("data:image/gif", "data:image/svg"))


def largest_first(sets: Iterable[str]) -> list[str]:
    """
    Return the addresses in the values of ``srcset`` attributes, the widest first.

    >>> largest_first(["/a.jpg 300w, /b,c.jpg 1200w", "/d.jpg", "/e.jpg 1x,/f.jpg 2x"])
    ['/f.jpg', '/b,c.jpg', '/e.jpg', '/a.jpg', '/d.jpg']
    """
    sized = [one for written in sets for one in _sized(written)]
    return [address for address, _ in sorted(sized, key=lambda one: -one[1])]


def _sized(written: str) -> Iterator[tuple[str, float]]:
    """Yield the addresses in a ``srcset``, each with its width in pixels, 0 where that is not told."""
    address = ""
    for piece in written.split():
        if not address:
            address = piece.rstrip(",")
            if piece.endswith(","):
                yield address, 0
                address = ""
            continue
        told, comma, behind = piece.partition(",")
        size = _DESCRIPTOR.fullmatch(told)
        # "2x" says nothing of pixels; it is twice the picture that has no size.
        yield address, float(size[1]) * (1000 if size[2] == "x" else 1) if size else 0
        address = behind.strip(",")
        if not comma:
            address = ""
    if address:
        yield address, 0


def own_addresses(address: str) -> list[str]:
    """
    Return where the picture itself should be of which an address, by its form, is a small copy.

    >>> own_addresses("https://a.vn/wp-content/uploads/2019/05/gat-lua-300x200.jpg")
    ['https://a.vn/wp-content/uploads/2019/05/gat-lua.jpg']
    >>> own_addresses("https://a.vn/assets/news/2023_11/hop.jpg"), own_addresses("https://a.vn/timthumb.php?src=/up/a.jpg&w=90")
    (['https://a.vn/uploads/news/2023_11/hop.jpg'], ['https://a.vn/up/a.jpg'])
    >>> own_addresses("https://a.vn/anh/gat-lua.jpg")
    []
    """
    return list(dict.fromkeys(one for one in _guesses(address) if one != address))[:_MOST_GUESSES]


def _guesses(address: str) -> Iterator[str]:
    try:
        parts = urlsplit(address)
        query = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return
    if parts.scheme not in ("http", "https") or len(address) > 2000:
        return
    for name, value in query:
        if name.lower() in _SOURCE_PARAMETERS and _PICTURE_LINK.search(value):
            whole = _joined(address, value)
            if whole and urlsplit(whole).netloc == parts.netloc:
                yield whole
                return
    kept = [(name, value) for name, value in query if name.lower() not in _SIZE_PARAMETERS]
    if len(kept) < len(query) and (kept or _PICTURE_LINK.search(parts.path)):
        yield parts._replace(query=urlencode(kept)).geturl()
    host = f"{parts.scheme}://{parts.netloc}"
    for pattern, own in _SMALL_FORMS:
        whole, count = pattern.subn(own, f"{host}{parts.path}", count=1)
        if count and whole.startswith(f"{host}/"):
            yield whole + (f"?{parts.query}" if parts.query else "")


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return ""


def least_size(address: str) -> tuple[int, int]:
    """
    Return the width and height that a small copy has by its address, (0, 0) where it tells none.

    >>> least_size("/up/gat-lua-300x200.jpg"), least_size("/assets/news/2023_09/gat-lua.jpg")
    ((300, 200), (0, 0))
    """
    found = _SIZE.search(address.partition("?")[0])
    return (int(found[1] or found[3]), int(found[2] or found[4])) if found else (0, 0)
