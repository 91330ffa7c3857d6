"""Pages are fetched from an old portal: one at a time, never too much, and again when that may help."""

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

MOST_PAGE, MOST_FILE = 8_000_000, 60_000_000
_NAME = "Mozilla/5.0 (compatible; cong-thong-tin/1.0; +nhap-bai-cu)"
_TRIES = 3
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
_SAFE = "/:?&=%#+,;@!$'()*~[]-._"


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """What an address answered: its bytes, the address at last, and the charset that was named."""

    data: bytes
    address: str
    charset: str = ""


class _OnlyWeb(urllib.request.HTTPRedirectHandler):
    """Follows redirects to the web alone."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):  # type: ignore[no-untyped-def]
        """Return the next request."""
        if urlsplit(newurl).scheme not in ("http", "https"):
            raise urllib.error.URLError("redirect")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


@dataclass
class Fetcher:
    """Fetches, with a pause between two requests; ``timeout`` and ``pause`` are seconds."""

    timeout: float = 30.0
    pause: float = 1.0
    sleep: Callable[[float], None] = time.sleep
    _asked: bool = field(default=False, init=False)

    def get(self, address: str, most: int = MOST_PAGE) -> FetchedPage:
        """Return what an address answers; raise Refused where it does not."""
        whole = sound_address(address)
        why = ""
        for attempt in range(_TRIES):
            if self._asked:
                self.sleep(self.pause * (1 + 2 * attempt))
            self._asked = True
            try:
                return self._once(whole, most)
            except urllib.error.HTTPError as fault:
                fault.close()
                if fault.code not in _AGAIN:
                    meaning = "trang không còn" if fault.code in (404, 410) else "máy chủ từ chối"
                    raise ImportRefused(f"“{address}”: {meaning} (mã {fault.code}).") from None
                why = f"máy chủ báo lỗi (mã {fault.code})"
            except (TimeoutError, urllib.error.URLError, http.client.HTTPException, OSError) as fault:
                reason = getattr(fault, "reason", fault)
                late = isinstance(reason, TimeoutError) or "timed out" in str(reason)
                why = "máy chủ không trả lời kịp" if late else "không nối được tới máy chủ"
            except ValueError:
                raise ImportRefused(f"“{address}” không phải một địa chỉ đọc được.") from None
        raise ImportRefused(
            f"“{address}”: {why}, đã thử {_TRIES} lần. Chạy lại lệnh để thử tiếp; bài đã nhập không nhập lại."
        )

    def _once(self, address: str, most: int) -> FetchedPage:
        request = urllib.request.Request(
            address, headers={"User-Agent": _NAME, "Accept-Encoding": "identity"}
        )
        opener = urllib.request.build_opener(_OnlyWeb())
        with opener.open(request, timeout=self.timeout) as answer:
            data = b""
            deadline = time.monotonic() + self.timeout * 6
            while piece := answer.read(min(65536, most + 1 - len(data))):
                data += piece
                if len(data) > most:
                    raise ImportRefused(f"“{address}” quá lớn (hơn {most // 1_000_000} MB), không tải.")
                if time.monotonic() > deadline:
                    raise TimeoutError
            if answer.headers.get("Content-Encoding", "").lower() == "gzip":
                data = unzipped(data, most)
            return FetchedPage(data, answer.geturl(), answer.headers.get_content_charset() or "")


def unzipped(data: bytes, most: int) -> bytes:
    """Return what gzip packed, if it is not too much."""
    try:
        unpacker = zlib.decompressobj(wbits=31)
        whole = unpacker.decompress(data, most + 1)
    except (zlib.error, gzip.BadGzipFile, EOFError):
        raise ImportRefused("tệp nén .gz bị hỏng.") from None
    if len(whole) > most:
        raise ImportRefused("tệp nén .gz bung ra quá lớn.")
    return whole


def sound_address(address: str) -> str:
    """
    Return an address as it is asked for: letters that are no ASCII encoded, entities read.

    >>> sound_address("http://a.vn/bài viết.html?x=1&amp;y=2")
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
