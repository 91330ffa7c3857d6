"""Write pictures and tables of an imported article as Markdown, tables as HTML where Markdown has no words for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape

from plugins.editors.importing.imported_article import (
    Cell,
    ImportedBlock,
    Paragraph,
    Photo,
    Role,
    Table,
)
from plugins.editors.spans.span_markdown import escape_text, spans_to_html, spans_to_markdown
from plugins.editors.spans.text_spans import Alignment, stripped_spans

_PLAIN_PARENTHESES = re.compile(r"^[^()]*(?:\([^()]*\)[^()]*)*$")
_NUMBER_CELL = re.compile(r"^[+\-–]?\d[\d.,\s]*(?:%|°C)?$")


def photo_to_markdown(photo: Photo, names: Mapping[str, str]) -> str:
    """
    Return a picture and its caption.

    >>> photo_to_markdown(Photo("1", "Cấy lúa", "Đồng Xuân Lai"), {"1": "cay lua.jpg"})
    '![Cấy lúa](cay lua.jpg)\\n(Đồng Xuân Lai)'
    """
    alt = " ".join(escape_text(photo.alt.translate({ord("["): "(", ord("]"): ")"})).split())
    picture = f"![{alt}]({names[photo.key]})"
    caption = " ".join(escape_text(photo.caption).split())
    if not caption:
        return picture
    return f"{picture}\n({caption})" if _PLAIN_PARENTHESES.match(caption) else f"{picture}\n*{caption}*"


def table_to_markdown(table: Table, names: Mapping[str, str]) -> str:
    """Return a table with bars where it has one header row and no merged cells, else as HTML."""
    if not table.rows:
        return ""
    return _with_bars(table, names) if fits_bars(table) else _as_html(table, names)


def fits_bars(table: Table) -> bool:
    """Return whether Markdown's own tables can show a table: one row of names, nothing merged, no table in a cell."""
    holds_table = any(isinstance(block, Table) for row in table.rows for cell in row for block in cell.blocks)
    return table.is_plain and table.header_rows == 1 and not holds_table


def _with_bars(table: Table, names: Mapping[str, str]) -> str:
    rows = [[_bar_cell(cell, names) for cell in row] for row in table.rows]
    alignments = [
        _column_alignment([row[place] for row in table.rows[1:]]) for place in range(len(table.rows[0]))
    ]
    ruler = {Alignment.DEFAULT: "---", Alignment.RIGHT: "---:", Alignment.CENTRE: ":---:"}
    out = [rows[0], [ruler[alignment] for alignment in alignments], *rows[1:]]
    return "\n".join("| " + " | ".join(row) + " |" for row in out)


def _column_alignment(cells: Sequence[Cell]) -> Alignment:
    """Return how a column is aligned: numbers to the right, else as all of its cells are."""
    filled = [cell for cell in cells if cell.text.strip()]
    if filled and all(_NUMBER_CELL.match(cell.text.strip()) for cell in filled):
        return Alignment.RIGHT
    if filled and all(cell.alignment is filled[0].alignment for cell in filled):
        return filled[0].alignment
    return Alignment.DEFAULT


def _bar_cell(cell: Cell, names: Mapping[str, str]) -> str:
    parts: list[str] = []
    for block in cell.blocks:
        if isinstance(block, Paragraph):
            mark = _item_mark(block)
            parts.append(mark + spans_to_markdown(stripped_spans(block.spans)).replace("\n", "<br>"))
        elif isinstance(block, Photo):
            parts.append(photo_to_markdown(block, names).replace("\n", "<br>"))
    return "<br>".join(filter(None, parts)).replace("|", "\\|")


def _item_mark(item: Paragraph) -> str:
    return "– " if item.role is Role.BULLET else f"{item.number}. " if item.role is Role.NUMBER else ""


def _as_html(table: Table, names: Mapping[str, str]) -> str:
    rows = [
        "<tr>"
        + "".join(_html_cell(cell, "th" if number < table.header_rows else "td", names) for cell in row)
        + "</tr>"
        for number, row in enumerate(table.rows)
    ]
    head, rest = rows[: table.header_rows], rows[table.header_rows :]
    parts = ["<table>"]
    parts += ["<thead>", *head, "</thead>"] if head else []
    parts += ["<tbody>", *rest, "</tbody>"] if rest else []
    return "\n".join((*parts, "</table>"))


def _html_cell(cell: Cell, tag: str, names: Mapping[str, str]) -> str:
    attributes = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    attributes += f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    if tag == "td" and (cell.alignment is Alignment.RIGHT or _NUMBER_CELL.match(cell.text.strip())):
        attributes += ' align="right"'
    parts = _html_parts(cell.blocks, names, is_bold=tag == "th")
    return f"<{tag}{attributes}>{'<br>'.join(filter(None, parts))}</{tag}>"


def _html_parts(blocks: Iterable[ImportedBlock], names: Mapping[str, str], *, is_bold: bool) -> Iterator[str]:
    """Yield the lines of a cell, which is bold by itself or not; a table in it is a line for each row."""
    for block in blocks:
        if isinstance(block, Paragraph):
            spans = [replace(span, bold=span.bold and not is_bold) for span in stripped_spans(block.spans)]
            yield escape(_item_mark(block), quote=False) + spans_to_html(spans)
        elif isinstance(block, Photo):
            yield f'<img src="{escape(names[block.key])}" alt="{escape(block.alt)}">'
            yield f"<em>{escape(block.caption, quote=False)}</em>" if block.caption else ""
        elif isinstance(block, Table):
            for row in block.rows:
                cells = (" ".join(_html_parts(cell.blocks, names, is_bold=is_bold)) for cell in row)
                yield " – ".join(filter(None, cells))


def notes_in_html(blocks: Iterable[ImportedBlock]) -> list[str]:
    """Return the names of footnotes that are referred to in tables which are written as HTML."""
    return [
        span.note
        for block in blocks
        if isinstance(block, Table) and not fits_bars(block)
        for row in block.rows
        for cell in row
        for paragraph in cell.blocks
        if isinstance(paragraph, Paragraph)
        for span in paragraph.spans
        if span.note
    ]
