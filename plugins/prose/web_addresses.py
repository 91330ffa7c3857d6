"""Judge addresses that are written with their beginning (https:, mailto:, tel:): whether any reader can follow them."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from plugins.web.inner_hosts import is_inner_host

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
    """
    if not _WEB.match(address):
        kind, _, rest = address.partition(":")
        if kind.lower() == "mailto" and "@" not in rest:
            return "thiếu địa chỉ thư. Viết: mailto:ten@coquan.gov.vn."
        return (
            "thiếu số điện thoại. Ví dụ: tel:02373833123."
            if kind.lower() == "tel" and not rest.strip()
            else ""
        )
    try:
        host = (urlsplit(address).hostname or "").lower()
    except ValueError:
        host = ""
    if is_inner_host(host):
        return "chỉ mở được trên máy hay trong mạng của bạn, bạn đọc không mở được. Dùng địa chỉ công khai."
    return "" if _HOST.fullmatch(host) else f"không phải địa chỉ đầy đủ. {_EXAMPLE}"
