"""Judge addresses of links that are written with their beginning (https:, mailto:, tel:): whether any reader can follow them."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, unquote, urlsplit

from plugins.web.inner_hosts import host_as_read, ipv4_of, is_inner_host, is_number_host

_WEB = re.compile(r"(?:https?:|//)", re.IGNORECASE)
_QUERY = re.compile("[?#]")
_LONGEST_HOST = 253
# Of ASCII's signs a name has "-" and "_" alone; other scripts have marks of their own.
_NAME = r"[^\s.\x00-,/:-@\[-^`{-\x9f]{1,63}"
_HOST = re.compile(rf"{_NAME}(?:\.{_NAME})+\.?|[\da-f:.]*:[\da-f:.]*")
_MAIL = re.compile(r"[^@\s<>]+@[^@\s<>.]+(?:\.[^@\s<>.]+)+")
_MAILS_END = re.compile("[,;]")
_SHORTEST_NUMBER = 3  # figures, as of 113
_EXAMPLE = "Viết dạng https://ten-trang.vn/…."


def why_useless(address: str) -> str:
    """
    Return why an address leads no reader anywhere, or elsewhere than it seems, as a sentence without the address; "" for one that may.

    >>> [bool(why_useless(one)) for one in ("http://localhost:8000/", "https:/a.vn", "https://", "mailto:", "//192.168.1.2/")]
    [True, True, True, True, True]
    >>> [bool(why_useless(one)) for one in ("https://a.vn/localhost", "//a.vn", "mailto:a@b.vn", "tel:02373", "http://8.8.8.8")]
    [False, False, False, False, False]
    >>> [bool(why_useless(one)) for one in ("https://ten:ma@a.vn", "https://a.vn:0", "https://a.vn:80:80", "https://1.2.3.4.5", "tel:a")]
    [True, True, True, True, True]
    """
    if not _WEB.match(address):
        kind, _, rest = address.partition(":")
        if kind.lower() == "mailto" and not _reaches_somebody(rest):
            return "thiếu địa chỉ thư. Viết: mailto:ten@coquan.gov.vn."
        is_number = sum(one.isascii() and one.isdecimal() for one in rest) >= _SHORTEST_NUMBER
        return (
            "thiếu số điện thoại. Ví dụ: tel:02373833123." if kind.lower() == "tel" and not is_number else ""
        )
    try:
        parts = _as_browsers_read(address)
        host = "" if parts.port == 0 else host_as_read(parts.hostname or "")
    except ValueError:
        return f"không phải địa chỉ đầy đủ. {_EXAMPLE}"
    if is_inner_host(host):
        return "chỉ mở được trên máy hay trong mạng của bạn, bạn đọc không mở được. Dùng địa chỉ công khai."
    if (
        len(host) > _LONGEST_HOST
        or not _HOST.fullmatch(host)
        or (is_number_host(host) and ipv4_of(host) is None)
    ):
        return f"không phải địa chỉ đầy đủ. {_EXAMPLE}"
    # Browsers go to what stands before it, other programs to what stands behind an “@” after it.
    is_split = "\\" in _QUERY.split(address, maxsplit=1)[0]
    return "có dấu “\\”. Địa chỉ web viết dấu “/”." if is_split else why_deceiving(address)


def _as_browsers_read(address: str) -> SplitResult:
    """Return the parts of a web address; browsers take a backslash for a stroke, and what stands behind it is no host. Raises ValueError."""
    before = _QUERY.split(address, maxsplit=1)[0]
    return urlsplit(before.replace("\\", "/") + address[len(before) :])


def _reaches_somebody(mails: str) -> bool:
    """Tell whether what follows "mailto:" names people to write to."""
    written = [one.strip() for one in _MAILS_END.split(unquote(mails.partition("?")[0])) if one.strip()]
    return bool(written) and all(map(_MAIL.fullmatch, written))


def why_deceiving(address: str) -> str:
    """
    Return what is to be known of a web address with a part before its host, which may look like one, or be a password that is public then; "" for others.

    >>> why_deceiving("https://u@[2001:db8::1]:8443/x?id=3")
    'có phần đứng trước dấu “@” nên thật ra dẫn tới [2001:db8::1]:8443. Kiểm tra có đúng trang ấy không; đúng thì bỏ phần ấy đi: https://[2001:db8::1]:8443/x?id=3'
    >>> why_deceiving("https://a.vn/@b"), why_deceiving("https://[")
    ('', '')
    """
    try:
        parts = _as_browsers_read(address)
    except ValueError:
        return ""
    before, _, host = parts.netloc.rpartition("@")
    if not before and host == parts.netloc:
        return ""
    whole = parts._replace(scheme=parts.scheme or "https", netloc=host).geturl()
    return (
        f"có phần đứng trước dấu “@” nên thật ra dẫn tới {host}. "
        f"Kiểm tra có đúng trang ấy không; đúng thì bỏ phần ấy đi: {whole}"
    )
