"""Small sites for whole-site tests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image

from plugins.build.run import Result, build_site

NOW = datetime.fromisoformat("2024-06-30T08:00:00+07:00")
SECTIONS = """
[[chuyen-muc]]
ten = "Chiến lược – Định hướng – Quy hoạch"
dia-chi = "chien-luoc"
chinh = true
[[chuyen-muc]]
ten = "Tin trong huyện"
dia-chi = "tin-trong-huyen"
"""
AUTHORS = """
[[tac-gia]]
ten = "Lê Hải"
[[co-quan]]
ten = "Trung tâm VHTT, TT và DL huyện Thọ Xuân"
"""

Build = Callable[..., Result]


def an_article(title: str, *more: str, date: str = "29/11/2023", body: str = "Nội dung của bài.") -> str:
    """Return the text of an article."""
    header = [
        f"Tiêu đề: {title}",
        f"Ngày đăng: {date}",
        "Chuyên mục: Tin trong huyện",
        "Tác giả: Lê Hải",
        *more,
    ]
    return "\n".join([*header, "", body, ""])


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site's folder with its data, a picture and one good article."""
    content = tmp_path / "content"
    (content / "du-lieu").mkdir(parents=True)
    (content / "anh").mkdir()
    (content / "du-lieu" / "chuyen-muc.toml").write_text(SECTIONS, "utf-8")
    (content / "du-lieu" / "tac-gia.toml").write_text(AUTHORS, "utf-8")
    Image.new("RGB", (640, 400), "green").save(content / "anh" / "PN tập huấn.jpg")
    (content / "tot.md").write_text(an_article("Bài tốt"), "utf-8")
    return tmp_path


@pytest.fixture
def build(site: Path) -> Build:
    """Build the site at a fixed instant."""

    def build(now: datetime = NOW, *, quarantine: bool = False) -> Result:
        return build_site(site / "content", site / "output", None, now, quarantine)

    return build
