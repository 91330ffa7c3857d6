"""Make tables of lines that were set in columns with tabs or many spaces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from plugins.editors.importing.cleanup.white_space import COLUMN_GAP, clean_spans
from plugins.editors.importing.imported_article import (
    Cell,
    ImportedBlock,
    ImportIssue,
    IssueKind,
    Paragraph,
    Role,
    Table,
)
from plugins.editors.spans.text_spans import TextSpan, TextSpans, split_spans


def with_tables_of_tabs(blocks: Sequence[ImportedBlock]) -> tuple[list[ImportedBlock], list[ImportIssue]]:
    """Return blocks in which lines in columns are a table, and other tabs are spaces; and the issues about tables."""
    out: list[ImportedBlock] = []
    issues: list[ImportIssue] = []
    place = 0
    while place < len(blocks):
        rows = _rows_from(blocks, place)
        if len(rows) > 1:
            cells = tuple(tuple(Cell((Paragraph(spans),) if spans else ()) for spans in row) for row in rows)
            out.append(Table(cells))
            message = "các dòng căn cột bằng phím Tab đã thành một bảng. Xem lại các cột."
            near = "".join(span.text for span in rows[0][0])
            issues.append(ImportIssue(IssueKind.GUESSED, message, near=near))
            place += len(rows)
            continue
        block = blocks[place]
        out.append(
            replace(block, spans=_without_tabs(block.spans)) if isinstance(block, Paragraph) else block
        )
        place += 1
    return out, issues


def _rows_from(blocks: Sequence[ImportedBlock], start: int) -> list[list[TextSpans]]:
    """Return the columns of the lines from a place on that are set in columns and have as many of them."""
    rows: list[list[TextSpans]] = []
    for place in range(start, len(blocks)):
        row = _columns(blocks[place])
        if len(row) < 2 or (rows and len(row) != len(rows[0])):
            break
        rows.append(row)
    return rows


def _columns(block: ImportedBlock) -> list[TextSpans]:
    """Return the columns of a line that is set in columns by tabs or many spaces; [] for any other block."""
    if not isinstance(block, Paragraph) or block.role not in (Role.TEXT, Role.CAPTION) or "\n" in block.text:
        return []
    found = [clean_spans(column) for column in split_spans(block.spans, COLUMN_GAP)]
    while found and not found[0]:
        found.pop(0)
    return found if sum(map(bool, found)) > 1 else []


def _without_tabs(spans: Iterable[TextSpan]) -> TextSpans:
    return clean_spans(replace(span, text=re.sub(r"\t+", " ", span.text)) for span in spans)
