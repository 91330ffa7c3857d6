"""What small sites for whole-site tests are made of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from plugins.edition.result import Result

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
