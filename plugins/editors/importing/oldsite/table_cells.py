"""Take the tables of a page apart, and find the captions of photos: in their cells, and in elements that are named so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bs4 import Tag

_MOST_WORDS = 60
_CAPTION_CLASS = re.compile(r"caption|chu-?thich|img-?desc|photo-?desc|ghi-?chu-?anh", re.IGNORECASE)

Cells = Sequence[Sequence[Tag]]


def cells_of(table: Tag) -> list[list[Tag]]:
    """
    Return the cells of a table in their rows; those that stand in no row are a row for themselves.

    A cell that was never closed holds those behind it: they are read with it, once.
    """
    rows: list[list[Tag]] = []
    _collect(table, rows, None)
    return [row for row in rows if row]


def _collect(parent: Tag, rows: list[list[Tag]], row: list[Tag] | None) -> None:
    for child in parent.find_all(recursive=False):
        if child.name in ("td", "th"):
            if row is None:
                rows.append(row := [])
            row.append(child)
        elif child.name == "tr":
            row = None
            cells: list[Tag] = []
            rows.append(cells)
            _collect(child, rows, cells)
        elif child.name not in ("table", "caption"):
            _collect(child, rows, row)


def is_caption_element(element: Tag) -> bool:
    """Return whether an element's class says that it holds the caption of a photo."""
    names = element.get("class")
    is_named = any(_CAPTION_CLASS.search(name) for name in names or ())
    return is_named and 0 < _words(element) <= _MOST_WORDS


def with_captions_marked(cells: Cells) -> Iterator[tuple[Tag, bool]]:
    """
    Yield the cells of a layout table in the order in which they are read, each with whether it holds a caption.

    A row of captions below a row of photos is read column by column.
    """
    is_of_photos = _is_of_photos(cells)
    place = 0
    while place < len(cells):
        row = cells[place]
        below = cells[place + 1] if place + 1 < len(cells) else ()
        place += 1
        if (
            is_of_photos
            and len(row) == len(below)
            and all(map(_is_photo, row))
            and not any(map(_holds_photo, below))
        ):
            place += 1
            for photo, caption in zip(row, below, strict=True):
                yield photo, False
                yield caption, True
        else:
            yield from ((cell, is_of_photos) for cell in row)


def _is_of_photos(cells: Cells) -> bool:
    """Return whether a table holds photos, each with no more than a caption."""
    filled = [cell for row in cells for cell in row if _holds_photo(cell) or _words(cell)]
    if not filled or not _holds_photo(filled[0]):
        return False
    photos = sum(len(cell.find_all("img")) for cell in filled)
    texts = [cell for cell in filled if _words(cell)]
    return len(texts) <= photos and all(_is_caption(cell) for cell in texts)


def _is_caption(cell: Tag) -> bool:
    return _words(cell) <= _MOST_WORDS and cell.find(["table", "ul", "ol", "h1", "h2", "h3", "form"]) is None


def _is_photo(cell: Tag) -> bool:
    return _holds_photo(cell) and not _words(cell)


def _holds_photo(cell: Tag) -> bool:
    return cell.find("img") is not None


def _words(element: Tag) -> int:
    return len(element.get_text(" ").split())
