"""
The options of the writing room's program.

Only the standard library is imported here: ``tasks.py`` reads this before anything is installed.
"""

from __future__ import annotations

from plugins.building.options import ONLY_INSTALL, OPEN, PACKAGES, PORT
from plugins.commands.option import Option

NEW = Option(
    ("--new",),
    "tạo một bài mới với những tùy chọn này của “new”, dạng JSON, rồi mở bài ấy",
    "make a new article with these options of “new”, as JSON, and open it",
    value="TÙY_CHỌN",
)
# What the program takes beside the options of every build.
WRITING_OPTIONS = (PORT, PACKAGES, OPEN, ONLY_INSTALL, NEW)
