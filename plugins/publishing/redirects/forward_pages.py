"""Pages that forward, for hosts that can do nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from html import escape

from plugins.pages.security_policy import PAGE_POLICY
from plugins.publishing.redirects.old_address import with_capitals
from plugins.publishing.redirects.table import Redirect, Table

_PAGE = """<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>Trang đã chuyển</title>
<meta http-equiv="refresh" content="0; url={href}">
<link rel="canonical" href="{whole}">
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


def forward_page(href: str, whole: str) -> bytes:
    """Return a page that leads to ``href``; ``whole`` is the same address with its host."""
    return _PAGE.format(href=escape(href), whole=escape(whole), policy=escape(PAGE_POLICY)).encode("utf-8")


def forward_pages(
    table: Table, href: Callable[[str], str], whole: Callable[[str], str], taken: Collection[str]
) -> Mapping[str, bytes]:
    """
    Return the forwarding pages by their paths below the output.

    ``href`` and ``whole`` make the address of a target; ``taken`` are the paths that the edition has. Old addresses
    that differ in their queries alone share a page that lets the reader choose; where the place of a page is taken,
    as a file or as a folder, there is none.
    """
    pages: dict[str, bytes] = {}
    folders = {folder for path in taken for folder in _folders(path)}
    choices: dict[str, list[Redirect]] = defaultdict(list)
    for one in sorted(table.redirects, key=lambda one: bool(one.old.query)):
        for path in _places(one):
            clash = path in taken or path in folders or any(folder in taken for folder in _folders(path))
            if clash:
                continue
            if one.old.query:
                choices[path].append(one)
            else:
                pages.setdefault(path, forward_page(href(one.to), whole(one.to)))
    for path, several in choices.items():
        items = "\n".join(
            f'<li><a href="{escape(href(one.to))}">{escape(str(one.old))}</a></li>' for one in several
        )
        pages.setdefault(path, _CHOICE.format(items=items, policy=escape(PAGE_POLICY)).encode("utf-8"))
    # Of two old addresses, one may lie below the other, which then cannot be a file.
    below = {folder for path in pages for folder in _folders(path)}
    return {path: page for path, page in pages.items() if path not in below}


def _places(one: Redirect) -> Iterator[str]:
    """
    Yield the files that answer an old address.

    Only .html is served as a page; whatever else the address ends with becomes a folder, to which hosts lead.
    """
    for form in with_capitals(one.old.path):
        path = form.lstrip("/")
        yield path if path.lower().endswith((".html", ".htm")) else f"{path}/index.html"


def _folders(path: str) -> Iterator[str]:
    parts = path.split("/")[:-1]
    for number in range(1, len(parts) + 1):
        yield "/".join(parts[:number])
