"""Draw share cards: the pictures with a page's title that stand for it where people share it."""

from __future__ import annotations

import io
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from PIL import Image, ImageDraw, ImageFont

from plugins.memory.digest import digest
from plugins.vietnamese.slugs import slugify

FOLDER = "anh/chia-se"
WIDTH, HEIGHT = 1200, 630  # pixels: what Facebook and Zalo show whole
DRAWING_VERSION = "2"  # raise it whenever the drawing changes: it is part of a card's address
MARGIN, EMBLEM = 80, 112
TITLE_SIZES = (72, 64, 56, 48)
MAX_LINES = 4
LEADING = 1.32  # marks stand above marks in Vietnamese
INDIGO, DEEP, GOLD, WHITE, PALE = "#12365f", "#0b2545", "#f4c152", "#ffffff", "#d4e0ef"


@dataclass(frozen=True, slots=True)
class ShareCard:
    """The texts of a card: the title, above it the section, below it who publishes it."""

    title: str
    kicker: str
    footer: str


@dataclass(frozen=True)
class CardStyle:
    """The files that cards are drawn with: two fonts (regular and strong) and the emblem, as bytes."""

    regular: bytes
    strong: bytes
    emblem: bytes

    @cached_property
    def fingerprint(self) -> str:
        """A short hash of all of it, and of the way cards are drawn."""
        return digest([DRAWING_VERSION.encode(), self.regular, self.strong, self.emblem])[:12]


def card_address(card: ShareCard, style: str) -> str:
    """
    Return where a card is published; the name tells what it says and what it is drawn with.

    >>> card_address(ShareCard("Họp báo", "Quy hoạch", "Cổng thử"), "abc")
    'anh/chia-se/hop-bao-3b3247da18.png'
    """
    words = slugify(card.title)[:40].strip("-") or "cong"
    named = digest([card.title.encode(), card.kicker.encode(), card.footer.encode(), style.encode()])
    return f"{FOLDER}/{words}-{named[:10]}.png"


def wrap_text(text: str, room: float, length: Callable[[str], float]) -> list[str]:
    """
    Return a text in lines that fit ``room``, broken between words; a word that is longer is broken itself.

    >>> wrap_text("một hai ba", 7, len)
    ['một hai', 'ba']
    >>> wrap_text("Lam Sơn – Sao Vàng", 9, len)
    ['Lam Sơn –', 'Sao Vàng']
    >>> wrap_text("ở thoxuan.gov.vn", 7, len)
    ['ở', 'thoxuan', '.gov.vn']
    """
    lines: list[str] = []
    # A dash stays with the word before it.
    for word in re.findall(r"\S+(?: [–—-](?= ))?", text):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and length(longer) <= room:
            lines[-1] = longer
        else:
            lines += _broken(word, room, length)
    return lines


def _broken(word: str, room: float, length: Callable[[str], float]) -> Iterator[str]:
    """Yield the parts of a word that fit ``room``: the word itself, if it does."""
    start = 0
    while start < len(word):
        end = start + _fitting(word, start, room, length)
        yield word[start:end]
        start = end


def _fitting(word: str, start: int, room: float, length: Callable[[str], float]) -> int:
    """Return how many characters of a word fit ``room`` from ``start`` on, at least one; no more than needed is measured."""
    left = len(word) - start
    fits, tried = 1, 2
    while tried <= left and length(word[start : start + tried]) <= room:
        fits, tried = tried, 2 * tried
    # Between what fits and what does not, or the end of the word.
    return bisect_left(
        range(fits, min(tried, left + 1)),
        True,
        lo=1,
        key=lambda number: length(word[start : start + number]) > room,
    ) + (fits - 1)


def fit_title(
    text: str, room: float, length_at: Callable[[int], Callable[[str], float]]
) -> tuple[int, list[str]]:
    """
    Return the largest size at which a title takes few enough lines, and the lines; the last one is cut if none will do.

    >>> fit_title("một hai ba", 400, lambda size: lambda line: len(line) * size)
    (72, ['một', 'hai', 'ba'])
    """
    for size in TITLE_SIZES:
        length = length_at(size)
        lines = wrap_text(text, room, length)
        if len(lines) <= MAX_LINES and all(length(line) <= room for line in lines):
            return size, lines
    # No more of the text than two lines hold can stand in one.
    return size, [*lines[: MAX_LINES - 1], _cut(lines[MAX_LINES - 1 : MAX_LINES + 1], room, length)]


def _cut(lines: list[str], room: float, length: Callable[[str], float]) -> str:
    """Return as much of some lines as fits into one, with the sign of the cut."""
    words = " ".join(lines).split()
    while len(words) > 1 and length(f"{' '.join(words)}…") > room:
        words.pop()
    kept = " ".join(words)
    while len(kept) > 1 and length(f"{kept}…") > room:
        kept = kept[:-1]
    return f"{kept}…"


class CardPainter:
    """Draws cards of one style; the fonts are opened once for each size."""

    def __init__(self, style: CardStyle) -> None:
        self._style = style
        self._fonts: dict[tuple[bool, int], ImageFont.FreeTypeFont] = {}

    def draw(self, card: ShareCard) -> bytes:
        """Return a card as a PNG file."""
        picture = Image.new("RGB", (WIDTH, HEIGHT), INDIGO)
        pen = ImageDraw.Draw(picture)
        pen.rectangle((0, HEIGHT - 108, WIDTH, HEIGHT), DEEP)
        pen.rectangle((0, HEIGHT - 116, WIDTH, HEIGHT - 108), GOLD)
        emblem = Image.open(io.BytesIO(self._style.emblem)).convert("RGBA").resize((EMBLEM, EMBLEM))
        picture.paste(emblem, (WIDTH - MARGIN - EMBLEM, 56), emblem)
        pen.text((MARGIN, 76), card.kicker, GOLD, self._font(False, 32))
        size, lines = fit_title(card.title, WIDTH - 2 * MARGIN, lambda at: self._font(True, at).getlength)
        for place, line in self._placed(size, lines):
            pen.text((MARGIN, place), line, WHITE, self._font(True, size))
        pen.text((MARGIN, HEIGHT - 78), card.footer, PALE, self._font(False, 30))
        out = io.BytesIO()
        # Few colours: a third of the bytes, and of the time that writing them takes.
        few = picture.quantize(64, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        few.save(out, "PNG", compress_level=6)
        return out.getvalue()

    def _placed(self, size: int, lines: list[str]) -> Iterator[tuple[int, str]]:
        """Yield each line of the title with the pixels above it, all of them in the middle of their room."""
        top, bottom, step = 150, HEIGHT - 130, round(size * LEADING)
        first = max(top, (top + bottom - step * len(lines)) // 2)
        for number, line in enumerate(lines):
            yield first + number * step, line

    def _font(self, strong: bool, size: int) -> ImageFont.FreeTypeFont:
        key = (strong, size)
        if key not in self._fonts:
            data = self._style.strong if strong else self._style.regular
            self._fonts[key] = ImageFont.truetype(io.BytesIO(data), size)
        return self._fonts[key]
