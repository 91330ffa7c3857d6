"""The message of a commit, made of the articles in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_LONGEST = 72
_MOST_LINES = 50


@dataclass(frozen=True, slots=True)
class SentFile:
    """
    A file that is sent: its path, the title of the article ("" for other files), whether it was there before and is now.

    A path is below the checkout.
    """

    path: str
    title: str
    was_there: bool
    is_there: bool

    @property
    def deed(self) -> str:
        """What was done, as a word: “Thêm”, “Sửa”, “Xóa”."""
        return "Xóa" if not self.is_there else "Sửa" if self.was_there else "Thêm"

    @property
    def words(self) -> str:
        """
        What was done to what.

        >>> SentFile("content/a.md", "Họp báo", True, True).words, SentFile("content/a.jpg", "", False, True).words
        ('Sửa bài “Họp báo”', 'Thêm tệp content/a.jpg')
        """
        return f"{self.deed} bài “{self.title}”" if self.title else f"{self.deed} tệp {self.path}"


def commit_message(files: Sequence[SentFile]) -> str:
    """
    Return the message of a commit with these files: one line, and, for several, a line for each.

    >>> print(commit_message([SentFile("content/a.md", "Họp báo", True, True), SentFile("content/b.jpg", "", False, True)]))
    Sửa bài “Họp báo”, thêm 1 tệp
    <BLANKLINE>
    - Sửa bài “Họp báo”
    - Thêm tệp content/b.jpg
    """
    if len(files) == 1:
        return _cut(files[0].words)
    lines = [f"- {one.words}" for one in files[:_MOST_LINES]]
    if len(files) > _MOST_LINES:
        lines.append(f"- … và {len(files) - _MOST_LINES} tệp nữa")
    return "\n".join([_cut(_headline(files)), "", *lines])


def _headline(files: Sequence[SentFile]) -> str:
    parts = []
    articles = [one for one in files if one.title]
    if len(articles) == 1:
        parts.append(articles[0].words)
    for deed in ("Thêm", "Sửa", "Xóa"):
        for kind, members in (
            ("bài", articles if len(articles) > 1 else []),
            ("tệp", [one for one in files if not one.title]),
        ):
            count = sum(one.deed == deed for one in members)
            if count:
                parts.append(f"{deed} {count} {kind}")
    first, *rest = parts
    return ", ".join([first, *(part[0].lower() + part[1:] for part in rest)])


def _cut(line: str) -> str:
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"
