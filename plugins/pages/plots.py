"""Work out where the parts of a chart lie, in units of a drawing that is 600 wide: bars under their labels, or points on a line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from plugins.office.key_figures import KeyFigureValue

WIDTH = 600
# Letters are 28 high, and about so wide.
_LETTER, _MARGIN = 16, 12
_BAR, _ROW, _TO_BAR = 40, 104, 42
_TOP, _HEIGHT, _LABELS = 52, 260, 44
_LONGEST, _LONGEST_OF_POINT = 37, 14


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

    >>> line_plot([KeyFigureValue("2020", 1, "1"), KeyFigureValue("2021", 2, "2")]).points
    ((44, 182), (556, 52))
    """
    labels = [_cut(value.label, _LONGEST_OF_POINT) for value in values]
    widest = _width([*labels, *(value.text for value in values)])
    low, high = _range(values)
    side, last = widest // 2, len(values) - 1
    step = (WIDTH - 2 * side) / max(last, 1)
    every = max(1, ceil(widest / step))
    points, words = [], []
    for number, value in enumerate(values):
        x = side + round(step * number)
        y = _TOP + round(_HEIGHT * (high - value.number) / (high - low))
        points.append((x, y))
        if (last - number) % every == 0:
            words.append(Word(x, y - 16, value.text, "middle", is_value=True))
            words.append(Word(x, _TOP + _HEIGHT + _LABELS, labels[number], "middle"))
    ground = _TOP + round(_HEIGHT * high / (high - low))
    height = _TOP + _HEIGHT + _LABELS + _MARGIN
    return Plot(height, tuple(words), (0, ground, WIDTH, ground), points=tuple(points))


def _range(values: Sequence[KeyFigureValue]) -> tuple[float, float]:
    """Return the least and the greatest number, zero among them: a length tells a truth only from there."""
    numbers = [0.0, *(value.number for value in values)]
    low, high = min(numbers), max(numbers)
    return (low, high) if high > low else (low, low + 1)


def _width(texts: Iterable[str]) -> int:
    """Return about how wide the widest of some texts is, with its margins."""
    return max(map(len, texts)) * _LETTER + 2 * _MARGIN


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
