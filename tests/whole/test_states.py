"""What the public sees of an article in each of its states, as docs/vi/bien-tap/trang-thai.md says."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from small_sites import NOW, PROJECT, Build, an_article

STATES = (PROJECT / "docs" / "vi" / "bien-tap" / "trang-thai.md").read_text("utf-8")
MARK = "DAU-RIENG"
PAGE = "tin-trong-huyen/2023/bai/index.html"


def seen(output: Path) -> dict[str, str]:
    """Return the public texts in which the article can be recognised."""
    files = {
        path.relative_to(output).as_posix(): path.read_text("utf-8", "replace")
        for path in output.rglob("*")
        if path.is_file()
    }
    return {path: text for path, text in files.items() if MARK in text}


def put(site: Path, *lines: str, date: str = "29/11/2023") -> None:
    """Write the article with these lines in its header."""
    (site / "content" / "bai.md").write_text(an_article(f"{MARK} họp xã", *lines, date=date), "utf-8")


def test_the_page_names_every_state() -> None:
    """One row each."""
    names = re.findall(r"^\| ([^|`]+) \| `", STATES, re.MULTILINE)

    assert names == [
        "nháp",
        "chờ duyệt",
        "đăng",
        "hẹn giờ",
        "ẩn",
        "cập nhật",
        "đính chính",
        "thu hồi",
        "hết hạn",
    ]


@pytest.mark.parametrize("status", ["nháp", "chờ duyệt"])
def test_what_waits_is_nowhere(site: Path, build: Build, status: str) -> None:
    """No page, no list, no feed, no file."""
    put(site, f"Trạng thái: {status}", "Gửi duyệt: 28/11/2023")

    assert build().exit == 0
    assert seen(site / "output") == {}


def test_what_is_scheduled_comes_by_itself(site: Path, build: Build) -> None:
    """Nothing before its hour; the next build after it brings the article."""
    put(site, date="30/06/2024 09:00")
    assert build(NOW).exit == 0
    assert seen(site / "output") == {}

    assert build(NOW + timedelta(hours=1)).exit == 0
    assert {"index.html", "feeds/tat-ca.atom.xml"} <= seen(site / "output").keys()


@pytest.mark.parametrize(
    ("lines", "notice", "listed"),
    [
        (("Trạng thái: đăng",), "", True),
        (("Trạng thái: ẩn",), "", False),
        (("Cập nhật: 02/12/2023 – thêm lịch buổi chiều",), "thêm lịch buổi chiều", True),
        (("Đính chính: 02/12/2023 – Bài trước viết 45 lớp, đúng là 4 lớp",), "đúng là 4 lớp", True),
        (("Trạng thái: thu hồi", "Lý do thu hồi: số liệu sai"), "Số liệu sai.", False),
        (("Hết hạn: 01/06/2024",), "hết hạn", False),
    ],
)
def test_what_was_published_says_what_became_of_it(
    site: Path, build: Build, lines: tuple[str, ...], notice: str, listed: bool
) -> None:
    """The page is there with its words; in lists and feeds only while it is news."""
    put(site, *lines)

    assert build().exit == 0
    found = seen(site / "output")
    assert notice in found[PAGE].replace("\u00a0", " ")
    assert (
        {"index.html", "tin-trong-huyen/index.html", "feeds/tat-ca.atom.xml"} <= found.keys()
        if listed
        else found.keys() == {PAGE}
    )


def test_matters_of_the_house_stay_in_the_house(site: Path, build: Build) -> None:
    """Who approved, and when it was sent, is on no page; and no list is made anew for it."""
    put(site)
    assert build().exit == 0
    put(site, "Người duyệt: NGUOI-KIN", "Gửi duyệt: 28/11/2023")
    result = build()

    assert result.exit == 0
    assert not any("NGUOI-KIN" in text or "28/11/2023" in text for text in seen(site / "output").values())
    assert result.made_anew == 1


def test_what_nobody_approved_is_kept_back_where_the_rule_is_on(site: Path, build: Build) -> None:
    """The rule is one line of data; the approver's line lets the article out."""
    rule = "[duyet]\nbat-buoc = true\ntu-ngay = 2023-12-01\n"
    (site / "content" / "du-lieu" / "quy-trinh.toml").write_text(rule, "utf-8")
    put(site, date="02/12/2023")
    refused = build()

    assert refused.exit == 1
    assert [problem.code for problem in refused.problems] == ["nguoi-duyet"]
    put(site, "Người duyệt: Nguyễn Thị Hạnh", date="02/12/2023")
    assert build().exit == 0
