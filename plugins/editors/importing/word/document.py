"""Read a .docx file: its text as blocks, with footnotes and pictures, and the issues for the editor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from plugins.editors.importing.imported_article import (
    ImportedBlock,
    ImportIssue,
    PictureFile,
    Role,
    text_of_blocks,
)
from plugins.editors.importing.refusal import ImportRefused
from plugins.editors.importing.word.embedded_chunks import chunk_blocks
from plugins.editors.importing.word.field_codes import unclosed_marks
from plugins.editors.importing.word.numbering import ListLabel
from plugins.editors.importing.word.open_document import OpenDocument, open_document
from plugins.editors.importing.word.package import DAMAGED, Package
from plugins.editors.importing.word.paragraph_format import ParagraphFormat, list_place, paragraph_format
from plugins.editors.importing.word.raw_blocks import (
    RawBlock,
    RawParagraph,
    RawRun,
    convert_to_unicode,
    finished_blocks,
)
from plugins.editors.importing.word.runs import RunReader, math_run
from plugins.editors.importing.word.styles import ParagraphProperties, TextFormat, paragraph_properties
from plugins.editors.importing.word.tables import read_word_table
from plugins.editors.importing.word.xml_names import (
    MC,
    M,
    W,
    holds_placeholder,
    main_part,
    readable_alternative,
    text_in,
    with_transitional_names,
    word_attribute,
)


@dataclass(frozen=True)
class WordDocument:
    """
    What a Word file holds: its blocks, footnotes by number, pictures by key, issues, and its last day of change.

    ``margins`` are the blocks of the headers and footers of its pages.
    """

    blocks: tuple[ImportedBlock, ...]
    notes: dict[str, tuple[ImportedBlock, ...]]
    pictures: dict[str, PictureFile]
    issues: tuple[ImportIssue, ...]
    modified: str = ""
    margins: tuple[ImportedBlock, ...] = ()


def read_word(package: Package) -> WordDocument:
    """Return what a .docx file holds; raise ImportRefused for what is no such file, or a dangerous one."""
    main = main_part(package)
    root = package.xml(main)
    bodies = [] if root is None else with_transitional_names(root).findall(f"{W}body")
    if not bodies:
        raise ImportRefused(DAMAGED)
    try:
        return _read_document(open_document(package, main), bodies)
    except RecursionError:
        raise ImportRefused(
            "tệp Word lồng bảng hay khung quá nhiều lớp, không đọc được. Bỏ bớt bảng lồng nhau rồi nhập lại."
        ) from None


def _read_document(document: OpenDocument, bodies: Iterable[Element]) -> WordDocument:
    reader = _BlockReader(document)
    bodies = list(bodies)
    for body in bodies:
        document.report.add_changes(body)
    raw = [block for body in bodies for block in reader.blocks(body)]
    raw_notes = {
        number: _note(reader, kind, note_id)
        for (kind, note_id), number in list(document.note_numbers.items())
    }
    of_text = dict(document.pictures)
    raw_margins = _margins(reader)
    of_fonts, repaired = convert_to_unicode(reader.paragraphs)
    blocks = tuple(finished_blocks(raw))
    notes = {number: tuple(finished_blocks(one)) for number, one in raw_notes.items()}
    report = document.report
    report.deleted_texts += _deleted_notes(document)
    report.add_fonts(of_fonts)
    report.add_repairs(repaired)
    margins = tuple(finished_blocks(raw_margins))
    report.add_left_out(tuple(document.comments()), text_of_blocks(margins))
    # An emblem at the top of each page is no picture of the article, unless the file has nothing else.
    pictures = of_text if blocks else document.pictures
    return WordDocument(blocks, notes, pictures, tuple(report.issues), document.modified_date(), margins)


def _note(reader: _BlockReader, kind: str, note_id: str) -> list[RawBlock]:
    """Return the blocks of a footnote or an endnote."""
    document = reader.document
    root = document.part(f"{kind}s.xml")
    found: list[RawBlock] = []
    with document.reading(f"{document.folder}/{kind}s.xml"):
        for note in root.findall(f"{W}{kind}") if root is not None else ():
            if word_attribute(note, "id") == note_id:
                document.report.add_changes(note)
                found = reader.blocks(note)
    return found


def _deleted_notes(document: OpenDocument) -> Iterator[str]:
    """Yield the words of notes that only deleted text refers to."""
    for kind, note_id in document.report.deleted_notes:
        root = document.part(f"{kind}s.xml") if (kind, note_id) not in document.note_numbers else None
        for note in root.findall(f"{W}{kind}") if root is not None else ():
            words = " ".join(text_in(one) for one in note.iter(f"{W}p")).split()
            if word_attribute(note, "id") == note_id and words:
                yield " ".join(words)


def _margins(reader: _BlockReader) -> list[RawBlock]:
    """Return the headers and footers of pages."""
    document = reader.document
    found: list[RawBlock] = []
    for relationship in document.relationships.values():
        target = relationship.target
        if relationship.kind in ("header", "footer") and not relationship.is_external:
            root = document.package.xml(target)
            with document.reading(target):
                found += reader.blocks(with_transitional_names(root)) if root is not None else []
    return found


class _BlockReader:
    """
    Reads the blocks of one file.

    ``paragraphs`` are all that were read so far, in whatever part or table; ``_carried`` are the runs of a
    paragraph whose end was deleted: they begin the next.
    """

    def __init__(self, document: OpenDocument) -> None:
        self.document = document
        self.report = document.report
        self.runs = RunReader(document, self.blocks)
        self.paragraphs: list[RawParagraph] = []
        self._carried: list[RawRun] = []
        self._out: list[RawBlock] = []

    def blocks(self, parent: Element) -> list[RawBlock]:
        """Return the blocks in an element."""
        outer, self._out = self._out, []
        if parent.tag != f"{W}tc":
            # The marks of cells were seen with the table's.
            self.runs.fields.leave_out(unclosed_marks(parent))
        self._walk(parent)
        self._flush_carried()
        found, self._out = self._out, outer
        return found

    def _walk(self, parent: Iterable[Element]) -> None:
        for child in parent:
            name = child.tag
            if name == f"{W}p":
                self._paragraph(child)
            elif name == f"{W}tbl":
                self._flush_carried()
                self._out.append(read_word_table(child, self.blocks, self.report))
            elif name == f"{W}sdt":
                self.report.add_placeholder(child)
                content = None if holds_placeholder(child) else child.find(f"{W}sdtContent")
                self._walk(content if content is not None else ())
            elif name in (f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag"):
                self._walk(child)
            elif name in (f"{W}del", f"{W}moveFrom"):
                self.report.add_deletion(child)
            elif name == f"{MC}AlternateContent":
                self._walk(readable_alternative(child))
            elif name == f"{W}altChunk":
                self._flush_carried()
                self._out += chunk_blocks(child, self.document)
            elif name.startswith(M):
                self._add(RawParagraph([math_run(child, self.report)]))

    def _add(self, paragraph: RawParagraph) -> None:
        if paragraph.runs:
            self.paragraphs.append(paragraph)
            self._out.append(paragraph)

    def _flush_carried(self) -> None:
        if self._carried:
            runs, self._carried = self._carried, []
            self._add(RawParagraph(runs))

    def _paragraph(self, element: Element) -> None:
        styles = self.document.styles
        own = element.find(f"{W}pPr")
        style = (own is not None and word_attribute(own.find(f"{W}pStyle"))) or styles.default_paragraph
        base = styles.text_format(style, styles.default)
        pieces: list[RawRun | RawBlock] = [*self._carried]
        self._carried = []
        self.runs.begin_paragraph()
        pieces += self.runs.pieces(element, base)
        style_names = styles.names(style)
        if self.runs.in_contents or any(
            name.startswith(("toc ", "table of figures")) for name in style_names
        ):
            self.report.contents_lines.append("".join(run.text for run in _runs(pieces)))
            return
        if own is not None and _goes_on(own):
            self._carried = _runs(pieces)
            self._out += [piece for piece in pieces if not isinstance(piece, RawRun)]
            return
        properties = styles.paragraph_properties(paragraph_properties(own), style)
        format_ = paragraph_format(properties, style_names, self.document.numbering)
        has_text = any(run.text.strip() for run in _runs(pieces))
        label = self._label(properties) if has_text else None
        if label is not None and format_.role not in (Role.BULLET, Role.NUMBER):
            pieces.insert(0, _label_run(label, base))
        number = label.number if label is not None and format_.role is Role.NUMBER else 0
        self._add_pieces(pieces, format_, number)

    def _label(self, properties: ParagraphProperties) -> ListLabel | None:
        """Count a paragraph in its list; return its label, None where it has none to show."""
        place = list_place(properties)
        return self.document.numbering.next_label(*place) if place else None

    def _add_pieces(self, pieces: Sequence[RawRun | RawBlock], format_: ParagraphFormat, number: int) -> None:
        """Add a paragraph's text and pictures to the blocks, in their order."""
        runs: list[RawRun] = []
        first = True

        def flush() -> None:
            nonlocal runs, first
            if any(run.text.strip() or run.note for run in runs):
                # Only the words before a picture are what the paragraph is; those behind may be its caption.
                role = (format_.role, format_.level, number) if first else (Role.TEXT, 0, 0)
                self._add(RawParagraph(runs, *role, format_.alignment, format_.indented))
                first = False
            runs = []

        for piece in pieces:
            if isinstance(piece, RawRun):
                runs.append(piece)
            else:
                flush()
                self._out.append(piece)
        flush()


def _goes_on(properties: Element) -> bool:
    """Return whether a paragraph is one with the next: its end was deleted, or it is the large letter that begins it."""
    is_initial = (word_attribute(properties.find(f"{W}framePr"), "dropCap") or "none") in ("drop", "margin")
    return is_initial or properties.find(f"{W}rPr/{W}del") is not None


def _runs(pieces: Sequence[RawRun | RawBlock]) -> list[RawRun]:
    return [piece for piece in pieces if isinstance(piece, RawRun)]


def _label_run(label: ListLabel, base: TextFormat) -> RawRun:
    """Return the label of a list item as text: lists on the web cannot show it."""
    return RawRun(f"{label.text or f'{label.number}.'} ", replace(base, font=label.font or ""))
