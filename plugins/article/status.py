"""Parse what editors write as “Trạng thái”."""

from __future__ import annotations

from plugins.article.facts import Status
from plugins.vietnamese.letters import fold

SPELLINGS: dict[str, Status] = {
    **{fold(status.value): status for status in Status},
    "draft": Status.DRAFT,
    "ban nhap": Status.DRAFT,
    "skip": Status.DRAFT,
    "review": Status.IN_REVIEW,
    "in review": Status.IN_REVIEW,
    "published": Status.PUBLISHED,
    "da dang": Status.PUBLISHED,
    "hidden": Status.HIDDEN,
    "withdrawn": Status.WITHDRAWN,
    "da thu hoi": Status.WITHDRAWN,
}


def parse_status(text: str) -> Status | None:
    """
    Return the status that is written, or None where it is none; nothing written is “đăng”.

    >>> parse_status("Nháp"), parse_status("hidden"), parse_status("xong")
    (<Status.DRAFT: 'nháp'>, <Status.HIDDEN: 'ẩn'>, None)
    """
    return SPELLINGS.get(fold(text).replace("-", " ").replace("_", " ")) if text.strip() else Status.PUBLISHED
