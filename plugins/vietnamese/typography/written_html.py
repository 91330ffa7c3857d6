"""Apply the typographic rules to HTML that somebody else wrote, as a text: nothing of it is moved, only its words are set."""

from __future__ import annotations

import re
from html import escape, unescape

from .html import INLINE, VERBATIM, whole_numbers
from .placeholders import EDGE, FIXED, without_typography_placeholders
from .rules import typeset_runs

# Comments, and tags; a sign “>” may stand in an attribute. Longer ones than anybody writes are left alone with the text
# around them: looked for from each sign “<”, they would take time by the square of the text's length.
_MARKUP = re.compile(
    r"""(<!--.{0,5000}?-->|</?[A-Za-z!?][^<>"']{0,5000}(?:(?:"[^"]{0,5000}"|'[^']{0,5000}')[^<>"']{0,200}){0,50}>)""",
    re.DOTALL,
)
_BROKEN = re.compile("<[A-Za-z/!?]")
_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
_WHOLE = re.compile(r"\sclass\s*=\s*[\"']?nb\b")


def typeset_written(html: str) -> str:
    """
    Return HTML with its texts in the house style; tags, comments, code and scripts stay as they are.

    >>> typeset_written('<p title="a > b">Ông nói: "Vì <b>dân</b>" - năm 2021-2025</p><pre>"x"</pre>')
    '<p title="a > b">Ông nói: “Vì <b>dân</b>”\\xa0– năm 2021–2025</p><pre>"x"</pre>'
    >>> typeset_written("A &amp; B... số 153/QĐ-TTg")
    'A &amp; B… số\\xa0<span class="nb">153/QĐ-TTg</span>'
    """
    pieces = _MARKUP.split(html)
    paragraph: dict[int, str] = {}
    verbatim = ""
    for place, piece in enumerate(pieces):
        if place % 2 == 0:
            paragraph[place] = FIXED if verbatim or _BROKEN.search(piece) else piece
            continue
        found = _NAME.match(piece)
        name = found[1].lower() if found else ""
        if verbatim:
            verbatim = "" if name == verbatim and piece.startswith("</") else verbatim
        elif name in VERBATIM or _WHOLE.search(piece):
            verbatim = "" if piece.startswith("</") or piece.endswith("/>") else name
        elif name and (name not in INLINE or name == "br"):
            _typeset_paragraph(pieces, paragraph)
            paragraph = {}
    _typeset_paragraph(pieces, paragraph)
    return "".join(pieces)


def _typeset_paragraph(pieces: list[str], paragraph: dict[int, str]) -> None:
    """Set the texts of one paragraph, given by their places; its texts are read as one, so that quotes pair across elements."""
    texts = [
        text if text == FIXED else without_typography_placeholders(unescape(text))
        for text in paragraph.values()
    ]
    styled = typeset_runs(EDGE.join(texts)).split(EDGE)
    for place, before, after in zip(paragraph, texts, styled, strict=True):
        if before != FIXED and (after != before or "/" in after):
            pieces[place] = whole_numbers(escape(after, quote=False))
