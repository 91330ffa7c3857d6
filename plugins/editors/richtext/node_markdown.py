"""Write nodes as the Markdown that the portal reads as the same nodes, without HTML wherever Markdown has words for them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from plugins.editors.richtext.html_cells import cell_lines
from plugins.editors.richtext.left_out import LeftOut
from plugins.editors.richtext.node_html import box_opening, nodes_html, spans_html
from plugins.editors.richtext.nodes import (
    BoxNode,
    CellNode,
    CodeNode,
    FigureNode,
    FoldNode,
    ListNode,
    MeaningNode,
    MeaningsNode,
    Node,
    NoteNode,
    QuoteNode,
    TableNode,
    TextNode,
    with_spans,
)
from plugins.editors.spans.span_markdown import (
    escape_line_start,
    paragraph_lines,
    picture_to_markdown,
    spans_to_markdown,
)
from plugins.editors.spans.text_spans import TextSpan, TextSpans, VerticalAlign, merged_spans, stripped_spans

_INDENT = "    "
_BACKTICKS = re.compile("`+")
_NOTE_AT_START = re.compile(r"^(\[\^[^\]]*\]):")
_CLOSING_SIGNS = re.compile(r"#+$")
_BAR = re.compile(r"(?<!\\)\|")
_ENTITY = re.compile(r"&(?=#|\w+;)")
_NOT_IN_TARGET = re.compile(r"[<>\"'\\`\x00-\x1f]|\s(?=[\"'])")
_PLAIN_PARENTHESES = re.compile(r"[^()]*(?:\([^()]*\)[^()]*)*")
_RULERS = {"": "---", "left": ":---", "center": ":---:", "right": "---:"}
_ENDS_SENTENCE = (".", "!", "?", "…", ";", ",", ":")


def node_markdown(node: Node) -> str:
    """
    Return a node as Markdown, its lines parted by "\\n".

    >>> from plugins.editors.spans.text_spans import TextSpan
    >>> node_markdown(ListNode(((TextNode((TextSpan("1. một"),)),),)))
    '- 1\\\\. một'
    """
    match node:
        case TextNode(spans, 0):
            return "\n".join(_lines(spans))
        case TextNode(spans, level):
            return _heading(spans, level)
        case ListNode():
            return _list(node)
        case QuoteNode(nodes):
            text = nodes_markdown(nodes)
            return "\n".join(f"> {line}" if line else ">" for line in text.split("\n")) if text else ""
        case FoldNode():
            return _fold(node, nodes_markdown(node.nodes))
        case BoxNode():
            return _box(node, nodes_markdown(node.nodes))
        case CodeNode():
            return _code(node)
        case MeaningsNode(entries):
            return "\n\n".join(map(_meaning, entries))
        case TableNode():
            return _with_bars(node) if _fits_bars(node) else node_as_html(node)
        case FigureNode():
            return _figure(node)
        case NoteNode(label, nodes):
            return f"[^{label}]: {_indented(nodes_markdown(nodes))}"
        case _:
            return "---"


def nodes_markdown(nodes: Sequence[Node]) -> str:
    """Return nodes as Markdown, parted by blank lines."""
    return "\n\n".join(filter(None, map(node_markdown, nodes)))


def node_as_html(node: Node) -> str:
    """
    Return a node as one block of HTML, for what Markdown has no words for, or misunderstands.

    HTML has no footnotes: a reference becomes the raised label.
    """
    if isinstance(node, FoldNode):
        return _fold(node, "\n\n".join(map(node_as_html, node.nodes)))
    if isinstance(node, BoxNode):
        return _box(node, "\n\n".join(map(node_as_html, node.nodes)))
    if isinstance(node, NoteNode):
        # The definition of a footnote has no HTML: its words in lines are what is left.
        lines = (span for line in cell_lines(node.nodes, LeftOut()) for span in (TextSpan("\n"), *line))
        return node_markdown(NoteNode(node.label, (TextNode(stripped_spans(lines)),)))
    html = nodes_html([with_spans(node, _without_notes)])
    if not isinstance(node, TableNode):
        return html
    # A row in a line: who looks at the source finds a cell.
    html = html.replace("<tbody>", "<tbody>\n").replace("</tr>", "</tr>\n").replace("</tbody>", "</tbody>\n")
    return html.replace("<table>", "<table>\n")


def _without_notes(spans: TextSpans) -> TextSpans:
    return tuple(
        replace(span, text=f"[{span.note}]", note="", vertical_align=VerticalAlign.SUPERSCRIPT)
        if span.note
        else span
        for span in spans
    )


def written_target(target: str) -> str:
    """
    Return a target as it stands between the parentheses of a link: as it was written wherever that is understood.

    >>> written_target("ke hoach (1).docx"), written_target('a") b')
    ('ke hoach (1).docx', 'a%22%29%20b')
    """
    target = _ENTITY.sub("&amp;", target.strip())
    if _NOT_IN_TARGET.search(target) or not _PLAIN_PARENTHESES.fullmatch(target):
        return re.sub(r"[\s()<>\"'\\`]", lambda sign: f"%{ord(sign[0]):02X}", target)
    return target


def _lines(spans: TextSpans) -> list[str]:
    lines = paragraph_lines(spans, written_target)
    return [_NOTE_AT_START.sub(r"\1&#58;", line) for line in lines]


def _on_one_line(spans: TextSpans) -> str:
    return spans_to_markdown(stripped_spans(spans), written_target).replace("\n", " ")


def _heading(spans: TextSpans, level: int) -> str:
    text = _CLOSING_SIGNS.sub(lambda end: f"\\{end[0]}", _on_one_line(spans))
    return f"{'#' * level} {text}" if text.strip() else ""


def _indented(text: str) -> str:
    return text.replace("\n", f"\n{_INDENT}").replace(f"\n{_INDENT}\n", "\n\n")


def _list(node: ListNode) -> str:
    items = [item for item in map(_item, node.items) if item]
    loose = node.loose or any(_needs_room(item) for item in node.items)
    marks = (f"{node.start + place}." if node.ordered else "-" for place in range(len(items)))
    written = [f"{mark} {_indented(item)}" for mark, item in zip(marks, items, strict=True)]
    return ("\n\n" if loose else "\n").join(written)


def _item(nodes: Sequence[Node]) -> str:
    """Return what stands in an item; a list follows its first line without a blank one."""
    out = ""
    before: Node | None = None
    for node in nodes:
        text = node_markdown(node)
        if not text:
            continue
        follows = isinstance(node, ListNode) and isinstance(before, TextNode) and not node.loose
        out += ("\n" if follows else "\n\n") + text if out else text
        before = node
    return out


def _needs_room(item: Sequence[Node]) -> bool:
    return any(not isinstance(node, ListNode) for node in item[1:])


def _fold(node: FoldNode, inner: str) -> str:
    """Return a box that is opened: its tags on lines of their own, which hold no Markdown, and what is in it between them."""
    opening = f"<{'details open' if node.is_open else 'details'}><summary>"
    # The line is HTML, in which a backslash would still be a mark.
    title = spans_html(_without_notes(node.title)).replace("<br>", " ").replace("\\", "&#92;")
    return "\n\n".join(filter(None, (f"{opening}{title}</summary>", inner, "</details>")))


def _box(node: BoxNode, inner: str) -> str:
    """Return a box: its tags on lines of their own, which hold no Markdown, and what is in it between them."""
    return "\n\n".join(filter(None, (box_opening(node.tag, node.attributes), inner, f"</{node.tag}>")))


def _code(node: CodeNode) -> str:
    """Return lines of code between fences that are longer than any in it."""
    longest = max((len(run) for run in _BACKTICKS.findall(node.text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{node.language}\n{node.text}\n{fence}"


def _meaning(entry: MeaningNode) -> str:
    """Return words, each on a line, and below them what they mean, which may be several paragraphs."""
    words = [line for spans in entry.words if (line := escape_line_start(_on_one_line(spans)))]
    meanings = [f":   {_indented(nodes_markdown(nodes))}" for nodes in entry.meanings]
    return "\n".join((*words, "\n\n".join(meanings)))


def _fits_bars(table: TableNode) -> bool:
    """Return whether bars can show a table: one row of headers with others below it, no merged cells, columns of one alignment."""
    head, *rest = table.rows or ((),)
    columns = [list(column) for column in zip(*table.rows, strict=False)]
    return (
        bool(head and rest)
        and all(len(row) == len(head) for row in table.rows)
        and all(cell.is_header for cell in head)
        and not any(cell.is_header for row in rest for cell in row)
        and all(cell.columns == cell.rows == 1 for row in table.rows for cell in row)
        and all(len({cell.align for cell in column}) == 1 for column in columns)
    )


def _with_bars(table: TableNode) -> str:
    rows = [[_bar_cell(cell) for cell in row] for row in table.rows]
    ruler = [_RULERS[cell.align] for cell in table.rows[0]]
    return "\n".join(f"| {' | '.join(row)} |" for row in (rows[0], ruler, *rows[1:]))


def _bar_cell(cell: CellNode) -> str:
    text = spans_to_markdown(stripped_spans(cell.spans), written_target).replace("\n", "<br>")
    return _BAR.sub(r"\\|", text)


def _figure(figure: FigureNode) -> str:
    picture = picture_to_markdown(figure.src, figure.alt, written_target)
    if figure.link:
        picture = f"[{picture}]({written_target(figure.link)})"
    caption = _caption(figure)
    return f"{picture}\n{caption}" if caption else picture


def _caption(figure: FigureNode) -> str:
    """Return the line below a picture: in parentheses, or in italics where parentheses would not close."""
    caption, credit = _on_one_line(figure.caption), _on_one_line(figure.credit)
    joint = "" if not caption or not credit else " " if caption.endswith(_ENDS_SENTENCE) else " – "
    words = f"{caption}{joint}{credit}"
    if not words:
        return ""
    if _PLAIN_PARENTHESES.fullmatch(words):
        return f"({words})"
    plain = [span for span in merged_spans((*figure.caption, *figure.credit)) if span.italic]
    return f"<em>{words}</em>" if plain or "*" in words else f"*{words}*"
