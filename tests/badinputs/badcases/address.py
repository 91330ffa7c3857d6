"""Addresses: slugs, and the places where plain Pelican lets an article be written."""

from __future__ import annotations

from pathlib import Path

from badcases.case import MARK, Action, Case, article, good_article, with_field
from badcases.site import add_sections


def slug(name: str, action: Action, value: str, *says: str) -> Case:
    """Return a case about “Đường dẫn”."""
    return article(name, action, f"Đường dẫn: {value}", with_field(f"Đường dẫn: {value}"), *says)


def save_as(name: str, *values: str) -> Case:
    """Return a case about “Lưu tại”."""
    return article(name, Action.QUARANTINE, f"Lưu tại: {values[0]}", with_field(*values), "Lưu tại")


def both_published(output: Path) -> None:
    """Two articles of one title are two pages."""
    texts = [page.read_text("utf-8") for page in output.rglob("index.html")]
    assert any("BẢN-MỘT" in text for text in texts) and any("BẢN-HAI" in text for text in texts)


CASES: tuple[Case, ...] = (
    Case(
        "082-slug-same-title",
        Action.REPAIR_WARN,
        "Hai bài cùng tiêu đề",
        {
            "content/y1.md": good_article("Giờ mở cửa thư viện", "02/05/2024", body=f"BẢN-MỘT {MARK}\n"),
            "content/y2.md": good_article("Giờ mở cửa thư viện", "02/06/2024", body=f"BẢN-HAI {MARK}\n"),
        },
        ("trùng",),
        check=both_published,
    ),
    Case(
        "085-slug-collision-other-category",
        Action.REPAIR_WARN,
        "Trùng tiêu đề, khác chuyên mục",
        {
            "content/y1.md": good_article("Số liệu tháng năm", section="Mục Một", body=f"BẢN-MỘT {MARK}\n"),
            "content/y2.md": good_article("Số liệu tháng năm", section="Mục Hai", body=f"BẢN-HAI {MARK}\n"),
        },
        ("trùng",),
        setup=lambda site: add_sections(site, ("Mục Một", "muc-mot"), ("Mục Hai", "muc-hai")),
        check=both_published,
    ),
    Case(
        "086-slug-article-vs-page",
        Action.OK,
        "Bài và trang cùng tên địa chỉ",
        {"content/y1.md": good_article("Giới thiệu chung")},
    ),
    slug("087-slug-traversal", Action.QUARANTINE, "../../ngoai", "Đường dẫn"),
    slug("090-slug-uppercase-space", Action.REPAIR_WARN, "Mương Tưới Xuân Hòa", "muong-tuoi-xuan-hoa"),
    slug("091-slug-index", Action.QUARANTINE, "index", "index"),
    slug("092-slug-query-chars", Action.QUARANTINE, "bai?so=7#cuoi", "Đường dẫn"),
    save_as("095-saveas-absolute", "Lưu tại: /var/www/ngoai.html"),
    save_as("096-saveas-index", "Lưu tại: index.html", "Địa chỉ: index.html"),
    save_as(
        "097-saveas-category",
        "Lưu tại: tin-trong-huyen/index.html",
        "Địa chỉ: tin-trong-huyen/",
    ),
    save_as("100-saveas-css", "Lưu tại: theme/css/base.css"),
    save_as("101-saveas-dir", "Lưu tại: thu/"),
    save_as("102-saveas-htaccess", "Lưu tại: .htaccess"),
    article(
        "105-template-missing", Action.QUARANTINE, "Mẫu không có", with_field("Mẫu: trang-tet"), "trang-tet"
    ),
    article(
        "106-template-traversal",
        Action.QUARANTINE,
        "Mẫu đi ra ngoài theme",
        with_field("Mẫu: ../../../../etc/passwd"),
        "Mẫu",
    ),
)
