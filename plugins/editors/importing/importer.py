"""Import the files and pages of one run, one after the other: what of each becomes an article, what is there already, what failed."""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from plugins.article.registries import Registries
from plugins.editors.importing.awaited_files import awaited_in
from plugins.editors.importing.content_kinds import ContentKind, content_kind_of
from plugins.editors.importing.detect import import_article
from plugins.editors.importing.file_output import write_whole
from plugins.editors.importing.import_log import (
    ImportLog,
    old_address,
    old_address_key,
    source_digest,
    with_old_address,
)
from plugins.editors.importing.import_results import ImportResults, written_article
from plugins.editors.importing.import_source import PHOTO_EXTENSIONS, GetFile, ImportSource
from plugins.editors.importing.imported_article import ImportedArticle, text_of_blocks
from plugins.editors.importing.linked_files import awaited_forms, files_beside
from plugins.editors.importing.oldsite.fetch import (
    MAX_FILE_BYTES,
    MAX_PAGE_BYTES,
    TemporaryRefusal,
)
from plugins.editors.importing.placement import (
    GivenFields,
    article_errors,
    place_awaited,
    plan_placement,
    with_given_fields,
    write_imported,
)
from plugins.editors.importing.refusal import ImportRefused, NotAnArticle
from plugins.editors.importing.requested_sources import WEB, RequestedSource, SourceFinder, with_name
from plugins.editors.importing.whole_portal.polite_fetch import PoliteFetcher
from plugins.editors.importing.whole_portal.section_table import (
    SectionTable,
    has_no_section,
    old_section_of,
    with_section,
)
from plugins.media.attachments import is_attachment
from plugins.problems import Level
from plugins.problems.stop_build import reason_with_advice
from plugins.vietnamese.letters import fold

# Pages of a portal in a row that had no answer, after which it is left alone; photos of a host likewise.
_MOST_WITHOUT_ANSWER, _MOST_LOST_FILES = 5, 3


@dataclass(slots=True)
class Importer:
    """
    Imports one source after the other; what was imported is logged on the disk after each.

    ``again`` imports also what is in the log, ``offline`` fetches no pictures, ``reads_pictures`` lets Tesseract read papers.
    ``_lost_files`` names, by host, the files that it did not give in a row, ``_unanswered`` are the addresses of files that did not
    come for the moment, ``_by_text`` the articles of this run, with the digests of their pictures, by the digest of their texts,
    ``_attached_to`` those of this run by the digests of their attachments.
    ``must_try_again`` tells that something did not answer now and may do so later.
    """

    content: Path
    registries: Registries
    given: GivenFields
    web: PoliteFetcher
    again: bool
    offline: bool
    reads_pictures: bool = False
    table: SectionTable = field(default_factory=SectionTable)
    results: ImportResults = field(default_factory=ImportResults)
    log: ImportLog = field(init=False)
    must_try_again: bool = False
    is_of_portal: bool = False
    _without_answer: int = 0
    _lost_files: dict[str, set[str]] = field(default_factory=dict)
    _unanswered: set[str] = field(default_factory=set)
    _by_text: dict[str, list[tuple[str, frozenset[str]]]] = field(default_factory=dict)
    _attached_to: dict[str, str] = field(default_factory=dict)
    _unplaced: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.log = ImportLog.read(self.content)

    @property
    def is_portal_down(self) -> bool:
        """Whether so many pages in a row had no answer that asking for the others helps nobody."""
        return self._without_answer >= _MOST_WITHOUT_ANSWER

    def requested(self, names: Iterable[str], copy_of: str = "") -> list[RequestedSource]:
        """Return the sources that the names on the command line stand for; a folder may be the copy of a portal."""
        finder = SourceFinder(
            lambda address: self.web.get(address, MAX_FILE_BYTES).data,
            self.results.failed,
            self.web.site_maps_of,
            copy_of,
        )
        sources = list(finder.find(names))
        self.is_of_portal = any(one.is_of_portal for one in sources)
        return sources

    def import_one(self, requested: RequestedSource) -> None:
        """Import a source; what is wrong with it is noted in the results, and the next can follow."""
        without_answer, self._without_answer = self._without_answer, 0
        try:
            self._import(requested)
        except NotAnArticle as fault:
            if not requested.is_of_portal:
                self._fail(requested, str(fault))
                return
            self.results.no_articles.append(with_name(requested.name, str(fault)))
            if requested.saved is None:
                self.web.refuse(requested.address, str(fault))
        except TemporaryRefusal as fault:
            self.must_try_again = True
            self._fail(requested, str(fault))
            if requested.is_of_portal:
                self._without_answer = without_answer + 1
            if self.is_portal_down:
                self.results.failed.append(
                    f"cổng cũ không trả lời {_MOST_WITHOUT_ANSWER} trang liền nên dừng ở đây. Chạy lại đúng lệnh này sau để làm tiếp."
                )
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
        row = self.table.row_of(address) if address else None
        if row and row.is_left_out and requested.is_of_portal:
            self.results.left_out[row.old] += 1
            return
        if requested.file is None and (article := self._logged("", address)):
            self._skip(requested, article)
            return
        source, more_addresses = self._source(requested)
        bytes_digest, known_by = source_digest(source.data), (address, *more_addresses)
        if self._is_known(requested, bytes_digest, known_by):
            return
        imported = self._article_in(requested, source, known_by)
        given = self.given
        if row and row.section and not given.section:
            given = replace(given, section=row.section)
        imported = with_given_fields(imported, self.registries, given)
        if not self.again and (article := self._same_article(imported)):
            self._add_addresses(requested, imported.old_addresses, article, bytes_digest)
        else:
            self._write(requested, imported, bytes_digest)

    def _is_known(self, requested: RequestedSource, bytes_digest: str, known_by: Sequence[str]) -> bool:
        """Tell whether these bytes were imported before; the article that they are hears of their addresses."""
        if article := self._logged(bytes_digest, requested.address):
            if new := self._addresses_to_add(article, [old_address(one) for one in known_by if one]):
                # The same bytes were published at another address too.
                self._add_addresses(requested, new, article, bytes_digest)
            else:
                self._skip(requested, article)
            return True
        if requested.may_be_attachment and (article := self._attached_to.get(bytes_digest, "")):
            self._add_addresses(requested, (), article, bytes_digest)
            return True
        return False

    def _article_in(
        self, requested: RequestedSource, source: ImportSource, known_by: Sequence[str]
    ) -> ImportedArticle:
        """Return the article in a source, with all old addresses that lead to it; raise NotAnArticle where there is none."""
        if requested.is_of_portal and content_kind_of(source.data) is ContentKind.PICTURE:
            raise NotAnArticle(f"“{requested.name}” là ảnh, không phải trang; không nhập.")
        imported = import_article(source, self.registries, reads_pictures=self.reads_pictures)
        if requested.is_of_portal and _says_nothing(imported):
            raise NotAnArticle(f"“{requested.name}” không có thân bài, ảnh hay ngày đăng; không nhập.")
        for one in known_by:
            if (
                one
                and urlsplit(one).path not in ("", "/")
                and old_address(one) not in map(old_address, imported.old_addresses)
            ):
                imported = replace(imported, old_addresses=(*imported.old_addresses, one))
        if requested.is_of_portal:
            # Who asks for an old attachment is led to the article that offers it now; the first of several.
            own = self._addresses_of_files(imported)
            imported = replace(imported, old_addresses=(*imported.old_addresses, *own))
        return imported

    def _addresses_of_files(self, imported: ImportedArticle) -> list[str]:
        return [
            one for one in imported.attachment_addresses if old_address_key(one) not in self.log.by_address
        ]

    def unplaced_sections(self) -> list[tuple[str, int]]:
        """Return the old sections of the articles that are in no section, each with how many there are, the largest first."""
        return Counter(self._unplaced.values()).most_common()

    def _logged(self, bytes_digest: str, address: str) -> str:
        """Return the path of the article that was imported from a source before, "" for a new one."""
        return "" if self.again else self.log.known(bytes_digest, [address] if address else [])

    def _skip(self, requested: RequestedSource, article: str) -> None:
        if not self.offline:
            self._fetch_awaited(requested, article)
        message = f"“{requested.name}” đã nhập thành {self.content.name}/{article}."
        if not (self.content / article).exists():
            message = (
                f"“{requested.name}” đã nhập trước đây thành {self.content.name}/{article}, nay tệp ấy đã đổi tên hay bị xóa. "
                "Muốn nhập lại thì thêm --nhap-lai."
            )
        self.results.skipped.append(message)
        self.results.articles.append(article)
        self._place(requested.address, article)

    def _fetch_awaited(self, requested: RequestedSource, article: str) -> None:
        """Fetch the files that an article of a former run waits for, and lay those that come by now beside it."""
        path = self.content / article
        if not path.is_file() or not (awaited := awaited_in(path.read_bytes().decode("utf-8", "replace"))):
            return
        get_file = self._or_fetched(lambda _: None, awaited[0].address)
        for one in awaited:
            data = next((data for form in awaited_forms(one) if (data := get_file(form))), None)
            if data is None or not place_awaited(path, one, data):
                self._await(1)
                continue
            self.results.came_later += 1
            address = old_address(one.address)
            if requested.is_of_portal and not one.is_photo and self._addresses_to_add(article, [address]):
                text = path.read_bytes().decode("utf-8", "replace")
                write_whole(path, with_old_address(text, address).encode())
                self.log.add(requested.name, source_digest(data), article, [address])

    def _await(self, count: int) -> None:
        """Note that files did not come for the moment: the import is not done."""
        self.results.awaited += count
        self.must_try_again = self.must_try_again or bool(count)

    def _place(self, address: str, article: str) -> None:
        """Fill in the section of an article that has none, where the table has a place for its old section by now."""
        old, path = old_section_of(address), self.content / article
        if not old or not path.is_file():
            return
        row = self.table.row_of(address)
        text = path.read_bytes().decode("utf-8", "replace")
        if not has_no_section(text):
            return
        if row and row.section and (placed := with_section(text, row.section)):
            write_whole(path, placed.encode())
            self.results.placed += 1
        elif not row or not row.is_left_out:
            self._unplaced[article] = row.old if row else old

    def _write(self, requested: RequestedSource, imported: ImportedArticle, bytes_digest: str) -> None:
        plan = plan_placement(imported, self.content, self.registries)
        problems = plan.article.problems(f"{self.content.name}/{plan.path}")
        known = {problem.line for problem in problems if problem.level is Level.ERROR}
        problems += [
            error
            for error in article_errors(plan, self.content, self.registries)
            if error.line not in known and error.line > 1
        ]
        write_imported(plan, self.content)
        self._await(len(awaited_in(plan.text)))
        self.log.add(requested.name, bytes_digest, plan.path, imported.old_addresses)
        self._attached_to |= {source_digest(data): plan.path for data in imported.attachments.values()}
        if _has_words(imported):
            self._by_text.setdefault(_text_digest(imported), []).append(
                (plan.path, _picture_digests(imported))
            )
        self.results.written.append(written_article(plan, problems, self.content))
        self.results.articles.append(plan.path)
        if not imported.section and requested.is_of_portal and (old := old_section_of(requested.address)):
            row = self.table.row_of(requested.address)
            self._unplaced[plan.path] = row.old if row else old

    def _same_article(self, imported: ImportedArticle) -> str:
        """Return the path of the article that has the same old address or the same text, "" for none."""
        keys = [old_address_key(one) for one in imported.old_addresses]
        by_address = next((self.log.by_address[key] for key in keys if key in self.log.by_address), "")
        if by_address or not _has_words(imported):
            return by_address
        pictures = _picture_digests(imported)
        twins = self._by_text.get(_text_digest(imported), [])
        return next((path for path, others in twins if pictures <= others or others <= pictures), "")

    def _addresses_to_add(self, article: str, addresses: Iterable[str]) -> list[str]:
        """Return the old addresses that no article has yet, where the article is still there."""
        if not (self.content / article).exists():
            return []
        return [
            one
            for one in addresses
            if one not in ("", "/") and old_address_key(one) not in self.log.by_address
        ]

    def _add_addresses(
        self, requested: RequestedSource, addresses: Sequence[str], article: str, bytes_digest: str
    ) -> None:
        """Write old addresses of an article that was published at several into the one that is there."""
        path = self.content / article
        added = self._addresses_to_add(article, addresses)
        for address in added:
            text = path.read_bytes().decode("utf-8")
            path.write_bytes(with_old_address(text, address).encode("utf-8"))
        self.log.add(requested.name, bytes_digest, article, addresses)
        more = f"; đã ghi thêm địa chỉ cũ {', '.join(added)} vào bài ấy" if added else ""
        message = f"“{requested.name}” trùng với {self.content.name}/{article}{more}."
        self.results.skipped.append(message)
        self.results.repeated.append(message)
        self.results.articles.append(article)

    def _source(self, requested: RequestedSource) -> tuple[ImportSource, tuple[str, ...]]:
        """Return what is to be read of a source, and the other addresses at which it was published."""
        name, address = requested.name, requested.address
        if (saved := requested.saved) is not None:
            source = ImportSource(
                name, saved.read(), address, saved.charset, saved.get_file, saved.get_file, saved.base
            )
            return source, saved.moved_from
        if requested.file is not None and requested.root is not None:
            beside = files_beside(requested.file, requested.root)
            data = requested.file.read_bytes()
            get_file = self._or_fetched(beside)
            return ImportSource(name, data, address, "", get_file, beside, is_awaited=self._is_awaited()), ()
        page = self.web.get(address, MAX_PAGE_BYTES)
        get_file = self._or_fetched(lambda _: None, page.address)
        moved_to = (page.address,) if urlsplit(page.address).path not in ("", "/") else ()
        source = ImportSource(
            name,
            page.data,
            address,
            page.charset,
            get_file,
            base=page.address,
            is_awaited=self._is_awaited(page.address),
        )
        return source, moved_to

    def _is_awaited(self, base: str = "") -> Callable[[str], bool]:
        """Return a function that tells whether a file that a page refers to did not come for the moment."""
        return lambda address: _joined(base, address) in self._unanswered

    def _or_fetched(self, get_local: GetFile, base: str = "") -> GetFile:
        """Return a function that gets a file: from this machine, else from the old portal; ``base`` is the page."""

        def get_file(address: str) -> bytes | None:
            data = get_local(address)
            whole = _joined(base, address)
            if data is not None or self.offline or not whole.startswith(WEB):
                return data
            host, path = urlsplit(whole).netloc, urlsplit(whole).path.lower()
            is_file = path.endswith(PHOTO_EXTENSIONS) or is_attachment(path) or bool(base)
            if not is_file:
                return None
            # The forms of one photo have its name in common.
            lost, name = self._lost_files.setdefault(host, set()), whole.rpartition("/")[2]
            if len(lost) >= _MOST_LOST_FILES:
                self._unanswered.add(whole)
                return None
            try:
                data = self.web.get(whole, MAX_FILE_BYTES).data
            except TemporaryRefusal:
                lost.add(name)
                self._unanswered.add(whole)
                return None
            except ImportRefused:
                return None
            lost.clear()
            return data

        return get_file


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address) if base else address
    except ValueError:
        return ""


def _says_nothing(imported: ImportedArticle) -> bool:
    """Return whether a page that became an article has nothing but a title: a list whose links are its text."""
    return not (imported.date or imported.body or imported.lead or imported.pictures or imported.attachments)


def _has_words(imported: ImportedArticle) -> bool:
    """Return whether an article says anything: two photos are not the same by saying nothing."""
    return any(letter.isalnum() for letter in imported.title + text_of_blocks(imported.body))


def _picture_digests(imported: ImportedArticle) -> frozenset[str]:
    return frozenset(source_digest(one.data) for one in imported.pictures.values() if one.data)


def _text_digest(imported: ImportedArticle) -> str:
    """Return a digest that two printings of one article share."""
    return source_digest(
        fold("\n".join((imported.title, imported.date, text_of_blocks(imported.body)))).encode()
    )
