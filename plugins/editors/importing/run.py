"""The import, end to end: what was named is found, read, shelved and remembered, one after the other."""

from __future__ import annotations

import re
import sys
import tomllib
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo

from plugins.article.registries import Registries
from plugins.author.people import Organisation
from plugins.author.registry import load_authors
from plugins.category.match import match_section
from plugins.category.registry import load_sections
from plugins.commands.option import Arguments
from plugins.date.parse import DateFault, parse_date
from plugins.editors.importing.detect import ENDINGS, PHOTOS, ImportSource, beside, read_import
from plugins.editors.importing.file_output import shown
from plugins.editors.importing.import_log import Record, address_key, digest, old_address, with_old_address
from plugins.editors.importing.imported_article import ImportedArticle, words_of
from plugins.editors.importing.oldsite.fetch import MOST_FILE, MOST_PAGE, Fetcher
from plugins.editors.importing.oldsite.page import Knowledge
from plugins.editors.importing.oldsite.sitemap import is_sitemap, pages_of
from plugins.editors.importing.placement import (
    UNSORTED,
    PlacementPlan,
    PlacementWishes,
    check,
    finished,
    plan,
    say,
    write,
)
from plugins.editors.importing.refusal import ImportRefused
from plugins.media.attachments import is_attachment
from plugins.media.names import is_noise, printable
from plugins.problems import Level, Problem
from plugins.problems.data_file import DataFileFault
from plugins.problems.stop_build import reason_with_advice
from plugins.vietnamese.dates import short_with_time
from plugins.vietnamese.letters import fold, nfc
from plugins.vietnamese.nearest import nearest

ZONE = "Asia/Ho_Chi_Minh"
_WEB = ("http://", "https://")
_TOLD_AT_ONCE = 3  # articles; of more only a line each is printed
_FOLDERS_OF_PAGES = ("_files", ".files", "_tệp", "_file")


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing to import: a file, or an address; ``root`` is the folder that its pictures may be taken from."""

    name: str
    file: Path | None = None
    root: Path | None = None
    address: str = ""


@dataclass(slots=True)
class Tally:
    """What became of all that was named."""

    made: list[tuple[PlacementPlan, list[Problem]]] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def run(asked: Arguments, content: Path) -> int:
    """Import all that was named into a content folder; return the exit code."""
    if not asked.sources:
        raise ImportRefused('chưa nói nhập gì. Ví dụ: python3 tasks.py import "Bài viết.docx"')
    if not content.is_dir():
        raise ImportRefused(f"không thấy thư mục nội dung “{content}”.")
    registries = read_registries(content)
    arguments = _wishes(asked, registries)
    importer = _Importer(
        content, registries, arguments, asked.again, asked.offline, Fetcher(pause=float(max(0, asked.pause)))
    )
    wanted = list(importer.wanted(asked.sources))
    if asked.address and len(wanted) != 1:
        raise ImportRefused("“--address” chỉ dùng khi nhập đúng một tệp.")
    if asked.address:
        wanted = [replace(wanted[0], address=asked.address)]
    try:
        for one in _with_progress(wanted):
            importer.bring(one)
    finally:
        _report(importer.tally, content, Path(asked.report) if asked.report else None)
    return 1 if importer.tally.failed else 0


def read_registries(content: Path) -> Registries:
    """Return what the portal knows: its sections, authors and time zone."""
    data = content / "du-lieu"

    def text(name: str) -> str:
        path = data / name
        return path.read_text("utf-8-sig") if path.exists() else ""

    try:
        unit = tomllib.loads(text("don-vi.toml"))
        sections, authors = load_sections(text("chuyen-muc.toml")), load_authors(text("tac-gia.toml"))
    except (DataFileFault, tomllib.TOMLDecodeError) as fault:
        raise ImportRefused(f"{fault} Sửa tệp trong “{content.name}/du-lieu” rồi chạy lại.") from None
    responsible = unit.get("chiu-trach-nhiem", {})
    own = str(responsible.get("noi-dung") or unit.get("ten") or "Ban biên tập")
    return Registries(sections, authors, ZoneInfo(ZONE), Organisation(own, "ban-bien-tap"))


def _wishes(asked: Arguments, registries: Registries) -> PlacementWishes:
    """Return what the editor said, checked before anything is read."""
    section = date = ""
    if asked.section:
        found, problems = match_section(asked.section, registries.sections, "", 0)
        if found is None:
            raise ImportRefused(f"--section: {problems[0].message}")
        section = found.name
    if asked.date:
        try:
            date = short_with_time(parse_date(asked.date, registries.zone).moment)
        except DateFault as fault:
            raise ImportRefused(f"--date: {fault}") from None
    return PlacementWishes(section, date, " ".join(nfc(asked.author).split()))


@dataclass(slots=True)
class _Importer:
    """Imports one thing after the other; what it remembers is on the disk after each."""

    content: Path
    registries: Registries
    arguments: PlacementWishes
    again: bool
    offline: bool
    fetcher: Fetcher
    tally: Tally = field(default_factory=Tally)
    record: Record = field(init=False)
    dead_hosts: set[str] = field(default_factory=set)
    twins: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.record = Record.read(self.content)

    # What was named.

    def wanted(self, names: Sequence[str]) -> Iterator[Wanted]:
        """Yield what the names on the command line mean: files, what is in folders, the pages of site maps."""
        for name in names:
            try:
                yield from self._meant(name)
            except ImportRefused as fault:
                self.tally.failed.append(_named(name, str(fault)))

    def _meant(self, name: str) -> Iterator[Wanted]:
        """Yield what one name means; raise Refused for a site map that cannot be had."""
        if name.startswith(_WEB):
            yield from self._of_address(name)
        else:
            path = Path(name).expanduser()
            if not path.exists() and any(sign in path.name for sign in "*?"):
                # A Windows console leaves these to the program.
                matching = sorted(path.parent.glob(path.name)) if path.parent.is_dir() else []
                for one in matching:
                    yield from self._of_file(one) if one.is_file() else ()
                if not matching:
                    self.tally.failed.append(f"không có tệp nào khớp “{shown(path)}”.")
            elif path.is_dir():
                found = list(_in_folder(path))
                if not found:
                    self.tally.failed.append(
                        f"“{shown(path)}”: trong thư mục không có tệp nào nhập được ({', '.join(ENDINGS[:6])}…)."
                    )
                yield from found
            elif path.is_file():
                yield from self._of_file(path)
            else:
                self.tally.failed.append(_no_such(path))

    def _of_file(self, path: Path) -> Iterator[Wanted]:
        if path.suffix.lower() in (".xml", ".gz"):
            data = path.read_bytes()
            if not is_sitemap(data):
                self.tally.failed.append(f"“{path.name}” không phải sơ đồ trang (sitemap).")
                return
            yield from (Wanted(page, address=page) for page in pages_of(data, self._map))
            return
        yield Wanted(path.name, path, path.parent)

    def _of_address(self, address: str) -> Iterator[Wanted]:
        if address.lower().partition("?")[0].endswith((".xml", ".xml.gz")):
            data = self._map(address)
            if is_sitemap(data):
                yield from (Wanted(page, address=page) for page in pages_of(data, self._map))
                return
        yield Wanted(address, address=address)

    def _map(self, address: str) -> bytes:
        return self.fetcher.get(address, MOST_FILE).data

    # One thing.

    def bring(self, wanted: Wanted) -> None:
        """Import one thing; whatever is wrong with it is noted, and the next can follow."""
        try:
            self._bring(wanted)
        except ImportRefused as fault:
            self.tally.failed.append(_named(wanted.name, str(fault)))
        except OSError as fault:
            self.tally.failed.append(_named(wanted.name, reason_with_advice(fault)))
        except MemoryError:
            self.tally.failed.append(_named(wanted.name, "quá lớn, máy không đủ bộ nhớ."))
        except Exception as fault:
            # A fault of ours on one page must not lose the others.
            place = traceback.extract_tb(fault.__traceback__)[-1]
            said = f"{type(fault).__name__} ({Path(place.filename).name}, dòng {place.lineno})"
            self.tally.failed.append(
                _named(
                    wanted.name,
                    f"lỗi của công cụ nhập: {said}. Gửi tệp này cho người giữ cổng; các bài khác vẫn được nhập.",
                )
            )

    def _bring(self, wanted: Wanted) -> None:
        if not self.again and wanted.file is None and (there := self.record.known("", [wanted.address])):
            self._already(wanted, there)
            return
        source = self._source(wanted)
        mark = digest(source.data)
        if not self.again and (there := self.record.known(mark, [wanted.address] if wanted.address else [])):
            self._already(wanted, there)
            return
        draft = read_import(source, self._knowledge())
        if wanted.address and not draft.old_addresses:
            draft = replace(draft, old_addresses=(wanted.address,))
        elif wanted.address and old_address(wanted.address) not in map(old_address, draft.old_addresses):
            draft = replace(draft, old_addresses=(*draft.old_addresses, wanted.address))
        draft = finished(draft, self.registries, self.arguments)
        if not self.again and self._is_twin(wanted, draft, mark):
            return
        self._shelve(wanted, draft, mark)

    def _shelve(self, wanted: Wanted, draft: ImportedArticle, mark: str) -> None:
        planned = plan(draft, self.content, self.registries.sections)
        said = planned.written.problems(f"{self.content.name}/{planned.path}")
        answered = {problem.line for problem in said if problem.level is Level.ERROR}
        for problem in check(planned, self.content, self.registries):
            if problem.line not in answered and problem.line > 1:
                said.append(problem)
        write(planned, self.content)
        self.record.add(wanted.name, mark, planned.path, draft.old_addresses)
        self.twins[_words_of(draft)] = planned.path
        self.tally.made.append((planned, said))

    def _already(self, wanted: Wanted, there: str) -> None:
        if (self.content / there).exists():
            self.tally.known.append(f"“{wanted.name}” đã nhập thành {self.content.name}/{there}.")
        else:
            self.tally.known.append(
                f"“{wanted.name}” đã nhập trước đây thành {self.content.name}/{there}, nay tệp ấy đã đổi tên hay bị xóa. "
                "Muốn nhập lại thì thêm --again."
            )

    def _is_twin(self, wanted: Wanted, draft: ImportedArticle, mark: str) -> bool:
        """Tell whether an article was published under several addresses; the article keeps them all."""
        keys = [address_key(one) for one in draft.old_addresses]
        there = next((self.record.by_address[key] for key in keys if key in self.record.by_address), "")
        there = there or self.twins.get(_words_of(draft), "")
        if not there:
            return False
        path = self.content / there
        added = []
        for address in draft.old_addresses:
            if address_key(address) not in self.record.by_address and path.exists():
                text = path.read_bytes().decode("utf-8")
                path.write_bytes(with_old_address(text, address).encode("utf-8"))
                added.append(address)
        self.record.add(wanted.name, mark, there, draft.old_addresses)
        more = f"; đã ghi thêm địa chỉ cũ {', '.join(added)} vào bài ấy" if added else ""
        self.tally.known.append(f"“{wanted.name}” trùng với {self.content.name}/{there}{more}.")
        return True

    def _knowledge(self) -> Knowledge:
        return Knowledge(self.registries.sections, self.registries.authors, self.registries.zone)

    def _source(self, wanted: Wanted) -> ImportSource:
        if wanted.file is not None and wanted.root is not None:
            near = beside(wanted.file, wanted.root)
            return ImportSource(
                wanted.name, wanted.file.read_bytes(), wanted.address, "", self._or_fetched(near)
            )
        answer = self.fetcher.get(wanted.address, MOST_PAGE)
        return ImportSource(
            wanted.name,
            answer.data,
            wanted.address,
            answer.charset,
            self._or_fetched(lambda _: None, answer.address),
        )

    def _or_fetched(
        self, near: Callable[[str], bytes | None], base: str = ""
    ) -> Callable[[str], bytes | None]:
        """Return a way to pictures and files: near at hand first, else from the old portal."""

        def get(place: str) -> bytes | None:
            found = near(place)
            whole = urljoin(base, place) if base else place
            if found is not None or self.offline or not whole.startswith(_WEB):
                return found
            host = urlsplit(whole).netloc
            path = urlsplit(whole).path.lower()
            if host in self.dead_hosts or not (path.endswith(PHOTOS) or is_attachment(path) or base):
                return None
            try:
                return self.fetcher.get(whole, MOST_FILE).data
            except ImportRefused as fault:
                if "không nối được" in str(fault) or "không trả lời" in str(fault):
                    self.dead_hosts.add(host)
                return None

        return get


def _words_of(draft: ImportedArticle) -> str:
    """Return what two printings of one article share."""
    return digest(fold("\n".join((draft.title, draft.date, words_of(draft.body)))).encode())


def _named(name: str, message: str) -> str:
    return message if name in message else f"“{name}”: {message}"


def _no_such(path: Path) -> str:
    first = shown(path).split("/")[0]
    if re.fullmatch(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:vn|com|net|org|info)", first):
        return f"“{shown(path)}”: địa chỉ trang web cần có https:// ở đầu."
    names = [one.name for one in path.parent.iterdir()] if path.parent.is_dir() else []
    near = nearest(path.name, names)
    hint = (
        " Gần giống: " + ", ".join(f"“{one}”" for one in near) + "."
        if near
        else " Kiểm tra lại tên và thư mục."
    )
    return f"không thấy “{shown(path)}”.{hint}"


def _in_folder(folder: Path) -> Iterator[Wanted]:
    """Yield the files of a folder that can become articles, in order; the pictures of saved pages are none."""
    for path in sorted(folder.rglob("*"), key=lambda one: one.relative_to(folder).as_posix()):
        below = path.relative_to(folder)
        inside = [part for part in below.parts[:-1] if part.endswith(_FOLDERS_OF_PAGES) or is_noise(part)]
        if inside or is_noise(path.name) or path.suffix.lower() not in ENDINGS or not path.is_file():
            continue
        if path.resolve().is_relative_to(folder.resolve()):
            yield Wanted(below.as_posix(), path, folder)


def _with_progress(wanted: Sequence[Wanted]) -> Iterator[Wanted]:
    """Yield what is wanted; on a terminal a bar shows how far it is."""
    if len(wanted) < 2 or not sys.stderr.isatty():
        for number, one in enumerate(wanted, 1):
            if len(wanted) > 20 and number % 20 == 0:
                print(f"Nhập bài: {number}/{len(wanted)}", file=sys.stderr, flush=True)
            yield one
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("Nhập bài"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=Console(file=sys.stderr), transient=True) as bar:
        task = bar.add_task("", total=len(wanted))
        for one in wanted:
            bar.update(task, description=printable(one.name)[-40:].replace("[", "("))
            yield one
            bar.advance(task)


def _report(tally: Tally, content: Path, file: Path | None) -> None:
    """Print what was made, what must be looked at, and what was not done."""
    lines: list[str] = []
    short = len(tally.made) > _TOLD_AT_ONCE
    for planned, said in tally.made:
        missing = sum(problem.level is Level.ERROR for problem in said)
        look = f"{missing} chỗ phải điền, {len(said) - missing} điều nên xem"
        lines.append(
            f"Đã nhập “{planned.written.draft.origin}” → {content.name}/{planned.path} ({say(planned.written.draft)}; {look})"
        )
        lines += [f"  {problem}" for problem in said]
    if file:
        file.write_text("\n".join([*lines, *tally.known, *tally.failed]) + "\n", "utf-8")
    for line in lines:
        if not (short and line.startswith("  ")):
            print(line)
    for line in tally.known:
        print(f"Bỏ qua: {line}")
    for line in tally.failed:
        print(f"lỗi: {line}")
    unsorted = sum(f"/{UNSORTED}/" in planned.path for planned, _ in tally.made)
    print(
        f"{len(tally.made)} bài đã nhập, {len(tally.known)} đã có từ trước, {len(tally.failed)} không nhập được."
    )
    if short:
        print(
            "Điều cần xem của từng bài ghi ở đầu bài ấy"
            + (f" và trong “{file.name}”." if file else " (thêm --report TỆP để có trong một tệp).")
        )
    if tally.made:
        print(
            "Các bài đang là bản nháp: điền các chỗ thiếu, đọc lại, rồi xóa dòng “Trạng thái: nháp” để đăng."
        )
    if unsorted:
        print(
            f"{unsorted} bài còn thiếu ngày hay chuyên mục, nằm ở {content.name}/bai-viet/{UNSORTED}/: chưa điền thì “build” dừng ở các bài ấy "
            "(“preview” và “build --quarantine” vẫn chạy)."
        )
