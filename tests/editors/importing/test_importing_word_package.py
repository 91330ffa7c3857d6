"""A word in whatever part of a Word file's package is in the draft, or told; a file with words anywhere is no empty one."""

from __future__ import annotations

import base64
import io
import re
import zipfile
from collections.abc import Mapping

import pytest
import word_files as word
from hypothesis import given, settings
from hypothesis import strategies as st
from importing_portals import BODY, REGISTRIES

from plugins.editors.importing.article_file import article_file
from plugins.editors.importing.detect import import_article
from plugins.editors.importing.import_source import ImportSource
from plugins.editors.importing.imported_article import ImportedArticle, IssueKind, Photo, text_of_blocks
from plugins.editors.importing.refusal import ImportRefused

A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
C = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
DGM = 'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
WP = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
V = 'xmlns:v="urn:schemas-microsoft-com:vml"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PARAGRAPH = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"


def archive(parts: Mapping[str, str]) -> bytes:
    """Return an archive of parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def wordprocessing(root: str, inner: str) -> str:
    """Return a part in Word's own names."""
    return f"<w:{root} {word.W}>{inner}</w:{root}>"


# Every part that Word, its rivals or its add-ins put words into: what it is, the kind of its relation ("" for a part
# that nothing refers to), and how it holds the words {}.
PARTS: dict[str, tuple[str, str, str]] = {
    "header": ("word/header7.xml", "header", wordprocessing("hdr", PARAGRAPH)),
    "strangely named header": ("word/dau.xml", "header", wordprocessing("hdr", PARAGRAPH)),
    "orphaned footer": ("word/footer9.xml", "", wordprocessing("ftr", PARAGRAPH)),
    "watermark": (
        "word/header8.xml",
        "header",
        wordprocessing(
            "hdr",
            f'<w:p><w:r><w:pict><v:shape {V}><v:textpath string="{{}}"/></v:shape></w:pict></w:r></w:p>',
        ),
    ),
    "comment": (
        "word/comments.xml",
        "comments",
        wordprocessing("comments", f'<w:comment w:id="5">{PARAGRAPH}</w:comment>'),
    ),
    "footnote": (
        "word/footnotes.xml",
        "footnotes",
        wordprocessing("footnotes", f'<w:footnote w:id="5">{PARAGRAPH}</w:footnote>'),
    ),
    "glossary": ("word/glossary/document.xml", "glossaryDocument", wordprocessing("x", PARAGRAPH)),
    "chart title": (
        "word/charts/chart1.xml",
        "",
        f"<c:x {C} {A}><a:p><a:r><a:t>{{}}</a:t></a:r></a:p></c:x>",
    ),
    "chart label": (
        "word/charts/chart2.xml",
        "",
        f"<c:x {C}><c:strCache><c:pt><c:v>{{}}</c:v></c:pt></c:strCache></c:x>",
    ),
    "chart series": ("word/charts/chart4.xml", "", f"<c:x {C}><c:tx><c:v>{{}}</c:v></c:tx></c:x>"),
    "mixed data": ("customXml/item4.xml", "", '<so xmlns="urn:cua-xa">a <b/>{}</so>'),
    "chart of levels": (
        "word/charts/chart3.xml",
        "",
        f"<c:x {C}><c:multiLvlStrCache><c:lvl><c:pt><c:v>{{}}</c:v></c:pt></c:lvl></c:multiLvlStrCache></c:x>",
    ),
    "drawing on a chart": (
        "word/drawings/drawing1.xml",
        "",
        f"<c:userShapes {C} {A}><a:p><a:r><a:t>{{}}</a:t></a:r></a:p></c:userShapes>",
    ),
    "diagram": (
        "word/diagrams/data9.xml",
        "",
        f"<dgm:dataModel {DGM} {A}><dgm:t><a:p><a:r><a:t>{{}}</a:t></a:r></a:p></dgm:t></dgm:dataModel>",
    ),
    "bound data": ("customXml/item3.xml", "", '<so xmlns="urn:cua-xa"><ten>{}</ten></so>'),
    "property": (
        "docProps/custom.xml",
        "",
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties">'
        '<property name="Ghi chú"><x>{}</x></property></Properties>',
    ),
    "button": (
        "word/activeX/activeX1.xml",
        "",
        '<ax:ocx xmlns:ax="http://schemas.microsoft.com/office/2006/activeX">'
        '<ax:ocxPr ax:name="Caption" ax:value="{}"/></ax:ocx>',
    ),
    "part of tomorrow": ("word/tuonglai.xml", "", "<x xmlns='urn:x'><y>{}</y></x>"),
}
# What stands in the text of the file itself, but in no run.
IN_TEXT = {
    "description of a shape": f'<w:drawing><wp:inline {WP}><wp:docPr id="9" name="x" descr="{{}}"/></wp:inline></w:drawing>',
    "title of a shape": f'<w:drawing><wp:inline {WP}><wp:docPr id="9" name="x" title="{{}}"/></wp:inline></w:drawing>',
    "older shape": f'<w:pict><v:rect {V} alt="{{}}"/></w:pict>',
    "choice of an old form": '<w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
    '<w:listEntry w:val="Chọn"/><w:listEntry w:val="{}"/></w:ddList></w:ffData></w:fldChar>',
}
EMBEDDED = {
    "sheet": ("xlsx", {"xl/sharedStrings.xml": f"<sst {S}><si><t>{{}}</t></si></sst>"}),
    "inline": ("xlsx", {"xl/worksheets/sheet1.xml": f"<x {S}><c><is><t>{{}}</t></is></c></x>"}),
    "text": ("docx", {"word/document.xml": wordprocessing("document", PARAGRAPH)}),
    "slide": (
        "pptx",
        {
            "ppt/slides/slide1.xml": "<p:sld xmlns:p='http://schemas.openxmlformats.org/presentationml/2006/main'"
            f" {A}><a:p><a:r><a:t>{{}}</a:t></a:r></a:p></p:sld>"
        },
    ),
}
EVERYWHERE = sorted([*PARTS, *IN_TEXT, *EMBEDDED])


def file_with(places: Mapping[str, str], body: str = BODY, main: str = "") -> bytes:
    """Return a Word file that says something at each of these places; ``main`` is added to its body as XML."""
    document = word.new()
    paragraph = document.add_paragraph(body)
    for place, words in places.items():
        if place in IN_TEXT:
            inner = IN_TEXT[place].format(words)
            word.xml(paragraph, f"<w:r {word.W}>{inner}</w:r>")
            if "fldChar" in inner:
                word.xml(paragraph, f'<w:r {word.W}><w:fldChar w:fldCharType="end"/></w:r>')
    if main:
        document.element.body.insert(0, word.parse_xml(main))
    out, relations = io.BytesIO(), ""
    with zipfile.ZipFile(io.BytesIO(word.saved(document))) as old, zipfile.ZipFile(out, "w") as new:
        for place, words in places.items():
            if place in PARTS:
                name, kind, content = PARTS[place]
                new.writestr(name, content.format(words))
                if kind:
                    relations += (
                        f'<Relationship Id="r{len(relations)}" Type="{RELATION}/{kind}" Target="/{name}"/>'
                    )
            elif place in EMBEDDED:
                extension, parts = EMBEDDED[place]
                inner_parts = {name: content.format(words) for name, content in parts.items()}
                new.writestr(f"word/embeddings/{place}.{extension}", archive(inner_parts))
        for one in old.infolist():
            content = old.read(one)
            if one.filename == "word/_rels/document.xml.rels":
                content = content.replace(b"</Relationships>", f"{relations}</Relationships>".encode())
            new.writestr(one, content)
    return out.getvalue()


def imported(data: bytes) -> ImportedArticle:
    """Return the article that a Word file becomes."""
    return import_article(ImportSource("bai.docx", data), REGISTRIES)


def said(article: ImportedArticle) -> str:
    """Return the whole file of an article, what it tells at its head included."""
    return article_file(article, dict.fromkeys(article.pictures, "a.jpg")).text


@settings(max_examples=25)
@given(st.lists(st.sampled_from(EVERYWHERE), min_size=1, max_size=6, unique=True), st.booleans())
def test_a_word_in_any_part_is_in_the_draft_or_told(places: list[str], has_text: bool) -> None:
    """Whether the file has a text of its own or not."""
    words = {place: f"mốc{number}x mưa to" for number, place in enumerate(places)}
    try:
        text = said(imported(file_with(words, BODY if has_text else "")))
    except ImportRefused as refusal:
        text = str(refusal)
    assert set(re.findall(r"mốc\d+x", text)) == {f"mốc{number}x" for number in range(len(places))}


@pytest.mark.parametrize("place", EVERYWHERE)
def test_every_place_is_looked_at(place: str) -> None:
    """One by one, so that no other place's message can hide a loss."""
    assert "Xuân Lai gặt sớm" in said(imported(file_with({place: "Xuân Lai gặt sớm"})))


@pytest.mark.parametrize("place", ["header", "comment", "chart title", "diagram", "sheet", "older shape"])
def test_a_file_with_words_elsewhere_is_no_empty_one(place: str) -> None:
    """Words that were written to be read become the body, and the note says where they come from."""
    found = imported(file_with({place: "Xuân Lai gặt sớm"}, ""))
    assert "Xuân Lai gặt sớm" in text_of_blocks(found.body)
    assert any("thân tệp Word trống" in one.message for one in found.issues)


def test_a_page_number_alone_is_no_text() -> None:
    """Nor are what programs note for themselves."""
    with pytest.raises(ImportRefused, match="không có chữ hay ảnh"):
        imported(file_with({"header": "1"}, ""))


def test_a_sound_file_is_told_nothing_about_other_parts() -> None:
    """The words of a chart's table are those of its labels; ids, days and versions are no words."""
    quiet = {
        "chart label": "gặt lúa",
        "sheet": "gặt lúa",
        "bound data": "6255ca28-840e-4087",
        "property": "2052-11.8.2.11542",
    }
    assert not [one for one in imported(file_with(quiet)).issues if "có chữ không vào bài" in one.message]


def test_a_page_inside_a_file_is_read_as_a_page() -> None:
    """Programs that make Word files of web pages leave the conversion to Word; its picture comes along."""
    picture = "data:image/png;base64," + base64.b64encode(word.photo(kind="PNG")).decode()
    page = (
        f"<html><body><p>Bà con <b>Xuân Lai</b> gặt sớm</p><img src='{picture}' alt='Cấy lúa'></body></html>"
    )
    data = file_with({}, "", f'<w:altChunk {word.W} {R} r:id="r77"/>')
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for one in old.infolist():
            relation = (
                f'<Relationship Id="r77" Type="{RELATION}/aFChunk" Target="trang.html"/></Relationships>'
            )
            content = old.read(one)
            if one.filename.endswith("document.xml.rels"):
                content = content.replace(b"</Relationships>", relation.encode())
            new.writestr(one, content)
        new.writestr("word/trang.html", page)
    found = imported(out.getvalue())
    assert "Bà con **Xuân Lai** gặt sớm" in said(found)
    assert [block.alt for block in found.body if isinstance(block, Photo)] == ["Cấy lúa"]
    assert all(issue.kind is not IssueKind.FAILED for issue in found.issues)


def test_a_picture_whose_name_says_nothing_is_known_by_its_bytes() -> None:
    """Word calls what is pasted into it image1.tmp."""
    document = word.new()
    document.add_paragraph(BODY)
    word.picture(document, word.photo(kind="PNG"))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word.saved(document))) as old, zipfile.ZipFile(out, "w") as new:
        for one in old.infolist():
            content = old.read(one).replace(b"media/image1.png", b"media/image1.tmp")
            new.writestr(one.filename.replace("image1.png", "image1.tmp"), content)
    found = imported(out.getvalue())
    assert [one.name for one in found.pictures.values()] == ["image1.png"]
    assert sum(isinstance(block, Photo) for block in found.body) == 1


def test_parts_that_nest_without_end_or_are_too_large_end_no_import() -> None:
    """The words of the one are found all the same, the other is named."""
    deep = f"<c:x {C} {A}>{'<c:y>' * 3_000}<a:t>Xuân Lai gặt sớm</a:t>{'</c:y>' * 3_000}</c:x>"
    name = "word/charts/chart1.xml"
    assert "Xuân Lai gặt sớm" in said(imported(with_part(file_with({}), name, deep)))
    large = "<x xmlns='urn:x'>" + "".join(f"<y>từ{number}</y>" for number in range(1_600_000)) + "</x>"
    assert "phần quá lớn, không đọc có chữ không vào bài: “rong.xml”" in said(
        imported(with_part(file_with({}), "word/rong.xml", large))
    )


def with_part(data: bytes, name: str, content: str) -> bytes:
    """Return a Word file with one more part."""
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as file:
        file.writestr(name, content)
    return out.getvalue()
