"""Parse what editors write as “Trạng thái”, and name each status for forms."""

from __future__ import annotations

from plugins.article.facts import Status
from plugins.vietnamese.letters import fold, nfc

SPELLINGS: dict[str, Status] = {
    **{status.value: status for status in Status},
    "draft": Status.DRAFT,
    "bản nháp": Status.DRAFT,
    "skip": Status.DRAFT,
    "review": Status.IN_REVIEW,
    "in review": Status.IN_REVIEW,
    "published": Status.PUBLISHED,
    "publish": Status.PUBLISHED,
    "đã đăng": Status.PUBLISHED,
    "hidden": Status.HIDDEN,
    "withdrawn": Status.WITHDRAWN,
    "đã thu hồi": Status.WITHDRAWN,
}
# What each is called in a form that offers them.
STATUS_LABELS: tuple[tuple[Status, str], ...] = (
    (Status.DRAFT, "Nháp – chưa ai thấy"),
    (Status.IN_REVIEW, "Chờ duyệt – chưa ai thấy"),
    (Status.PUBLISHED, "Đăng"),
    (Status.HIDDEN, "Ẩn – có địa chỉ, không có trong danh sách"),
    (Status.WITHDRAWN, "Thu hồi – giữ địa chỉ, kèm lời báo"),
)
_UNMARKED = {fold(name): status for name, status in SPELLINGS.items()}


def parse_status(text: str) -> Status | None:
    """
    Return the status that is written, or None where it is none; nothing written is “đăng”.

    A status may be typed without any marks; with other marks it is another word (“đang”).

    >>> parse_status("Nháp"), parse_status("hidden"), parse_status("cho duyet"), parse_status("đang")
    (<Status.DRAFT: 'nháp'>, <Status.HIDDEN: 'ẩn'>, <Status.IN_REVIEW: 'chờ duyệt'>, None)
    """
    if not text.strip():
        return Status.PUBLISHED
    written = " ".join(nfc(text).lower().replace("-", " ").replace("_", " ").split()).strip("“”\"'. ")
    return SPELLINGS.get(written) or (_UNMARKED.get(written) if written == fold(written) else None)
