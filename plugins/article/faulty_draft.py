"""Tell the faults of a draft as reminders: what would not be published anyway keeps nothing from being published."""

from __future__ import annotations

from dataclasses import replace

from plugins.article.facts import Status
from plugins.article.read import ArticleReading
from plugins.problems import Level, Problem

_WHAT = {Status.DRAFT: "bản nháp", Status.IN_REVIEW: "bài chờ duyệt"}
_STATUS_CODE = "trang-thai"


def waits_for_approval(reading: ArticleReading) -> bool:
    """Tell whether a file is a draft or waits for approval; one whose status could not be read is not."""
    article = reading.legible
    return (
        article is not None and article.status in _WHAT and not any(map(_is_about_status, reading.problems))
    )


def _is_about_status(problem: Problem) -> bool:
    return problem.level is Level.ERROR and problem.code == _STATUS_CODE


def problem_of_draft(problem: Problem, status: Status) -> Problem:
    """
    Return a problem as it is told of a draft: an error becomes a reminder.

    >>> from plugins.problems import error
    >>> problem_of_draft(error("content/x.md", 2, "ngay-dang", "thiếu “Ngày đăng”."), Status.DRAFT).message
    'bản nháp có lỗi: thiếu “Ngày đăng”.'
    """
    if problem.level is not Level.ERROR:
        return problem
    return replace(problem, level=Level.WARNING, message=f"{_WHAT[status]} có lỗi: {problem.message}")


def read_as_draft(reading: ArticleReading) -> ArticleReading:
    """Return a reading in which the errors of a draft are reminders."""
    article = reading.legible
    if article is None or not waits_for_approval(reading):
        return reading
    problems = tuple(problem_of_draft(problem, article.status) for problem in reading.problems)
    return replace(reading, problems=problems)
