"""One thing that was looked at: how it is, and what to do where it is not well."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Condition(StrEnum):
    """How a thing is; the value is what people read."""

    WELL = "ok"
    REMIND = "nhắc"
    ILL = "lỗi"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What was looked at ("Chứng thư"), its condition, and a sentence: what is there, and what to do."""

    subject: str
    condition: Condition
    text: str


def well(subject: str, text: str) -> Diagnosis:
    """Return that nothing has to be done."""
    return Diagnosis(subject, Condition.WELL, text)


def remind(subject: str, text: str) -> Diagnosis:
    """Return that something should be done, and what."""
    return Diagnosis(subject, Condition.REMIND, text)


def ill(subject: str, text: str) -> Diagnosis:
    """Return that something does not work, and what to do now."""
    return Diagnosis(subject, Condition.ILL, text)


def report_lines(groups: Iterable[tuple[str, Iterable[Diagnosis]]], *, quiet: bool = False) -> Iterator[str]:
    """
    Yield the lines of a report, each group as soon as it was looked at; a ``quiet`` one leaves out what is well.

    >>> print(*report_lines([("Máy", [well("Python", "3.12"), ill("Ổ đĩa", "đầy")])]), sep="\\n")
    Máy
      ok    Python: 3.12
      lỗi   Ổ đĩa: đầy
    """
    for title, findings in groups:
        shown = [one for one in findings if not quiet or one.condition is not Condition.WELL]
        if shown:
            yield title
        yield from (f"  {one.condition:<5} {one.subject}: {one.text}" for one in shown)


def count_line(findings: Iterable[Diagnosis]) -> str:
    """
    Return how many things are well, to be reminded of, and ill.

    >>> count_line([well("a", ""), ill("b", "")])
    '1 ok, 0 nhắc, 1 lỗi.'
    """
    conditions = [one.condition for one in findings]
    return ", ".join(f"{conditions.count(one)} {one}" for one in Condition) + "."
