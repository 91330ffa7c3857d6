"""“Văn bản được ban hành” names the article of a document that was signed; whatever else it names is told at its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from site_builds import PROJECT
from small_portals import NOW

from plugins.building.analysis import analyse
from plugins.building.sources.settings import BuildSettings

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
    content = tmp_path / "content"
    (content / "du-lieu").mkdir(parents=True)
    (content / "du-lieu" / "chuyen-muc.toml").write_text(SECTION, "utf-8")
    (content / "du-thao.md").write_text(PLAN.format(name="ke-hoach-12.md"), "utf-8")
    if more is not None:
        (content / "ke-hoach-12.md").write_text(ARTICLE.format(day=day, more=more), "utf-8")
    settings = BuildSettings(content, tmp_path / "output", PROJECT / "theme", tmp_path / ".cache", NOW)

    found = [
        one
        for one in analyse(settings, lambda seen: seen.problems)
        if one.path == "content/du-thao.md" and one.line == LINE
    ]

    assert [(one.level.value, one.code) for one in found] == told
