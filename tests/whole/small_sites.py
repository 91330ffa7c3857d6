"""What small sites for whole-site tests are made of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from plugins.building.edition.result import Result

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
PROJECT = Path(__file__).resolve().parents[2]


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


def settings_file(site: Path, *lines: str) -> Path:
    """Write settings that stand on the project's own and build the given site."""
    text = [
        "import sys",
        f"sys.path.insert(0, {str(PROJECT)!r})",
        "from pelicanconf import *",
        f"PATH = {str(site / 'content')!r}",
        f"OUTPUT_PATH = {str(site / 'output')!r}",
        f"THEME = {str(PROJECT / 'theme')!r}",
        'NOW = "2024-06-30T08:00:00+07:00"',
        *lines,
    ]
    file = site / "conf.py"
    file.write_text("\n".join(text), "utf-8")
    return file
