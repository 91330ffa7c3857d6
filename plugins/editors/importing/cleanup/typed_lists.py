"""Make list items of paragraphs that begin with a typed bullet or number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from plugins.editors.importing.cleanup.white_space import COLUMN_GAP
from plugins.editors.importing.imported_article import ImportedBlock, Paragraph, Role
from plugins.editors.spans.text_spans import TextSpan, TextSpans, split_spans, stripped_spans

_BULLET = re.compile(r"^(?:[•●▪◦‣·❖✓✔►▶○■□♦◆➢➔→⬥⬧❑❒◻]\s*|[-–—+*§Ø]\s+|[-–+](?=[^\W\d_])|[ovqØ§ü]\t\s*)(?=\S)")
_SECOND_LEVEL = re.compile(r"^[+◦○]")
_NUMBER = re.compile(r"^(\d{1,3})\.\s+(?=\S)(?![^\n]*\t)")


def with_split_items(blocks: Iterable[ImportedBlock]) -> list[ImportedBlock]:
    """Return blocks in which a paragraph whose lines all begin with a typed bullet is one paragraph for each line."""
    out: list[ImportedBlock] = []
    for block in blocks:
        if isinstance(block, Paragraph) and "\n" in block.text and block.role is Role.TEXT:
            lines = _lines(block)
            if sum(bool(_BULLET.match(line.text.strip())) for line in lines) >= max(2, len(lines) - 1):
                out += lines
                continue
        out.append(block)
    return out


def _lines(paragraph: Paragraph) -> list[Paragraph]:
    """Return the lines of a paragraph, each as a paragraph."""
    rows = map(stripped_spans, split_spans(paragraph.spans, "\n"))
    return [replace(paragraph, spans=spans) for spans in rows if spans]


def with_lists(blocks: Sequence[ImportedBlock]) -> list[ImportedBlock]:
    """Return blocks in which paragraphs with a typed bullet, or with typed numbers from 1 on, are list items."""
    out = [_as_bullet_item(block) if isinstance(block, Paragraph) else block for block in blocks]
    numbers = [_typed_number(block) for block in out]
    start = 0
    while start < len(out):
        end = start
        while end < len(out) and numbers[end] == end - start + 1:
            end += 1
        if end - start > 1:
            for place in range(start, end):
                out[place] = _as_number_item(out[place], place - start + 1)
        start = max(end, start + 1)
    return out


def _as_bullet_item(paragraph: Paragraph) -> Paragraph:
    text = paragraph.text
    found = _BULLET.match(text)
    if paragraph.role is not Role.TEXT or not found or COLUMN_GAP.search(text[found.end() :].strip()):
        return paragraph
    spans = _without_start(paragraph.spans, found.end())
    return replace(paragraph, spans=spans, role=Role.BULLET, level=2 if _SECOND_LEVEL.match(text) else 1)


def _typed_number(block: ImportedBlock) -> int:
    """Return the number that an ordinary paragraph begins with, 0 for any other block."""
    if not isinstance(block, Paragraph) or block.role is not Role.TEXT or block.is_bold:
        return 0
    found = _NUMBER.match(block.text)
    return int(found[1]) if found else 0


def _as_number_item(block: ImportedBlock, number: int) -> ImportedBlock:
    found = _NUMBER.match(block.text) if isinstance(block, Paragraph) else None
    if not isinstance(block, Paragraph) or not found:
        return block
    spans = _without_start(block.spans, found.end())
    return replace(block, spans=spans, role=Role.NUMBER, level=1, number=number)


def _without_start(spans: Iterable[TextSpan], count: int) -> TextSpans:
    """Return spans without their first ``count`` characters."""
    out: list[TextSpan] = []
    for span in spans:
        removed = min(count, len(span.text))
        count -= removed
        out.append(replace(span, text=span.text[removed:]))
    return stripped_spans(out)


def with_valid_levels(blocks: Sequence[ImportedBlock]) -> list[ImportedBlock]:
    """
    Return blocks in which a list item is at most one level below the item before it.

    "+" stands for the second level, but a list of nothing but "+" is one of the first.
    """
    out = list(blocks)
    before: Paragraph | None = None
    for place, block in enumerate(out):
        if not (isinstance(block, Paragraph) and block.role in (Role.BULLET, Role.NUMBER)):
            before = None
            continue
        deepest = before.level + 1 if before else 1
        if block.level > deepest:
            out[place] = block = replace(block, level=deepest)
        before = block
    return out
