"""Files of LibreOffice: .docx as it writes them, and .odt, .doc and .rtf, which it turns into .docx."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import outside_tools
import pytest
import word_files as word
from importing_portals import BODY, LAST, MORE, body_of, messages_of, page, planned
from PIL import Image

from plugins.editors.importing.refusal import ImportRefused
from plugins.editors.importing.word import libreoffice

# A document as LibreOffice itself would have it, with its own names of styles.
FODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls><style:font-face style:name=".VnTime" svg:font-family="'.VnTime'"/></office:font-face-decls>
<office:styles><style:style style:name="Title" style:display-name="Title" style:family="paragraph"/>
<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph" style:default-outline-level="1"/></office:styles>
<office:automatic-styles>
<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="V" style:family="text"><style:text-properties style:font-name=".VnTime"/></style:style>
<style:style style:name="R" style:family="paragraph"><style:paragraph-properties fo:text-align="end"/></style:style>
<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
<text:list-level-style-bullet text:level="2" text:bullet-char="•"/></text:list-style>
</office:automatic-styles>
<office:body><office:text>
<text:p text:style-name="Title">Xuân Lai gặt sớm tránh bão</text:p>
<text:p>Ngay từ sáng, <text:span text:style-name="B">hai mươi máy gặt</text:span> xuống đồng<text:note text:id="f1" text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>Số liệu của thôn.</text:p></text:note-body></text:note>, xem <text:a xlink:type="simple" xlink:href="https://vi-du.vn/x">trang này</text:a>.</text:p>
<text:h text:style-name="Heading_20_1" text:outline-level="1">Việc còn lại</text:h>
<text:list text:style-name="L"><text:list-item><text:p>Phơi thóc</text:p><text:list><text:list-item><text:p>trên sân kho</text:p></text:list-item></text:list></text:list-item><text:list-item><text:p>Cân thóc</text:p></text:list-item></text:list>
<table:table table:name="T"><table:table-column table:number-columns-repeated="3"/>
<table:table-header-rows><table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>Xã</text:p></table:table-cell><table:table-cell table:number-columns-spanned="2"><text:p>Số hộ</text:p></table:table-cell><table:covered-table-cell/></table:table-row>
<table:table-row><table:covered-table-cell/><table:table-cell><text:p>2022</text:p></table:table-cell><table:table-cell><text:p>2023</text:p></table:table-cell></table:table-row></table:table-header-rows>
<table:table-row><table:table-cell><text:p>Xuân Lai</text:p></table:table-cell><table:table-cell><text:p>1.204</text:p></table:table-cell><table:table-cell><text:p>1.310</text:p></table:table-cell></table:table-row></table:table>
<text:p><text:span text:style-name="V">Bµ con th«n §oµi gãp c«ng söa ®&#xAD;êng.</text:span></text:p>
<text:p text:style-name="R">Lê Hải</text:p>
</office:text></office:body></office:document>
"""


def converted(folder: Path, data: bytes, ending: str, to: str) -> bytes:
    """Return a document in another form, as LibreOffice writes it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"vao{ending}").write_bytes(data)
    profile = (folder / "ho-so").as_uri()
    subprocess.run(
        [
            outside_tools.office(),
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            to,
            "--outdir",
            folder / "ra",
            folder / f"vao{ending}",
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return (folder / "ra" / f"vao.{to.partition(':')[0]}").read_bytes()


def test_a_docx_of_libreoffice_keeps_everything(tmp_path: Path) -> None:
    """Styles, bold, notes, links, nested lists, merged heads, old fonts, byline."""
    data = converted(tmp_path / "lo", FODT.encode(), ".fodt", "docx")
    plan = planned(tmp_path, data)
    imported = plan.article.imported
    assert (imported.title, imported.byline) == ("Xuân Lai gặt sớm tránh bão", "Lê Hải")
    text = body_of(plan.text)
    assert "Ngay từ sáng, **hai mươi máy gặt** xuống đồng[^1], xem [trang này](https://vi-du.vn/x)." in text
    assert "[^1]: Số liệu của thôn." in text
    assert "## Việc còn lại" in text
    assert "1. Phơi thóc\n    - trên sân kho\n2. Cân thóc" in text
    assert "Bà con thôn Đoài góp công sửa đường." in text
    shown = page(plan.text)
    heads = shown.find_all("th")
    assert (heads[0]["rowspan"], heads[1]["colspan"]) == ("2", "2")
    assert [cell.get_text() for cell in shown.find_all("td")] == ["Xuân Lai", "1.204", "1.310"]


@pytest.mark.parametrize(("ending", "to"), [(".odt", "odt"), (".doc", "doc:MS Word 97"), (".rtf", "rtf")])
def test_files_of_other_word_processors_are_imported(tmp_path: Path, ending: str, to: str) -> None:
    """By what they are, whatever their names say."""
    data = converted(tmp_path / "lo", FODT.encode(), ".fodt", to)
    plan = planned(tmp_path, data, f"bài{ending}")
    text = body_of(plan.text)
    assert plan.article.imported.title == "Xuân Lai gặt sớm tránh bão"
    assert "**hai mươi máy gặt**" in text
    assert "1. Phơi thóc" in text
    assert "Bà con thôn Đoài góp công sửa đường." in text
    assert page(plan.text).find("th") is not None


def test_a_file_of_word_that_libreoffice_saved_again_is_the_same_article(tmp_path: Path) -> None:
    """Photos with captions, a table, headings by look: through both programs."""
    document = word.new()
    document.add_paragraph("Xuân Lai gặt sớm tránh bão", style="Title")
    document.add_paragraph(BODY)
    for colour in ("green", "blue"):
        word.picture(document, word.photo(colour), "Máy gặt chạy trên đồng")
        word.line(document, f"(Ảnh {colour})", "center", italic=True)
        document.add_paragraph(MORE)
    word.picture(document, word.sideways())
    word.line(document, "(Ảnh đứng)", "center", italic=True)
    word.table(document, [("Năm", "Số cây"), ("2022", "4.100"), ("2023", "5.300")])
    document.add_paragraph(LAST)
    data = word.saved(document)
    ours = planned(tmp_path / "a", data)
    theirs = planned(
        tmp_path / "b",
        converted(tmp_path / "lo", converted(tmp_path / "o", data, ".docx", "odt"), ".odt", "docx"),
    )
    assert body_of(theirs.text).replace(".png", ".jpg") == body_of(ours.text)
    sizes = [[Image.open(io.BytesIO(one)).size for one in plan.files.values()] for plan in (ours, theirs)]
    assert sizes[0] == [(400, 300), (400, 300), (300, 400)]
    assert sizes[0] == sizes[1]


def test_without_libreoffice_the_editor_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """In one sentence."""
    monkeypatch.setattr(libreoffice, "find_libreoffice", lambda: "")
    with pytest.raises(ImportRefused, match=r"“bài.doc” là tệp .doc.*Lưu thành.*\.docx"):
        libreoffice.convert_to_docx(b"\xd0\xcf\x11\xe0", ".doc", "bài.doc")


def test_a_file_that_libreoffice_cannot_open_is_told(tmp_path: Path) -> None:
    """A .doc of nothing but its first bytes becomes a message or an article without words, never a fault."""
    outside_tools.office()
    messages = ""
    try:
        messages = messages_of(
            planned(tmp_path, b"\xd0\xcf\x11\xe0" + b"\0" * 2000, "hỏng.doc").article.imported
        )
    except ImportRefused as fault:
        messages = str(fault)
    assert messages
