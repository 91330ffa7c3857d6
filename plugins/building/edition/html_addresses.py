"""Which attributes of HTML name an address, and which file of the output an address means."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from html import unescape
from urllib.parse import unquote, urlsplit

# Attributes whose value is one address; ``srcset`` holds several.
ADDRESS_ATTRIBUTES = frozenset({"href", "src", "poster", "data", "action", "cite"})
# Anchors that mean the top of any page.
TOP = frozenset({"", "top"})
# Where a page is cut: the parts before <main> and behind it are the same on many pages.
_SEAMS = ("<body", "<main", "</main")
_ATTRIBUTE = re.compile(r"([^\s\"'=<>/]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
# A path from the root without escapes, dots or a query, as nearly all of our own are.
_PLAIN = re.compile(r"(?:/[\w-][\w.-]*)*/?")


def attributes_of(written: str) -> dict[str, str]:
    """Return the attributes of a start tag, unescaped; of two with one name, the first."""
    found: dict[str, str] = {}
    for name, *values in _ATTRIBUTE.findall(written):
        found.setdefault(name.lower(), unescape("".join(values)))
    return found


def addresses_in_srcset(value: str) -> list[str]:
    """Return the addresses that a ``srcset`` names."""
    return [part.split()[0] for part in value.split(",") if part.strip()]


def addresses_in(attributes: Mapping[str, str]) -> list[str]:
    """
    Return the addresses that a tag names, in the order of its attributes; an empty one only where it loads something.

    >>> addresses_in({"srcset": "/b.png 2x", "class": "x", "src": "/a.png", "href": ""})
    ['/a.png', '/b.png']
    """
    named = [
        attributes[one]
        for one in attributes
        if one in ADDRESS_ATTRIBUTES and (attributes[one] or one == "src")
    ]
    return named + addresses_in_srcset(attributes.get("srcset", ""))


def page_parts(text: str) -> Iterator[str]:
    """
    Yield the four parts of a page: head, masthead, main part, footer; "" for one that it does not have.

    Masthead and footer repeat on other pages.

    >>> list(page_parts("<title>x</title><body>y<main>z</main>"))
    ['<title>x</title>', '<body>y', '<main>z', '</main>']
    """
    behind = 0
    for seam in _SEAMS:
        place = max(text.find(seam, behind), behind)
        yield text[behind:place]
        behind = place
    yield text[behind:]


def is_own(address: str, siteurl: str) -> bool:
    """Tell whether an absolute address is one of the portal at ``siteurl`` ("" where that is not known)."""
    return bool(siteurl) and (address == siteurl or address.startswith(f"{siteurl}/"))


def local(address: str, page: str, root: str, siteurl: str) -> tuple[str, str] | None:
    """
    Return the path below the output and the anchor that an address means, None for one of elsewhere.

    >>> local("../b/#x", "a/index.html", "", ""), local("/cong/b", "a/index.html", "/cong", "")
    (('b/', 'x'), ('b', ''))
    >>> local("mailto:a@b.vn", "a/index.html", "", "")
    """
    if _PLAIN.fullmatch(address) and address.startswith(f"{root}/"):
        return address[len(root) + 1 :], ""
    if is_own(address, siteurl):
        address = root + (address[len(siteurl) :] or "/")
    try:
        parts = urlsplit(address)
    except ValueError:
        return ("\0", "")
    if parts.scheme or parts.netloc:
        return None
    anchor = unquote(parts.fragment)
    path = unquote(parts.path)
    if not path:
        return page, anchor
    if path.startswith("/"):
        if root and path != root and not path.startswith(f"{root}/"):
            return ("\0", "")
        path = path[len(root) :]
    else:
        path = posixpath.join("/", posixpath.dirname(page), path)
    folder = path.endswith(("/", "/.", "/.."))
    clean = posixpath.normpath(path or "/").lstrip("/")
    return (f"{clean}/" if folder and clean else clean), anchor


def targets_of(address: str, page: str, root: str, siteurl: str) -> tuple[str, ...]:
    """Return the targets of an address: its path below the output, and that with its anchor; nothing for elsewhere."""
    meant = local(address, page, root, siteurl)
    if meant is None:
        return ()
    return meant[:1] if meant[1] in TOP else (meant[0], f"{meant[0]}#{meant[1]}")
