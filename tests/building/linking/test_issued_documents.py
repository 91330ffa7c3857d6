"""“Văn bản được ban hành” names the article of a document that was signed; whatever else it names is told at its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from site_builds import PROJECT
from small_portals import NOW

from plugins.building.analysis import analyse
from plugins.building.sources.settings import BuildSettings
from plugins.problems import Problem

SECTION = '[[chuyen-muc]]\nten = "Thông báo"\n'
PLAN = """Tiêu đề: Dự thảo kế hoạch
Ngày đăng: 01/03/2024
Chuyên mục: Thông báo
Loại văn bản: Dự thảo Kế hoạch
Lấy ý kiến từ: 01/03/2024
Lấy ý kiến đến: 20/03/2024
Thư điện tử nhận ý kiến: a@vi-du.vn
Kết quả lấy ý kiến: Đã tiếp thu.
Văn bản được ban hành: {name}

Thân bài.
"""
LINE = 9
ISSUED = (
    "Loại văn bản: Quyết định\nSố ký hiệu: 12/QĐ-UBND\nNgày ban hành: 02/05/2024\nCơ quan ban hành: UBND\n"
)
ARTICLE = "Tiêu đề: Kế hoạch\nNgày đăng: {day}\nChuyên mục: Thông báo\n{more}\nThân bài.\n"


def written(folder: Path, more: str | None, day: str) -> None:
    """Write a portal in which the article of a draft names that of a document, with some more lines in its header, None for no article."""
    content = folder / "content"
    (content / "du-lieu").mkdir(parents=True)
    (content / "du-lieu" / "chuyen-muc.toml").write_text(SECTION, "utf-8")
    (content / "du-thao.md").write_text(PLAN.format(name="ke-hoach-12.md"), "utf-8")
    if more is not None:
        (content / "ke-hoach-12.md").write_text(ARTICLE.format(day=day, more=more), "utf-8")


@pytest.mark.parametrize(
    ("more", "day", "told"),
    [
        (ISSUED, "02/05/2024", []),
        (f"{ISSUED}Trạng thái: ẩn\n", "02/05/2024", []),
        (f"{ISSUED}Trạng thái: nháp\n", "02/05/2024", [("lỗi", "lien-ket-nhap")]),
        (f"{ISSUED}Trạng thái: chờ duyệt\n", "02/05/2024", [("lỗi", "lien-ket-nhap")]),
        (ISSUED, "02/05/2030", [("lỗi", "lien-ket-nhap")]),
        (f"{ISSUED}Trạng thái: thu hồi\n", "02/05/2024", [("nhắc", "van-ban-ban-hanh")]),
        (ISSUED.replace("Quyết định", "Dự thảo"), "02/05/2024", [("nhắc", "van-ban-ban-hanh")]),
        (ISSUED.replace("Quyết định", "Tờ trình"), "02/05/2024", [("nhắc", "van-ban-ban-hanh")]),
        ("", "02/05/2024", [("nhắc", "van-ban-ban-hanh")]),
        (None, "", [("lỗi", "khong-tim-thay")]),
    ],
)
def test_what_is_no_public_signed_document_is_told_at_its_line(
    tmp_path: Path, more: str | None, day: str, told: list[tuple[str, str]]
) -> None:
    """A draft, a scheduled or absent article is an error; one that was withdrawn or is no document is public, and a reminder."""
    written(tmp_path, more, day)

    assert [(one.level.value, one.code) for one in told_of_the_line(tmp_path)] == told


def told_of_the_line(folder: Path) -> list[Problem]:
    """Return what an editor is told of the line that names the issued document."""
    settings = BuildSettings(folder / "content", folder / "output", PROJECT / "theme", folder / ".cache", NOW)
    found = analyse(settings, lambda seen: seen.problems)
    return [one for one in found if one.path == "content/du-thao.md" and one.line == LINE]


@pytest.mark.parametrize(
    ("more", "wanted"),
    [
        (ISSUED.replace("Quyết định", "Dự thảo"), "là bài của dự thảo"),
        (ISSUED.replace("Quyết định", "Tờ trình"), "là bài của tờ trình"),
        ("", "thêm “Loại văn bản”, “Số ký hiệu” vào bài đó"),
    ],
)
def test_what_to_do_can_be_done(tmp_path: Path, more: str, wanted: str) -> None:
    """Nobody is asked for what the article named has already: a draft or a submission is another document than the signed one."""
    written(tmp_path, more, "02/05/2024")

    (problem,) = told_of_the_line(tmp_path)
    assert wanted in problem.message
    assert ("“Số ký hiệu”" in problem.message) == (not more)
