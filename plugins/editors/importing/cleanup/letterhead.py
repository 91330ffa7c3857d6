"""Remove the letterhead of an official document: the motto of the state, the number, the place and date."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plugins.editors.importing.imported_article import (
    Block,
    Paragraph,
    Photo,
    Table,
    text_of_blocks,
)
from plugins.vietnamese.letters import fold

_MOTTOS = ("cong hoa xa hoi chu nghia viet nam", "doc lap - tu do - hanh phuc", "dang cong san viet nam")
_NUMBER = re.compile(r"^số\s*:\s*[\w./…\s-]{0,12}/?[\w./-]*", re.IGNORECASE)
_DATE = re.compile(r"ngày\s*[\d….]{0,4}\s*tháng\s*[\d….]{0,4}\s*năm\s*[\d….]{2,6}", re.IGNORECASE)
_SEARCHED = 14  # blocks
_MOST_WORDS, _MOST_WORDS_OF_DATE_LINE = 30, 14


def without_letterhead(blocks: Sequence[Block]) -> tuple[list[Block], str]:
    """
    Return blocks without the letterhead, and the letterhead's text, "" where there is none.

    >>> from plugins.editors.importing.imported_article import plain_paragraph
    >>> without_letterhead([plain_paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")])
    ([], 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM')
    """
    last = _last_block(blocks)
    head = blocks[: last + 1]
    if not any(_has_motto(text_of_blocks([block])) for block in head):
        return list(blocks), ""
    photos = [block for block in head if isinstance(block, Photo)]
    return [*photos, *blocks[last + 1 :]], _text(head)


def _last_block(blocks: Sequence[Block]) -> int:
    """Return the place of the last block that belongs to a letterhead, -1 for none."""
    last = -1
    for place, block in enumerate(blocks[:_SEARCHED]):
        if isinstance(block, Photo):
            continue
        text = text_of_blocks([block])
        if isinstance(block, Paragraph) and len(text.split()) > _MOST_WORDS:
            break
        if _is_letterhead(text) or (last >= 0 and last == place - 1 and _goes_with_it(text)):
            last = place
    return last


def _text(head: Sequence[Block]) -> str:
    """Return the text of a letterhead; columns are separated by bars, emblems in its tables are counted."""
    without_photos = [block for block in head if not isinstance(block, Photo)]
    lines = (line.strip() for line in text_of_blocks(without_photos).split("\n"))
    text = "\n".join(line for line in lines if line)
    emblems = sum(
        isinstance(inner, Photo)
        for block in without_photos
        if isinstance(block, Table)
        for row in block.rows
        for cell in row
        for inner in cell.blocks
    )
    text += f"\n({emblems} hình)" if emblems else ""
    return re.sub(r"[ \t]{2,}|\t", " | ", text)


def _has_motto(text: str) -> bool:
    folded = fold(text).replace("–", "-").replace("—", "-")
    folded = re.sub(r"\s*-\s*", " - ", folded)
    return any(motto in folded for motto in _MOTTOS)


def _is_letterhead(text: str) -> bool:
    return _has_motto(text) or bool(_NUMBER.match(text.strip()))


def _goes_with_it(text: str) -> bool:
    """Return whether a line right below a letterhead belongs to it: a number, or a place and date."""
    is_short = len(text.split()) <= _MOST_WORDS_OF_DATE_LINE
    return is_short and bool(_DATE.search(text) or _NUMBER.match(text.strip()))
