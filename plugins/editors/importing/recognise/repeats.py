"""Compare texts regardless of capitals, accents and punctuation, and drop paragraphs that repeat the header."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plugins.editors.importing.imported_article import Block, Paragraph
from plugins.vietnamese.letters import fold


def same_words(one: str, other: str) -> bool:
    """
    Return whether two texts have the same letters and digits, accents and capitals aside; empty texts never do.

    >>> same_words("Xuân Lai gặt sớm.", "XUÂN LAI GẶT SỚM")
    True
    """
    return bool(_bare(one)) and _bare(one) == _bare(other)


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", fold(text))


def without_repeats(blocks: Sequence[Block], *texts: str) -> list[Block]:
    """Return blocks without those of the first three paragraphs that have the same words as one of the texts."""
    out = list(blocks)
    for place in range(min(3, len(out)) - 1, -1, -1):
        block = out[place]
        if isinstance(block, Paragraph) and any(same_words(block.text, text) for text in texts):
            del out[place]
    return out
