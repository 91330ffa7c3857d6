"""What a preview says beside an article that the public does not see."""

from __future__ import annotations

from plugins.article.facts import Article, Status
from plugins.lifecycle.outcome import Outcome
from plugins.vietnamese.dates import short_with_time

DRAFT, IN_REVIEW = "Bản nháp – chưa công bố", "Chờ duyệt – chưa công bố"
FAULTY = "Có lỗi – chưa đăng được"


def mark(article: Article, outcome: Outcome) -> str:
    """
    Return why the public does not see an article yet, "" for one that it sees.

    A draft that has faults is marked as the draft that it is: it would not be public without them either.
    """
    waits = {Status.DRAFT: DRAFT, Status.IN_REVIEW: IN_REVIEW}.get(article.status, "")
    if outcome is Outcome.REJECTED:
        return waits or FAULTY
    if outcome is Outcome.SCHEDULED and article.date is not None:
        return f"Hẹn giờ: {short_with_time(article.date)}"
    return waits
