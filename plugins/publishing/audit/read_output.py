"""Read files of the output, each once: their checksums, links, ids, titles, texts that leaked, and problems."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from pathlib import Path

from plugins.article.reserved_slugs import OwnSlug
from plugins.building.edition.link_targets import served_file
from plugins.building.edition.output_scan import TEXTS
from plugins.building.edition.output_scan import scan as scan_links
from plugins.files.checksum import sha256
from plugins.problems import Problem, error
from plugins.publishing.audit.audit_facts import Secrets
from plugins.publishing.audit.code_checks import check_script, check_stylesheet
from plugins.publishing.audit.element_scan import Leftover, scan_elements, unfinished_in
from plugins.publishing.audit.file_checks import broken_file, forbidden_file
from plugins.publishing.audit.head_addresses import head_address_problems
from plugins.publishing.audit.head_checks import PageMarks, check_page, page_marks
from plugins.publishing.audit.html_patterns import head_end
from plugins.publishing.audit.machine_file_checks import check_machine_file, is_for_machines
from plugins.publishing.audit.page_scan import WEIGHED_ENDINGS, PageScanner
from plugins.publishing.audit.site_base import SiteBase
from plugins.publishing.audit.tag_checks import LAZY_ATTRIBUTES, SHARE_IMAGES

_DOCUMENTS, _THEME = f"{OwnSlug.ATTACHMENTS}/", f"{OwnSlug.THEME}/"
_LAZY = re.compile(rf"(?:{'|'.join(LAZY_ATTRIBUTES)})=\"([^\"]+)\"")
_SHARED = re.compile(rf"property=\"(?:{'|'.join(sorted(SHARE_IMAGES))})\" content=\"([^\"]+)\"")
# Files that others than Google ask for, who put a sentence or two into them.
_PROOF = re.compile(
    r"(?:yandex_|zalo_verifier|coccoc|pinterest-|naver|baidu_verify_|facebook|bing)[\w-]+\.html"
)
_ACTIVE = re.compile(rb"<script|<a |<iframe|<form|refresh|\bon\w+\s*=", re.IGNORECASE)
_LARGEST_PROOF = 1000  # bytes


@dataclass(frozen=True, slots=True)
class ScannedFile:
    """A file of the output: its path, its size in bytes, their SHA-256."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Leak:
    """A text that should not be public yet, the output file it is in and the source file it comes from."""

    path: str
    text: str
    source: str


@dataclass(slots=True)
class OutputScan:
    """
    The scan of some files of the output, or of all.

    ``targets`` are those of all links ("path" or "path#anchor"), ``document_pages`` the first page that links to each
    document, ``ids`` the ids of each page, as lines, ``titles`` the pages by title, ``heaviest`` the largest page
    (bytes, path) by the stylesheets, scripts and fonts that it loads; ``leaks`` and ``leftovers`` are faults unless a
    public text has the same words; ``pages`` is what each page says of itself in its head.
    """

    files: list[ScannedFile] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    targets: set[str] = field(default_factory=set)
    document_pages: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    titles: dict[str, list[str]] = field(default_factory=dict)
    heaviest: dict[tuple[str, ...], tuple[int, str]] = field(default_factory=dict)
    leaks: list[Leak] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    pages: dict[str, PageMarks] = field(default_factory=dict)

    def merge(self, other: OutputScan) -> None:
        """Add the scan of other files."""
        self.files += other.files
        self.problems += other.problems
        self.targets |= other.targets
        self.ids |= other.ids
        for document, page in other.document_pages.items():
            self.document_pages[document] = min(page, self.document_pages.get(document, page))
        for title, pages in other.titles.items():
            self.titles.setdefault(title, []).extend(pages)
        for resources, heavy in other.heaviest.items():
            self.heaviest[resources] = max(heavy, self.heaviest.get(resources, heavy))
        self.leaks += other.leaks
        self.leftovers += other.leftovers
        self.pages |= other.pages


def scan_files(
    folder: Path, base: SiteBase, secrets: Secrets, files: Collection[str], paths: Sequence[str]
) -> list[OutputScan]:
    """Return the scan of the files at ``paths``, as a list of one; ``files`` are all paths of the output."""
    scan = OutputScan()
    scanner = page_scanner(base, bool(secrets.texts))
    for path in paths:
        with open(f"{folder}/{path}", "rb") as file:
            data = file.read()
        scan.files.append(ScannedFile(path, len(data), sha256(data)))
        scan.problems += forbidden_file(path)
        scan.problems += broken_file(path, data)
        if path.endswith(".html") and not _is_proof_of_ownership(path, data):
            _scan_page(scan, path, data, scanner, secrets, files)
        elif path.endswith(TEXTS) and not path.endswith(".html"):
            _scan_text(scan, path, data, base, secrets, files)
    return [scan]


def _is_proof_of_ownership(path: str, data: bytes) -> bool:
    """Tell whether a file is one by which a search engine or network knows the portal's keeper: it is no page."""
    if data.strip() == f"google-site-verification: {path}".encode():
        return True
    return len(data) < _LARGEST_PROOF and bool(_PROOF.fullmatch(path)) and not _ACTIVE.search(data)


@lru_cache(maxsize=4)
def page_scanner(base: SiteBase, with_texts: bool) -> PageScanner:
    """Return the one scanner of this process, with the tags of all files before in its cache."""
    return PageScanner(base, with_texts=with_texts)


def _scan_page(
    scan: OutputScan,
    path: str,
    data: bytes,
    scanner: PageScanner,
    secrets: Secrets,
    files: Collection[str],
) -> None:
    text = data.decode("utf-8", "replace")
    scan.pages[path] = marks = page_marks(path, text, scanner.base)
    scan.problems += check_page(path, text, scanner.base, marks)
    scan.problems += head_address_problems(path, text, scanner.base, files)
    for address in _loaded_later(text):
        targets = scanner.base.targets(address, path)
        if targets and not any(served_file(target, files) for target in targets):
            message = f"trang nạp “{address}” khi cần, mà tệp này không có. Dựng lại."
            scan.problems.append(error(path, 0, "thieu-tep", message))
    page = None if "\ufffd" in text else scanner.scan(path, text)
    if page is None:
        _scan_suspicious_page(scan, path, data, scanner.base, secrets)
        return
    scan.targets |= page.targets
    if page.ids:
        scan.ids[path] = "\n".join(page.ids)
    _add_documents(scan, path, page.targets)
    scan.titles.setdefault(page.title, []).append(path)
    resources = tuple(sorted([target for target in page.targets if target.endswith(WEIGHED_ENDINGS)]))
    heavy = (len(data), path)
    if heavy > scan.heaviest.get(resources, (0, "")):
        scan.heaviest[resources] = heavy
    if not secrets.texts.keys().isdisjoint(page.texts):
        scan.leaks += [
            Leak(path, text, secrets.texts[text])
            for text in dict.fromkeys(page.texts)
            if text in secrets.texts
        ]


def _loaded_later(text: str) -> list[str]:
    """Return the addresses that a page names for its scripts and for networks that share it."""
    lazy = _LAZY.findall(text) if any(one in text for one in LAZY_ATTRIBUTES) else []
    return [*lazy, *_SHARED.findall(text, 0, head_end(text))]


def _add_documents(scan: OutputScan, path: str, targets: Collection[str]) -> None:
    for target in targets:
        if target.startswith(_DOCUMENTS):
            scan.document_pages[target] = min(path, scan.document_pages.get(target, path))


def _scan_suspicious_page(scan: OutputScan, path: str, data: bytes, base: SiteBase, secrets: Secrets) -> None:
    """Scan a page in which the quick scan found something suspicious; it may be faultless all the same."""
    problems, leftovers = scan_elements(path, data, base)
    scan.problems += problems
    scan.leftovers += leftovers
    found = scan_links(path, data)
    text = data.decode("utf-8", "replace")
    addresses = [*(reference.address for reference in found.references), *_loaded_later(text)]
    targets = {target for address in addresses for target in base.targets(address, path)}
    scan.targets |= targets
    scan.ids[path] = "\n".join(found.ids)
    _add_documents(scan, path, targets)
    scan.leaks += [Leak(path, secret, source) for secret, source in secrets.texts.items() if secret in text]


def _scan_text(
    scan: OutputScan, path: str, data: bytes, base: SiteBase, secrets: Secrets, files: Collection[str]
) -> None:
    found = scan_links(path, data)
    scan.problems += found.problems
    scan.targets |= {
        target for reference in found.references for target in base.targets(reference.address, path)
    }
    if is_for_machines(path):
        scan.problems += check_machine_file(path, data, base, files)
    text = data.decode("utf-8", "replace")
    if is_for_machines(path):
        scan.leftovers += unfinished_in(path, text)
    if path.endswith(".css"):
        scan.problems += check_stylesheet(path, text, base, files)
    elif path.endswith(".js") and path.startswith(_THEME):
        scan.problems += check_script(path, text, base, files)
    for title, source in secrets.titles.items():
        if title in text or escape(title) in text:
            scan.leaks.append(Leak(path, title, source))
