"""
Check a live site against the manifest of what was published: which files differ, are missing, or do not belong to it.

Requests, bytes and time are bounded.
"""

from __future__ import annotations

import secrets
import zlib
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor

from plugins.article.reserved_slugs import OwnSlug
from plugins.files.checksum import sha256
from plugins.publishing.hosting.http_headers import headers_of
from plugins.publishing.releases.compress import decompressed, is_compressible
from plugins.publishing.releases.findings import Findings
from plugins.publishing.releases.manifest import METADATA, Manifest, ManifestEntry
from plugins.publishing.visits.http_client import LARGEST, BudgetExhausted, LiveClient, LiveResponse
from plugins.publishing.visits.injected_pages import find_injected_pages, follow_links
from plugins.publishing.visits.visitor_checks import Visits, telling_header
from plugins.publishing.visits.visitors import PEOPLE, RARER, ROBOTS, VISITORS, Visitor
from plugins.publishing.visits.web_paths import address_of
from plugins.redirects.ledger import NOT_FOUND_PAGE

# Read by the host itself, and not served.
NOT_SERVED = frozenset({"_headers", "_redirects", ".htaccess", ".nojekyll"})
# Browsers receive the compressed copy of a page: each may be another file on the server.
_ENDINGS = {"br": ".br", "gzip": ".gz"}
_FOLLOWED_PAGES = 200  # pages that differ whose links are followed


def by_importance(files: Iterable[str]) -> list[str]:
    """
    Return paths in the order in which they are checked: what every reader meets, then pages, then the rest.

    >>> by_importance(["anh/a.jpg", "tin/2024/bai/index.html", "index.html", "theme/js/a.js", "tin/index.html"])
    ['index.html', 'theme/js/a.js', 'tin/index.html', 'tin/2024/bai/index.html', 'anh/a.jpg']
    """

    def rank(path: str) -> tuple[int, int, str]:
        if path in ("index.html", "robots.txt", "sitemap.xml"):
            return 0, 0, path
        if path.startswith(f"{OwnSlug.THEME}/"):
            return 1, 0, path
        return (2, path.count("/"), path) if path.endswith((".html", ".xml", ".json")) else (3, 0, path)

    return sorted(files, key=rank)


def check_live_site(
    client: LiveClient,
    manifest: Manifest,
    retained: Mapping[str, ManifestEntry],
    seed: int | None = None,
) -> Findings:
    """
    Return what differs between a live site and the manifest of its release.

    ``retained`` are files of earlier releases that may still be there; ``seed`` chooses what is asked for as whom, anew
    in each run where there is none.
    """
    found = Findings(seed=secrets.randbelow(10**9) if seed is None else seed)
    wanted = [
        path for path in by_importance(manifest.files) if path not in NOT_SERVED and path != NOT_FOUND_PAGE
    ]
    copies = [(path, encoding) for encoding in _ENDINGS for path in wanted if is_compressible(path)]
    known = {*manifest.files, *retained, *METADATA}
    # The search for what is foreign comes first: the budget must not end before it, nor all go into it.
    requests = client.budget.requests
    allowed = max(requests - len(wanted) - len(copies), requests // 4)
    visits = Visits(client, manifest, found, found.seed, allowed)
    try:
        with ThreadPoolExecutor(client.budget.pool) as pool:
            visits.run(pool)
            visits.ask_all(pool, find_injected_pages(client, manifest, known, found, found.seed))
            differing = _differing(client, manifest, wanted, found, pool)
            follow_links(client, {**visits.odd, **differing}, known, found)
            visits.again(pool)
            # Once every file was seen, the rest of the budget is for the compressed copies.
            _compare_copies(client, manifest, copies, found, pool)
    except BudgetExhausted:
        # No fault: what was not asked for any more is counted below, and told.
        pass
    found.unseen = sorted(set(wanted) - found.seen)
    found.requests = client.requests
    return found


def _differing(
    client: LiveClient, manifest: Manifest, wanted: Sequence[str], found: Findings, pool: Executor
) -> dict[str, bytes]:
    """Ask for each file; return what some of those that differ hold, by path."""
    differing: dict[str, bytes] = {}
    for path, body in pool.map(lambda path: _compare(client, path, manifest.files[path], found), wanted):
        if body and len(differing) < _FOLLOWED_PAGES:
            differing[path] = body
    return differing


def _compare_copies(
    client: LiveClient,
    manifest: Manifest,
    copies: Sequence[tuple[str, str]],
    found: Findings,
    pool: Executor,
) -> None:
    """Ask for compressed copies, each a file and an encoding; those that the budget does not reach are counted."""
    found.unseen_packed = len(copies)
    for is_seen in pool.map(
        lambda copy: _compare_compressed(client, copy[0], copy[1], manifest.files[copy[0]], found), copies
    ):
        found.unseen_packed -= is_seen


def _visitor(path: str, seed: int, visitors: tuple[Visitor, ...]) -> Visitor:
    """Return as whom a file is asked for: in every run another, so that a page which some alone see is met in time."""
    return visitors[zlib.crc32(f"{seed} {path}".encode()) % len(visitors)]


def _compare(client: LiveClient, path: str, file: ManifestEntry, found: Findings) -> tuple[str, bytes]:
    """Request one file, as some visitor; return its path, and its body if it differs."""
    visitor = _visitor(path, found.seed, (*VISITORS, *RARER))
    limit = max(file.size, LARGEST)
    try:
        response = client.get(address_of(path), headers=visitor.headers, limit=limit)
        who = f" (hỏi như “{visitor.name}”)"
        if response.status != 200 or not _is_file(response, file):
            plain = client.get(address_of(path), limit=limit if response.status != 200 else file.size + 1)
            if plain.status != 200 or not _is_file(plain, file) or response.status in (0, 401, 403, 429, 503):
                response, who = (plain if response.status != 200 else response), ""
    except BudgetExhausted:
        # It stays among those that were not seen, which are told.
        return path, b""
    found.seen.add(path)
    if response.status != 200:
        why = response.fault or (
            f"chuyển tới {response.location}" if response.location else f"trả lời {response.status}"
        )
        found.missing[path] = why + who
        return path, b""
    if _is_file(response, file):
        _check_headers(client, path, response, found)
        return path, b""
    size = f"hơn {len(response.body)}" if response.cut else str(len(response.body))
    found.differ[path] = f"{size} byte, bản kê ghi {file.size}{who}"
    return path, response.body


def _is_file(response: LiveResponse, file: ManifestEntry) -> bool:
    return len(response.body) == file.size and sha256(response.body) == file.sha256


def _compare_compressed(
    client: LiveClient, path: str, encoding: str, file: ManifestEntry, found: Findings
) -> bool:
    """Request one file compressed, as browsers and search engines do; return False where the budget did not suffice."""
    if path in found.differ or path in found.missing:
        return True
    visitor = _visitor(path, found.seed + 1, ROBOTS if encoding == "br" else PEOPLE)
    limit = max(file.size, LARGEST)
    try:
        response = client.get(address_of(path), encoding=encoding, headers=visitor.headers, limit=limit)
        if response.status in (401, 403, 429, 503):
            response = client.get(address_of(path), encoding=encoding, limit=limit)
    except BudgetExhausted:
        # The caller counts it among the copies that were not seen.
        return False
    if response.status != 200:
        why = response.fault or f"trả lời {response.status}"
        found.missing[path] = f"hỏi bản nén “{encoding}”: {why}"
        return True
    received = response.headers.get("content-encoding", "").strip().lower()
    ending = _ENDINGS.get(received)
    plain = decompressed(response.body, ending, file.size) if ending else response.body
    if plain is None or sha256(plain) != file.sha256:
        found.differ[path] = f"bản nén mà trình duyệt nhận ({received or encoding}) không phải tệp này"
    return True


def _check_headers(client: LiveClient, path: str, response: LiveResponse, found: Findings) -> None:
    if told := telling_header(client, path, response):
        found.differ[path] = told
    if path != "index.html":
        return
    for name in headers_of("/"):
        if name.lower() not in response.headers:
            found.headers[name] = "thiếu ở trang chủ"
