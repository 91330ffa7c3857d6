"""Find the footnotes that an old page prints as plain lines: "[1]" in the text, and "[1] …" at the end."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from plugins.editors.importing.imported_article import (
    ImportedBlock,
    ImportIssue,
    IssueKind,
    Paragraph,
    text_of_blocks,
)
from plugins.editors.spans.text_spans import TextSpan, merged_spans

_NOTE = re.compile(r"^\[(\d{1,3})\]\s*(?=\S)")
_REFERENCE = re.compile(r"\(?\[(\d{1,3})\]\)?")


def take_footnotes(
    blocks: Sequence[ImportedBlock],
) -> tuple[list[ImportedBlock], dict[str, tuple[ImportedBlock, ...]], list[ImportIssue]]:
    """Return blocks in which "[1]" refers to the footnote at the end, those footnotes by number, and the issue."""
    notes: dict[str, tuple[ImportedBlock, ...]] = {}
    end = len(blocks)
    while end:
        block = blocks[end - 1]
        found = _NOTE.match(block.text) if isinstance(block, Paragraph) else None
        if not found or not isinstance(block, Paragraph) or found[1] in notes:
            break
        notes[found[1]] = (Paragraph((TextSpan(block.text[found.end() :].strip()),)),)
        end -= 1
    referred = set(_REFERENCE.findall(text_of_blocks(blocks[:end])))
    if not notes or not set(notes) <= referred:
        return list(blocks), {}, []
    out = [_with_references(one, notes) if isinstance(one, Paragraph) else one for one in blocks[:end]]
    issue = ImportIssue(
        IssueKind.GUESSED, f"{len(notes)} dòng [số] cuối bài được hiểu là chú thích cuối trang. Xem lại."
    )
    return out, dict(sorted(notes.items(), key=lambda one: int(one[0]))), [issue]


def _with_references(paragraph: Paragraph, notes: Collection[str]) -> Paragraph:
    """Return a paragraph in which the numbers of notes in brackets are references to them."""
    spans: list[TextSpan] = []
    for span in paragraph.spans:
        behind = 0
        for found in _REFERENCE.finditer(span.text):
            if found[1] in notes:
                text = span.text[behind : found.start()].rstrip()
                spans += [replace(span, text=text), TextSpan("", note=found[1])]
                behind = found.end()
        spans.append(replace(span, text=span.text[behind:]))
    return replace(paragraph, spans=merged_spans(spans))
