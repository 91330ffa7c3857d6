"""A link to the portal's own address that is written in full is judged as one from the root is: where no page answers, its article alone drops out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from site_builds import PROJECT, build_site
from small_portals import NOW

from plugins.building.analysis import analyse
from plugins.building.sources.settings import BuildSettings
from plugins.building.sources.static_paths import StaticFiles

OWN = "https://xa.vi-du.gov.vn"
HEADER = "Tiêu đề: Xã họp bàn mùa màng\nNgày đăng: 14/05/2024\nChuyên mục: Tin trong huyện\nTác giả: Lê Hải\n"
DRAFT = "Loại văn bản: Dự thảo\nLấy ý kiến từ: 01/05/2024\nLấy ý kiến đến: 30/12/2024\n"


STATIC = StaticFiles(("them",), places=(("them/ban-do.html", "ban-do/index.html"),))
GOOGLE = "google0123456789abcdef.html"
THIS_PAGE, OTHER_PAGE = "tin-trong-huyen/2024/thu/index.html", "tin-trong-huyen/2024/tot/index.html"


def portal(folder: Path, header: str, body: str, siteurl: str = OWN, **more: Any) -> BuildSettings:
    """Return the settings of a portal with an article beside a sound one."""
    content = folder / "content"
    for name in ("du-lieu", "them"):
        (content / name).mkdir(parents=True)
    (content / "du-lieu" / "chuyen-muc.toml").write_text('[[chuyen-muc]]\nten = "Tin trong huyện"\n', "utf-8")
    (content / "thu.md").write_text(f"{HEADER}{header}\n{body}\n", "utf-8")
    (content / "tot.md").write_text(
        HEADER.replace("mùa màng", "đường làng") + "\n## Mục một\n\nĐọc kỹ.\n", "utf-8"
    )
    (content / "tot.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    (content / "them" / "ban-do.html").write_text(
        '<!doctype html><html lang="vi"><p id="xa">Xã</p></html>', "utf-8"
    )
    (content / GOOGLE).write_text(f"google-site-verification: {GOOGLE}", "utf-8")
    return BuildSettings(
        content,
        folder / "output",
        PROJECT / "theme",
        folder / ".cache",
        NOW,
        siteurl=siteurl,
        quarantine=True,
        static=STATIC,
        **more,
    )


def built(settings: BuildSettings) -> list[tuple[str, int, str]]:
    """Return what a build tells, which publishes something."""
    result = build_site(settings.content, settings.output, settings, NOW, quarantine=True)
    assert result.fault == ""
    return [(one.code, one.line, one.message) for one in result.problems]


def checked(settings: BuildSettings) -> list[tuple[str, int, str]]:
    """Return what a check tells, which publishes nothing."""
    found = analyse(settings, lambda analysis: analysis.problems)
    return [(one.code, one.line, one.message) for one in found]


def told(folder: Path, header: str, body: str, siteurl: str = OWN) -> list[tuple[str, int, str]]:
    """Return what a build, a check and a preview tell of an article beside a sound one, which is published whatever the other is."""
    settings = portal(folder, header, body, siteurl)
    problems = built(settings)
    assert (settings.output / OTHER_PAGE).is_file()
    assert (settings.output / THIS_PAGE).is_file() is not bool(problems)
    assert checked(settings) == problems
    preview = replace(settings, preview=True, output=folder / "preview")
    assert built(preview) == problems
    assert (preview.output / THIS_PAGE).is_file()
    return problems


def links_of(page: Path) -> list[str]:
    """Return where the links of an article lead, in its text and as its source."""
    soup = BeautifulSoup(page.read_bytes(), "html.parser")
    return [str(link["href"]) for link in soup.select(".prose a, .article__source a")]


@pytest.mark.parametrize(
    ("header", "body", "line"),
    [
        ("", f"Đọc kỹ.\n\nXem [bài cũ]({OWN}/tin/khong-con/).", 8),
        ("", f"Xem {OWN}/tin/khong-con/ nhé.", 6),
        ("", f'Xem <a href="{OWN}/tin/khong-con/#muc">đây</a>.', 6),
        ("", f"Xem [bài cũ]({OWN}/web/tin.aspx?id=7).", 6),
        ("", f"Xem [bài cũ]({OWN}/tin/nam.2024/).", 6),
        ("", f"Xem [bài cũ]({OWN}/home/tin/).", 6),
        ("", f"Xem [bài cũ]({OWN}/khong-con.html).", 6),
        ("", f"Xem [tệp]({OWN}/tep/khong-con.pdf).", 6),
        ("", f"Xem [bài]({OWN}/khong-con.md).", 6),
        (f"Nguồn: [Báo xã]({OWN}/bao/)\n", "Đọc kỹ.", 5),
        (f"{DRAFT}Biểu mẫu góp ý: {OWN}/bieu-mau/\n", "Đọc kỹ.", 8),
    ],
)
def test_a_page_that_is_not_there_is_told_at_its_line(
    tmp_path: Path, header: str, body: str, line: int
) -> None:
    """In the body, as the source, as the form of a consultation."""
    problems = told(tmp_path, header, body)

    assert [(code, at) for code, at, _ in problems] in (
        [("lien-ket-chet", line)],
        [("khong-tim-thay", line)],
    )
    # As it was written.
    assert f"“{OWN}/" in problems[0][2]


@pytest.mark.parametrize("anchor", ["khong-co", "trong-bai-nay"])
@pytest.mark.parametrize("place", ["/", "/tin-trong-huyen/", "/tin-trong-huyen/2024/tot/"])
@pytest.mark.parametrize("own", ["", OWN])
def test_an_anchor_that_a_page_has_not_is_told_at_its_line(
    tmp_path: Path, place: str, own: str, anchor: str
) -> None:
    """Of the front page, a list, an article, though longer articles have it; as it was written."""
    problems = told(tmp_path, "", f"Xem [mục]({own}{place}#{anchor}).")

    assert problems == [("neo-chet", 6, f"trang “{own}{place}” không có mục “#{anchor}”. Bỏ phần sau dấu #.")]


@pytest.mark.parametrize("own", ["", OWN])
@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/index.html",
        "/#noi-dung",
        "/tin-trong-huyen",
        "/tin-trong-huyen/?trang=2",
        "/tin-trong-huyen/./2024/../",
        "/tin-trong-huyen/#noi-dung",
        "/tin-trong-huyen/2024/tot/",
        "/tin-trong-huyen/2024/tot/index.html",
        "/tin-trong-huyen/2024/tot/#muc-mot",
        "/tin-trong-huyen/2024/tot/#noi-dung",
        "/tin-trong-huyen/2024/tot/?fbclid=x#top",
        "/robots.txt",
        "/ban-do/",
        "/ban-do/index.html",
        "/ban-do/#xa",
    ],
)
def test_a_page_that_is_there_is_linked(tmp_path: Path, own: str, address: str) -> None:
    """In every spelling that a web server and a browser take for it, and with every id that it has, of the theme too."""
    assert told(tmp_path, "", f"Xem [trang]({own}{address}).") == []
    assert links_of(tmp_path / "output" / THIS_PAGE) == [f"{own}{address}"]


def test_a_long_article_has_its_contents(tmp_path: Path) -> None:
    """What the theme makes of the headings of a body can be named, too."""
    settings = portal(tmp_path, "", f"Xem [mục lục]({OWN}/tin-trong-huyen/2024/tot/#trong-bai-nay).")
    text = "".join(f"\n## Mục {name}\n\n{'Đọc kỹ mọi lời. ' * 200}\n" for name in ("hai", "ba", "bốn"))
    with (settings.content / "tot.md").open("a", encoding="utf-8") as file:
        file.write(text)

    assert checked(settings) == built(settings) == []


def test_the_front_page_needs_no_slash(tmp_path: Path) -> None:
    """As people write a portal's address; and what search engines know it by is a file of it."""
    assert told(tmp_path, "", f"Xem [trang]({OWN}), [tệp]({OWN}/{GOOGLE}).") == []
    assert links_of(tmp_path / "output" / THIS_PAGE) == [OWN, f"{OWN}/{GOOGLE}"]


def test_a_file_of_content_leads_to_its_page(tmp_path: Path) -> None:
    """In the body and as the source, as one from the root does."""
    body = f"Xem [bài]({OWN}/tot.md#muc-mot), [tệp]({OWN}/tot.pdf), [bài](/tot.md#muc-mot), [tệp](/tot.pdf)."

    assert told(tmp_path, f"Nguồn: [Báo xã]({OWN}/tot.md)\n", body) == []

    page, file, *others = links_of(tmp_path / "output" / THIS_PAGE)
    assert page == "/tin-trong-huyen/2024/tot/#muc-mot"
    assert (tmp_path / "output" / file.lstrip("/")).is_file()
    assert others == [page, file, "/tin-trong-huyen/2024/tot/"]


def test_a_file_of_the_output_is_there_as_long_as_an_article_has_it(tmp_path: Path) -> None:
    """An editor copies the address of a document from a page; when the document goes, the link is told."""
    settings = portal(tmp_path, "", "Xem [tệp](/tot.pdf).")
    assert built(settings) == []
    (file,) = links_of(settings.output / THIS_PAGE)
    other = settings.content / "tot.md"
    other.write_text(f"{other.read_text('utf-8')}\nXem [tệp]({OWN}{file}).\n", "utf-8")
    assert built(settings) == []

    (settings.content / "thu.md").write_text(f"{HEADER}\nHết.\n", "utf-8")

    assert [code for code, *_ in built(settings)] == ["khong-tim-thay"]
    assert checked(settings) == built(settings)


def test_a_dead_address_leads_nowhere_in_a_preview(tmp_path: Path) -> None:
    """Its words stay, in the body and as the source."""
    header = f"Nguồn: [Báo xã]({OWN}/bao/)\n"
    settings = portal(tmp_path, header, f"Xem [bài cũ]({OWN}/khong-con/).", preview=True)

    assert [line for _, line, _ in built(settings)] == [5, 7]

    assert links_of(settings.output / THIS_PAGE) in ([], [""])
    assert "khong-con" not in (settings.output / THIS_PAGE).read_text("utf-8")


@pytest.mark.parametrize("own", ["", OWN])
def test_a_list_that_goes_with_its_last_article_is_told_of_at_the_link(tmp_path: Path, own: str) -> None:
    """Whatever is made again: the build that follows a removal tells the same as one from nothing."""
    settings = portal(tmp_path, "", f"Xem [năm 2023]({own}/tin-trong-huyen/2023/).")
    for name, year in (("cu", 2023), ("cu-hon", 2022)):
        text = HEADER.replace("2024", str(year)).replace("mùa màng", f"năm {year}")
        (settings.content / f"{name}.md").write_text(f"{text}\nĐọc kỹ, năm {year}.\n", "utf-8")
    assert built(settings) == []

    (settings.content / "cu.md").unlink()
    problems = built(settings)

    assert [(code, line) for code, line, _ in problems] == [("lien-ket-chet", 6)]
    assert problems == built(replace(settings, output=tmp_path / "o", cache=tmp_path / "c"))


def test_another_portal_is_none_of_our_business(tmp_path: Path) -> None:
    """Its name may begin as ours does."""
    assert told(tmp_path, "", f"Xem [trang]({OWN}.example/khong-con/) và [xã]({OWN}/).") == []
    assert told(tmp_path / "khac", "", f"Xem [trang]({OWN}/khong-con/).", siteurl="") == []
