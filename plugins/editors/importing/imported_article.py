"""The values that every import makes before a file is written: an article, its blocks of text, its pictures, its issues."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeVar

from plugins.editors.spans.text_spans import Alignment, TextSpan, TextSpans, VerticalAlign
from plugins.prose.plain_text import superscript


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


@dataclass(frozen=True, slots=True)
class Paragraph:
    """
    One paragraph; ``level`` is a heading's or a list item's (from 1), ``number`` a numbered item's.

    ``size`` is the font size of most of its letters in points, 0 where it is not known; ``indented``
    is true for a paragraph that is indented by several centimetres.
    """

    spans: TextSpans
    role: Role = Role.TEXT
    level: int = 0
    number: int = 0
    alignment: Alignment = Alignment.DEFAULT
    size: float = 0.0
    indented: bool = False

    @property
    def text(self) -> str:
        """The text without its format; raised figures stay raised, so that 10 with an exponent 3 is not 103."""
        raised = VerticalAlign.SUPERSCRIPT
        return "".join(
            superscript(span.text) if span.vertical_align is raised else span.text for span in self.spans
        )

    @property
    def is_bold(self) -> bool:
        """Whether all its text is bold."""
        words = [span for span in self.spans if span.text.strip()]
        return bool(words) and all(span.bold for span in words)

    @property
    def is_italic(self) -> bool:
        """Whether all its text is italic."""
        words = [span for span in self.spans if span.text.strip()]
        return bool(words) and all(span.italic for span in words)


@dataclass(frozen=True, slots=True)
class Photo:
    """The place of a picture; ``key`` is one of ``ImportedArticle.pictures``, ``caption`` is plain text."""

    key: str
    alt: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, which spans ``columns`` columns and ``rows`` rows."""

    blocks: tuple[ImportedBlock, ...] = ()
    columns: int = 1
    rows: int = 1
    alignment: Alignment = Alignment.DEFAULT

    @property
    def text(self) -> str:
        """The text of its paragraphs, one line for each."""
        return "\n".join(block.text for block in self.blocks if isinstance(block, Paragraph))


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; the first ``header_rows`` of them name the columns."""

    rows: tuple[tuple[Cell, ...], ...]
    header_rows: int = 0

    @property
    def is_plain(self) -> bool:
        """Whether no cells are merged and all rows have the same number of cells."""
        widths = {len(row) for row in self.rows}
        return len(widths) == 1 and all(c.columns == c.rows == 1 for row in self.rows for c in row)

    def with_cell_blocks(
        self, convert: Callable[[tuple[ImportedBlock, ...]], Iterable[ImportedBlock]]
    ) -> Table:
        """Return the table with the blocks of every cell converted."""
        rows = tuple(
            tuple(replace(cell, blocks=tuple(convert(cell.blocks))) for cell in row) for row in self.rows
        )
        return replace(self, rows=rows)


@dataclass(frozen=True, slots=True)
class HorizontalRule:
    """A horizontal line between two parts of an article."""


ImportedBlock = Paragraph | Photo | Table | HorizontalRule
Kind = TypeVar("Kind", Paragraph, Photo)


Crop = tuple[float, float, float, float]
UNCROPPED: Crop = (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class PictureFile:
    """
    The file of a picture: its name, and its bytes, None where they are not available.

    ``rotation`` is by how many degrees, clockwise, the document shows it rotated; ``crop`` what it
    hides at the left, top, right and bottom, as shares of the whole.
    """

    name: str
    data: bytes | None
    rotation: int = 0
    crop: Crop = UNCROPPED


class IssueKind(StrEnum):
    """What an issue is about; the value is the code that the report prints."""

    MISSING = "can-dien"
    GUESSED = "doan"
    DROPPED = "da-bo"
    FAILED = "khong-nhap"
    LOST = "mat-chu"


@dataclass(frozen=True, slots=True)
class ImportIssue:
    """
    Something that the editor must look at: what was found, and what to do.

    Its place is a header ``field`` by its name, or the line that holds the text ``near``.
    """

    kind: IssueKind
    message: str
    field: str = ""
    near: str = ""


@dataclass(frozen=True, slots=True)
class ImportedArticle:
    """
    An article that was read and not yet written to a file; what is not known is empty.

    ``origin`` is the name of the file or page that it is imported from, ``source`` the publication that
    the article says it was taken from, ``attachment_addresses`` where its attachments were published. ``date`` is as editors write it, ``section`` the name of a section,
    ``document`` the header's fields of an official paper by their names, ``notes`` the footnotes' blocks by
    the footnotes' names.
    """

    origin: str
    title: str = ""
    lead: str = ""
    date: str = ""
    modified: str = ""
    section: str = ""
    byline: str = ""
    source: str = ""
    document: Mapping[str, str] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    old_addresses: tuple[str, ...] = ()
    body: tuple[ImportedBlock, ...] = ()
    notes: Mapping[str, tuple[ImportedBlock, ...]] = field(default_factory=dict)
    pictures: Mapping[str, PictureFile] = field(default_factory=dict)
    attachments: Mapping[str, bytes] = field(default_factory=dict)
    attachment_addresses: tuple[str, ...] = ()
    issues: tuple[ImportIssue, ...] = ()

    def with_issues(self, *issues: ImportIssue) -> ImportedArticle:
        """Return the article with more issues."""
        return replace(self, issues=(*self.issues, *issues))


def plain_paragraph(text: str, role: Role = Role.TEXT) -> Paragraph:
    """Return a paragraph without any format."""
    return Paragraph((TextSpan(text),), role)


def blocks_of_kind(kind: type[Kind], blocks: Iterable[ImportedBlock]) -> Iterator[Kind]:
    """Yield the blocks of one kind, those in tables too."""
    for block in blocks:
        if isinstance(block, kind):
            yield block
        elif isinstance(block, Table):
            for row in block.rows:
                for cell in row:
                    yield from blocks_of_kind(kind, cell.blocks)


def text_of_blocks(blocks: Iterable[ImportedBlock]) -> str:
    """Return the text of all paragraphs in blocks, a line for each."""
    return "\n".join(paragraph.text for paragraph in blocks_of_kind(Paragraph, blocks))
