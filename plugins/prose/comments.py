"""Remove HTML comments, which are notes between editors, from the Markdown source."""

from __future__ import annotations

import re
from bisect import bisect_right

from plugins.prose.code import find_spans

_OPENS = re.compile("<!--")


def without_comments(text: str) -> tuple[str, int | None]:
    """
    Return ``text`` without comments (their line ends stay), and the offset of one that never closes, or None.

    >>> without_comments("a<!-- x -->b")
    ('ab', None)
    >>> without_comments("a <!-- x")
    ('a <!-- x', 2)
    """
    if "<!--" not in text:
        return text, None
    spans = find_spans(text)
    starts = [start for start, _ in spans]
    kept: list[str] = []
    behind = 0
    for opening in _OPENS.finditer(text):
        start = opening.start()
        if start < behind:
            continue
        span = bisect_right(starts, start) - 1
        if span >= 0 and start < spans[span][1]:
            continue
        end = text.find("-->", start + 4)
        if end < 0:
            return text, start
        kept.append(text[behind:start])
        kept.append("\n" * text.count("\n", start, end))
        behind = end + 3
    kept.append(text[behind:])
    return "".join(kept), None
