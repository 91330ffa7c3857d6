"""Set up Python-Markdown: its extensions, faster inline patterns, links for bare addresses."""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import ParagraphProcessor
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.fenced_code import FencedBlockPreprocessor, FencedCodeExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import HtmlInlineProcessor, SimpleTagInlineProcessor
from markdown.inlinepatterns import InlineProcessor as Pattern
from markdown.preprocessors import HtmlBlockPreprocessor, NormalizeWhitespace
from markdown.treeprocessors import InlineProcessor, Treeprocessor, UnescapeTreeprocessor
from markdown.util import ETX, STX, AtomicString

from plugins.prose.box_tags import BoxTags
from plugins.prose.character_placeholders import with_placeholders
from plugins.prose.code import NESTED_FENCE
from plugins.prose.footnotes import VietnameseFootnotes
from plugins.prose.link_brackets import LinkBrackets
from plugins.prose.long_blocks import LongBlock
from plugins.prose.prose_options import PORTALS_OWN, ProseOptions

# An inline pattern can only match a text that holds one of these.
_MARKUP = re.compile(r"[\\`*_\[\]!<&@]")
_BARE_ADDRESS = r"(?<![\w/\"'=(])https?://[^\s<>\"'“”‘’\x02\x03]{1,2000}"
_BARE_MAIL = r"(?<![\w.+\-/:@])[\w.+\-]{1,64}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,6}"
_IN_ANGLES = r"<([\w.+\-]{1,64}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,6})>"
_STRUCK = r"(?<![~\\])(~~)(?=[^\s~])((?:[^~\n]|\n(?!\n)|~(?!~)){1,2000}?)(?<=\S)~~(?!~)"
_VERBATIM = r"(<(code|kbd|samp)\b[^<>]{0,200}>(?:(?!</?\2\b).){0,2000}</\2>)"
_TRAILING = ".,;:!?…*_"
_OPENING = {")": "(", "]": "["}


# What a text must hold for a pattern to match, by the pattern's name; patterns not named here (emphasis, by * or _) are
# always tried.
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
    "footnote": "[^",
    "bare-address": "://",
    "bare-mail": "@",
    "struck": "~~",
    "verbatim": "</",
}


class QuickInline(InlineProcessor):
    """Inline patterns that skip text without any markup, or without theirs; most text is such."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self._patterns: list[tuple[Any, str]] = []

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Apply the inline patterns to a tree."""
        if not self._patterns:
            known = {
                self.inlinePatterns[name]: needed
                for name, needed in _NEEDS.items()
                if name in self.inlinePatterns
            }
            self._patterns = [(pattern, known.get(pattern, "")) for pattern in self.inlinePatterns]
        return super().run(tree, ancestors)

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:
        if isinstance(data, AtomicString):
            return data
        if not (_MARKUP.search(data) or "://" in data or "~~" in data or "  \n" in data):
            return data
        apply = self._InlineProcessor__applyPattern  # type: ignore[attr-defined]
        for place, (pattern, needed) in enumerate(self._patterns[patternIndex:], patternIndex):
            matched, start = needed in data, 0
            while matched:
                data, matched, start = apply(pattern, data, place, start)
        return data


class NestedFences(FencedBlockPreprocessor):
    """Reads fenced code in list items and quotations as well, where the preparation put a mark before the fence."""

    FENCED_BLOCK_RE = re.compile(
        FencedBlockPreprocessor.FENCED_BLOCK_RE.pattern.replace("^(?:", f"(?:^|(?<={NESTED_FENCE}))(?:", 1),
        FencedBlockPreprocessor.FENCED_BLOCK_RE.flags,
    )

    def run(self, lines: list[str]) -> list[str]:
        """Replace fenced code by Markdown's marks for finished HTML, those of items at the items' indent."""
        text = "\n".join(lines)
        if "```" not in text and "~~~" not in text:
            return lines
        made = super().run(lines)
        text = "\n".join(made)
        return text.replace(f"{NESTED_FENCE}\n", "").split("\n") if NESTED_FENCE in text else made


class QuickWhitespace(NormalizeWhitespace):
    """Looks for lines of spaces and for tabs only where there are some; else the lines are what they were, two more behind them."""

    def run(self, lines: list[str]) -> list[str]:
        """Return lines without tabs, Markdown's own marks and spaces on blank lines."""
        text = "\n".join(lines)
        if "\n " in text or any(sign in text for sign in ("\t", "\r", STX, ETX)):
            return super().run(lines)
        return [*lines, "", ""]


class QuickHtmlBlocks(HtmlBlockPreprocessor):
    """Looks for blocks of HTML only where there is a tag or an entity; without either, the lines are what they were."""

    def run(self, lines: list[str]) -> list[str]:
        """Replace blocks of HTML by Markdown's marks for finished HTML."""
        return super().run(lines) if any("<" in line or "&" in line for line in lines) else lines


class QuickUnescape(UnescapeTreeprocessor):
    """Looks for escaped characters only in texts with a mark of Markdown's own."""

    def unescape(self, text: str) -> str:
        """Return a text with escaped characters as themselves."""
        return super().unescape(text) if STX in text else text


class PlainParagraph(ParagraphProcessor):
    """
    A block of one line that begins with a letter is a paragraph: no other block processor need be tried.

    None of them matches such a block (tables are the one exception, and need a bar).
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
    # An underscore in the text of an address is no emphasis.
    link.text = with_placeholders(text)
    return link


class BareAddress(Pattern):
    """Makes a link of “https://…” in the text; punctuation after it stays text."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        """Return the link and the offsets between which it stands."""
        address = m[0].rstrip(_TRAILING)
        while (opening := _OPENING.get(address[-1])) and address.count(address[-1]) > address.count(opening):
            address = address[:-1].rstrip(_TRAILING)
        return _anchor(address, address), m.start(), m.start() + len(address)


class BareMail(Pattern):
    """Makes a link of “ten@coquan.vn” in the text or in angle brackets."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        """Return the link and the offsets between which it stands."""
        address = (m[1] if m.re.groups else m[0]).rstrip(".")
        end = m.end() if m.re.groups else m.start() + len(address)
        return _anchor(f"mailto:{address}", address), m.start(), end


def new_parser(
    last_step: Treeprocessor, footnotes: VietnameseFootnotes, options: ProseOptions = PORTALS_OWN
) -> Markdown:
    """
    Return a Markdown parser; ``last_step`` gets the tree when all other processors are done with it.

    Where the settings bring extensions of their own, each text goes all the long way: what they look for, nobody here knows.
    """
    parser = Markdown(
        extensions=[
            TableExtension(use_align_attribute=True),
            footnotes,
            DefListExtension(),
            AbbrExtension(),
            FencedCodeExtension(),
            SaneListExtension(),
        ],
        output_format="html",
    )
    parser.preprocessors.register(NestedFences(parser, {"lang_prefix": "language-"}), "fenced_code_block", 25)
    parser.preprocessors.register(BoxTags(parser), "box-tags", 22)
    # A paragraph that begins with spaces is a habit of typists, not code; code has its fences.
    parser.parser.blockprocessors.deregister("code")
    parser.parser.blockprocessors.register(LongBlock(parser.parser), "long-block", 190)
    LinkBrackets().serve(parser.inlinePatterns)
    parser.inlinePatterns.deregister("automail")
    parser.inlinePatterns.register(BareMail(_IN_ANGLES, parser), "automail", 115)
    parser.inlinePatterns.register(BareAddress(_BARE_ADDRESS, parser), "bare-address", 70)
    parser.inlinePatterns.register(BareMail(_BARE_MAIL, parser), "bare-mail", 65)
    # What is typed or shown by a machine stays as written, in HTML as in code spans.
    parser.inlinePatterns.register(HtmlInlineProcessor(_VERBATIM, parser), "verbatim", 91)
    parser.inlinePatterns.register(SimpleTagInlineProcessor(_STRUCK, "del"), "struck", 60)
    parser.treeprocessors.register(last_step, "portal", -10)
    if options.extensions:
        parser.registerExtensions(
            options.extensions, {name: dict(one) for name, one in options.extension_options}
        )
    else:
        _take_short_cuts(parser)
    return parser


def _take_short_cuts(parser: Markdown) -> None:
    """Let a parser that knows all its patterns pass over what none of them can match."""
    # Looked up for every element; a list of sixty names is slow to search.
    parser.block_level_elements = frozenset(parser.block_level_elements)  # type: ignore[assignment]
    parser.preprocessors.register(QuickWhitespace(parser), "normalize_whitespace", 30)
    parser.preprocessors.register(QuickHtmlBlocks(parser), "html_block", 20)
    parser.parser.blockprocessors.register(PlainParagraph(parser.parser), "plain-paragraph", 200)
    parser.treeprocessors.deregister("inline")
    parser.treeprocessors.register(QuickInline(parser), "inline", 20)
    parser.treeprocessors.register(QuickUnescape(parser), "unescape", 0)
