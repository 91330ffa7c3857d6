"""From what an editor wrote to the file that was meant."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from plugins.media.fault import MediaFault
from plugins.media.library import FoundFile, Library
from plugins.media.resolve import (
    AnchorTarget,
    ArticleTarget,
    FileTarget,
    ListTarget,
    OwnTarget,
    PictureTarget,
    WebTarget,
    resolve_reference,
)
from plugins.problems.problem import Level
from plugins.prose.body import Reference, ReferenceKind

ARTICLE = "bai-viet/thu.md"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Return a small content folder, with a secret beside it."""
    folder = tmp_path / "content"
    for path in (
        ARTICLE,
        "bai-viet/Mương mới.jpg",
        "images/" + unicodedata.normalize("NFD", "tưới.png"),
        "anh/ruong (1).jpg",
        "tai-lieu/TB 7.pdf",
        "tin/Khac.md",
        "ma.py",
    ):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("x")
    (folder / "anh/trong.jpg").touch()
    (tmp_path / "publishconf.py").write_text("KHOA = 1")
    return folder


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("Mương mới.jpg", "bai-viet/Mương mới.jpg"),
        ("M%C6%B0%C6%A1ng%20m%E1%BB%9Bi.jpg", "bai-viet/Mương mới.jpg"),
        ("/bai-viet/Mương mới.jpg", "bai-viet/Mương mới.jpg"),
        ("..\\anh\\ruong (1).jpg", "anh/ruong (1).jpg"),
        ("ruong (1).jpg", "anh/ruong (1).jpg"),
        ("tai-lieu/TB\u00a07.pdf", "tai-lieu/TB 7.pdf"),
        ("images/tưới.png", "images/" + unicodedata.normalize("NFD", "tưới.png")),
    ],
)
def test_files_are_found_however_they_are_written(content: Path, target: str, path: str) -> None:
    """Spaces, escapes, backslashes and decomposed letters do not matter."""
    assert Library.scan(content).find(target, ARTICLE) == FoundFile(path)


def test_capitals_are_corrected_with_a_reminder(content: Path) -> None:
    """A name that works on Windows only is told of."""
    found = Library.scan(content).find("mương MỚI.JPG", f"content/{ARTICLE}")
    assert isinstance(found, FoundFile)
    assert found.path == "bai-viet/Mương mới.jpg"
    assert "hoa/thường" in found.reminder


@pytest.mark.parametrize(
    ("target", "code", "words"),
    [
        ("../../publishconf.py", "duong-dan-ra-ngoai", "ngoài"),
        ("../../../../../etc/passwd", "duong-dan-ra-ngoai", "ngoài"),
        ("%2e%2e/%2e%2e/publishconf.py", "duong-dan-ra-ngoai", "ngoài"),
        ("/../publishconf.py", "duong-dan-ra-ngoai", "ngoài"),
        ("file:///D:/Anh/a.jpg", "tep-tren-may", "máy"),
        ("C:\\Anh\\a.jpg", "tep-tren-may", "máy"),
        ("data:image/png;base64,AAAA", "anh-dan-truc-tiep", "dán"),
        ("anh/trong.jpg", "tep-rong", "rỗng"),
        ("Muong mơi.jpg", "khong-tim-thay", "Mương mới.jpg"),
        ("xyz.jpg", "khong-tim-thay", "chép tệp ấy vào cạnh bài"),
    ],
)
def test_what_cannot_be_used_is_explained(content: Path, target: str, code: str, words: str) -> None:
    """Each fault has its code and says what to do."""
    found = Library.scan(content).find(target, ARTICLE)
    assert isinstance(found, MediaFault)
    assert found.code == code
    assert words in found.message


def test_links_out_of_content_and_broken_ones_are_errors(content: Path, tmp_path: Path) -> None:
    """A link is followed only when it stays inside."""
    (content / "ngoai").symlink_to(tmp_path)
    (content / "anh/mat.jpg").symlink_to("khong-co.jpg")
    (content / "anh/hai.jpg").symlink_to("../images")
    library = Library.scan(content)
    assert [(p.path, p.code, p.level) for p in library.problems] == [
        ("content/anh/mat.jpg", "lien-ket-hong", Level.ERROR),
        ("content/ngoai", "lien-ket-ra-ngoai", Level.ERROR),
    ]
    assert isinstance(library.find("ngoai/publishconf.py", ARTICLE), MediaFault)
    found = library.find("anh/mat.jpg", ARTICLE)
    assert isinstance(found, MediaFault)
    assert found.code == "lien-ket-hong"


def test_what_became_a_link_after_the_scan_is_followed_only_inside(content: Path, tmp_path: Path) -> None:
    """A file that is a link, and a file of which a folder is one, are judged by where they lie in truth."""
    (content / "anh/a.jpg").write_bytes(b"x")
    (content / "anh/b.jpg").write_bytes(b"x")
    (content / "kho").mkdir()
    (content / "kho/c.jpg").write_bytes(b"x")
    library = Library.scan(content)
    outside = tmp_path / "ngoai"
    outside.mkdir()
    for name in ("a.jpg", "c.jpg"):
        (outside / name).write_bytes(b"x")
    (content / "anh/a.jpg").unlink()
    (content / "anh/a.jpg").symlink_to(outside / "a.jpg")
    (content / "anh/b.jpg").unlink()
    (content / "anh/b.jpg").symlink_to(content / "kho/c.jpg")
    assert library.find("anh/b.jpg", ARTICLE) == FoundFile("anh/b.jpg")
    (content / "kho").rename(tmp_path / "cho-khac")
    (content / "kho").symlink_to(outside)
    for target in ("anh/a.jpg", "kho/c.jpg"):
        found = library.find(target, ARTICLE)
        assert isinstance(found, MediaFault)
        assert found.code == "duong-dan-ra-ngoai", target


def test_the_folder_is_looked_through_for_trouble(content: Path) -> None:
    """Names, kinds and names alike that make trouble have a problem; noise has none."""
    (content / "y.md").mkdir()
    for name in (
        "a\nb?.md",
        "bai.html",
        "bai.rst",
        "google7f.html",
        "~$bai.docx",
        "bai.md~",
        "to.docx",
        "tin/khac.md",
    ):
        (content / name).write_text("x")
    (content / "google7f.html").write_text("google-site-verification: google7f.html")
    library = Library.scan(content)
    assert sorted(p.code for p in library.problems) == [
        "khong-phai-md",
        "khong-phai-md",
        "ten-tep-la",
        "ten-trung-hoa-thuong",
        "thu-muc-ten-md",
    ]
    assert library.verifications == ("google7f.html",)
    assert [p.path for p in library.unused_documents(())] == ["content/to.docx"]
    assert not list(library.unused_documents({"to.docx"}))


@pytest.mark.parametrize("mark", ["\u200e", "\u200b", "\u00ad", "\u2067", "\ufeff"])
def test_a_name_with_a_mark_that_nobody_sees_is_told_and_found(content: Path, mark: str) -> None:
    """What articles say of it has no such mark; the name to give it is told."""
    (content / f"họp{mark} dân.jpg").write_bytes(b"x")
    library = Library.scan(content)

    assert [
        (one.code, f"U+{ord(mark):04X}; đổi tên tệp thành “họp dân.jpg”" in one.message)
        for one in library.problems
    ] == [("ten-tep-la", True)]
    for written in (f"họp{mark} dân.jpg", "họp dân.jpg", "h%E1%BB%8Dp%20d%C3%A2n.jpg"):
        assert library.find(written, ARTICLE) == FoundFile(f"họp{mark} dân.jpg"), written
    (content / "họp dân.jpg").write_bytes(b"y")
    library = Library.scan(content)
    assert library.find("họp dân.jpg", ARTICLE) == FoundFile("họp dân.jpg")
    assert [
        "chỉ khác ở ký tự ẩn" in one.message for one in library.problems if one.code == "ten-trung-hoa-thuong"
    ] == [True]


LINE = b"google-site-verification: google7f.html"


@pytest.mark.parametrize("text", [LINE, LINE + b"\n", b"\xef\xbb\xbf" + LINE + b"\r\n"])
def test_a_search_engines_file_is_its_one_line(content: Path, text: bytes) -> None:
    """However an editor's program ends the line."""
    (content / "google7f.html").write_bytes(text)
    library = Library.scan(content)
    assert (library.verifications, library.problems) == (("google7f.html",), ())


FOREIGN = (
    b"",
    b"x",
    b"<!DOCTYPE html><script src=//la.example/x.js></script>",
    LINE + b"\n<script>1</script>",
    LINE + b" " * 5000 + b"<script>1</script>",
    b"<script>1</script>" + LINE,
    LINE.replace(b"7f", b"8f"),
    LINE.upper(),
    LINE * 2,
    LINE.decode().encode("utf-16"),
)


@pytest.mark.parametrize("text", FOREIGN)
def test_any_other_page_under_a_search_engines_name_is_an_error_of_that_file(
    content: Path, text: bytes
) -> None:
    """A name opens no way around the checks of what is published."""
    (content / "google7f.html").write_bytes(text)
    library = Library.scan(content)
    assert library.verifications == ()
    assert [(one.path, one.code, one.level) for one in library.problems] == [
        ("content/google7f.html", "xac-minh-la", Level.ERROR)
    ]


@pytest.mark.parametrize(
    ("kind", "target", "expected"),
    [
        (ReferenceKind.PICTURE, "{static}\\anh\\ruong (1).jpg", PictureTarget("anh/ruong (1).jpg")),
        (ReferenceKind.ADDRESS, "{filename}/tin/Khac.md#muc", ArticleTarget("tin/Khac.md", "muc")),
        (ReferenceKind.ADDRESS, "|filename|../tin/Khac.md", ArticleTarget("tin/Khac.md")),
        (ReferenceKind.ADDRESS, "TB 7.pdf", FileTarget("tai-lieu/TB 7.pdf")),
        (ReferenceKind.ADDRESS, "{category}Tin trong huyện", ListTarget("category", "Tin trong huyện")),
        (ReferenceKind.ADDRESS, "{index}", ListTarget("index")),
        (ReferenceKind.ADDRESS, "https://vd.vn", WebTarget("https://vd.vn")),
        (ReferenceKind.ADDRESS, "#muc", AnchorTarget("muc")),
    ],
)
def test_references_are_resolved(content: Path, kind: ReferenceKind, target: str, expected: object) -> None:
    """A reference is told apart by what it names."""
    assert resolve_reference(Reference(kind, target, 1), ARTICLE, Library.scan(content)) == expected


@pytest.mark.parametrize(
    ("target", "code"), [("/gioi-thieu/#dau", "lien-ket-chet"), ("/feeds/tat-ca.xml", "khong-tim-thay")]
)
def test_an_address_of_this_site_is_left_to_the_pages(content: Path, target: str, code: str) -> None:
    """Whether there is such a page only the pages know; what to say if there is none goes along."""
    found = resolve_reference(Reference(ReferenceKind.ADDRESS, target, 1), ARTICLE, Library.scan(content))
    assert isinstance(found, OwnTarget)
    assert (found.address, found.otherwise.code) == (target, code)


@pytest.mark.parametrize(
    ("kind", "target", "code"),
    [
        (ReferenceKind.ADDRESS, "{tep}bai.md", "tu-khoa-la"),
        (ReferenceKind.ADDRESS, "/ma.py", "loai-tep-la"),
        (ReferenceKind.PICTURE, "https://vd.vn/a.jpg", "anh-ben-ngoai"),
        (ReferenceKind.PICTURE, "TB 7.pdf", "khong-phai-anh"),
        (ReferenceKind.ADDRESS, "tep/TB 9 2024.pdf", "khong-tim-thay"),
    ],
)
def test_references_that_name_nothing_are_faults(
    content: Path, kind: ReferenceKind, target: str, code: str
) -> None:
    """What names nothing that may be published is refused with its reason."""
    fault = resolve_reference(Reference(kind, target, 1), ARTICLE, Library.scan(content))
    assert isinstance(fault, MediaFault)
    assert fault.code == code


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("thanhhoa.gov.vn", "Viết: https://thanhhoa.gov.vn"),
        ("tin.vi-du.com/bai?so=1", "thiếu “https://”"),
        ("https//thanhhoa.gov.vn/tin", "Viết: https://thanhhoa.gov.vn/tin"),
        ("https;//thanhhoa.gov.vn/tin", "Viết: https://thanhhoa.gov.vn/tin"),
        ("zalo.me/0912345678", "thiếu “https://”"),
        ("0237 3833 123", "Viết: tel:02373833123"),
        ("+84 (237) 3833.123", "Viết: tel:+842373833123"),
        ("ubnd@xuanlai.gov.vn", "Viết: mailto:ubnd@xuanlai.gov.vn"),
        ("http://localhost:8000/a", "mạng của bạn"),
        ("http://127.0.0.1/", "mạng của bạn"),
        ("http://192.168.1.9/tin", "mạng của bạn"),
        ("https://cong.invalid/", "mạng của bạn"),
        ("https://", "không phải địa chỉ đầy đủ"),
        ("http:/x", "không phải địa chỉ đầy đủ"),
        ("https://[x", "không phải địa chỉ đầy đủ"),
    ],
)
def test_addresses_that_lead_nobody_anywhere_are_errors(content: Path, target: str, words: str) -> None:
    """The message says what is missing and what to write."""
    found = resolve_reference(Reference(ReferenceKind.ADDRESS, target, 1), ARTICLE, Library.scan(content))
    assert isinstance(found, MediaFault)
    assert found.code == "lien-ket-sai"
    assert words in found.message


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("https://172.217.1.1/", "https://172.217.1.1/"),
        ("https://localhost.vn/", "https://localhost.vn/"),
        ("www.thanhhoa.gov.vn/tin", "https://www.thanhhoa.gov.vn/tin"),
        ("mailto:a@b.vn", "mailto:a@b.vn"),
        ("//cong.vn/a", "//cong.vn/a"),
    ],
)
def test_addresses_of_others_are_kept(content: Path, target: str, address: str) -> None:
    """An address as people say it gets its beginning."""
    assert resolve_reference(
        Reference(ReferenceKind.ADDRESS, target, 1), ARTICLE, Library.scan(content)
    ) == WebTarget(address)


def test_a_name_of_marks_alone_is_told_without_a_new_one(content: Path) -> None:
    """Without them it would be that of a hidden file."""
    (content / "\u200e.jpg").write_bytes(b"x")

    assert [one.message.endswith("U+200E; đổi tên tệp.") for one in Library.scan(content).problems] == [True]
