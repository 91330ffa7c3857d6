"""Remove the letterhead of an official document: the motto of the state, the issuer, the number, the place and date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from plugins.author.byline import ORGANISATION_WORD
from plugins.editors.importing.imported_article import (
    Cell,
    ImportedBlock,
    Paragraph,
    Photo,
    Table,
    text_of_blocks,
)
from plugins.vietnamese.letters import fold

_MOTTOS = ("cong hoa xa hoi chu nghia viet nam", "doc lap - tu do - hanh phuc", "dang cong san viet nam")
_NUMBER = re.compile(r"^số\s*[:.]?\s*(?:[\d….\s]{0,12}[-/][\w./ -]*|[\d…. ]{1,8})$|^số\s*:", re.IGNORECASE)
_DATE = re.compile(r"ngày\s*[\d….]{0,4}\s*tháng\s*[\d….]{0,4}\s*năm\s*[\d….]{2,6}", re.IGNORECASE)
_SUBJECT = re.compile(r"^(?:v\s*/\s*v|trích yếu|về việc)\b", re.IGNORECASE)
_KICKER = re.compile(
    r"^(?:dự thảo(?: lần.*)?|hỏa tốc|khẩn|thượng khẩn|mật|biểu? mẫu .*|mẫu .*|phụ lục .*)$", re.IGNORECASE
)
_ISSUERS = (
    "dang bo",
    "cong doan",
    "lien minh",
    "hop tac xa",
    "to chuc",
    "doanh nghiep",
    "thon ",
    "khu pho",
    "to dan pho",
)
_GAP = re.compile(r"\n|\t+| {4,}")
_MOST_WORDS, _MOST_WORDS_OF_DATE_LINE, _MOST_WORDS_OF_SUBJECT = 14, 14, 60


def without_letterhead(blocks: Sequence[ImportedBlock]) -> tuple[list[ImportedBlock], str]:
    """
    Return blocks without the letterhead that they begin with, and the letterhead's text, "" where there is none.

    Only blocks that are letterhead themselves go; of a table that lays a whole letter out, the rest stays as
    what its cells hold.

    >>> from plugins.editors.importing.imported_article import plain_paragraph
    >>> without_letterhead([plain_paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")])
    ([], 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM')
    """
    head: list[ImportedBlock] = []
    rest: list[ImportedBlock] = []
    place = 0
    for place, block in enumerate(blocks):
        if isinstance(block, Table):
            above, below = _split_table(block)
            head += above
            if below:
                rest = below
                place += 1
                break
        elif isinstance(block, Photo) or _is_letterhead_line(block, head, blocks[place + 1 :]):
            head.append(block)
        else:
            break
    else:
        place = len(blocks)
    if not any(_has_motto(text_of_blocks([block])) for block in head):
        return list(blocks), ""
    photos = [block for block in head if isinstance(block, Photo)]
    return [*photos, *rest, *blocks[place:]], _text(head)


def _split_table(table: Table) -> tuple[list[ImportedBlock], list[ImportedBlock]]:
    """Return the rows of a table that are letterhead, as a table, and what the rows below them hold."""
    rows = 0
    while rows < len(table.rows) and _is_letterhead_row(table.rows[rows]):
        rows += 1
    if rows and not any(
        _has_motto(text_of_blocks([Table((row,))])) or _says_number(row) for row in table.rows[:rows]
    ):
        rows = 0
    above: list[ImportedBlock] = [Table(table.rows[:rows])] if rows else []
    if rows == 0:
        return [], [table]
    return above, list(_spread(table.rows[rows:]))


def _spread(rows: Sequence[tuple[Cell, ...]]) -> Iterator[ImportedBlock]:
    """Yield what the rows of a table that lays out a page hold: one cell across is text, several stay a table."""
    kept: list[tuple[Cell, ...]] = []
    for row in rows:
        filled = [cell for cell in row if cell.blocks]
        if len(filled) > 1:
            kept.append(row)
            continue
        if kept:
            yield Table(tuple(kept))
            kept = []
        for cell in filled:
            yield from cell.blocks
    if kept:
        yield Table(tuple(kept))


def _is_letterhead_row(row: Sequence[Cell]) -> bool:
    """Return whether every line in a row of a table can stand in a letterhead."""
    inner = [block for cell in row for block in cell.blocks]
    if any(isinstance(block, Table) for block in inner):
        return all(
            _is_letterhead_row(one) for block in inner if isinstance(block, Table) for one in block.rows
        )
    texts = [line for block in inner for line in _lines(text_of_blocks([block]))]
    has_subject = any(_SUBJECT.match(line) for line in texts)
    known = [line for line in texts if _is_known_line(line) or _is_issuer(line) or _is_rule(line)]
    other = [line for line in texts if line not in known]
    # A subject is set in several short lines.
    are_few = sum(len(line.split()) for line in other) <= (
        _MOST_WORDS_OF_SUBJECT if has_subject else _MOST_WORDS // 2
    )
    return bool(known) and are_few and all(len(line.split()) <= _MOST_WORDS for line in other)


def _says_number(row: Sequence[Cell]) -> bool:
    return any(_NUMBER.match(line) for cell in row for line in _lines(cell.text))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in _GAP.split(text) if line.strip()]


def _is_letterhead_line(
    block: ImportedBlock, head: Sequence[ImportedBlock], following: Sequence[ImportedBlock]
) -> bool:
    """Return whether a paragraph is letterhead, by what stands above and below it."""
    if not isinstance(block, Paragraph):
        return False
    lines = _lines(block.text)
    if all(_is_known_line(line) or _is_rule(line) for line in lines):
        return True
    has_motto = any(_has_motto(text_of_blocks([one])) for one in head)
    if not all(_is_known_line(line) or _is_issuer(line) for line in lines):
        return False
    # Below the motto the issuer's name comes with its number; a title is in capitals too.
    below = following[0] if following else None
    return not has_motto or (isinstance(below, Paragraph) and bool(_NUMBER.match(below.text.strip())))


def _is_known_line(line: str) -> bool:
    """Return whether a line can stand nowhere but in a letterhead."""
    is_date = len(line.split()) <= _MOST_WORDS_OF_DATE_LINE and _DATE.search(line) is not None
    is_number = _NUMBER.match(line) is not None and len(line.split()) <= _MOST_WORDS
    return _has_motto(line) or is_number or is_date or _KICKER.match(line) is not None


def _is_issuer(line: str) -> bool:
    """Return whether a line is the name of an organisation in capitals."""
    if line != line.upper() or len(line.split()) > _MOST_WORDS or not any(map(str.isalpha, line)):
        return False
    return ORGANISATION_WORD.match(line.lower()) is not None or fold(line).startswith(_ISSUERS)


def _is_rule(line: str) -> bool:
    return not any(letter.isalnum() for letter in line)


def _text(head: Sequence[ImportedBlock]) -> str:
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
