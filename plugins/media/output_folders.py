"""Name the folders of the output that hold pictures and attachments."""

from __future__ import annotations

PICTURES = "anh"
ATTACHMENTS = "tai-lieu"
