"""What becomes of an article at one instant."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum

from plugins.article.facts import Article, Status

# The least that one instant is later than another.
_NEXT = timedelta(microseconds=1)


class Outcome(StrEnum):
    """The one end of every source file."""

    PUBLISHED = "published"
    HIDDEN = "hidden"
    DRAFT = "draft"
    SCHEDULED = "scheduled"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"


def outcome(article: Article | None, now: datetime) -> Outcome:
    """Return what becomes of an article; None stands for a file that could not be read as one."""
    if article is None:
        return Outcome.REJECTED
    if article.status in (Status.DRAFT, Status.IN_REVIEW):
        return Outcome.DRAFT
    # A withdrawn or hidden article whose day has not come would give its content away early.
    if article.date is not None and article.date > now:
        return Outcome.SCHEDULED
    return once_public(article)


def once_public(article: Article) -> Outcome:
    """Return what becomes of an article once nothing keeps it back: what its status says, a draft's day come."""
    if article.status is Status.WITHDRAWN:
        return Outcome.WITHDRAWN
    return Outcome.HIDDEN if article.status is Status.HIDDEN else Outcome.PUBLISHED


def expired(article: Article, now: datetime) -> bool:
    """Tell whether an article's time is over; on its last day it is not."""
    return article.expires is not None and article.expires < now


def changes(article: Article, now: datetime) -> Iterator[datetime]:
    """Yield the instants after ``now`` from which an article is something else by itself: when it comes, when its time is over."""
    if article.date is not None and article.date > now:
        yield article.date
    if article.expires is not None and article.expires >= now:
        yield article.expires + _NEXT
