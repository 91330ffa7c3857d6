"""Find the lead of an old page: the paragraph that its markup names, or the first one where it looks like a lead."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plugins.editors.importing.imported_article import (
    ImportedBlock,
    ImportIssue,
    IssueKind,
    Paragraph,
    Role,
)
from plugins.editors.importing.oldsite.lines import text_on_one_line
from plugins.editors.importing.recognise.repeats import lines_that_repeat, same_words

_SENTENCE_END = re.compile(r"[.!?…”\"]$|\./\.$")
_LEAST_WORDS, _MOST_WORDS = 9, 70

# The lead, "" for none; the blocks without it; what was guessed.
LeadTaken = tuple[str, list[ImportedBlock], list[ImportIssue]]


def take_lead(blocks: Sequence[ImportedBlock], marked: str, *, first_is_lead: bool) -> LeadTaken:
    """
    Return the lead of an article and the blocks without it.

    ``marked`` is the lead that the page's markup names, "" for none; ``first_is_lead`` tells that pages of
    this kind print their lead as an ordinary first paragraph.
    """
    out = list(blocks)
    places = [place for place, block in enumerate(out) if isinstance(block, Paragraph)]
    first = out[places[0]] if places else None
    if not isinstance(first, Paragraph):
        return "", out, []
    if marked and (count := lines_that_repeat(out, places[0], marked)) > 1:
        return marked, [*out[: places[0]], *out[places[0] + count :]], []
    text = text_on_one_line(first)
    is_marked = same_words(text, marked)
    if marked and (is_marked or not any(same_words(text_on_one_line(out[n]), marked) for n in places)):
        if is_marked:
            del out[places[0]]
        return marked, _without_copy(out, marked), []
    has_notes = any(span.note for span in first.spans)
    if places[0] > 1 or len(places) < 2 or first.role is not Role.TEXT or has_notes:
        return "", out, []
    rest = out[: places[0]] + out[places[0] + 1 :]
    second = out[places[1]]
    if isinstance(second, Paragraph) and same_words(text, text_on_one_line(second)):
        return text, _without_copy(rest, text), []
    words = len(text.split())
    if words < _LEAST_WORDS or not _SENTENCE_END.search(text):
        return "", out, []
    if first.is_bold and not all(one.is_bold for one in rest if isinstance(one, Paragraph)):
        return _guessed(text, rest, "đoạn in đậm đầu bài được hiểu là tóm tắt.")
    is_shorter = isinstance(second, Paragraph) and len(text) < len(second.text)
    if first_is_lead and is_shorter and words <= _MOST_WORDS and len(places) > 2:
        return _guessed(text, rest, "đoạn đầu bài được hiểu là tóm tắt, như các trang cùng kiểu.")
    return "", out, []


def _guessed(lead: str, rest: list[ImportedBlock], reason: str) -> LeadTaken:
    message = f"{reason} Không phải thì chuyển xuống thân bài."
    return lead, rest, [ImportIssue(IssueKind.GUESSED, message, "summary")]


def _without_copy(blocks: Sequence[ImportedBlock], lead: str) -> list[ImportedBlock]:
    """Return blocks without the first of the paragraphs at the beginning that say the lead again."""
    out = list(blocks)
    for place, block in enumerate(out[:3]):
        if isinstance(block, Paragraph) and same_words(block.text, lead):
            del out[place]
            break
    return out
