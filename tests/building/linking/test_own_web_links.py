"""A link to the portal's own address that is written in full is judged as one from the root is: where no page answers, its article alone drops out."""

from __future__ import annotations

from pathlib import Path

import pytest
from site_builds import PROJECT, build_site
from small_portals import NOW

from plugins.building.sources.settings import BuildSettings

OWN = "https://xa.vi-du.gov.vn"
HEADER = "Tiêu đề: Xã họp bàn mùa màng\nNgày đăng: 14/05/2024\nChuyên mục: Tin trong huyện\nTác giả: Lê Hải\n"
DRAFT = "Loại văn bản: Dự thảo\nLấy ý kiến từ: 01/05/2024\nLấy ý kiến đến: 30/12/2024\n"


def told(folder: Path, header: str, body: str, siteurl: str = OWN) -> list[tuple[str, int, str]]:
    """Return what a build tells of an article beside a sound one, which is published whatever the other is."""
    content, output = folder / "content", folder / "output"
    (content / "du-lieu").mkdir(parents=True)
    (content / "du-lieu" / "chuyen-muc.toml").write_text('[[chuyen-muc]]\nten = "Tin trong huyện"\n', "utf-8")
    (content / "thu.md").write_text(f"{HEADER}{header}\n{body}\n", "utf-8")
    (content / "tot.md").write_text(HEADER.replace("mùa màng", "đường làng") + "\nĐọc kỹ.\n", "utf-8")
    settings = BuildSettings(
        content, output, PROJECT / "theme", folder / ".cache", NOW, siteurl=siteurl, quarantine=True
    )
    problems = build_site(content, output, settings, NOW, quarantine=True).problems
    assert (output / "tin-trong-huyen/2024/tot/index.html").is_file()
    assert (output / "tin-trong-huyen/2024/thu/index.html").is_file() is not bool(problems)
    return [(one.code, one.line, one.message) for one in problems]


@pytest.mark.parametrize(
    ("header", "body", "line"),
    [
        ("", f"Đọc kỹ.\n\nXem [bài cũ]({OWN}/tin/khong-con/).", 8),
        ("", f"Xem {OWN}/tin/khong-con/ nhé.", 6),
        ("", f'Xem <a href="{OWN}/tin/khong-con/#muc">đây</a>.', 6),
        ("", f"Xem [bài cũ]({OWN}/web/tin.aspx?id=7).", 6),
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


@pytest.mark.parametrize(
    "address", ["", "/", "/tin-trong-huyen/2024/tot/", "/tin-trong-huyen/?trang=2", "/robots.txt"]
)
def test_a_page_that_is_there_is_linked(tmp_path: Path, address: str) -> None:
    """The front page, an article, a list, a file of the portal."""
    assert told(tmp_path, "", f"Xem [trang]({OWN}{address}).") == []


def test_another_portal_is_none_of_our_business(tmp_path: Path) -> None:
    """Its name may begin as ours does."""
    assert told(tmp_path, "", f"Xem [trang]({OWN}.example/khong-con/) và [xã]({OWN}/).") == []
    assert told(tmp_path / "khac", "", f"Xem [trang]({OWN}/khong-con/).", siteurl="") == []
