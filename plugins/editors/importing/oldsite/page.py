"""
A page of an old portal becomes a draft: furniture falls away, and the title, the day and the rest are found.

What real pages look like, and how they mislead, is told in the tests; what can be data is in furniture.toml.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo
from urllib.parse import unquote, urlsplit

from plugins.author.registry import Authors
from plugins.category.registry import Section, Sections
from plugins.editors.importing.cleanup import tidied
from plugins.editors.importing.imported_article import (
    Block,
    Doubt,
    ImportedArticle,
    Paragraph,
    Role,
    SourceKind,
    Span,
    joined,
    words_of,
)
from plugins.editors.importing.oldsite.body import printed_once
from plugins.editors.importing.oldsite.boilerplate import furniture
from plugins.editors.importing.oldsite.damage import damage
from plugins.editors.importing.oldsite.dates import changed_after, dated_lines, moment_of
from plugins.editors.importing.oldsite.lines import with_words, words_on_line
from plugins.editors.importing.oldsite.title import (
    Clues,
    glued_apart,
    left_out,
    own_address,
    printed_section,
    title_and_day,
)
from plugins.editors.importing.recognise import same_words, with_captions, with_headings
from plugins.editors.importing.recognise import with_signature as signed
from plugins.editors.importing.refusal import ImportRefused
from plugins.vietnamese.slugs import slugify

_NOTE_LINE = re.compile(r"^\[(\d{1,3})\]\s*(?=\S)")
_NOTE_CALL = re.compile(r"\(?\[(\d{1,3})\]\)?")


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the portal knows that old pages speak of, and the time zone of their days."""

    sections: Sections
    authors: Authors
    zone: tzinfo


def old_draft(
    blocks: Sequence[Block], main: Sequence[Block], clues: Clues, known: Knowledge, origin: str
) -> ImportedArticle:
    """
    Return the draft of an old page; raise Refused where there is no article in it.

    ``blocks`` are all of the page, ``main`` those of the part that holds the article, () where that is not known.
    """
    lines = glued_apart(with_words(blocks))
    address, lines = own_address(lines, clues.address)
    dated = dated_lines(lines)
    title_at, date_at = title_and_day(lines, dated, clues, known.sections)
    label = printed_section(lines, title_at, known.sections)
    title = words_on_line(lines[title_at]) if title_at is not None else ""
    title, titled = _better_title(title, clues)
    body, doubts = printed_once(lines, main, title_at, date_at, title, dated)
    moment, more = moment_of(date_at, dated, clues.dates, address, known.zone)
    doubts += more
    doubts += left_out(lines, title_at, date_at, known.sections) if not main and not clues.titles else []
    draft = _draft(body, title, titled, moment, label, address, clues, known, origin, doubts)
    return replace(draft, modified=changed_after(date_at, dated, moment, known.zone))


def _draft(
    body: Sequence[Block],
    title: str,
    titled: bool,
    moment: str,
    label: str,
    address: str,
    clues: Clues,
    known: Knowledge,
    origin: str,
    doubts: list[Doubt],
) -> ImportedArticle:
    """Return the draft that the parts of a page make."""
    skin = any(isinstance(block, Paragraph) and _is_zoom(block) for block in body)
    kept = [block for block in body if not (isinstance(block, Paragraph) and furniture().is_line(block.text))]
    kept, letterhead, more = tidied(kept)
    doubts += more
    if letterhead:
        doubts.append(
            Doubt(
                SourceKind.DROPPED,
                f"phần đầu văn bản không vào bài: “{' / '.join(letterhead.split(chr(10)))[:300]}”.",
            )
        )
    kept, notes, more = _with_notes(kept)
    doubts += more
    kept = _without_title(kept, title)
    kept, more = with_captions(kept)
    doubts += more
    who, kept, more = signed(kept, known.authors)
    doubts += more
    lead, kept, more = _lead(kept, clues.lead, skin)
    doubts += more
    kept, more = with_headings(kept)
    doubts += more
    section, more = _section(address, label, known.sections)
    doubts += more
    doubts += damage(kept, title, lead)
    if not title and not kept:
        raise ImportRefused(
            f"không thấy bài viết nào trong “{origin}”. Mở tệp xem có đúng là trang của một bài không."
        )
    if not title:
        doubts.append(
            Doubt(
                SourceKind.MISSING,
                f"không nhận ra tiêu đề trong “{origin}”. Viết tên bài sau “Tiêu đề:”.",
                "title",
            )
        )
    elif not titled:
        doubts.append(
            Doubt(
                SourceKind.GUESSED,
                f"tiêu đề đoán theo chỗ đứng trong trang: “{title[:80]}”. Sửa lại nếu không đúng.",
                "title",
            )
        )
    return ImportedArticle(
        origin=origin,
        title=title,
        lead=lead,
        date=moment,
        section=section.name if section else "",
        byline=who.byline,
        source=who.source,
        old_addresses=(address,) if address else (),
        body=tuple(kept),
        notes=notes,
        doubts=tuple(doubts),
    )


def _is_zoom(block: Paragraph) -> bool:
    return words_on_line(block) == "100%"


def _better_title(title: str, clues: Clues) -> tuple[str, bool]:
    """Return the title, and whether the page's own marks agree; the marks' where the page prints none."""
    if title:
        return title.strip(), any(same_words(title, one) for one in clues.titles)
    return (clues.titles[0], True) if clues.titles else ("", False)


def _without_title(blocks: Sequence[Block], title: str) -> list[Block]:
    """Return blocks without a first line that prints the title again."""
    out = list(blocks)
    for place in range(min(4, len(out)) - 1, -1, -1):
        block = out[place]
        if title and isinstance(block, Paragraph) and same_words(block.text, title):
            del out[place]
    return out


def _lead(blocks: Sequence[Block], marked: str, skin: bool) -> tuple[str, list[Block], list[Doubt]]:
    """Return the lead, the body without it, and what is doubtful."""
    out = list(blocks)
    places = [place for place, block in enumerate(out) if isinstance(block, Paragraph)]
    if not places:
        return "", out, []
    first = out[places[0]]
    assert isinstance(first, Paragraph)
    lead = words_on_line(first)
    if marked and (
        same_words(lead, marked) or not any(same_words(words_on_line(out[place]), marked) for place in places)
    ):
        if same_words(lead, marked):
            del out[places[0]]
        return marked, _without_copy(out, marked), []
    if (
        places[0] > 1
        or len(places) < 2
        or first.role is not Role.TEXT
        or any(span.note for span in first.spans)
    ):
        return "", out, []
    rest = out[: places[0]] + out[places[0] + 1 :]
    second = out[places[1]]
    if isinstance(second, Paragraph) and same_words(lead, words_on_line(second)):
        return lead, _without_copy(rest, lead), []
    enough = len(lead.split()) >= 9 and bool(re.search(r"[.!?…”\"]$|\./\.$", lead))
    if (
        enough
        and first.is_bold
        and not all(isinstance(b, Paragraph) and b.is_bold for b in rest if isinstance(b, Paragraph))
    ):
        return (
            lead,
            rest,
            [
                Doubt(
                    SourceKind.GUESSED,
                    "đoạn in đậm đầu bài được hiểu là tóm tắt. Không phải thì chuyển xuống thân bài.",
                    "summary",
                )
            ],
        )
    shorter = isinstance(second, Paragraph) and len(lead) < len(second.text)
    if enough and skin and shorter and len(lead.split()) <= 70 and len(places) > 2:
        return (
            lead,
            rest,
            [
                Doubt(
                    SourceKind.GUESSED,
                    "đoạn đầu bài được hiểu là tóm tắt, như các trang cùng kiểu. Không phải thì chuyển xuống thân bài.",
                    "summary",
                )
            ],
        )
    return "", out, []


def _without_copy(blocks: Sequence[Block], lead: str) -> list[Block]:
    """Return blocks without a first paragraph that says the lead again."""
    out = list(blocks)
    for place, block in enumerate(out[:3]):
        if isinstance(block, Paragraph) and same_words(block.text, lead):
            del out[place]
            break
    return out


def _with_notes(blocks: Sequence[Block]) -> tuple[list[Block], dict[str, tuple[Block, ...]], list[Doubt]]:
    """Return blocks in which “[1]” calls the note that stands at the end, and those notes."""
    notes: dict[str, tuple[Block, ...]] = {}
    end = len(blocks)
    while end:
        block = blocks[end - 1]
        found = _NOTE_LINE.match(block.text) if isinstance(block, Paragraph) else None
        if not found or not isinstance(block, Paragraph) or found[1] in notes:
            break
        notes[found[1]] = (Paragraph((Span(block.text[found.end() :].strip()),)),)
        end -= 1
    called = set(_NOTE_CALL.findall(words_of(blocks[:end])))
    if not notes or not set(notes) <= called:
        return list(blocks), {}, []
    out = [_calling(block, notes) if isinstance(block, Paragraph) else block for block in blocks[:end]]
    doubt = Doubt(
        SourceKind.GUESSED, f"{len(notes)} dòng [số] cuối bài được hiểu là chú thích cuối trang. Xem lại."
    )
    return out, dict(sorted(notes.items(), key=lambda one: int(one[0]))), [doubt]


def _calling(paragraph: Paragraph, notes: dict[str, tuple[Block, ...]]) -> Paragraph:
    spans: list[Span] = []
    for span in paragraph.spans:
        behind = 0
        for found in _NOTE_CALL.finditer(span.text):
            if found[1] in notes:
                spans += [
                    replace(span, text=span.text[behind : found.start()].rstrip()),
                    Span("", note=found[1]),
                ]
                behind = found.end()
        spans.append(replace(span, text=span.text[behind:]))
    return replace(paragraph, spans=joined(spans))


def _section(address: str, label: str, sections: Sections) -> tuple[Section | None, list[Doubt]]:
    """Return the section that the old address names; what the page prints counts only where both agree."""
    found = section_of_address(address, sections)
    if found:
        printed = sections.find(label) if label else None
        if printed is found or (printed and printed.path in (found.path, found.parent)):
            return found, []
        message = f"chuyên mục “{found.name}” lấy theo địa chỉ cũ"
        message += f"; trang lại in “{label}”" if label else ""
        return found, [Doubt(SourceKind.GUESSED, f"{message}. Kiểm tra lại.", "category")]
    hint = f" Trang in “{label}”, nhưng cổng cũ in nhãn ấy trên mọi trang." if label else ""
    return None, [
        Doubt(SourceKind.MISSING, f"không rõ chuyên mục.{hint} Chọn một chuyên mục của cổng.", "category")
    ]


def section_of_address(address: str, sections: Sections) -> Section | None:
    """Return the section that the folders of an old address name, the innermost first."""
    try:
        folders = [slugify(unquote(part)) for part in urlsplit(address).path.split("/")[:-1]]
    except ValueError:
        return None
    names: dict[str, Section] = {}
    for section in sections.all:
        for name in (section.slug, *(slugify(name) for name in (section.name, *section.aliases))):
            names.setdefault(name, section)
    return next((names[folder] for folder in reversed(folders) if folder in names), None)
