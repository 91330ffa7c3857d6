"""Fetch pages and files from an old portal: one at a time, up to a size, and again when that may help."""

from __future__ import annotations

import gzip
import http.client
import time
import urllib.error
import urllib.request
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit, urlunsplit

from plugins.editors.importing.refusal import ImportRefused

MAX_PAGE_BYTES, MAX_FILE_BYTES = 8_000_000, 60_000_000
_USER_AGENT = "Mozilla/5.0 (compatible; cong-thong-tin/1.0; +nhap-bai-cu)"
_TRIES = 3
_RETRIED_CODES = frozenset({408, 425, 429, 500, 502, 503, 504})
_SAFE = "/:?&=%#+,;@!$'()*~[]-._"


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """What a server answered: the bytes, the address after redirects, and the charset that it named, or ""."""

    data: bytes
    address: str
    charset: str = ""


class _WebRedirectHandler(urllib.request.HTTPRedirectHandler):
    """Follows redirects to http and https addresses only."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):  # type: ignore[no-untyped-def]
        """Return the next request."""
        if urlsplit(newurl).scheme not in ("http", "https"):
            raise urllib.error.URLError("redirect")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


@dataclass
class Fetcher:
    """Fetches addresses, with a pause between two requests; ``timeout`` and ``pause`` are seconds."""

    timeout: float = 30.0
    pause: float = 1.0
    sleep: Callable[[float], None] = time.sleep
    _has_requested: bool = field(default=False, init=False)

    def get(self, address: str, max_bytes: int = MAX_PAGE_BYTES) -> FetchedPage:
        """Return what an address answers; raise ImportRefused where it does not answer, or more than ``max_bytes``."""
        whole = normalised_address(address)
        problem = ""
        for attempt in range(_TRIES):
            if self._has_requested:
                self.sleep(self.pause * (1 + 2 * attempt))
            self._has_requested = True
            try:
                return self._once(whole, max_bytes)
            except urllib.error.HTTPError as fault:
                fault.close()
                if fault.code not in _RETRIED_CODES:
                    meaning = "trang không còn" if fault.code in (404, 410) else "máy chủ từ chối"
                    raise ImportRefused(f"“{address}”: {meaning} (mã {fault.code}).") from None
                problem = f"máy chủ báo lỗi (mã {fault.code})"
            except (TimeoutError, urllib.error.URLError, http.client.HTTPException, OSError) as fault:
                reason = getattr(fault, "reason", fault)
                is_timeout = isinstance(reason, TimeoutError) or "timed out" in str(reason)
                problem = "máy chủ không trả lời kịp" if is_timeout else "không nối được tới máy chủ"
            except ValueError:
                raise ImportRefused(f"“{address}” không phải một địa chỉ đọc được.") from None
        raise ImportRefused(
            f"“{address}”: {problem}, đã thử {_TRIES} lần. Chạy lại lệnh để thử tiếp; bài đã nhập không nhập lại."
        )

    def _once(self, address: str, max_bytes: int) -> FetchedPage:
        request = urllib.request.Request(
            address, headers={"User-Agent": _USER_AGENT, "Accept-Encoding": "identity"}
        )
        opener = urllib.request.build_opener(_WebRedirectHandler())
        with opener.open(request, timeout=self.timeout) as answer:
            data = b""
            deadline = time.monotonic() + self.timeout * 6
            while piece := answer.read(min(65536, max_bytes + 1 - len(data))):
                data += piece
                if len(data) > max_bytes:
                    raise ImportRefused(f"“{address}” quá lớn (hơn {max_bytes // 1_000_000} MB), không tải.")
                if time.monotonic() > deadline:
                    raise TimeoutError
            if answer.headers.get("Content-Encoding", "").lower() == "gzip":
                data = gunzip(data, max_bytes)
            return FetchedPage(data, answer.geturl(), answer.headers.get_content_charset() or "")


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
