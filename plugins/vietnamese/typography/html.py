"""Apply the typographic rules to the text of HTML, and keep document numbers on one line."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from html import escape
from typing import NamedTuple
from xml.etree.ElementTree import Element

from .placeholders import EDGE, FIXED, has_placeholders, without_typography_placeholders
from .rules import typeset, typeset_runs

_LETTERS = r"[A-ZĐƯ]{2,8}[a-z]{0,2}\d*"
# 42/2022/NĐ-CP, 1989/QĐ-BGDĐT, 153/QĐ-TTg, 06-NQ/TU, 33-CTr/HU, 31/2024/QH15
DOCUMENT_NUMBER = re.compile(
    rf"\d(?<![\w/.,-]\d)\d*[a-z]?(?:/(?:19|20)\d\d)?(?:/{_LETTERS}(?:-{_LETTERS}){{1,3}}|-{_LETTERS}/{_LETTERS}|/QH\d+)"
    r"(?![\w/-])"
)
# A number of more signs may break at its strokes: whole, it is wider than a column or the screen of a phone.
_LONGEST_WHOLE = 20
VERBATIM = frozenset({"code", "pre", "kbd", "samp", "var", "script", "style", "textarea", "math"})
INLINE = frozenset(
    {
        *(
            "a",
            "abbr",
            "b",
            "bdi",
            "bdo",
            "br",
            "cite",
            "code",
            "data",
            "del",
            "dfn",
            "em",
            "i",
            "img",
            "input",
        ),
        *(
            "ins",
            "kbd",
            "mark",
            "q",
            "s",
            "samp",
            "small",
            "span",
            "strong",
            "sub",
            "sup",
            "time",
            "u",
            "var",
        ),
        "wbr",
    }
)
# A link that shows its own address: no space, and a sign that addresses have.
_SHOWN_ADDRESS = re.compile("\\S*[./@\ue010-\ue0ff]\\S*")


def typeset_html(text: str) -> str:
    """
    Return an unescaped text as escaped HTML in the house style.

    >>> typeset_html("số 42/2022/NĐ-CP & hết")
    'số\\xa0<span class="nb">42/2022/NĐ-CP</span> &amp; hết'
    """
    return whole_numbers(escape(typeset(text), quote=False))


def whole_numbers(html: str) -> str:
    """
    Return escaped text with an element around each document number, which keeps it on one line.

    >>> whole_numbers("Quyết định 153/QĐ-TTg &amp; 1/2 xã")
    'Quyết định <span class="nb">153/QĐ-TTg</span> &amp; 1/2 xã'
    >>> whole_numbers("26/2014/TTLT-BNNPTNT-BTNMT")
    '26/2014/TTLT-BNNPTNT-BTNMT'
    """
    return DOCUMENT_NUMBER.sub(_whole, html)


def _whole(number: re.Match[str]) -> str:
    return f'<span class="nb">{number[0]}</span>' if _fits_a_line(number) else number[0]


def _fits_a_line(number: re.Match[str]) -> bool:
    return len(number[0]) <= _LONGEST_WHOLE


class _Run(NamedTuple):
    """A piece of a paragraph: its text, and the element whose text or tail it is; None if it must stay."""

    text: str
    owner: Element | None = None
    parent: Element | None = None  # of the owner, if the text is the owner's tail

    def without_typography_placeholders(self) -> _Run:
        """Return it without what an editor could only forge; what must stay is ours."""
        return self if self.owner is None else self._replace(text=without_typography_placeholders(self.text))

    def put(self, text: str) -> None:
        """Write the text back, with an element around each document number."""
        if self.owner is None:
            return
        head, spans = _with_numbers(text)
        if self.parent is None:
            self.owner.text, holder, place = head, self.owner, 0
        else:
            self.owner.tail, holder = head, self.parent
            place = list(holder).index(self.owner) + 1 if spans else 0
        for offset, span in enumerate(spans):
            holder.insert(place + offset, span)


_NOTHING = _Run("")
_BLANK = frozenset({"", "\n"})


def typeset_tree(root: Element, untouched: Collection[str] = ()) -> None:
    """
    Apply the typographic rules to every text of a Python-Markdown tree, in place.

    Code, ``untouched`` tags, shown addresses, AtomicStrings and Markdown's own marks stay as they are. The texts of a
    paragraph are read as one, so that quotes pair across the elements in it.
    """
    paragraphs = _paragraphs(root, VERBATIM.union(untouched))
    if has_placeholders("".join(root.itertext())):
        paragraphs = [
            [run.without_typography_placeholders() for run in paragraph] for paragraph in paragraphs
        ]
    for paragraph in paragraphs:
        if len(paragraph) == 1:
            _typeset_alone(paragraph[0])
            continue
        joined = EDGE.join(run.text for run in paragraph)
        styled = typeset_runs(joined)
        if styled == joined and "/" not in joined:
            continue
        for run, text in zip(paragraph, styled.split(EDGE), strict=True):
            if run.owner is not None and (text != run.text or "/" in text):
                run.put(text)


def _typeset_alone(run: _Run) -> None:
    """Apply the rules to a paragraph without elements, as most are."""
    if run.text in _BLANK:
        return
    styled = typeset_runs(run.text)
    if styled != run.text or ("/" in styled and DOCUMENT_NUMBER.search(styled)):
        run.put(styled)


def _paragraphs(block: Element, verbatim: Collection[str]) -> list[list[_Run]]:
    """Return the runs of every paragraph below a block, the block's own included; those in ``verbatim`` tags stay."""
    if block.tag in verbatim:
        return []
    found = [[_own_text(block)]]
    for child in block:
        if child.tag in INLINE:
            found[-1] += _inline_runs(child, verbatim)
        else:
            found += _paragraphs(child, verbatim)
            found.append([])
        found[-1].append(_tail(child, block))
    return found


def _inline_runs(element: Element, verbatim: Collection[str]) -> Iterator[_Run]:
    if element.tag == "br":
        yield _Run("\n")
    elif _stays(element, verbatim):
        yield _Run(FIXED)
    else:
        yield _own_text(element)
        for child in element:
            yield from _inline_runs(child, verbatim)
            yield _tail(child, element)


def _stays(element: Element, verbatim: Collection[str]) -> bool:
    """Return whether the text of an element must stay as it is."""
    if element.tag in verbatim or element.tag == "img" or element.get("class") == "nb":
        return True
    return element.tag == "a" and not len(element) and bool(_SHOWN_ADDRESS.fullmatch(element.text or ""))


def _own_text(element: Element) -> _Run:
    return _run(element.text, element, None)


def _tail(element: Element, parent: Element) -> _Run:
    return _run(element.tail, element, parent)


def _run(text: str | None, owner: Element, parent: Element | None) -> _Run:
    if not text:
        return _NOTHING
    # Python-Markdown's AtomicString, a kind of str, says that nobody may work on a text.
    return _Run(text, owner, parent) if type(text) is str else _Run(FIXED)


def _with_numbers(text: str) -> tuple[str, list[Element]]:
    """Split a text into what stands before the first document number, and an element for each number."""
    spans: list[Element] = []
    head, last = text, 0
    if "/" not in text:
        return head, spans
    for number in filter(_fits_a_line, DOCUMENT_NUMBER.finditer(text)):
        between = text[last : number.start()]
        if spans:
            spans[-1].tail = between
        else:
            head = between
        span = Element("span", {"class": "nb"})
        span.text = number[0]
        spans.append(span)
        last = number.end()
    if spans:
        spans[-1].tail = text[last:]
    return head, spans
