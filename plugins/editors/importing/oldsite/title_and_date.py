"""Find where on an old page the title and the date of the article stand, and what is printed around them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plugins.category.registry import Sections
from plugins.editors.importing.imported_article import (
    Block,
    ImportIssue,
    IssueKind,
    Paragraph,
    TextSpan,
)
from plugins.editors.importing.oldsite.boilerplate import boilerplate
from plugins.editors.importing.oldsite.lines import is_section_name, text_on_one_line
from plugins.editors.importing.oldsite.page_layout import DateLine, PageLayout
from plugins.editors.importing.oldsite.page_metadata import PageMetadata
from plugins.editors.importing.oldsite.printed_dates import DATE, DATED, find_date_lines
from plugins.editors.importing.recognise.repeats import same_words

_MOST_TITLE_WORDS = 45
_ADDRESS_LINE = re.compile(r"^(?:(?:nguồn|url|link|địa chỉ|đường dẫn)\s*:\s*)?(https?://\S+)$", re.IGNORECASE)
_UNFINISHED = re.compile(r"(?:^|\s)(?:vào|từ|đến|trước|sau|của|là|trong)$", re.IGNORECASE)


def split_glued_lines(lines: Sequence[Block]) -> list[Block]:
    """Return lines in which a title, a labelled date and a text that were printed on one line are three lines."""
    out: list[Block] = []
    labels = "|".join(re.escape(label) for label in boilerplate().date_labels)
    # “ngày 19/9” is in many sentences: only with a colon, or a time to the second, it is a label.
    dated = rf"(?:{labels})(?:\s*[:：]\s*{DATE}|\s+{DATE}(?<=:\d\d:\d\d))"
    pattern = re.compile(rf"^(.{{15,250}}?)[\s|–-]+({dated})\s*(.*)$", re.IGNORECASE | re.DOTALL)
    for block in lines:
        text = text_on_one_line(block) if isinstance(block, Paragraph) else ""
        found = pattern.match(text) if len(text) > 30 else None
        if found and _may_be_glued_title(found[1]):
            pieces = [piece.strip(" |–-") for piece in (found[1], found[2], found[3])]
            out += [Paragraph((TextSpan(piece),)) for piece in pieces if piece]
        else:
            out.append(block)
    return out


def _may_be_glued_title(text: str) -> bool:
    """Return whether what stands before a date can be a title, and not a sentence that the date belongs to."""
    is_short = len(text.split()) <= _MOST_TITLE_WORDS
    return is_short and not re.search(r"[.!?]\s", text) and not _UNFINISHED.search(text.strip())


def take_page_address(lines: Sequence[Block], known: str) -> tuple[str, list[Block]]:
    """
    Return the address of the page, "" where it is not known, and the lines without one that holds nothing else.

    ``known`` is the address that is known already, or "".
    """
    for place in (*range(min(3, len(lines))), *range(max(3, len(lines) - 3), len(lines))):
        line = lines[place]
        found = _ADDRESS_LINE.match(text_on_one_line(line)) if isinstance(line, Paragraph) else None
        if found:
            return known or found[1], [one for number, one in enumerate(lines) if number != place]
    return known, list(lines)


def printed_section_name(layout: PageLayout, sections: Sections) -> str:
    """Return the section name that the page prints right above its title, "" for none."""
    title_at = layout.title_at or 0
    for place in range(title_at - 1, max(-1, title_at - 8), -1):
        block = layout.lines[place]
        if isinstance(block, Paragraph) and is_section_name(block, sections):
            return text_on_one_line(block)
    return ""


def find_title_and_date(lines: Sequence[Block], metadata: PageMetadata, sections: Sections) -> PageLayout:
    """Return where the title and the date of the article stand."""
    date_lines = tuple(find_date_lines(lines))
    candidates = [one for one in date_lines if one.may_be_articles]
    marked = next((n for title in metadata.titles for n in _places_of(lines, title)), None)
    title_at, date_line = (
        _title_at_date(lines, candidates, sections)
        if marked is None
        else _printing_with_date(lines, marked, candidates)
    )
    return PageLayout(tuple(lines), date_lines, title_at, date_line)


def _places_of(lines: Sequence[Block], title: str) -> list[int]:
    return [
        n for n, block in enumerate(lines) if isinstance(block, Paragraph) and same_words(block.text, title)
    ]


def _printing_with_date(
    lines: Sequence[Block], marked: int, candidates: Sequence[DateLine]
) -> tuple[int, DateLine | None]:
    """Return the printing of the title at ``marked`` that has a date near it, and that date."""
    places = _places_of(lines, text_on_one_line(lines[marked]))
    near = [
        (one.rank, abs(one.place - place), place, one)
        for place in places
        for one in candidates
        if -4 <= one.place - place <= 8
    ]
    if near:
        _, _, place, date_line = min(near, key=lambda entry: entry[:3])
        return place, date_line
    first_has_text = len(places) == 1 or _text_follows(lines, places[0])
    return places[0] if first_has_text else places[-1], None


def _title_at_date(
    lines: Sequence[Block], candidates: Sequence[DateLine], sections: Sections
) -> tuple[int | None, DateLine | None]:
    """Return the title by its place beside the most reliable date, else by its place on the page."""
    for one in sorted(candidates, key=lambda one: (one.rank, one.place)):
        before = _title_before(lines, one.place, sections)
        after = _title_after(lines, one.place, sections)
        is_slogan_before = (
            before is not None
            and after is not None
            and _is_slogan(lines[before])
            and not _is_slogan(lines[after])
        )
        found = after if before is None or is_slogan_before else before
        if found is not None:
            return found, one
    return _title_after(lines, -1, sections), None


def _is_slogan(block: Block) -> bool:
    """Return whether a line may be a slogan: many words, all in capitals."""
    text = text_on_one_line(block)
    return text.isupper() and len(text.split()) > 8


def _text_follows(lines: Sequence[Block], place: int) -> bool:
    """Return whether text follows a line: a title in a list of news has another title behind it."""
    following = [block for block in lines[place + 1 : place + 4] if isinstance(block, Paragraph)]
    return any(len(block.text.split()) > 25 for block in following)


def _title_before(lines: Sequence[Block], date_at: int, sections: Sections) -> int | None:
    """Return the place of the title above a date, None where no line above it can be one."""
    for place in range(date_at - 1, max(-1, date_at - 8), -1):
        block = lines[place]
        if (
            isinstance(block, Paragraph)
            and not boilerplate().is_line(block.text)
            and not DATED.fullmatch(text_on_one_line(block))
            and not is_section_name(block, sections)
        ):
            words = len(block.text.split())
            return place if 2 <= words <= _MOST_TITLE_WORDS else None
    return None


def _title_after(lines: Sequence[Block], date_at: int, sections: Sections) -> int | None:
    """Return the place of the title below a date (-1: at the top of the page), None where no line can be one."""
    for place in range(date_at + 1, min(len(lines), date_at + 12)):
        block = lines[place]
        if (
            not isinstance(block, Paragraph)
            or boilerplate().is_line(block.text)
            or DATED.match(text_on_one_line(block))
            or is_section_name(block, sections)
        ):
            continue
        text = text_on_one_line(block)
        words = len(text.split())
        if words < 3 or (text.isupper() and date_at < 0 and words > 12):
            continue
        return place if words <= _MOST_TITLE_WORDS and not text.endswith((".", ";")) else None
    return None


def lines_left_out(layout: PageLayout, sections: Sections) -> list[ImportIssue]:
    """Return the issues about lines around the article that are not known as boilerplate."""
    lines, title_at = layout.lines, layout.title_at or 0
    before = [
        text_on_one_line(block)
        for block in lines[:title_at]
        if isinstance(block, Paragraph) and not _is_known(block, sections)
    ]
    end = next(
        (
            place
            for place in range(title_at, len(lines))
            if isinstance(block := lines[place], Paragraph) and boilerplate().is_end(block.text)
        ),
        len(lines),
    )
    after = [text for block in lines[end + 1 :] if (text := text_on_one_line(block))]
    issues = []
    if before:
        issues.append(_left_out("trước tiêu đề", before))
    if after:
        issues.append(_left_out(f"sau “{text_on_one_line(lines[end])}”", after))
    return issues


def _is_known(block: Paragraph, sections: Sections) -> bool:
    """Return whether a line above the title is boilerplate, a section's name, a date or a number."""
    text = text_on_one_line(block)
    return (
        boilerplate().is_line(block.text)
        or boilerplate().is_end(block.text)
        or is_section_name(block, sections)
        or DATED.match(text) is not None
        or re.fullmatch(r"[\d.,\s]+", text) is not None
    )


def _left_out(where: str, texts: Sequence[str]) -> ImportIssue:
    quoted = "; ".join(f"“{one[:90]}”" for one in texts[:4]) + ("; …" if len(texts) > 4 else "")
    return ImportIssue(IssueKind.DROPPED, f"{len(texts)} dòng {where} không vào bài: {quoted}.")
