"""Files of LibreOffice: .docx as it writes them, and .odt, .doc and .rtf, which it turns into .docx."""

from __future__ import annotations

import io
import subprocess
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import outside_tools
import pytest
import word_files as word
from importing_portals import BODY, LAST, MORE, body_of, messages_of, page, planned
from PIL import Image

from plugins.editors.importing.import_results import ImportResults, print_results
from plugins.editors.importing.refusal import ImportRefused
from plugins.editors.importing.whole_portal.portal_report import PortalReport, report_page
from plugins.editors.importing.word import libreoffice
from plugins.editors.importing.word.linked_content import without_links
from plugins.files import sandbox

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
    libreoffice.write_profile(folder / "ho-so")
    subprocess.run(
        [
            outside_tools.office(),
            f"-env:UserInstallation={(folder / 'ho-so').as_uri()}",
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


# What a document may not load.

NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:x="http://www.w3.org/1999/xlink" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
)
FRAMED = (
    '<text:p><draw:frame svg:width="2cm" svg:height="2cm" text:anchor-type="as-char">'
    '<draw:{kind} x:href="{place}" x:type="simple" x:show="embed" x:actuate="onLoad"/></draw:frame></text:p>'
)
# By the endings of their files: what is to be loaded, and with what words.
LOADED = {
    ".odt": {
        "section": '<text:section text:name="{number}"><text:section-source x:href="{place}" x:type="simple"/><text:p>cũ</text:p></text:section>',
        "image": FRAMED.replace("{kind}", "image"),
        "object": FRAMED.replace("{kind}", "object"),
    },
    ".rtf": {
        "picture": r'{{\field{{\*\fldinst INCLUDEPICTURE "{place}" \\d}}{{\fldrslt }}}}',
        "text": r'{{\field{{\*\fldinst {{\b INCLUDETEXT}} "{place}"}}{{\fldrslt cu}}}}',
        "template": r"{{\*\template {place}}}",
    },
}


def open_document(body: str, more: str = "") -> bytes:
    """Return an OpenDocument text with this body, made by hand."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr(
            "META-INF/manifest.xml",
            '<?xml version="1.0"?><m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            '<m:file-entry m:full-path="/" m:media-type="application/vnd.oasis.opendocument.text"/>'
            '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>',
        )
        package.writestr(
            "content.xml",
            f'<?xml version="1.0"?><office:document-content {NAMES} office:version="1.2"><office:body><office:text>'
            f"<text:p>Xuân Lai gặt lúa</text:p>{body}</office:text></office:body></office:document-content>",
        )
    return written.getvalue()


def hostile(ending: str, places: Sequence[str]) -> bytes:
    """Return a document that wants to load places in every way, each as a text and as a picture."""
    body = "".join(
        words.format(
            number=f"{name}{number}", place=place + (".txt" if name in ("section", "text") else ".png")
        )
        for name, words in LOADED[ending].items()
        for number, place in enumerate(places)
    )
    return open_document(body) if ending == ".odt" else (r"{\rtf1 Xuan Lai gat lua. " + body + "}").encode()


class _Heard(BaseHTTPRequestHandler):
    """Notes whatever is asked for."""

    asked: list[str] = []  # noqa: RUF012 - one server for each test, cleared before it

    def do_GET(self) -> None:
        """Answer with a picture."""
        self.asked.append(self.path)
        data = word.photo()
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def __getattr__(self, name: str) -> Any:
        """Answer any other method alike."""
        if name.startswith("do_"):
            return self.do_GET
        raise AttributeError(name)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def listening() -> Iterator[str]:
    """Give the address of a server that nothing should ask."""
    _Heard.asked.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), _Heard) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.mark.parametrize("ending", LOADED)
@pytest.mark.parametrize("layer", ["all", "profile", "namespaces", "links"])
def test_a_document_loads_nothing_from_elsewhere(
    ending: str, layer: str, tmp_path: Path, listening: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither from the network nor from this machine; each layer holds by itself, but for files without namespaces."""
    outside_tools.office()
    if layer == "namespaces" and not sandbox.can_isolate():
        pytest.skip("this machine gives a process no namespaces of its own (unshare)")
    if layer in ("profile", "links"):
        monkeypatch.setattr(sandbox, "can_isolate", lambda: False)
    if layer in ("profile", "namespaces"):
        monkeypatch.setattr(libreoffice, "without_links", lambda data, extension: data)
    if layer in ("namespaces", "links"):
        monkeypatch.setattr(libreoffice, "_NOTHING_FROM_OUTSIDE", ())
    (tmp_path / "bi-mat.png").write_bytes(word.photo())
    (tmp_path / "bi-mat.txt").write_bytes(b"BIMATNOIBO")
    places = [f"{listening}/a", (tmp_path / "bi-mat").as_uri()][: 1 if layer == "profile" else 2]
    docx = libreoffice.convert_to_docx(hostile(ending, places), ending, f"a{ending}")
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        parts = {part: package.read(part) for part in package.namelist()}
    assert b"gat lua" in parts["word/document.xml"].replace("gặt lúa".encode(), b"gat lua")
    assert b"BIMATNOIBO" not in b"".join(parts.values())
    assert not [part for part in parts if part.startswith("word/media/")]
    assert _Heard.asked == []


def test_a_program_that_does_not_start_in_a_namespace_is_started_without(tmp_path: Path) -> None:
    """As one in a Snap: better without than not at all; the other layers hold."""
    program = tmp_path / "soffice"
    program.write_text('#!/bin/sh\n[ -d /mnt/viec ] && exit 1\necho "LibreOffice 7"\n', "utf-8")
    program.chmod(0o755)
    with sandbox.sandboxed(tmp_path, str(program)) as (inside, prefix):
        assert (inside, prefix) == (tmp_path, [])


def test_a_program_that_reads_files_of_others_without_a_sandbox_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Once, however many files it opened; nothing is told where it was confined, or nothing was opened."""
    results = ImportResults()
    print_results(results, tmp_path, None)
    assert "cách ly" not in capsys.readouterr().out
    monkeypatch.setattr(sandbox, "can_isolate", lambda: False)
    with sandbox.noting_unconfined() as results.unconfined:
        for program in ("/usr/bin/soffice", "/usr/bin/soffice", "/usr/bin/tesseract"):
            with sandbox.sandboxed(tmp_path, program):
                pass
    print_results(results, tmp_path, tmp_path / "bao-cao.txt")

    assert capsys.readouterr().out.count("không cách ly được LibreOffice và Tesseract") == 1
    assert "không cách ly được" in (tmp_path / "bao-cao.txt").read_text("utf-8")
    # The page that tells of a whole portal's import says it too.
    assert "không cách ly được" in report_page(PortalReport(("cu/",), reminders=results.reminders))
    assert "cách ly" not in report_page(PortalReport(("cu/",), reminders=ImportResults().reminders))


def test_what_libreoffice_started_ends_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command is a script that waits for the program itself: both are gone when its time is over."""
    program, beats = tmp_path / "soffice", tmp_path / "nhip"
    program.write_text(f"#!/bin/sh\n(while :; do echo x >> {beats}; sleep 0.05; done) & wait\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("SOFFICE", str(program))
    monkeypatch.setattr(sandbox, "can_isolate", lambda: False)
    monkeypatch.setattr(libreoffice, "_TIMEOUT", 1)
    with pytest.raises(ImportRefused, match="không mở được"):
        libreoffice.convert_to_docx(b"{\\rtf1 x}", ".rtf", "a.rtf")
    count = beats.stat().st_size
    time.sleep(0.3)

    assert count
    assert beats.stat().st_size == count


@pytest.mark.parametrize("place", ["/tmp", "/var/tmp", "/dev/shm"])
def test_what_lies_where_people_and_programs_leave_files_is_hidden(place: str, tmp_path: Path) -> None:
    """Also in memory: a program inside has a folder of this name, and nothing of ours in it."""
    if not sandbox.can_isolate() or not Path(place).is_dir():
        pytest.skip("this machine gives a process no namespaces of its own (unshare)")
    with tempfile.NamedTemporaryFile(dir=place) as ours, sandbox.sandboxed(tmp_path, "/bin/ls") as inside:
        command = [*inside[1], "ls", "-a", place]
        listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        assert (bool(inside[1]), listed.split()) == (True, [".", ".."]), ours.name


def test_a_hidden_field_of_rtf_finds_no_file_of_this_machine(tmp_path: Path) -> None:
    """Its name is written so that no search sees it; the program's own namespace has no such file."""
    outside_tools.office()
    if not sandbox.can_isolate():
        pytest.skip("this machine gives a process no namespaces of its own (unshare)")
    (tmp_path / "bi-mat.png").write_bytes(word.photo())
    field = r"{\field{\*\fldinst \'49NCLUDEPICTURE PLACE \\d}{\fldrslt }}"
    rtf = r"{\rtf1 xin chao " + field.replace("PLACE", f'"{(tmp_path / "bi-mat.png").as_uri()}"') + "}"
    docx = libreoffice.convert_to_docx(rtf.encode(), ".rtf", "a.rtf")
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        assert not [part for part in package.namelist() if part.startswith("word/media/")]


def test_what_a_document_holds_itself_stays() -> None:
    """Its own pictures and objects, and hyperlinks; words of the text that are also names of fields."""
    body = (
        '<text:p><draw:image x:href="Pictures/ảnh 1.png"/><draw:object x:href="./Object 1"/>'
        '<text:a x:href="https://vi-du.vn/?a&amp;b">x</text:a></text:p>'
    )
    data = open_document(body)
    with zipfile.ZipFile(io.BytesIO(without_links(data, ".odt"))) as package:
        assert body.encode() in package.read("content.xml")
    rtf = rb"{\rtf1 LINK, IMPORT va INCLUDE {\field{\*\fldinst HYPERLINK \"https://vi-du.vn\"}{\fldrslt x}}}"
    assert without_links(rtf, ".rtf") == rtf


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", open_document("")[:-30], b"x" * 100])
def test_a_broken_package_is_not_opened(data: bytes) -> None:
    """What cannot be searched is not handed over."""
    assert without_links(data, ".odt") == b""


def test_an_encoding_that_hides_links_is_not_opened() -> None:
    """Such as UTF-16, in which no search for bytes finds them."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        package.writestr(
            "content.xml", '<?xml version="1.0" encoding="utf-16"?><a x:href="http://b/"/>'.encode("utf-16")
        )
    assert without_links(written.getvalue(), ".odt") == b""
