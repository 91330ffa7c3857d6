"""Fetch pages and files from an old portal: one at a time, up to a size, and again when that may help."""

from __future__ import annotations

import gzip
import re
import time
import zlib
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from urllib.parse import quote, urlsplit, urlunsplit

from unidecode import unidecode

from plugins.editors.importing.refusal import ImportRefused
from plugins.web.host_lookup import Lookup, system_lookup
from plugins.web.web_address import BadAddress, WebAddress, web_address
from plugins.web.web_client import (
    FetchFault,
    FetchRules,
    InnerAddress,
    NotFollowed,
    TookTooLong,
    WebClient,
    WebResponse,
    plain_body,
)

# A large file of a slow server may take minutes, but never half a minute without a byte.
RULES = FetchRules(redirects=10, seconds=180, stall=30)

MAX_PAGE_BYTES, MAX_FILE_BYTES = 8_000_000, 60_000_000
# Who asks, and for what; some old portals answer only what calls itself so.
USER_AGENT = "Mozilla/5.0 (compatible; nhap-cong-cu/1.0)"
_TRIES = 3
# An old portal that wants more time than this is asked again by the next run.
_LONGEST_WAIT, _LONGEST_PAUSE = 300.0, 30.0
_TOO_MANY = 429
_RETRIED_CODES = frozenset({408, 425, 429, 500, 502, 503, 504})
# Whoever asks in another way may be let in.
_FOR_OTHERS = frozenset({401, 403, 407})
_SAFE = "/:?&=%#+,;@!$'()*~[]-._"


class FinalRefusal(ImportRefused):
    """An address has answered, and asking again would change nothing."""


class AccessRefused(ImportRefused):
    """A server answers others, or this one under another name, and not now."""


class TemporaryRefusal(ImportRefused):
    """An address did not answer now, and may do so later."""


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """What a server answered: the bytes, the address after redirects, and the charset that it named, or ""."""

    data: bytes
    address: str
    charset: str = ""


@dataclass
class Fetcher:
    """
    Fetches addresses, with a pause between two requests, and as long a one as a server asks for.

    ``rules`` say what may be asked and how long an answer may take, ``pause`` is in seconds, ``user_agent`` says who asks.
    """

    rules: FetchRules = RULES
    pause: float = 1.0
    user_agent: str = USER_AGENT
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.time
    lookup: Lookup = system_lookup
    _has_requested: bool = field(default=False, init=False)
    _asked_to_wait: float = field(default=0.0, init=False)

    def get(self, address: str, max_bytes: int = MAX_PAGE_BYTES) -> FetchedPage:
        """Return what an address answers; raise ImportRefused where it does not answer, or more than ``max_bytes``."""
        try:
            whole = web_address(normalised_address(address))
        except BadAddress:
            raise ImportRefused(f"“{address[:120]}” không phải một địa chỉ đọc được.") from None
        problem = ""
        for attempt in range(_TRIES):
            self._wait(attempt)
            try:
                response = self._once(whole, max_bytes)
            except NotFollowed as fault:
                raise ImportRefused(
                    f"“{address}” {fault}. Nếu đúng là trang cần nhập, nhập thẳng địa chỉ ấy hoặc thêm --noi-khac."
                ) from None
            except InnerAddress as fault:
                raise ImportRefused(
                    f"“{address}”: {fault} nên không tải. Nếu cổng cũ đúng là ở đó, thêm --mang-noi-bo."
                ) from None
            except FetchFault as fault:
                is_late = isinstance(fault, TookTooLong)
                problem = "máy chủ không trả lời kịp" if is_late else "không nối được tới máy chủ"
                continue
            if response.status == 200:
                return self._page(address, response, max_bytes)
            if response.status not in _RETRIED_CODES:
                meaning = "trang không còn" if response.status in (404, 410) else "máy chủ từ chối"
                kind: type[ImportRefused] = AccessRefused if response.status in _FOR_OTHERS else FinalRefusal
                raise kind(f"“{address}”: {meaning} (mã {response.status}).")
            self._heed(address, response)
            problem = f"máy chủ báo lỗi (mã {response.status})"
        raise TemporaryRefusal(
            f"“{address}”: {problem}, đã thử {_TRIES} lần. Chạy lại lệnh để thử tiếp; bài đã nhập không nhập lại."
        )

    def _wait(self, attempt: int) -> None:
        if self._has_requested:
            self.sleep(max(self.pause * (1 + 2 * attempt), self._asked_to_wait))
        self._has_requested, self._asked_to_wait = True, 0.0

    def _heed(self, address: str, response: WebResponse) -> None:
        """Wait as long as a server asks for; raise ImportRefused where that is too long. One that has too much is asked more slowly."""
        self._asked_to_wait = retry_after(response.headers.get("retry-after", ""), self.clock())
        if response.status == _TOO_MANY:
            self.pause = min(self.pause * 2, _LONGEST_PAUSE)
        if self._asked_to_wait > _LONGEST_WAIT:
            minutes = round(self._asked_to_wait / 60)
            self._asked_to_wait = 0.0
            raise TemporaryRefusal(
                f"“{address}”: máy chủ cũ bảo chờ {minutes} phút (mã {response.status}). Chạy lại lệnh sau đó; bài đã nhập không nhập lại."
            )

    def _once(self, address: WebAddress, max_bytes: int) -> WebResponse:
        headers = {"User-Agent": self.user_agent, "Accept-Encoding": "identity"}
        with closing(WebClient(self.rules, self.lookup)) as web:
            return web.get(address, limit=max_bytes, headers=headers)

    def _page(self, address: str, response: WebResponse, max_bytes: int) -> FetchedPage:
        """Return the page of a response; raise ImportRefused where it is too large or cannot be unpacked."""
        if response.cut:
            raise FinalRefusal(f"“{address}” quá lớn (hơn {max_bytes // 1_000_000} MB), không tải.")
        try:
            data = plain_body(response, max_bytes)
        except FetchFault as fault:
            raise FinalRefusal(f"“{address}”: {fault}, không tải.") from None
        return FetchedPage(data, response.address, response.charset)


def retry_after(written: str, now: float) -> float:
    """
    Return how many seconds a server asks to wait, 0 where it says nothing that can be understood.

    >>> retry_after("120", 0), retry_after("Thu, 01 Jan 1970 00:02:00 GMT", 30), retry_after("soon", 0)
    (120.0, 90.0, 0.0)
    """
    if written.strip().isdecimal():
        return float(written.strip()[:9])
    try:
        return max(0.0, parsedate_to_datetime(written).timestamp() - now)
    except (ValueError, TypeError, OverflowError, IndexError):
        return 0.0


def user_agent_of(name: str, contact: str) -> str:
    """
    Return how an import introduces itself: what it is, for whom, and where somebody can be reached.

    >>> user_agent_of("Cổng thông tin xã Thọ Xuân", "vanphong@thoxuan.gov.vn")
    'Mozilla/5.0 (compatible; nhap-cong-cu/1.0; Cong thong tin xa Tho Xuan; +vanphong@thoxuan.gov.vn)'
    """
    who = " ".join(re.sub(r"[^a-z0-9 .,-]+", " ", unidecode(name), flags=re.IGNORECASE).split())[:80]
    where = re.sub(r"[^\x21-\x7e]|[()<>;\\]", "", contact)[:120]
    said = "".join(f"; {one}" for one in (who, where and f"+{where}") if one)
    return f"{USER_AGENT.removesuffix(')')}{said})"


def gunzip(data: bytes, max_bytes: int) -> bytes:
    """Return the content of gzip data; raise ImportRefused where it is damaged or unpacks to more than ``max_bytes``."""
    try:
        unpacker = zlib.decompressobj(wbits=31)
        whole = unpacker.decompress(data, max_bytes + 1)
    except (zlib.error, gzip.BadGzipFile, EOFError):
        raise ImportRefused("tệp nén .gz bị hỏng.") from None
    if len(whole) > max_bytes:
        raise ImportRefused("tệp nén .gz bung ra quá lớn.")
    return whole


def normalised_address(address: str) -> str:
    """
    Return an address as it is requested: entities decoded, letters beyond ASCII percent-encoded.

    >>> normalised_address("http://a.vn/bài viết.html?x=1&amp;y=2")
    'http://a.vn/b%C3%A0i%20vi%E1%BA%BFt.html?x=1&y=2'
    """
    whole = address.strip()
    while "&amp;" in whole:
        whole = whole.replace("&amp;", "&")
    try:
        parts = urlsplit(whole)
        host = parts.netloc.encode("idna").decode() if not parts.netloc.isascii() else parts.netloc
    except (ValueError, UnicodeError):
        raise ImportRefused(f"“{address[:120]}” không phải một địa chỉ đọc được.") from None
    if parts.scheme not in ("http", "https") or not host:
        raise ImportRefused(f"“{address[:120]}” không phải địa chỉ http:// hay https://.")
    return urlunsplit((parts.scheme, host, quote(parts.path, _SAFE), quote(parts.query, _SAFE), ""))
