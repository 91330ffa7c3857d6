"""A preview has what the public does not see, where it would be; the public portal has not a byte of it."""

from __future__ import annotations

import subprocess
import sys

import pytest
from small_previews import Small
from small_sites import PROJECT, an_article, settings_file

from plugins.lifecycle.outcome import Outcome

SECTION = "tin-trong-huyen"


@pytest.mark.parametrize(
    ("lines", "date", "mark"),
    [
        (["Trạng thái: nháp"], "29/11/2023", "Bản nháp – chưa công bố"),
        (["Trạng thái: chờ duyệt"], "29/11/2023", "Chờ duyệt – chưa công bố"),
        ([], "29/11/2026 07:30", "Hẹn giờ: 29/11/2026 07:30"),
    ],
)
def test_what_waits_has_its_page_and_its_place_in_the_lists(
    small: Small, lines: list[str], date: str, mark: str
) -> None:
    """A draft, an article in review, one whose day has not come; each with its mark."""
    small.write("cho.md", an_article("Bài còn chờ", *lines, date=date))
    snapshot = small.snapshot()
    year = date.split()[0][-4:]

    assert "Bài còn chờ" in small.page(f"{SECTION}/{year}/cho")
    assert "Bài còn chờ" in small.page(SECTION)
    assert "Bài còn chờ" in small.page("")
    assert {page: one.text for page, one in snapshot.badges.items()} == {
        f"{SECTION}/{year}/cho/index.html": mark
    }


def test_pages_of_a_preview_are_those_that_the_public_will_get(small: Small) -> None:
    """The day that a draft is published, its page is the one that was looked at: no mark is part of it."""
    small.write("cho.md", an_article("Bài còn chờ", "Trạng thái: nháp"))
    small.build()
    before = small.page(f"{SECTION}/2023/cho"), small.page(SECTION)
    small.write("cho.md", an_article("Bài còn chờ", "Trạng thái: đăng"))
    small.build(preview=False)

    assert (small.page(f"{SECTION}/2023/cho"), small.page(SECTION)) == before


def test_a_public_build_in_the_same_folder_takes_all_of_it_away(small: Small) -> None:
    """Nothing that a preview remembers brings a draft into the public portal."""
    small.write("cho.md", an_article("Bài còn chờ", "Trạng thái: nháp", body="![Ruộng](ruong.jpg)"))
    small.write("hong.md", b"\xff\xfe\x00")
    small.build()
    small.build(preview=False)
    files = [path for path in small.output.rglob("*") if path.is_file()]

    assert files
    assert not any("Bài còn chờ".encode() in path.read_bytes() for path in files)
    assert not [path for path in files if path.suffix == ".jpg" or "xem-thu" in path.parts]


def test_a_link_to_a_draft_leads_there_and_is_told(small: Small) -> None:
    """In public it would be an error; between two that wait it is a reminder."""
    small.write("nhap.md", an_article("Bài nháp", "Trạng thái: nháp"))
    small.write("cho.md", an_article("Bài chờ", "Trạng thái: nháp", body="Xem [bài nháp](nhap.md)."))
    small.write("dang.md", an_article("Bài đăng", body="Xem [bài nháp](nhap.md)."))
    snapshot = small.snapshot()
    levels = {problem.path: problem.level.name for problem in snapshot.problems}

    assert levels == {"content/cho.md": "WARNING", "content/dang.md": "ERROR"}
    for name in ("cho", "dang"):
        assert f'href="/{SECTION}/2023/nhap/"' in small.page(f"{SECTION}/2023/{name}")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (an_article("Bài lỗi", body="Một [liên kết](khong-co.md)."), "liên kết"),
        (an_article("Bài lỗi", body="![Bờ đê](khong-co.jpg)"), "Bờ đê"),
        (an_article("Bài lỗi", body="Xem [nơi không có](/khong-co-trang-nay/)."), "nơi không có"),
        (an_article("Bài lỗi", body="Xem [mục](tot.md#khong-co)."), "mục"),
        (an_article("Bài lỗi", "Trạng thái: xong"), "Nội dung của bài"),
        (an_article("Bài lỗi", "Hết hạn: 31/02/2024"), "Nội dung của bài"),
        (an_article("Bài lỗi", "Lưu tại: ../../ra-ngoai.html"), "Nội dung của bài"),
        (an_article("Bài lỗi", body="Chữ <script>alert(1)</script> sau."), "sau"),
    ],
)
def test_an_article_with_errors_is_shown_where_it_would_be(small: Small, text: str, shown: str) -> None:
    """As far as it can be read, marked, with its problems known."""
    small.write("loi.md", text)
    snapshot = small.snapshot()
    page = f"{SECTION}/2023/loi/index.html"

    assert shown in small.page(f"{SECTION}/2023/loi")
    assert "<script>alert" not in small.page(f"{SECTION}/2023/loi")
    assert "Bài lỗi" in small.page(SECTION)
    assert snapshot.badges[page].text in ("Có lỗi – chưa đăng được", "Bản nháp – chưa công bố")
    assert snapshot.problems_of(page)


@pytest.mark.parametrize(
    ("data", "title"),
    [
        (an_article("Ngày sai", date="31/02/2024").encode(), "Ngày sai"),
        (an_article("Bài").replace("Tin trong huyện", "Không có thật").encode(), "Bài"),
        (b"", "khong-doc-duoc.md"),
        (b"\xff\xfeB\x00", "khong-doc-duoc.md"),
        ("Không có phần đầu nào.\n".encode(), "khong-doc-duoc.md"),
    ],
)
def test_what_has_no_place_of_its_own_has_a_page_that_tells_why(
    small: Small, data: bytes, title: str
) -> None:
    """No day, no section, no header, letters that nobody can read."""
    small.write("khong-doc-duoc.md", data)
    snapshot = small.snapshot()
    page = "xem-thu/bai/khong-doc-duoc/index.html"

    assert title in small.page("xem-thu/bai/khong-doc-duoc")
    assert snapshot.problems_of(page)
    assert snapshot.badges[page].text == "Có lỗi – chưa đăng được"
    assert f'href="/{page.removesuffix("index.html")}"' not in small.page("")


def test_copies_stay_apart(small: Small) -> None:
    """A file with the same content is shown too, under its own name."""
    small.write("ut.md", an_article("Bài tốt"))
    snapshot = small.snapshot()
    page = f"{SECTION}/2023/ut/index.html"

    assert snapshot.sources[page] == "content/ut.md"
    assert [problem.code for problem in snapshot.problems_of(page)] == ["ban-sao"]


def test_the_files_still_add_up(small: Small) -> None:
    """Whatever is shown, each file is counted once, under its real end."""
    small.write("nhap.md", an_article("Bài nháp", "Trạng thái: nháp"))
    small.write("hen.md", an_article("Bài hẹn", date="29/11/2026"))
    small.write("hong.md", b"\xff")
    counts = small.build().result.counts

    assert counts
    assert {end for end, number in counts.by_outcome.items() if number} == {
        Outcome.PUBLISHED,
        Outcome.DRAFT,
        Outcome.SCHEDULED,
        Outcome.REJECTED,
    }
    assert sum(counts.by_outcome.values()) == counts.files == 4


def test_what_is_published_is_never_a_preview(small: Small) -> None:
    """PRODUCTION and PREVIEW together stop the build, and nothing is written."""
    conf = settings_file(small.folder, 'SITEURL = "https://vi-du.gov.vn"', "PRODUCTION = True")
    done = subprocess.run(
        [sys.executable, "-m", "plugins.building", small.content, "-s", conf, "--preview"],
        cwd=PROJECT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == 2
    assert "không thể là bản xem thử" in done.stdout
    assert not small.output.exists()


def test_no_setting_of_the_project_makes_a_preview() -> None:
    """Only who asks for one gets one."""
    for name in ("pelicanconf.py", "publishconf.py"):
        assert "PREVIEW" not in (PROJECT / name).read_text("utf-8")
