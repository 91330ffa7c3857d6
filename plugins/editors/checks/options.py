"""
The options of ``check``.

Only the standard library is imported here: ``tasks.py`` reads this before anything is installed.
"""

from __future__ import annotations

from plugins.building.options import SETTINGS
from plugins.commands.colours import COLOUR, NO_COLOUR
from plugins.commands.option import Option, absolute_path

FORMATS = ("text", "json", "github", "gitlab")
CHECK_OPTIONS = (
    Option(
        ("files",),
        "tệp hay thư mục cần kiểm tra; để trống là những gì đã đổi",
        "files or folders to check; what has changed if none is named",
        value="TỆP",
        kind=absolute_path,
        many=True,
    ),
    Option(
        ("--tat-ca", "--all"),
        "kiểm tra cả cổng; tệp đã đổi được nói trước",
        "check the whole portal; changed files come first",
    ),
    Option(
        ("--sua", "--fix"),
        "sửa những chỗ chỉ có một cách đúng, cho xem trước khi ghi",
        "mend what has one right answer; shows the difference before it writes",
    ),
    Option(
        ("--dong-y", "--yes"),
        "với --sua: ghi luôn, không hỏi (chỗ cần hỏi thì để nguyên)",
        "with --fix: write without asking (what needs an answer is left)",
    ),
    Option(
        ("--kieu", "--format"),
        "text, json, github (ghi chú trên pull request) hay gitlab (Code Quality)",
        "text, json, github (annotations of a pull request) or gitlab (Code Quality)",
        value="DẠNG",
        choices=FORMATS,
    ),
    Option(
        ("--ghi", "--output"),
        "ghi kết quả ra một tệp",
        "write the result to a file",
        value="TỆP",
        kind=absolute_path,
    ),
    Option(
        ("--khong-goi-y", "--no-advice"),
        "chỉ lỗi và lời nhắc, không gợi ý",
        "errors and reminders, no advice",
    ),
    Option(
        ("--tat", "--off"),
        "không nói điều mang mã này",
        "leave out what has this code",
        value="MÃ",
        many=True,
    ),
    Option(
        ("--chi", "--only"), "chỉ nói điều mang mã này", "tell only what has this code", value="MÃ", many=True
    ),
    Option(
        ("--luc", "--now"),
        "kiểm tra như vào lúc này, ví dụ 2024-06-30T08:00+07:00",
        "check as at this instant, such as 2024-06-30T08:00+07:00",
        value="LÚC",
    ),
    SETTINGS,
    COLOUR,
    NO_COLOUR,
)
