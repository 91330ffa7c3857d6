"""Judge addresses that are written with their beginning (https:, mailto:, tel:): whether any reader can follow them."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from plugins.web.inner_hosts import ipv4_of, is_inner_host, is_number_host

_WEB = re.compile(r"(?:https?:|//)", re.IGNORECASE)
_HOST = re.compile(r"[^\s.]{1,63}(?:\.[^\s.]{1,63})+\.?|[\da-f:.]*:[\da-f:.]*")
_EXAMPLE = "Viết dạng https://ten-trang.vn/…."


def why_useless(address: str) -> str:
    """
    Return why an address leads no reader anywhere, as a sentence without the address; "" for one that may.

    >>> [bool(why_useless(one)) for one in ("http://localhost:8000/", "https:/a.vn", "https://", "mailto:", "//192.168.1.2/")]
    [True, True, True, True, True]
    >>> [bool(why_useless(one)) for one in ("https://a.vn/localhost", "//a.vn", "mailto:a@b.vn", "tel:02373", "http://8.8.8.8")]
    [False, False, False, False, False]
    >>> [bool(why_useless(one)) for one in ("https://ten:ma@a.vn", "https://a.vn:0", "https://a.vn:80:80", "https://1.2.3.4.5", "tel:a")]
    [True, True, True, True, True]
    """
    if not _WEB.match(address):
        kind, _, rest = address.partition(":")
        if kind.lower() == "mailto" and "@" not in rest:
            return "thiếu địa chỉ thư. Viết: mailto:ten@coquan.gov.vn."
        return (
            "thiếu số điện thoại. Ví dụ: tel:02373833123."
            if kind.lower() == "tel" and not any(map(str.isdecimal, rest))
            else ""
        )
    try:
        parts = urlsplit(address)
        host = "" if parts.port == 0 else (parts.hostname or "").lower()
    except ValueError:
        return f"không phải địa chỉ đầy đủ. {_EXAMPLE}"
    if "@" in parts.netloc:
        # Who reads it takes what stands before the sign for the host; a password there would be public.
        return f"có phần đứng trước dấu “@”, bạn đọc dễ nhầm trang sẽ tới. Chỉ để tên trang: {parts.scheme or 'https'}://{host}/."
    if is_inner_host(host):
        return "chỉ mở được trên máy hay trong mạng của bạn, bạn đọc không mở được. Dùng địa chỉ công khai."
    is_host = _HOST.fullmatch(host) and not (is_number_host(host) and ipv4_of(host) is None)
    return "" if is_host else f"không phải địa chỉ đầy đủ. {_EXAMPLE}"
