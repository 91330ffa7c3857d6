"""The badge that the preview shows beside an article that is not public."""

from __future__ import annotations

from plugins.article.facts import Article, Status
from plugins.lifecycle.outcome import Outcome
from plugins.vietnamese.date_texts import short_with_time

DRAFT, IN_REVIEW = "Bản nháp – chưa công bố", "Chờ duyệt – chưa công bố"
FAULTY = "Có lỗi – chưa đăng được"


def badge_text(article: Article, outcome: Outcome) -> str:
    """
    Return why an article is not public yet, "" for one that is.

    A draft with errors has the badge of a draft: it would not be public without the errors either.
    """
    waiting = {Status.DRAFT: DRAFT, Status.IN_REVIEW: IN_REVIEW}.get(article.status, "")
    if outcome is Outcome.REJECTED:
        return waiting or FAULTY
    if outcome is Outcome.SCHEDULED and article.date is not None:
        return f"Hẹn giờ: {short_with_time(article.date)}"
    return waiting
