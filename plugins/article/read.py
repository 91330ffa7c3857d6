"""A file's path and bytes become the facts of one article, with every problem gathered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from plugins.article.facts import (
    Article,
    ArticleChange,
    ArticleKind,
    ChangeKind,
    Cover,
    FileReference,
    NamedSource,
    RegisterFacts,
    Span,
    Status,
    Tag,
)
from plugins.article.registries import Registries
from plugins.article.status import parse_status
from plugins.author.byline import parse_byline
from plugins.author.people import Byline
from plugins.category.match import match_section
from plugins.category.registry import Section
from plugins.date.parse import DateFault, ParsedDate, parse_date
from plugins.header.decode import decode, homoglyphs
from plugins.header.fields import label
from plugins.header.parse import ParsedFile, parse
from plugins.problems import Level, Problem, error, warning
from plugins.prose.body import Body
from plugins.prose.credits import as_credit, split_credit
from plugins.typography.rules import typeset
from plugins.vietnamese.letters import fold, fold_alike
from plugins.vietnamese.slugs import slugify

Render = Callable[[str, int, str, str], tuple[Body, tuple[Problem, ...]]]

# Below the content folder, whatever that folder is called.
PAGES = ("trang/", "pages/")
RESERVED_SLUGS = frozenset(
    {"index", "trang", "pages", "feeds", "theme", "anh", "images", "tai-lieu", "tac-gia", "co-quan", "the"}
    | {"luu-tru", "so-quy-hoach", "so-do-cong", "tim-kiem", "pagefind", "author", "category", "tag", "drafts"}
    # What a release says of itself.
    | {"ban-dung"}
)
# A standing page may be what these addresses lead to; an article under a section and a year may not.
PAGE_SLUGS = frozenset({"so-do-cong", "tim-kiem", "luu-tru"})
LONG_TITLE = 120
SLUG_LIMIT = 80
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SAVED = re.compile(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*/)*[a-z0-9]+(?:-[a-z0-9]+)*\.html")
FILE_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[-_ ]+|$)")
TWELVE_DIGITS = re.compile(r"[0-9]{12}")
PERSONAL_ID = re.compile(r"(?<![\d.,/])\d{12}(?![\d.,/]\d|\d)")
WEB_ADDRESS = re.compile(r"https?://\S+")
MARKED_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
# Changes follow each other by ";", which may stand in their notes too: a day comes after the one that parts them.
NEXT_CHANGE = re.compile(
    r";\s*(?=(?:ngày\s+)?\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{2,4}|ngày\s+\d|\d{4}-\d\d-\d\d|\d{1,2}(?::\d\d|h|\s+giờ)\b)",
    re.IGNORECASE,
)
BEFORE_NOTE = re.compile(r"\s+[-–—]\s+|:\s+")
DUMB_CORRECTION = "“Đính chính” chỉ có ngày. Hãy viết thêm chỗ sai và chỗ đúng, ví dụ: 02/12/2023 – Bài trước viết 45 lớp, đúng là 4 lớp."
YES = frozenset({"true", "co", "yes", "1", "dung"})


@dataclass(frozen=True, slots=True)
class ArticleReading:
    """
    The article, or None if it has an error, its section, and all that is to be said about the file.

    ``rough`` is what could be read of a file that has errors: fit to be looked at, never to be published.
    """

    article: Article | None
    problems: tuple[Problem, ...] = ()
    section: Section | None = None
    rough: Article | None = None

    @property
    def legible(self) -> Article | None:
        """The article, or as much of it as could be read."""
        return self.article or self.rough


def read_article(
    path: str, data: bytes, registries: Registries, render: Render | None = None, host: str = ""
) -> ArticleReading:
    """
    Return the facts of one file.

    ``render`` makes the body, and is the prose room's unless given; ``host`` is the site's own
    host name, to which old addresses must belong ("": any).
    """
    text, problems = decode(path, data)
    if not text.strip():
        return ArticleReading(None, tuple(problems))
    source = parse(path, text)
    problems.extend(source.problems)
    if not source.fields:
        return ArticleReading(None, _ordered(problems))
    reader = _Reader(source, registries, host)
    article, found = reader.read(render or _prose)
    problems.extend(found)
    rejected = any(problem.level is Level.ERROR for problem in problems)
    if rejected:
        return ArticleReading(None, _ordered(problems), reader.section, article)
    return ArticleReading(article, _ordered(problems), reader.section)


def _day_and_note(written: str) -> tuple[str, str]:
    """
    Return the day and the note of one change.

    >>> _day_and_note("02/12/2023 09:00 – Sửa số lớp: 4, không phải 45")
    ('02/12/2023 09:00', 'Sửa số lớp: 4, không phải 45')
    """
    parts = BEFORE_NOTE.split(written.strip(), maxsplit=1)
    return parts[0], parts[1] if len(parts) > 1 else ""


def _prose(text: str, first_line: int, path: str, title: str) -> tuple[Body, tuple[Problem, ...]]:
    # Loaded late: reading headers alone needs no Markdown.
    from plugins.prose.markdown import render_body

    return render_body(text, first_line, path, title)


def _ordered(problems: list[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(dict.fromkeys(problems), key=lambda one: (one.line, one.code, one.message)))


class _Reader:
    """Reads one source's fields, gathering problems; lives as long as one call."""

    def __init__(self, source: ParsedFile, registries: Registries, host: str) -> None:
        self.source = source
        self.path = source.path
        self.registries = registries
        self.host = host
        self.problems: list[Problem] = []
        self.section: Section | None = None

    def read(self, render: Render) -> tuple[Article, list[Problem]]:
        source = self.source
        kind = ArticleKind.PAGE if self.path.partition("/")[2].startswith(PAGES) else ArticleKind.ARTICLE
        self._letters()
        title = self._title()
        moment, byline = None, Byline()
        if kind is ArticleKind.ARTICLE:
            moment = self._day_of_file() or self._moment("date", required=True)
            self.section = self._section()
            byline = self._byline()
        else:
            self._misplaced()
        changes = self._changes(moment)
        slug, given = self._slug(title, kind)
        body, said = render(source.body, source.body_line, self.path, title)
        self.problems.extend(said)
        self._body(title)
        article = Article(
            path=self.path,
            kind=kind,
            title=title,
            slug=slug,
            body=body,
            section=self.section.path if self.section else "",
            date=moment,
            modified=max((change.moment for change in changes), default=None),
            changes=changes,
            withdrawal_reason=typeset(source.value("withdrawal_reason")),
            byline=byline,
            source=self._named_source(),
            summary=_summary(source.value("summary") or body.lead),
            cover=self._cover(),
            tags=self._tags(),
            status=(status := self._status()),
            submitted=self._moment("submitted"),
            approver=self._approver(status, byline, moment),
            expires=self._expires(moment),
            slug_given=given,
            save_as=self._save_as(),
            old_addresses=self._old_addresses(),
            attachments=self._attachments(),
            register=self._register(),
            lang=self._lang(),
            template=self._template(),
            lines={name: one.line for name, one in source.fields.items()},
            extra=dict(source.extra),
        )
        return article, self.problems

    def _error(self, name: str, code: str, message: str) -> None:
        self.problems.append(error(self.path, self.source.line(name), code, message))

    def _warn(self, name: str, code: str, message: str) -> None:
        self.problems.append(warning(self.path, self.source.line(name), code, message))

    def _letters(self) -> None:
        for name, one in self.source.fields.items():
            for letter in homoglyphs(one.value):
                message = f"“{one.written}” có chữ “{letter}” không phải chữ Latinh (U+{ord(letter):04X}). "
                self._warn(name, "chu-la", f"{message}Hãy gõ lại chữ này.")

    def _title(self) -> str:
        title = self.source.value("title")
        if "title" not in self.source.fields:
            self._error("title", "tieu-de", "thiếu dòng “Tiêu đề: …” ở đầu tệp.")
        elif not title:
            self._error("title", "tieu-de", "“Tiêu đề:” đang để trống. Hãy nhập tên bài.")
        elif len(title) > LONG_TITLE:
            # The address is cut from the title or the file name; the editor should know of both.
            message = f"tiêu đề dài {len(title)} ký tự; địa chỉ chỉ giữ {SLUG_LIMIT} ký tự. "
            self._warn("title", "tieu-de-dai", f"{message}Nên rút tiêu đề xuống dưới {LONG_TITLE} ký tự.")
        return typeset(title)

    def _written(self, name: str) -> ParsedDate | None:
        """Return the date in a field; an empty field counts as not written."""
        value = self.source.value(name)
        return self._date(name, value) if value else None

    def _date(self, name: str, value: str) -> ParsedDate | None:
        try:
            reading = parse_date(value, self.registries.zone)
        except DateFault as fault:
            self._error(name, "ngay-dang" if name == "date" else "ngay", f"{label(name)}: {fault}")
            return None
        if reading.reminder:
            self._warn(name, "ngay-nhac", f"{label(name)}: {reading.reminder}")
        return reading

    def _moment(self, name: str, required: bool = False) -> datetime | None:
        if required and name not in self.source.fields:
            self._error(name, "ngay-dang", "thiếu dòng “Ngày đăng: …”. Ví dụ: Ngày đăng: 29/11/2023.")
        elif required and not self.source.value(name):
            self._error(name, "ngay-dang", "“Ngày đăng:” đang để trống. Ví dụ: 29/11/2023.")
        reading = self._written(name)
        return reading.moment if reading else None

    def _day(self, name: str) -> date | None:
        reading = self._written(name)
        return reading.moment.date() if reading else None

    def _changes(self, published: datetime | None) -> tuple[ArticleChange, ...]:
        """Return what was changed after publication, the newest first."""
        updates = list(self._told("modified", ChangeKind.UPDATE, published))
        corrections = list(self._told("corrections", ChangeKind.CORRECTION, published))
        if note := typeset(self.source.value("change_note")):
            # A note without a day is one of the last update, or of the day of publication.
            last = max(updates, key=lambda one: one.moment, default=None)
            if last is not None and not last.note:
                updates[updates.index(last)] = replace(last, note=note)
            elif last is None and published is not None:
                updates.append(ArticleChange(ChangeKind.UPDATE, published, note))
        for one in corrections:
            if not one.note:
                self._warn("corrections", "dinh-chinh", DUMB_CORRECTION)
        return tuple(sorted((*updates, *corrections), key=lambda one: one.moment, reverse=True))

    def _told(self, name: str, kind: ChangeKind, published: datetime | None) -> Iterator[ArticleChange]:
        """Yield the changes that a field tells of, each a day and perhaps what was done; a day before publication is none."""
        for written in filter(None, NEXT_CHANGE.split(self.source.value(name))):
            day, note = _day_and_note(written)
            reading = self._date(name, day)
            if reading is None:
                continue
            moment = reading.moment
            if published is not None:
                late = moment >= published if reading.has_time else moment.date() >= published.date()
                if not late:
                    values = f"({day}) sớm hơn “Ngày đăng” ({self.source.value('date')})"
                    self._warn(name, "cap-nhat", f"“{label(name)}” {values}; không dùng. Hãy kiểm tra lại.")
                    continue
                # A day alone, the day of publishing itself: not before the hour of publishing.
                moment = max(moment, published)
            yield ArticleChange(kind, moment, typeset(note))

    def _expires(self, moment: datetime | None) -> datetime | None:
        reading = self._written("expires")
        if reading is None:
            return None
        expires = reading.moment
        if not reading.has_time:
            expires = datetime.combine(expires.date(), time(23, 59, 59), expires.tzinfo)
        if moment and expires < moment:
            self._warn("expires", "het-han", "“Hết hạn” sớm hơn “Ngày đăng”. Hãy kiểm tra lại.")
        return expires

    def _section(self) -> Section | None:
        registries, source = self.registries, self.source
        section, found = match_section(
            source.value("category") or (self._shelf() if registries.open_sections else ""),
            registries.sections,
            self.path,
            source.line("category"),
            registries.open_sections,
        )
        self.problems.extend(found)
        return section

    def _shelf(self) -> str:
        """Return the category of a plain Pelican article that names none: its folder, else "misc"."""
        folders = PurePosixPath(self.path).parts[1:-1]
        return folders[-1] if folders else "misc"

    def _day_of_file(self) -> datetime | None:
        """Return the day in the name of a plain Pelican article that has no date of its own."""
        found = FILE_DAY.match(PurePosixPath(self.path).name)
        if not self.registries.open_sections or self.source.value("date") or not found:
            return None
        try:
            return datetime(int(found[1]), int(found[2]), int(found[3]), tzinfo=self.registries.zone)
        except ValueError:
            return None

    def _byline(self) -> Byline:
        own = self.registries.own_organisation
        name = "author" if self.source.value("author") else "authors"
        value = self.source.value(name)
        if not value:
            self._warn("author", "tac-gia-thieu", f"thiếu “Tác giả”; dùng “{own.name}”.")
            return Byline((), own)
        # "Authors" and its Vietnamese twin part names by commas, as Pelican does.
        byline, found = parse_byline(
            value, self.registries.authors, self.path, self.source.line(name), name == "authors"
        )
        self.problems.extend(found)
        return byline if byline.people or byline.organisation else Byline((), own)

    def _misplaced(self) -> None:
        there = [label(name) for name in ("date", "category") if self.source.value(name)]
        if there:
            names = " và ".join(f"“{name}”" for name in there)
            message = f"trang tĩnh này có {names}: có phải một bài viết đặt nhầm thư mục?"
            self._warn("date" if "date" in self.source.fields else "category", "nham-thu-muc", message)

    def _slug(self, title: str, kind: ArticleKind) -> tuple[str, bool]:
        stem = self._stem()
        value = self.source.value("slug")
        if value:
            return self._given_slug(value, kind), True
        slug = slugify(stem) or slugify(title)
        if slug in RESERVED_SLUGS and not (kind is ArticleKind.PAGE and slug in PAGE_SLUGS):
            other = slugify(title) if slugify(title) not in RESERVED_SLUGS else f"{slug}-1"
            if kind is ArticleKind.PAGE and slug != "index":
                message = (
                    f"tên tệp “{stem}” dành riêng cho trang của hệ thống; trang này dùng địa chỉ “/{other}/”."
                )
                self._warn("slug", "duong-dan-doi", message)
            return other, False
        if title and not slug:
            self._error("title", "duong-dan", "tên tệp và tiêu đề không có chữ; hãy thêm “Đường dẫn: …”.")
        return slug, False

    def _stem(self) -> str:
        """Return the file's name without its ending and a leading day; tell of a day that is none."""
        stem = PurePosixPath(self.path).name.rpartition(".")[0]
        found = FILE_DAY.match(stem)
        if not found:
            return stem
        try:
            date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            day = "-".join(found.groups())
            message = f"tên tệp có ngày {day} không tồn tại; dùng “Ngày đăng” trong bài."
            self.problems.append(warning(self.path, 0, "ngay-ten-tep", message))
        return stem[found.end() :]

    def _given_slug(self, value: str, kind: ArticleKind) -> str:
        slug = slugify(value)
        if value.lower() in RESERVED_SLUGS and not (kind is ArticleKind.PAGE and value in PAGE_SLUGS):
            self._error("slug", "duong-dan", f"“Đường dẫn”: “{value}” dành riêng cho trang của hệ thống.")
        elif len(value) <= SLUG_LIMIT and SLUG.fullmatch(value):
            return value
        elif not slug or re.search(r"[/\\?=#&%:<>\"|*]|\.\.", value):
            message = (
                f"“Đường dẫn” chỉ được gồm chữ thường a–z, số và dấu “-”; không dùng được “{value[:80]}”."
            )
            self._error("slug", "duong-dan", message)
        else:
            self._warn("slug", "duong-dan-doi", f"“Đường dẫn” được đổi thành “{slug}”.")
        return slug

    def _body(self, title: str) -> None:
        lines = self.source.body.split("\n")
        opening = lines[0].strip(" \t#*_=") if lines else ""
        if (
            title
            and opening
            and fold_alike(typeset(opening[: 3 * len(title) + 40]).rstrip("."), title.rstrip("."))
        ):
            message = "dòng này lặp lại tiêu đề. Hãy xóa để tiêu đề không hiện hai lần."
            self.problems.append(warning(self.path, self.source.body_line, "lap-tieu-de", message))
        if not TWELVE_DIGITS.search(self.source.body):
            return
        told = {problem.line for problem in self.problems if problem.code == "so-can-cuoc"}
        for number, line in enumerate(lines, self.source.body_line):
            if number not in told and PERSONAL_ID.search(WEB_ADDRESS.sub("", line)):
                message = (
                    "có dãy 12 chữ số giống số căn cước công dân. Hãy xóa hoặc che bớt "
                    "(Luật Bảo vệ dữ liệu cá nhân)."
                )
                self.problems.append(warning(self.path, number, "so-can-cuoc", message))

    def _named_source(self) -> NamedSource | None:
        value = self.source.value("source")
        if not value:
            return None
        marked = MARKED_LINK.fullmatch(value)
        url = marked[2] if marked else (found[0] if (found := WEB_ADDRESS.search(value)) else "")
        url = url.rstrip(").,;>")
        if url and (not url.startswith(("http://", "https://")) or not _host(url)):
            self._error("source", "nguon", f"“Nguồn”: liên kết “{url[:80]}” phải bắt đầu bằng https://.")
            return None
        name = marked[1] if marked else WEB_ADDRESS.sub("", value).strip(" ,;()<>–-")
        return NamedSource(typeset(name) or _host(url), url)

    def _cover(self) -> Cover | None:
        target = self.source.value("cover")
        caption, credit = split_credit(typeset(self.source.value("cover_caption")))
        alt = typeset(self.source.value("cover_alt"))
        credit = as_credit(typeset(self.source.value("cover_credit"))) or credit
        if not target:
            for name in ("cover_caption", "cover_alt", "cover_credit"):
                if self.source.value(name):
                    self._warn(name, "anh-dai-dien", f"có “{label(name)}” mà thiếu “Ảnh đại diện”.")
            return None
        return Cover(target, self.source.line("cover"), caption, alt, credit)

    def _tags(self) -> tuple[Tag, ...]:
        tags: dict[str, Tag] = {}
        for name in filter(None, (part.strip() for part in re.split("[;,]", self.source.value("tags")))):
            slug = slugify(name)
            if slug:
                tags.setdefault(slug, Tag(name, slug))
            else:
                self._warn("tags", "tu-khoa", f"từ khóa “{name[:60]}” không có chữ; bỏ qua.")
        return tuple(tags.values())

    def _status(self) -> Status:
        value = self.source.value("status")
        status = parse_status(value)
        if status is None:
            offers = ", ".join(one.value for one in Status)
            self._error("status", "trang-thai", f"không có trạng thái “{value[:60]}”. Hãy chọn: {offers}.")
        # What can't be read is not made public.
        return status or Status.DRAFT

    def _approver(self, status: Status, byline: Byline, moment: datetime | None) -> str:
        """Return who approved, and tell why that will not do; standing pages are not asked."""
        approver = " ".join(self.source.value("approver").split())
        if self.section is not None:
            authors = [person.name for person in byline.people]
            day = moment.date() if moment else None
            name = "approver" if approver else "status"
            for message in self.registries.approval.objections(status, approver, authors, day):
                self._error(name, "nguoi-duyet", message)
        return approver

    def _save_as(self) -> str:
        """Return the file that the editor wants the article in, "" if none or if it may not be."""
        wanted = {name: self.source.value(name) for name in ("save_as", "url") if self.source.value(name)}
        files = {}
        for name, value in wanted.items():
            relative = value if name == "save_as" else value.removeprefix("/")
            file = f"{relative}index.html" if name == "url" and relative.endswith("/") else relative
            why = self._forbidden(file)
            if why:
                self._error(name, "luu-tai", f"“{label(name)}: {value[:80]}” không dùng được: {why}.")
            files[name] = file
        if len(set(files.values())) > 1:
            self._error("url", "luu-tai", "“Địa chỉ” và “Lưu tại” không chỉ cùng một trang.")
        return next(iter(files.values()), "")

    def _forbidden(self, file: str) -> str:
        """Return why no article may be written to a file, or ""."""
        if file == "index.html":
            return "bài không được ghi đè trang chủ (index.html)"
        if not SAVED.fullmatch(file) or len(file) > 200:
            return "cần một đường dẫn tương đối gồm a–z, số, “-”, “/” và kết thúc bằng .html"
        folder = file.removesuffix("index.html").rstrip("/")
        first = file.split("/")[0]
        sections = self.registries.sections
        # A section's years, and the later pages of both.
        listed = re.fullmatch(r"(.+?)(?:/\d{4})?(?:/trang/\d+)?", folder)
        if (
            first in RESERVED_SLUGS
            or file == "404.html"
            or (listed and sections.get(listed[1]))
            or any(file == f"{section.path}.html" for section in sections.all)
        ):
            return "bài không được ghi đè trang của hệ thống"
        return ""

    def _old_addresses(self) -> tuple[str, ...]:
        found = []
        # Copied from a page's source, "&" is written as markup has it, with the sign that parts the addresses here.
        for value in _listed(self.source.value("old_addresses").replace("&amp;", "&")):
            parts = _split_url(value)
            own = self.host
            if (
                parts is None
                or re.search(r"[^\S ]|[\\<>\"]|(?:^|/)\.\.(?:/|$)", value)
                or value.startswith("//")
            ):
                self._error(
                    "old_addresses", "duong-dan-cu", f"“Đường dẫn cũ”: “{value[:80]}” không đúng dạng."
                )
            elif parts[0]:
                if own and parts[0].removeprefix("www.") != own.removeprefix("www."):
                    message = f"“Đường dẫn cũ”: “{value[:80]}” không thuộc cổng này ({own})."
                    self._error("old_addresses", "duong-dan-cu", message)
                else:
                    found.append(parts[1])
            elif value.startswith("/"):
                found.append(value)
            else:
                message = f"“Đường dẫn cũ”: “{value[:80]}” phải bắt đầu bằng “/”."
                self._error("old_addresses", "duong-dan-cu", message)
        return tuple(dict.fromkeys(found))

    def _attachments(self) -> tuple[FileReference, ...]:
        line = self.source.line("attachments")
        return tuple(FileReference(value, line) for value in _listed(self.source.value("attachments")))

    def _span(self, name: str) -> Span | None:
        opens, closes = self._day(f"{name}_from"), self._day(f"{name}_to")
        if opens and closes and closes < opens:
            self._error(
                f"{name}_to", "khoang-ngay", f"“{label(f'{name}_to')}” sớm hơn “{label(f'{name}_from')}”."
            )
        return Span(opens, closes) if opens or closes else None

    def _register(self) -> RegisterFacts | None:
        value = self.source.value
        kind, number, issuer, period = (
            typeset(value(name)) for name in ("document_kind", "document_number", "issuer", "period")
        )
        issued = self._day("issued")
        consultation, disclosure = self._span("consultation"), self._span("disclosure")
        if kind:
            # A number is kept as it was written: typography has no say in it.
            return RegisterFacts(
                kind, value("document_number"), issued, issuer, period, consultation, disclosure
            )
        if number or issued or issuer or consultation or disclosure:
            name = next(
                name
                for name in (
                    "document_number",
                    "issued",
                    "issuer",
                    "consultation_from",
                    "consultation_to",
                    "disclosure_from",
                    "disclosure_to",
                )
                if value(name)
            )
            self._error(name, "loai-van-ban", f"có “{label(name)}” mà thiếu “Loại văn bản”.")
        return None

    def _lang(self) -> str:
        value = self.source.value("lang").strip().lower().replace("_", "-")
        if value and not re.fullmatch(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", value):
            self._error("lang", "ngon-ngu", f"“Ngôn ngữ”: “{value[:40]}” không phải mã ngôn ngữ như vi, en.")
        return value.removesuffix("-vn") or "vi"

    def _template(self) -> str:
        value = self.source.value("template")
        known = self.registries.templates
        if value and value not in known:
            names = ", ".join(sorted(known)) or "(không có)"
            self._error("template", "mau", f"“Mẫu”: không có mẫu “{value[:80]}”. Các mẫu có sẵn: {names}.")
        return value


def is_translation(source: ParsedFile) -> bool:
    """Tell whether a header says that the article is a translation."""
    return fold(source.value("translation")) in YES


def _listed(value: str) -> list[str]:
    return [part.strip() for part in value.split(";") if part.strip()]


def _summary(text: str) -> str:
    """
    Return a summary with typography and without the mark that ends an article.

    >>> _summary("Xã Xuân Lai họp dân./.")
    'Xã Xuân Lai họp dân.'
    """
    return typeset(re.sub(r"\.?/\.?\s*$", ".", text.strip()))


def _split_url(value: str) -> tuple[str, str] | None:
    """Return the host and the path with its query, or None for what is no address."""
    try:
        parts = urlsplit(value)
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme and (parts.scheme not in ("http", "https") or not host):
        return None
    return host, (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _host(url: str) -> str:
    found = _split_url(url)
    return found[0] if found else ""
