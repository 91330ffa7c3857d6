"""The house style applied to text between tags, and document numbers kept on one line."""

from __future__ import annotations

import re
from html import escape
from xml.etree.ElementTree import Element

from plugins.typography.rules import typeset

# 42/2022/NĐ-CP, 1989/QĐ-BGDĐT, 06-NQ/TU, 21-CT/TW
DOCUMENT_NUMBER = re.compile(
    r"(?<![\w/-])\d+(?:/\d{4})?(?:/[A-ZĐ]{1,6}-[A-ZĐ]{2,9}\d*|-[A-ZĐ]{2,4}/[A-ZĐ]{2,5})\b"
)
VERBATIM = frozenset({"code", "pre", "kbd", "samp", "script", "style"})


def typeset_html(text: str) -> str:
    """
    Return an unescaped text run as escaped HTML in the house style.

    >>> typeset_html("số 42/2022/NĐ-CP & hết")
    'số\\xa0<span class="nb">42/2022/NĐ-CP</span> &amp; hết'
    """
    marked = escape(typeset(text), quote=False)
    return DOCUMENT_NUMBER.sub(lambda number: f'<span class="nb">{number[0]}</span>', marked)


def typeset_tree(root: Element) -> None:
    """Apply the house style to every text of a Python-Markdown tree, in place; code stays as it is."""
    if root.tag in VERBATIM:
        return
    children = list(root)
    if root.text:
        _set_text(root, root.text)
    for child in children:
        typeset_tree(child)
        if child.tail:
            _set_tail(root, child, child.tail)


def _pieces(text: str) -> tuple[str, list[Element]]:
    """Split typeset text into the text before the first document number, and span elements."""
    styled = _edges(text, typeset(text))
    spans: list[Element] = []
    head = ""
    last = 0
    for number in DOCUMENT_NUMBER.finditer(styled):
        between = styled[last : number.start()]
        if spans:
            spans[-1].tail = between
        else:
            head = between
        span = Element("span", {"class": "nb"})
        span.text = number[0]
        spans.append(span)
        last = number.end()
    if spans:
        spans[-1].tail = styled[last:]
        return head, spans
    return styled, []


def _edges(before: str, after: str) -> str:
    """Keep a space at either end: beyond it stands another element."""
    if before[:1].isspace() and not after[:1].isspace():
        after = before[0] + after
    return after + before[-1] if before[-1:].isspace() and not after[-1:].isspace() else after


def _set_text(element: Element, text: str) -> None:
    element.text, spans = _pieces(text)
    for place, span in enumerate(spans):
        element.insert(place, span)


def _set_tail(parent: Element, child: Element, tail: str) -> None:
    child.tail, spans = _pieces(tail)
    place = list(parent).index(child) + 1
    for offset, span in enumerate(spans):
        parent.insert(place + offset, span)
