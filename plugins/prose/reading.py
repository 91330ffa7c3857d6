"""Python-Markdown set up for the portal."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import InlineProcessor as Pattern
from markdown.treeprocessors import InlineProcessor, Treeprocessor

from plugins.prose.footnotes import VietnameseFootnotes
from plugins.prose.literal import hidden

_MARKED = re.compile(r"[\\`*_\[\]!<&@]|://|  \n")
_BARE_ADDRESS = r"(?<![\w/\"'=(])https?://[^\s<>\"'“”‘’\x02\x03]{1,2000}"
_BARE_MAIL = r"(?<![\w.+\-/:@])[\w.+\-]{1,64}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,6}"
_IN_ANGLES = r"<([\w.+\-]{1,64}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,6})>"
_TRAILING = ".,;:!?…*_"


class QuickInline(InlineProcessor):
    """Inline patterns that pass over text in which nothing is marked; most text is such."""

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:
        if not _MARKED.search(data):
            return data
        handled = super()._InlineProcessor__handleInline(data, patternIndex)  # type: ignore[misc]
        return str(handled) if not isinstance(handled, str) else handled


def _anchor(href: str, text: str) -> Element:
    link = Element("a", {"href": href})
    # The text of an address is no Markdown: an underscore in it means itself.
    link.text = hidden(text)
    return link


class BareAddress(Pattern):
    """“https://…” in the text becomes a link; a closing mark after it stays text."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        """Return the link and where it begins and ends."""
        address = m[0].rstrip(_TRAILING)
        while address.endswith((")", "]")) and address.count(")") > address.count("("):
            address = address[:-1].rstrip(_TRAILING)
        return _anchor(address, address), m.start(), m.start() + len(address)


class BareMail(Pattern):
    """“ten@coquan.vn” in the text, or in angle brackets, becomes a link."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        """Return the link and where it begins and ends."""
        address = (m[1] if m.re.groups else m[0]).rstrip(".")
        end = m.end() if m.re.groups else m.start() + len(address)
        return _anchor(f"mailto:{address}", address), m.start(), end


def new_reader(after: Treeprocessor | None = None) -> Markdown:
    """Return a Markdown reader; ``after`` works on the tree once everything else has."""
    reader = Markdown(
        extensions=[
            TableExtension(use_align_attribute=True),
            VietnameseFootnotes(),
            DefListExtension(),
            AbbrExtension(),
            FencedCodeExtension(),
            SaneListExtension(),
        ],
        output_format="html",
    )
    # A paragraph that begins with spaces is a habit of typists, not code; code has its fences.
    reader.parser.blockprocessors.deregister("code")
    reader.treeprocessors.deregister("inline")
    reader.treeprocessors.register(QuickInline(reader), "inline", 20)
    reader.inlinePatterns.deregister("automail")
    reader.inlinePatterns.register(BareMail(_IN_ANGLES, reader), "automail", 115)
    reader.inlinePatterns.register(BareAddress(_BARE_ADDRESS, reader), "bare-address", 70)
    reader.inlinePatterns.register(BareMail(_BARE_MAIL, reader), "bare-mail", 65)
    if after is not None:
        reader.treeprocessors.register(after, "portal", -10)
    return reader
