"""Check an article's text before it is rendered: whether it repeats the title."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.header.parse import ParsedFile
from plugins.problems import Problem, warning
from plugins.typography.rules import typeset
from plugins.vietnamese.letters import fold_alike


def check_repeated_title(source: ParsedFile, title: str) -> Iterator[Problem]:
    """Yield a reminder where a text opens with its own title."""
    opening = source.body.split("\n", 1)[0].strip(" \t#*_=")
    if not (title and opening):
        return
    # Typography changes the length of a text a little.
    if fold_alike(typeset(opening[: 3 * len(title) + 40]).rstrip("."), title.rstrip(".")):
        message = "dòng này lặp lại tiêu đề. Hãy xóa để tiêu đề không hiện hai lần."
        yield warning(source.path, source.body_line, "lap-tieu-de", message)
