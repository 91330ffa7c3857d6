"""Read the text of an old page line by line, apart from the reader that makes the article of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

from plugins.editors.importing.completeness import SourceLine, words_of

_NOT_SHOWN = frozenset(
    {"script", "style", "template", "noscript", "head", "select", "textarea", "svg", "object"}
)
_WITHIN_LINES = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "o:p",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "img",
    ]
)
_LEAST_WORDS = 4


class _TextParser(HTMLParser):
    """Collects the lines of a page: what elements other than those within a line part."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.pieces: list[str] = []
        self.hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _NOT_SHOWN:
            self.hidden.append(tag)
        if tag not in _WITHIN_LINES:
            self.end_line()

    def handle_endtag(self, tag: str) -> None:
        if tag in self.hidden:
            # What an element left open holds ends with it.
            del self.hidden[self.hidden.index(tag) :]
        if tag not in _WITHIN_LINES:
            self.end_line()

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.pieces.append(data)

    def end_line(self) -> None:
        """End the line that is being read."""
        text = " ".join("".join(self.pieces).split())
        self.pieces = []
        if text:
            self.lines.append(text)


def page_lines(html: str) -> list[str]:
    """
    Return the lines of text that a page shows.

    >>> page_lines("<head><title>x</title></head><p>Xã <b>Xuân</b> Lai<br>gặt</p><script>a()</script>")
    ['Xã Xuân Lai', 'gặt']
    """
    parser = _TextParser()
    parser.feed(html)
    parser.close()
    parser.end_line()
    return parser.lines


@dataclass(frozen=True, slots=True)
class PageRegion:
    """The lines of a page from the first to the last that its article has, and those before and behind; else all within."""

    within: tuple[SourceLine, ...] = ()
    before: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()


def region_of_article(lines: Sequence[str], body: str) -> PageRegion:
    """
    Return where on a page the text of an article stands: anywhere, where none of its lines is found.

    >>> page = ["Trang chủ", "Bà con gặt lúa sớm.", "Mưa to ở xã.", "Cả xã phơi thóc xong.", "Tin khác"]
    >>> region_of_article(page, "Bà con gặt lúa sớm.\\nCả xã phơi thóc xong.").within[1].text
    'Mưa to ở xã.'
    """
    present = {words_of(line) for line in body.split("\n")}
    text = " " + " ".join(words_of(body)) + " "

    def is_in_article(line: str) -> bool:
        words = words_of(line)
        return len(words) >= _LEAST_WORDS and (words in present or f" {' '.join(words)} " in text)

    places = [place for place, line in enumerate(lines) if is_in_article(line)]
    if not places:
        return PageRegion(tuple(map(SourceLine, lines)))
    first, last = places[0], places[-1] + 1
    return PageRegion(tuple(map(SourceLine, lines[first:last])), tuple(lines[:first]), tuple(lines[last:]))
