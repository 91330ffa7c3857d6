"""Take tables apart that hold no data, but place photos, columns or signatures on paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from plugins.editors.importing.imported_article import (
    Cell,
    ImportedBlock,
    ImportIssue,
    IssueKind,
    Paragraph,
    Photo,
    Role,
    Table,
    text_of_blocks,
)
from plugins.editors.spans.text_spans import TextSpan, merged_spans
from plugins.vietnamese.letters import fold

_SIGNATURE_WORDS = (
    "noi nhan",
    "tm.",
    "kt.",
    "tl.",
    "tuq.",
    "chu tich",
    "nguoi lap",
    "thu truong",
    "giam doc",
    "bi thu",
    "truong ban",
)
_BLOCKS_AT_END = 4
_MOST_SIGNATURE_ROWS = 3
_MOST_CAPTION_WORDS = 40


def without_layout_tables(blocks: Sequence[ImportedBlock]) -> tuple[list[ImportedBlock], list[ImportIssue]]:
    """Return blocks in which tables that only lay the page out are replaced by what they hold."""
    out: list[ImportedBlock] = []
    issues: list[ImportIssue] = []
    for place, block in enumerate(blocks):
        if not isinstance(block, Table):
            out.append(block)
            continue
        is_at_end = place >= len(blocks) - _BLOCKS_AT_END
        inner, more = _taken_apart(block, out, is_at_end=is_at_end)
        out += inner
        issues += more
    return out, issues


def _taken_apart(
    table: Table, before: Sequence[ImportedBlock], *, is_at_end: bool
) -> tuple[list[ImportedBlock], list[ImportIssue]]:
    """Return what a layout table below the blocks ``before`` holds, and the issues; a table that holds data stays."""
    if _is_frame(table):
        return without_layout_tables(_all_blocks(table))
    if _holds_photos(table):
        return list(_photos_with_captions(table)), []
    if is_at_end and _is_signature(table):
        inner = list(_signature(table))
        message = "phần nơi nhận và chữ ký đã tách khỏi bảng, đặt ở cuối bài. Xem có cần giữ trên mạng không."
        return inner, [ImportIssue(IssueKind.GUESSED, message, near=_first_line([*before[-1:], *inner][-1:]))]
    if len(table.rows) == 1 and any(len(cell.blocks) > 2 for cell in table.rows[0]):
        inner = _all_blocks(table)
        message = "một bảng chỉ có một hàng đã được trải thành các đoạn theo từng cột. Xem lại thứ tự."
        return inner, [ImportIssue(IssueKind.GUESSED, message, near=_first_line(inner))]
    return [table], []


def _all_blocks(table: Table) -> list[ImportedBlock]:
    return [block for row in table.rows for cell in row for block in cell.blocks]


def _first_line(blocks: Sequence[ImportedBlock]) -> str:
    return text_of_blocks(blocks).split("\n")[0]


def _filled_cells(table: Table) -> list[Cell]:
    return [cell for row in table.rows for cell in row if cell.blocks]


def _is_frame(table: Table) -> bool:
    """Return whether a table is no more than a frame: one cell that holds something, or one column."""
    return len(_filled_cells(table)) == 1 or all(len(row) == 1 for row in table.rows)


def _holds_photos(table: Table) -> bool:
    """Return whether a table holds nothing but photos and their captions."""
    cells = _filled_cells(table)
    photos = sum(isinstance(block, Photo) for cell in cells for block in cell.blocks)
    captions = [cell for cell in cells if not any(isinstance(block, Photo) for block in cell.blocks)]
    are_short = all(
        len(cell.text.split()) <= _MOST_CAPTION_WORDS and len(cell.blocks) <= 2 for cell in captions
    )
    return photos > 0 and are_short and len(captions) <= photos and not table.header_rows


def _photos_with_captions(table: Table) -> Iterator[ImportedBlock]:
    """Yield the photos of a table, each with the text that stands in its cell or in the cell below."""
    used: set[int] = set()
    for number, row in enumerate(table.rows):
        following = table.rows[number + 1] if number + 1 < len(table.rows) else ()
        for column, cell in enumerate(row):
            photos = [block for block in cell.blocks if isinstance(block, Photo)]
            if not photos:
                if id(cell) not in used:
                    yield from cell.blocks
                continue
            captions: list[ImportedBlock] = [block for block in cell.blocks if not isinstance(block, Photo)]
            if not captions and column < len(following) and len(following) == len(row):
                below = following[column]
                if not any(isinstance(block, Photo) for block in below.blocks):
                    captions = list(below.blocks)
                    used.add(id(below))
            yield from photos
            for caption in captions:
                yield replace(caption, role=Role.CAPTION) if isinstance(caption, Paragraph) else caption


def _is_signature(table: Table) -> bool:
    """Return whether a table is the end of an official letter: who signed, and who receives it."""
    lines = text_of_blocks([table]).split("\n")
    is_small = len(table.rows) <= _MOST_SIGNATURE_ROWS
    return is_small and any(fold(line).startswith(_SIGNATURE_WORDS) for line in lines)


def _signature(table: Table) -> Iterator[ImportedBlock]:
    """Yield who signed, then who was to get the letter."""
    cells = [cell for row in table.rows for cell in row if cell.text.strip()]
    for cell in sorted(cells, key=lambda cell: fold(cell.text).startswith("noi nhan")):
        spans: list[TextSpan] = []
        for block in cell.blocks:
            if isinstance(block, Paragraph):
                spans += [TextSpan("\n"), *block.spans] if spans else block.spans
            else:
                yield block
        yield Paragraph(merged_spans(spans))
