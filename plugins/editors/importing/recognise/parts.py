"""Take the blocks of a Word file apart into title, lead, byline and body."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from plugins.author.registry import Authors
from plugins.editors.importing.imported_article import (
    ImportedBlock,
    ImportIssue,
    IssueKind,
    Paragraph,
    Role,
)
from plugins.editors.importing.recognise.byline_line import BylineLine, take_byline
from plugins.editors.importing.recognise.captions import with_captions
from plugins.editors.importing.recognise.headings import SENTENCE_END, with_headings
from plugins.editors.importing.recognise.official_paper import read_paper
from plugins.editors.importing.recognise.title import take_title

_LEAST_LEAD_WORDS, _LONG_LEAD_WORDS = 9, 20
_PLACE_AND_DATE = re.compile(
    r"(?:[\w ]{2,40},\s*)?ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}\.?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class ArticleParts:
    """The parts of an article that were found, "" for those that were not, and what is left as its body."""

    title: str = ""
    lead: str = ""
    byline: BylineLine = field(default_factory=BylineLine)
    body: tuple[ImportedBlock, ...] = ()
    issues: tuple[ImportIssue, ...] = ()
    date_line: str = ""
    document: Mapping[str, str] = field(default_factory=dict)


def recognise_parts(
    blocks: Sequence[ImportedBlock], authors: Authors, origin: str, letterhead: str = ""
) -> ArticleParts:
    """Return the parts of an article; ``origin`` is how messages call the file, ``letterhead`` what stood above."""
    rest, issues = with_captions(blocks)
    if paper := read_paper(rest, letterhead):
        body, more = with_headings(paper.blocks)
        issues += [*paper.issues, *more]
        return ArticleParts(paper.title, body=tuple(body), issues=tuple(issues), document=paper.fields)
    title, rest, more = take_title(rest)
    issues += more
    date_line, rest = take_date_line(rest)
    byline, rest, more = take_byline(rest, authors)
    issues += more
    if not date_line:
        date_line, rest = take_date_line(rest)
    lead, rest, more = _take_lead(rest)
    issues += more
    rest, more = with_headings(rest)
    issues += [*more, *_title_issues(title, origin)]
    if date_line:
        issues.append(
            ImportIssue(IssueKind.DROPPED, f"dòng nơi và ngày ở cuối bài không vào bài: “{date_line}”.")
        )
    return ArticleParts(title, lead, byline, tuple(rest), tuple(issues), date_line)


def _title_issues(title: str, origin: str) -> list[ImportIssue]:
    if not title:
        message = f"không nhận ra tiêu đề trong “{origin}”. Viết tên bài sau “Tiêu đề:”."
        return [ImportIssue(IssueKind.MISSING, message, "title")]
    if title == title.upper() and len(title.split()) > 3:
        message = "tiêu đề viết hoa toàn bộ như trong bản gốc. Nên viết lại chữ thường."
        return [ImportIssue(IssueKind.GUESSED, message, "title")]
    return []


def _take_lead(blocks: Sequence[ImportedBlock]) -> tuple[str, list[ImportedBlock], list[ImportIssue]]:
    """Return the lead, which is the first paragraph where its style or bold type sets it apart, and the other blocks."""
    place = next((n for n, block in enumerate(blocks) if isinstance(block, Paragraph)), None)
    first = blocks[place] if place is not None else None
    if place is None or place > 1 or not isinstance(first, Paragraph):
        return "", list(blocks), []
    is_only = not any(isinstance(block, Paragraph) for block in blocks[place + 1 :])
    if is_only or any(span.note for span in first.spans):
        return "", list(blocks), []
    rest = [block for number, block in enumerate(blocks) if number != place]
    text = " ".join(first.text.split())
    if first.role is Role.SUBTITLE:
        return text, rest, []
    words = len(text.split())
    is_sentence = bool(SENTENCE_END.search(text)) or words > _LONG_LEAD_WORDS
    if first.role is Role.TEXT and first.is_bold and words >= _LEAST_LEAD_WORDS and is_sentence:
        message = "đoạn in đậm đầu bài được hiểu là tóm tắt. Không phải thì chuyển xuống thân bài."
        return text, rest, [ImportIssue(IssueKind.GUESSED, message, "summary")]
    return "", list(blocks), []


def take_date_line(blocks: Sequence[ImportedBlock]) -> tuple[str, list[ImportedBlock]]:
    """Return the place and date at the end of an article, "" for none, and the blocks without that line."""
    for place in range(len(blocks) - 1, max(-1, len(blocks) - 4), -1):
        block = blocks[place]
        text = " ".join(block.text.split()) if isinstance(block, Paragraph) else ""
        if _PLACE_AND_DATE.fullmatch(text):
            return text, [one for number, one in enumerate(blocks) if number != place]
    return "", list(blocks)
