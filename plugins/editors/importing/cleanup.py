"""Rubbish of typists leaves the blocks: each step takes blocks and returns blocks, and says what it guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from plugins.editors.importing.imported_article import (
    Block,
    Cell,
    Doubt,
    Paragraph,
    Photo,
    Role,
    SourceKind,
    Span,
    Spans,
    Table,
    joined,
    stripped,
    words_of,
)
from plugins.vietnamese.letters import INVISIBLE, fold

_SPACES = re.compile(r"[ \u00a0\u2000-\u200a\u3000]+")
_COLUMN_GAP = re.compile(r"\t+| {4,}")
_ORNAMENT = re.compile(r"^[\s\-–—_=*.~oO0•◦]{3,}$")
_BULLET = re.compile(r"^(?:[•●▪◦‣·❖✓✔►▶○■□♦◆➢➔→⬥⬧❑❒◻]\s*|[-–—+*§Ø]\s+|[-–+](?=[^\W\d_])|[ovqØ§ü]\t\s*)(?=\S)")
_SECOND = re.compile(r"^[+◦○]")
_NUMBER = re.compile(r"^(\d{1,3})\.\s+(?=\S)(?![^\n]*\t)")
_MOTTO = ("cong hoa xa hoi chu nghia viet nam", "doc lap - tu do - hanh phuc", "dang cong san viet nam")
_OFFICIAL_NUMBER = re.compile(r"^số\s*:\s*[\w./…\s-]{0,12}/?[\w./-]*", re.IGNORECASE)
_PLACE_AND_DAY = re.compile(r"ngày\s*[\d….]{0,4}\s*tháng\s*[\d….]{0,4}\s*năm\s*[\d….]{2,6}", re.IGNORECASE)
_SIGNED = (
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
_LETTERHEAD_BLOCKS = 14


# Spaces, empty paragraphs, ornaments.


def tidied_spans(spans: Iterable[Span]) -> Spans:
    """
    Return spans without double spaces, invisible signs and spaces at line ends; tabs stay.

    >>> [span.text for span in tidied_spans([Span("  Xã "), Span("  Xuân\\u200b Lai", bold=True)])]
    ['Xã ', 'Xuân Lai']
    """
    out: list[Span] = []
    before = "\n"
    for span in joined(spans):
        text = _SPACES.sub(" ", INVISIBLE.sub("", span.text).replace("\u00a0", " "))
        text = re.sub(r" ?\n ?", "\n", text)
        if before.endswith((" ", "\n", "\t")):
            text = text.lstrip(" ")
        out.append(replace(span, text=text))
        before = text or before
    return stripped(out)


def without_rubbish(blocks: Iterable[Block]) -> list[Block]:
    """Return blocks with tidy spaces; empty paragraphs and rows of ornaments are gone."""
    out: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            if _COLUMN_GAP.search(block.text.strip()):
                out.append(replace(block, spans=stripped(block.spans)))
                continue
            spans = tidied_spans(block.spans)
            text = "".join(span.text for span in spans)
            if (text and not _ORNAMENT.match(text)) or any(span.note for span in spans):
                out.append(replace(block, spans=spans))
        elif isinstance(block, Table):
            out += _tidy_table(block)
        else:
            out.append(block)
    return out


def _tidy_table(table: Table) -> list[Block]:
    rows = tuple(
        tuple(replace(cell, blocks=tuple(_flat(without_rubbish(cell.blocks)))) for cell in row)
        for row in table.rows
    )
    if all(cell.rows == 1 for row in rows for cell in row):
        kept = [(number, row) for number, row in enumerate(rows) if any(cell.blocks for cell in row)]
        heads = sum(number < table.heads for number, _ in kept)
        rows = tuple(row for _, row in kept)
        table = replace(table, heads=heads)
    return [replace(table, rows=rows)] if any(cell.blocks for row in rows for cell in row) else []


def _flat(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield what a cell holds; a heading in it is bold text, and tabs are spaces."""
    for block in blocks:
        if isinstance(block, Paragraph):
            spans = tidied_spans(replace(span, text=span.text.replace("\t", " ")) for span in block.spans)
            if block.role in (Role.HEADING, Role.TITLE, Role.SUBTITLE, Role.CAPTION, Role.QUOTE):
                spans = tuple(replace(span, bold=True) for span in spans)
                block = replace(block, role=Role.TEXT, level=0)
            yield replace(block, spans=spans)
        else:
            yield block


# Tables that hold no table.


def without_layout_tables(blocks: Sequence[Block]) -> tuple[list[Block], list[Doubt]]:
    """Return blocks in which tables that only placed things on paper are taken apart."""
    out: list[Block] = []
    doubts: list[Doubt] = []
    for place, block in enumerate(blocks):
        if not isinstance(block, Table):
            out.append(block)
            continue
        if _is_frame(block):
            inner, more = without_layout_tables(
                [one for row in block.rows for cell in row for one in cell.blocks]
            )
            out += inner
            doubts += more
            continue
        at_end = place >= len(blocks) - 4
        if _holds_photos(block):
            out += _photos_of(block)
        elif at_end and _is_signature(block):
            out += _signature(block)
            near = words_of(out[-1:]).split("\n")[0]
            doubts.append(
                Doubt(
                    SourceKind.GUESSED,
                    "phần nơi nhận và chữ ký đã tách khỏi bảng, đặt ở cuối bài. Xem có cần giữ trên mạng không.",
                    near=near,
                )
            )
        elif len(block.rows) == 1 and any(len(cell.blocks) > 2 for cell in block.rows[0]):
            inner = [one for cell in block.rows[0] for one in cell.blocks]
            out += inner
            doubts.append(
                Doubt(
                    SourceKind.GUESSED,
                    "một bảng chỉ có một hàng đã được trải thành các đoạn theo từng cột. Xem lại thứ tự.",
                    near=words_of(inner).split("\n")[0],
                )
            )
        else:
            out.append(block)
    return out, doubts


def _is_frame(table: Table) -> bool:
    """Return whether a table is no more than a frame: one cell that holds something, or one column."""
    filled = [cell for row in table.rows for cell in row if cell.blocks]
    return len(filled) == 1 or all(len(row) == 1 for row in table.rows)


def _holds_photos(table: Table) -> bool:
    cells = [cell for row in table.rows for cell in row if cell.blocks]
    photos = sum(isinstance(block, Photo) for cell in cells for block in cell.blocks)
    captions = [cell for cell in cells if not any(isinstance(block, Photo) for block in cell.blocks)]
    short = all(len(cell.text.split()) <= 40 and len(cell.blocks) <= 2 for cell in captions)
    return photos > 0 and short and len(captions) <= photos and not table.heads


def _photos_of(table: Table) -> Iterator[Block]:
    """Yield the photos of a table, each with the words that stand in its cell or below it."""
    used: set[int] = set()
    for number, row in enumerate(table.rows):
        for place, cell in enumerate(row):
            photos = [block for block in cell.blocks if isinstance(block, Photo)]
            if not photos:
                if id(cell) not in used:
                    yield from cell.blocks
                continue
            words: list[Block] = [block for block in cell.blocks if not isinstance(block, Photo)]
            following = table.rows[number + 1] if number + 1 < len(table.rows) else ()
            if not words and place < len(following) and len(following) == len(row):
                under = following[place]
                if not any(isinstance(block, Photo) for block in under.blocks):
                    words = list(under.blocks)
                    used.add(id(under))
            yield from photos
            yield from (
                replace(one, role=Role.CAPTION) if isinstance(one, Paragraph) else one for one in words
            )


def _is_signature(table: Table) -> bool:
    lines = words_of([table]).split("\n")
    return len(table.rows) <= 3 and any(fold(line).startswith(_SIGNED) for line in lines)


def _signature(table: Table) -> Iterator[Block]:
    """Yield who signed, then who was to get it."""
    cells = [cell for row in table.rows for cell in row if cell.text.strip()]
    for cell in sorted(cells, key=lambda cell: fold(cell.text).startswith("noi nhan")):
        spans: list[Span] = []
        for block in cell.blocks:
            if isinstance(block, Paragraph):
                spans += [Span("\n"), *block.spans] if spans else block.spans
            else:
                yield block
        yield Paragraph(joined(spans))


# The head of an official letter.


def without_letterhead(blocks: Sequence[Block]) -> tuple[list[Block], str]:
    """
    Return blocks without the head of an official letter, and that head's words, "" where there is none.

    >>> without_letterhead([Paragraph((Span("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),)), Paragraph((Span("BÁO CÁO"),))])[1]
    'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'
    """
    last = -1
    for place, block in enumerate(blocks[:_LETTERHEAD_BLOCKS]):
        if isinstance(block, Photo):
            continue
        words = words_of([block])
        if isinstance(block, Paragraph) and len(words.split()) > 30:
            break
        if _is_letterhead(words) or (last >= 0 and last == place - 1 and _goes_with_it(words)):
            last = place
    if last < 0 or not any(_has_motto(words_of([block])) for block in blocks[: last + 1]):
        return list(blocks), ""
    gone = [block for block in blocks[: last + 1] if not isinstance(block, Photo)]
    photos = [block for block in blocks[: last + 1] if isinstance(block, Photo)]
    told = "\n".join(line.strip() for line in words_of(gone).split("\n") if line.strip())
    emblems = sum(
        isinstance(one, Photo) for table in gone if isinstance(table, Table) for one in _inside(table)
    )
    told += f"\n({emblems} hình)" if emblems else ""
    return [*photos, *blocks[last + 1 :]], re.sub(r"[ \t]{2,}|\t", " | ", told)


def _inside(table: Table) -> Iterator[Block]:
    for row in table.rows:
        for cell in row:
            yield from cell.blocks


def _has_motto(words: str) -> bool:
    folded = fold(words).replace("–", "-").replace("—", "-")
    folded = re.sub(r"\s*-\s*", " - ", folded)
    return any(motto in folded for motto in _MOTTO)


def _is_letterhead(words: str) -> bool:
    return _has_motto(words) or bool(_OFFICIAL_NUMBER.match(words.strip()))


def _goes_with_it(words: str) -> bool:
    return len(words.split()) <= 14 and bool(
        _PLACE_AND_DAY.search(words) or _OFFICIAL_NUMBER.match(words.strip())
    )


# Bullets and columns made by hand.


def with_lists(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks in which paragraphs that begin with a typed bullet are list items."""
    out = [_as_item(block) if isinstance(block, Paragraph) else block for block in blocks]
    typed = [
        isinstance(block, Paragraph)
        and block.role is Role.TEXT
        and not block.is_bold
        and _NUMBER.match(block.text)
        for block in out
    ]
    start = 0
    while start < len(out):
        end = start
        while end < len(out) and (found := typed[end]) and int(found[1]) == end - start + 1:
            end += 1
        if end - start > 1:
            for place in range(start, end):
                item = out[place]
                if isinstance(item, Paragraph):
                    spans = _without_start(item.spans, len(_NUMBER.match(item.text)[0]))  # type: ignore[index]
                    out[place] = replace(
                        item, spans=spans, role=Role.NUMBER, level=1, number=place - start + 1
                    )
        start = max(end, start + 1)
    return out


def _as_item(paragraph: Paragraph) -> Paragraph:
    text = paragraph.text
    found = _BULLET.match(text)
    if paragraph.role is not Role.TEXT or not found or _COLUMN_GAP.search(text[found.end() :].strip()):
        return paragraph
    level = 2 if _SECOND.match(text) else 1
    return replace(
        paragraph, spans=_without_start(paragraph.spans, found.end()), role=Role.BULLET, level=level
    )


def with_split_items(blocks: Iterable[Block]) -> list[Block]:
    """Return blocks in which a paragraph of several lines that all begin with a typed bullet is several paragraphs."""
    out: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph) and "\n" in block.text and block.role is Role.TEXT:
            parts = _lines(block)
            if sum(bool(_BULLET.match(part.text.strip())) for part in parts) >= max(2, len(parts) - 1):
                out += parts
                continue
        out.append(block)
    return out


def _lines(paragraph: Paragraph) -> list[Paragraph]:
    """Return the lines of a paragraph, each as a paragraph."""
    rows: list[list[Span]] = [[]]
    for span in paragraph.spans:
        first, *more = span.text.split("\n")
        rows[-1].append(replace(span, text=first))
        rows += [[replace(span, text=line, note="")] for line in more]
    return [replace(paragraph, spans=spans) for row in rows if (spans := stripped(row))]


def _without_start(spans: Iterable[Span], count: int) -> Spans:
    """Return spans without their first characters."""
    out: list[Span] = []
    for span in spans:
        gone = min(count, len(span.text))
        count -= gone
        out.append(replace(span, text=span.text[gone:]))
    return stripped(out)


def levels_mended(blocks: Sequence[Block]) -> list[Block]:
    """
    Return blocks in which "+" is a second level only below a first one.

    A list of nothing but "+" is one of the first level.
    """
    out = list(blocks)
    before: Paragraph | None = None
    for place, block in enumerate(out):
        if not (isinstance(block, Paragraph) and block.role in (Role.BULLET, Role.NUMBER)):
            before = None
            continue
        deepest = before.level + 1 if before else 1
        if block.level > deepest:
            out[place] = block = replace(block, level=deepest)
        before = block
    return out


def with_columns(blocks: Sequence[Block]) -> tuple[list[Block], list[Doubt]]:
    """Return blocks in which lines that tabs set in columns are a table, and other tabs are spaces."""
    out: list[Block] = []
    doubts: list[Doubt] = []
    place = 0
    while place < len(blocks):
        rows: list[list[Spans]] = []
        while place + len(rows) < len(blocks):
            row = _columns(blocks[place + len(rows)])
            if len(row) < 2 or (rows and len(row) != len(rows[0])):
                break
            rows.append(row)
        if len(rows) > 1:
            cells = tuple(tuple(Cell((Paragraph(spans),) if spans else ()) for spans in row) for row in rows)
            out.append(Table(cells))
            near = "".join(span.text for span in rows[0][0])
            doubts.append(
                Doubt(
                    SourceKind.GUESSED,
                    "các dòng căn cột bằng phím Tab đã thành một bảng. Xem lại các cột.",
                    near=near,
                )
            )
            place += len(rows)
            continue
        block = blocks[place]
        out.append(
            replace(block, spans=_without_tabs(block.spans)) if isinstance(block, Paragraph) else block
        )
        place += 1
    return out, doubts


def _columns(block: Block) -> list[Spans]:
    """Return the columns of a line that is set in columns by tabs or many spaces; [] for any other block."""
    if not isinstance(block, Paragraph) or block.role not in (Role.TEXT, Role.CAPTION) or "\n" in block.text:
        return []
    columns: list[list[Span]] = [[]]
    for span in block.spans:
        first, *more = _COLUMN_GAP.split(span.text)
        columns[-1].append(replace(span, text=first))
        columns += [[replace(span, text=piece, note="")] for piece in more]
    found = [tidied_spans(column) for column in columns]
    while found and not found[0]:
        found.pop(0)
    return found if sum(map(bool, found)) > 1 else []


def _without_tabs(spans: Iterable[Span]) -> Spans:
    return tidied_spans(replace(span, text=re.sub(r"\t+", " ", span.text)) for span in spans)


# Heads of tables.


def with_heads(blocks: Sequence[Block]) -> tuple[list[Block], list[Doubt]]:
    """Return blocks whose tables have their column names as heads, and rows of one length."""
    out: list[Block] = []
    doubts: list[Doubt] = []
    for block in blocks:
        if not isinstance(block, Table):
            out.append(block)
            continue
        table = _squared(block)
        heads, sure = _heads(table)
        table = replace(table, heads=heads)
        out.append(_without_bold_heads(table))
        if heads and not sure:
            near = table.rows[0][0].text.split("\n")[0] or words_of([table]).split("\n")[0]
            doubts.append(
                Doubt(
                    SourceKind.GUESSED,
                    "hàng đầu của bảng được hiểu là tên các cột. Không đúng thì sửa lại bảng.",
                    near=near,
                )
            )
    return out, doubts


def _squared(table: Table) -> Table:
    """Return a table whose rows all reach as far as the longest; cells that are missing are empty."""
    covered: dict[int, int] = {}
    widths = []
    for number, row in enumerate(table.rows):
        width = sum(cell.columns for cell in row) + covered.pop(number, 0)
        widths.append(width)
        for cell in row:
            for further in range(1, cell.rows):
                covered[number + further] = covered.get(number + further, 0) + cell.columns
    widest = max(widths, default=0)
    rows = [
        (*row, *(Cell() for _ in range(widest - width)))
        for row, width in zip(table.rows, widths, strict=True)
    ]
    return replace(table, rows=tuple(rows))


def _heads(table: Table) -> tuple[int, bool]:
    """Return how many rows name the columns, and whether that is sure."""
    if len(table.rows) < 2:
        return 0, True
    if table.heads:
        return min(table.heads, len(table.rows) - 1), True
    first = max((cell.rows for cell in table.rows[0]), default=1)
    first = min(first, len(table.rows) - 1)
    if _is_bold_row(table.rows[0]):
        while first < len(table.rows) - 1 and _is_bold_row(table.rows[first]) and first < 3:
            first += 1
        return (first, True) if not _is_bold_row(table.rows[-1]) else (0, True)
    names = [cell.text.strip() for cell in table.rows[0]]
    numbered = any(
        re.fullmatch(r"[\d.,%\s]+", cell.text.strip() or "x") for row in table.rows[first:] for cell in row
    )
    if all(names) and not any(re.search(r"\d", name) for name in names) and numbered:
        return first, False
    if names and fold(names[0]) in ("stt", "tt", "so tt"):
        return first, True
    return 0, True


def _is_bold_row(row: Sequence[Cell]) -> bool:
    filled = [block for cell in row for block in cell.blocks if isinstance(block, Paragraph)]
    return bool(filled) and all(block.is_bold for block in filled)


def _without_bold_heads(table: Table) -> Table:
    rows = list(table.rows)
    for number in range(table.heads):
        rows[number] = tuple(replace(cell, blocks=tuple(map(_light, cell.blocks))) for cell in rows[number])
    return replace(table, rows=tuple(rows))


def _light(block: Block) -> Block:
    if not isinstance(block, Paragraph):
        return block
    return replace(block, spans=joined(replace(span, bold=False) for span in block.spans))


# Everything, in order.


def tidied(blocks: Sequence[Block]) -> tuple[list[Block], str, list[Doubt]]:
    """Return blocks without rubbish, the words of the letterhead that was taken off, and what was guessed."""
    kept, letterhead = without_letterhead(without_rubbish(blocks))
    kept, doubts = without_layout_tables(kept)
    # Bullets first: a bullet and a tab are no two columns.
    kept, more = with_columns(levels_mended(with_lists(with_split_items(kept))))
    kept, heads = with_heads(kept)
    return kept, letterhead, [*doubts, *more, *heads]
