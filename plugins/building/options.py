"""
The options of builds, and those that tasks of several wings share.

Only the standard library is imported here: ``tasks.py`` reads this before anything is installed.
"""

from __future__ import annotations

from plugins.commands.option import Option, absolute_path

NOW = Option(
    ("--luc", "--now"),
    "thời điểm dựng, ví dụ 2024-06-30T08:00+07:00",
    "the build's instant, such as 2024-06-30T08:00+07:00",
    value="LÚC",
)
OUTPUT = Option(
    ("--ra-thu-muc", "--output"),
    "dựng vào thư mục khác",
    "build into another folder",
    value="THƯ_MỤC",
    kind=absolute_path,
)
QUARANTINE = Option(
    ("--de-rieng", "--quarantine"),
    "để bài lỗi sang một bên, dựng các bài còn lại",
    "leave out articles that have errors, build the others",
)
CONFIRM_FEWER = Option(
    ("--bot-bai-la-dung", "--confirm-fewer"),
    "xác nhận số bài giảm mạnh là đúng ý",
    "far fewer articles than last time are meant",
)
CLEAN = Option(
    ("--lam-lai", "--clean"),
    "dựng từ đầu, không dùng điều đã nhớ (không cần tới)",
    "build from nothing, as if no build had been before (never needed)",
)
REPORT = Option(
    ("--json", "--report"),
    "ghi mọi vấn đề và số đếm ra tệp JSON này",
    "write all problems and counts to this JSON file",
    value="TỆP",
    kind=absolute_path,
)
# The settings file where none is named.
DEFAULT_SETTINGS = "pelicanconf.py"
# What every build takes beside its output folder.
BUILD_OPTIONS = (NOW, QUARANTINE, CONFIRM_FEWER, CLEAN)

URL = Option(
    ("--dia-chi", "--url"),
    "địa chỉ mà bản xem thử ấy sẽ nằm, https://…",
    "the address at which that preview will lie, https://…",
    value="ĐỊA_CHỈ",
)
# Options of programs alone: a task decides for who runs it.
PREVIEW = Option(
    ("--preview",),
    "hiện cả bài nháp, bài hẹn giờ, bài còn lỗi",
    "show drafts, scheduled articles and those with errors too",
)
STAY = Option(
    ("--stay",), "ở lại, dựng lại mỗi khi có thay đổi", "stay, and build again for each change of the sources"
)
# What every program that builds takes beside Pelican's own options, and the setting that each gives a value.
SETTING_OF = {
    NOW: "NOW",
    QUARANTINE: "QUARANTINE",
    CONFIRM_FEWER: "CONFIRM_FEWER",
    CLEAN: "CLEAN",
    REPORT: "REPORT",
    URL: "SITEURL",
    PREVIEW: "PREVIEW",
}

PORT = Option(
    ("--cong", "--port"),
    "cổng của máy chủ trên máy này",
    "port of the server on this machine",
    value="SỐ",
    kind=int,
    default=8000,
)
OPEN = Option(("--mo", "--open"), "mở luôn trong trình duyệt", "open it in the browser")
# Of programs that first get from elsewhere what they need.
PACKAGES = Option(
    ("--packages",),
    "nơi giữ những gói đã tải về",
    "where packages that were downloaded are kept",
    value="THƯ_MỤC",
    required=True,
)
ONLY_INSTALL = Option(("--chi-cai", "--install-only"), "chỉ cài, không mở", "only set it up")
SETTINGS = Option(
    ("--cau-hinh", "--settings"),
    "tệp cài đặt, mặc định pelicanconf.py",
    "the settings file, pelicanconf.py unless named",
    value="TỆP",
    kind=absolute_path,
)
