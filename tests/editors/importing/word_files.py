"""Word files, made by python-docx as an editor's Word would leave them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from PIL import Image

W = nsdecls("w")


@cache
def _template() -> bytes:
    """
    Return an empty Word file with all styles but those of tables, which have ninety and of which ours wear one.

    With them, and with the same styles once more for an older Word, a file holds eight hundred kilobytes before its first word.
    """
    document = Document()
    for style in list(document.styles):
        if style.type is WD_STYLE_TYPE.TABLE and style.name not in ("Normal Table", "Table Grid"):
            style.element.getparent().remove(style.element)
    relations = document.part.rels
    for number in [key for key, one in relations.items() if one.reltype.endswith("/stylesWithEffects")]:
        del relations[number]
    return saved(document)


def new() -> WordDocument:
    """Return an empty Word file."""
    return Document(io.BytesIO(_template()))


def saved(document: WordDocument) -> bytes:
    """Return a Word file's bytes."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def photo(
    colour: str = "green", size: tuple[int, int] = (400, 300), kind: str = "JPEG", **more: Any
) -> bytes:
    """Return a picture: the left half of one colour, the right half white."""
    image = Image.new("RGB", size, "white")
    image.paste(Image.new("RGB", (size[0] // 2, size[1]), colour), (0, 0))
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def sideways(colour: str = "red") -> bytes:
    """Return a photo of a phone held upright: its pixels lie on their side, a note says how to turn them, another where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[2] = (19.0, 55.0, 0.0)
    return photo(colour, (400, 300), exif=exif)


def styled(
    run: Run, font: str = "", size: float = 0, bold: bool | None = None, italic: bool | None = None
) -> Run:
    """Set the look of a run."""
    if font:
        run.font.name = font
        run._element.rPr.rFonts.set(qn("w:hAnsi"), font)
    if size:
        run.font.size = Pt(size)
    run.bold, run.italic = bold, italic
    return run


def line(document: WordDocument, text: str, side: str = "", **look: Any) -> Paragraph:
    """Add a paragraph of one run; ``side`` is "center" or "right"."""
    paragraph = document.add_paragraph()
    styled(paragraph.add_run(text), **look)
    if side:
        paragraph.alignment = {"center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}[side]
    return paragraph


def picture(document: WordDocument, data: bytes, described: str = "", side: str = "center") -> Paragraph:
    """Add a paragraph that holds a picture."""
    paragraph = line(document, "", side)
    paragraph.add_run().add_picture(io.BytesIO(data), width=Cm(8))
    if described:
        for element in paragraph._element.iter():
            if element.tag.endswith("}docPr"):
                element.set("descr", described)
    return paragraph


def table(document: WordDocument, rows: Sequence[Sequence[str]], bold_head: bool = True) -> Any:
    """Add a table."""
    made = document.add_table(len(rows), len(rows[0]))
    made.style = "Table Grid"
    for row, texts in zip(made.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            run = cell.paragraphs[0].add_run(text)
            run.bold = bold_head and texts is rows[0]
    return made


def xml(paragraph: Paragraph, *pieces: str) -> None:
    """Add raw pieces of Word's XML to a paragraph."""
    for piece in pieces:
        paragraph._element.append(parse_xml(piece))


def field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """Add a field as Word writes it in five runs."""
    for inner in (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve">{instruction}</w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        f"<w:t>{shown}</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        xml(paragraph, f"<w:r {W}>{inner}</w:r>")


def numbered(document: WordDocument, levels: Sequence[tuple[str, str]]) -> str:
    """Add a list to a file, each level given by its form and its text; return the list's id."""
    part = document.part.numbering_part._element
    abstract = str(100 + len(part))
    inner = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (form, text) in enumerate(levels)
    )
    first = part.find(qn("w:num"))
    made = parse_xml(f'<w:abstractNum {W} w:abstractNumId="{abstract}">{inner}</w:abstractNum>')
    part.insert(list(part).index(first) if first is not None else len(part), made)
    part.append(parse_xml(f'<w:num {W} w:numId="{abstract}"><w:abstractNumId w:val="{abstract}"/></w:num>'))
    return abstract


def item(document: WordDocument, text: str, list_id: str, depth: int = 0, **look: Any) -> Paragraph:
    """Add an item of a list."""
    paragraph = line(document, text, **look)
    properties = paragraph._element.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {W}><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>')
    )
    return paragraph


def footnote_part(document: WordDocument, notes: Sequence[str], kind: str = "footnote") -> None:
    """Give a file footnotes; python-docx cannot, so the part is written by hand."""
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    inner = "".join(
        f'<w:{kind} w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:{kind}>'
        for number, text in enumerate(notes, 1)
    )
    whole = f'<?xml version="1.0" encoding="UTF-8"?><w:{kind}s {W}><w:{kind} w:type="separator" w:id="-1"><w:p/></w:{kind}>{inner}</w:{kind}s>'
    content_type = CONTENT_TYPE.WML_FOOTNOTES if kind == "footnote" else CONTENT_TYPE.WML_ENDNOTES
    relation = RELATIONSHIP_TYPE.FOOTNOTES if kind == "footnote" else RELATIONSHIP_TYPE.ENDNOTES
    part = Part(PackURI(f"/word/{kind}s.xml"), content_type, whole.encode(), document.part.package)
    document.part.relate_to(part, relation)


def note_call(paragraph: Paragraph, number: int, kind: str = "footnote") -> None:
    """Call a footnote at the end of a paragraph."""
    xml(paragraph, f'<w:r {W}><w:{kind}Reference w:id="{number}"/></w:r>')


def link(document: WordDocument, paragraph: Paragraph, text: str, address: str) -> None:
    """Add a hyperlink to a paragraph."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    relation = document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    element = OxmlElement("w:hyperlink")
    element.set(qn("r:id"), relation)
    run = OxmlElement("w:r")
    words = OxmlElement("w:t")
    words.text = text
    run.append(words)
    element.append(run)
    paragraph._element.append(element)
