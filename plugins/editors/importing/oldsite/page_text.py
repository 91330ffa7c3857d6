"""Read the text of an old page line by line, apart from the reader that makes the article of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

from plugins.editors.importing.completeness import SourceLine, Words, comparable_words

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
_MOST_OCCURRENCES = 20


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
    present = {comparable_words(line) for line in body.split("\n")}
    text = f" {' '.join(comparable_words(body))} "

    def is_in_article(words: Words) -> bool:
        return len(words) >= _LEAST_WORDS and (words in present or f" {' '.join(words)} " in text)

    worded = [comparable_words(line) for line in lines]
    places = [place for place, words in enumerate(worded) if is_in_article(words)]
    places = places or _runs_of_cells(worded, text)
    if not places:
        return PageRegion(tuple(map(SourceLine, lines)))
    first, last = places[0], places[-1] + 1
    return PageRegion(tuple(map(SourceLine, lines[first:last])), tuple(lines[:first]), tuple(lines[last:]))


def _runs_of_cells(lines: Sequence[Words], text: str) -> list[int]:
    """
    Return the places of the lines that stand one after the other in a text: an article may be short cells of a table.

    >>> _runs_of_cells([("phó",), ("trưởng", "phòng"), ("lê", "hải"), ("phó",)], " trưởng phòng lê hải phó ")
    [1, 2, 3]
    """
    found: list[list[int]] = []
    place = 0
    while place < len(lines):
        runs = [_run_from(lines, place, text, at) for at in _occurrences(lines[place], text)]
        run = max(runs, key=len, default=[])
        found.append(run)
        place = run[-1] + 1 if run else place + 1

    def words_in(run: list[int]) -> int:
        return sum(len(lines[one]) for one in run)

    long = [one for run in found if words_in(run) >= _LEAST_WORDS for one in run]
    return long or max(found, key=words_in, default=[])


def _occurrences(words: Words, text: str) -> Iterator[int]:
    """Yield where words begin in a text, the first few times."""
    at = text.find(f" {' '.join(words)} ") if words else -1
    for _ in range(_MOST_OCCURRENCES):
        if at < 0:
            return
        yield at
        at = text.find(f" {' '.join(words)} ", at + 1)


def _run_from(lines: Sequence[Words], place: int, text: str, at: int) -> list[int]:
    """Return the places of the lines from one on that stand in a text from a position on."""
    run: list[int] = []
    for later in range(place, len(lines)):
        said = f" {' '.join(lines[later])}" if lines[later] else ""
        if not text.startswith(f"{said} ", at):
            break
        at += len(said)
        run += [later] if said else []
    return run
