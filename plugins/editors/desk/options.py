"""
The options of ``new``, ``status`` and ``codeowners``.

Only the standard library is imported here: ``tasks.py`` reads this before anything is installed.
"""

from __future__ import annotations

from plugins.building.options import SETTINGS
from plugins.commands.colours import COLOUR, NO_COLOUR
from plugins.commands.option import Option

_NOW = Option(
    ("--luc", "--now"),
    "coi như đang là lúc này, ví dụ 2024-06-30T08:00+07:00",
    "as if it were this instant, such as 2024-06-30T08:00+07:00",
    value="LÚC",
)
NEW_OPTIONS = (
    Option(
        ("--loai", "--kind"),
        "tin, thong-bao, lay-y-kien, van-ban, su-kien hay dinh-chinh; không có thì được chọn trong danh sách",
        "tin (news), thong-bao (notice), lay-y-kien (consultation), van-ban (document), su-kien (event) or dinh-chinh"
        " (correction); chosen from a list if left out",
        value="LOẠI",
    ),
    Option(("tieu_de",), "tiêu đề, như --tieu-de", "the title, as --title", value="TIÊU ĐỀ", many=True),
    Option(
        ("--tieu-de", "--title"),
        "tiêu đề; không có thì được hỏi",
        "the title; asked for if left out",
        value="CHỮ",
    ),
    Option(
        ("--chuyen-muc", "--section"),
        "tên chuyên mục; không có thì được chọn trong danh sách",
        "the section's name; chosen from a list if left out",
        value="TÊN",
    ),
    Option(
        ("--tac-gia", "--author"),
        "“Họ tên, Cơ quan”; không có thì được hỏi",
        "“Name, Organisation”; asked for if left out",
        value="TÊN",
    ),
    Option(
        ("--tom-tat", "--summary"), "một, hai câu mở đầu", "one or two sentences to begin with", value="CHỮ"
    ),
    _NOW,
    SETTINGS,
)
CODE_OWNERS_OPTIONS = (
    Option(
        ("--ghi", "--write"),
        "ghi vào .github/CODEOWNERS và .gitlab/CODEOWNERS; không có thì chỉ in ra",
        "write .github/CODEOWNERS and .gitlab/CODEOWNERS; without it, only print",
    ),
    _NOW,
    SETTINGS,
)
STATUS_OPTIONS = (
    Option(
        ("--cua", "--of"),
        "chỉ những bài của người này, hay chờ người này",
        "only what this person wrote or has to do something about",
        value="TÊN",
    ),
    Option(
        ("--ngay", "--days"),
        "sắp hết hạn nghĩa là trong bao nhiêu ngày",
        "how many days ahead an expiry is told",
        value="SỐ",
        kind=int,
        default=7,
    ),
    Option(
        ("--kieu", "--format"),
        "text hay json",
        "text or json",
        value="DẠNG",
        choices=("text", "json"),
        default="text",
    ),
    _NOW,
    SETTINGS,
    COLOUR,
    NO_COLOUR,
)
