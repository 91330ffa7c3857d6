"""
Draw share cards as PNG files of few colours, in two bands: what all have in common once, then the letters of each.

The upper band has the section and the title, the lower one the portal's name: another name draws no upper band again.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from PIL import Image, ImageColor, ImageDraw, ImageFont

from plugins.pages.png_bands import Band, compressed_rows, png
from plugins.pages.share_card import (
    HEIGHT,
    MARGIN,
    TITLE_BOTTOM,
    TITLE_TOP,
    WIDTH,
    CardStyle,
    ShareCard,
    fit_line,
    fit_title,
    line_height,
)

EMBLEM, EMBLEM_TOP, EMBLEM_GAP, EMBLEM_COLOURS = 112, 56, 24, 32
TITLE_WIDTH = WIDTH - 2 * MARGIN
# Pixels from the top.
KICKER_FOOT, LINE_TOP, LINE_FOOT, FOOTER_TOP = 140, HEIGHT - 116, HEIGHT - 108, HEIGHT - 78
INDIGO, DEEP, GOLD, WHITE, PALE = "#12365f", "#0b2545", "#f4c152", "#ffffff", "#d4e0ef"
# Level 4 takes a third more time for an eighth fewer bytes.
COMPRESSION = 3


@dataclass(frozen=True, slots=True)
class _Shades:
    """
    A row of a card's palette, from the colour of a ground to that of the letters on it.

    The edges of letters are mixed of both; since the numbers of the palette are mixed, no colour has to be looked for.
    """

    first: int
    count: int
    colours: tuple[str, str]

    @property
    def letters(self) -> int:
        """The number of the letters' colour; ``first`` is the ground's."""
        return self.first + self.count - 1

    def rgb(self) -> list[int]:
        """Return red, green and blue of each shade in turn."""
        ground, letters = (ImageColor.getrgb(colour) for colour in self.colours)
        return [
            round(start + (end - start) * step / (self.count - 1))
            for step in range(self.count)
            for start, end in zip(ground, letters, strict=True)
        ]


_TITLE = _Shades(0, 8, (INDIGO, WHITE))
_KICKER = _Shades(8, 5, (INDIGO, GOLD))
_FOOTER = _Shades(13, 4, (DEEP, PALE))
_EMBLEM_FIRST = 17


class CardPainter:
    """Draws cards of one style; fonts are opened once for each size, what all cards show is drawn once."""

    def __init__(self, style: CardStyle) -> None:
        self._style = style
        self._fonts: dict[tuple[bool, int], ImageFont.FreeTypeFont] = {}
        self._lower_bands: dict[str, Band] = {}

    def upper_band(self, card: ShareCard) -> bytes:
        """Return the band of a card that shows its section and its title, as ``png_bands`` compresses it."""
        picture = self._upper_ground.copy()
        pen = ImageDraw.Draw(picture)
        small = self._font(False, 32)
        kicker = fit_line(card.kicker, TITLE_WIDTH - EMBLEM - EMBLEM_GAP, small.getlength)
        pen.text((MARGIN, 76), kicker, _KICKER.letters, small)
        size, lines = fit_title(card.title, TITLE_WIDTH, lambda at: self._font(True, at).getlength)
        for place, line in _placed(size, lines):
            pen.text((MARGIN, place), line, _TITLE.letters, self._font(True, size))
        return compressed_rows(_rows(picture), COMPRESSION)

    def card(self, upper_band: bytes, card: ShareCard) -> bytes:
        """Return a card, whose upper band is drawn, as a PNG file."""
        lower = self._lower_band(card.footer)
        return png(WIDTH, bytes(self._palette), [Band(LINE_TOP, upper_band), lower])

    def _lower_band(self, footer: str) -> Band:
        """Return the band with the golden line and the portal's name."""
        if footer not in self._lower_bands:
            picture = Image.new("L", (WIDTH, HEIGHT - LINE_TOP), _FOOTER.first)
            pen = ImageDraw.Draw(picture)
            pen.rectangle((0, 0, WIDTH, LINE_FOOT - LINE_TOP - 1), _KICKER.letters)
            smaller = self._font(False, 30)
            line = fit_line(footer, TITLE_WIDTH, smaller.getlength)
            pen.text((MARGIN, FOOTER_TOP - LINE_TOP), line, _FOOTER.letters, smaller)
            self._lower_bands[footer] = Band(picture.height, compressed_rows(_rows(picture), COMPRESSION))
        return self._lower_bands[footer]

    @cached_property
    def _emblem(self) -> Image.Image:
        """The emblem, not yet on its ground."""
        return Image.open(io.BytesIO(self._style.emblem)).convert("RGBA").resize((EMBLEM, EMBLEM))

    @cached_property
    def _flat_emblem(self) -> Image.Image:
        """The emblem on its ground, in few colours."""
        whole = Image.new("RGB", self._emblem.size, INDIGO)
        whole.paste(self._emblem, None, self._emblem)
        return whole.quantize(EMBLEM_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)

    @cached_property
    def _palette(self) -> list[int]:
        """Red, green and blue of each number of the palette."""
        shades = [value for one in (_TITLE, _KICKER, _FOOTER) for value in one.rgb()]
        return shades + (self._flat_emblem.getpalette() or [])[: 3 * EMBLEM_COLOURS]

    @cached_property
    def _upper_ground(self) -> Image.Image:
        """The upper band of every card, without letters; its pixels are numbers of the palette."""
        picture = Image.new("L", (WIDTH, LINE_TOP), _TITLE.first)
        pen = ImageDraw.Draw(picture)
        pen.rectangle((0, 0, WIDTH, KICKER_FOOT - 1), _KICKER.first)
        numbers = Image.frombytes("L", self._emblem.size, self._flat_emblem.tobytes())
        moved = numbers.point([min(255, number + _EMBLEM_FIRST) for number in range(256)])
        # The ground shows where nothing of the emblem is: no frame of a colour that is nearly the same.
        seen = self._emblem.getchannel("A").point([0, *[255] * 255])
        picture.paste(moved, (WIDTH - MARGIN - EMBLEM, EMBLEM_TOP), seen)
        return picture

    def _font(self, strong: bool, size: int) -> ImageFont.FreeTypeFont:
        key = (strong, size)
        if key not in self._fonts:
            data = self._style.strong if strong else self._style.regular
            self._fonts[key] = ImageFont.truetype(io.BytesIO(data), size)
        return self._fonts[key]


def _rows(picture: Image.Image) -> bytes:
    """Return the rows of a picture, each with a byte 0 before it."""
    return b"\0" + picture.tobytes("raw", "L", picture.width + 1)[:-1]


def _placed(size: int, lines: list[str]) -> Iterator[tuple[int, str]]:
    """Yield each line of the title with the pixels above it, all of them in the middle of their room."""
    step = line_height(size)
    first = (TITLE_TOP + TITLE_BOTTOM - step * len(lines)) // 2
    for number, line in enumerate(lines):
        yield first + number * step, line
