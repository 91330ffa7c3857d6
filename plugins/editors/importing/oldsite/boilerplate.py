"""What old portals print around an article, as the data file tells it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from plugins.vietnamese.letters import fold


@dataclass(frozen=True, slots=True)
class Furniture:
    """Lines that are no article, lines behind which there is none, and where in HTML the article is."""

    lines: frozenset[str]
    patterns: re.Pattern[str]
    ends: frozenset[str]
    end_patterns: re.Pattern[str]
    date_labels: tuple[str, ...]
    boxes: tuple[str, ...]
    dropped: tuple[str, ...]
    leads: tuple[str, ...]
    titles: tuple[str, ...]

    def is_line(self, text: str) -> bool:
        """
        Return whether a whole line is furniture; the same words within a sentence are none.

        >>> furniture().is_line("100%"), furniture().is_line("Đạt 100% kế hoạch")
        (True, False)
        """
        words = _bare(text)
        return words in self.lines or self.patterns.fullmatch(words) is not None

    def is_end(self, text: str) -> bool:
        """Return whether the article is over where this line stands."""
        words = _bare(text)
        return words in self.ends or self.end_patterns.fullmatch(words) is not None


def _bare(text: str) -> str:
    return fold(text).strip(" :.»>-–|[]*•")


@cache
def furniture() -> Furniture:
    """Return what the data file tells."""
    data = tomllib.loads(Path(__file__).with_name("furniture.toml").read_text("utf-8"))
    return Furniture(
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
