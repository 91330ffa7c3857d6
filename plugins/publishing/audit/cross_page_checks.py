"""Checks of the output as a whole: dead links, orphaned files, leaked drafts, equal titles, heavy pages."""

from __future__ import annotations

import gzip
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from plugins.article.reserved_slugs import OwnSlug
from plugins.building.edition.link_check import dead_link_problems
from plugins.building.edition.link_targets import TOP, served_file
from plugins.pages import addresses
from plugins.problems import Level, Problem, error, warning
from plugins.publishing.audit.audit_facts import AuditFacts
from plugins.publishing.audit.portal_checks import portal_problems
from plugins.publishing.audit.read_output import OutputScan, page_scanner
from plugins.publishing.audit.site_base import SiteBase

# Compressed bytes of a page with its stylesheets, scripts and fonts, without photos.
PAGE_BUDGET, PAGE_LIMIT = 100_000, 500_000
# Requested by browsers and search engines: no page has to link to them.
ENTRY_FILES = frozenset(
    {"index.html", addresses.NOT_FOUND, "robots.txt", "sitemap.xml", "humans.txt", "favicon.ico"}
)
# Loaded by scripts, drawn on share cards, named by the sitemap, or a search engine's proof of ownership: no page has to link to them.
UNLINKED_PREFIXES = (
    addresses.SEARCH,
    f"{OwnSlug.THEME}/icons/",
    f"{OwnSlug.THEME}/js/",
    "sitemap-",
    "google",
)


def unanswered_targets(scan: OutputScan, files: Collection[str]) -> set[str]:
    """Return the targets of links that are neither a file nor an anchor of the output."""

    def is_dead(target: str) -> bool:
        path, mark, anchor = target.partition("#")
        answer = served_file(path, files)
        if not answer or not mark or not answer.endswith(".html") or anchor in TOP:
            return not answer
        return anchor not in scan.ids.get(answer, "").split("\n")

    return {target for target in scan.targets if is_dead(target)}


def _may_lead_to(targets: Collection[str], path: str, data: bytes, base: SiteBase) -> bool:
    """Tell whether a file may name an address with one of these targets: the quick scan says so of most pages."""
    text = data.decode("utf-8", "replace")
    page = page_scanner(base, False).scan(path, text) if path.endswith(".html") else None
    return page is None or not page.targets.isdisjoint(targets)


def output_problems(scan: OutputScan, folder: Path, facts: AuditFacts) -> Iterator[Problem]:
    """Yield every problem of an output that was scanned, sorted by file."""
    base = facts.base
    sizes = {file.path: file.size for file in scan.files}
    found = [*scan.problems, *_equal_titles(scan), *_heavy_pages(scan, folder, sizes)]
    if targets := unanswered_targets(scan, sizes):
        for path in sorted(sizes):
            if path.endswith((".html", ".css")):
                data = (folder / path).read_bytes()
                if _may_lead_to(targets, path, data, base):
                    found += dead_link_problems(path, data, targets, base.root, base.siteurl)
    found += _orphaned_files(scan, sizes, facts.unlisted)
    found += portal_problems(
        folder, base, {file.path: file.sha256 for file in scan.files}, scan.pages, facts.expected
    )
    for leak in scan.leaks:
        if not facts.is_written(leak.text):
            message = (
                f"“{_short(leak.text)}” là chữ của bài chưa công bố ({leak.source}). Gỡ khỏi nơi đang hiện."
            )
            found.append(error(leak.path, 0, "lo-ban-nhap", message))
    for leftover in scan.leftovers:
        if not facts.is_written(leftover.word):
            found.append(leftover.problem)
        elif leftover.is_told_anyway:
            found.append(replace(leftover.problem, level=Level.WARNING))
    yield from sorted(dict.fromkeys(found))


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"


def _equal_titles(scan: OutputScan) -> Iterator[Problem]:
    for title, pages in scan.titles.items():
        if len(pages) > 1:
            first, *others = sorted(pages)
            more = f" và {len(others) - 1} trang khác" if len(others) > 1 else ""
            message = f"<title> “{_short(title)}” trùng với {others[0]}{more}. Nên đặt tên khác nhau."
            yield warning(first, 0, "trung-ten-trang", message)


def _heavy_pages(scan: OutputScan, folder: Path, sizes: Mapping[str, int]) -> Iterator[Problem]:
    """Yield a problem for the heaviest page with each set of resources, where it is over the budget."""
    compressed_sizes: dict[str, int] = {}

    def weight(path: str) -> int:
        if path not in compressed_sizes:
            data = (folder / path).read_bytes() if path in sizes else b""
            compressed_sizes[path] = min(len(data), len(gzip.compress(data, 6)))
        return compressed_sizes[path]

    for resources, (size, page) in sorted(scan.heaviest.items()):
        # What is small uncompressed need not be compressed to know.
        if size + sum(sizes.get(path, 0) for path in resources) <= PAGE_BUDGET:
            continue
        of_theme = sum(map(weight, resources))
        total = weight(page) + of_theme
        message = f"trang nặng {total / 1000:.0f} kB khi truyền, chưa kể ảnh"
        if of_theme > PAGE_LIMIT:
            limit = f"không được quá {PAGE_LIMIT // 1000} kB. Giao diện tải quá nhiều: bớt mã, kiểu dáng, phông chữ."
            yield error(page, 0, "trang-nang", f"{message}; {limit}")
        elif total > PAGE_BUDGET:
            yield warning(
                page, 0, "trang-nang", f"{message}; nên dưới {PAGE_BUDGET // 1000} kB cho máy cũ, mạng yếu."
            )


def _orphaned_files(scan: OutputScan, files: Collection[str], unlisted: Collection[str]) -> Iterator[Problem]:
    linked = {served_file(target.partition("#")[0], files) for target in scan.targets}
    for path in sorted(set(files) - linked - ENTRY_FILES - set(unlisted)):
        if not path.startswith(UNLINKED_PREFIXES) and not path.endswith(".txt"):
            yield warning(
                path, 0, "tep-mo-coi", "không trang nào dẫn tới tệp này. Kiểm tra có phải tệp thừa."
            )
