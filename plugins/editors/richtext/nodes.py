"""The nodes of a document as a visual editor shows it: what may be written, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from plugins.editors.spans.text_spans import TextSpans

_PASTED_LABEL = re.compile(r"dan-[0-9a-f]{6}-\d+")


@dataclass(frozen=True, slots=True)
class TextNode:
    """A paragraph; ``level`` is a heading's (1 to 6), 0 for other text. A line end in a span is a break."""

    spans: TextSpans
    level: int = 0


@dataclass(frozen=True, slots=True)
class ListNode:
    """A list, numbered from ``start`` on where it is ``ordered``; ``loose`` lists are written with blank lines."""

    items: tuple[tuple[Node, ...], ...]
    ordered: bool = False
    start: int = 1
    loose: bool = False


@dataclass(frozen=True, slots=True)
class QuoteNode:
    """A quotation."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class FoldNode:
    """A box that readers open and close: the line that is always seen, and what is in it; ``is_open`` at first."""

    title: TextSpans
    nodes: tuple[Node, ...]
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class BoxNode:
    """A part of the text that the portal's styles set apart: a ``div`` or ``section`` with its attributes."""

    tag: str
    attributes: tuple[tuple[str, str], ...]
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class CodeNode:
    """Lines as a machine shows them; ``language`` is what they are written in, "" where nobody said it."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class MeaningNode:
    """Words and what they mean; each meaning is nodes of its own."""

    words: tuple[TextSpans, ...]
    meanings: tuple[tuple[Node, ...], ...]


@dataclass(frozen=True, slots=True)
class MeaningsNode:
    """A list of words with what they mean."""

    entries: tuple[MeaningNode, ...]


@dataclass(frozen=True, slots=True)
class CellNode:
    """A cell of a table; ``align`` is "left", "center", "right" or ""."""

    spans: TextSpans = ()
    is_header: bool = False
    columns: int = 1
    rows: int = 1
    align: str = ""


@dataclass(frozen=True, slots=True)
class TableNode:
    """The rows of a table."""

    rows: tuple[tuple[CellNode, ...], ...]


@dataclass(frozen=True, slots=True)
class FigureNode:
    """A picture that stands alone, with its caption and the line that says who took it; ``link`` leads from the picture."""

    src: str
    alt: str = ""
    caption: TextSpans = ()
    credit: TextSpans = ()
    link: str = ""


@dataclass(frozen=True, slots=True)
class RuleNode:
    """A line between two parts of the text."""


@dataclass(frozen=True, slots=True)
class NoteNode:
    """The definition of a footnote."""

    label: str
    nodes: tuple[Node, ...]


Node = (
    TextNode
    | ListNode
    | QuoteNode
    | FoldNode
    | BoxNode
    | CodeNode
    | MeaningsNode
    | TableNode
    | FigureNode
    | RuleNode
    | NoteNode
)


def is_pasted_label(label: str) -> bool:
    """
    Return whether a footnote was pasted and not yet saved: then it gets a number.

    >>> is_pasted_label("dan-0a1b2c-1"), is_pasted_label("1")
    (True, False)
    """
    return _PASTED_LABEL.fullmatch(label) is not None


def with_spans(node: Node, change: Callable[[TextSpans], TextSpans]) -> Node:
    """Return a node in which every text is changed."""
    match node:
        case TextNode(spans, _):
            return replace(node, spans=change(spans))
        case ListNode(items):
            return replace(node, items=tuple(_changed(item, change) for item in items))
        case QuoteNode(nodes) | NoteNode(_, nodes):
            return replace(node, nodes=_changed(nodes, change))
        case FoldNode(title, nodes, _):
            return replace(node, title=change(title), nodes=_changed(nodes, change))
        case BoxNode(_, _, nodes):
            return replace(node, nodes=_changed(nodes, change))
        case MeaningsNode(entries):
            return MeaningsNode(
                tuple(
                    MeaningNode(
                        tuple(map(change, entry.words)),
                        tuple(_changed(nodes, change) for nodes in entry.meanings),
                    )
                    for entry in entries
                )
            )
        case TableNode(rows):
            return TableNode(
                tuple(tuple(replace(cell, spans=change(cell.spans)) for cell in row) for row in rows)
            )
        case FigureNode():
            return replace(node, caption=change(node.caption), credit=change(node.credit))
        case _:
            return node


def _changed(nodes: Iterable[Node], change: Callable[[TextSpans], TextSpans]) -> tuple[Node, ...]:
    return tuple(with_spans(node, change) for node in nodes)
