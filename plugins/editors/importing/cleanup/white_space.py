"""Remove double spaces, invisible characters, empty paragraphs and rows of ornaments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from plugins.editors.importing.imported_article import ImportedBlock, Paragraph, Role, Table
from plugins.editors.spans.text_spans import TextSpan, TextSpans, merged_spans, stripped_spans
from plugins.vietnamese.letters import INVISIBLE

# What separates columns that were set with tabs or many spaces.
COLUMN_GAP = re.compile(r"\t+| {4,}")
_SPACES = re.compile(r"[ \u00a0\u2000-\u200a\u3000]+")
# Signs that rows are made of to part what is above from what is below: dashes, boxes, stars and dots.
_ORNAMENT = re.compile(
    r"^(?=.*[^\s\d])[\soO0\-_=*.~+#|•◦·∙⋅…⁓〜∼⸺⸻\u2010-\u2015\u2212\u2500-\u25ff\u2605\u2606\u2726-\u274f]{3,}$",
    re.DOTALL,
)


def clean_spans(spans: Iterable[TextSpan]) -> TextSpans:
    """
    Return spans without double spaces, invisible characters and spaces at line ends; tabs stay.

    >>> [span.text for span in clean_spans([TextSpan("  Xã "), TextSpan("  Xuân\\u200b Lai", bold=True)])]
    ['Xã ', 'Xuân Lai']
    """
    out: list[TextSpan] = []
    before = "\n"
    for span in merged_spans(spans):
        text = _SPACES.sub(" ", INVISIBLE.sub("", span.text).replace("\u00a0", " "))
        text = re.sub(r" ?\n ?", "\n", text)
        if before.endswith((" ", "\n", "\t")):
            text = text.lstrip(" ")
        out.append(replace(span, text=text))
        before = text or before
    return stripped_spans(out)


def with_clean_white_space(blocks: Iterable[ImportedBlock]) -> list[ImportedBlock]:
    """Return blocks with clean white space, without empty paragraphs, empty tables and rows of ornaments."""
    out: list[ImportedBlock] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            out += _clean_paragraph(block)
        elif isinstance(block, Table):
            out += _clean_table(block)
        else:
            out.append(block)
    return out


def _clean_paragraph(paragraph: Paragraph) -> Iterator[Paragraph]:
    if COLUMN_GAP.search(paragraph.text.strip()):
        # It may be a row of a table: its spaces are needed to tell.
        yield replace(paragraph, spans=stripped_spans(paragraph.spans))
        return
    spans = clean_spans(paragraph.spans)
    text = "".join(span.text for span in spans)
    if (text and not _ORNAMENT.match(text)) or any(span.note for span in spans):
        yield replace(paragraph, spans=spans)


def _clean_table(table: Table) -> list[ImportedBlock]:
    """Return a table without empty rows, [] for an empty one."""
    table = table.with_cell_blocks(lambda blocks: _cell_blocks(with_clean_white_space(blocks)))
    if all(cell.rows == 1 for row in table.rows for cell in row):
        kept = [(number, row) for number, row in enumerate(table.rows) if any(cell.blocks for cell in row)]
        headers = sum(number < table.header_rows for number, _ in kept)
        table = Table(tuple(row for _, row in kept), headers)
    return [table] if any(cell.blocks for row in table.rows for cell in row) else []


def _cell_blocks(blocks: Iterable[ImportedBlock]) -> Iterator[ImportedBlock]:
    """Yield what a cell holds; a heading in it is bold text, and tabs are spaces."""
    for block in blocks:
        if isinstance(block, Paragraph):
            spans = clean_spans(replace(span, text=span.text.replace("\t", " ")) for span in block.spans)
            if block.role in (Role.HEADING, Role.TITLE, Role.SUBTITLE, Role.CAPTION, Role.QUOTE):
                spans = tuple(replace(span, bold=True) for span in spans)
                block = replace(block, role=Role.TEXT, level=0)
            yield replace(block, spans=spans)
        else:
            yield block
