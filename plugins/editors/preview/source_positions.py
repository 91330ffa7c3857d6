"""Find the place on a page that a line of its source file became, by searching for the words of the line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from plugins.vietnamese.letters import fold
from plugins.vietnamese.typography.rules import typeset

_TAG = re.compile(
    r"""<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:"[^"]*"|'[^']*'|[^"'>])*)>|<!--.*?(?:-->|\Z)""", re.DOTALL
)
# Blocks around a text that have it too: a line is looked for in the innermost that it fits.
_DEEPEST = 20
_ALT = re.compile(r"""\salt="([^"]*)\"""")
_BLOCKS = frozenset(
    {"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "dt", "dd", "figcaption", "figure", "pre"}
)
_TARGET = re.compile(r"(!?\[[^\[\]]*\])\((?:[^()]|\([^()]*\))*\)")
_HTML = re.compile(r"</?[a-zA-Z][^<>]*>")
_MARKER = re.compile(r"^[\s>]*\d{1,9}[.)]\s+")
_NOTE = re.compile(r"\[\^[^\[\]]*\]:?")
_LONGEST = 80  # letters that are compared; more make lines no easier to tell apart


@dataclass(frozen=True, slots=True)
class PageBlock:
    """A block element of a page: where in the HTML its content begins, and its letters and digits."""

    start: int
    letters: str


def letters(text: str) -> str:
    """
    Return the letters and digits of a text, without case and diacritics.

    >>> letters("“Xã Xuân Lai” – 42/2022/NĐ-CP")
    'xaxuanlai422022ndcp'
    """
    return re.sub(r"[^a-z0-9]", "", fold(text))


def blocks(html: str) -> list[PageBlock]:
    """
    Return the blocks of a page's main element, outer ones before those inside them.

    >>> [block.letters for block in blocks('<main><p>Một <b>hai</b></p><ul><li>ba</li></ul></main><p>bốn</p>')]
    ['mothai', 'ba']
    """
    start = max(html.find("<main"), 0)
    end = html.find("</main>", start)
    found: list[tuple[int, list[str]]] = []
    waiting: list[tuple[str, int]] = []
    behind, in_note = start, False
    for tag in _TAG.finditer(html, start, end if end >= 0 else len(html)):
        words = "" if in_note else unescape(html[behind : tag.start()])
        behind = tag.end()
        # The number of a footnote is not written in the file.
        in_note = "footnote-ref" in (tag[3] or "")
        name = (tag[2] or "").lower()
        alt = _ALT.search(tag[3]) if name == "img" else None
        for _, place in waiting[-_DEEPEST:]:
            found[place][1].append(words + (unescape(alt[1]) if alt else ""))
        if name not in _BLOCKS:
            continue
        if not tag[1]:
            waiting.append((name, len(found)))
            found.append((tag.end(), []))
        elif name in (one for one, _ in waiting):
            while waiting.pop()[0] != name:
                pass
    return [PageBlock(place, letters("".join(texts))) for place, texts in found]


def _needles(line: str) -> Iterator[str]:
    """Yield the letters to search for, the most specific first: the whole line, a header's value, a table's cells."""
    shown = _TARGET.sub(r"\1", _NOTE.sub("", unescape(line)))
    bare = _MARKER.sub("", _HTML.sub("", shown))
    for part in (shown, bare, shown.partition(":")[2], *re.split(r"\||<[^<>]*>", shown)):
        # Typography changes a few letters too: “m2” becomes “m²”, “20oC” becomes “20 °C”.
        for written in (typeset(part), part):
            if len(needle := letters(written)[:_LONGEST]) > 1:
                yield needle


def position_of(lines: Sequence[str], number: int, found: Sequence[PageBlock]) -> int | None:
    """
    Return where in the HTML the block begins that shows a line (counted from 1), None if there is no such block.

    >>> page = blocks("<main><h1>Họp</h1><p>Một – hai</p></main>")
    >>> position_of(["Tiêu đề: Họp", "", "**Một** - [hai](x.md)"], 3, page) == page[1].start
    True
    """
    if not 1 <= number <= len(lines):
        return None
    for needle in _needles(lines[number - 1]):
        matching = [block for block in found if needle in block.letters]
        if matching:
            # The shortest block fits best; the second of several equal lines belongs to the second of several equal blocks.
            shortest = min(len(block.letters) for block in matching)
            shortest_blocks = [block for block in matching if len(block.letters) == shortest]
            before = sum(needle in letters(line) for line in lines[: number - 1])
            return shortest_blocks[min(before, len(shortest_blocks) - 1)].start
    return None
