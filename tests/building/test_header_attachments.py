"""What the header offers for download is offered, or told with its line: nothing of it is lost in silence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from site_builds import build_site
from small_portals import NOW

HEADER = "Tiêu đề: Xã họp bàn mùa màng\nNgày đăng: 14/05/2024\nChuyên mục: Tin trong huyện\nTác giả: Lê Hải\n"


def told(folder: Path, attachments: str) -> list[tuple[int, str, str]]:
    """Return what a build tells of an article with these attachments."""
    content = folder / "content"
    (content / "du-lieu").mkdir(parents=True)
    (content / "tai-lieu").mkdir()
    (content / "du-lieu" / "chuyen-muc.toml").write_text('[[chuyen-muc]]\nten = "Tin trong huyện"\n', "utf-8")
    for name in ("a.csv", "b.csv"):
        (content / "tai-lieu" / name).write_text("x;y\n", "utf-8")
    (content / "thu.md").write_text(f"{HEADER}Tệp đính kèm: {attachments}\n\nĐọc kỹ.\n", "utf-8")
    result = build_site(content, folder / "output", None, NOW, quarantine=True)
    published = len(list((folder / "output").glob("tai-lieu/*.csv")))
    return [(one.line, one.code, one.message) for one in result.problems] or [(published, "", "")]


@pytest.mark.parametrize(
    ("written", "published"),
    [("/tai-lieu/a.csv; /tai-lieu/b.csv", 2), ("a.csv;b.csv", 2), ("tai-lieu/a.csv", 1)],
)
def test_files_are_published(tmp_path: Path, written: str, published: int) -> None:
    """However they are named, as long as they are parted by semicolons."""
    assert told(tmp_path, written) == [(published, "", "")]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("/tai-lieu/a.csv, /tai-lieu/b.csv", "ngăn bằng dấu “;”"),
        ("a.csv, b.csv", "ngăn bằng dấu “;”"),
        ("/tai-lieu/khong-co.pdf", "không tìm thấy tệp"),
        ("/tin-trong-huyen/", "cổng không có trang"),
        ("https://vi-du.vn/a.pdf", "không phải tệp đính kèm"),
        ("thu.md", "không phải tệp đính kèm"),
        ("#muc", "không phải tệp đính kèm"),
        ("{category}tin-trong-huyen", "không phải tệp đính kèm"),
        ("mailto:a@b.vn", "không phải tệp đính kèm"),
    ],
)
def test_what_is_no_file_is_told(tmp_path: Path, written: str, said: str) -> None:
    """The error stands at the line of the header, and says what to write."""
    problems = [
        one for one in told(tmp_path, written) if one[1] in ("khong-tim-thay", "loai-tep-la", "lien-ket-chet")
    ]

    assert [line for line, _, _ in problems] == [5]
    assert said in problems[0][2]


def test_a_title_for_readers_stands_behind_the_file(tmp_path: Path) -> None:
    """They see what the file is about; the file keeps its own name."""
    assert told(tmp_path, "a.csv | Phụ lục 1: danh mục dự án; b.csv") == [(2, "", "")]
    page = next((tmp_path / "output").glob("tin-trong-huyen/2024/*/index.html")).read_text("utf-8")

    assert "Phụ lục 1: danh mục dự án" in page.replace("\u00a0", " ")
    assert "a.csv" not in re.sub(r'href="[^"]*"', "", page)
    assert "b.csv" in page
