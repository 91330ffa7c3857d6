"""Check single tags of a page: what they load and from where, where they lead, what they run."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.building.edition.html_addresses import addresses_in, addresses_in_srcset
from plugins.publishing.audit.site_base import SiteBase
from plugins.web.inner_hosts import is_inner_host, is_one_word

# Files of one machine, and links to nobody.
_USELESS = re.compile(
    r"file:|[a-z]:\\|mailto:(?:(?!%40)[^@?])*$|tel:\D*$"
    r"|https?:(?!//)|(?:https?:)?//(?:[/?#]|$|[^/?#]*\s)",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"(https?):", re.IGNORECASE)
_HOST = re.compile(r"(?:https?:)?//(?:[^/?#]*@)?(\[[^\]/?#]*\]|[^/?#:]*)", re.IGNORECASE)
# Attributes with which an element loads a resource into the page; a link loads nothing.
LOADING_ATTRIBUTES = {
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "script": ("src",),
    "iframe": ("src",),
    "embed": ("src",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "track": ("src",),
    "object": ("data",),
    "input": ("src", "formaction"),
    "button": ("formaction",),
    "form": ("action",),
    "image": ("href", "xlink:href"),
    "use": ("href", "xlink:href"),
    "feimage": ("href", "xlink:href"),
}
_NEVER = {
    "srcdoc": "chèn cả một trang vào trang; chính sách bảo mật không cho phép",
    "ping": "báo cho nơi khác ai bấm vào",
}
_RUN_SCHEMES = ("javascript:", "vbscript:", "data:")
LOADING_RELATIONS = frozenset(
    {
        *("stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest", "apple-touch-icon"),
        *("preconnect", "dns-prefetch", "prerender"),
    }
)
# How a page names a script and a list that another script loads on demand.
LAZY_ATTRIBUTES = ("data-engine", "data-index")
SHARE_IMAGES = frozenset({"og:image", "twitter:image"})


def tag_faults(name: str, attributes: dict[str, str], base: SiteBase) -> Iterator[tuple[str, str]]:
    """
    Yield the code and the message of each fault of one tag.

    >>> [code for code, _ in tag_faults("img", {"src": "http://a.vn/x.jpg"}, SiteBase())]
    ['noi-dung-tron', 'thieu-alt']
    """
    for address in loaded_addresses(name, attributes):
        yield from _loaded_from_elsewhere(name, address, base)
    yield from _led_astray(name, attributes)
    yield from _run(name, attributes)
    yield from _left_out(name, attributes)


def _loaded_from_elsewhere(name: str, address: str, base: SiteBase) -> Iterator[tuple[str, str]]:
    scheme = _SCHEME.match(address)
    if scheme and scheme[1].lower() == "http":
        yield (
            "noi-dung-tron",
            f"<{name}> tải “{address}” qua http://; trình duyệt sẽ chặn. Dùng https:// hoặc tệp của cổng.",
        )
    elif (scheme or address.startswith("//")) and not base.is_own(address):
        yield (
            "tai-ben-ngoai",
            f"<{name}> tải “{address}” từ nơi khác; chính sách bảo mật không cho phép. Chép tệp về cổng.",
        )


def _led_astray(name: str, attributes: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield links to nobody, and those that run code: browsers leave out spaces and control characters in an address."""
    if name == "a" and is_useless(attributes.get("href", "")):
        yield (
            "lien-ket-chet",
            f"liên kết “{attributes['href'][:80]}” chỉ mở được trên máy đã viết ra nó, hoặc không dẫn tới ai.",
        )
    if name in ("a", "area", "form", "iframe") and any(
        re.sub(r"[\s\x00-\x1f]", "", attributes.get(one, "")).lower().startswith(_RUN_SCHEMES)
        for one in ("href", "xlink:href", "action", "src")
    ):
        yield "ma-trong-trang", f"<{name}> dẫn tới mã (javascript:, data:), không phải một trang. Bỏ đi."


def _run(name: str, attributes: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what a tag does behind the reader's back."""
    for attribute, what in _NEVER.items():
        if attribute in attributes:
            yield "ma-trong-trang", f"<{name} {attribute}=…> {what}. Bỏ đi."
    if name == "meta" and attributes.get("http-equiv", "").lower() == "set-cookie":
        yield "may-tim-kiem", "trang tự đặt cookie; cổng không dùng cookie nào. Bỏ đi."


def _left_out(name: str, attributes: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what a tag does not say, or says wrongly, of what it holds."""
    if name == "img" and "alt" not in attributes:
        yield (
            "thieu-alt",
            f"ảnh “{attributes.get('src', '')}” thiếu thuộc tính alt: người không nhìn thấy sẽ không biết ảnh gì.",
        )
    if name == "iframe" and not attributes.get("title", "").strip():
        yield "khung-trang", "<iframe> thiếu title: người dùng trình đọc màn hình không biết khung gì."
    if name == "html" and not attributes.get("lang"):
        yield "sai-bang-ma", "thẻ <html> thiếu lang."
    if name == "meta" and attributes.get("charset", "utf-8").lower() != "utf-8":
        yield "sai-bang-ma", f"trang tự nhận bảng mã “{attributes['charset']}”, cần utf-8."


def is_useless(address: str) -> bool:
    """
    Tell whether an address leads no reader anywhere: to one machine or network, or to nobody.

    >>> [is_useless(one) for one in ("http://10.0.0.5:80/a", "https://[fd00::5]/", "//may-chu/", "file:///a", "https://a.vn", "/a")]
    [True, True, True, True, False, False]
    """
    if _USELESS.match(address):
        return True
    found = _HOST.match(address)
    host = found[1].strip("[]") if found else ""
    return is_inner_host(host) or is_one_word(host)


def loaded_addresses(name: str, attributes: dict[str, str]) -> Iterator[str]:
    """Yield the addresses of the resources that a tag loads into its page."""
    for attribute in LOADING_ATTRIBUTES.get(name, ()):
        value = attributes.get(attribute, "")
        yield from addresses_in_srcset(value) if attribute == "srcset" else [value] if value else []
    if name == "link" and LOADING_RELATIONS & set(attributes.get("rel", "").lower().split()):
        yield attributes.get("href", "")


def tag_addresses(name: str, attributes: dict[str, str]) -> list[str]:
    """Return every address that a tag names, including a share image and a script that is loaded on demand."""
    found = addresses_in(attributes)
    found += [attributes[one] for one in LAZY_ATTRIBUTES if attributes.get(one)]
    if name == "meta" and attributes.get("property", attributes.get("name", "")) in SHARE_IMAGES:
        found.append(attributes.get("content", ""))
    return found
