"""Resolve the addresses of links to paths below the output, and find the file that is served for a path."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable
from urllib.parse import unquote, urlsplit

# Anchors that every page has: its top.
TOP = frozenset({"", "top"})

# A path from the root in plain characters, without "..", query or anchor, as nearly all of our own are.
_PLAIN = re.compile(r"(?:/[\w-][\w.-]*)*/?")
# A place on the same page in plain characters, which every page has links to.
_PLACE = re.compile(r"#[\w-]*")
# An address with a host, in plain characters as far as the host goes.
_ABSOLUTE = re.compile(r"https?://[\w.-]+(?:[/?#]|\Z)", re.ASCII)


def is_own_address(address: str, siteurl: str) -> bool:
    """Tell whether an absolute address is one of the portal at ``siteurl`` ("" where that is not known)."""
    return bool(siteurl) and (address == siteurl or address.startswith(f"{siteurl}/"))


def targets_of(address: str, page: str, root: str, siteurl: str) -> tuple[str, ...]:
    """Return the targets of an address on ``page``: its path below the output, and that with its anchor; () if elsewhere."""
    meant = path_and_anchor(address, page, root, siteurl)
    if meant is None:
        return ()
    return meant[:1] if meant[1] in TOP else (meant[0], f"{meant[0]}#{meant[1]}")


def path_and_anchor(address: str, page: str, root: str, siteurl: str) -> tuple[str, str] | None:
    """
    Return the path below the output and the anchor of an address on ``page``, None if it leads elsewhere.

    ``root`` is the path before every address ("" or "/sub"), ``siteurl`` the portal's own address.

    >>> path_and_anchor("../b/#x", "a/index.html", "", ""), path_and_anchor("/cong/b", "a/index.html", "/cong", "")
    (('b/', 'x'), ('b', ''))
    >>> path_and_anchor("#x", "a/index.html", "", "")
    ('a/index.html', 'x')
    >>> path_and_anchor("mailto:a@b.vn", "a/index.html", "", "")
    """
    if is_own_address(address, siteurl):
        address = root + (address[len(siteurl) :] or "/")
    elif _ABSOLUTE.match(address):
        return None
    if _PLAIN.fullmatch(address) and address.startswith(f"{root}/"):
        return address[len(root) + 1 :], ""
    if _PLACE.fullmatch(address):
        return page, address[1:]
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


def served_file(target: str, files: Collection[str]) -> str:
    """Return the file that a server sends for a target without an anchor, "" if there is none."""
    for candidate in (target, posixpath.join(target, "index.html")):
        if candidate in files:
            return candidate
    return ""


def targets_leading_to(path: str, ids: Iterable[str] = ()) -> set[str]:
    """
    Return every target that leads to a file, or to ids in it if some are given.

    >>> sorted(targets_leading_to("tin/index.html"))
    ['tin', 'tin/', 'tin/index.html']
    """
    forms = {path}
    if path == "index.html" or path.endswith("/index.html"):
        folder = path.removesuffix("index.html")
        forms |= {folder, folder.removesuffix("/")}
    return {f"{form}#{one}" for form in forms for one in ids} if ids else forms
