"""
Ask a live site as its visitors do, and look for answers that some of them alone get.

A seeded sample of pages is asked for as each visitor, with queries of networks, in every compression, in parts, with HEAD
and again; addresses that do not exist are asked for as search engines and those who come from them.
"""

from __future__ import annotations

import re
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import urljoin, urlsplit

from plugins.files.checksum import sha256
from plugins.publishing.releases.compress import decompressed
from plugins.publishing.releases.findings import Findings
from plugins.publishing.releases.manifest import Manifest
from plugins.publishing.visits.http_client import BudgetExhausted, LiveClient, LiveResponse
from plugins.publishing.visits.suspect_addresses import made_up_addresses, suspect_addresses
from plugins.publishing.visits.visitors import FROM_GOOGLE, GOOGLEBOT, RARER, VISITORS, Visitor, sample
from plugins.publishing.visits.web_paths import REDIRECTS, address_of, is_on_own_host, leads_elsewhere
from plugins.redirects.ledger import NOT_FOUND_PAGE

# Asked for in every run; so many others are chosen.
_ALWAYS = ("index.html", "robots.txt", "sitemap.xml")
_PAGES, _OTHERS, _REPEATS = 8, 3, 3
_FOR_RARER = 3  # pages that rarer visitors ask for
# As browsers ask that have an older state of the page.
_HAS_OLDER = {"If-None-Match": '"0"', "If-Modified-Since": "Sat, 01 Jan 2000 00:00:00 GMT"}
_ENCODINGS = ("gzip, deflate, br, zstd", "br", "gzip", "deflate")
_ROUNDS, _PAUSE = 4, 0.15  # seconds between two
_SHARE_OF_TIME = 0.6
_DECODED = {"br": ".br", "gzip": ".gz", "x-gzip": ".gz"}
_PARTS = ((0, 99), (40, 139))
_REFUSED = frozenset({401, 403, 405, 406, 429, 501, 503})
_CANONICAL = re.compile(r"<([^>]*)>[^,]*\brel\s*=\s*\"?canonical", re.IGNORECASE)
_LINKED = re.compile(
    r"<([^>]*)>[^,<]*\brel\s*=\s*\"?(?:alternate|amphtml|stylesheet|preload|modulepreload)", re.IGNORECASE
)


@dataclass(slots=True)
class Visits:
    """
    The checks of one run; ``allowed`` is the number of requests after which it asks no further.

    ``seed`` chooses the sample. ``odd`` are pages that some visitor got and that are not the release's.
    """

    client: LiveClient
    manifest: Manifest
    found: Findings
    seed: int
    allowed: int
    odd: dict[str, bytes] = field(default_factory=dict)
    _plain: dict[str, bytes] = field(default_factory=dict)

    def run(self, pool: ThreadPoolExecutor) -> None:
        """Ask for the sample as every visitor, and for addresses that do not exist."""
        self.ask_all(pool, (partial(self._ask_plainly, path) for path in self._sample()))
        self.ask_all(pool, self._visits())
        self.ask_all(pool, self._made_up())

    def again(self, pool: ThreadPoolExecutor) -> None:
        """Ask for the sample once more, some times: what was so a moment ago may be otherwise now."""
        for number in range(_ROUNDS):
            if number:
                time.sleep(_PAUSE)
            for _ in pool.map(partial(self._visit, visitor=None), self._plain):
                pass

    def ask_all(self, pool: ThreadPoolExecutor, tasks: Iterable[Callable[[], None]]) -> None:
        """Do tasks, each of which asks once or twice, as long as the budget and the share of these checks last."""

        def ask(task: Callable[[], None]) -> None:
            if self.client.requests >= self.allowed or self.client.share_spent > _SHARE_OF_TIME:
                self.found.unasked += 1
                return
            try:
                task()
            except BudgetExhausted:
                self.found.unasked += 1

        for _ in pool.map(ask, tasks):
            pass

    def _sample(self) -> list[str]:
        """Return the paths of the sample: what is always asked for, pages and other files that the seed chooses."""
        files = [path for path in self.manifest.files if path not in _ALWAYS and path != NOT_FOUND_PAGE]
        pages = [path for path in files if path.endswith("/index.html")]
        others = [path for path in files if path.endswith((".js", ".css", ".json", ".xml"))]
        always = [path for path in _ALWAYS if path in self.manifest.files]
        return [*always, *sample(pages, _PAGES, self.seed), *sample(others, _OTHERS, self.seed)]

    def _ask_plainly(self, path: str) -> None:
        size = self.manifest.files[path].size
        response = self.client.get(address_of(path), limit=size + 1)
        if response.status == 0:
            self.found.missing[path] = response.fault
        elif response.status == 200 and self._is_right(path, response.body):
            self._plain[path] = response.body

    def _is_right(self, path: str, body: bytes) -> bool:
        file = self.manifest.files[path]
        return len(body) == file.size and sha256(body) == file.sha256

    def _visits(self) -> Iterator[Callable[[], None]]:
        suspect = suspect_addresses()
        for path in self._plain:
            for visitor in VISITORS:
                yield partial(self._visit, path, visitor)
            for encoding in _ENCODINGS:
                yield partial(self._ask_packed, path, encoding)
            for first, last in _PARTS:
                yield partial(self._ask_part, path, first, last)
            for _ in range(_REPEATS):
                yield partial(self._visit, path, None)
            yield partial(self._ask_head, path)
            yield partial(self._ask_with_older, path)
            for address in _other_spellings(path):
                yield partial(self._ask_spelling, path, address)
            if path.endswith("index.html"):
                more = suspect.injected_queries if path == "index.html" else ()
                for query in (*more, *suspect.network_queries):
                    yield partial(self._visit, path, None, query)
                    yield partial(self._visit, path, FROM_GOOGLE, query)

        pages = [path for path in self._plain if path.endswith("index.html")]
        for path in pages[:_FOR_RARER]:
            for visitor in RARER:
                yield partial(self._visit, path, visitor)

    def _ask_with_older(self, path: str) -> None:
        response = self.client.get(
            address_of(path), headers=_HAS_OLDER, limit=self.manifest.files[path].size + 1
        )
        if response.status != 304:
            self._judge(path, address_of(path), response, "đã có bản cũ")

    def _ask_spelling(self, path: str, address: str) -> None:
        """Ask for a page by another spelling of its address: there it is, or nothing, or a redirect within the site."""
        response = self.client.get(address, headers=FROM_GOOGLE.headers)
        is_another = not (self._is_not_found_page(response) or self._is_right(path, response.body))
        if (response.status == 200 and is_another) or leads_elsewhere(self.client, response):
            self._note_odd(path, address, response, "cách viết khác")

    def _is_not_found_page(self, response: LiveResponse) -> bool:
        """Tell whether an answer is the page that the portal has for addresses that do not exist."""
        missing = self.manifest.files.get(NOT_FOUND_PAGE)
        return missing is not None and sha256(response.body) == missing.sha256

    def _visit(self, path: str, visitor: Visitor | None, query: str = "") -> None:
        address = address_of(path) + query
        response = self.client.get(
            address, headers=visitor.headers if visitor else {}, limit=self.manifest.files[path].size + 1
        )
        self._note_cookie(response)
        self._judge(path, address, response, visitor.name if visitor else query or "hỏi lại")

    def _judge(self, path: str, address: str, response: LiveResponse, who: str) -> None:
        """Add an answer that is not the file of the release to the findings."""
        if response.status == 0:
            self.found.missing[path] = f"{response.fault} (hỏi như “{who}”)"
        elif response.status in _REFUSED:
            self.found.notes[f"hỏi như “{who}”"] = f"máy chủ không cho xem (trả lời {response.status})"
        elif response.status == 200 and self._is_right(path, response.body):
            if told := telling_header(self.client, path, response):
                self.found.foreign[f"/{address} ({who})"] = told
        elif not (response.status in REDIRECTS and self._is_same_page(address, response)):
            self._note_odd(path, address, response, who)

    def _is_same_page(self, address: str, response: LiveResponse) -> bool:
        """Tell whether a redirect leads to the same page, without a query that it was asked for with."""
        place = urlsplit(urljoin(f"{self.client.siteurl}/{address}", response.location))
        asked = urlsplit(f"{self.client.siteurl}/{address}")
        return "?" in address and is_on_own_host(self.client, response.location) and place.path == asked.path

    def _note_odd(self, path: str, address: str, response: LiveResponse, who: str) -> None:
        why = f"chuyển tới {response.location}" if response.location else f"trả lời {response.status}"
        if response.status == 200:
            why = "nội dung khác bản đã phát hành"
            self.odd.setdefault(path, response.body)
        self.found.foreign[f"/{address} ({who})"] = why

    def _note_cookie(self, response: LiveResponse) -> None:
        if cookie := response.headers.get("set-cookie"):
            name = cookie.partition("=")[0][:40]
            self.found.notes["cookie"] = f"máy chủ đặt cookie “{name}”; cổng không dùng cookie nào"

    def _ask_packed(self, path: str, encoding: str) -> None:
        size = self.manifest.files[path].size
        response = self.client.get(address_of(path), encoding=encoding, limit=size + 4096)
        received = response.headers.get("content-encoding", "").strip().lower()
        body: bytes | None = response.body
        if received == "deflate":
            body = _inflated(response.body, size)
        elif received in _DECODED:
            body = decompressed(response.body, _DECODED[received], size)
        elif received not in ("", "identity"):
            self.found.notes[f"bản nén {received[:20]}"] = "chưa đọc được nên chưa so"
            return
        if body is None and response.status == 200:
            self.found.foreign[f"/{address_of(path)} (nén {encoding})"] = "bản nén không bung ra đúng tệp này"
            return
        plain = LiveResponse(
            response.status, body or b"", response.location, response.headers, response.fault
        )
        self._judge(path, address_of(path), plain, f"nén {encoding}")

    def _ask_part(self, path: str, first: int, last: int) -> None:
        whole, address = self._plain[path], address_of(path)
        response = self.client.get(address, headers={"Range": f"bytes={first}-{last}"}, limit=len(whole) + 1)
        if response.status == 206 and response.body != whole[first : last + 1]:
            self.found.foreign[f"/{address} (từng phần)"] = "phần gửi ra không có trong tệp đã phát hành"
        elif response.status not in (206, 416):
            self._judge(path, address, response, "từng phần")

    def _ask_head(self, path: str) -> None:
        address, size = address_of(path), len(self._plain[path])
        response = self.client.get(address, method="HEAD")
        told = response.headers.get("content-length", str(size))
        if response.status in _REFUSED or response.status == 0:
            return
        if response.status != 200 or (told != str(size) and "content-encoding" not in response.headers):
            why = (
                f"chuyển tới {response.location}"
                if response.location
                else f"trả lời {response.status}, {told} byte"
            )
            self.found.foreign[f"/{address} (HEAD)"] = why
        elif faulty := telling_header(self.client, path, response):
            self.found.foreign[f"/{address} (HEAD)"] = faulty

    def _made_up(self) -> Iterator[Callable[[], None]]:
        """Yield tasks that ask for addresses that do not exist."""
        pages = [path for path in self.manifest.files if path.count("/") > 1 and path.endswith("/index.html")]
        page = (sample(pages, 1, self.seed) or ["index.html"])[0].removesuffix("index.html")
        word = f"qzx{self.seed % 10**9:09d}"
        addresses = made_up_addresses(word, page.partition("/")[0] + "/" if page else "", page)
        others = [one for one in (*VISITORS, *RARER) if one not in (GOOGLEBOT, FROM_GOOGLE)]
        for number, address in enumerate(addresses):
            # Each of the others has one or two of them.
            some = others[number :: len(addresses)]
            yield partial(self._ask_made_up, address, (GOOGLEBOT, FROM_GOOGLE, *some))

    def _ask_made_up(self, address: str, visitors: tuple[Visitor, ...]) -> None:
        if f"{address}index.html" in self.manifest.files:
            return
        plain = self.client.get(address)
        is_usual = self._is_not_found_page(plain)
        self._judge_made_up(address, plain, "", is_usual=False)
        for visitor in visitors:
            self._judge_made_up(
                address, self.client.get(address, headers=visitor.headers), visitor.name, is_usual=is_usual
            )

    def _judge_made_up(self, address: str, response: LiveResponse, who: str, *, is_usual: bool) -> None:
        """Add an answer at an address that does not exist to the findings; ``is_usual``: others get the portal's 404 page."""
        home = self.manifest.files.get("index.html")
        shown = f"/{address} ({who})" if who else f"/{address}"
        if address.startswith("?") and home and sha256(response.body) == home.sha256:
            return
        if response.status == 200:
            self.found.foreign[shown] = f"địa chỉ không có thật vẫn trả lời 200; {len(response.body)} byte"
            self.odd.setdefault(address, response.body)
        elif leads_elsewhere(self.client, response):
            self.found.foreign[shown] = f"địa chỉ không có thật; chuyển tới {response.location}"
        elif is_usual and response.status == 404 and not self._is_not_found_page(response):
            self.found.foreign[shown] = "trang báo lỗi khác trang đã phát hành"


def telling_header(client: LiveClient, path: str, response: LiveResponse) -> str:
    """Return what the headers of a right answer do to it, "" where they do nothing."""
    robots = response.headers.get("x-robots-tag", "").lower()
    if "noindex" in robots or "unavailable_after" in robots or re.search(r"(?:^|[\s,:])none\b", robots):
        return f"tiêu đề X-Robots-Tag bảo máy tìm kiếm bỏ trang ({robots[:60]})"
    if refresh := response.headers.get("refresh"):
        return f"tiêu đề Refresh đưa người đọc đi nơi khác ({refresh[:80]})"
    if canonical := _CANONICAL.search(response.headers.get("link", "")):
        own = f"{client.siteurl}/{address_of(path)}"
        if urljoin(own, canonical[1]).partition("?")[0] != own:
            return f"tiêu đề Link nói trang này thuộc về “{canonical[1][:80]}”"
    for linked in _LINKED.findall(response.headers.get("link", "")):
        if not is_on_own_host(client, linked):
            return f"tiêu đề Link tải hay nhắc tới “{linked[:80]}”"
    if path.endswith(".html") and "attachment" in response.headers.get("content-disposition", "").lower():
        return "máy chủ bảo trình duyệt tải trang về như một tệp (Content-Disposition)"
    kind = response.headers.get("content-type", "").lower()
    charset = re.search(r"charset\s*=\s*[\"']?([^\"';\s]+)", kind)
    if path.endswith(".html") and charset and charset[1] not in ("utf-8", "utf8"):
        return f"máy chủ nói trang dùng bảng mã “{charset[1][:20]}”, không phải utf-8"
    if path.endswith(".html") and kind and not kind.startswith("text/html"):
        return f"máy chủ gọi trang này là “{kind[:40]}”"
    return ""


def _other_spellings(path: str) -> Iterator[str]:
    """
    Yield other addresses by which a page may be asked for.

    >>> list(_other_spellings("tin/a/index.html")), list(_other_spellings("theme/a.css"))
    (['tin/a/index.html', '/tin/a/', 'tin/a', 'TIN/A/'], [])
    """
    if not path.endswith("index.html"):
        return
    address = address_of(path)
    yield f"{address}index.html"
    yield f"/{address}"
    if address:
        yield address.rstrip("/")
        # Escapes are the same in upper case.
        yield address.upper()


def _inflated(data: bytes, limit: int) -> bytes | None:
    for bits in (15, -15):
        unpacker = zlib.decompressobj(wbits=bits)
        try:
            plain = unpacker.decompress(data, limit + 1)
        except zlib.error:
            continue
        return plain if unpacker.eof and len(plain) <= limit else None
    return None
