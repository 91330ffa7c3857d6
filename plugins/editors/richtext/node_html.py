"""
Write nodes as HTML: the vocabulary of the visual editor.

Blocks are ``p``, ``h1`` to ``h6``, ``ul``, ``ol`` (``start``), ``li``, ``blockquote``, ``hr``, ``table`` with ``tbody``, ``tr``, ``th``
and ``td`` (``colspan``, ``rowspan``, ``align``), ``details`` (``open``) with ``summary``, ``div`` and ``section`` (what such boxes may have),
``pre`` with ``code`` (``class``), ``dl`` with ``dt`` and ``dd``, ``figure`` with ``img`` (``src``, ``alt``), ``figcaption`` and
``span.figure__credit``, and ``section[data-note]``, the definition of a footnote. In text stand ``a`` (``href``), ``strong``, ``em``, ``s``,
``sup``, ``sub``, ``code``, ``br``, ``img``, and ``sup[data-note]``, a reference to a footnote. Nothing else is ever written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from itertools import groupby

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
    is_pasted_label,
)
from plugins.editors.spans.text_spans import TextSpan, TextSpans, VerticalAlign, merged_spans
from plugins.prose.credits import CSS_CLASS
from plugins.prose.footnotes_in_place import NOTE_ATTRIBUTE

# How the class of a block of code begins that says what it is written in.
LANGUAGE = "language-"

_FENCE = re.compile(r"^([ \t]*)([`~])(?=\2\2)", re.MULTILINE)


def nodes_html(nodes: Iterable[Node]) -> str:
    """
    Return nodes as HTML.

    >>> nodes_html([TextNode((TextSpan("Xã "), TextSpan("họp", bold=True)))])
    '<p>Xã <strong>họp</strong></p>'
    """
    return "".join(map(_node_html, nodes))


def _code_text(text: str) -> str:
    """
    Return code as the text of an element, in which no line reads as a fence: one would end the HTML around it.

    >>> _code_text("a < b\\n```toml"), _code_text("x ``` y")
    ('a &lt; b\\n&#96;``toml', 'x ``` y')
    """
    return _FENCE.sub(lambda found: f"{found[1]}&#{ord(found[2])};", escape(text, quote=False))


def _node_html(node: Node) -> str:
    match node:
        case TextNode(spans, level):
            tag = f"h{level}" if level else "p"
            return f"<{tag}>{spans_html(spans)}</{tag}>"
        case ListNode():
            return _list_html(node)
        case FoldNode(title, nodes, is_open):
            tag = "details open" if is_open else "details"
            return f"<{tag}><summary>{spans_html(title)}</summary>{nodes_html(nodes)}</details>"
        case BoxNode(tag, attributes, nodes):
            return f"{box_opening(tag, attributes)}{nodes_html(nodes)}</{tag}>"
        case CodeNode(text, language):
            given = f' class="{LANGUAGE}{escape(language)}"' if language else ""
            return f"<pre><code{given}>{_code_text(text)}</code></pre>"
        case MeaningsNode(entries):
            return f"<dl>{''.join(map(_meaning_html, entries))}</dl>"
        case QuoteNode(nodes):
            return f"<blockquote>{nodes_html(nodes)}</blockquote>"
        case TableNode(rows):
            return f"<table><tbody>{''.join(map(_row_html, rows))}</tbody></table>"
        case FigureNode():
            return _figure_html(node)
        case NoteNode(label, nodes):
            return f'<section {NOTE_ATTRIBUTE}="{escape(label)}">{nodes_html(nodes)}</section>'
        case _:
            return "<hr>"


def box_opening(tag: str, attributes: Iterable[tuple[str, str]]) -> str:
    """
    Return the tag that opens a box.

    >>> box_opening("div", [("class", "luu-y")])
    '<div class="luu-y">'
    """
    written = "".join(f' {name}="{escape(value)}"' for name, value in attributes)
    return f"<{tag}{written}>"


def _meaning_html(entry: MeaningNode) -> str:
    words = "".join(f"<dt>{spans_html(spans)}</dt>" for spans in entry.words)
    return words + "".join(f"<dd>{nodes_html(nodes)}</dd>" for nodes in entry.meanings)


def _list_html(node: ListNode) -> str:
    tag = "ol" if node.ordered else "ul"
    start = f' start="{node.start}"' if node.ordered and node.start != 1 else ""
    items = "".join(f"<li>{nodes_html(item)}</li>" for item in node.items)
    return f"<{tag}{start}>{items}</{tag}>"


def _row_html(row: Iterable[CellNode]) -> str:
    return f"<tr>{''.join(map(_cell_html, row))}</tr>"


def _cell_html(cell: CellNode) -> str:
    tag = "th" if cell.is_header else "td"
    given = (
        ("colspan", str(cell.columns) if cell.columns > 1 else ""),
        ("rowspan", str(cell.rows) if cell.rows > 1 else ""),
        ("align", cell.align),
    )
    attributes = "".join(f' {name}="{value}"' for name, value in given if value)
    return f"<{tag}{attributes}>{spans_html(cell.spans)}</{tag}>"


def _figure_html(figure: FigureNode) -> str:
    picture = f'<img src="{escape(figure.src)}" alt="{escape(figure.alt)}">'
    if figure.link:
        picture = f'<a href="{escape(figure.link)}">{picture}</a>'
    caption, credit = spans_html(figure.caption), spans_html(figure.credit)
    if credit:
        caption += f'{" " if caption else ""}<span class="{CSS_CLASS}">{credit}</span>'
    below = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure class="figure">{picture}{below}</figure>'


def spans_html(spans: Iterable[TextSpan]) -> str:
    """Return the text of a paragraph as HTML."""
    out: list[str] = []
    for link, group in groupby(merged_spans(spans), key=lambda span: span.link):
        inner = _marked(tuple(group), 0)
        out.append(f'<a href="{escape(link)}">{inner}</a>' if link else inner)
    return "".join(out)


_MARKS = (
    ("strong", lambda span: span.bold),
    ("em", lambda span: span.italic),
    ("s", lambda span: span.struck),
    ("sup", lambda span: span.vertical_align is VerticalAlign.SUPERSCRIPT),
    ("sub", lambda span: span.vertical_align is VerticalAlign.SUBSCRIPT),
    ("code", lambda span: span.code and not span.is_thing),
)


def _marked(spans: TextSpans, depth: int) -> str:
    """Return spans of one link, with the marks from ``depth`` on around those that have them."""
    if depth == len(_MARKS):
        return "".join(_text_html(span) for span in spans)
    tag, has = _MARKS[depth]
    out = ""
    for on, group in groupby(spans, key=has):
        inner = _marked(tuple(group), depth + 1)
        out += f"<{tag}>{inner}</{tag}>" if on else inner
    return out


def _text_html(span: TextSpan) -> str:
    if span.note:
        # What was pasted has a long label until it is saved; its number is enough to see.
        seen = span.note.rpartition("-")[2] if is_pasted_label(span.note) else span.note
        return f'<sup {NOTE_ATTRIBUTE}="{escape(span.note)}">{escape(seen)}</sup>'
    if span.picture:
        return f'<img src="{escape(span.picture)}" alt="{escape(span.text)}">'
    return escape(span.text, quote=False).replace("\n", "<br>")
