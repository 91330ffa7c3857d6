"""Read the cells of a table: which rows there are, how cells are merged and aligned, and the lines of text in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import Tag

from plugins.editors.richtext.left_out import LeftOut
from plugins.editors.richtext.nodes import (
    BoxNode,
    CodeNode,
    FigureNode,
    FoldNode,
    ListNode,
    MeaningsNode,
    Node,
    NoteNode,
    QuoteNode,
    TableNode,
    TextNode,
)
from plugins.editors.spans.text_spans import TextSpan

_SIDES = ("left", "center", "right")
_TEXT_ALIGN = re.compile(r"text-align\s*:\s*(left|center|right|end)", re.IGNORECASE)
_MOST_CELLS_MERGED = 200


def class_names(element: Tag) -> str:
    """Return the classes of an element, parted by spaces."""
    return " ".join(filter(None, element.get_attribute_list("class")))


def table_rows(table: Tag) -> Iterator[Tag]:
    """Yield the rows of a table, not those of tables in it."""
    for child in table.children:
        if isinstance(child, Tag) and child.name == "tr":
            yield child
        elif isinstance(child, Tag) and child.name in ("thead", "tbody", "tfoot"):
            yield from (row for row in child.children if isinstance(row, Tag) and row.name == "tr")


def merged_cells(written: str) -> int:
    """
    Return how many columns or rows a cell spans, as its attribute says; 1 for what is no such number.

    >>> merged_cells("3"), merged_cells("0"), merged_cells("x"), merged_cells("99999")
    (3, 1, 1, 200)
    """
    return (
        min(int(written), _MOST_CELLS_MERGED)
        if written.isdecimal() and 0 < len(written) < 6 and int(written)
        else 1
    )


def cell_align(cell: Tag) -> str:
    """Return how a cell is aligned, by its attribute, its style or the class that the page has for it."""
    written = str(cell.get("align", "")).lower()
    style = _TEXT_ALIGN.search(str(cell.get("style", "")))
    classes = class_names(cell)
    by_class = next((side for side in _SIDES if f"align-{side}" in classes), "")
    side = written if written in _SIDES else style[1].lower().replace("end", "right") if style else by_class
    return side if side in _SIDES else ""


def cell_lines(nodes: tuple[Node, ...], left_out: LeftOut) -> Iterator[list[TextSpan]]:
    """Yield the lines of a cell, which can hold text alone: items begin with a dash or their number."""
    for node in nodes:
        match node:
            case TextNode(spans, _):
                yield list(spans)
            case ListNode(items, ordered, start, _):
                left_out.tell("Danh sách trong ô bảng đã thành các dòng chữ.")
                for place, item in enumerate(items):
                    mark = f"{start + place}. " if ordered else "– "
                    for line in cell_lines(item, left_out):
                        yield [TextSpan(mark), *line]
                        mark = ""
            case QuoteNode(inner) | NoteNode(_, inner) | BoxNode(_, _, inner):
                yield from cell_lines(inner, left_out)
            case CodeNode(text, _):
                yield [TextSpan(text)]
            case MeaningsNode(entries):
                for entry in entries:
                    yield from map(list, entry.words)
                    for meaning in entry.meanings:
                        yield from cell_lines(meaning, left_out)
            case FoldNode(title, inner, _):
                yield list(title)
                yield from cell_lines(inner, left_out)
            case TableNode(rows):
                left_out.tell("Bảng lồng trong ô bảng đã thành các dòng chữ.")
                for row in rows:
                    joined = [span for cell in row for span in (TextSpan(" – "), *cell.spans)]
                    yield joined[1:]
            case FigureNode(_, alt, caption, credit, _):
                left_out.tell("Ảnh trong ô bảng, trong chú thích không giữ được: hãy chèn ảnh ra ngoài.")
                yield [*([TextSpan(alt)] if alt else []), *caption, *credit]
            case _:
                continue
