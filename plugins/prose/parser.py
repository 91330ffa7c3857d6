"""Set up Python-Markdown: its extensions, faster inline patterns, links for bare addresses."""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor, ParagraphProcessor
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import InlineProcessor as Pattern
from markdown.inlinepatterns import LinkInlineProcessor
from markdown.treeprocessors import InlineProcessor, Treeprocessor
from markdown.util import AtomicString

from plugins.prose.character_placeholders import with_placeholders
from plugins.prose.footnotes import VietnameseFootnotes

# An inline pattern can only match a text that holds one of these.
_MARKUP = ("\\", "`", "*", "_", "[", "]", "!", "<", "&", "@", "://", "  \n")
_BARE_ADDRESS = r"(?<![\w/\"'=(])https?://[^\s<>\"'“”‘’\x02\x03]{1,2000}"
_BARE_MAIL = r"(?<![\w.+\-/:@])[\w.+\-]{1,64}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,6}"
_IN_ANGLES = r"<([\w.+\-]{1,64}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,6})>"
_TRAILING = ".,;:!?…*_"


# What a text must hold for a pattern to match, by the pattern's name; patterns not named here are always tried.
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
        if isinstance(data, AtomicString) or not any(mark in data for mark in _MARKUP):
            return data
        apply = self._InlineProcessor__applyPattern  # type: ignore[attr-defined]
        for place, (pattern, needed) in enumerate(self._patterns[patternIndex:], patternIndex):
            matched, start = needed in data, 0
            while matched:
                data, matched, start = apply(pattern, data, place, start)
        return data


_BRACKET = re.compile(r"[\[\]]")


class _Brackets:
    """Finds the bracket that closes a link's text; once one is never closed, the others of that kind are known too."""

    def __init__(self) -> None:
        self._text = ""
        self._unclosed: frozenset[int] = frozenset()

    def text_in(self, data: str, index: int) -> tuple[str, int, bool]:
        """Return the text from ``index`` on, behind an opening bracket, where its end is, and whether it is closed."""
        if data == self._text and index in self._unclosed:
            return "", len(data), False
        depth = 1
        for bracket in _BRACKET.finditer(data, index):
            depth += 1 if bracket[0] == "[" else -1
            if not depth:
                return data[index : bracket.start()], bracket.end(), True
        self._text, self._unclosed = data, _behind_unclosed(data)
        return "", len(data), False


def _behind_unclosed(text: str) -> frozenset[int]:
    """
    Return the offsets behind all opening brackets that are never closed.

    >>> sorted(_behind_unclosed("[a [b] ["))
    [1, 8]
    """
    waiting: list[int] = []
    for bracket in _BRACKET.finditer(text):
        if bracket[0] == "[":
            waiting.append(bracket.end())
        elif waiting:
            waiting.pop()
    return frozenset(waiting)


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


_HEADING, _UNDERLINE = re.compile(r"#{1,6}"), re.compile(r"(?:=+|-+) *$")
_RULE = re.compile(r" {0,3}(?:(?:- {0,2}){3,}|(?:_ {0,2}){3,}|(?:\* {0,2}){3,})$")
_DEFINITION = re.compile(r" {0,3}: {1,3}")
_DEFINED_AGAIN = re.compile(r"^: {1,3}.*\n[^\W\d_].*\n: ", re.MULTILINE)
_ENDS_BLOCK = re.compile(
    rf"^(?:{_HEADING.pattern}|{_UNDERLINE.pattern}|{_RULE.pattern}|{_DEFINITION.pattern})", re.MULTILINE
)


class LongBlock(BlockProcessor):
    """
    Parts a long block at its headings and rules, where Markdown parts it anyway, and every block at its defined words.

    Left whole, all that follows a heading would be read again for each of them, and a word with its definition would
    become part of the definition above it.
    """

    LINES = 20

    def test(self, parent: Element, block: str) -> bool:
        """Tell whether a block is long and has headings, rules or definitions; a bar may make a table of it, a space part of a list."""
        if block[:1].isspace() or "|" in block:
            return False
        is_long = block.count("\n") > self.LINES and bool(_ENDS_BLOCK.search(block))
        is_list = block[:1].isalpha() and "\n:" in block and bool(_DEFINED_AGAIN.search(block))
        return is_long or is_list

    def run(self, parent: Element, blocks: list[str]) -> bool:
        """Put the parts of the first block in its place."""
        parts = parted(blocks[0])
        blocks[:1] = parts
        return len(parts) > 1


def parted(block: str) -> list[str]:
    """
    Return the parts of a block that Markdown reads one by one.

    >>> parted("a\\n# b\\nc\\n===\\nd\\ne\\n- - -")
    ['a', '# b', 'c\\n===', 'd\\ne', '- - -']
    >>> parted("xã\\n: một\\nthôn\\n: hai\\n: ba")
    ['xã\\n: một', 'thôn\\n: hai', ': ba']
    """
    lines = block.split("\n")
    parts: list[list[str]] = [[]]
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        part = parts[-1]
        ends = bool(_HEADING.match(line))
        if not ends and len(part) == 1 and _UNDERLINE.match(line):
            part.append(line)
            parts.append([])
            continue
        below = part and _DEFINITION.match(part[-1])
        if below and (_DEFINITION.match(line) or (line[:1] != " " and _DEFINITION.match(following))):
            parts.append([])
            part = parts[-1]
        # At the beginning of a block, a rule above a rule is a heading's text.
        ends = ends or bool(_RULE.match(line) and (part or not _UNDERLINE.match(following)))
        if ends and part:
            parts.append([])
        parts[-1].append(line)
        if ends:
            parts.append([])
    return ["\n".join(part) for part in parts if part]


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
        while address.endswith((")", "]")) and address.count(")") > address.count("("):
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


def new_parser(last_step: Treeprocessor, footnotes: VietnameseFootnotes) -> Markdown:
    """Return a Markdown parser; ``last_step`` gets the tree when all other processors are done with it."""
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
    # Looked up for every element; a list of sixty names is slow to search.
    parser.block_level_elements = frozenset(parser.block_level_elements)  # type: ignore[assignment]
    # A paragraph that begins with spaces is a habit of typists, not code; code has its fences.
    parser.parser.blockprocessors.deregister("code")
    parser.parser.blockprocessors.register(PlainParagraph(parser.parser), "plain-paragraph", 200)
    parser.parser.blockprocessors.register(LongBlock(parser.parser), "long-block", 190)
    parser.treeprocessors.deregister("inline")
    parser.treeprocessors.register(QuickInline(parser), "inline", 20)
    brackets = _Brackets()
    for pattern in parser.inlinePatterns:
        if isinstance(pattern, LinkInlineProcessor):
            pattern.getText = brackets.text_in  # type: ignore[method-assign]
    parser.inlinePatterns.deregister("automail")
    parser.inlinePatterns.register(BareMail(_IN_ANGLES, parser), "automail", 115)
    parser.inlinePatterns.register(BareAddress(_BARE_ADDRESS, parser), "bare-address", 70)
    parser.inlinePatterns.register(BareMail(_BARE_MAIL, parser), "bare-mail", 65)
    parser.treeprocessors.register(last_step, "portal", -10)
    return parser
