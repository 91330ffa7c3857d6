"""Resolve a reference of a body: to a picture, file, article, list or page of the portal, or an address elsewhere."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, replace
from urllib.parse import unquote

from plugins.media.article_endings import ARTICLE_ENDINGS, OTHER_READERS_ENDINGS
from plugins.media.attachments import is_attachment
from plugins.media.fault import MediaFault
from plugins.media.library import Library, target_readings
from plugins.media.names import plain_name
from plugins.media.picture_files import EXTENSIONS, KINDS
from plugins.problems.printable import printable
from plugins.prose.body import PICTURE_KINDS, Reference
from plugins.web.link_address import why_useless

_INDICATOR = re.compile(r"^(?:\{([^{}]*)\}|\|([a-z]+)\|)(.*)$", re.DOTALL)
_ARTICLES = frozenset({*ARTICLE_ENDINGS, *OTHER_READERS_ENDINGS})
_FILES = frozenset({"filename", "static", "attach"})
_LISTS = frozenset({"category", "author", "tag", "index", "archives"})
_NO_COLON = re.compile(r"(https?)[;,.]?/+(?=[\w-]+\.)", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_TELEPHONE = re.compile(r"(?:\+84|0)[\d .()-]{8,18}")
_DOMAIN = re.compile(
    r"(?:[\w-]{1,63}\.){1,5}(?:vn|com|net|org|info|edu|gov|io|asia|biz|tv|me|gl|be|ly)(?:[/?#:]|$)",
    re.IGNORECASE,
)
# An address as people say it.
_WWW = re.compile(r"www\.[\w-]+(?:\.[\w-]+)+(?:[/?#:]|$)", re.IGNORECASE)
_WEB = re.compile(r"^(?:https?:|mailto:|tel:|//)", re.IGNORECASE)
_NO_PAGE = "cổng không có trang “{}”. Sửa địa chỉ, hoặc liên kết tới tệp bài viết (….md)."
# Faults of what is written that an address of the web may have without harm.
_OF_PATHS = frozenset({"khong-tim-thay", "tep-tren-may", "duong-dan-ra-ngoai"})


@dataclass(frozen=True, slots=True)
class PictureTarget:
    """A picture by its path below content/."""

    path: str
    reminder: str = ""


@dataclass(frozen=True, slots=True)
class FileTarget:
    """An attachment by its path below content/."""

    path: str
    reminder: str = ""


@dataclass(frozen=True, slots=True)
class ArticleTarget:
    """An article or standing page by its path below content/; the anchor is "" or an id in it."""

    path: str
    anchor: str = ""
    reminder: str = ""


@dataclass(frozen=True, slots=True)
class ListTarget:
    """A list of the portal: ``kind`` is "category", "author", "tag", "index" or "archives"."""

    kind: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class OwnTarget:
    """
    An address on this site, as written from its root ("/gioi-thieu/#lien-he").

    Whether there is such a page is known once all pages are; ``otherwise`` is the fault if there is none.
    """

    address: str
    otherwise: MediaFault


@dataclass(frozen=True, slots=True)
class WebTarget:
    """An address elsewhere."""

    address: str


@dataclass(frozen=True, slots=True)
class AnchorTarget:
    """An anchor in the same body."""

    anchor: str


ResolvedTarget = (
    PictureTarget | FileTarget | ArticleTarget | ListTarget | OwnTarget | WebTarget | AnchorTarget
)


def resolve_reference(reference: Reference, article: str, library: Library) -> ResolvedTarget | MediaFault:
    """Return what a reference of the article ``article`` (a path below content/) names, or why it names nothing."""
    target = reference.target.strip()
    if not target:
        what = (
            f"liên kết hoặc ảnh “{printable(reference.alt)[:60]}”" if reference.alt else "liên kết hoặc ảnh"
        )
        message = f"{what} để trống địa chỉ. Viết địa chỉ vào giữa hai dấu ngoặc tròn: [chữ](https://…), ![mô tả](anh.jpg)."
        return MediaFault("lien-ket-trong", message)
    indicator = _INDICATOR.match(target)
    keyword, rest = "", target
    if indicator:
        keyword = (indicator[1] if indicator[1] is not None else indicator[2]).strip().lower()
        rest = indicator[3]
        if keyword in _LISTS and reference.kind not in PICTURE_KINDS:
            return ListTarget(keyword, unquote(rest).strip().strip("/"))
        if keyword not in _FILES:
            message = f"“{{{keyword}}}” không đúng; dùng {{filename}} cho bài, {{static}} cho ảnh và tệp."
            return MediaFault("tu-khoa-la", message)
    if reference.kind in PICTURE_KINDS:
        return _picture(rest, article, library)
    if not keyword:
        if _WEB.match(rest):
            reason = why_useless(rest)
            return (
                MediaFault("lien-ket-sai", f"“{printable(rest)[:120]}” {reason}")
                if reason
                else WebTarget(rest)
            )
        if _WWW.match(rest):
            return WebTarget(f"https://{rest}")
        if rest.startswith("#"):
            return AnchorTarget(unquote(rest[1:]))
    return _file(rest, article, library, may_be_address=not keyword)


def _picture(target: str, article: str, library: Library) -> ResolvedTarget | MediaFault:
    if _WEB.match(target):
        shown = printable(target)[:120]
        message = f"ảnh “{shown}” nằm ở trang khác, bạn đọc sẽ không thấy. Tải ảnh về, đặt cạnh bài rồi dùng tên tệp."
        return MediaFault("anh-ben-ngoai", message)
    found = library.find(target, article)
    if isinstance(found, MediaFault):
        return found
    if _ending(found.path) not in EXTENSIONS:
        message = f"“{printable(found.path)}” không phải là ảnh (chỉ nhận {KINDS})."
        return MediaFault("khong-phai-anh", message)
    return PictureTarget(found.path, found.reminder)


def _file(
    target: str, article: str, library: Library, *, may_be_address: bool
) -> ResolvedTarget | MediaFault:
    found = library.find(target, article)
    anchor = ""
    if isinstance(found, MediaFault) and "#" in target:
        target_file, _, fragment = target.rpartition("#")
        beside = library.find(target_file, article) if target_file else found
        if not isinstance(beside, MediaFault):
            found, anchor = beside, unquote(fragment)
    elif "#" in target and not isinstance(found, MediaFault) and "#" not in found.path:
        anchor = unquote(target.rpartition("#")[2])
    if isinstance(found, MediaFault):
        if may_be_address and target.startswith("/") and found.code == "khong-tim-thay":
            return OwnTarget(target, _no_such_page(target, found))
        return _meant_as_address(target) or found if may_be_address else found
    suffix = _ending(found.path)
    if suffix in _ARTICLES:
        return ArticleTarget(found.path, anchor, found.reminder)
    if suffix in EXTENSIONS:
        return PictureTarget(found.path, found.reminder)
    if is_attachment(found.path):
        return FileTarget(found.path, found.reminder)
    return MediaFault(
        "loai-tep-la",
        f"tệp “{printable(found.path)}” thuộc loại không được công bố ({suffix or 'không có đuôi'}).",
    )


def resolve_whole_address(
    reference: Reference, written: str, article: str, library: Library
) -> ResolvedTarget | MediaFault:
    """
    Return what an address of the portal names that was ``written`` whole, and that the reference has from the root.

    What no file of content/ has is an own address, whatever its ending.
    """
    target, shown = reference.target, printable(written)[:120]
    found = _file(target, article, library, may_be_address=True)
    if isinstance(found, MediaFault) and found.code not in _OF_PATHS:
        return found
    if isinstance(found, OwnTarget) and _is_of_content(target):
        otherwise = found.otherwise
        message = otherwise.message.replace(f"“{printable(target)[:120]}”", f"“{shown}”", 1)
        return OwnTarget(target, replace(otherwise, message=message))
    if isinstance(found, MediaFault | OwnTarget):
        return own_target(target, written)
    return found


def own_target(target: str, written: str) -> OwnTarget:
    """Return an address of this site from its root, which is reported as it was ``written``."""
    return OwnTarget(target, MediaFault("lien-ket-chet", _NO_PAGE.format(printable(written)[:120])))


def _is_of_content(target: str) -> bool:
    """Tell whether an address ends as files of content/ do that articles name; one that a web server makes has other endings."""
    ending = _ending(re.split("[?#]", target, maxsplit=1)[0])
    return ending in (*ARTICLE_ENDINGS, *EXTENSIONS) or is_attachment(f"a{ending}")


def _meant_as_address(target: str) -> MediaFault | None:
    """Return the fault of a web or mail address that lacks its beginning, None for what is no such address."""
    shown = printable(target)[:120]
    if without_colon := _NO_COLON.match(target):
        right = f"{without_colon[1].lower()}://{shown[without_colon.end() :]}"
        return MediaFault("lien-ket-sai", f"“{shown}” thiếu dấu “:”. Viết: {right}.")
    if _MAIL.fullmatch(target):
        message = f"“{shown}” là địa chỉ thư, thiếu “mailto:” ở đầu. Viết: mailto:{shown}."
        return MediaFault("lien-ket-sai", message)
    if _TELEPHONE.fullmatch(target):
        number = re.sub(r"[^\d+]", "", target)
        return MediaFault(
            "lien-ket-sai", f"“{shown}” là số điện thoại, thiếu “tel:” ở đầu. Viết: tel:{number}."
        )
    if _DOMAIN.match(target) and _ending(target.partition("/")[0]) not in {*EXTENSIONS, *_ARTICLES}:
        message = f"“{shown}” là địa chỉ trang web, thiếu “https://” ở đầu. Viết: https://{shown}."
        return MediaFault("lien-ket-sai", message)
    return None


def _ending(path: str) -> str:
    """Return the extension of a file's name, with its dot, in lower case."""
    return posixpath.splitext(path)[1].lower()


def _no_such_page(target: str, no_such_file: MediaFault) -> MediaFault:
    if _ending(target.split("#")[0].split("?")[0]):
        return no_such_file
    return own_target(target, target).otherwise


def names_sought(reference: Reference) -> frozenset[str]:
    """
    Return the names under which a reference's file is looked for: a file of another name cannot change what is found.

    >>> from plugins.prose.body import ReferenceKind
    >>> sorted(names_sought(Reference(ReferenceKind.ADDRESS, "{static}/tai-lieu/K%E1%BA%BF%20Hoach.pdf#2", 1)))
    ['k%e1%ba%bf%20hoach.pdf', 'k%e1%ba%bf%20hoach.pdf#2', 'kế hoach.pdf', 'kế hoach.pdf#2']
    """
    target = reference.target.strip()
    indicator = _INDICATOR.match(target)
    rest = indicator[3] if indicator else target
    spelled = {spelling for whole in (rest, rest.rpartition("#")[0]) for spelling in target_readings(whole)}
    return frozenset(plain_name(spelling) for spelling in spelled)
