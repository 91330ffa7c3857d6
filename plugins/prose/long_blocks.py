"""Part long blocks of Markdown where Python-Markdown parts them anyway, so that the rest is not read again each time."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown.blockprocessors import BlockProcessor

_HEADING, _UNDERLINE = re.compile(r"#{1,6}"), re.compile(r"(?:=+|-+) *$")
_RULE = re.compile(r" {0,3}(?:(?:- {0,2}){3,}|(?:_ {0,2}){3,}|(?:\* {0,2}){3,})$")
_DEFINITION = re.compile(r" {0,3}: {1,3}")
_ABBREVIATION = re.compile(r"\*\[[^\\\]\n]*\] ?:")
_ENDS_BLOCK = re.compile(
    rf"^(?:{_HEADING.pattern}|{_UNDERLINE.pattern}|{_RULE.pattern}|{_DEFINITION.pattern}|{_ABBREVIATION.pattern})",
    re.MULTILINE,
)
# In a quote, an item or a footnote, what follows an abbreviation belongs to it too.
_NESTS = re.compile(r"^[ \t]*(?:\[|>|[-+*][ \t]|\d+[.)][ \t])", re.MULTILINE)
_DEFINED_AGAIN = re.compile(r"^: {1,3}.*\n[^\W\d_].*\n: ", re.MULTILINE)


class LongBlock(BlockProcessor):
    """
    Parts a long block at its headings, rules and abbreviations, and every block at its defined words.

    A word with its definition would else become part of the definition above it.
    """

    LINES = 20

    def test(self, parent: Element, block: str) -> bool:
        """Tell whether a block is to be parted; a bar may make a table of it, a space part of a list."""
        if "\n" not in block or "|" in block or block[:1].isspace():
            return False
        is_long = block.count("\n") > self.LINES and bool(_ENDS_BLOCK.search(block))
        return is_long or (block[:1].isalpha() and "\n:" in block and bool(_DEFINED_AGAIN.search(block)))

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
    nests = bool(_NESTS.search(block))
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        part = parts[-1]
        if len(part) == 1 and _UNDERLINE.match(line) and not _HEADING.match(line):
            part.append(line)
            parts.append([])
            continue
        abbreviates = not nests and _ABBREVIATION.match(line) and not _UNDERLINE.match(following)
        if part and (abbreviates or _defines(line, following, part[-1])):
            parts.append([])
        # At the beginning of a block, a rule above a rule is a heading's text.
        alone = _HEADING.match(line) or (_RULE.match(line) and (parts[-1] or not _UNDERLINE.match(following)))
        if alone and parts[-1]:
            parts.append([])
        parts[-1].append(line)
        if alone:
            parts.append([])
    return ["\n".join(part) for part in parts if part]


def _defines(line: str, following: str, before: str) -> bool:
    """Tell whether a line below a definition begins another one, given the lines below and above it."""
    if not _DEFINITION.match(before):
        return False
    return bool(_DEFINITION.match(line) or (line[:1] != " " and _DEFINITION.match(following)))
