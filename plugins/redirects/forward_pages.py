"""Write forwarding pages (meta refresh), for hosts that have no redirects of their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from html import escape

from plugins.article.urls import LONGEST_PART
from plugins.pages.security_policy import PAGE_POLICY
from plugins.redirects.old_address import case_sensitive_spellings
from plugins.redirects.redirect_table import Redirect, RedirectTable

_PAGE = """<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>Trang đã chuyển</title>
<meta http-equiv="refresh" content="0; url={href}">
<link rel="canonical" href="{absolute}">
<meta name="robots" content="noindex">
<meta name="viewport" content="width=device-width, initial-scale=1">
</head>
<body>
<p>Trang này đã chuyển. Nếu trình duyệt không tự chuyển, mời bạn mở <a href="{href}">địa chỉ mới</a>.</p>
</body>
</html>
"""


_CHOICE = """<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>Trang đã chuyển</title>
<meta name="robots" content="noindex">
<meta name="viewport" content="width=device-width, initial-scale=1">
</head>
<body>
<p>Các trang từng ở địa chỉ này nay ở:</p>
<ul>
{items}
</ul>
</body>
</html>
"""


def forward_page(href: str, absolute: str) -> bytes:
    """Return a page that forwards to ``href``; ``absolute`` is the same address with the host name."""
    return _PAGE.format(href=escape(href), absolute=escape(absolute), policy=escape(PAGE_POLICY)).encode(
        "utf-8"
    )


def forward_pages(
    table: RedirectTable,
    href: Callable[[str], str],
    absolute_href: Callable[[str], str],
    taken: Collection[str],
) -> Mapping[str, bytes]:
    """
    Return the forwarding pages by their paths below the output.

    ``href`` and ``absolute_href`` return the address of a target; ``taken`` are the paths of the build's files. Old
    addresses that differ in their queries alone share a page with a link to each target; an old address whose path is
    taken, as a file or as a folder, gets no page.
    """
    pages: dict[str, bytes] = {}
    folders = {folder for path in taken for folder in _folders(path)}
    choices: dict[str, list[Redirect]] = defaultdict(list)
    for one in sorted(table.redirects, key=lambda one: bool(one.old.query)):
        for path in _places(one):
            clash = (
                any(len(part.encode("utf-8")) > LONGEST_PART for part in path.split("/"))
                or path in taken
                or path in folders
                or any(folder in taken for folder in _folders(path))
            )
            if clash:
                continue
            if one.old.query:
                choices[path].append(one)
            else:
                pages.setdefault(path, forward_page(href(one.to), absolute_href(one.to)))
    for path, several in choices.items():
        items = "\n".join(
            f'<li><a href="{escape(href(one.to))}">{escape(str(one.old))}</a></li>' for one in several
        )
        pages.setdefault(path, _CHOICE.format(items=items, policy=escape(PAGE_POLICY)).encode("utf-8"))
    # Where one old address lies below another, the other cannot be a file.
    below = {folder for path in pages for folder in _folders(path)}
    return {path: page for path, page in pages.items() if path not in below}


def taken_by_pages(table: RedirectTable, taken: Collection[str]) -> list[Redirect]:
    """Return the redirects that need a query and whose path is a page, where a forwarding page cannot lie."""
    return [one for one in table.redirects if one.old.query and any(path in taken for path in _places(one))]


def _places(one: Redirect) -> Iterator[str]:
    """
    Yield the paths of the files that a host serves at an old address.

    Only .html is served as a page; an address with another ending becomes a folder with an index.html.
    """
    for form in case_sensitive_spellings(one.old.path):
        path = form.lstrip("/")
        yield path if path.lower().endswith((".html", ".htm")) else f"{path}/index.html".lstrip("/")


def _folders(path: str) -> Iterator[str]:
    parts = path.split("/")[:-1]
    for number in range(1, len(parts) + 1):
        yield "/".join(parts[:number])
