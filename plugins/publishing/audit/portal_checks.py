"""Checks of the output as a portal: what every portal has, what search engines may take, its own search, foreign pages."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from plugins.article.reserved_slugs import OwnSlug
from plugins.building.edition.link_targets import served_file
from plugins.pages import addresses
from plugins.problems import Problem, error, warning
from plugins.publishing.audit.head_checks import PageMarks
from plugins.publishing.audit.site_base import SiteBase
from plugins.search.index_files import (
    DamagedIndex,
    is_named_rightly,
    named_files,
    page_file_name,
    read_index_table,
)

# A portal has all of these.
PORTAL_FILES = frozenset({addresses.NOT_FOUND, "robots.txt", "sitemap.xml"})
_LOC = re.compile(r"<url>\s*<loc>\s*([^<\s]+)")
_PART = re.compile(r"<sitemap>\s*<loc>\s*([^<\s]+)")
_ENTRY = re.compile(r"<entry>|<item>|\"id\":")
# Files that pages are drawn with.
_DRAWN_WITH = (f"{OwnSlug.THEME}/", f"{OwnSlug.PICTURES}/")
_FEED_OF_ALL = f"{addresses.FEEDS}{addresses.feed_stem('')}."
_DIGEST = re.compile(rf"{OwnSlug.THEME}/.+\.([0-9a-f]{{10}})\.\w+")


def portal_problems(
    folder: Path,
    base: SiteBase,
    files: Mapping[str, str],
    pages: Mapping[str, PageMarks],
    expected: Collection[str],
) -> Iterator[Problem]:
    """
    Yield what is wrong with an output as a portal.

    ``files`` has the SHA-256 of each file, ``pages`` what each page says of itself; ``expected`` are files that must be
    there: those of a portal are, where the output has one of them.
    """
    wanted = set(expected) | (PORTAL_FILES if PORTAL_FILES & files.keys() else set())
    if not base.siteurl:
        # A site map needs whole addresses.
        wanted.discard("sitemap.xml")
    for path in sorted(wanted - files.keys()):
        yield error(path, 0, "thieu-tep", "bản dựng thiếu tệp này. Dựng lại: python3 tasks.py build.")
    if "robots.txt" in files:
        yield from _robots(_text(folder, "robots.txt"), base, files)
    if "sitemap.xml" in files:
        yield from _listed(_whole_sitemap(folder, base, files), base, files, pages)
    if any(marks.is_article and not marks.is_hidden for marks in pages.values()):
        yield from _empty_feeds(folder, files)
    yield from _foreign_pages(pages)
    yield from _search(folder, base, files)
    for path, sha256 in files.items():
        if (found := _DIGEST.fullmatch(path)) and not sha256.startswith(found[1]):
            yield error(
                path,
                0,
                "tep-hong",
                "nội dung không còn đúng với dấu trong tên tệp: tệp bị sửa sau khi dựng. Dựng lại.",
            )


def _text(folder: Path, path: str) -> str:
    return (folder / path).read_bytes().decode("utf-8", "replace")


def _below(address: str, base: SiteBase) -> str | None:
    """Return the path of an own address below the root, None of another's."""
    if not base.is_own(address):
        return None
    return unquote(urlsplit(address).path).removeprefix(base.root).lstrip("/")


def _robots(text: str, base: SiteBase, files: Collection[str]) -> Iterator[Problem]:
    """Yield rules that keep search engines from the portal, and site maps that are not there."""
    named = 0
    for number, line in enumerate(text.splitlines(), 1):
        field, mark, value = line.partition("#")[0].partition(":")
        name, value = field.strip().lower(), value.strip()
        if name == "disallow" and value in ("/", "/*", "*", f"{base.root}/"):
            yield error(
                "robots.txt", number, "may-tim-kiem", f"“{line.strip()}” cấm máy tìm kiếm đọc cả cổng."
            )
        elif name == "disallow" and value and (kept := _kept_from(value, base, files)):
            message = f"“{line.strip()}” cấm máy tìm kiếm đọc một trang, hay thứ mà trang cần, như “/{kept}”."
            yield error("robots.txt", number, "may-tim-kiem", message)
        elif name in ("noindex", "crawl-delay"):
            yield warning("robots.txt", number, "may-tim-kiem", f"“{line.strip()}” giữ máy tìm kiếm lại.")
        elif name == "sitemap":
            named += 1
            below = _below(value, base)
            if below is None or not served_file(below, files):
                yield error("robots.txt", number, "may-tim-kiem", f"sơ đồ “{value}” không có ở cổng này.")
        elif field.strip() and not mark:
            yield error(
                "robots.txt",
                number,
                "may-tim-kiem",
                f"dòng “{line.strip()[:60]}” không phải dòng của robots.txt.",
            )
    if not named and "sitemap.xml" in files:
        yield error("robots.txt", 0, "may-tim-kiem", "robots.txt không kể sơ đồ trang (dòng Sitemap:).")


def _kept_from(rule: str, base: SiteBase, files: Collection[str]) -> str:
    """Return a page, or a file that pages are drawn with, of which a rule of robots.txt keeps search engines, "" for none."""
    begin = re.compile("".join(".*" if one == "*" else re.escape(one) for one in rule.removesuffix("$")))
    fits = begin.fullmatch if rule.endswith("$") else begin.match
    for path in sorted(files):
        if path.endswith(".html") or path.startswith(_DRAWN_WITH):
            address = path.removesuffix("index.html") if path.rpartition("/")[2] == "index.html" else path
            if fits(f"{base.root}/{address}") and path != addresses.NOT_FOUND:
                return path
    return ""


def _whole_sitemap(folder: Path, base: SiteBase, files: Collection[str]) -> str:
    """Return the text of sitemap.xml, and of the sitemaps that it names."""
    text = _text(folder, "sitemap.xml")
    parts = [path for address in _PART.findall(text) if (path := _below(address, base)) in files]
    return "\n".join([text, *(_text(folder, path) for path in parts if path)])


def _listed(
    text: str, base: SiteBase, files: Collection[str], pages: Mapping[str, PageMarks]
) -> Iterator[Problem]:
    """Yield pages that the site map names though they hide, and articles that it leaves out."""
    listed = {
        served_file(below, files)
        for address in _LOC.findall(text)
        if (below := _below(address, base)) is not None
    }
    for path, marks in sorted(pages.items()):
        if path in listed and marks.is_hidden:
            yield error(
                path, 0, "may-tim-kiem", "trang có trong sơ đồ mà lại bảo máy tìm kiếm bỏ qua (noindex)."
            )
        elif path not in listed and marks.is_article and not marks.is_hidden:
            yield error(path, 0, "may-tim-kiem", "bài không có trong sitemap.xml.")
    if not listed and any(marks.is_article for marks in pages.values()):
        yield error("sitemap.xml", 0, "may-tim-kiem", "sơ đồ trang không kể trang nào.")
    home = pages.get("index.html")
    if home is not None and home.is_hidden:
        yield error("index.html", 0, "may-tim-kiem", "trang chủ bảo máy tìm kiếm bỏ qua (noindex).")


def _empty_feeds(folder: Path, files: Collection[str]) -> Iterator[Problem]:
    """Yield the feeds of the whole portal that have no article, though it has some."""
    for path in sorted(files):
        if path.startswith(_FEED_OF_ALL) and not _ENTRY.search(_text(folder, path)):
            yield error(path, 0, "may-doc-hong", "nguồn tin của cả cổng không có bài nào, mà cổng thì có.")


def _foreign_pages(pages: Mapping[str, PageMarks]) -> Iterator[Problem]:
    """
    Yield pages that the theme did not make, in an output whose other pages it made.

    Pages of others have a head too: the theme's are those that load something of it. A theme may have nothing to load.
    """
    if not any(marks.has_page_head for marks in pages.values()):
        return
    has_files = any(marks.has_page_head and marks.loads_theme for marks in pages.values())
    for path, marks in sorted(pages.items()):
        if not marks.has_page_head or (has_files and not marks.loads_theme):
            yield error(
                path,
                0,
                "trang-la",
                "trang không do giao diện của cổng làm ra. Xem ai đặt vào; cần giữ thì viết thành bài.",
            )


def _search(folder: Path, base: SiteBase, files: Collection[str]) -> Iterator[Problem]:
    """Yield what the portal's own search lacks: the files that its manifest names are there, and a file for each page."""
    path = addresses.SEARCH_INDEX
    if path not in files:
        if any(one.startswith((addresses.SEARCH_TERMS, addresses.SEARCH_PAGES)) for one in files):
            yield error(path, 0, "thieu-tep", "chỉ mục tìm kiếm thiếu tệp mở đầu. Dựng lại.")
        return
    try:
        wanted, tables = named_files(_text(folder, path))
        rows = {
            tier: read_index_table((folder / f"{addresses.SEARCH_TERMS}{name}").read_bytes())
            for tier, name in tables.items()
            if f"{addresses.SEARCH_TERMS}{name}" in files
        }
    except DamagedIndex:
        yield error(path, 0, "tep-hong", "chỉ mục tìm kiếm không đọc được. Dựng lại.")
        return
    own = {f"{addresses.SEARCH_TERMS}{name}" for name in wanted}
    own |= {
        f"{addresses.SEARCH_PAGES}{page_file_name(tier, number)}"
        for tier in rows
        for number, _, _ in rows[tier]
    }
    for one in sorted(own - set(files)):
        yield error(one, 0, "thieu-tep", "chỉ mục tìm kiếm thiếu tệp này. Dựng lại.")
    for one in sorted(own.intersection(files)):
        if one.startswith(addresses.SEARCH_TERMS) and not is_named_rightly(one, (folder / one).read_bytes()):
            yield error(one, 0, "tep-hong", "nội dung không còn đúng với dấu trong tên tệp. Dựng lại.")
