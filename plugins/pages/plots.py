"""Work out where the parts of a chart lie, in units of a drawing that is 600 wide: bars under their labels, or points on a line."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import ceil, floor

from plugins.office.key_figures import KeyFigureValue

WIDTH = 600
# Letters are 28 high, and about so wide.
_LETTER, _MARGIN = 16, 12
# A capital takes the room of so many small letters.
_CAPITAL = 1.3
_BAR, _ROW, _TO_BAR = 40, 104, 42
_TOP, _HEIGHT, _LABELS = 52, 260, 44
_LONGEST, _LONGEST_OF_POINT = 37, 14
# A number of a line reaches so far above and below what it stands on; between it and a point's middle, and the line at zero, is so much.
# Below a point figures lie nearer than above, where there is room for a comma. A place below is worth so much of a way.
_ABOVE, _BELOW, _TO_POINT, _TO_ZERO, _MARKS, _WORTH = 22, 6, 10, 8, 4, 10
# What is left free of numbers for the labels, whose letters have marks above them.
_FREE = _TOP + _HEIGHT + _LABELS - 32


@dataclass(frozen=True, slots=True)
class Word:
    """A text of a drawing: where it stands, and whether that is its start or its middle."""

    x: int
    y: int
    text: str
    anchor: str = "start"
    is_value: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar from its left upper corner."""

    x: int
    y: int
    width: int
    height: int = _BAR


@dataclass(frozen=True, slots=True)
class Plot:
    """A drawing: its height, bars or the points of a line, the line at zero (x1, y1, x2, y2), all texts."""

    height: int
    words: tuple[Word, ...]
    axis: tuple[int, int, int, int]
    bars: tuple[Bar, ...] = ()
    points: tuple[tuple[int, int], ...] = ()


def bar_plot(values: Sequence[KeyFigureValue]) -> Plot:
    """
    Return horizontal bars from zero, each under its label and with its number behind it.

    >>> [(bar.x, bar.width) for bar in bar_plot([KeyFigureValue("a", 2, "2"), KeyFigureValue("b", -1, "–1")]).bars]
    [(177, 355), (0, 177)]
    """
    room = WIDTH - _width(value.text for value in values) - _MARGIN
    low, high = _range(values)
    zero = round(room * -low / (high - low))
    found, words = [], []
    for number, value in enumerate(values):
        top = number * _ROW
        end = round(room * (value.number - low) / (high - low))
        found.append(Bar(min(zero, end), top + _TO_BAR, max(abs(end - zero), 2 if value.number else 0)))
        words.append(Word(0, top + 29, _cut(value.label, _LONGEST)))
        words.append(Word(max(zero, end) + _MARGIN, top + _TO_BAR + 30, value.text, is_value=True))
    height = (len(values) - 1) * _ROW + _TO_BAR + _BAR
    return Plot(height, tuple(words), (zero, 0, zero, height), bars=tuple(found))


def line_plot(values: Sequence[KeyFigureValue]) -> Plot:
    """
    Return a line over equal steps, its ground at zero; of labels and numbers so many as have room, the last among them.

    A number stands above its point, or below where the line leaves it more room there; the line never goes through it.

    >>> line_plot([KeyFigureValue("2020", 1, "1"), KeyFigureValue("2021", 2, "2")]).points
    ((44, 182), (556, 52))
    """
    labels = [_cut(value.label, _LONGEST_OF_POINT) for value in values]
    widest = _width([*labels, *(value.text for value in values)])
    low, high = _range(values)
    side, last = widest // 2, len(values) - 1
    step = (WIDTH - 2 * side) / max(last, 1)
    every = max(1, ceil(widest / step))
    ground = _TOP + round(_HEIGHT * high / (high - low))
    points = [
        (side + round(step * number), _TOP + round(_HEIGHT * (high - value.number) / (high - low)))
        for number, value in enumerate(values)
    ]
    words = []
    for number, value in enumerate(values):
        if (last - number) % every == 0:
            x = points[number][0]
            y = _number_place(points, points[number], value.text, ground)
            words.append(Word(x, y, value.text, "middle", is_value=True))
            words.append(Word(x, _TOP + _HEIGHT + _LABELS, labels[number], "middle"))
    height = _TOP + _HEIGHT + _LABELS + _MARGIN
    return Plot(height, tuple(words), (0, ground, WIDTH, ground), points=tuple(points))


def _number_place(points: Sequence[tuple[int, int]], point: tuple[int, int], text: str, ground: int) -> int:
    """
    Return on which height the number of a point stands, so that neither the line nor that at zero touches it.

    >>> [_number_place(((100, 200), (300, 200), (500, high)), (300, 200), "1.234", 312) for high in (200, 100, 300)]
    [184, 236, 184]
    >>> _number_place(((100, 100), (300, 200), (500, 100)), (300, 200), "1.234", 312)
    236
    """
    x, y = point
    half = len(text) * _LETTER // 2 + _MARGIN // 2
    heights = _heights_between(points, x - half, x + half)
    above = floor(min(heights)) - _TO_POINT - _BELOW
    if above - _ABOVE < ground + _TO_ZERO and ground - _TO_ZERO < above + _BELOW:
        above = ground - _TO_ZERO - _BELOW
    below = ceil(max(heights)) + _TO_POINT + _MARKS + _ABOVE
    if below - _ABOVE < ground + _TO_ZERO and ground - _TO_ZERO < below + _BELOW:
        below = ground + _TO_ZERO + _ABOVE
    # Numbers stay on one side of a line that rises a little.
    gain = (y - (above + _BELOW)) - ((below - _ABOVE) - y)
    return below if gain > _WORTH and below + _BELOW <= _FREE else above


def _heights_between(points: Sequence[tuple[int, int]], left: int, right: int) -> list[float]:
    """
    Return the heights of a line between two places, sorted: where it comes in, at its points, where it goes out.

    >>> _heights_between(((0, 0), (100, 50), (200, 50)), 50, 300)
    [25.0, 50, 50]
    """
    heights: list[float] = [y for x, y in points if left <= x <= right]
    for (x, y), (next_x, next_y) in pairwise(points):
        heights += (y + (next_y - y) * (at - x) / (next_x - x) for at in (left, right) if x < at < next_x)
    return sorted(heights)


def _range(values: Sequence[KeyFigureValue]) -> tuple[float, float]:
    """Return the least and the greatest number, zero among them: a length tells a truth only from there."""
    numbers = [0.0, *(value.number for value in values)]
    low, high = min(numbers), max(numbers)
    return (low, high) if high > low else (low, low + 1)


def _width(texts: Iterable[str]) -> int:
    """Return about how wide the widest of some texts is, with its margins."""
    return max(map(len, texts)) * _LETTER + 2 * _MARGIN


def _cut(text: str, longest: int) -> str:
    """
    Return as much of a text as has room for so many small letters.

    >>> _cut("quy hoạch", 9), _cut("quy hoạch", 8), _cut("QUY HOẠCH", 9)
    ('quy hoạch', 'quy hoạ…', 'QUY HO…')
    """
    ends = [*accumulate(_CAPITAL if letter.isupper() else 1 for letter in text)]
    if not ends or ends[-1] <= longest:
        return text
    return f"{text[: bisect_right(ends, longest - 1)].rstrip()}…"
