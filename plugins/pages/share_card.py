"""Share cards, the pictures with a page's title that stand for it where people share it: texts, names, and lines of the title."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from plugins.media.output_folders import PICTURES
from plugins.memory.digest import digest
from plugins.vietnamese.slugs import slugify

FOLDER = f"{PICTURES}/chia-se"
WIDTH, HEIGHT = 1200, 630  # pixels: what Facebook and Zalo show whole
DRAWING_VERSION = (
    "4"  # raise it whenever the drawing changes: a card's address and its name in the cache are made of it
)
MARGIN = 80
# What the title has for itself: below the emblem, and marks above capital letters; above the golden line.
TITLE_TOP, TITLE_BOTTOM = 178, 508
TITLE_SIZES = (72, 64, 56, 48)
MAX_LINES = 4
LEADING = 1.32  # marks stand above marks in Vietnamese


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


def card_digest(card: ShareCard, style: str) -> str:
    """Return a digest of all that a card shows and is drawn with; ``style`` is the fingerprint of the latter."""
    return digest([card.title.encode(), card.kicker.encode(), card.footer.encode(), style.encode()])


def upper_digest(card: ShareCard, style: str) -> str:
    """Return a digest of all that the upper band of a card shows and is drawn with, which is all but the portal's name."""
    return digest([card.title.encode(), card.kicker.encode(), style.encode()])


def card_address(card: ShareCard, style: str) -> str:
    """
    Return where a card is published; the name tells what it says and what it is drawn with.

    >>> card_address(ShareCard("Họp báo", "Quy hoạch", "Cổng thử"), "abc")
    'anh/chia-se/hop-bao-3b3247da18.png'
    """
    words = slugify(card.title)[:40].strip("-") or "cong"
    return f"{FOLDER}/{words}-{card_digest(card, style)[:10]}.png"


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


def line_height(size: int) -> int:
    """Return the pixels from one line of the title to the next at a size of its letters."""
    return round(size * LEADING)


def fit_title(
    text: str, room: float, length_at: Callable[[int], Callable[[str], float]]
) -> tuple[int, list[str]]:
    """
    Return the largest size at which a title fits its place, and its lines; the last one is cut if none will do.

    >>> fit_title("một hai ba", 400, lambda size: lambda line: len(line) * size)
    (72, ['một', 'hai', 'ba'])
    """
    for size in TITLE_SIZES:
        length = length_at(size)
        lines = wrap_text(text, room, length)
        fits = len(lines) <= MAX_LINES and len(lines) * line_height(size) <= TITLE_BOTTOM - TITLE_TOP
        if fits and all(length(line) <= room for line in lines):
            return size, lines
    # No more of the text than two lines hold can stand in one.
    return size, [*lines[: MAX_LINES - 1], _cut(lines[MAX_LINES - 1 : MAX_LINES + 1], room, length)]


def fit_line(text: str, room: float, length: Callable[[str], float]) -> str:
    """
    Return a text if it fits into one line, else as much of it as does, with the sign of the cut.

    >>> fit_line("một hai", 7, len), fit_line("một hai ba", 8, len)
    ('một hai', 'một hai…')
    """
    return text if length(text) <= room else _cut([text], room, length)


def _cut(lines: list[str], room: float, length: Callable[[str], float]) -> str:
    """Return as much of some lines as fits into one, with the sign of the cut: at least a letter."""
    words = " ".join(lines).split()
    number = _most(len(words), lambda count: length(f"{' '.join(words[:count])}…") <= room)
    kept = " ".join(words[:number])
    if number == 1:
        kept = kept[: _most(len(kept), lambda count: length(f"{kept[:count]}…") <= room)]
    return f"{kept}…"


def _most(highest: int, fits: Callable[[int], bool]) -> int:
    """Return the largest of the numbers from 1 that fits, 1 where none does; what is larger than one that does not fit does not."""
    return max(1, bisect_left(range(1, highest + 1), True, key=lambda number: not fits(number)))
