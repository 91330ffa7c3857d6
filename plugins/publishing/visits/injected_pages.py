"""
Look for pages on a live site that are no part of its release, as break-ins leave them.

A site has no listing of itself. So the usual places of injected pages are requested, also as a search engine and those
who come from one, folders that the server may list, and the links of pages that differ from the release.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from html import unescape
from urllib.parse import unquote, urljoin, urlsplit

from plugins.files.checksum import sha256
from plugins.publishing.releases.compress import COMPRESSED_ENDINGS
from plugins.publishing.releases.findings import Findings
from plugins.publishing.releases.manifest import Manifest
from plugins.publishing.visits.http_client import LiveClient
from plugins.publishing.visits.suspect_addresses import suspect_addresses
from plugins.publishing.visits.visitors import FROM_GOOGLE, GOOGLEBOT, Visitor
from plugins.publishing.visits.web_paths import address_of, is_on_own_host, leads_elsewhere
from plugins.redirects.ledger import NOT_FOUND_PAGE

# Folders that are asked whether they list themselves, and top folders in which hidden names are looked for.
_LISTED_FOLDERS, _SEARCHED_FOLDERS = 40, 8
_FOLLOWED_LINKS = 500  # of one page and those behind it
_LINK = re.compile(r"(?:href|src)\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
_LOCATION = re.compile(r"<loc>\s*([^<\s]+)\s*</loc>|^\s*Sitemap:\s*(\S+)", re.IGNORECASE | re.MULTILINE)


def find_injected_pages(
    client: LiveClient, manifest: Manifest, known: Collection[str], found: Findings, seed: int
) -> Iterator[Callable[[], None]]:
    """Yield tasks that add foreign pages at suspect addresses to the findings; ``known`` are the paths of the release."""
    if _serves_anything(client, manifest, found, seed):
        return

    def task(address: str, how: str, visitor: Visitor | None = None) -> Callable[[], None]:
        return lambda: _follow(
            client, address, _check_address(client, address, known, found, how, visitor), known, found
        )

    suspect = suspect_addresses()
    for path in suspect.paths:
        yield task(path, "nơi hay bị chèn trang")
    for visitor in (GOOGLEBOT, FROM_GOOGLE):
        for path in suspect.shown_to_search:
            yield task(path, f"chỉ hiện khi hỏi như “{visitor.name}”", visitor)
    folders = _folders(manifest)
    for folder in [one for one in folders if f"{one}index.html" not in manifest.files][:_LISTED_FOLDERS]:
        yield task(folder, "thư mục bị liệt kê")
    for folder in [one for one in folders if one.count("/") == 1][:_SEARCHED_FOLDERS]:
        for name in suspect.hidden_names:
            yield task(folder + name, "nơi hay bị giấu tệp")


def _folders(manifest: Manifest) -> list[str]:
    """Return the folders of a release, the upper and the assets' first."""
    found = {path[: place + 1] for path in manifest.files for place in range(len(path)) if path[place] == "/"}
    return sorted(found, key=lambda one: (one.count("/"), f"{one}index.html" in manifest.files, one))


def _serves_anything(client: LiveClient, manifest: Manifest, found: Findings, seed: int) -> bool:
    """Request a page that does not exist; return whether the site serves it, as it then would any address."""
    response = client.get(f"khong-co-trang-nay-{seed % 10**9}/")
    page = manifest.files.get(NOT_FOUND_PAGE)
    if response.status == 200:
        found.foreign["/khong-co-trang-nay-…/"] = "địa chỉ không có thật vẫn trả lời 200"
        return True
    if page and response.body and sha256(response.body) != page.sha256:
        found.differ[NOT_FOUND_PAGE] = f"{len(response.body)} byte, bản kê ghi {page.size}"
    return False


def _follow(client: LiveClient, address: str, body: bytes, known: Collection[str], found: Findings) -> None:
    if body:
        follow_links(client, {address: body}, known, found)


def _check_address(
    client: LiveClient,
    address: str,
    known: Collection[str],
    found: Findings,
    how: str,
    visitor: Visitor | None = None,
) -> bytes:
    """Request an address unless it belongs to the release; if it is served, note it as foreign and return its body."""
    path = unquote(address.partition("?")[0].partition("#")[0])
    # Precompressed copies lie beside their files, and are compared as browsers get them.
    is_copy = path.endswith(COMPRESSED_ENDINGS) and path[:-3] in known
    if is_copy or (
        path in known
        or f"{path.rstrip('/')}/index.html".lstrip("/") in known
        or f"/{address}" in found.foreign
    ):
        return b""
    response = client.get(address, headers=visitor.headers if visitor else {})
    if response.status == 200:
        found.foreign[f"/{address}"] = f"{how}; {len(response.body)} byte"
        return response.body
    if leads_elsewhere(client, response):
        found.foreign[f"/{address}"] = f"{how}; chuyển tới {response.location}"
    return b""


def follow_links(
    client: LiveClient, pages: Mapping[str, bytes], known: Collection[str], found: Findings
) -> None:
    """Follow the links of pages that differ from the release, and of the foreign pages that they lead to."""
    waiting = [(path, body) for path, body in pages.items()]
    requested: set[str] = set()
    while waiting and len(requested) < _FOLLOWED_LINKS:
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
        if address.scheme in ("http", "https") and is_on_own_host(client, address.geturl()) and path:
            found.add(path + (f"?{address.query}" if address.query else ""))
    return found
