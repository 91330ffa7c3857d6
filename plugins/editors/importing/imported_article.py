"""What both a Word file and an old page become before anything is written: an article as a value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Raised(StrEnum):
    """Where letters stand on their line; the value is HTML's element."""

    NO = ""
    ABOVE = "sup"
    BELOW = "sub"


@dataclass(frozen=True, slots=True)
class Span:
    """
    A piece of text of one look; a line end in it is a break within the paragraph.

    ``link`` is an address on the web or ""; ``note`` names a footnote that is called here.
    """

    text: str
    bold: bool = False
    italic: bool = False
    struck: bool = False
    raised: Raised = Raised.NO
    link: str = ""
    note: str = ""

    def looks(self) -> Span:
        """Return the same look without the text."""
        return replace(self, text="")


Spans = tuple[Span, ...]


class Role(StrEnum):
    """What a paragraph is."""

    TEXT = "text"
    TITLE = "title"
    SUBTITLE = "subtitle"
    HEADING = "heading"
    CAPTION = "caption"
    QUOTE = "quote"
    BULLET = "bullet"
    NUMBER = "number"


class Side(StrEnum):
    """Where a paragraph's lines are aligned, as far as it tells something."""

    PLAIN = ""
    CENTRE = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """
    One paragraph; ``level`` is a heading's or a list item's (from 1), ``number`` a numbered item's.

    ``size`` is the size of most of its letters in points, 0 where that is not known; ``indented``
    tells a paragraph that stands further in than others.
    """

    spans: Spans
    role: Role = Role.TEXT
    level: int = 0
    number: int = 0
    side: Side = Side.PLAIN
    size: float = 0.0
    indented: bool = False

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(span.text for span in self.spans)

    @property
    def is_bold(self) -> bool:
        """Whether all its words are bold."""
        words = [span for span in self.spans if span.text.strip()]
        return bool(words) and all(span.bold for span in words)

    @property
    def is_italic(self) -> bool:
        """Whether all its words are italic."""
        words = [span for span in self.spans if span.text.strip()]
        return bool(words) and all(span.italic for span in words)


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture in its place; ``key`` names one of the draft's pictures, ``caption`` is plain text."""

    key: str
    alt: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, over so many columns and rows."""

    blocks: tuple[Block, ...] = ()
    columns: int = 1
    rows: int = 1
    side: Side = Side.PLAIN

    @property
    def text(self) -> str:
        """The words alone, one line for each paragraph."""
        return "\n".join(block.text for block in self.blocks if isinstance(block, Paragraph))


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; the first ``heads`` rows name the columns."""

    rows: tuple[tuple[Cell, ...], ...]
    heads: int = 0

    @property
    def is_plain(self) -> bool:
        """Whether no cell covers others and each row has as many."""
        widths = {len(row) for row in self.rows}
        return len(widths) == 1 and all(c.columns == c.rows == 1 for row in self.rows for c in row)


@dataclass(frozen=True, slots=True)
class HorizontalRule:
    """A line between two parts."""


Block = Paragraph | Photo | Table | HorizontalRule


@dataclass(frozen=True, slots=True)
class Picture:
    """
    A picture's file: a name to call it by, and its bytes, None where the file could not be had.

    ``turned`` is by how many degrees, clockwise, the document shows it turned; ``cut`` what it
    hides at the left, top, right and bottom, as shares of the whole.
    """

    name: str
    data: bytes | None
    turned: int = 0
    cut: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)


class SourceKind(StrEnum):
    """What a doubt is about; the value is the word that stands in the report."""

    MISSING = "can-dien"
    GUESSED = "doan"
    DROPPED = "da-bo"
    FAILED = "khong-nhap"


@dataclass(frozen=True, slots=True)
class Doubt:
    """
    What an editor must look at: what is so, and what to do.

    The place is a header ``field`` by its name, or the line that holds the words ``near``.
    """

    kind: SourceKind
    message: str
    field: str = ""
    near: str = ""


@dataclass(frozen=True, slots=True)
class ImportedArticle:
    """
    An article that is yet to be written; what is not known is empty.

    ``source`` is where the article was taken from, in words; ``origin`` what it is imported from, as
    the report names it; ``date`` is as editors write it; ``section`` a section's name; ``notes`` are
    the footnotes' paragraphs by name.
    """

    origin: str
    title: str = ""
    lead: str = ""
    date: str = ""
    modified: str = ""
    section: str = ""
    byline: str = ""
    source: str = ""
    tags: tuple[str, ...] = ()
    old_addresses: tuple[str, ...] = ()
    body: tuple[Block, ...] = ()
    notes: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    attachments: Mapping[str, bytes] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()

    def doubting(self, *doubts: Doubt) -> ImportedArticle:
        """Return the draft with more doubts."""
        return replace(self, doubts=(*self.doubts, *doubts))


def plain(text: str, role: Role = Role.TEXT) -> Paragraph:
    """Return a paragraph without any look."""
    return Paragraph((Span(text),), role)


def joined(spans: Iterable[Span]) -> Spans:
    """
    Return spans with those of one look put together, and none that is empty.

    >>> joined([Span("a"), Span(""), Span("b"), Span("c", bold=True)])
    (Span(text='ab', bold=False, italic=False, struck=False, raised=<Raised.NO: ''>, link='', note=''), Span(text='c', bold=True, italic=False, struck=False, raised=<Raised.NO: ''>, link='', note=''))
    """
    out: list[Span] = []
    for span in spans:
        if out and not span.note and out[-1].looks() == span.looks():
            out[-1] = replace(out[-1], text=out[-1].text + span.text)
        elif span.text or span.note:
            out.append(span)
    return tuple(out)


def stripped(spans: Iterable[Span]) -> Spans:
    """Return spans without white space at both ends of the whole."""
    out = list(joined(spans))
    while out and not out[0].text.strip() and not out[0].note:
        out.pop(0)
    while out and not out[-1].text.strip() and not out[-1].note:
        out.pop()
    if out:
        out[0] = replace(out[0], text=out[0].text.lstrip())
        out[-1] = replace(out[-1], text=out[-1].text.rstrip())
    return tuple(out)


def every_paragraph(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """Yield the paragraphs of blocks, those in tables too."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    yield from every_paragraph(cell.blocks)


def words_of(blocks: Iterable[Block]) -> str:
    """Return all the words of blocks, a line for each paragraph."""
    return "\n".join(paragraph.text for paragraph in every_paragraph(blocks))
