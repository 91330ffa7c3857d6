"""Structures of Word files that readers pass over: each is read, or told."""

from __future__ import annotations

import io
import zipfile

import pytest
import word_files as word
from hypothesis import given, settings
from hypothesis import strategies as st
from importing_portals import REGISTRIES

from plugins.editors.importing.article_file import article_file
from plugins.editors.importing.detect import import_article
from plugins.editors.importing.import_source import ImportSource
from plugins.editors.importing.imported_article import ImportedArticle, IssueKind, Photo, text_of_blocks
from plugins.editors.importing.refusal import ImportRefused
from plugins.editors.importing.word.file_kinds import as_docx, is_word_processor_file
from plugins.editors.spans.legacy_fonts import FontRun, fonts_to_unicode
from plugins.vietnamese.encodings import from_tcvn3

V = 'xmlns:v="urn:schemas-microsoft-com:vml"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
TITLE = "Xuân Lai gặt sớm tránh bão"
BODY = "Ngay từ sáng sớm, bà con xã Xuân Lai đã xuống đồng gặt lúa để tránh bão số ba."


def article(data: bytes, name: str = "bai.docx") -> ImportedArticle:
    """Return the article that a file becomes."""
    return import_article(ImportSource(name, data), REGISTRIES)


def body_with(*pieces: str) -> ImportedArticle:
    """Return the article of a file with a title, a text, and a paragraph that holds pieces of Word's XML."""
    document = word.new()
    word.line(document, TITLE, "center", bold=True)
    document.add_paragraph(BODY)
    word.xml(document.add_paragraph("Xã họp: "), *pieces)
    document.add_paragraph("Phát biểu kết luận, đồng chí Chủ tịch đề nghị các thôn rà soát lại.")
    return article(word.saved(document))


def test_a_file_of_pictures_becomes_an_article_of_pictures_and_an_empty_one_is_refused() -> None:
    """No text run at all is no fault of the tool."""
    document = word.new()
    word.picture(document, word.photo())
    found = article(word.saved(document))
    assert [type(block) for block in found.body] == [Photo]
    with pytest.raises(ImportRefused, match="không có chữ hay ảnh"):
        article(word.saved(word.new()))


def test_a_field_that_never_ends_hides_nothing() -> None:
    """Its instruction is none of the text; what follows is."""
    found = body_with(
        f'<w:r {word.W}><w:fldChar w:fldCharType="begin"/></w:r>',
        f"<w:r {word.W}><w:instrText> DATE </w:instrText></w:r>",
    )
    text = text_of_blocks(found.body)
    assert "đồng chí Chủ tịch" in text
    assert "DATE" not in text


def test_a_drop_cap_is_the_first_letter_of_its_word() -> None:
    """The large letter is a paragraph of its own to the file."""
    document = word.new()
    word.line(document, TITLE, "center", bold=True)
    initial = document.add_paragraph("T")
    initial._element.get_or_add_pPr().append(
        word.parse_xml(f'<w:framePr {word.W} w:dropCap="drop" w:lines="3"/>')
    )
    document.add_paragraph("rước tin bão, xã huy động hai mươi máy gặt xuống đồng.")
    assert "Trước tin bão" in text_of_blocks(article(word.saved(document)).body)


@pytest.mark.parametrize(
    "inner",
    [
        '<v:rect {}><v:imagedata r:id="{}"/></v:rect>',
        '<v:oval {}><v:fill r:id="{}" type="frame"/></v:oval>',
        '<v:group {}><v:roundrect><v:imagedata r:id="{}"/></v:roundrect></v:group>',
    ],
)
def test_a_picture_in_any_shape_is_one(inner: str) -> None:
    """Rectangles, fills of shapes, groups."""
    document = word.new()
    word.line(document, TITLE, "center", bold=True)
    part, _ = document.part.get_or_add_image(io.BytesIO(word.photo()))
    paragraph = document.add_paragraph(BODY)
    word.xml(paragraph, f"<w:r {word.W}><w:pict>{inner.format(f'{V} {R}', part)}</w:pict></w:r>")
    assert any(isinstance(block, Photo) for block in article(word.saved(document)).body)


def test_a_picture_in_a_text_box_comes_once() -> None:
    """It is of the box, not also of the drawing around it."""
    document = word.new()
    word.line(document, TITLE, "center", bold=True)
    part, _ = document.part.get_or_add_image(io.BytesIO(word.photo()))
    inner = f'<w:p><w:r><w:pict><v:shape><v:imagedata r:id="{part}"/></v:shape></w:pict></w:r></w:p>'
    box = f"<v:shape {V} {R}><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape>"
    word.xml(document.add_paragraph(BODY), f"<w:r {word.W}><w:pict>{box}</w:pict></w:r>")
    found = article(word.saved(document))
    assert sum(isinstance(block, Photo) for block in found.body) == 1


def test_a_table_in_a_table_keeps_its_words_and_pictures() -> None:
    """Two levels deep; a table with bars could hold neither."""
    document = word.new()
    word.line(document, TITLE, "center", bold=True)
    document.add_paragraph(BODY)
    table = word.table(document, [["STT", "Nội dung"], ["1", "Phân đạm"]])
    inner = table.cell(1, 1).add_table(1, 2)
    inner.cell(0, 0).text = "Thuốc trừ sâu"
    deepest = inner.cell(0, 1).add_table(1, 1).cell(0, 0)
    deepest.text = "45.000"
    deepest.paragraphs[0].add_run().add_picture(io.BytesIO(word.photo()))
    document.add_paragraph(BODY)
    found = article(word.saved(document))
    text = article_file(found, dict.fromkeys(found.pictures, "anh.jpg")).text
    assert "Phân đạm" in text
    assert "Thuốc trừ sâu – 45.000" in text
    assert 'src="anh.jpg"' in text
    assert all(issue.kind is not IssueKind.LOST for issue in found.issues)


def test_a_diagram_is_told_with_its_words() -> None:
    """It cannot be drawn; what it says is not lost in silence."""
    data = io.BytesIO()
    document = word.new()
    document.add_paragraph(BODY)
    graphic = (
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData '
        'uri="http://schemas.openxmlformats.org/drawingml/2006/diagram"><dgm:relIds '
        'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
        f'{R} r:dm="rId77"/></a:graphicData></a:graphic>'
    )
    word.xml(document.add_paragraph("Sơ đồ: "), f"<w:r {word.W}><w:drawing>{graphic}</w:drawing></w:r>")
    with zipfile.ZipFile(io.BytesIO(word.saved(document))) as old, zipfile.ZipFile(data, "w") as new:
        for one in old.infolist():
            content = old.read(one)
            if one.filename == "word/_rels/document.xml.rels":
                relation = (
                    b'<Relationship Id="rId77" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
                    b'diagramData" Target="diagrams/data1.xml"/></Relationships>'
                )
                content = content.replace(b"</Relationships>", relation)
            new.writestr(one, content)
        new.writestr(
            "word/diagrams/data1.xml",
            '<x xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:t>Trưởng thôn Xuân Lai</a:t></x>',
        )
    found = article(data.getvalue())
    assert any(
        "sơ đồ SmartArt" in one.message and "Trưởng thôn Xuân Lai" in one.message for one in found.issues
    )
    assert all(issue.kind is not IssueKind.LOST for issue in found.issues)


@pytest.mark.parametrize("rule", ["─" * 30, "═══ ✻ ═══", "-----o0o-----", "* * *", "……………", "~~~~~"])
def test_a_rule_of_signs_is_no_title(rule: str) -> None:
    """Of whatever signs; figures are none."""
    document = word.new()
    word.line(document, rule, "center")
    word.line(document, TITLE, "center", bold=True)
    document.add_paragraph(BODY)
    document.add_paragraph("000")
    found = article(word.saved(document))
    assert found.title == TITLE
    assert "000" in text_of_blocks(found.body)


# Fonts of old code, by the evidence of the document.

SYLLABLES = st.sampled_from(
    [
        "có",
        "hóa",
        "tóm",
        "bón",
        "phân",
        "khó",
        "già",
        "lúa",
        "xã",
        "ba",
        "thôn",
        "mưa",
        "đồng",
        "Thọ",
        "Xuân",
        "Thanh",
        "Hóa",
        "tỉnh",
        "những",
    ]
)


@settings(max_examples=60)
@given(st.lists(st.lists(SYLLABLES, min_size=1, max_size=3).map(" ".join), min_size=1, max_size=8))
def test_unicode_in_a_font_of_old_code_stays(texts: list[str]) -> None:
    """However Word cut it into runs: one letter of today anywhere in the paragraph shows what it is."""
    runs = [FontRun(f"{text} ", ".VnTime") for text in [*texts, "huyện"]]
    assert "".join(fonts_to_unicode([runs])[0]) == "".join(run.text for run in runs)


def test_a_document_of_today_has_no_old_paragraph_of_one_word() -> None:
    """A cell that says “Hóa” is read as the rest of the font in the document is."""
    today = [FontRun("Những hộ ở huyện", ".VnTime")]
    old = [FontRun("Nh÷ng hé ë huyÖn", ".VnTime")]
    cell = [FontRun("Hóa", ".VnTime")]
    assert fonts_to_unicode([today, today, cell])[2] == ["Hóa"]
    assert fonts_to_unicode([old, old, [FontRun("cã", ".VnTime")]])[2] == [from_tcvn3("cã")]


# Files of other forms.


def test_a_word_file_in_one_xml_document_is_read() -> None:
    """Flat OPC: the parts beside each other in one document."""
    parts = []
    with zipfile.ZipFile(io.BytesIO(word.saved(word_file()))) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                content = archive.read(name).decode("utf-8").partition("?>")[2] or archive.read(name).decode(
                    "utf-8"
                )
                parts.append(f'<pkg:part pkg:name="/{name}"><pkg:xmlData>{content}</pkg:xmlData></pkg:part>')
    package = "http://schemas.microsoft.com/office/2006/xmlPackage"
    data = f'<?xml version="1.0"?><pkg:package xmlns:pkg="{package}">{"".join(parts)}</pkg:package>'.encode()
    assert is_word_processor_file(data)
    found = article(data, "bai.xml")
    assert found.title == TITLE
    assert BODY in text_of_blocks(found.body)


def word_file() -> word.WordDocument:
    """Return a small Word file."""
    document = word.new()
    word.line(document, TITLE, "center", bold=True)
    document.add_paragraph(BODY)
    return document


def test_an_open_document_is_known_in_any_order_and_with_a_password_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Programs that zip again put the parts in another order, compressed."""
    from plugins.editors.importing.word import libreoffice

    monkeypatch.setattr(libreoffice, "convert_to_docx", lambda data, extension, name: extension.encode())
    members = {
        "content.xml": b"<x/>",
        "META-INF/manifest.xml": b"application/vnd.oasis.opendocument.text",
        "mimetype": b"application/vnd.oasis.opendocument.text",
    }
    assert as_docx(archive_of(members), "a.odt") == b".odt"
    del members["mimetype"]
    assert as_docx(archive_of(members), "a.odt") == b".odt"
    members["META-INF/manifest.xml"] += b"<manifest:encryption-data/>"
    with pytest.raises(ImportRefused, match="mật khẩu"):
        as_docx(archive_of(members), "a.odt")
    with pytest.raises(ImportRefused, match="không phải tệp văn bản"):
        as_docx(archive_of({"xl/workbook.xml": b"<x/>"}), "a.docx")


def archive_of(members: dict[str, bytes]) -> bytes:
    """Return an archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_a_binary_file_with_a_password_is_refused_as_such() -> None:
    """Its text says so in its first bytes."""
    flags = (0x0100).to_bytes(2, "little")
    data = b"\xd0\xcf\x11\xe0".ljust(512, b"\0") + b"\xec\xa5\xc1\x00".ljust(10, b"\0") + flags + bytes(500)
    with pytest.raises(ImportRefused, match="mật khẩu"):
        as_docx(data, "a.doc")


def test_word_2003_names_nothing_outside_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """What LibreOffice opens has no address of a picture elsewhere, and no field that fetches."""
    from plugins.editors.importing.word import libreoffice

    monkeypatch.setattr(libreoffice, "convert_to_docx", lambda data, extension, name: data)
    names = f'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" {V}'
    data = (
        f'<?xml version="1.0" encoding="UTF-8"?><w:wordDocument {names}><w:body><v:imagedata src="file:///etc/x.png"/>'
        '<v:imagedata src="wordml://1.png"/><w:instrText>INCLUDETEXT "file:///etc/passwd"</w:instrText>'
        "</w:body></w:wordDocument>"
    )
    made = as_docx(data.encode(), "a.xml")
    assert b"file:///etc/x.png" not in made
    assert b"wordml://1.png" in made
    assert b"INCLUDETEXT" not in made
    with pytest.raises(ImportRefused):
        as_docx(
            data.replace("<w:wordDocument", '<!DOCTYPE a [<!ENTITY b "x">]><w:wordDocument', 1).encode(),
            "a.xml",
        )
