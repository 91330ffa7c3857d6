"""Read one article: a file's path and bytes become its facts, with every problem gathered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from plugins.article.approval import ApprovalFacts
from plugins.article.approval_fields import Submission, read_approval_facts, read_submission
from plugins.article.article_slug import read_slug
from plugins.article.body_checks import check_machine_words, check_weight
from plugins.article.changes import read_changes
from plugins.article.communes import read_communes
from plugins.article.facts import Article, ArticleChange, ArticleKind, FileReference, Status
from plugins.article.header_addresses import check_patterned_file, read_old_addresses, read_save_as
from plugins.article.header_values import HeaderValues
from plugins.article.path_facts import DEFAULT_CATEGORY, day_in_name, folder_category
from plugins.article.place_names import PlaceName, former_places_in
from plugins.article.register_fields import read_register
from plugins.article.registries import Registries
from plugins.article.single_fields import (
    check_letters,
    read_attachments,
    read_cover,
    read_documents,
    read_expires,
    read_language,
    read_named_source,
    read_published,
    read_status,
    read_tags,
    read_template,
    read_title,
    summary_of,
)
from plugins.author.byline import parse_byline
from plugins.author.people import Byline
from plugins.category.match import match_section
from plugins.category.registry import Section
from plugins.header.decode import decode
from plugins.header.fields import label
from plugins.header.parse import parse
from plugins.problems import Level, Problem, error
from plugins.prose.body import Body
from plugins.prose.plain_text import plain_text
from plugins.prose.prose_options import ProseOptions
from plugins.vietnamese.typography.rules import typeset

# Given a text, the line it begins on, the file's path and the title, makes the body and tells of its problems.
Render = Callable[[str, int, str, str], tuple[Body, tuple[Problem, ...]]]


@dataclass(frozen=True, slots=True)
class ArticleReading:
    """
    The article, or None if it has an error, its section, and the problems of the file.

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
    path: str, data: bytes, registries: Registries, render: Render | None = None
) -> ArticleReading:
    """
    Return the facts of one file.

    ``render`` makes the body, and is the prose room's unless given.
    """
    text, problems = decode(path, data)
    if not text.strip():
        return ArticleReading(None, tuple(problems))
    source = parse(path, text, registries.plugin_keys)
    problems.extend(source.problems)
    if not source.fields:
        return ArticleReading(None, _ordered(problems))
    source = registries.habits.completed(source, open_sections=registries.open_sections)
    header = HeaderValues(source, registries.zone, registries.year)
    prose = partial(_render_prose, options=registries.habits.prose)
    article, section = _read_facts(header, registries, render or prose)
    problems.extend(header.problems)
    if any(problem.level is Level.ERROR for problem in problems):
        return ArticleReading(None, _ordered(problems), section, article)
    return ArticleReading(article, _ordered(problems), section)


def _ordered(problems: list[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(dict.fromkeys(problems), key=lambda one: (one.line, one.code, one.message)))


def _render_prose(
    text: str, first_line: int, path: str, title: str, options: ProseOptions
) -> tuple[Body, tuple[Problem, ...]]:
    # Loaded late: reading headers alone needs no Markdown.
    from plugins.prose.markdown import render_body

    return render_body(text, first_line, path, title, options)


_NOBODY = Byline()


@dataclass(frozen=True, slots=True)
class _Publication:
    """When, in which section and by whom an article is published; a standing page has none of these."""

    moment: datetime | None = None
    section: Section | None = None
    byline: Byline = _NOBODY


@dataclass(frozen=True, slots=True)
class _Outline:
    """What of an article others of its facts are read from."""

    kind: ArticleKind
    title: str
    publication: _Publication
    changes: tuple[ArticleChange, ...]
    slug: str
    is_slug_given: bool
    lang: str
    body: Body
    status: Status
    attachments: tuple[FileReference, ...]
    submission: Submission


def _read_facts(
    header: HeaderValues, registries: Registries, render: Render
) -> tuple[Article, Section | None]:
    """Return the facts of a file that has a header, and its section; the problems lie with the header."""
    outline = _read_outline(header, registries, render)
    approval = _read_approval(header, registries, outline)
    return _article_of(header, registries, outline, approval.approver), outline.publication.section


def _read_outline(header: HeaderValues, registries: Registries, render: Render) -> _Outline:
    kind = registries.habits.kind_of(header.path)
    check_letters(header)
    title = read_title(header, registries.habits.prose)
    publication = _read_publication(header, registries, kind)
    changes = read_changes(header, publication.moment)
    slug, is_slug_given = read_slug(header, title, kind, of_title=registries.habits.slug_of_title)
    lang = read_language(header)
    body = _read_body(header, title, render)
    status = read_status(header)
    attachments = read_attachments(header)
    # A project of Pelican's own may have articles that are a title alone.
    if status in (Status.PUBLISHED, Status.HIDDEN) and not (attachments or registries.open_sections):
        _check_empty_body(header, body)
    submission = read_submission(header)
    return _Outline(
        kind, title, publication, changes, slug, is_slug_given, lang, body, status, attachments, submission
    )


def _read_publication(header: HeaderValues, registries: Registries, kind: ArticleKind) -> _Publication:
    if kind is not ArticleKind.ARTICLE:
        _check_misplaced(header)
        return _Publication()
    moment = _day_of_plain_article(header, registries) or read_published(header)
    section = _read_section(header, registries)
    return _Publication(moment, section, _read_byline(header, registries))


def _read_approval(header: HeaderValues, registries: Registries, outline: _Outline) -> ApprovalFacts:
    """Return what a file tells of its approval; what the rule of the portal has against it is reported."""
    moments = (outline.publication.moment, *(one.moment for one in outline.changes))
    approval = read_approval_facts(
        header, outline.status, outline.publication.byline, outline.submission, moments
    )
    for objection in registries.approval.objections(approval, registries.authors):
        if objection.fatal:
            header.error(objection.field, "nguoi-duyet", objection.message)
        else:
            header.warn(objection.field, "nguoi-duyet", objection.message)
    return approval


def _article_of(header: HeaderValues, registries: Registries, outline: _Outline, approver: str) -> Article:
    """Return the facts of an article; what is in no other field is read from its header."""
    published, section = outline.publication.moment, outline.publication.section
    summary = header.value("summary") or registries.habits.shortened(outline.body.lead)
    return Article(
        path=header.path,
        kind=outline.kind,
        title=outline.title,
        slug=outline.slug,
        body=outline.body,
        section=section.path if section else "",
        date=published,
        modified=max((change.moment for change in outline.changes), default=None),
        changes=outline.changes,
        withdrawal_reason=typeset(header.value("withdrawal_reason")),
        byline=outline.publication.byline,
        source=read_named_source(header),
        summary=summary_of(summary, registries.habits.prose),
        cover=read_cover(header),
        tags=read_tags(header),
        communes=read_communes(header),
        status=outline.status,
        submitted=outline.submission.moment,
        submitted_by=outline.submission.by,
        approver=approver,
        attachments=outline.attachments,
        returned=" ".join(header.value("returned").split()),
        expires=read_expires(header, published),
        slug_given=outline.is_slug_given,
        save_as=_save_as(header, registries, outline.kind, _address_facts(outline)),
        old_addresses=read_old_addresses(header),
        documents=read_documents(header),
        register=read_register(header),
        places=_places(registries, outline.title, outline.body, published),
        lang=outline.lang,
        template=read_template(header, registries.templates),
        lines={name: one.line for name, one in header.source.fields.items()},
        extra=dict(header.source.extra),
    )


def _save_as(
    header: HeaderValues, registries: Registries, kind: ArticleKind, facts: Mapping[str, str | datetime]
) -> str:
    """Return the file below the output that a page is saved as: what the header says, else a pattern of the settings; "" for neither."""
    if written := read_save_as(header, registries.sections):
        return written
    # The page of what is not found lies where servers look for it.
    is_kept = kind is ArticleKind.PAGE and facts["slug"] == "404"
    file = "" if is_kept else registries.habits.file_of(kind, facts)
    if file:
        check_patterned_file(header, file, kind, registries.sections)
    return file


def _address_facts(outline: _Outline) -> dict[str, str | datetime]:
    """Return what a pattern of addresses may name of an article, under Pelican's names; what is not known is left out."""
    publication = outline.publication
    who = publication.byline.people[0] if publication.byline.people else publication.byline.organisation
    found: dict[str, str | datetime] = {"slug": outline.slug, "lang": outline.lang}
    if publication.section:
        found["category"] = publication.section.path
    if who:
        found["author"] = who.slug
    if publication.moment:
        found["date"] = publication.moment
    return found


def _places(
    registries: Registries, title: str, body: Body, published: datetime | None
) -> tuple[PlaceName, ...]:
    """Return the places of which an article speaks by names that they have no more."""
    if not registries.places or published is None:
        return ()
    text = f"{title}\n{plain_text(body.html)}"
    return former_places_in(text, registries.places, published.astimezone(registries.zone).date())


def _day_of_plain_article(header: HeaderValues, registries: Registries) -> datetime | None:
    """Return the day in the file's name of a plain Pelican article that has no date of its own."""
    if not registries.open_sections or header.value("date"):
        return None
    return day_in_name(header.path, registries.zone)


def _read_section(header: HeaderValues, registries: Registries) -> Section | None:
    category = header.value("category")
    if not category and registries.open_sections:
        by_folder = registries.habits.folder_is_category is not False
        category = folder_category(header.path) if by_folder else DEFAULT_CATEGORY
    section, problems = match_section(
        category, registries.sections, header.path, header.line("category"), registries.open_sections
    )
    header.problems.extend(problems)
    return section


def _read_byline(header: HeaderValues, registries: Registries) -> Byline:
    """Return who wrote an article, the authority whose portal it is where nobody is named."""
    own = registries.own_organisation
    name = "author" if header.value("author") else "authors"
    value = header.value(name)
    if not value:
        header.warn("author", "tac-gia-thieu", f"thiếu “Tác giả”; dùng “{own.name}”.")
        return Byline((), own)
    # "Authors" and its Vietnamese synonym part names by commas, as Pelican does.
    byline, problems = parse_byline(
        value, registries.authors, header.path, header.line(name), name == "authors", own.name
    )
    header.problems.extend(problems)
    return byline if byline.people or byline.organisation else Byline((), own)


def _check_misplaced(header: HeaderValues) -> None:
    """Report a standing page that has what only news has."""
    found = [label(name) for name in ("date", "category") if header.value(name)]
    if found:
        names = " và ".join(f"“{name}”" for name in found)
        message = f"trang tĩnh này có {names}: có phải một bài viết đặt nhầm thư mục?"
        header.warn("date" if header.has("date") else "category", "nham-thu-muc", message)


def _read_body(header: HeaderValues, title: str, render: Render) -> Body:
    source = header.source
    body, problems = render(source.body, source.body_line, header.path, title)
    header.problems.extend(problems)
    header.problems.extend(check_machine_words(source))
    header.problems.extend(check_weight(source, body.html))
    return body


def _check_empty_body(header: HeaderValues, body: Body) -> None:
    """Report a body without anything in it; one that an error kept from being read is told by that error."""
    line = header.source.body_line
    in_body = (problem.line >= line for problem in header.problems if problem.level is Level.ERROR)
    if body.html.strip() or any(in_body):
        return
    message = "bài chưa có thân bài. Viết nội dung dưới phần đầu, sau một dòng trống; chưa viết thì để “Trạng thái: nháp”."
    header.problems.append(error(header.path, line, "than-bai-trong", message))
