"""Photos of a whole portal: what is published of them, what is shown, what is told, and what a build pays for them."""

from __future__ import annotations

import io
import os
import re
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from picture_blocks import beside_pixels
from PIL import Image, ImageDraw
from pillow_heif import register_heif_opener
from random_steps import tree
from small_sites import NOW, PROJECT, an_article

from plugins.building.edition.result import Result
from plugins.building.run import build as build_with
from plugins.building.sources.listener import BuildListener
from plugins.building.sources.settings import BuildSettings
from plugins.building.sources.worker_pool import WorkerPool
from plugins.media import image_processing, picture_files

register_heif_opener()


@dataclass
class Listener(BuildListener):
    """One who writes down what he hears."""

    heard: list[tuple[str, int, int]] = field(default_factory=list)

    def progressed(self, stage: str, done: int, total: int) -> None:
        """Hear how far a stage is."""
        self.heard.append((stage, done, total))

    @property
    def drawn(self) -> list[tuple[int, int]]:
        """What was said of photos."""
        return [(done, total) for stage, done, total in self.heard if stage == "Xử lý ảnh"]


Again = Callable[..., tuple[Result, Listener]]


@pytest.fixture
def again(site: Path) -> Again:
    """Build the site upon what is remembered."""

    def again(pool: int = 1, **more: object) -> tuple[Result, Listener]:
        settings = BuildSettings(
            *(site / "content", site / "output", PROJECT / "theme", site / ".cache", NOW),
            siteurl="https://vi-du.gov.vn",
            confirmed_fewer=True,
            cards=False,
        )
        listener = Listener()
        # A file that is younger than a tick of the clock is looked at again.
        time.sleep(0.12)
        return build_with(replace(settings, **more), listener, WorkerPool(pool)), listener  # type: ignore[arg-type]

    return again


def photo(path: Path, size: tuple[int, int] = (1000, 700), kind: str = "JPEG", **more: object) -> None:
    """Write a photo that a phone took, and that tells where."""
    image = Image.new("RGB", size, "green")
    ImageDraw.Draw(image).ellipse((0, 0, size[0] // 2, size[1] // 2), fill="orange")
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "MAY-RIENG", 6
    exif.get_ifd(0x8825).update({1: "N", 2: (19.0, 55.0, 0.0), 3: "E", 4: (105.0, 30.0, 0.0)})
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path, kind, exif=exif.tobytes(), **more)


def write(site: Path, name: str, body: str, *header: str) -> None:
    """Write an article."""
    (site / "content" / f"{name}.md").write_text(an_article(f"Bài {name}", *header, body=body), "utf-8")


def page(site: Path, name: str) -> BeautifulSoup:
    """Return an article's page."""
    file = site / "output" / "tin-trong-huyen" / "2023" / name / "index.html"
    return BeautifulSoup(file.read_text("utf-8"), "html.parser")


def one(soup: BeautifulSoup | Tag, selector: str) -> Tag:
    """Return the one element that a selector finds."""
    (found,) = soup.select(selector)
    return found


def test_nothing_but_pixels_is_public(site: Path, again: Again) -> None:
    """Every picture of a portal with every kind of photo, shown, enlarged or offered whole, block by block."""
    anh = site / "content" / "anh"
    photo(anh / "a.jpg", comment=b"GHI-CHU-RIENG", icc_profile=b"RIENG" * 40)
    photo(anh / "b.heic", kind="HEIF")
    photo(anh / "c.png", kind="PNG")
    photo(anh / "d.webp", kind="WEBP")
    photo(anh / "e.avif", kind="AVIF")
    frames = [Image.new("RGB", (40, 30), (place * 100, 0, 0)) for place in range(3)]
    frames[0].save(anh / "f.gif", save_all=True, append_images=frames[1:], comment=b"MAY-RIENG")
    frames[0].save(
        anh / "g.webp", save_all=True, append_images=frames[1:], exif=b"Exif\0\0MAY-RIENG", xmp=b"MAY-RIENG"
    )
    (anh / "h.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><metadata>MAY-RIENG</metadata><path d="M0 0h4"/></svg>'
    )
    names = ["a.jpg", "b.heic", "c.png", "d.webp", "e.avif", "f.gif", "g.webp", "h.svg"]
    body = "\n\n".join(f"![Ảnh]({name})\n\n[tải ảnh gốc](anh/{name})" for name in names)
    write(site, "nhieu-anh", body, "Ảnh đại diện: anh/PN tập huấn.jpg")

    result, _ = again(cards=True)
    assert result.exit == 0, result.problems
    public = {path: path.read_bytes() for path in (site / "output" / "anh").rglob("*") if path.is_file()}
    kinds = {path.suffix for path in public}

    assert kinds == {".avif", ".webp", ".jpg", ".png", ".gif", ".svg"}
    assert sum("-goc." in path.name for path in public) == 5
    for path, data in public.items():
        assert b"RIENG" not in data, path
        if path.suffix != ".svg":
            assert beside_pixels(data) == set(), path
            with Image.open(io.BytesIO(data)) as image:
                assert not image.getexif(), path
    originals = {path.read_bytes() for path in anh.iterdir()}
    assert not originals & set(public.values())


def test_every_picture_of_a_page_has_its_size_and_is_there(site: Path, again: Again) -> None:
    """Width and height always; every address of every srcset is a file as wide as it says."""
    photo(site / "content" / "anh" / "a.jpg")
    write(site, "anh", "![Bờ đê](a.jpg)\n\nChữ ![nhỏ](PN tập huấn.jpg) giữa dòng.", "Ảnh đại diện: a.jpg")
    again()
    for file in (site / "output").rglob("*.html"):
        soup = BeautifulSoup(file.read_text("utf-8"), "html.parser")
        for image in soup.select("main img"):
            assert int(str(image["width"])) > 0, file
            assert int(str(image["height"])) > 0, file
            assert image.has_attr("alt"), file
        for element in soup.select("main img[srcset], main source"):
            for candidate in str(element["srcset"]).split(", "):
                address, width = candidate.split()
                with Image.open(site / "output" / address.lstrip("/")) as picture:
                    assert f"{picture.width}w" == width, file


def test_one_photo_leads_and_the_others_wait(site: Path, again: Again) -> None:
    """The cover; else the first photo of the body, wherever HTML written by hand stands."""
    for name in "abc":
        photo(site / "content" / "anh" / f"{name}.jpg")
    body = '<figure><img src="a.jpg" alt="A"></figure>\n\n![B](b.jpg)\n\n![C](c.jpg)'
    write(site, "khong-bia", body)
    write(site, "co-bia", body, "Ảnh đại diện: c.jpg", "Mô tả ảnh: Bìa")
    again()
    without, with_cover = page(site, "khong-bia"), page(site, "co-bia")

    assert [str(image["alt"]) for image in without.select('main article img[fetchpriority="high"]')] == ["A"]
    assert [str(image["alt"]) for image in with_cover.select('main article img[fetchpriority="high"]')] == [
        "Bìa"
    ]
    for soup in (without, with_cover):
        for image in soup.select("main article img"):
            assert image.has_attr("fetchpriority") != (image.get("loading") == "lazy")


def test_photos_that_stand_alone_open_large(site: Path, again: Again) -> None:
    """Those in running text, and those in a link, lead nowhere of their own."""
    for name in "abcd":
        photo(site / "content" / "anh" / f"{name}.jpg")
    body = "![A](a.jpg)\n\nChữ ![B](b.jpg) chữ.\n\n[![C](c.jpg)](tot.md)\n\n[![D](d.jpg)](d.jpg)"
    write(site, "mo-to", body)
    again()
    links = {
        str(link.img["alt"]): str(link["href"]) for link in page(site, "mo-to").select(".prose a:has(img)")
    }

    assert set(links) == {"A", "C", "D"}
    assert re.fullmatch(r"/anh/a-[0-9a-f]+-700\.jpg", links["A"])
    assert links["C"] == "/tin-trong-huyen/2023/tot/"
    assert re.fullmatch(r"/anh/d-[0-9a-f]+-700\.jpg", links["D"])
    assert not list((site / "output" / "anh").glob("*-goc*"))


def test_the_picture_itself_is_public_only_when_words_lead_to_it(site: Path, again: Again) -> None:
    """“Tải ảnh gốc”: its own size, drawn anew; without such a link there is none."""
    photo(site / "content" / "anh" / "a.jpg", (3000, 2000))
    write(site, "tai", "![A](a.jpg)")
    again()
    assert not list((site / "output" / "anh").glob("*-goc*"))

    write(site, "tai", "[tải ảnh gốc](anh/a.jpg)")
    again()
    (file,) = (site / "output" / "anh").iterdir()
    assert f'href="/anh/{file.name}"' in str(page(site, "tai"))
    with Image.open(file) as image:
        assert (image.format, image.size) == ("JPEG", (2000, 3000))


def test_captions_name_who_took_the_photo(site: Path, again: Again) -> None:
    """In the body and at the top; the key stands above what the caption says."""
    caption = "Bờ đê sáng nay (Ảnh: Lê Hải)"
    body = f"![A](PN tập huấn.jpg)\n({caption})"
    for name, *header in (
        ("mot", "Chú thích ảnh: Lớp học. Ảnh: Lê Hải"),
        ("hai", "Chú thích ảnh: Lớp học. Ảnh: Lê Hải", "Tác giả ảnh: Trịnh Thu"),
        ("ba", "Photo credit: Nguồn ảnh: Báo Thanh Hóa"),
    ):
        write(site, name, body, "Ảnh đại diện: anh/PN tập huấn.jpg", *header)
    again()
    shown = {}
    for name in ("mot", "hai", "ba"):
        soup = page(site, name)
        assert one(soup, ".prose figcaption").get_text() == "Bờ đê sáng nay Ảnh: Lê Hải"
        assert one(soup, ".prose .figure__credit").get_text() == "Ảnh: Lê Hải"
        top = soup.select_one("article > figure")
        assert top
        shown[name] = (top.get_text(" ", strip=True), one(top, ".figure__credit").get_text())
    assert shown == {
        "mot": ("Lớp học. Ảnh: Lê Hải", "Ảnh: Lê Hải"),
        "hai": ("Lớp học. Ảnh: Trịnh Thu", "Ảnh: Trịnh Thu"),
        "ba": ("Nguồn ảnh: Báo Thanh Hóa", "Nguồn ảnh: Báo Thanh Hóa"),
    }


def test_who_shares_an_article_shows_a_jpeg(site: Path, again: Again) -> None:
    """The largest, with its size and type; a photo that is too small gives way to a card with the title."""
    photo(site / "content" / "anh" / "a.heic", (3000, 2000), "HEIF")
    Image.new("RGB", (90, 90), "red").save(site / "content" / "anh" / "nho.jpg")
    write(site, "lon", "![A](a.heic)")
    write(site, "nho", "![A](nho.jpg)")
    again(cards=True)

    def graph(name: str) -> dict[str, str]:
        return {
            str(meta["property"]): str(meta["content"])
            for meta in page(site, name).select('meta[property^="og:image"]')
        }

    large = graph("lon")
    assert re.fullmatch(r"https://vi-du\.gov\.vn/anh/a-[0-9a-f]+-1440\.jpg", large["og:image"])
    assert (large["og:image:type"], large["og:image:width"], large["og:image:height"]) == (
        *("image/jpeg", "1440", "2160"),
    )
    assert "/anh/chia-se/" in graph("nho")["og:image"]


def test_an_article_with_a_broken_photo_is_rejected_with_its_line(site: Path, again: Again) -> None:
    """A photo that begins well shows only when it is drawn; it is named, and nothing else is held back."""
    photo(site / "content" / "anh" / "rach.jpg", (2000, 1500))
    data = (site / "content" / "anh" / "rach.jpg").read_bytes()
    (site / "content" / "anh" / "rach.jpg").write_bytes(data[: len(data) // 2])
    write(site, "rach", "Chữ.\n\n![A](rach.jpg)")
    write(site, "dan-toi", "Xem [bài kia](rach.md).")

    result, _ = again()
    assert result.exit == 1
    assert [(one.path, one.line, one.code) for one in result.problems] == [
        ("content/dan-toi.md", 6, "lien-ket-loi"),
        ("content/rach.md", 8, "anh-hong"),
    ]
    assert "rach.jpg" in result.problems[1].message

    result, _ = again(quarantine=True)
    assert result.exit == 1
    assert (site / "output" / "tin-trong-huyen" / "2023" / "tot").is_dir()
    assert not list((site / "output" / "anh").glob("rach*") if (site / "output" / "anh").exists() else [])

    (site / "content" / "anh" / "rach.jpg").write_bytes(data)
    result, _ = again()
    assert result.exit == 0


def test_all_bad_photos_of_an_article_are_told_at_once(site: Path, again: Again) -> None:
    """What shows only when a photo is drawn is told together with what its first bytes tell."""
    photo(site / "content" / "anh" / "rach.jpg", (2000, 1500))
    data = (site / "content" / "anh" / "rach.jpg").read_bytes()
    (site / "content" / "anh" / "rach.jpg").write_bytes(data[: len(data) // 2])
    (site / "content" / "anh" / "gia.jpg").write_text("chữ", "utf-8")
    write(site, "hai-anh", "![A](rach.jpg)\n\n![B](gia.jpg)")
    result, _ = again()

    assert [(one.line, one.code) for one in result.problems] == [(6, "anh-hong"), (8, "anh-gia")]


def test_two_names_of_one_broken_photo_are_both_told(site: Path, again: Again) -> None:
    """Each article names the file that it shows."""
    photo(site / "content" / "anh" / "mot.jpg")
    data = (site / "content" / "anh" / "mot.jpg").read_bytes()[:3000]
    for name in ("mot", "hai"):
        (site / "content" / "anh" / f"{name}.jpg").write_bytes(data)
        write(site, name, f"![A]({name}.jpg)")
    result, _ = again()
    assert [(one.path, f"{one.path[8:11]}.jpg" in one.message) for one in result.problems] == [
        ("content/hai.md", True),
        ("content/mot.md", True),
    ]


def test_a_photo_that_did_not_change_costs_only_its_stamp(
    site: Path, again: Again, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another build, another article, lost pages: it is neither planned, nor decoded, nor copied."""
    photo(site / "content" / "anh" / "a.jpg")
    write(site, "a", "![A](a.jpg)")
    _, listener = again()
    assert listener.drawn == [(1, 1)]

    monkeypatch.setattr(picture_files, "plan_picture", pytest.fail)
    monkeypatch.setattr(image_processing, "decoded", pytest.fail)
    monkeypatch.setattr(picture_files, "drawn", pytest.fail)
    write(site, "b", "![B](a.jpg)")
    result, listener = again()
    assert (result.exit, listener.drawn) == (0, [])


@pytest.mark.parametrize("lost", ["cache", "cache and output", "memory", "everything"])
def test_whatever_is_lost_is_made_again(site: Path, again: Again, lost: str) -> None:
    """The same bytes, with as few photos drawn as can be."""
    for name in "abc":
        photo(site / "content" / "anh" / f"{name}.jpg", (600 + ord(name), 500))
        write(site, name, f"![A]({name}.jpg)")
    again()
    before = tree(site / "output")
    if lost in ("cache", "cache and output"):
        shutil.rmtree(site / ".cache" / "anh")
    if lost == "everything":
        shutil.rmtree(site / ".cache")
    if lost == "memory":
        for file in (site / ".cache").glob("nho-*"):
            file.unlink()
    if lost in ("cache and output", "everything"):
        shutil.rmtree(site / "output")
    # Something else is new, so that there is a build at all.
    write(site, "tot", "Khác.")
    result, listener = again(pool=2)

    assert result.exit == 0
    # Pictures that lie in the output are drawn again when a build needs them anew.
    kept = lost in ("memory", "cache")
    assert listener.drawn == ([] if kept else [(1, 3), (2, 3), (3, 3)])
    after = tree(site / "output")
    assert {path: data for path, data in after.items() if path.startswith("anh/")} == {
        path: data for path, data in before.items() if path.startswith("anh/")
    }


def test_a_damaged_file_of_the_cache_is_never_published(site: Path, again: Again) -> None:
    """Every file of every photo, when the public folder has to be made anew."""
    photo(site / "content" / "anh" / "a.jpg")
    write(site, "a", "![A](a.jpg)")
    again()
    before = tree(site / "output" / "anh")
    for file in (site / ".cache" / "anh").glob("*/*.*"):
        file.write_bytes(b"hong")
        shutil.rmtree(site / "output")
        assert again()[0].exit == 0
        assert tree(site / "output" / "anh") == before


def test_a_changed_photo_changes_its_addresses_and_leaves_nothing(site: Path, again: Again) -> None:
    """Of the old one no file stays public."""
    photo(site / "content" / "anh" / "a.jpg")
    write(site, "a", "![A](a.jpg)")
    again()
    before = set(os.listdir(site / "output" / "anh"))
    photo(site / "content" / "anh" / "a.jpg", (900, 600))
    again()
    after = set(os.listdir(site / "output" / "anh"))
    assert len(after) == 6
    assert not before & after


def test_photos_are_drawn_by_many_hands_as_by_one(site: Path, again: Again) -> None:
    """The same files, byte by byte."""
    for number in range(5):
        photo(site / "content" / "anh" / f"a{number}.jpg", (700 + number, 500))
        write(site, f"a{number}", f"![A](a{number}.jpg)")
    _, listener = again(pool=3)
    many = tree(site / "output")
    assert listener.drawn == [(number, 5) for number in range(1, 6)]
    shutil.rmtree(site / "output")
    shutil.rmtree(site / ".cache")
    again(pool=1)
    assert tree(site / "output") == many


def test_only_photos_in_use_are_public(site: Path, again: Again) -> None:
    """A draft's photo, and one that nobody shows, stay at home."""
    photo(site / "content" / "anh" / "nhap.jpg")
    photo(site / "content" / "anh" / "thua.jpg")
    write(site, "nhap", "![A](nhap.jpg)", "Trạng thái: nháp")
    again()
    assert not (site / "output" / "anh").exists()
    assert not (site / ".cache" / "anh").exists()


def test_a_portal_without_photos_builds(site: Path, again: Again) -> None:
    """PHOTOS = False: descriptions stand in their place, and nothing is drawn."""
    photo(site / "content" / "anh" / "a.jpg")
    write(site, "a", "![Bờ đê](a.jpg)\n(Sông Chu)", "Ảnh đại diện: a.jpg")
    result, listener = again(photos=False)
    soup = page(site, "a")
    assert (result.exit, listener.drawn, soup.select("main article img")) == (0, [], [])
    assert one(soup, ".photo-left-out").get_text() == "Bờ đê"
    assert not (site / "output" / "anh").exists()


def test_readers_are_told_how_long_a_document_is(site: Path, again: Again) -> None:
    """Type, pages, size; counted once for as long as the file stays."""
    document = PROJECT / "content" / "tai-lieu" / "tom-tat-quy-hoach-vung-minh-hoa.pdf"
    (site / "content" / "tai-lieu").mkdir()
    shutil.copy(document, site / "content" / "tai-lieu" / "a.pdf")
    write(site, "a", "Chữ.", "Tệp đính kèm: a.pdf", "Loại văn bản: Quy hoạch")
    again()
    assert re.fullmatch(
        r"\(PDF, \d+ trang, [\d,]+ kB\)", one(page(site, "a"), ".article__files .file-list__size").get_text()
    )
    register = BeautifulSoup(
        (site / "output" / "so-quy-hoach" / "index.html").read_text("utf-8"), "html.parser"
    )
    assert "trang, " in one(register, ".file-list__size").get_text()
