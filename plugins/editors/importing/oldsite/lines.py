"""Look at the blocks of an old page as lines of text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from plugins.category.registry import Sections
from plugins.editors.importing.imported_article import (
    HorizontalRule,
    ImportedBlock,
    Paragraph,
    Table,
    text_of_blocks,
)
from plugins.editors.importing.oldsite.boilerplate import boilerplate

_LINK_TO_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|zip|rar|jpe?g|png)(?:[?#]|$)|download", re.IGNORECASE)
_NUMBER = re.compile(r"[\d.,\s]+")
_PROSE_WORDS, _PROSE_WORDS_ANYWHERE = 9, 20
_SENTENCE_END = re.compile(r"[.!?…:;”\"]\s*$")


def is_link_line(block: ImportedBlock) -> bool:
    """Return whether all words of a line are links to other pages, as in a menu or a list of news."""
    if not isinstance(block, Paragraph):
        return False
    words = [span for span in block.spans if any(letter.isalnum() for letter in span.text)]
    return bool(words) and all(span.link and not _LINK_TO_FILE.search(span.link) for span in words)


def menu_entries(block: ImportedBlock) -> int:
    """Return how many entries of a menu a line may be: its links, or one for words and numbers of menus and counters."""
    if not isinstance(block, Paragraph) or boilerplate().is_button(block.text):
        return 0
    if is_link_line(block):
        return len({span.link for span in block.spans if span.link})
    if block.is_bold:
        # A heading of a body.
        return 0
    return int(boilerplate().is_line(block.text) or _NUMBER.fullmatch(block.text.strip()) is not None)


def is_prose(block: ImportedBlock) -> bool:
    """Return whether a block is text that only an article has: a sentence, or a table."""
    if not isinstance(block, Paragraph):
        return isinstance(block, Table)
    if is_link_line(block) or boilerplate().is_line(block.text) or boilerplate().is_end(block.text):
        return False
    text = text_on_one_line(block)
    least = _PROSE_WORDS if _SENTENCE_END.search(text) else _PROSE_WORDS_ANYWHERE
    return len(text.split()) >= least


def text_on_one_line(block: ImportedBlock) -> str:
    """Return the text of a block on one line, without double spaces."""
    return " ".join(text_of_blocks([block]).split())


def without_empty_blocks(blocks: Iterable[ImportedBlock]) -> list[ImportedBlock]:
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


def is_boilerplate(block: ImportedBlock) -> bool:
    """Return whether a block is a line that old portals print around articles."""
    return isinstance(block, Paragraph) and boilerplate().is_line(block.text)
