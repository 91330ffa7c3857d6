"""Run ``tasks.py import``: import the requested files and pages one after the other, and log what was imported."""

from __future__ import annotations

import traceback
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo

from plugins.article.registries import Registries
from plugins.building.assembly.data_problems import unreadable_data
from plugins.building.sources.read_registries import read_registries
from plugins.category.match import match_section
from plugins.commands.option import Arguments
from plugins.date.parse import DateFault, parse_date
from plugins.editors.importing.detect import import_article
from plugins.editors.importing.import_log import (
    ImportLog,
    address_key,
    digest,
    old_address,
    with_old_address,
)
from plugins.editors.importing.import_results import ImportResults, print_results, with_progress
from plugins.editors.importing.import_source import PHOTO_EXTENSIONS, GetFile, ImportSource
from plugins.editors.importing.imported_article import ImportedArticle, text_of_blocks
from plugins.editors.importing.linked_files import files_beside
from plugins.editors.importing.oldsite.fetch import MAX_FILE_BYTES, MAX_PAGE_BYTES, RULES, Fetcher
from plugins.editors.importing.placement import (
    GivenFields,
    article_errors,
    plan_placement,
    with_given_fields,
    write_files,
)
from plugins.editors.importing.refusal import ImportRefused
from plugins.editors.importing.requested_sources import WEB, RequestedSource, SourceFinder, with_name
from plugins.media.attachments import is_attachment
from plugins.problems import Level
from plugins.problems.stop_build import reason_with_advice
from plugins.vietnamese.dates import short_with_time
from plugins.vietnamese.letters import fold, nfc
from plugins.web.web_client import inner_origins

ZONE = "Asia/Ho_Chi_Minh"
# Registries name the templates of the theme that articles may choose.
THEME = Path(__file__).resolve().parents[3] / "theme"


def run(arguments: Arguments, content: Path) -> int:
    """Import all that was requested into a content folder; return the exit code: 1 where a source failed, else 0."""
    if not arguments.sources:
        raise ImportRefused('chưa nói nhập gì. Ví dụ: python3 tasks.py import "Bài viết.docx"')
    if not content.is_dir():
        raise ImportRefused(f"không thấy thư mục nội dung “{content}”.")
    registries = _registries(content)
    given = _given_fields(arguments, registries)
    inner = inner_origins([*arguments.sources, arguments.address])
    rules = replace(RULES, inner=inner, private=arguments.private, elsewhere=arguments.elsewhere)
    fetcher = Fetcher(rules, pause=float(max(0, arguments.pause)))
    importer = _Importer(
        content,
        registries,
        given,
        fetcher,
        again=arguments.again,
        offline=arguments.offline,
        reads_pictures=arguments.read_pictures,
    )
    sources = importer.requested(arguments.sources)
    fetcher.rules = replace(rules, inner=inner | _origin_of_site_map(sources))
    if arguments.address and len(sources) != 1:
        raise ImportRefused("“--address” chỉ dùng khi nhập đúng một tệp.")
    if arguments.address:
        sources = [replace(sources[0], address=arguments.address)]
    try:
        for one in with_progress(sources):
            importer.import_one(one)
    finally:
        print_results(importer.results, content, Path(arguments.report) if arguments.report else None)
    return 1 if importer.results.failed else 0


def _origin_of_site_map(sources: Iterable[RequestedSource]) -> frozenset[str]:
    """Return the inner origin that a site map on this machine is of, where all its pages lie there; else none."""
    listed = [one.address for one in sources if one.is_of_local_site_map]
    origins = inner_origins(listed)
    return (
        origins
        if len(origins) == 1 and all(one.startswith(f"{min(origins)}/") for one in listed)
        else frozenset()
    )


def _registries(content: Path) -> Registries:
    """Return the portal's sections and authors; raise ImportRefused where a data file cannot be read."""
    if fault := unreadable_data(content):
        raise ImportRefused(f"{fault} Sửa tệp ấy rồi chạy lại.")
    return read_registries(content, ZoneInfo(ZONE), THEME)


def _given_fields(arguments: Arguments, registries: Registries) -> GivenFields:
    """Return the header fields on the command line; raise ImportRefused for an unknown section or a wrong date."""
    section = date = ""
    if arguments.section:
        found, problems = match_section(arguments.section, registries.sections, "", 0)
        if found is None:
            raise ImportRefused(f"--section: {problems[0].message}")
        section = found.name
    if arguments.date:
        try:
            date = short_with_time(parse_date(arguments.date, registries.zone).moment)
        except DateFault as fault:
            raise ImportRefused(f"--date: {fault}") from None
    return GivenFields(section, date, " ".join(nfc(arguments.author).split()))


@dataclass(slots=True)
class _Importer:
    """
    Imports one source after the other; what was imported is logged on the disk after each.

    ``again`` imports also what is in the log, ``offline`` fetches no pictures, ``reads_pictures`` lets Tesseract
    read papers. ``_dead_hosts`` are servers
    that did not answer, ``_by_text`` the articles of this run, with the digests of their pictures, by the digest of their texts.
    """

    content: Path
    registries: Registries
    given: GivenFields
    fetcher: Fetcher
    again: bool
    offline: bool
    reads_pictures: bool
    results: ImportResults = field(default_factory=ImportResults)
    log: ImportLog = field(init=False)
    _dead_hosts: set[str] = field(default_factory=set)
    _by_text: dict[str, list[tuple[str, frozenset[str]]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.log = ImportLog.read(self.content)

    def requested(self, names: Iterable[str]) -> list[RequestedSource]:
        """Return the sources that the names on the command line stand for."""
        finder = SourceFinder(
            lambda address: self.fetcher.get(address, MAX_FILE_BYTES).data, self.results.failed
        )
        return list(finder.find(names))

    def import_one(self, requested: RequestedSource) -> None:
        """Import a source; what is wrong with it is noted in the results, and the next can follow."""
        try:
            self._import(requested)
        except ImportRefused as fault:
            self._fail(requested, str(fault))
        except OSError as fault:
            self._fail(requested, reason_with_advice(fault))
        except MemoryError:
            self._fail(requested, "quá lớn, máy không đủ bộ nhớ.")
        except Exception as fault:
            # A fault of ours on one page must not lose the others.
            place = traceback.extract_tb(fault.__traceback__)[-1]
            cause = f"{type(fault).__name__} ({Path(place.filename).name}, dòng {place.lineno})"
            self._fail(
                requested,
                f"lỗi của công cụ nhập: {cause}. Gửi tệp này cho người giữ cổng; các bài khác vẫn được nhập.",
            )

    def _fail(self, requested: RequestedSource, message: str) -> None:
        self.results.failed.append(with_name(requested.name, message))

    def _import(self, requested: RequestedSource) -> None:
        address = requested.address
        if requested.file is None and (article := self._logged("", address)):
            self._skip(requested, article)
            return
        source = self._source(requested)
        source_digest = digest(source.data)
        if article := self._logged(source_digest, address):
            self._skip(requested, article)
            return
        imported = import_article(source, self.registries, reads_pictures=self.reads_pictures)
        if address and old_address(address) not in map(old_address, imported.old_addresses):
            imported = replace(imported, old_addresses=(*imported.old_addresses, address))
        imported = with_given_fields(imported, self.registries, self.given)
        if not self.again and (article := self._same_article(imported)):
            self._add_addresses(requested, imported, article, source_digest)
        else:
            self._write(requested, imported, source_digest)

    def _logged(self, source_digest: str, address: str) -> str:
        """Return the path of the article that was imported from a source before, "" for a new one."""
        return "" if self.again else self.log.known(source_digest, [address] if address else [])

    def _skip(self, requested: RequestedSource, article: str) -> None:
        message = f"“{requested.name}” đã nhập thành {self.content.name}/{article}."
        if not (self.content / article).exists():
            message = (
                f"“{requested.name}” đã nhập trước đây thành {self.content.name}/{article}, nay tệp ấy đã đổi tên hay bị xóa. "
                "Muốn nhập lại thì thêm --again."
            )
        self.results.skipped.append(message)

    def _write(self, requested: RequestedSource, imported: ImportedArticle, source_digest: str) -> None:
        plan = plan_placement(imported, self.content, self.registries.sections)
        problems = plan.article.problems(f"{self.content.name}/{plan.path}")
        known = {problem.line for problem in problems if problem.level is Level.ERROR}
        problems += [
            error
            for error in article_errors(plan, self.content, self.registries)
            if error.line not in known and error.line > 1
        ]
        write_files(plan, self.content)
        self.log.add(requested.name, source_digest, plan.path, imported.old_addresses)
        if _has_words(imported):
            self._by_text.setdefault(_text_digest(imported), []).append(
                (plan.path, _picture_digests(imported))
            )
        self.results.written.append((plan, problems))

    def _same_article(self, imported: ImportedArticle) -> str:
        """Return the path of the article that has the same old address or the same text, "" for none."""
        keys = [address_key(one) for one in imported.old_addresses]
        by_address = next((self.log.by_address[key] for key in keys if key in self.log.by_address), "")
        if by_address or not _has_words(imported):
            return by_address
        pictures = _picture_digests(imported)
        twins = self._by_text.get(_text_digest(imported), [])
        return next((path for path, others in twins if pictures <= others or others <= pictures), "")

    def _add_addresses(
        self, requested: RequestedSource, imported: ImportedArticle, article: str, source_digest: str
    ) -> None:
        """Write the old addresses of an article that was published at several into the one that is there."""
        path = self.content / article
        added = []
        for address in imported.old_addresses:
            if address_key(address) not in self.log.by_address and path.exists():
                text = path.read_bytes().decode("utf-8")
                path.write_bytes(with_old_address(text, address).encode("utf-8"))
                added.append(address)
        self.log.add(requested.name, source_digest, article, imported.old_addresses)
        more = f"; đã ghi thêm địa chỉ cũ {', '.join(added)} vào bài ấy" if added else ""
        self.results.skipped.append(f"“{requested.name}” trùng với {self.content.name}/{article}{more}.")

    def _source(self, requested: RequestedSource) -> ImportSource:
        name, address = requested.name, requested.address
        if requested.file is not None and requested.root is not None:
            beside = files_beside(requested.file, requested.root)
            return ImportSource(name, requested.file.read_bytes(), address, "", self._or_fetched(beside))
        page = self.fetcher.get(address, MAX_PAGE_BYTES)
        get_file = self._or_fetched(lambda _: None, page.address)
        return ImportSource(name, page.data, address, page.charset, get_file)

    def _or_fetched(self, get_local: GetFile, base: str = "") -> GetFile:
        """Return a function that gets a file: from this machine, else from the old portal; ``base`` is the page."""

        def get_file(address: str) -> bytes | None:
            data = get_local(address)
            whole = urljoin(base, address) if base else address
            if data is not None or self.offline or not whole.startswith(WEB):
                return data
            host, path = urlsplit(whole).netloc, urlsplit(whole).path.lower()
            is_file = path.endswith(PHOTO_EXTENSIONS) or is_attachment(path) or bool(base)
            if host in self._dead_hosts or not is_file:
                return None
            try:
                return self.fetcher.get(whole, MAX_FILE_BYTES).data
            except ImportRefused as fault:
                if "không nối được" in str(fault) or "không trả lời" in str(fault):
                    self._dead_hosts.add(host)
                return None

        return get_file


def _has_words(imported: ImportedArticle) -> bool:
    """Return whether an article says anything: two photos are not the same by saying nothing."""
    return any(letter.isalnum() for letter in imported.title + text_of_blocks(imported.body))


def _picture_digests(imported: ImportedArticle) -> frozenset[str]:
    return frozenset(digest(one.data) for one in imported.pictures.values() if one.data)


def _text_digest(imported: ImportedArticle) -> str:
    """Return a digest that two printings of one article share."""
    return digest(fold("\n".join((imported.title, imported.date, text_of_blocks(imported.body)))).encode())
