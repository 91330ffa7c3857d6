"""Whole sites are built and their output is read."""

from __future__ import annotations

import json
import re
import shutil
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

import feedparser
import pytest
from bs4 import BeautifulSoup
from shared_portals import share_pictures
from site_builds import build_site
from small_sites import NOW, Build, an_article

from plugins.building.run import build as build_with
from plugins.building.sources.listener import BuildListener
from plugins.building.sources.settings import BuildSettings
from plugins.lifecycle.outcome import Outcome
from plugins.pages.site import Site

PROJECT = Path(__file__).resolve().parents[2]


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own content, built once."""
    output = tmp_path_factory.mktemp("mau") / "output"
    share_pictures(tmp_path_factory, output.parent / ".cache")
    result = build_site(PROJECT / "content", output, None, NOW, False)
    assert result.exit == 0, "\n".join(map(str, result.problems)) + result.fault
    return output


def test_an_article_becomes_a_page(site: Path, build: Build) -> None:
    """Title, date, byline and body stand on the page at the article's address."""
    (site / "content" / "hop-bao.md").write_text(an_article('Họp "báo" & <Lai>', body="Một câu."), "utf-8")

    assert build().exit == 0
    page = (site / "output" / "tin-trong-huyen" / "2023" / "hop-bao" / "index.html").read_text("utf-8")

    assert "Họp “báo” &amp; &lt;Lai&gt;" in page
    assert '<time datetime="2023-11-29">29/11/2023</time>' in page
    assert "Lê Hải" in page
    assert "<p>Một câu.</p>" in page


def test_a_rejected_article_leaves_the_last_output(site: Path, build: Build) -> None:
    """An ordinary build with an error changes nothing; with quarantine the others are built."""
    assert build().exit == 0
    before = tree(site / "output")
    (site / "content" / "hong.md").write_text(an_article("Bài hỏng DAU-RIENG", date="31/02/2024"), "utf-8")

    assert build().exit == 1
    assert tree(site / "output") == before
    result = build(quarantine=True)
    assert result.exit == 1
    assert result.counts is not None
    assert result.counts.by_outcome[Outcome.REJECTED] == 1
    assert not any(b"DAU-RIENG" in data for data in tree(site / "output").values())


@pytest.mark.parametrize(
    "more",
    [
        ("Trạng thái: nháp",),
        ("Trạng thái: chờ duyệt",),
        ("Đường dẫn: bi-mat",),
        ("Lưu tại: rieng/bi-mat.html",),
    ],
)
def test_drafts_and_scheduled_articles_do_not_leak(site: Path, build: Build, more: tuple[str, ...]) -> None:
    """Neither page nor title nor a photo that only they use is in any byte of the output."""
    date = "29/11/2023" if more[0].startswith("Trạng thái") else "29/11/2030"
    text = an_article(
        "Tiêu đề DAU-RIENG",
        *more,
        date=date,
        body="![Ảnh kín](PN tập huấn.jpg)\n\nThân DAU-RIENG.\n\n[Tải về](ke-hoach-kin.pdf)",
    )
    (site / "content" / "ke-hoach-kin.pdf").write_bytes(b"%PDF-1.4 TEP-KIN")
    (site / "content" / "kin-dau-rieng.md").write_text(text, "utf-8")

    assert build().exit == 0
    output = tree(site / "output")

    assert not any(
        any(mark in data for mark in (b"DAU-RIENG", b"pn-tap-huan", b"bi-mat", b"TEP-KIN", b"ke-hoach-kin"))
        for data in output.values()
    )
    assert not any(
        any(mark in path for mark in ("pn-tap-huan", "bi-mat", "dau-rieng", "ke-hoach-kin"))
        for path in output
    )


def test_a_scheduled_article_appears_in_time(site: Path, build: Build) -> None:
    """The same input at a later now is public."""
    (site / "content" / "hen.md").write_text(an_article("Bài hẹn giờ", date="01/07/2024 07:30"), "utf-8")

    build()
    assert not (site / "output" / "tin-trong-huyen" / "2024" / "hen").exists()
    build(datetime.fromisoformat("2024-07-01T07:30:00+07:00"))
    assert (site / "output" / "tin-trong-huyen" / "2024" / "hen" / "index.html").exists()


def test_removed_articles_leave_the_output(site: Path, build: Build) -> None:
    """An edition holds only what its own build made."""
    extra = site / "content" / "them.md"
    extra.write_text(an_article("Bài thêm"), "utf-8")
    build()
    extra.unlink()
    build()

    assert not (site / "output" / "tin-trong-huyen" / "2023" / "them").exists()


def test_a_folder_that_is_not_ours_is_never_emptied(site: Path, build: Build) -> None:
    """Without our marker the build stops and touches nothing."""
    (site / "output").mkdir()
    (site / "output" / "quan-trong.txt").write_text("giữ", "utf-8")

    assert build().exit == 2
    assert tree(site / "output") == {"quan-trong.txt": "giữ".encode()}


def test_empty_content_stops_the_build(site: Path, build: Build) -> None:
    """A failed checkout publishes no empty portal."""
    build()
    before = tree(site / "output")
    shutil.rmtree(site / "content")
    (site / "content").mkdir()

    assert build().exit == 2
    assert tree(site / "output") == before


def test_a_photo_is_found_and_published_under_an_ascii_name(site: Path, build: Build) -> None:
    """Spaces and diacritics in a photo's name are the editor's; the address is plain."""
    body = "![Lớp học](PN tập huấn.jpg)\n(Chú thích của ảnh)"
    (site / "content" / "anh-dep.md").write_text(an_article("Bài có ảnh", body=body), "utf-8")

    result = build()
    assert result.exit == 0, result.problems
    page = BeautifulSoup(
        (site / "output" / "tin-trong-huyen/2023/anh-dep/index.html").read_text("utf-8"), "html.parser"
    )
    image = page.select_one(".prose figure img")

    assert image is not None
    assert re.fullmatch(r"/anh/pn-tap-huan-[0-9a-f]+-640\.jpg", str(image["src"]))
    assert (site / "output" / str(image["src"]).lstrip("/")).exists()
    assert page.select_one(".prose figcaption").get_text(strip=True) == "Chú thích của ảnh"  # type: ignore[union-attr]


def test_links_to_articles_are_addresses_and_dead_ones_are_errors(site: Path, build: Build) -> None:
    """A link by file path leads to the page; to a draft or to nothing it is an error with its line."""
    (site / "content" / "a.md").write_text(an_article("Bài A", body="Xem [bài tốt](tot.md)."), "utf-8")
    assert build().exit == 0
    assert 'href="/tin-trong-huyen/2023/tot/"' in (
        site / "output/tin-trong-huyen/2023/a/index.html"
    ).read_text("utf-8")

    (site / "content" / "a.md").write_text(an_article("Bài A", body="Xem [bài mất](mat.md)."), "utf-8")
    result = build()
    assert result.exit == 1
    assert [problem.line for problem in result.problems] == [6]


def test_addresses_and_anchors_of_this_site_are_checked(site: Path, build: Build) -> None:
    """A link to a page of this site by its address, or to a heading of another article, must lead there."""
    other = site / "content" / "b.md"
    other.write_text(an_article("Bài B", body="## Kết quả\n\nMột câu."), "utf-8")
    good = (
        "[tin](/tin-trong-huyen/) [kết quả](b.md#ket-qua) [nguồn](/feeds/tat-ca.atom.xml) [dưới](#khong-co)"
    )
    (site / "content" / "a.md").write_text(an_article("Bài A", body=good), "utf-8")
    result = build()
    assert result.exit == 0, result.problems
    assert [problem.code for problem in result.problems] == ["neo-khong-co"]
    page = (site / "output/tin-trong-huyen/2023/a/index.html").read_text("utf-8")
    assert 'href="/tin-trong-huyen/2023/b/#ket-qua"' in page
    assert "#khong-co" not in page

    bad = "[a](/khong-co/) [b](b.md#ket-cuc) [c](/tin-trong-huyen/2023/b/#ket-cuc)"
    (site / "content" / "a.md").write_text(an_article("Bài A", body=bad), "utf-8")
    result = build()
    assert result.exit == 1
    assert sorted(problem.code for problem in result.problems) == ["lien-ket-chet", "neo-chet", "neo-chet"]
    (site / "content" / "a.md").write_text(
        an_article("Bài A", body=bad.replace("b.md#ket-cuc", "b.md")), "utf-8"
    )
    assert sorted(problem.code for problem in build().problems) == ["lien-ket-chet", "neo-chet"]


class _Vandal(BuildListener):
    """A plugin that spoils the home page before it is public."""

    may_write = True

    def __init__(self, spoilt: str) -> None:
        self.spoilt = spoilt
        self.folder = Path()

    def written(self, folder: Path, path: str) -> None:
        self.folder = folder

    def prepared(self, site: Site, folder: Path) -> None:
        page = self.folder / "index.html"
        page.write_text(page.read_text("utf-8").replace("</main>", f"{self.spoilt}</main>"), "utf-8")


@pytest.mark.parametrize(
    ("spoilt", "code"),
    [
        ('<a href="/mat/">x</a>', "lien-ket-chet"),
        ('<a href="#mat">x</a>', "neo-chet"),
        ('<img src="/anh/mat.jpg" alt="">', "anh-chet"),
        ('<i id="a"></i><i id="a"></i>', "trung-id"),
        ('<a href="{static}/x">x</a>', "sot-ky-hieu"),
        ("<script>1</script>", "ma-trong-trang"),
        ("e\u0301", "chua-chuan-nfc"),
    ],
)
def test_a_spoilt_edition_is_not_published(site: Path, build: Build, spoilt: str, code: str) -> None:
    """What is prepared is read back; a fault in it leaves the last edition public."""
    assert build().exit == 0
    before = tree(site / "output")
    settings = BuildSettings(site / "content", site / "output", PROJECT / "theme", site / ".cache", NOW)

    result = build_with(settings, _Vandal(spoilt))

    assert result.exit == 2
    assert f"[{code}]" in result.fault
    assert tree(site / "output") == before
    assert not (site / ".output.moi").exists()


def test_unchanged_files_are_shared_with_the_last_edition(site: Path, build: Build) -> None:
    """A file that did not change is linked, not written; one that changed is a new file."""

    def files() -> dict[str, int]:
        output = site / "output"
        return {path.name: path.stat().st_ino for path in (output / "index.html", *output.rglob("site*.css"))}

    build()
    before = files()
    (site / "content" / "them.md").write_text(an_article("Bài thêm"), "utf-8")
    assert build().exit == 0

    changed = {name for name, inode in files().items() if inode != before[name]}
    assert len(before) == 2
    assert changed == {"index.html"}


def test_two_builds_of_one_input_are_equal(site: Path, build: Build, tmp_path: Path) -> None:
    """Same input and same now, same bytes, wherever the folder lies."""
    build()
    other = tmp_path / "nơi khác"
    shutil.copytree(site / "content", other / "content")
    build_site(other / "content", other / "output", None, NOW, False)

    assert tree(site / "output") == tree(other / "output")


def test_a_content_folder_may_have_any_name(site: Path) -> None:
    """Standing pages are known by their folder below the content folder, not by that one's name."""
    (site / "content").rename(site / "bài vở")
    (site / "bài vở" / "trang").mkdir()
    (site / "bài vở" / "trang" / "lien-he.md").write_text("Tiêu đề: Liên hệ\n\nMột câu.\n", "utf-8")

    assert build_site(site / "bài vở", site / "output", None, NOW, False).exit == 0
    assert (site / "output" / "lien-he" / "index.html").exists()


def test_the_sample_has_no_dead_link(sample: Path) -> None:
    """Every address on every page of the project's own portal has its file, every anchor its id."""
    pages = {
        path: BeautifulSoup(path.read_text("utf-8"), "html.parser") for path in sorted(sample.rglob("*.html"))
    }
    dead = []
    for path, soup in pages.items():
        for element in soup.select("[href], [src]"):
            address = urlsplit(str(element.get("href") or element.get("src")))
            if address.scheme or address.netloc:
                continue
            target = sample / unquote(address.path).lstrip("/") if address.path else path
            target = target / "index.html" if target.is_dir() else target
            if not target.exists() or (
                address.fragment and target in pages and not pages[target].find(id=unquote(address.fragment))
            ):
                dead.append((path.name, address.geturl()))

    assert dead == []


def test_the_sample_pages_are_whole(sample: Path) -> None:
    """One h1, unique ids, alternative texts, no inline script or style, nothing leaked."""
    for path in sorted(sample.rglob("*.html")):
        text = path.read_text("utf-8")
        soup = BeautifulSoup(text, "html.parser")
        ids = [element["id"] for element in soup.select("[id]")]

        assert len(soup.select("h1")) == 1, path
        assert len(ids) == len(set(ids)), path
        assert all(image.has_attr("alt") for image in soup.select("img")), path
        assert not soup.select("[style], style, [onclick]"), path
        assert all(
            script.get("src") or script.get("type") == "application/ld+json"
            for script in soup.select("script")
        ), path
        assert not re.search(r"\{\{|\{%|\bundefined\b|>None<", text), path


def test_the_sample_feeds_are_sound(sample: Path) -> None:
    """Every feed parses, and the JSON feed is JSON."""
    for path in sorted((sample / "feeds").glob("*.xml")):
        assert not feedparser.parse(path.read_bytes()).bozo, path
    assert json.loads((sample / "feeds" / "tat-ca.json").read_text("utf-8"))["items"]


def test_the_404_page_says_what_the_editors_wrote(site: Path, build: Build) -> None:
    """trang/404.md gives the words; it is neither in menus nor in the site map, and without it the theme's words stand."""
    build()
    assert "Địa chỉ này không có trên cổng" in (site / "output" / "404.html").read_text("utf-8")
    (site / "content" / "trang").mkdir()
    (site / "content" / "trang" / "404.md").write_text(
        "Tiêu đề: Lạc đường\n\nXem [tin](/tin-trong-huyen/).\n", "utf-8"
    )
    assert build().exit == 0

    page = (site / "output" / "404.html").read_text("utf-8")
    assert "<h1>Lạc đường</h1>" in page
    assert '<a href="/tin-trong-huyen/">tin</a>' in page
    assert not (site / "output" / "404").exists()
    assert [path for path, data in tree(site / "output").items() if "Lạc đường".encode() in data] == [
        "404.html"
    ]


def test_a_hidden_404_page_leaves_the_theme_s_words(site: Path, build: Build) -> None:
    """What is not published is not shown on the page for addresses that do not exist either."""
    (site / "content" / "trang").mkdir()
    (site / "content" / "trang" / "404.md").write_text(
        "Tiêu đề: Lạc đường\nTrạng thái: ẩn\n\nMột câu.\n", "utf-8"
    )
    assert build().exit == 0
    assert "Địa chỉ này không có trên cổng" in (site / "output" / "404.html").read_text("utf-8")
    assert not any("Lạc đường".encode() in data for data in tree(site / "output").values())


def test_a_standing_page_never_takes_the_place_of_the_portal_s_own(site: Path, build: Build) -> None:
    """Pages named like the site map, a section or an index are published beside them, and each is told of."""
    (site / "content" / "trang").mkdir()
    for name in ("so-do-cong", "tin-trong-huyen", "feeds"):
        (site / "content" / "trang" / f"{name}.md").write_text(f"Tiêu đề: DAU {name}\n\nMột câu.\n", "utf-8")
    result = build()

    assert result.exit == 0
    assert sorted(problem.code for problem in result.problems) == [
        "duong-dan-doi",
        "trung-dia-chi",
        "trung-dia-chi",
    ]
    named = [path for path, data in tree(site / "output").items() if b"<h1>DAU " in data]
    assert named == ["dau-feeds/index.html", "so-do-cong-2/index.html", "tin-trong-huyen-2/index.html"]


@pytest.mark.parametrize("address", ["the", "feeds", "luu-tru"])
def test_a_section_may_not_lie_where_the_portal_s_own_pages_do(
    site: Path, build: Build, address: str
) -> None:
    """Such a section is left out, and it is said what to change; the others stand."""
    with (site / "content" / "du-lieu" / "chuyen-muc.toml").open("a", encoding="utf-8") as file:
        file.write(f'[[chuyen-muc]]\nten = "Mục lạ"\ndia-chi = "{address}"\n')
    result = build(quarantine=True)

    assert (result.exit, result.fault) == (1, "")
    assert [(one.code, one.line) for one in result.problems] == [("muc-du-lieu", 11)]
    assert "“Mục lạ”" in result.problems[0].message
    assert "dia-chi" in result.problems[0].message
    assert (site / "output/tin-trong-huyen/2023/tot/index.html").exists()


@pytest.mark.parametrize(
    "file", ["tin-trong-huyen/trang/1/index.html", "tin-trong-huyen/2023/trang/1/index.html"]
)
def test_an_article_may_not_be_the_next_page_of_a_list(site: Path, build: Build, file: str) -> None:
    """A list grows: its later pages are the portal's own as its first is."""
    (site / "content" / "a.md").write_text(an_article("Bài A", f"Lưu tại: {file}"), "utf-8")

    assert [problem.code for problem in build().problems] == ["luu-tai"]


@pytest.mark.parametrize(
    "ends", ["2024-06-30", '"30/06/2024"', "2024-06-30T00:00:00", '"ngày 30 tháng 6 năm 2024"']
)
def test_a_slogan_goes_when_its_day_has_passed(site: Path, build: Build, ends: str) -> None:
    """The last day still shows it, however the day is written."""
    text = f'[khau-hieu]\nnoi-dung = "KHẨU HIỆU"\nhet-han = {ends}\n'
    (site / "content" / "du-lieu" / "don-vi.toml").write_text(text, "utf-8")
    home = site / "output" / "index.html"

    build(NOW)
    assert "KHẨU HIỆU" in home.read_text("utf-8")
    build(datetime.fromisoformat("2024-07-01T00:00:00+07:00"))
    assert "KHẨU HIỆU" not in home.read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ('[khau-hieu]\nnoi-dung = "TIẾN LÊN"\nhet-han = "31/06/2024"\n', 3, "het-han"),
        ('[thong-bao]\nnoi-dung = "TIẾN LÊN"\nhet-han = "mai"\n', 3, "[thong-bao]"),
        ('khau-hieu = "TIẾN LÊN"\n', 1, "[khau-hieu]"),
    ],
)
def test_a_slogan_whose_end_cannot_be_read_is_not_shown(
    site: Path, build: Build, text: str, line: int, says: str
) -> None:
    """A slogan that would stay for ever by a slip of the pen is told of instead."""
    (site / "content" / "du-lieu" / "don-vi.toml").write_text(text, "utf-8")
    result = build(quarantine=True)

    assert [(one.path, one.line) for one in result.problems] == [("content/du-lieu/don-vi.toml", line)]
    assert says in result.problems[0].message
    assert "TIẾN LÊN" not in (site / "output" / "index.html").read_text("utf-8")
