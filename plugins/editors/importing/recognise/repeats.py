"""Compare texts regardless of capitals, accents and punctuation, and drop paragraphs that repeat the header."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plugins.editors.importing.imported_article import ImportedBlock, ImportIssue, IssueKind, Paragraph
from plugins.vietnamese.letters import fold

_MOST_LINES = 4  # into which a title is broken


def same_words(one: str, other: str) -> bool:
    """
    Return whether two texts have the same letters and digits, accents and capitals aside; empty texts never do.

    >>> same_words("Xuân Lai gặt sớm.", "XUÂN LAI GẶT SỚM")
    True
    """
    return bool(squeezed(one)) and squeezed(one) == squeezed(other)


def squeezed(text: str) -> str:
    """Return the letters and digits of a text, without capitals, accents and what stands between them."""
    return re.sub(r"[\W_]+", "", fold(text))


def without_repeats(
    blocks: Sequence[ImportedBlock], *texts: str
) -> tuple[list[ImportedBlock], list[ImportIssue]]:
    """Return blocks without those of the first three paragraphs that repeat one of the texts, and the issues about them."""
    out = list(blocks)
    issues: list[ImportIssue] = []
    for place in range(min(3, len(out)) - 1, -1, -1):
        block = out[place]
        if isinstance(block, Paragraph) and any(same_words(block.text, text) for text in texts):
            message = f"dòng nhắc lại tiêu đề không vào bài: “{' '.join(block.text.split())}”."
            issues.append(ImportIssue(IssueKind.DROPPED, message))
            del out[place]
    return out, issues


def lines_that_repeat(blocks: Sequence[ImportedBlock], start: int, text: str) -> int:
    """Return how many paragraphs from a place on say a text again, which may be broken into several; 0 for none."""
    joined = ""
    for count, block in enumerate(blocks[start : start + _MOST_LINES], 1):
        if not isinstance(block, Paragraph):
            return 0
        joined = f"{joined} {block.text}"
        if same_words(joined, text):
            return count
    return 0
