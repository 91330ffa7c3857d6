"""Tell boilerplate (what old portals print around an article) from the article, by the rules in boilerplate.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from plugins.vietnamese.letters import fold


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """
    The rules: lines that are no part of an article, lines after which it is over, and CSS selectors.

    ``date_labels`` are what stands before an article's date, the most reliable first.
    """

    lines: frozenset[str]
    line_patterns: re.Pattern[str]
    ends: frozenset[str]
    end_patterns: re.Pattern[str]
    date_labels: tuple[str, ...]
    article_selectors: tuple[str, ...]
    dropped_selectors: tuple[str, ...]
    lead_selectors: tuple[str, ...]
    title_selectors: tuple[str, ...]

    def is_line(self, text: str) -> bool:
        """
        Return whether a whole line is boilerplate; the same words within a sentence are none.

        >>> boilerplate().is_line("100%"), boilerplate().is_line("Đạt 100% kế hoạch")
        (True, False)
        """
        words = _bare(text)
        return words in self.lines or self.line_patterns.fullmatch(words) is not None

    def is_end(self, text: str) -> bool:
        """Return whether the article is over where this line stands."""
        words = _bare(text)
        return words in self.ends or self.end_patterns.fullmatch(words) is not None

    @property
    def first_update_label(self) -> int:
        """The place of the first of the date labels that tell a date of change, which are the last ones."""
        return self.date_labels.index("cập nhật lúc")


def _bare(text: str) -> str:
    return fold(text).strip(" :.»>-–|[]*•")


@cache
def boilerplate() -> Boilerplate:
    """Return the rules in the data file."""
    data = tomllib.loads(Path(__file__).with_name("boilerplate.toml").read_text("utf-8"))
    return Boilerplate(
        frozenset(map(_bare, data["dong"])),
        re.compile("|".join(f"(?:{pattern})" for pattern in data["mau"])),
        frozenset(map(_bare, data["het"])),
        re.compile("|".join(f"(?:{pattern})" for pattern in data["het-mau"])),
        tuple(data["nhan-ngay"]),
        tuple(data["hop"]),
        tuple(data["bo"]),
        tuple(data["sapo"]),
        tuple(data["tieu-de"]),
    )
