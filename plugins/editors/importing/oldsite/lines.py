"""Look at the blocks of an old page as lines of text."""

from __future__ import annotations

from collections.abc import Iterable

from plugins.category.registry import Sections
from plugins.editors.importing.imported_article import Block, HorizontalRule, Paragraph, text_of_blocks


def text_on_one_line(block: Block) -> str:
    """Return the text of a block on one line, without double spaces."""
    return " ".join(text_of_blocks([block]).split())


def without_empty_blocks(blocks: Iterable[Block]) -> list[Block]:
    """Return blocks without empty paragraphs and horizontal rules."""
    return [
        block
        for block in blocks
        if (block.text.strip() if isinstance(block, Paragraph) else not isinstance(block, HorizontalRule))
    ]


def is_section_name(block: Paragraph, sections: Sections) -> bool:
    """Return whether a line is the name of a section of the portal."""
    text = text_on_one_line(block)
    return len(text.split()) <= 12 and sections.find(text) is not None
