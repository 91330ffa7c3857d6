"""Lines of old pages as one works with them."""

from __future__ import annotations

from collections.abc import Iterable

from plugins.category.registry import Sections
from plugins.editors.importing.imported_article import Block, HorizontalRule, Paragraph, words_of


def words_on_line(block: Block) -> str:
    """Return the words of a block on one line."""
    return " ".join(words_of([block]).split())


def with_words(blocks: Iterable[Block]) -> list[Block]:
    """Return blocks with tidy words; a paragraph keeps its spans."""
    out: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            if block.text.strip():
                out.append(block)
        elif not isinstance(block, HorizontalRule):
            out.append(block)
    return out


def is_section(block: Paragraph, sections: Sections) -> bool:
    """Return whether a line is the name of a section."""
    words = words_on_line(block)
    return len(words.split()) <= 12 and sections.find(words) is not None
