"""A problem in a source file, with its level: error, warning or advice."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from operator import attrgetter

# What a terminal would obey, or what shows a message in another order than it has.
_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Level(StrEnum):
    """The level of a problem; the value is the word that editors read."""

    ERROR = "lỗi"
    WARNING = "nhắc"
    ADVICE = "gợi ý"


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """
    A problem: a file, a line counted from 1 (0: the whole file), a stable code, a sentence in Vietnamese.

    ``fix`` is the value that puts it right, where there is one that a program can write; "" for all others. What it
    quotes of a file is only shown: signs that a terminal would obey are written out.

    >>> print(Problem("content/x.md", 3, "ngay-dang", "“31/02/2024” không có thật."))
    content/x.md:3: lỗi [ngay-dang]: “31/02/2024” không có thật.
    >>> print(Problem("x.md", 3, "neo-chet", "không có mục “#\\x1b[2J”."))
    x.md:3: lỗi [neo-chet]: không có mục “#\\x1b[2J”.
    """

    path: str
    line: int
    code: str
    message: str
    level: Level = Level.ERROR
    fix: str = ""

    def __post_init__(self) -> None:
        if _OBEYED.search(self.message):
            shown = _OBEYED.sub(lambda sign: sign[0].encode("unicode_escape").decode(), self.message)
            object.__setattr__(self, "message", shown)

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.level.value} [{self.code}]: {self.message}"

    def as_json(self) -> dict[str, str | int]:
        """Return the problem as plain values for JSON: what a program writes itself is not told."""
        told = {name: value for name, value in asdict(self).items() if name != "fix"}
        return {**told, "level": self.level.name.lower()}


_order = attrgetter("path", "line", "code", "message", "level")


def sorted_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems in their order, each once; to compare their fields takes a quarter of the time of comparing them."""
    return tuple(sorted(set(problems), key=_order))


def error(path: str, line: int, code: str, message: str, fix: str = "") -> Problem:
    """Return a problem that keeps its article from being published; ``fix`` is the value that puts it right."""
    return Problem(path, line, code, message, Level.ERROR, fix)


def warning(path: str, line: int, code: str, message: str) -> Problem:
    """Return a problem that the editor should know of; the article is published."""
    return Problem(path, line, code, message, Level.WARNING)


def advice(path: str, line: int, code: str, message: str) -> Problem:
    """Return advice for the editor; the article is published without it as well."""
    return Problem(path, line, code, message, Level.ADVICE)
