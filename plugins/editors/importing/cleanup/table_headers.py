"""Find the rows of tables that name the columns, and make all rows equally long."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from plugins.editors.importing.imported_article import (
    Cell,
    ImportedBlock,
    ImportIssue,
    IssueKind,
    Paragraph,
    Table,
    text_of_blocks,
)
from plugins.editors.spans.text_spans import merged_spans
from plugins.vietnamese.letters import fold

_MOST_HEADER_ROWS = 3


def with_header_rows(blocks: Sequence[ImportedBlock]) -> tuple[list[ImportedBlock], list[ImportIssue]]:
    """Return blocks whose tables have header rows and rows of one length, and the issues about guesses."""
    out: list[ImportedBlock] = []
    issues: list[ImportIssue] = []
    for block in blocks:
        if not isinstance(block, Table):
            out.append(block)
            continue
        table = _with_equal_rows(block)
        headers, is_certain = _header_rows(table)
        table = replace(table, header_rows=headers)
        out.append(_without_bold_headers(table))
        if headers and not is_certain:
            near = table.rows[0][0].text.split("\n")[0] or text_of_blocks([table]).split("\n")[0]
            message = "hàng đầu của bảng được hiểu là tên các cột. Không đúng thì sửa lại bảng."
            issues.append(ImportIssue(IssueKind.GUESSED, message, near=near))
    return out, issues


def _with_equal_rows(table: Table) -> Table:
    """Return a table whose rows all reach as far as the longest; cells that are missing are empty."""
    covered: dict[int, int] = {}
    widths = []
    for number, row in enumerate(table.rows):
        width = sum(cell.columns for cell in row) + covered.pop(number, 0)
        widths.append(width)
        for cell in row:
            for further in range(1, cell.rows):
                covered[number + further] = covered.get(number + further, 0) + cell.columns
    widest = max(widths, default=0)
    rows = [
        (*row, *(Cell() for _ in range(widest - width)))
        for row, width in zip(table.rows, widths, strict=True)
    ]
    return replace(table, rows=tuple(rows))


def _header_rows(table: Table) -> tuple[int, bool]:
    """Return how many rows name the columns, and whether that is certain."""
    if len(table.rows) < 2:
        return 0, True
    most = len(table.rows) - 1
    if table.header_rows:
        return min(table.header_rows, most), True
    headers = min(max((cell.rows for cell in table.rows[0]), default=1), most)
    if _is_bold_row(table.rows[0]):
        while headers < min(most, _MOST_HEADER_ROWS) and _is_bold_row(table.rows[headers]):
            headers += 1
        return (headers, True) if not _is_bold_row(table.rows[-1]) else (0, True)
    names = [cell.text.strip() for cell in table.rows[0]]
    holds_numbers = any(
        re.fullmatch(r"[\d.,%\s]+", cell.text.strip() or "x") for row in table.rows[headers:] for cell in row
    )
    if all(names) and not any(re.search(r"\d", name) for name in names) and holds_numbers:
        return headers, False
    if names and fold(names[0]) in ("stt", "tt", "so tt"):
        return headers, True
    return 0, True


def _is_bold_row(row: Sequence[Cell]) -> bool:
    filled = [block for cell in row for block in cell.blocks if isinstance(block, Paragraph)]
    return bool(filled) and all(block.is_bold for block in filled)


def _without_bold_headers(table: Table) -> Table:
    """Return a table whose header cells are not bold by themselves: the page shows them so anyway."""
    rows = list(table.rows)
    for number in range(table.header_rows):
        rows[number] = tuple(
            replace(cell, blocks=tuple(map(_without_bold, cell.blocks))) for cell in rows[number]
        )
    return replace(table, rows=tuple(rows))


def _without_bold(block: ImportedBlock) -> ImportedBlock:
    if not isinstance(block, Paragraph):
        return block
    return replace(block, spans=merged_spans(replace(span, bold=False) for span in block.spans))
