"""Python-Markdown set up for the portal."""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import ParagraphProcessor
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import InlineProcessor as Pattern
from markdown.treeprocessors import InlineProcessor, Treeprocessor
from markdown.util import AtomicString

from plugins.prose.footnotes import VietnameseFootnotes
from plugins.prose.stand_ins import hidden

# One of these stands in every text that an inline pattern finds anything in.
_MARKS = ("\\", "`", "*", "_", "[", "]", "!", "<", "&", "@", "://", "  \n")
_BARE_ADDRESS = r"(?<![\w/\"'=(])https?://[^\s<>\"'“”‘’\x02\x03]{1,2000}"
_BARE_MAIL = r"(?<![\w.+\-/:@])[\w.+\-]{1,64}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,6}"
_IN_ANGLES = r"<([\w.+\-]{1,64}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,6})>"
_TRAILING = ".,;:!?…*_"


# What must stand in a text for a pattern to find anything in it; patterns that are not named here are always tried.
_NEEDS = {
    "backtick": "`",
    "escape": "\\",
    "reference": "[",
    "link": "[",
    "image_link": "![",
    "image_reference": "![",
    "short_reference": "[",
    "short_image_ref": "![",
    "autolink": "<",
    "automail": "<",
    "linebreak": "  \n",
    "html": "<",
    "entity": "&",
    "not_strong": "*",
    "em_strong": "*",
    "em_strong2": "_",
    "footnote": "[^",
    "bare-address": "://",
    "bare-mail": "@",
}


class QuickInline(InlineProcessor):
    """Inline patterns that pass over text in which nothing is marked, or not what they look for; most text is such."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self._patterns: list[tuple[Any, str]] = []

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Apply the patterns to a tree."""
        if not self._patterns:
            known = {
                self.inlinePatterns[name]: needed
                for name, needed in _NEEDS.items()
                if name in self.inlinePatterns
            }
            self._patterns = [(pattern, known.get(pattern, "")) for pattern in self.inlinePatterns]
        return super().run(tree, ancestors)

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:
        if isinstance(data, AtomicString) or not any(mark in data for mark in _MARKS):
            return data
        apply = self._InlineProcessor__applyPattern  # type: ignore[attr-defined]
        for place, (pattern, needed) in enumerate(self._patterns[patternIndex:], patternIndex):
            matched, start = needed in data, 0
            while matched:
                data, matched, start = apply(pattern, data, place, start)
        return data


class PlainParagraph(ParagraphProcessor):
    """
    A block that begins with a letter and has one line is a paragraph, whatever the other processors look for.

    None of them matches such a block (tables are the one exception, and need a bar), but each
    would be asked.
    """

    def test(self, parent: Element, block: str) -> bool:
        """Tell whether a block can only be a paragraph."""
        return (
            block[:1].isalpha()
            and "\n" not in block
            and "|" not in block
            and parent.tag == "div"
            and not self.parser.state.isstate("list")
        )


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
    # It is asked of every element; a list of sixty names is slow to search.
    reader.block_level_elements = frozenset(reader.block_level_elements)  # type: ignore[assignment]
    # A paragraph that begins with spaces is a habit of typists, not code; code has its fences.
    reader.parser.blockprocessors.deregister("code")
    reader.parser.blockprocessors.register(PlainParagraph(reader.parser), "plain-paragraph", 200)
    reader.treeprocessors.deregister("inline")
    reader.treeprocessors.register(QuickInline(reader), "inline", 20)
    reader.inlinePatterns.deregister("automail")
    reader.inlinePatterns.register(BareMail(_IN_ANGLES, reader), "automail", 115)
    reader.inlinePatterns.register(BareAddress(_BARE_ADDRESS, reader), "bare-address", 70)
    reader.inlinePatterns.register(BareMail(_BARE_MAIL, reader), "bare-mail", 65)
    if after is not None:
        reader.treeprocessors.register(after, "portal", -10)
    return reader
