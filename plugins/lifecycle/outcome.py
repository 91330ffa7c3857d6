"""Decide what becomes of an article at one instant: whether it is public, scheduled and kept out, a draft, withdrawn or rejected."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from plugins.article.facts import KEPT_BACK, Article, Status
from plugins.lifecycle.outcomes import NOT_PUBLIC_YET, PUBLIC, Outcome

__all__ = ["NOT_PUBLIC_YET", "PUBLIC", "Outcome", "expired", "future_changes", "once_public", "outcome"]

# The smallest step between two instants.
_STEP = timedelta(microseconds=1)


def outcome(article: Article | None, now: datetime) -> Outcome:
    """Return what becomes of an article; None stands for a file that could not be read as one."""
    if article is None:
        return Outcome.REJECTED
    if article.status in KEPT_BACK:
        return Outcome.DRAFT
    # A withdrawn or hidden article whose day has not come would give its content away early.
    if article.date is not None and article.date > now:
        return Outcome.SCHEDULED
    return once_public(article)


def once_public(article: Article) -> Outcome:
    """Return the outcome of an article as if it were due: what its status says once it is public."""
    if article.status is Status.WITHDRAWN:
        return Outcome.WITHDRAWN
    return Outcome.HIDDEN if article.status is Status.HIDDEN else Outcome.PUBLISHED


def expired(article: Article, now: datetime) -> bool:
    """Tell whether an article has expired; on its last day it has not."""
    return article.expires is not None and article.expires < now


def future_changes(article: Article, now: datetime) -> Iterator[datetime]:
    """Yield the instants after ``now`` at which an article changes by itself: when it is published, when it expires."""
    if article.date is not None and article.date > now:
        yield article.date
    if article.expires is not None and article.expires >= now:
        yield article.expires + _STEP
