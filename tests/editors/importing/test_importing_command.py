"""The command as editors use it: files, folders, site maps; again and again, in any state of the world."""

from __future__ import annotations

import threading
import tomllib
from collections.abc import Iterator
from contextlib import chdir
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

import pdf_files as pdf
import pytest
import word_files as word
from importing_portals import BODY, LAST, MORE, portal
from small_sites import settings_file

import tasks
from plugins.commands.command_line import parse_task
from plugins.commands.option import as_words
from plugins.editors.importing.__main__ import main
from plugins.editors.importing.import_log import ImportLog, old_address_key, with_old_address
from plugins.editors.importing.options import IMPORT_OPTIONS

TITLE = "Xã Xuân Lai gặt sớm tránh bão"


def run(folder: Path, *words: str, task: str = "import") -> int:
    """Run the command in a folder."""
    content = folder / "content"
    if not content.exists():
        portal(folder)
    settings = folder / "conf.py"
    if not settings.exists():
        settings_file(folder)
    with chdir(folder):
        return main([task, *words, *(["--pause=0", f"--settings={settings}"] if task == "import" else [])])


def articles(folder: Path) -> list[str]:
    """Return the articles of a portal, by their paths."""
    return sorted(
        path.relative_to(folder / "content").as_posix() for path in (folder / "content").rglob("*.md")
    )


def page_text(title: str = TITLE, body: str = BODY, address: str = "") -> str:
    """Return the saved text of an old page."""
    return f"{title}\nĐăng lúc: 19/09/2023\n\n{body}\n\n{MORE}\n\nLê Hải\n{address}\n"


def page_html(title: str = TITLE, body: str = BODY, photo: str = "") -> str:
    """Return an old page."""
    image = f'<img src="{photo}">' if photo else ""
    return f"<html><head><meta charset=utf-8><title>{title}</title></head><body><h1>{title}</h1><p>Đăng lúc: 19/09/2023</p><p>{body}</p>{image}<p>(Chú thích)</p><p>{MORE}</p><p>Lê Hải</p></body></html>"


def word_file() -> bytes:
    """Return a Word file with three photos and a table."""
    document = word.new()
    document.add_paragraph("Xuân Lai gặt sớm", style="Title")
    document.add_paragraph(BODY)
    for number, colour in enumerate(("green", "blue", "red"), 1):
        word.picture(document, word.photo(colour))
        word.line(document, f"(Ảnh số {number})", "center", italic=True)
    word.table(document, [("Năm", "Số cây"), ("2022", "4.100")])
    document.add_paragraph(LAST)
    return word.saved(document)


# One file.


def test_a_word_file_in_a_folder_with_spaces_and_letters(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What editors' folders are called; the article, its photos and the message about them."""
    folder = tmp_path / "Bài viết của Hải (mới)"
    folder.mkdir()
    (folder / "Gặt sớm – bản cuối.docx").write_bytes(word_file())
    assert run(folder, "Gặt sớm – bản cuối.docx", "--section", "tin trong huyện", "--date", "19/9/2023") == 0
    section = folder / "content/bai-viet/tin-trong-huyen/2023"
    assert sorted(path.name for path in section.iterdir()) == [
        f"xuan-lai-gat-som{end}" for end in ("-1.jpg", "-2.jpg", "-3.jpg", ".md")
    ]
    printed = capsys.readouterr().out
    assert (
        "Đã nhập “Gặt sớm – bản cuối.docx” → content/bai-viet/tin-trong-huyen/2023/xuan-lai-gat-som.md"
        in printed
    )
    assert "content/bai-viet/tin-trong-huyen/2023/xuan-lai-gat-som.md:" in printed
    assert "1 bài đã nhập, 0 đã có từ trước, 0 không nhập được." in printed


def test_a_phone_photo_begins_an_article(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Turned upright, without the place; what is to be filled in is told."""
    from PIL import Image

    (tmp_path / "IMG_2034.jpg").write_bytes(word.sideways())
    assert run(tmp_path, "IMG_2034.jpg", "--section", "Tin trong huyện", "--date", "19/9/2023") == 0
    (made,) = (tmp_path / "content").rglob("*.jpg")
    with Image.open(made) as photo:
        assert photo.size == (300, 400)
        assert not photo.getexif()
    assert "Viết tên bài sau “Tiêu đề:”" in capsys.readouterr().out
    assert articles(tmp_path) == ["bai-viet/tin-trong-huyen/2023/img-2034.md"]


@pytest.mark.parametrize("kind", ["HEIF", "AVIF", "MPO", "TIFF"])
def test_photos_of_any_phone_are_photos(tmp_path: Path, kind: str) -> None:
    """Kinds that few programs open become JPEG; a photo stays a photo."""
    import io

    import pillow_heif
    from PIL import Image

    pillow_heif.register_heif_opener()
    out = io.BytesIO()
    more = {"save_all": True, "append_images": [Image.new("RGB", (320, 240), "red")]} if kind == "MPO" else {}
    Image.new("RGB", (320, 240), "green").save(out, kind, **more)
    (tmp_path / "Đường hoa.heic").write_bytes(out.getvalue())
    assert run(tmp_path, "Đường hoa.heic") == 0
    (made,) = (tmp_path / "content/bai-viet/chua-xep").glob("*.jpg")
    assert made.name == "Đường hoa.jpg"
    with Image.open(made) as photo:
        assert (photo.format, photo.size) in (("JPEG", (320, 240)), ("MPO", (320, 240)))


def test_a_saved_page_takes_the_photos_beside_it(tmp_path: Path) -> None:
    """From the folder that the browser made; from the page's own folder; nothing from outside."""
    (tmp_path / "trang_files").mkdir()
    (tmp_path / "trang_files" / "PN tập huấn.jpg").write_bytes(word.photo())
    (tmp_path / "trang.html").write_text(
        page_html(photo="trang_files/PN%20t%E1%BA%ADp%20hu%E1%BA%A5n.jpg"), "utf-8"
    )
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "lén.html").write_text(
        page_html("Một bài khác hẳn ở xã bên", photo="../mat.jpg"), "utf-8"
    )
    (tmp_path / "mat.jpg").write_bytes(word.photo("red"))
    assert run(tmp_path, "trang.html", "x/lén.html", "--section", "Tin trong huyện") == 0
    photos = sorted(path.name for path in (tmp_path / "content").rglob("*.jpg"))
    assert photos == ["PN tập huấn.jpg"]


def test_what_is_wrong_is_said_and_the_others_are_imported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each with its file's name and what to do; none brings the command down."""
    files: dict[str, bytes] = {
        "hong.docx": b"PK\x03\x04" + b"\0" * 50,
        "rong.docx": b"",
        "bang.xlsx": b"PK\x03\x04xl",
        "van-ban.pdf": b"%PDF-1.4",
        "may.bin": bytes(range(256)) * 8,
        "anh.heic": b"\0\0\0\x18ftypheic" + b"\0" * 40,
        "tot.txt": page_text().encode(),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    assert run(tmp_path, *files, "khong-co.docx") == 1
    printed = capsys.readouterr().out
    for name in [*files, "khong-co.docx"]:
        assert name in printed
    assert "bị hỏng" in printed
    assert "“anh.heic”: tệp ảnh hỏng" in printed
    assert "Traceback" not in printed
    assert len(articles(tmp_path)) == 1
    assert "1 bài đã nhập, 0 đã có từ trước, 7 không nhập được." in printed


def test_a_locked_word_file_is_named_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Word keeps a file with a password in another kind of file."""
    (tmp_path / "kin.docx").write_bytes(
        b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    )
    assert run(tmp_path, "kin.docx") == 1
    assert "mật khẩu" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "chưa nói nhập gì"),
        (["a.txt", "--section", "Tin trong huyênj"], "Ý bạn là “Tin trong huyện”"),
        (["a.txt", "--date", "31/02/2024"], "không phải là một ngày có thật"),
        (["a.txt", "b.txt", "--address", "https://a.vn/x"], "chỉ dùng khi nhập đúng một tệp"),
    ],
)
def test_options_are_checked_before_anything_is_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], message: str
) -> None:
    """In words for editors; nothing is written."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(page_text(), "utf-8")
    assert run(tmp_path, *words) == 2
    assert message in capsys.readouterr().err
    assert articles(tmp_path) == []


def test_a_word_that_is_no_option_is_told_in_vietnamese(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not argparse's English."""
    with pytest.raises(SystemExit):
        run(tmp_path, "a.txt", "--chuyen-muv", "x")
    assert "không hiểu" in capsys.readouterr().err


def test_slips_of_editors_are_answered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An address without its beginning, an article of ours, a star that the console left to the program."""
    (tmp_path / "bài.md").write_text("Tiêu đề: A\n\nB\n", "utf-8")
    (tmp_path / "1.txt").write_text(page_text(), "utf-8")
    assert run(tmp_path, "thoxuan.gov.vn/bai.html", "bài.md", "*.txt", "*.docx") == 1
    printed = capsys.readouterr().out
    assert "cần có https:// ở đầu" in printed
    assert "“bài.md” đã là tệp bài viết" in printed
    assert "không có tệp nào khớp “*.docx”" in printed
    assert len([path for path in articles(tmp_path) if "gat-som" in path]) == 1


# Many, and again.


def test_a_folder_is_imported_once_and_only_what_is_new_the_next_time(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also after an article was renamed or its text was edited; --again imports once more."""
    old = tmp_path / "Cổng cũ" / "2023"
    old.mkdir(parents=True)
    for number in range(5):
        (old / f"{number}.txt").write_text(
            page_text(f"Xã Xuân Lai gặt thửa thứ {number}", f"{BODY} Thửa {number}."), "utf-8"
        )
    (old / "~$0.docx").write_bytes(b"x")
    (old / "anh_files").mkdir()
    (old / "anh_files" / "khung.html").write_text(page_html(), "utf-8")
    assert run(tmp_path, "Cổng cũ", "--section", "Tin trong huyện") == 0
    assert len(articles(tmp_path)) == 5
    first = tmp_path / "content" / articles(tmp_path)[0]
    first.rename(first.with_name("ten-moi.md"))
    (old / "5.txt").write_text(page_text("Xã Xuân Lai gặt thửa thứ năm", f"{BODY} Xong."), "utf-8")
    capsys.readouterr()
    assert run(tmp_path, "Cổng cũ", "--section", "Tin trong huyện") == 0
    printed = capsys.readouterr().out
    assert "1 bài đã nhập, 5 đã có từ trước, 0 không nhập được." in printed
    assert "thêm --nhap-lai" in printed
    assert len(articles(tmp_path)) == 6
    assert run(tmp_path, "Cổng cũ/2023/5.txt", "--again", "--section", "Tin trong huyện") == 0
    assert len(articles(tmp_path)) == 7


def test_the_papers_of_a_folder_become_articles_but_those_of_its_pages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A paper that a page offers is attached to it, and is no article beside it, however often the folder is imported."""
    old = tmp_path / "Cổng cũ"
    old.mkdir()
    (old / "0-phu-luc.pdf").write_bytes(pdf.with_text([[MORE]]))
    (old / "bai.html").write_text(
        page_html(body=f'{BODY} <a href="0-phu-luc.pdf">Phụ lục</a>'), encoding="utf-8"
    )
    (old / "thong-bao.pdf").write_bytes(pdf.with_text([[LAST]]))
    assert run(tmp_path, "Cổng cũ") == 0
    printed = capsys.readouterr().out
    assert "2 bài đã nhập" in printed
    assert "chữ lấy từ tệp PDF" in printed
    assert run(tmp_path, "Cổng cũ") == 0
    assert "0 bài đã nhập, 3 đã có từ trước" in capsys.readouterr().out
    assert len(articles(tmp_path)) == 2


def test_an_import_that_was_stopped_goes_on_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever was written is whole and remembered."""
    from plugins.editors.importing.importer import Importer
    from plugins.editors.importing.requested_sources import RequestedSource

    for number in range(4):
        (tmp_path / f"{number}.txt").write_text(
            page_text(f"Xã Xuân Lai gặt thửa thứ {number}", f"{BODY} Thửa {number}."), "utf-8"
        )
    names = [f"{number}.txt" for number in range(4)]
    whole = Importer.import_one
    done: list[str] = []

    def stopped(self: Importer, requested: RequestedSource) -> None:
        if len(done) == 2:
            raise KeyboardInterrupt
        done.append(requested.name)
        whole(self, requested)

    monkeypatch.setattr(Importer, "import_one", stopped)
    assert run(tmp_path, *names) == 130
    assert len(articles(tmp_path)) == 2
    monkeypatch.setattr(Importer, "import_one", whole)
    assert run(tmp_path, *names) == 0
    assert len(articles(tmp_path)) == 4
    rows = tomllib.loads((tmp_path / "content/du-lieu/da-nhap.toml").read_text("utf-8"))["nhap"]
    assert [row["tu"] for row in rows] == names


def test_an_article_at_two_addresses_is_one_article_with_both(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The old address is the redirect: neither may be lost."""
    for name, address in (
        ("a.txt", "http://thoxuan.gov.vn/web/tin-trong-huyen/bai.html"),
        ("b.txt", "https://www.thoxuan.gov.vn/web/tin-trong-huyen/bai(1).html"),
    ):
        (tmp_path / name).write_text(page_text(address=address), "utf-8")
    assert run(tmp_path, "a.txt", "b.txt") == 0
    (path,) = articles(tmp_path)
    text = (tmp_path / "content" / path).read_text("utf-8")
    assert "Đường dẫn cũ: /web/tin-trong-huyen/bai.html; /web/tin-trong-huyen/bai(1).html\n" in text
    assert "trùng với" in capsys.readouterr().out


def test_an_article_that_has_the_old_address_is_not_imported_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Even where it was written by hand and nothing was recorded."""
    content = portal(tmp_path)
    (content / "bai.md").write_text("Tiêu đề: A\nĐường dẫn cũ: /web/bai.html\n\nB\n", "utf-8")
    (tmp_path / "a.txt").write_text(page_text(address="https://thoxuan.gov.vn/web/bai.html"), "utf-8")
    assert run(tmp_path, "a.txt") == 0
    assert articles(tmp_path) == ["bai.md"]
    assert "content/bai.md" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("first", "second", "are_one"),
    [
        ("/web/Bài.html", "https://www.a.gov.vn/Web/B%C3%A0i.html/#x", True),
        ("/tin?id=5&trang=2", "/tin?trang=2&amp;ID=5", True),
        ("/Pages/2024-05-07/tin.aspx", "/pages/2024-5-7/tin.aspx", True),
        ("/tin/bai/", "/tin/bai/index.html", True),
        ("/%D5n.html", "http://a.gov.vn/%d5N.html", True),
        ("/tin?id=MTE2", "/tin?id=mtE2", False),
        ("/tin?id=5", "/tin", False),
        ("/tin", "/", False),
    ],
)
def test_an_import_compares_old_addresses_as_publishing_does(first: str, second: str, are_one: bool) -> None:
    """Else both articles would be there, and publishing would refuse them; but no article is left out for the case of its id."""
    log = ImportLog(Path(), by_address={old_address_key(first): "bai.md"})

    assert (log.known("", [second]) == "bai.md") is are_one


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Tiêu đề: A\n\nB", "Tiêu đề: A\nĐường dẫn cũ: /b\n\nB"),
        ("Tiêu đề: A\nĐường dẫn cũ:\n- /a\n\nB", "Tiêu đề: A\nĐường dẫn cũ:\n- /b\n- /a\n\nB"),
    ],
)
def test_one_more_old_address(text: str, wanted: str) -> None:
    """In an article's header, however that is written."""
    assert with_old_address(text, "/b") == wanted


def test_a_broken_log_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Rather than that all is imported twice."""
    content = portal(tmp_path)
    (content / "du-lieu/da-nhap.toml").write_text("[[nhap", "utf-8")
    (tmp_path / "a.txt").write_text(page_text(), "utf-8")
    assert run(tmp_path, "a.txt") == 2
    assert "da-nhap.toml" in capsys.readouterr().err


def test_a_report_holds_all_that_is_to_be_looked_at(tmp_path: Path) -> None:
    """For a whole portal the screen is too small."""
    for number in range(5):
        (tmp_path / f"{number}.txt").write_text(
            page_text(f"Xã Xuân Lai gặt thửa thứ {number}", f"{BODY} Thửa {number}."), "utf-8"
        )
    assert run(tmp_path, *(f"{number}.txt" for number in range(5)), "--report", "xem.txt") == 0
    assert (tmp_path / "xem.txt").read_text("utf-8").count("[can-dien]") == 5


# From an old portal that still answers.


class _OldPortal(BaseHTTPRequestHandler):
    """A small old portal; "/cham" answers only the second time, "/to" without end."""

    requested: list[str] = []  # noqa: RUF012 - one portal for each test, cleared before it

    def do_GET(self) -> None:
        """Answer."""
        path = unquote(self.path)
        self.requested.append(path)
        place = f"http://127.0.0.1:{self.server.server_address[1]}"  # type: ignore[str-bytes-safe]
        if path == "/sitemap.xml":
            pages = [
                "/web/tin-trong-huyen/một bài.html",
                "/web/tin-trong-huyen/cham.html",
                "/trang-chu.html",
                "/mat.html",
                "/anh.jpg",
            ]
            return self._say(
                f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{''.join(f'<url><loc>{place}{p}</loc></url>' for p in pages)}</urlset>".encode()
            )
        if path.endswith("cham.html"):
            if self.requested.count(path) == 1:
                return self.send_error(503)
            return self._say(page_html("Xã Thọ Hải gặt muộn hơn").encode())
        if path.endswith("một bài.html"):
            return self._say(page_html(photo="/anh/PN tập huấn.jpg").encode())
        if path.endswith(".jpg"):
            return self._say(word.photo(), "image/jpeg")
        if path == "/trang-chu.html":
            return self._say(
                "".join(
                    f"<p><a href='/{n}'>Một tin dài về việc đồng áng thứ {n}</a></p>" for n in range(30)
                ).encode()
            )
        if path == "/sang.html":
            return self._send_on("/web/tin-trong-huyen/một bài.html")
        if path == "/di.html":
            return self._send_on(
                f"{place.replace('127.0.0.1', 'localhost')}/web/tin-trong-huyen/một bài.html"
            )
        if path == "/to.html":
            return self._say(b"x" * 9_000_000)
        return self.send_error(404)

    def _send_on(self, place: str) -> None:
        self.send_response(301)
        self.send_header("Location", place.encode().decode("latin-1"))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _say(self, data: bytes, kind: str = "text/html; charset=utf-8") -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def old_portal() -> Iterator[str]:
    """A portal on this machine."""
    _OldPortal.requested.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), _OldPortal) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def test_a_site_map_is_imported_page_by_page(
    tmp_path: Path, old_portal: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Photos with them; a page that is late is asked again; lists and lost pages are told; the next run asks for nothing that is known."""
    assert run(tmp_path, f"{old_portal}/sitemap.xml") == 1
    printed = capsys.readouterr().out
    assert "2 bài đã nhập, 0 đã có từ trước, 1 không nhập được." in printed
    assert "trang không còn (mã 404)" in printed
    assert "1 trang chủ, trang danh sách bỏ qua." in printed
    texts = [(tmp_path / "content" / path).read_text("utf-8") for path in articles(tmp_path)]
    assert all("Chuyên mục: Tin trong huyện\n" in text for text in texts)
    assert any("Đường dẫn cũ: /web/tin-trong-huyen/một%20bài.html\n" in text for text in texts)
    assert any("](PN tập huấn.jpg)\n(Chú thích)" in text for text in texts)
    assert [path.name for path in (tmp_path / "content").rglob("*.jpg")] == ["PN tập huấn.jpg"]
    _OldPortal.requested.clear()
    run(tmp_path, f"{old_portal}/sitemap.xml")
    assert not [path for path in _OldPortal.requested if "tin-trong-huyen" in path]
    assert len(articles(tmp_path)) == 2


def test_a_page_without_end_is_not_read_to_it(
    tmp_path: Path, old_portal: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """And an address that nobody answers is told once, after three tries."""
    assert run(tmp_path, f"{old_portal}/to.html", "http://127.0.0.1:9/x.html", "https://[x/y.html") == 1
    printed = capsys.readouterr().out
    assert "quá lớn" in printed
    assert "không nối được tới máy chủ, đã thử 3 lần" in printed
    assert "không phải một địa chỉ đọc được" in printed


def test_a_page_that_moved_within_the_portal_is_followed(tmp_path: Path, old_portal: str) -> None:
    """Though old servers write such addresses with bare Vietnamese letters."""
    assert run(tmp_path, f"{old_portal}/sang.html") == 0


def test_a_page_that_moved_to_another_host_is_told(
    tmp_path: Path, old_portal: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is followed only when that is asked for, and into this network only when that is asked for too."""
    assert run(tmp_path, f"{old_portal}/di.html") == 1
    assert "chuyển sang nơi khác: http://localhost:" in (printed := capsys.readouterr().out)
    assert "--noi-khac" in printed
    assert run(tmp_path, f"{old_portal}/di.html", "--elsewhere") == 1
    assert "--mang-noi-bo" in capsys.readouterr().out
    assert run(tmp_path, f"{old_portal}/di.html", "--elsewhere", "--private") == 0


def test_a_site_map_of_several_hosts_opens_no_inner_network(
    tmp_path: Path, old_portal: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever wrote it is not the editor."""
    places = (f"{old_portal}/web/tin-trong-huyen/một bài.html", "http://127.0.0.1:9/router")
    listed = "".join(f"<url><loc>{place}</loc></url>" for place in places)
    (tmp_path / "sitemap.xml").write_text(f"<urlset>{listed}</urlset>", "utf-8")
    assert run(tmp_path, "sitemap.xml") == 1
    assert capsys.readouterr().out.count("mạng nội bộ") == 2
    assert not [path for path in _OldPortal.requested if path != "/sitemap.xml"]


def test_a_site_map_in_a_file(tmp_path: Path, old_portal: str) -> None:
    """Saved from the old portal; what is no site map is told."""
    (tmp_path / "sitemap.xml").write_text(
        f"<urlset><url><loc>{old_portal}/web/tin-trong-huyen/một bài.html</loc></url></urlset>", "utf-8"
    )
    assert run(tmp_path, "sitemap.xml") == 0
    assert len(articles(tmp_path)) == 1


@pytest.mark.parametrize("ending", [".md", ".markdown", ".mkd", ".mdown", ".MD"])
def test_an_article_is_known_by_its_old_address_whatever_its_ending(tmp_path: Path, ending: str) -> None:
    """Whatever a build reads as an article is no second time imported."""
    content = portal(tmp_path)
    (content / f"bai{ending}").write_text("Tiêu đề: A\nĐường dẫn cũ: /tin/a.html\n\nB\n", "utf-8")

    assert ImportLog.read(content).known("", ["http://a.vn/tin/a.html"]) == f"bai{ending}"


# The portal's own settings.


def test_articles_come_into_the_content_folder_of_the_settings(tmp_path: Path) -> None:
    """One checkout may make several portals, each with a folder of its own; the one of the name `content` gets nothing."""
    other = portal(tmp_path / "xa")
    portal(tmp_path)
    settings_file(tmp_path / "xa")
    (tmp_path / "bai.txt").write_text(page_text(), "utf-8")

    with chdir(tmp_path):
        assert main(["import", "bai.txt", "--pause=0", f"--settings={tmp_path / 'xa' / 'conf.py'}"]) == 0

    assert articles(tmp_path) == []
    assert len(list(other.rglob("*.md"))) == 1


def test_days_are_of_the_portals_own_zone(tmp_path: Path) -> None:
    """An hour that names its zone is written as the portal's clock shows it."""
    portal(tmp_path)
    settings_file(tmp_path, 'TIMEZONE = "Asia/Tokyo"')
    (tmp_path / "bai.txt").write_text(f"{TITLE}\n\n{BODY}\n\n{MORE}\n", "utf-8")

    run(tmp_path, "bai.txt", "--date=29/11/2023 07:30 (GMT+7)", "--section=Tin trong huyện")

    (article,) = articles(tmp_path)
    assert "Ngày đăng: 29/11/2023 09:30\n" in (tmp_path / "content" / article).read_text("utf-8")


def test_settings_that_cannot_be_read_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In one line, and nothing is imported."""
    portal(tmp_path)
    (tmp_path / "conf.py").write_text("TIMEZONE = (", "utf-8")
    (tmp_path / "bai.txt").write_text(page_text(), "utf-8")

    assert run(tmp_path, "bai.txt") == 2
    assert "lỗi cú pháp trong conf.py" in capsys.readouterr().err
    assert articles(tmp_path) == []


# The task.


def test_the_tasks_hand_on_what_was_asked() -> None:
    """Paths as they are understood from everywhere; addresses as they are."""
    task, arguments = parse_task(
        tasks.TASKS, ["import", "Bài mới.docx", "https://a.vn/b", "--section", "Tin", "--again"]
    )
    assert task.name == "import"
    assert as_words(IMPORT_OPTIONS, arguments) == [
        "--section=Tin",
        "--again",
        str(Path.cwd() / "Bài mới.docx"),
        "https://a.vn/b",
    ]
    assert parse_task(tasks.TASKS, ["convert", "a.md", "--write"])[1].write


# Converting.


def test_convert_shows_and_writes_only_when_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What was found, how sure, which lines; the bytes that were there are kept."""
    old = "Tiêu đề: Gặt\n\nBµ con th«n §oµi gãp c«ng söa ®\u00adêng, dùng l¹i nhµ v¨n hãa.\n"
    path = tmp_path / "bài cũ.md"
    path.write_text(old, "utf-8")
    assert run(tmp_path, "bài cũ.md", task="convert") == 0
    printed = capsys.readouterr().out
    assert "bài cũ.md: TCVN3 (ABC) – chắc chắn; 1 dòng đổi." in printed
    assert "  + Bà con thôn Đoài" in printed
    assert path.read_text("utf-8") == old
    assert run(tmp_path, "bài cũ.md", "--write", task="convert") == 0
    assert "Bà con thôn Đoài góp công sửa đường, dựng lại nhà văn hóa." in path.read_text("utf-8")
    assert (tmp_path / "bài cũ.md.bak").read_text("utf-8") == old
    capsys.readouterr()
    assert run(tmp_path, "bài cũ.md", task="convert") == 0
    assert "Không có gì phải đổi" in capsys.readouterr().out


def test_convert_takes_folders_and_leaves_sound_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """UTF-16, Windows-1258; line ends stay; a file that is no text is told."""
    folder = tmp_path / "bài"
    folder.mkdir()
    (folder / "a.txt").write_bytes("Họ và tên\r\nĐịa chỉ\r\n".encode("utf-16"))
    (folder / "tốt.md").write_bytes("Tiêu đề: déjà vu\n".encode())
    (folder / "máy.txt").write_bytes(bytes(range(256)) * 4)
    assert run(tmp_path, "bài", "--write", task="convert") == 1
    printed = capsys.readouterr().out
    assert "bài/a.txt: UTF-16 – chắc chắn" in printed
    assert "bài/máy.txt: không rõ" in printed
    assert "tốt.md" not in printed
    assert (folder / "a.txt").read_bytes() == "Họ và tên\r\nĐịa chỉ\r\n".encode()


@pytest.mark.parametrize(
    ("name", "data", "made"),
    [
        (
            "a.xml",
            '<?xml version="1.0" encoding="utf-16"?>\n<a>Xuân Lai gặt sớm</a>'.encode("utf-16"),
            '<?xml version="1.0" encoding="utf-8"?>\n<a>Xuân Lai gặt sớm</a>',
        ),
        (
            "b.html",
            "<meta charset='tcvn'><p>Bµ con th«n §oµi gãp c«ng söa ®\u00adêng, dùng l¹i nhµ v¨n hãa</p>".encode(
                "latin-1"
            ),
            "<meta charset='utf-8'><p>Bà con thôn Đoài góp công sửa đường, dựng lại nhà văn hóa</p>",
        ),
    ],
)
def test_convert_corrects_what_a_file_says_of_its_encoding(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, data: bytes, made: str
) -> None:
    """With the text: else the file would be ill-formed, or shown wrongly again."""
    (tmp_path / name).write_bytes(data)
    assert run(tmp_path, name, "--write", task="convert") == 0
    assert (tmp_path / name).read_text("utf-8") == made


def test_convert_reads_the_short_lines_of_a_doubly_encoded_file(tmp_path: Path) -> None:
    """Lines that prove nothing by themselves: a caption, a name, an arrow, a foreign word."""
    text = "Tiêu đề: Xuân Lai gặt sớm\nNgày đăng: 29/11/2023\n\nTrước tin bão, xã huy động máy gặt.\n(Hình 1)\nA → B, 5 €\ncafé naïve\n"
    double = text.encode().decode("latin-1")
    (tmp_path / "a.md").write_text(double, "utf-8")
    assert run(tmp_path, "a.md", "--write", task="convert") == 0
    assert (tmp_path / "a.md").read_text("utf-8") == text


def test_convert_writes_what_is_only_likely_when_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file of three words may be in another encoding: --write alone leaves it."""
    data = "Hîp t¸c".encode("latin-1")
    (tmp_path / "a.txt").write_bytes(data)
    assert run(tmp_path, "a.txt", "--write", task="convert") == 1
    printed = capsys.readouterr().out
    assert "có lẽ" in printed
    assert "--ghi --ca-co-le" in printed
    assert (tmp_path / "a.txt").read_bytes() == data
    assert run(tmp_path, "a.txt", "--write", "--likely", task="convert") == 0
    assert (tmp_path / "a.txt").read_text("utf-8") == "Hợp tác"


def test_convert_writes_nothing_that_changes_plain_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The completeness check: a fault of the conversion costs nobody a figure."""
    from plugins.editors.importing import converting
    from plugins.vietnamese.conversion import Conversion

    (tmp_path / "a.txt").write_bytes("Hîp t¸c 2024".encode("latin-1"))
    monkeypatch.setattr(
        converting, "convert_bytes", lambda data: Conversion("Hợp tác 2023", ("TCVN3 (ABC)",))
    )
    assert run(tmp_path, "a.txt", "--write", task="convert") == 1
    assert "“2024”" in capsys.readouterr().out
    assert "Hîp t¸c 2024".encode("latin-1") == (tmp_path / "a.txt").read_bytes()


def test_two_photos_or_albums_are_never_the_same_by_saying_nothing(tmp_path: Path) -> None:
    """Nor by equal words with other pictures; the same words with the same pictures are one article."""
    import word_files as word

    content = portal(tmp_path)
    folder = tmp_path / "vao"
    folder.mkdir()
    for name, colour in (("mot", "green"), ("hai", "red")):
        (folder / f"{name}.jpg").write_bytes(word.photo(colour))
        for words in ("", "Một số hình ảnh Đại hội xã Xuân Lai"):
            document = word.new()
            document.add_paragraph(words)
            word.picture(document, word.photo(colour))
            (folder / f"{name}{len(words)}.docx").write_bytes(word.saved(document))
    names = sorted(one.name for one in folder.iterdir())
    run(tmp_path, *(f"vao/{name}" for name in names))
    assert len(list((content / "bai-viet").rglob("*.md"))) == len(names)


def test_convert_sends_word_files_to_import(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Which reads them run by run."""
    (tmp_path / "a.docx").write_bytes(word_file())
    assert run(tmp_path, "a.docx", task="convert") == 1
    assert 'tasks.py import "a.docx"' in capsys.readouterr().out
