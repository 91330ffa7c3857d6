"""
The options of the program that exports the editor for a Git host.

Only the standard library is imported here: ``tasks.py`` reads this before anything is installed.
"""

from __future__ import annotations

from plugins.building.options import ONLY_INSTALL, PACKAGES
from plugins.commands.option import Option

_EXPORT = Option(
    ("--export",), "ghi thành tệp để đặt lên máy chủ", "write it as files for a web host", value="THƯ_MỤC"
)
# What the program takes beside the options of every build.
HOSTED_OPTIONS = (_EXPORT, PACKAGES, ONLY_INSTALL)
