"""Tell by its light and dark whether a picture shows a printed page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PIL import Image, ImageFilter

from plugins.editors.importing.open_picture import UnreadablePicture, opened_picture

_SIDE = 400
_LEAST_SIDE = 500  # of the picture itself: a page that is smaller cannot be read by anybody
# Of a page most is paper: pale, of no colour, lighter than what surrounds it; the print is thin and dark, and spread over many rows.
_LEAST_LIGHT, _PALE, _MOST_COLOUR = 120, 0.62, 70
_LEAST_PAPER, _LEAST_INK, _MOST_INK = 0.6, 0.015, 0.3
_INK_STEP = 28
# Lines of print and the white between them alternate: so often in most of the columns that a page is cut into.
_COLUMNS, _LEAST_COLUMNS, _LEAST_LINES = 8, 4, 7
_INKED, _MOST_INKED = 0.12, 0.75  # of a row's width, of a column's rows


def shows_paper(data: bytes) -> bool:
    """Return whether a picture looks like a photo or a scan of a page with text on it."""
    try:
        with opened_picture(data) as image:
            if max(image.size) < _LEAST_SIDE:
                return False
            image.draft("RGB", (_SIDE * 2, _SIDE * 2))
            small = image.convert("RGB")
    except UnreadablePicture:
        return False
    small.thumbnail((_SIDE, _SIDE), Image.Resampling.LANCZOS)
    return _is_paper(small)


def _is_paper(small: Image.Image) -> bool:
    grey = small.convert("L")
    # The paper between the letters: what is lightest around each point.
    paper = grey.filter(ImageFilter.MaxFilter(9)).filter(ImageFilter.BoxBlur(6))
    lightest = sorted(paper.tobytes())[int(paper.width * paper.height * 0.9)]
    saturation = small.convert("HSV").getchannel("S").filter(ImageFilter.MedianFilter(5)).tobytes()
    shades, around = grey.tobytes(), paper.tobytes()
    points = len(shades)
    pale = [
        light >= lightest * _PALE and colour <= _MOST_COLOUR
        for light, colour in zip(around, saturation, strict=True)
    ]
    ink = [
        light - shade >= _INK_STEP and is_pale
        for shade, light, is_pale in zip(shades, around, pale, strict=True)
    ]
    share = sum(ink) / points
    return (
        lightest >= _LEAST_LIGHT
        and sum(pale) / points >= _LEAST_PAPER
        and _LEAST_INK <= share <= _MOST_INK
        and _columns_of_lines(ink, grey.width, grey.height) >= _LEAST_COLUMNS
    )


def _columns_of_lines(ink: Sequence[bool], width: int, height: int) -> int:
    """Return in how many columns of a picture rows with ink and rows without alternate as lines of print do."""
    step = max(1, width // _COLUMNS)
    found = 0
    for left in range(0, step * _COLUMNS, step):
        rows = [sum(ink[row * width + left : row * width + left + step]) for row in range(height)]
        is_inked = [count >= step * _INKED for count in rows]
        begins = sum(now and not before for before, now in pairwise(is_inked))
        is_thin = sum(is_inked) <= height * _MOST_INKED
        found += begins >= _LEAST_LINES and is_thin
    return found
