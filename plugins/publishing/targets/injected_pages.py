"""
Look for pages on a live site that are no part of its release, as break-ins leave them.

A site has no listing of itself. So the usual places of injected pages are requested, and the home page as a search
engine and its visitors request it (injected pages are often shown to those alone), and the links of pages that
differ from the release are followed.
"""

from __future__ import annotations

import re
import time
from collections.abc import Collection, Mapping
from html import unescape
from urllib.parse import quote, unquote, urljoin, urlsplit

from plugins.files.checksum import sha256
from plugins.publishing.redirects.ledger import NOT_FOUND_PAGE
from plugins.publishing.targets.findings import Findings
from plugins.publishing.targets.http_client import AGENT, LiveClient, LiveResponse
from plugins.publishing.targets.manifest import Manifest

SEARCH_ENGINE = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
PHONE = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36"
FROM_SEARCH = "https://www.google.com/"
# Where pages were injected into sites of Vietnamese authorities (reports of 2020–2023), and what lies open
# on servers that were set up in haste.
SUSPECT_PATHS = (
    *(
        "casino/",
        "slot/",
        "slots/",
        "game-bai/",
        "nha-cai/",
        "ca-cuoc/",
        "danh-bac/",
        "xo-so/",
        "lo-de/",
        "tai-xiu/",
    ),
    *(
        "ban-ca/",
        "no-hu/",
        "keo-nha-cai/",
        "bong88/",
        "fun88/",
        "w88/",
        "kubet/",
        "bet/",
        "gambling/",
        "poker/",
        "baccarat/",
    ),
    *(
        "wp-admin/",
        "wp-login.php",
        "wp-content/uploads/",
        "wp-includes/",
        "xmlrpc.php",
        "administrator/",
        "admin/",
    ),
    *(
        "index.php",
        "shell.php",
        "cmd.php",
        "up.php",
        "upload.php",
        "uploads/",
        "upload/",
        "images/",
        "files/",
        "tmp/",
    ),
    *(
        "Portals/0/",
        "App_Data/",
        "UserFiles/",
        "uploaded/",
        "hoi-dap/",
        "gop-y/",
        "dien-dan/",
        "forum/",
        "blog/",
        "news/",
    ),
    *(
        "sitemap_index.xml",
        "sitemap1.xml",
        "sitemap-index.xml",
        "post-sitemap.xml",
        "sitemap.txt",
        "feed/",
        "ads.txt",
    ),
    *(
        "cgi-bin/",
        ".git/HEAD",
        ".env",
        ".well-known/pki-validation/",
        "phpinfo.php",
        "backup.zip",
        "404.php",
        "default.aspx",
    ),
)
# With these the home page must stay the home page: injected code responds to them.
SUSPECT_QUERIES = ("?p=1", "?id=1", "?s=casino", "?slot=1", "?page=game-bai", "?m=1")
_LINK = re.compile(r"(?:href|src)\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
_LOCATION = re.compile(r"<loc>\s*([^<\s]+)\s*</loc>|^\s*Sitemap:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_MISSING_PAGE = "khong-co-trang-nay-{}/"
_REDIRECTS = (301, 302, 303, 307, 308)


def address_of(path: str) -> str:
    """
    Return the address at which a file is served, below the root.

    >>> address_of("tin/index.html"), address_of("a b.pdf")
    ('tin/', 'a%20b.pdf')
    """
    return quote(
        path.removesuffix("index.html") if path == "index.html" or path.endswith("/index.html") else path
    )


def find_injected_pages(
    client: LiveClient, manifest: Manifest, known: Collection[str], found: Findings
) -> None:
    """Add foreign pages at suspect addresses to the findings; ``known`` are the paths that belong to the release."""
    _check_home_page(client, manifest, found)
    if _check_missing_page(client, manifest, found):
        return
    folders = {path.partition("/")[0] + "/" for path in manifest.files if "/" in path}
    unlisted = sorted(folder for folder in folders if f"{folder}index.html" not in manifest.files)
    for path in SUSPECT_PATHS:
        _check_address(client, path, known, found, "nơi hay bị chèn trang")
    for path in unlisted:
        _check_address(client, path, known, found, "thư mục bị liệt kê")


def _check_home_page(client: LiveClient, manifest: Manifest, found: Findings) -> None:
    """Request the home page as a search engine, as a visitor from one, and with suspect queries."""
    home = manifest.files.get("index.html")
    for query, agent, referer, how in (
        ("", SEARCH_ENGINE, "", "trang chủ khác đi khi máy tìm kiếm hỏi"),
        ("", PHONE, FROM_SEARCH, "trang chủ khác đi khi tới từ máy tìm kiếm bằng điện thoại"),
        *((query, AGENT, "", f"trang chủ khác đi với “{query}”") for query in SUSPECT_QUERIES),
    ):
        response = client.get(query, agent=agent, referer=referer)
        if home and response.status == 200 and sha256(response.body) != home.sha256:
            found.foreign[f"/{query}" if query else f"/ ({how})"] = how
        elif _leads_elsewhere(client, response):
            found.foreign[f"/{query}"] = f"chuyển tới {response.location}"


def _check_missing_page(client: LiveClient, manifest: Manifest, found: Findings) -> bool:
    """Request a page that does not exist; return whether the site serves it, as it then would any address."""
    response = client.get(_MISSING_PAGE.format(int(time.time())))
    page = manifest.files.get(NOT_FOUND_PAGE)
    if response.status == 200:
        found.foreign["/khong-co-trang-nay-…/"] = "địa chỉ không có thật vẫn trả lời 200"
        return True
    if page and response.body and sha256(response.body) != page.sha256:
        found.differ[NOT_FOUND_PAGE] = f"{len(response.body)} byte, bản kê ghi {page.size}"
    return False


def _check_address(
    client: LiveClient, address: str, known: Collection[str], found: Findings, how: str
) -> bytes:
    """Request an address unless it belongs to the release; if it is served, note it as foreign and return its body."""
    path = unquote(address.partition("?")[0].partition("#")[0])
    if (
        path in known
        or f"{path.rstrip('/')}/index.html".lstrip("/") in known
        or f"/{address}" in found.foreign
    ):
        return b""
    response = client.get(address)
    if response.status == 200:
        found.foreign[f"/{address}"] = f"{how}; {len(response.body)} byte"
        return response.body
    if _leads_elsewhere(client, response):
        found.foreign[f"/{address}"] = f"{how}; chuyển tới {response.location}"
    return b""


def _leads_elsewhere(client: LiveClient, response: LiveResponse) -> bool:
    return response.status in _REDIRECTS and not _is_own(client, response.location)


def _is_own(client: LiveClient, location: str) -> bool:
    """Tell whether an address is on the site's own host."""
    resolved = urlsplit(urljoin(f"{client.siteurl}/", location))
    return resolved.hostname == urlsplit(client.siteurl).hostname


def follow_links(
    client: LiveClient, pages: Mapping[str, bytes], known: Collection[str], found: Findings
) -> None:
    """Follow the links of pages that differ from the release, and of the foreign pages that they lead to."""
    waiting = [(path, body) for path, body in pages.items()]
    requested: set[str] = set()
    while waiting:
        page, body = waiting.pop()
        for address in sorted(_own_addresses_in(client, page, body)):
            if address in requested:
                continue
            requested.add(address)
            foreign = _check_address(client, address, known, found, f"dẫn từ /{address_of(page)}")
            if foreign:
                waiting.append((address, foreign))


def _own_addresses_in(client: LiveClient, page: str, body: bytes) -> set[str]:
    """Return the addresses of the same site that a page, a site map or robots.txt names, below the root."""
    text = body.decode("utf-8", "replace")
    names = [*_LINK.findall(text), *(one or other for one, other in _LOCATION.findall(text))]
    found = set()
    for name in names:
        try:
            address = urlsplit(urljoin(f"{client.siteurl}/{address_of(page)}", unescape(name)))
        except ValueError:
            continue
        below_root = address.path.startswith(f"{client.root}/")
        path = address.path.removeprefix(f"{client.root}/") if below_root else ""
        if address.scheme in ("http", "https") and _is_own(client, address.geturl()) and path:
            found.add(path + (f"?{address.query}" if address.query else ""))
    return found
