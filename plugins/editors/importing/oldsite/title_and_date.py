"""Find where on an old page the title and the date of the article stand, and what is printed around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from plugins.category.registry import Sections
from plugins.editors.importing.imported_article import ImportedBlock, ImportIssue, IssueKind, Paragraph
from plugins.editors.importing.oldsite.boilerplate import boilerplate
from plugins.editors.importing.oldsite.lines import is_section_name, text_on_one_line
from plugins.editors.importing.oldsite.page_layout import PageLayout
from plugins.editors.importing.oldsite.printed_dates import DATE, DATED, says_date
from plugins.editors.spans.text_spans import TextSpan, split_spans, stripped_spans

_MOST_TITLE_WORDS, _MOST_LINES_OF_HEAD = 45, 6
_ADDRESS_LINE = re.compile(r"^(?:(?:nguồn|url|link|địa chỉ|đường dẫn)\s*:\s*)?(https?://\S+)$", re.IGNORECASE)
_UNFINISHED = re.compile(r"(?:^|\s)(?:vào|từ|đến|trước|sau|của|là|trong)$", re.IGNORECASE)


def split_glued_lines(lines: Sequence[ImportedBlock]) -> list[ImportedBlock]:
    """Return lines in which a title, a labelled date and a text that were printed on one line are three lines."""
    lines = [one for block in lines for one in _with_own_date_lines(block)]
    out: list[ImportedBlock] = []
    for block in lines:
        text = text_on_one_line(block) if isinstance(block, Paragraph) else ""
        found = _glued_line().match(text) if len(text) > 30 else None
        if found and _may_be_glued_title(found[1]):
            pieces = [piece.strip(" |–-") for piece in (found[1], found[2], found[3])]
            out += [Paragraph((TextSpan(piece),)) for piece in pieces if piece]
        else:
            out.append(block)
    return out


@cache
def _glued_line() -> re.Pattern[str]:
    """Return what finds a title, a labelled date and a text on one line."""
    labels = "|".join(re.escape(label) for label in boilerplate().date_labels)
    certain = "|".join(re.escape(label) for label in boilerplate().date_labels if "ngày " in label)
    # “ngày 19/9” is in many sentences: only with a colon, or a time to the second, it is a label.
    dated = rf"(?:{labels})(?:\s*[:：]\s*{DATE}|\s+{DATE}(?<=:\d\d:\d\d))|(?:{certain})\s+{DATE}(?=\s*$)"
    # No label begins as what parts it from the title: a long row of dashes is walked once for each title, not twice.
    return re.compile(rf"^(.{{15,250}}?)[\s|–-]++({dated})\s*(.*)$", re.IGNORECASE | re.DOTALL)


def _with_own_date_lines(block: ImportedBlock) -> list[ImportedBlock]:
    """Return a paragraph of several lines of which one only says a date as one paragraph for each; any other block as it is."""
    lines = block.text.split("\n") if isinstance(block, Paragraph) else []
    if not isinstance(block, Paragraph) or not 1 < len(lines) <= _MOST_LINES_OF_HEAD:
        return [block]
    if not any(says_date(line) for line in lines):
        return [block]
    pieces = (stripped_spans(spans) for spans in split_spans(block.spans, "\n"))
    return [replace(block, spans=spans) for spans in pieces if spans]


def _may_be_glued_title(text: str) -> bool:
    """Return whether what stands before a date can be a title, and not a sentence that the date belongs to."""
    is_short = len(text.split()) <= _MOST_TITLE_WORDS
    return is_short and not re.search(r"[.!?]\s", text) and not _UNFINISHED.search(text.strip())


def take_page_address(lines: Sequence[ImportedBlock], known: str) -> tuple[str, list[ImportedBlock]]:
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
