"""What a portal's import reads from outside: saved mirrors, WARC files, robots.txt, lists; none of it leads anywhere else."""

from __future__ import annotations

import gzip
import io
import os
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import example, given, settings
from hypothesis import strategies as st
from importing_portals import REGISTRIES
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from plugins.editors.importing.content_kinds import ContentKind, content_kind_of
from plugins.editors.importing.import_results import with_progress
from plugins.editors.importing.oldsite.fetch import FetchedPage
from plugins.editors.importing.oldsite.picture_candidates import (
    candidate_addresses,
    largest_first,
    own_addresses,
)
from plugins.editors.importing.refusal import ImportRefused
from plugins.editors.importing.requested_sources import RequestedSource, SourceFinder
from plugins.editors.importing.whole_portal.address_list import addresses_in_list
from plugins.editors.importing.whole_portal.fetch_journal import FetchJournal, KeptRefusal, journal_folder
from plugins.editors.importing.whole_portal.mirror_folder import (
    MirrorFolder,
    address_of_file,
    files_of_address,
)
from plugins.editors.importing.whole_portal.portal_report import PortalReport, report_page, reported_article
from plugins.editors.importing.whole_portal.robots_rules import parse_robots
from plugins.editors.importing.whole_portal.section_redirects import redirects_to_add
from plugins.editors.importing.whole_portal.section_table import (
    OldSection,
    SectionTable,
    add_unplaced,
    old_section_of,
    read_section_table,
    with_rows,
)
from plugins.editors.importing.whole_portal.warc_portal import WarcPortal
from plugins.editors.importing.whole_portal.warc_records import MAX_BLOCK_BYTES, http_answer, records_of
from plugins.problems.data_file import data_file

PAGE = b"<!doctype html><title>Tin</title><p>Ba con gat lua som.</p>"
NAMES = st.text("aàbđ ơZ09_-~!$&'(),;=@+%", min_size=1, max_size=12).filter(
    lambda one: one.strip(". ") == one and "%" not in one
)


# Mirrors.


@given(st.lists(NAMES, min_size=1, max_size=4), st.sampled_from([".html", ".php", ".aspx", ""]))
@example(["@0="], ".html")
@settings(max_examples=150, deadline=None)
def test_a_file_of_a_mirror_is_found_again_by_its_address(parts: list[str], ending: str) -> None:
    """Whatever letters its name has."""
    below = "/".join(parts) + ending
    assert f"a.vn/{below}" in files_of_address(address_of_file("a.vn", below))


@given(st.text(max_size=80) | st.text("./\\%2eEfF:~\0\n?&#@ab", max_size=60).map("http://a.vn/".__add__))
@example("http://a.vn/..%2f..%2fetc/passwd")
@example("http://a.vn/a\\..\\..\\b")
@example("http://a.vn/c:/b?../../x")
@example("http://../a/b")
@example("file:///etc/passwd")
@settings(max_examples=300, deadline=None)
def test_no_address_leads_out_of_a_mirror(address: str) -> None:
    """Neither plainly nor encoded, on no system."""
    for path in files_of_address(address):
        parts = path.split("/")
        assert not {"", ".", ".."} & set(parts)
        assert not {"\\", "\0", "\n"} & set(path)
        assert not os.path.isabs(path)


def test_links_in_the_file_system_lead_out_of_no_mirror(tmp_path: Path) -> None:
    """A page or photo that is one is as if it were not there."""
    host = tmp_path / "chep" / "cu.gov.vn"
    host.mkdir(parents=True)
    (tmp_path / "kin.html").write_bytes(PAGE)
    (host / "index.html").write_bytes(PAGE)
    (host / "lien-ket.html").symlink_to(tmp_path / "kin.html")
    (host / "ra-ngoai").symlink_to(tmp_path)
    mirror = MirrorFolder.find(tmp_path / "chep")
    assert mirror
    assert [page.address for page in mirror.pages()] == ["http://cu.gov.vn/"]
    assert mirror.file("http://cu.gov.vn/lien-ket.html") is None
    assert mirror.file("http://cu.gov.vn/ra-ngoai/kin.html") is None
    assert mirror.file("https://www.cu.gov.vn/") == PAGE


def test_httrack_tells_where_a_page_came_from(tmp_path: Path) -> None:
    """Its files have names of its own; links in them start from these."""
    host = tmp_path / "cong" / "cu.gov.vn"
    host.mkdir(parents=True)
    (tmp_path / "cong" / "hts-log.txt").write_text("HTTrack", "utf-8")
    comment = b"<!-- Mirrored from cu.gov.vn/bai.php?id=5 by HTTrack Website Copier/3.x [XR&CO'2014], Mon -->"
    (host / "bai4f3a.html").write_bytes(PAGE + comment)
    mirror = MirrorFolder.find(tmp_path / "cong")
    assert mirror
    (page,) = mirror.pages()
    assert (page.address, page.base) == ("http://cu.gov.vn/bai.php?id=5", "http://cu.gov.vn/bai4f3a.html")


def test_httrack_names_a_host_with_its_port(tmp_path: Path) -> None:
    """With "_" before it: beside HTTrack's own files that is a host, elsewhere it may be a folder of somebody's."""
    host = tmp_path / "cong" / "cu.gov.vn_8080"
    (host / "anh").mkdir(parents=True)
    (host / "bai.html").write_bytes(PAGE)
    (host / "anh" / "a.jpg").write_bytes(b"anh")
    assert MirrorFolder.find(tmp_path / "cong") is None
    (tmp_path / "cong" / "hts-cache").mkdir()
    for folder in (tmp_path / "cong", host):
        mirror = MirrorFolder.find(folder)
        assert mirror
        (page,) = mirror.pages()
        assert (page.address, page.base) == (
            "http://cu.gov.vn:8080/bai.html",
            "http://cu.gov.vn:8080/bai.html",
        )
        assert mirror.file("http://cu.gov.vn:8080/anh/a.jpg") == b"anh"


@pytest.mark.parametrize("name", ["Cổng cũ", "bai.thang", "2023", "a.vn"])
def test_a_folder_of_word_files_is_no_mirror(tmp_path: Path, name: str) -> None:
    """Though it may be called as a host is."""
    folder = tmp_path / name
    folder.mkdir()
    (folder / "bai.docx").write_bytes(b"PK")
    assert MirrorFolder.find(folder) is None
    assert MirrorFolder.find(tmp_path) is None


# WARC files, written by another program than ours.


def warc(*answers: tuple[str, str, dict[str, str], bytes], gz: bool = True) -> bytes:
    """Return a WARC file of answers: address, status line, headers, body as it was sent."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=gz)
    writer.write_record(writer.create_warcinfo_record("a.warc.gz", {"software": "x"}))
    for address, status, headers, body in answers:
        http = StatusAndHeaders(status, list(headers.items()), protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                address, "response", payload=io.BytesIO(body), length=len(body), http_headers=http
            )
        )
    return out.getvalue()


HTML = {"Content-Type": "text/html; charset=windows-1258"}
ANSWERS = (
    ("http://cu.gov.vn/tin/bai.html", "200 OK", HTML, PAGE),
    ("http://cu.gov.vn/cu.html", "301 Moved", {"Location": "/tin/bai.html"}, b""),
    ("http://cu.gov.vn/cu-hon.html", "302 Found", {"Location": "http://www.cu.gov.vn/cu.html"}, b""),
    ("http://cu.gov.vn/vong", "302 Found", {"Location": "/vong"}, b""),
    ("http://cu.gov.vn/mat.html", "404 Not Found", HTML, PAGE),
    ("http://cu.gov.vn/nen.html", "200 OK", {**HTML, "Content-Encoding": "gzip"}, gzip.compress(PAGE)),
    ("http://cu.gov.vn/anh.jpg", "200 OK", {"Content-Type": "image/jpeg"}, b"\xff\xd8\xff\xe0 anh"),
    ("file:///etc/passwd", "200 OK", HTML, PAGE),
)


@pytest.mark.parametrize("gz", [True, False])
def test_a_warc_file_gives_pages_files_and_what_led_to_them(tmp_path: Path, gz: bool) -> None:
    """Packed or not; errors, photos and addresses of other kinds are no pages."""
    path = tmp_path / "a.warc.gz"
    path.write_bytes(warc(*ANSWERS, gz=gz))
    portal = WarcPortal.read([path])
    pages = {page.address: page for page in portal.pages()}
    assert set(pages) == {"http://cu.gov.vn/tin/bai.html", "http://cu.gov.vn/nen.html"}
    page = pages["http://cu.gov.vn/tin/bai.html"]
    assert page.read() == pages["http://cu.gov.vn/nen.html"].read() == PAGE
    assert page.charset == "windows-1258"
    assert page.moved_from == ("http://cu.gov.vn/cu.html", "http://cu.gov.vn/cu-hon.html")
    assert portal.file("https://www.cu.gov.vn/anh.jpg") == b"\xff\xd8\xff\xe0 anh"
    assert portal.file("http://cu.gov.vn/vong") is None
    assert portal.file("../../etc/passwd") is None
    assert portal.problems == []


def test_an_archive_of_warc_files_is_read_as_they_are(tmp_path: Path) -> None:
    """WACZ, as Browsertrix and ArchiveWeb.page write it: several files, put in as they are, among others."""
    path = tmp_path / "a.wacz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("datapackage.json", "{}", zipfile.ZIP_DEFLATED)
        archive.writestr("archive/a.warc.gz", warc(*ANSWERS[:5]))
        archive.writestr("pages/pages.jsonl", "{}")
        archive.writestr("archive/b.warc", warc(*ANSWERS[5:], gz=False))
    portal = WarcPortal.read([path])
    assert portal.problems == []
    pages = {page.address: page.read() for page in portal.pages()}
    assert pages == {"http://cu.gov.vn/tin/bai.html": PAGE, "http://cu.gov.vn/nen.html": PAGE}
    assert portal.file("http://cu.gov.vn/anh.jpg") == b"\xff\xd8\xff\xe0 anh"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("archive/a.warc.gz", warc(*ANSWERS))
    assert "giải nén rồi nhập thư mục “archive”" in WarcPortal.read([path]).problems[0]
    path.write_bytes(b"PK\x03\x04 hong")
    assert "WACZ bị hỏng" in WarcPortal.read([path]).problems[0]


@pytest.mark.parametrize("gz", [True, False])
@pytest.mark.parametrize("more", [b"", b" 200 QXYZ - 123 a.arc"])
def test_an_arc_file_is_read_too(tmp_path: Path, gz: bool, more: bytes) -> None:
    """The form of archives before 2009, in both versions; an address may have a space in it."""

    def record(address: bytes, kind: bytes, block: bytes) -> bytes:
        line = b"%s 10.0.0.1 20080101000000 %s%s %d\n" % (address, kind, more, len(block))
        return line + block + b"\n"

    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE
    version = b"1 0 Xa\nURL IP-address Archive-date Content-type Archive-length\n"
    records = [
        record(b"filedesc://a.arc", b"text/plain", version),
        record(b"http://cu.gov.vn/bai so 1.html", b"text/html", answer),
        record(b"http://cu.gov.vn/2.html", b"text/html", answer),
    ]
    path = tmp_path / ("a.arc.gz" if gz else "a.arc")
    path.write_bytes(b"".join(gzip.compress(one) if gz else one for one in records))
    portal = WarcPortal.read([path])
    assert portal.problems == []
    assert [page.read() for page in portal.pages()] == [PAGE, PAGE]
    assert portal.file("http://cu.gov.vn/bai%20so%201.html") == PAGE


def test_which_files_are_archives_is_told_by_names_and_bytes(tmp_path: Path) -> None:
    """What cannot be read is told with what to do, not taken for a text."""
    (tmp_path / "a.warc.zst").write_bytes(b"\x28\xb5\x2f\xfd hong")
    (tmp_path / "b.arc").write_bytes(b"filedesc://b.arc 0.0.0.0 20080101 text/plain 0\n\n")
    failed: list[str] = []
    finder = SourceFinder(lambda _: b"", failed)
    assert list(finder.find([str(tmp_path)])) == []
    assert [one for one in failed if "a.warc.zst" in one and "zstd -d" in one]
    assert len(failed) == 1


def test_what_stands_before_a_damaged_place_is_read(tmp_path: Path) -> None:
    """And the damage is told, with the file's name."""
    path = tmp_path / "a.warc.gz"
    whole = warc(*ANSWERS)
    path.write_bytes(whole[: len(whole) * 3 // 4] + b"\x1f\x8b\x08hong" + b"x" * 99)
    portal = WarcPortal.read([path])
    assert [page.address for page in portal.pages()][:1] == ["http://cu.gov.vn/tin/bai.html"]
    assert portal.problems
    assert "a.warc.gz" in portal.problems[0]


def test_a_file_that_is_packed_as_one_is_told(tmp_path: Path) -> None:
    """Its records cannot be found again."""
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(warc(*ANSWERS, gz=False)))
    assert "Giải nén thành .warc" in WarcPortal.read([path]).problems[0]


@pytest.mark.parametrize(
    ("head", "letter", "megabytes"),
    [
        (b"WARC/1.0\r\nWARC-Type: response\r\nX: ", b"a", 300),
        (b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9000000000\r\n\r\n", b"\0", 300),
        (b"WARC/1.0\r\n", b"a: b\r\n", 60),
    ],
)
def test_a_bomb_is_put_away_before_it_fills_the_memory(
    tmp_path: Path, head: bytes, letter: bytes, megabytes: int
) -> None:
    """A line, a block and headers without end: no more of them is kept than of an honest record."""
    path = tmp_path / "a.warc.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.write(head)
        for _ in range(megabytes):
            file.write(letter * (1_000_000 // len(letter)))
    assert path.stat().st_size < 5_000_000
    portal = WarcPortal.read([path])
    assert portal.problems
    assert list(portal.pages()) == []


@given(st.binary(max_size=300), st.integers(0, 2_000), st.integers(0, 300))
@settings(max_examples=150, deadline=None)
def test_no_damage_of_a_warc_file_is_more_than_a_refusal(
    tmp_path_factory: pytest.TempPathFactory, noise: bytes, at: int, cut: int
) -> None:
    """Packed or plain, bytes changed, lost or added."""
    for gz in (True, False):
        whole = warc(*ANSWERS[:3], gz=gz)
        path = tmp_path_factory.getbasetemp() / "nhieu.warc"
        path.write_bytes(whole[:at] + noise + whole[at + cut :])
        with suppress(ImportRefused):
            for record in records_of(path):
                assert len(record.block) <= MAX_BLOCK_BYTES
                http_answer(record.block)
        for page in WarcPortal.read([path]).pages():
            with suppress(ImportRefused):
                page.read()


# What a portal asks of programs.


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/tin/bai.html", True),
        ("/quan-tri/", False),
        ("/quan-tri/cong-khai.html", True),
        ("/a/in.php?print=1", False),
        ("/tin/b%C3%A0i-k%C3%ADn", False),
        ("/tin/bài-kín/x", False),
        ("/tep.pdf", False),
        ("/tep.pdf?x", True),
    ],
)
def test_robots_txt_is_read_as_its_standard_has_it(path: str, allowed: bool) -> None:
    """The longest pattern counts; groups of others do not; addresses are compared decoded."""
    rules = parse_robots(
        "\ufeffUser-agent: BadBot\nDisallow: /\n\nUser-agent: *\nUser-Agent: khac\nDisallow: /quan-tri/ # kín\n"
        "Allow: /quan-tri/cong-khai\nDisallow: /*print=\nDisallow: /tin/bài-kín\nDisallow: /*.pdf$\nCrawl-delay: 900\n"
        "Disallow:\nhỏng\nSitemap: https://a.vn/so-do.xml\n"
    )
    assert rules.allows(path) is allowed
    assert rules.delay == 30
    assert rules.site_maps == ("https://a.vn/so-do.xml",)


@given(st.text(max_size=300), st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_no_robots_txt_brings_an_import_down(text: str, path: str) -> None:
    """Nor one of stars: patterns are no regular expressions."""
    parse_robots(f"User-agent: *\nDisallow: {'*a' * 200}\n{text}").allows(f"/{path}" + "a" * 500)


# The journal.


def test_a_journal_remembers_across_a_kill(tmp_path: Path) -> None:
    """Of a line that was torn, and of a body that was damaged, nothing is believed."""
    journal = FetchJournal.read(tmp_path / "so")
    journal.keep("http://a.vn/1", FetchedPage(b"mot", "http://a.vn/moi", "utf-8"))
    journal.keep("http://a.vn/2", FetchedPage(b"hai", "http://a.vn/2"))
    journal.refuse("http://a.vn/3", "không còn")
    with (tmp_path / "so" / "nhat-ky.jsonl").open("ab") as file:
        file.write(b'{"dia-chi": "http://a.vn/4", "tu-cho')
    again = FetchJournal.read(tmp_path / "so")
    assert again.answer("http://a.vn/1") == FetchedPage(b"mot", "http://a.vn/moi", "utf-8")
    assert again.answer("http://a.vn/3") == KeptRefusal("không còn")
    assert again.answer("http://a.vn/4") is None
    again.keep("http://a.vn/5", FetchedPage(b"nam", "http://a.vn/5"))
    for body in (tmp_path / "so" / "than").rglob("*"):
        if body.is_file() and body.read_bytes() == b"hai":
            body.write_bytes(b"khac")
    last = FetchJournal.read(tmp_path / "so")
    assert last.answer("http://a.vn/2") is None
    assert last.answer("http://a.vn/5") == FetchedPage(b"nam", "http://a.vn/5")


@pytest.mark.parametrize(
    "line", ["[]", "5", '{"dia-chi": 5, "than": "x"}', '{"dia-chi": "a", "than": "../../etc/passwd"}']
)
def test_a_journal_of_somebody_else_is_not_believed(tmp_path: Path, line: str) -> None:
    """It names no file outside of its folder."""
    (tmp_path / "nhat-ky.jsonl").write_text(line, "utf-8")
    assert FetchJournal.read(tmp_path).answer("a") is None


def test_a_finished_import_keeps_only_what_need_not_be_asked_again(tmp_path: Path) -> None:
    """No body of a portal stays on the disk; another command has another journal."""
    journal = FetchJournal.read(tmp_path / "so")
    journal.keep("http://a.vn/1", FetchedPage(b"mot", "http://a.vn/1"))
    journal.refuse("http://a.vn/3", "danh sách", is_no_article=True)
    journal.refuse("http://a.vn/robots.txt", "không còn")
    journal.refuse("http://a.vn/4", "máy chủ từ chối", until_finished=True)
    assert FetchJournal.read(tmp_path / "so").answer("http://a.vn/4") == KeptRefusal("máy chủ từ chối")
    journal.finish()
    again = FetchJournal.read(tmp_path / "so")
    assert [again.answer(f"http://a.vn/{name}") for name in ("1", "3", "robots.txt", "4")] == [
        None,
        KeptRefusal("danh sách", is_no_article=True),
        None,
        None,
    ]
    assert [path.name for path in (tmp_path / "so").iterdir()] == ["nhat-ky.jsonl"]
    assert journal_folder(tmp_path, ["a"]) != journal_folder(tmp_path, ["b"])


# Pictures.


@pytest.mark.parametrize(
    ("small", "own"),
    [
        (
            "https://a.vn/wp-content/uploads/2019/05/gat-1024x768.jpg",
            "https://a.vn/wp-content/uploads/2019/05/gat.jpg",
        ),
        ("https://a.vn/xa/assets/tin-tuc/2019_05/gat.jpg", "https://a.vn/xa/uploads/tin-tuc/2019_05/gat.jpg"),
        ("https://a.vn/files/news/2012_05/gat.jpg", "https://a.vn/uploads/news/2012_05/gat.jpg"),
        ("https://a.vn/images/stories/thumbs/gat.jpg", "https://a.vn/images/stories/gat.jpg"),
        ("https://a.vn/images/resized/images/tin/gat_200_150.jpg", "https://a.vn/images/tin/gat.jpg"),
        ("https://a.vn/images/thumbnails/images/tin/gat-fill-200x150.jpg", "https://a.vn/images/tin/gat.jpg"),
        (
            f"https://a.vn/media/k2/items/cache/{'0' * 32}_S.jpg",
            f"https://a.vn/media/k2/items/src/{'0' * 32}.jpg",
        ),
        ("https://a.vn/PublishingImages/_t/gat_jpg.jpg", "https://a.vn/PublishingImages/gat.jpg"),
        ("https://a.vn/up/thumb_gat.jpg", "https://a.vn/up/gat.jpg"),
        ("https://a.vn/up/gat-thumb.png", "https://a.vn/up/gat.png"),
        ("https://a.vn/resize/200x150/up/gat.jpg", "https://a.vn/up/gat.jpg"),
        ("https://a.vn/up/gat.jpg?w=200&h=150", "https://a.vn/up/gat.jpg"),
        (
            "https://a.vn/documents/10181/gat.jpg?version=1&imageThumbnail=2",
            "https://a.vn/documents/10181/gat.jpg?version=1",
        ),
        ("https://a.vn/timthumb.php?src=https://a.vn/up/gat.jpg&w=90", "https://a.vn/up/gat.jpg"),
    ],
)
def test_thumbnails_of_known_systems_lead_to_their_picture(small: str, own: str) -> None:
    """By the form of the address alone; the picture itself is asked for no other."""
    assert own_addresses(small)[0] == own
    assert own not in own_addresses(own)


def test_a_thumbnail_leads_to_no_other_host() -> None:
    """A page does not choose whom we ask."""
    assert own_addresses("https://a.vn/timthumb.php?src=http://127.0.0.1/x.jpg&w=9") == [
        "https://a.vn/timthumb.php?src=http%3A%2F%2F127.0.0.1%2Fx.jpg"
    ]


@given(st.text(max_size=200) | st.text("/-_x09s?=&.jpgthumb%", max_size=80).map("https://a.vn/".__add__))
@settings(max_examples=200, deadline=None)
def test_own_addresses_stay_on_their_host(address: str) -> None:
    """Whatever is written there."""
    for own in own_addresses(address):
        assert own.startswith("http")
        assert own.split("/")[2] == address.split("/")[2]
    largest_first([address])


def test_the_largest_form_that_a_page_names_comes_first() -> None:
    """The link around it, then what is for large screens, then what is shown."""
    html = """<a href="/lon.jpg"><picture><source srcset="/vua.webp 800w, /nho.webp 100w">
    <img src="data:image/gif;base64,R0" data-src="/hien.jpg" srcset="/b.jpg 2x"></picture></a>"""
    image = BeautifulSoup(html, "html.parser").img
    assert isinstance(image, Tag)
    assert candidate_addresses(image) == ["/lon.jpg", "/b.jpg", "/vua.webp", "/nho.webp", "/hien.jpg"]


# Lists, sections, the report.


@pytest.mark.parametrize(
    "text", ["", "Xã gặt sớm\nhttps://a.vn/1\n", "https://a.vn/1\nđoạn văn\n", "# chỉ ghi chú\n"]
)
def test_a_text_that_is_no_list_is_none(text: str) -> None:
    """A saved page may hold an address too."""
    assert addresses_in_list(text) == []


def test_old_sections_are_mapped_by_the_table() -> None:
    """What is wrong with a row is told with its line; the other rows count."""
    file = data_file(
        '[[muc]]\ncu = "/Tin%20T%E1%BB%A9c/"\nmoi = "tin trong huyện"\n[[muc]]\ncu = "/x"\nmoi = "Tin trong huyên"\n'
        '[[muc]]\ncu = "Rao vặt"\nbo = true\n[[muc]]\ncu = "Tin xã"\nmoi = "Tin trong huyện"\n[[muc]]\ncu = "/cho"\nbo = true\n[[muc]]\ncu = "/cho"\nla = 1\n',
        "content/du-lieu/chuyen-muc-cu.toml",
    )
    table = read_section_table(file, REGISTRIES.sections)
    assert [problem.line for problem in file.problems] == [4, 7, 16]
    assert "Ý bạn là “Tin trong huyện”" in file.problems[0].message
    row = table.row_of("https://a.vn/tin tức/bai.html")
    assert row
    assert row.section == "Tin trong huyện"
    left_out = table.row_of("/cho/1")
    assert left_out
    assert left_out.is_left_out
    found = table.with_old_names(REGISTRIES.sections).find("TIN XÃ")
    assert found
    assert found.name == "Tin trong huyện"


@given(st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_a_row_to_fill_in_is_always_sound(path: str) -> None:
    """Whatever an old portal calls its folders."""
    old = old_section_of(f"https://a.vn/{path}/bai.html")
    file = data_file(with_rows("", [(old or "/x/", 3)]), "x.toml")
    assert file.readable
    assert len(read_section_table(file).rows) == 1


def test_a_row_with_a_slip_is_not_added_again(tmp_path: Path) -> None:
    """Its editor mends the one that is there."""
    (tmp_path / "du-lieu").mkdir()
    file = tmp_path / "du-lieu" / "chuyen-muc-cu.toml"
    file.write_text('[[muc]]\ncu = "/tin/"\nmoi = "Tin trong huyên"\n', "utf-8")
    add_unplaced(tmp_path, [("/tin/", 4), ("/khac/", 2)])
    assert [row.old for row in read_section_table(file.read_text("utf-8")).rows] == ["/tin/", "/khac/"]


def test_old_sections_lead_to_the_new_ones_once() -> None:
    """A page of this portal is covered by none, and a rule that somebody wrote stays."""
    table = SectionTable(
        tuple(
            OldSection(old, "Tin trong huyện")
            for old in ("/tin/", "/cu?id=5", "/tin-trong-huyen", "/co-roi", "Tên")
        )
    )
    rules = '[[chuyen]]\ntu = "/co-roi"\nden = "/"\n'
    assert list(redirects_to_add(rules, table, REGISTRIES.sections)) == [
        ("/tin", "/tin-trong-huyen/"),
        ("/cu?id=5", "/tin-trong-huyen/"),
    ]


HOSTILE = '"><script>alert(1)</script>\n<img src=x onerror=alert(1)>{{ 7*7 }}'


def test_the_report_shows_what_strangers_wrote_as_text() -> None:
    """No element of theirs, no link but to the web."""
    article = reported_article(
        f"Tiêu đề: {HOSTILE}\nĐường dẫn cũ: /a\n\n<!--\nx\n- {HOSTILE}\n-->\n\nB", HOSTILE
    )
    rows = ((HOSTILE, HOSTILE), ("javascript:alert(1)", "hỏng"), ("https://a.vn/mat", "mất"))
    html = report_page(
        PortalReport(
            (HOSTILE,),
            (article,),
            rows,
            rows,
            (HOSTILE,),
            ((HOSTILE, 1),),
            ((HOSTILE, 2),),
            ((HOSTILE, HOSTILE),),
            reminders=(HOSTILE,),
        )
    )
    page = BeautifulSoup(html, "html.parser")
    assert page.find_all(["script", "img"]) == []
    assert {str(one["href"]) for one in page.find_all("a") if not str(one["href"]).startswith("#")} == {
        "https://a.vn/mat"
    }
    assert "{{ 7*7 }}" in page.get_text()


def test_kinds_are_told_by_the_bytes() -> None:
    """Not by what a server calls them."""
    assert (
        content_kind_of(b"<?xml version='1.0'?><rss><title>x</title></rss>", "text/html") is ContentKind.OTHER
    )
    assert content_kind_of("<html><body>a</body>".encode("utf-16"), "") is ContentKind.PAGE
    assert content_kind_of(b"\xff\xd8\xff\xe0", "text/html") is ContentKind.PICTURE
    assert content_kind_of(b"\0\0\1", "text/html") is ContentKind.OTHER


def test_progress_tells_how_long_the_rest_will_take(capsys: pytest.CaptureFixture[str]) -> None:
    """From what the pages so far took."""
    times = iter(range(0, 10_000, 60))
    for _ in with_progress([RequestedSource(str(n)) for n in range(61)], lambda: next(times)):
        pass
    assert capsys.readouterr().err.splitlines() == [
        "Nhập bài: 20/61, còn chừng 2 phút",
        "Nhập bài: 40/61, còn chừng 1 phút",
        "Nhập bài: 60/61, còn chừng dưới 1 phút",
    ]
