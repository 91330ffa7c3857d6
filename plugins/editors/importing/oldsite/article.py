"""Convert the blocks of an old page to an article: find title, date and body, drop boilerplate, recognise the parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from plugins.article.registries import Registries
from plugins.editors.importing.cleanup.all_steps import clean_blocks
from plugins.editors.importing.imported_article import (
    ImportedArticle,
    ImportedBlock,
    ImportIssue,
    IssueKind,
    Paragraph,
)
from plugins.editors.importing.oldsite.article_body import article_body
from plugins.editors.importing.oldsite.body_bounds import (
    is_printed_with_article,
    lines_dropped_within,
    photos_above_title,
    without_skins_lines,
)
from plugins.editors.importing.oldsite.boilerplate import boilerplate
from plugins.editors.importing.oldsite.damage import find_damage
from plugins.editors.importing.oldsite.lead import take_lead
from plugins.editors.importing.oldsite.lines import text_on_one_line, without_empty_blocks
from plugins.editors.importing.oldsite.old_section import section_of_page
from plugins.editors.importing.oldsite.page_layout import PageLayout
from plugins.editors.importing.oldsite.page_metadata import PageMetadata
from plugins.editors.importing.oldsite.printed_dates import modification_date, publication_date
from plugins.editors.importing.oldsite.printed_footnotes import take_footnotes
from plugins.editors.importing.oldsite.title_and_date import (
    lines_left_out,
    printed_section_name,
    split_glued_lines,
    take_page_address,
)
from plugins.editors.importing.oldsite.title_line import find_title_and_date
from plugins.editors.importing.recognise.byline_line import take_byline
from plugins.editors.importing.recognise.captions import with_captions
from plugins.editors.importing.recognise.headings import with_headings
from plugins.editors.importing.recognise.repeats import lines_that_repeat, same_words
from plugins.editors.importing.refusal import NotAnArticle
from plugins.vietnamese.letters import fold


@dataclass(frozen=True, slots=True)
class _Title:
    """A title, and whether the page's markup names it too."""

    text: str
    is_confirmed: bool


def import_old_page(
    blocks: Sequence[ImportedBlock],
    article_blocks: Sequence[ImportedBlock],
    metadata: PageMetadata,
    registries: Registries,
    origin: str,
) -> ImportedArticle:
    """
    Return the article on an old page; raise NotAnArticle where there is none.

    ``blocks`` are all blocks of the page, ``article_blocks`` those of the part that holds the article, ()
    where that part is not known; ``origin`` is how messages call the page.
    """
    lines = split_glued_lines(without_empty_blocks(blocks))
    address, lines = take_page_address(lines, metadata.address)
    sections, zone = registries.sections, registries.zone
    layout = find_title_and_date(lines, metadata, sections)
    title = _title(layout, metadata)
    body, issues = article_body(layout, article_blocks, title.text)
    issues += lines_dropped_within(layout, body)
    body = [*photos_above_title(layout, body), *body]
    date, more = publication_date(layout, metadata.dates, address, zone)
    issues += more
    if not article_blocks and not metadata.titles:
        issues += lines_left_out(layout, sections)
    section, section_issues = section_of_page(address, printed_section_name(layout, sections), sections)
    lead = metadata.lead if is_printed_with_article(layout, body, metadata.lead) else ""
    parts, more = _parts(body, title.text, lead, registries)
    issues += [*more, *section_issues, *find_damage(parts.body, title.text, parts.lead)]
    if not title.text and not parts.body:
        raise NotAnArticle(
            f"không thấy bài viết nào trong “{origin}”. Mở tệp xem có đúng là trang của một bài không."
        )
    issues += _title_issues(title, origin)
    return ImportedArticle(
        origin=origin,
        title=title.text,
        lead=parts.lead,
        date=date,
        modified=modification_date(layout, date, zone),
        section=section.name if section else "",
        byline=parts.byline,
        source=parts.source,
        old_addresses=(address,) if address else (),
        body=parts.body,
        notes=parts.notes,
        issues=tuple(issues),
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    """What the body of a page is taken apart into."""

    lead: str
    byline: str
    source: str
    body: tuple[ImportedBlock, ...]
    notes: dict[str, tuple[ImportedBlock, ...]]


def _parts(
    body: Sequence[ImportedBlock], title: str, marked_lead: str, registries: Registries
) -> tuple[_Parts, list[ImportIssue]]:
    """Return the parts of an article's body, and what was guessed or dropped."""
    # One family of skins prints a zoom button; there, the first paragraph is the lead.
    has_zoom_button = any(text_on_one_line(one) == "100%" for one in body if isinstance(one, Paragraph))
    kept, letterhead, issues = clean_blocks(without_skins_lines(body))
    if letterhead:
        quoted = " / ".join(letterhead.split("\n"))
        issues.append(ImportIssue(IssueKind.DROPPED, f"phần đầu văn bản không vào bài: “{quoted[:300]}”."))
    kept, notes, more = take_footnotes(kept)
    issues += more
    kept, more = with_captions(_without_title(kept, title))
    issues += more
    byline, kept, more = take_byline(kept, registries.authors)
    issues += more
    lead, kept, more = take_lead(kept, marked_lead, first_is_lead=has_zoom_button)
    issues += more
    kept, more = with_headings(kept)
    issues += more
    return _Parts(lead, byline.byline, byline.source, tuple(kept), notes), issues


def _title(layout: PageLayout, metadata: PageMetadata) -> _Title:
    """Return the title that the page prints, that of its markup where it prints none: never the name of the site."""
    if printed := layout.title:
        return _Title(printed.strip(), any(same_words(printed, one) for one in metadata.titles))
    lines = {fold(text_on_one_line(block)) for block in layout.lines}
    named = (one for one in metadata.titles if not boilerplate().is_line(one) and fold(one) not in lines)
    return _Title(next(named, ""), False)


def _title_issues(title: _Title, origin: str) -> list[ImportIssue]:
    if not title.text:
        message = f"không nhận ra tiêu đề trong “{origin}”. Viết tên bài sau “Tiêu đề:”."
        return [ImportIssue(IssueKind.MISSING, message, "title")]
    if title.is_confirmed:
        return []
    message = f"tiêu đề đoán theo chỗ đứng trong trang: “{title.text[:80]}”. Sửa lại nếu không đúng."
    return [ImportIssue(IssueKind.GUESSED, message, "title")]


def _without_title(blocks: Sequence[ImportedBlock], title: str) -> list[ImportedBlock]:
    """Return blocks without the first lines that print the title again, also where it is broken into several."""
    out = list(blocks)
    for place in range(3, -1, -1):
        if title and (count := lines_that_repeat(out, place, title)):
            del out[place : place + count]
    return out
