"""
The options of ``preview``.

Only the standard library is imported here: ``tasks.py`` reads this before anything is installed.
"""

from __future__ import annotations

from plugins.building.options import OPEN, PORT
from plugins.commands.option import Option, absolute_path

# An option of the program alone: the task knows a folder where none is named.
_EXPORT = Option(
    ("--export",),
    "ghi bản xem thử vào thư mục này cho người khác mở, không ở lại",
    "write the preview into this folder for others to open, do not stay",
    value="THƯ_MỤC",
)
COMMENT_OPTIONS = (
    Option(
        ("--loi-ke", "--comment"),
        "cùng --chi-dung: ghi vào tệp này bản tóm tắt: trang nào mới, đổi, gỡ và còn lỗi gì, cho người duyệt",
        "with --build-only: write into this file which pages are new, changed, removed, and what is wrong, for approvers",
        value="TỆP",
        kind=absolute_path,
    ),
    Option(
        ("--ke-tu", "--since"),
        "cùng --loi-ke: đổi kể từ bản này của git",
        "with --comment: what changed since this revision of git",
        value="BẢN",
        default="origin/main",
    ),
    Option(
        ("--lien-ket", "--link"),
        "cùng --loi-ke: nơi bản xem thử sẽ mở được",
        "with --comment: where the preview can be opened",
        value="ĐỊA_CHỈ",
    ),
)
# What the program takes beside the options of every build.
PREVIEW_OPTIONS = (PORT, OPEN, _EXPORT, *COMMENT_OPTIONS)
