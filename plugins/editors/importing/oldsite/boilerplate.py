"""Tell boilerplate (what old portals print around an article) from the article, by the rules in boilerplate.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from plugins.vietnamese.letters import fold


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """
    The rules: lines that are no part of an article, lines after which it is over, and CSS selectors.

    ``outer_lines`` may be headings in a body, ``weak_ends`` lines of it.

    ``date_labels`` are what stands before an article's date, the most reliable first.
    """

    lines: frozenset[str]
    line_patterns: re.Pattern[str]
    outer_lines: frozenset[str]
    outer_patterns: re.Pattern[str]
    head_patterns: re.Pattern[str]
    ends: frozenset[str]
    end_patterns: re.Pattern[str]
    weak_ends: frozenset[str]
    date_labels: tuple[str, ...]
    article_selectors: tuple[str, ...]
    dropped_selectors: tuple[str, ...]
    lead_selectors: tuple[str, ...]
    title_selectors: tuple[str, ...]
    site_selectors: tuple[str, ...]
    date_selectors: tuple[str, ...]
    buttons: frozenset[str]

    def is_line(self, text: str) -> bool:
        """
        Return whether a whole line is boilerplate where it stands outside of a body.

        >>> boilerplate().is_line("100%"), boilerplate().is_line("Đạt 100% kế hoạch"), boilerplate().is_line("Kết quả")
        (True, False, True)
        """
        words = _bare(text)
        is_outer = words in self.outer_lines or self.outer_patterns.fullmatch(words) is not None
        return is_outer or self.is_line_anywhere(text)

    def is_line_anywhere(self, text: str) -> bool:
        """
        Return whether a whole line is boilerplate within a body too, where "Kết quả" is a heading.

        >>> boilerplate().is_line_anywhere("100%"), boilerplate().is_line_anywhere("Kết quả")
        (True, False)
        """
        words = _bare(text)
        return words in self.lines or self.line_patterns.fullmatch(words) is not None

    def is_line_of_head(self, text: str) -> bool:
        """Return whether a whole line is boilerplate between a title and the first sentences of its article."""
        return self.head_patterns.fullmatch(_bare(text)) is not None

    def is_button(self, text: str) -> bool:
        """
        Return whether a whole line is a button of an article: it is boilerplate, and no entry of a menu.

        >>> boilerplate().is_button("Email"), boilerplate().is_button("Liên hệ")
        (True, False)
        """
        return _bare(text) in self.buttons

    def is_end(self, text: str) -> bool:
        """Return whether the article is over where this line stands, if nothing of it follows."""
        words = _bare(text)
        return words in self.weak_ends or self.is_certain_end(text)

    def is_certain_end(self, text: str) -> bool:
        """
        Return whether the article is over where this line stands, whatever follows.

        >>> boilerplate().is_certain_end("Các tin khác"), boilerplate().is_certain_end("Xem thêm:")
        (True, False)
        """
        words = _bare(text)
        return words in self.ends or self.end_patterns.fullmatch(words) is not None

    @property
    def first_update_label(self) -> int:
        """The place of the first of the date labels that tell a date of change, which are the last ones."""
        return self.date_labels.index("cập nhật lúc")


def _bare(text: str) -> str:
    return fold(text).strip(" :.»>-–|[]*•")


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


@cache
def boilerplate() -> Boilerplate:
    """Return the rules in the data file."""
    data = tomllib.loads(Path(__file__).with_name("boilerplate.toml").read_text("utf-8"))
    return Boilerplate(
        frozenset(map(_bare, data["dong"])),
        _any_of(data["mau"]),
        frozenset(map(_bare, data["dong-chu"])),
        _any_of(data["mau-chu"]),
        _any_of(data["dau-mau"]),
        frozenset(map(_bare, data["het"])),
        _any_of(data["het-mau"]),
        frozenset(map(_bare, data["het-mem"])),
        tuple(data["nhan-ngay"]),
        tuple(data["hop"]),
        tuple(data["bo"]),
        tuple(data["sapo"]),
        tuple(data["tieu-de"]),
        tuple(data["ten-cong"]),
        tuple(data["o-ngay"]),
        frozenset(map(_bare, data["nut"])),
    )
