"""The blocks of a Word file while it is read: their text may still be in legacy encodings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from plugins.editors.importing.imported_article import (
    Cell,
    ImportedBlock,
    Paragraph,
    Role,
    Table,
)
from plugins.editors.importing.word.styles import TextFormat
from plugins.editors.spans.legacy_fonts import (
    FontRun,
    RepairedRuns,
    encoding_of_font,
    fonts_to_unicode,
    repaired_runs,
)
from plugins.editors.spans.text_spans import Alignment, TextSpan, VerticalAlign, merged_spans


@dataclass(slots=True)
class RawRun:
    """A piece of text of one format; ``link`` is an address or "", ``note`` the name of a footnote or ""."""

    text: str
    format: TextFormat
    link: str = ""
    note: str = ""


@dataclass(slots=True)
class RawParagraph:
    """A paragraph with its runs; the other fields are those of ``Paragraph``."""

    runs: list[RawRun] = field(default_factory=list)
    role: Role = Role.TEXT
    level: int = 0
    number: int = 0
    alignment: Alignment = Alignment.DEFAULT
    indented: bool = False


@dataclass(slots=True)
class RawCell:
    """A cell of a table; ``continues`` is true where it is merged with the cell above it."""

    blocks: list[RawBlock] = field(default_factory=list)
    columns: int = 1
    rows: int = 1
    continues: bool = False


@dataclass(slots=True)
class RawTable:
    """A table; the first ``header_rows`` rows name the columns."""

    rows: list[list[RawCell]] = field(default_factory=list)
    header_rows: int = 0


# What comes from a page that lies in the file is finished already.
RawBlock = RawParagraph | RawTable | ImportedBlock


def convert_to_unicode(paragraphs: Sequence[RawParagraph]) -> tuple[set[str], RepairedRuns]:
    """
    Convert the text of all runs to Unicode in place: first by their fonts, then what is still damaged.

    Return the encodings that fonts named, and what was repaired beside them.
    """
    by_font = [[FontRun(run.text, run.format.font or "") for run in one.runs] for one in paragraphs]
    converted = fonts_to_unicode(by_font)
    of_fonts = {
        encoding_of_font(run.font)
        for runs, texts in zip(by_font, converted, strict=True)
        for run, text in zip(runs, texts, strict=True)
        if run.text != text
    }
    _set_texts(paragraphs, converted)
    repaired = repaired_runs([[run.text for run in one.runs] for one in paragraphs])
    _set_texts(paragraphs, repaired.texts)
    return of_fonts, repaired


def _set_texts(paragraphs: Sequence[RawParagraph], texts: Sequence[Sequence[str]]) -> None:
    for paragraph, of_runs in zip(paragraphs, texts, strict=True):
        for run, text in zip(paragraph.runs, of_runs, strict=True):
            run.text = text


def finished_blocks(raw: Iterable[RawBlock]) -> Iterator[ImportedBlock]:
    """Yield blocks as the values that all imports share."""
    for block in raw:
        if isinstance(block, RawParagraph):
            yield _paragraph(block)
        elif isinstance(block, RawTable):
            rows = tuple(tuple(_cell(cell) for cell in row) for row in block.rows)
            yield Table(tuple(row for row in rows if row), block.header_rows)
        else:
            yield block


def _cell(cell: RawCell) -> Cell:
    blocks = tuple(finished_blocks(cell.blocks))
    alignments = {block.alignment for block in blocks if isinstance(block, Paragraph)}
    alignment = alignments.pop() if len(alignments) == 1 else Alignment.DEFAULT
    return Cell(blocks, cell.columns, cell.rows, alignment)


def _paragraph(raw: RawParagraph) -> Paragraph:
    """Return a paragraph as a value; that a heading's style is bold makes none of its words bold."""
    is_heading = raw.role in (Role.HEADING, Role.TITLE, Role.SUBTITLE)
    spans = [
        TextSpan(
            run.text.replace("\u00a0", " ").replace("\u00ad", ""),
            bold=bool(run.format.bold) and not is_heading,
            italic=bool(run.format.italic),
            struck=bool(run.format.struck),
            vertical_align=VerticalAlign(run.format.vertical_align or ""),
            link=run.link,
            note=run.note,
        )
        for run in raw.runs
    ]
    sizes = Counter[float]()
    for run in raw.runs:
        sizes[run.format.size or 0.0] += len(run.text.strip())
    size = sizes.most_common(1)[0][0] if sizes else 0.0
    return Paragraph(merged_spans(spans), raw.role, raw.level, raw.number, raw.alignment, size, raw.indented)
