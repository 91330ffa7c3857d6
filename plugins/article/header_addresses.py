"""Read the addresses that a header names: the file that a page is saved as, and old addresses that redirect to it."""

from __future__ import annotations

import re

from plugins.article.facts import ArticleKind
from plugins.article.header_values import HeaderValues, split_list
from plugins.article.reserved_slugs import RESERVED_SLUGS, OwnSlug
from plugins.article.urls import old_address_fault, split_url
from plugins.category.registry import Sections
from plugins.header.fields import label
from plugins.vietnamese.slugs import DEVICE_NAMES

_SAVED = re.compile(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*/)*[a-z0-9]+(?:-[a-z0-9]+)*\.html")
_SAVED_LIMIT = 200
# A list of articles that lies at a section's path: its years, and the later pages of both.
_SECTION_LIST = re.compile(rf"(.+?)(?:/\d{{4}})?(?:/{OwnSlug.LATER_PAGES}/\d+)?")
_NOT_IN_PATHS = re.compile(r"[^\S ]|[\\<>\"]|(?:^|/)\.\.(?:/|$)")


def read_save_as(header: HeaderValues, sections: Sections) -> str:
    """Return the file below the output that the editor wants the page in, "" if none is wanted."""
    wanted = {name: header.value(name) for name in ("save_as", "url") if header.value(name)}
    files = {}
    for name, value in wanted.items():
        relative = value if name == "save_as" else value.removeprefix("/")
        file = f"{relative}index.html" if name == "url" and relative.endswith("/") else relative
        why = _why_not_saved_as(file, sections)
        if why:
            header.error(name, "luu-tai", f"“{label(name)}: {value[:80]}” không dùng được: {why}.")
        files[name] = file
    if len(set(files.values())) > 1:
        header.error("url", "luu-tai", "“Địa chỉ” và “Lưu tại” không chỉ cùng một trang.")
    return next(iter(files.values()), "")


def check_patterned_file(header: HeaderValues, file: str, kind: ArticleKind, sections: Sections) -> None:
    """Report a file that a pattern of the settings makes of an article, and that none may be written to."""
    if why := _why_not_saved_as(file, sections):
        name = "PAGE_SAVE_AS" if kind is ArticleKind.PAGE else "ARTICLE_SAVE_AS"
        message = f"cài đặt {name} đặt bài này ở “{file[:80]}”, không dùng được: {why}. Thêm dòng “Lưu tại: …”, hoặc sửa cài đặt."
        header.error("save_as", "luu-tai", message)


def _why_not_saved_as(file: str, sections: Sections) -> str:
    """Return why no article may be written to a file, or ""."""
    if file == "index.html":
        return "bài không được ghi đè trang chủ (index.html)"
    if not _SAVED.fullmatch(file) or len(file) > _SAVED_LIMIT:
        return "cần một đường dẫn tương đối gồm a–z, số, “-”, “/” và kết thúc bằng .html"
    if any(part.partition(".")[0] in DEVICE_NAMES for part in file.split("/")):
        return "Windows dành riêng một tên trong đường dẫn này"
    listed = _SECTION_LIST.fullmatch(file.removesuffix("index.html").rstrip("/"))
    if (
        file.split("/")[0] in RESERVED_SLUGS
        or file == "404.html"
        or (listed and sections.get(listed[1]))
        or any(file == f"{section.path}.html" for section in sections.all)
    ):
        return "bài không được ghi đè trang của hệ thống"
    return ""


def read_old_addresses(header: HeaderValues) -> tuple[str, ...]:
    """Return the paths at which the article lay before, each with its query; their hosts may be former names of the portal."""
    found = []
    # Copied from a page's source, "&" is written as markup has it, with the sign that parts the addresses here.
    for value in split_list(header.value("old_addresses").replace("&amp;", "&")):
        path, why = _old_path(value)
        if why:
            header.error("old_addresses", "duong-dan-cu", f"“Đường dẫn cũ”: “{value[:80]}” {why}.")
        else:
            found.append(path)
    return tuple(dict.fromkeys(found))


def _old_path(value: str) -> tuple[str, str]:
    """Return the path of an old address and "", or "" and why the address will not do."""
    parts = split_url(value)
    if parts is None or value.startswith("//") or _NOT_IN_PATHS.search(value):
        return "", "không đúng dạng"
    if parts[0]:
        return parts[1], old_address_fault(parts[1])
    return (value, old_address_fault(value)) if value.startswith("/") else ("", "phải bắt đầu bằng “/”")
