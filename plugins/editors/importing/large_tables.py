"""Put tables that are too large for a page into CSV files beside the article, and tell how each large table was written."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import StringIO

from plugins.editors.importing.imported_article import (
    Cell,
    ImportedArticle,
    ImportedBlock,
    ImportIssue,
    IssueKind,
    Paragraph,
    Photo,
    Table,
)
from plugins.editors.importing.linked_files import ATTACHED
from plugins.editors.importing.table_markdown import fits_bars, table_to_markdown
from plugins.editors.spans.text_spans import TextSpan
from plugins.feeds.register_files import FORMULA
from plugins.prose import limits
from plugins.vietnamese.numbers import with_thousands_points
from plugins.vietnamese.slugs import slugify

# From how many rows on the report tells how a table was written.
TOLD_FROM = 200
# What a page holds of a table is read on telephones: half a megabyte of cells is no reading any more.
_MOST_LETTERS = 400_000
_MOST_MEASURED = 4_000_000
_SHOWN_ROWS = 20  # of a table whose rest is in a file
_NUMBER = re.compile(r"[+\-–]?[\d.,\s]+%?")
_NEAR = 40
_MOST_OF_NAME = 60


def with_large_tables(imported: ImportedArticle) -> ImportedArticle:
    """Return an article of whose largest tables the first rows are left, with all rows in files, and what to tell."""
    tables = [block for block in imported.body if isinstance(block, Table) and _is_large(block)]
    if not tables:
        return imported
    slug = "-".join(filter(None, ("bang", slugify(imported.title)[:_MOST_OF_NAME].strip("-"))))
    body: list[ImportedBlock] = []
    files: dict[str, bytes] = {}
    issues: list[ImportIssue] = []
    for block in imported.body:
        if not isinstance(block, Table) or not _is_large(block):
            body.append(block)
        elif reason := _why_no_page(block):
            name = f"{slug}-{len(files) + 1}.csv"
            files[name] = table_csv(block)
            body += _shortened(block, name)
            issues.append(_moved(block, reason))
        else:
            body.append(block)
            issues.append(_kept(block))
    attachments = {**imported.attachments, **files}
    return replace(imported, body=tuple(body), attachments=attachments).with_issues(*issues)


def _is_large(table: Table) -> bool:
    return len(table.rows) >= TOLD_FROM or sum(len(cell.text) for cell in _cells(table)) > _MOST_LETTERS // 4


def _cells(table: Table) -> Iterator[Cell]:
    return (cell for row in table.rows for cell in row)


def _why_no_page(table: Table) -> str:
    """Return why a table cannot stand on a page as a whole, "" for one that can."""
    rows = len(table.rows) - table.header_rows
    if rows > limits.TABLE_ROWS:
        return f"dài quá {with_thousands_points(limits.TABLE_ROWS)} hàng"
    if sum(len(cell.text) for cell in _cells(table)) > _MOST_MEASURED:
        return "quá nặng cho một trang"
    keys = {
        block.key: "anh.jpg" for cell in _cells(table) for block in cell.blocks if isinstance(block, Photo)
    }
    written = table_to_markdown(table, keys)
    if len(written) > _MOST_LETTERS:
        return "quá nặng cho một trang"
    return "có quá nhiều ô và dấu định dạng" if limits.is_too_marked(written) else ""


def _kept(table: Table) -> ImportIssue:
    """Return what to tell of a large table that stands in the article as a whole."""
    how = "bảng có gạch đứng" if fits_bars(table) else f"bảng HTML, vì {_why_html(table)}"
    message = (
        f"bảng {_size(table)} được chép nguyên vào bài ({how}). "
        "Đối chiếu vài hàng; thấy dài quá thì đính kèm tệp .xlsx và chỉ để lại phần đầu."
    )
    return ImportIssue(IssueKind.GUESSED, message, near=_near(table))


def _why_html(table: Table) -> str:
    if not table.is_plain:
        return "có ô gộp"
    return "không có một hàng tên cột" if table.header_rows != 1 else "có bảng nằm trong ô"


def _moved(table: Table, reason: str) -> ImportIssue:
    merged = "; ô gộp được tách ra, chữ nằm ở ô đầu" if not table.is_plain else ""
    message = (
        f"bảng {_size(table)} {reason}: bài giữ {_SHOWN_ROWS} hàng đầu, toàn bộ nằm trong tệp CSV đính kèm{merged}. "
        "Mở tệp ấy xem lại; có tệp .xlsx gốc thì đính kèm thay vào."
    )
    return ImportIssue(IssueKind.GUESSED, message, near=_near(table))


def _size(table: Table) -> str:
    columns = max(sum(cell.columns for cell in row) for row in table.rows)
    return f"{with_thousands_points(len(table.rows) - table.header_rows)} hàng, {with_thousands_points(columns)} cột"


def _near(table: Table) -> str:
    first = next((cell.text for cell in _cells(table) if cell.text.strip()), "")
    return first.split("\n")[0][:_NEAR]


def _shortened(table: Table, name: str) -> Iterator[ImportedBlock]:
    """Yield the first rows of a table, a link to all of them, and the pictures of the others, which a CSV cannot hold."""
    shown = table.header_rows + _SHOWN_ROWS
    rows = table.rows[:shown]
    clipped = tuple(
        tuple(replace(cell, rows=min(cell.rows, len(rows) - number)) for cell in row)
        for number, row in enumerate(rows)
    )
    yield replace(table, rows=clipped)
    link = TextSpan(
        f"Xem đủ {with_thousands_points(len(table.rows) - table.header_rows)} hàng (tệp CSV)",
        link=ATTACHED + name,
    )
    yield Paragraph((link,))
    for row in table.rows[shown:]:
        for cell in row:
            yield from (block for block in cell.blocks if isinstance(block, Photo))


def table_csv(table: Table) -> bytes:
    """
    Return a table as CSV (RFC 4180), in UTF-8 with the mark by which Excel knows it; what is merged is parted.

    >>> wide, plain = Cell((Paragraph((TextSpan("Nhóm"),)),), columns=2), Cell((Paragraph((TextSpan("-3"),)),))
    >>> table_csv(Table(((wide,), (plain, plain)))).decode("utf-8-sig")
    'Nhóm,\\r\\n-3,-3\\r\\n'
    """
    out = StringIO(newline="")
    csv.writer(out).writerows(_grid(table))
    return out.getvalue().encode("utf-8-sig")


def _grid(table: Table) -> Iterator[Sequence[str]]:
    """Yield the rows of a table, each with all its columns; what a cell above or before reaches over is empty."""
    reached: dict[int, int] = {}
    for row in table.rows:
        line: list[str] = []

        def fill(line: list[str] = line) -> None:
            while reached.get(len(line), 0):
                reached[len(line)] -= 1
                line.append("")

        for cell in row:
            fill()
            for column in range(cell.columns):
                if cell.rows > 1:
                    reached[len(line)] = cell.rows - 1
                line.append("" if column else _cell_text(cell))
        fill()
        yield line


def _cell_text(cell: Cell) -> str:
    """Return what a cell says; no spreadsheet may take it for a formula, but a negative number stays one."""
    text = "\n".join(_lines(cell)).strip()
    return text if _NUMBER.fullmatch(text) else FORMULA.sub(lambda found: f"{found[1] or ''}'", text)


def _lines(cell: Cell) -> Iterator[str]:
    for block in cell.blocks:
        if isinstance(block, Paragraph):
            yield "".join(f"[{span.note}]" if span.note else span.text for span in block.spans)
        elif isinstance(block, Table):
            for row in block.rows:
                yield " – ".join(filter(None, (" ".join(_lines(inner)) for inner in row)))
