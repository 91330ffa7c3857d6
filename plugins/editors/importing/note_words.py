"""
The words in a draft's note that an import reads again: of files that are missing, and of words that were lost.

The report tells by them which drafts want something first, those of an import that was stopped and went on among them. Whoever changes a
word changes it here, for the note and for the report; drafts that were written before keep the old one.
"""

from __future__ import annotations

LOST = "đối chiếu với nguồn"
NO_PHOTO = "không tìm thấy ảnh"
NOT_IN_SOURCE = "không có tệp ảnh"
NO_USABLE_PHOTO = "Đặt ảnh tốt vào cạnh bài"
NO_FILE = "không lấy được tệp"
NOT_FOR_THE_MOMENT = "chưa tải được vì cổng cũ lúc ấy không trả lời"
MISSING = (NO_PHOTO, NOT_IN_SOURCE, NO_USABLE_PHOTO, NO_FILE, NOT_FOR_THE_MOMENT)
