"""Give every footnote of an edited body a label of its own, and every reference a footnote."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from plugins.editors.richtext.left_out import LeftOut
from plugins.editors.richtext.nodes import Node, NoteNode, is_pasted_label, with_spans
from plugins.editors.spans.text_spans import TextSpans
from plugins.prose.code import find_fences

_DEFINITION = re.compile(r"^ {0,3}\[\^([^\]\n]*)\]:", re.MULTILINE)
# No label is longer; behind each of many brackets that are not closed the rest of the line would be read.
_REFERENCE = re.compile(r"\[\^([^\]\n]{0,200}+)\](?!:)")
_CODE_IN_LINE = re.compile(r"(?<!`)(`+)(?!`)[^\n]{1,2000}?(?<!`)\1(?!`)")
_CODE_IN_HTML = re.compile(r"<pre\b.*?(?:</pre>|\Z)", re.DOTALL)


def _without_code(source: str) -> str:
    """Return a source without its code, in which nothing is a footnote."""
    fenced = find_fences(source.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    plain = "\n".join("" if code else line for line, code in zip(fenced.lines, fenced.is_code, strict=True))
    return _CODE_IN_LINE.sub("", _CODE_IN_HTML.sub("", plain))


def labels_in(source: str) -> list[str]:
    """
    Return the labels of the footnotes that a source defines.

    >>> labels_in("Một[^1].\\n\\n[^1]: Hai.\\n\\n```\\n[^2]: Ba.\\n```")
    ['1']
    """
    return _DEFINITION.findall(_without_code(source))


def references_in(source: str) -> list[str]:
    """Return the labels that a source refers to."""
    return _REFERENCE.findall(_without_code(source))


@dataclass(frozen=True, slots=True)
class Labelled:
    """The nodes of an edited body with their final labels, None for those that are written already."""

    nodes: tuple[Node | None, ...]
    labels: frozenset[str]


def with_own_labels(nodes: Sequence[Node | None], kept: Sequence[str], left_out: LeftOut) -> Labelled:
    """
    Return edited nodes, None in the place of each source in ``kept``, so that no two footnotes have one label.

    A second footnote with the same words goes, one with others gets a new label; a reference to no footnote goes.
    """
    taken = {label: "" for source in kept for label in labels_in(source)}
    free = _free_numbers({*taken, *(node.label for node in nodes if isinstance(node, NoteNode))})
    given: dict[str, str] = {}
    settled = [_settled(node, taken, given, free, left_out) for node in nodes]

    def renamed(spans: TextSpans) -> TextSpans:
        return tuple(replace(span, note=given.get(span.note, span.note)) for span in spans)

    def known(spans: TextSpans) -> TextSpans:
        for label in (span.note for span in spans if span.note and span.note not in taken):
            left_out.tell(f"Không có lời của chú thích “{label}”: dấu gọi chú thích ấy đã bỏ.")
        return tuple(span for span in spans if not span.note or span.note in taken)

    final = tuple(with_spans(with_spans(node, renamed), known) if node else None for node in settled)
    return Labelled(final, frozenset(taken))


def _settled(
    node: Node | None, taken: dict[str, str], given: dict[str, str], free: Iterator[str], left_out: LeftOut
) -> Node | None:
    """Return a node, a footnote with a label that none before it has; None for one that is there already."""
    if not isinstance(node, NoteNode):
        return node
    label, words = node.label, repr(node.nodes)
    if is_pasted_label(label):
        label = given.setdefault(label, next(free))
    elif taken.get(label) == words:
        return None
    elif label in taken:
        label = next(free)
        left_out.tell(f"Hai chú thích cùng mang tên “{node.label}”; chú thích sau nay mang tên “{label}”.")
    taken[label] = words
    return replace(node, label=label)


def _free_numbers(taken: set[str]) -> Iterator[str]:
    number = 0
    while True:
        number += 1
        if str(number) not in taken:
            yield str(number)
