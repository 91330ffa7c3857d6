"""Charts tell the truth: lengths are as numbers are, and nothing lies outside the drawing."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.office.key_figures import KeyFigureValue
from plugins.pages.plots import WIDTH, bar_plot, line_plot
from plugins.vietnamese.numbers import with_thousands_points

VALUES = st.lists(
    st.builds(
        lambda label, number: KeyFigureValue(label, number, with_thousands_points(number)),
        st.text(min_size=1, max_size=60),
        st.integers(-(10**15) + 1, 10**15 - 1),
    ),
    min_size=1,
    max_size=40,
)


@given(VALUES)
def test_bars_are_as_long_as_their_numbers_say(values: list[KeyFigureValue]) -> None:
    """From one line at zero, to the right what is more, to the left what is less."""
    plot = bar_plot(values)
    zero = plot.axis[0]
    longest = max(zero, max(bar.x + bar.width for bar in plot.bars))

    for bar, value in zip(plot.bars, values, strict=True):
        assert 0 <= bar.x <= bar.x + bar.width <= WIDTH
        assert 0 <= bar.y <= bar.y + bar.height <= plot.height
        assert (bar.width > 0) == (value.number != 0)
        assert bar.x == zero if value.number >= 0 else bar.x < longest
    by_number = sorted(zip(plot.bars, values, strict=True), key=lambda pair: abs(pair[1].number))
    widths = [bar.width for bar, _ in by_number]
    # Rounded to a unit at either end.
    assert all(before <= after + 2 for before, after in itertools.pairwise(widths))


@given(VALUES)
def test_points_lie_as_high_as_their_numbers_say(values: list[KeyFigureValue]) -> None:
    """From left to right, above the line at zero what is more."""
    plot = line_plot(values)
    ground = plot.axis[1]

    assert [x for x, _ in plot.points] == sorted(x for x, _ in plot.points)
    for (x, y), value in zip(plot.points, values, strict=True):
        assert 0 <= x <= WIDTH
        assert 0 <= y <= plot.height
        assert y <= ground if value.number >= 0 else y >= ground
    # The last number is told always.
    assert values[-1].text in [word.text for word in plot.words]


@pytest.mark.parametrize("count", [2, 3, 5, 12, 40])
def test_words_of_a_line_do_not_lie_over_each_other(count: int) -> None:
    """However many points there are."""
    plot = line_plot(
        [
            KeyFigureValue(str(2000 + number), number, with_thousands_points(number * 1000))
            for number in range(count)
        ]
    )
    places = [word.x for word in plot.words if word.is_value]

    assert all(after - before >= 6 * 14 for before, after in itertools.pairwise(places))


def assert_free_numbers(values: list[KeyFigureValue]) -> None:
    """Letters are 28 high and, of numbers, about 16 wide; lines are 4 wide, points 14, the line at zero 2."""
    plot = line_plot(values)
    numbers = [word for word in plot.words if word.is_value]
    labels = [word for word in plot.words if not word.is_value]
    for word in numbers:
        left, right = word.x - 8 * len(word.text), word.x + 8 * len(word.text)
        top, bottom = word.y - 22, word.y + 6
        assert 0 <= left <= right <= WIDTH
        assert top >= 0
        assert not top - 1 <= plot.axis[1] <= bottom + 1, word
        for x, y in plot.points:
            near = min(max(x, left), right), min(max(y, top), bottom)
            assert (near[0] - x) ** 2 + (near[1] - y) ** 2 > 7**2, word
        for (x, y), (next_x, next_y) in itertools.pairwise(plot.points):
            for part in range(201):
                at = x + (next_x - x) * part / 200, y + (next_y - y) * part / 200
                inside = left - 2 <= at[0] <= right + 2 and top - 2 <= at[1] <= bottom + 2
                assert not inside, (word, at)
        # A capital with two marks is as high as a line of letters.
        assert all(bottom <= label.y - 28 for label in labels)
    for one, other in itertools.combinations(numbers, 2):
        assert abs(one.x - other.x) >= 8 * (len(one.text) + len(other.text))


@given(VALUES.filter(lambda values: len(values) > 1))
def test_no_line_touches_a_number(values: list[KeyFigureValue]) -> None:
    """Nor does a point or a label, however steep the line is; the number stays in the drawing."""
    assert_free_numbers(values)


@pytest.mark.parametrize(
    "numbers",
    [(1, 9), (9, 1), (9, 1, 9), (1, 9, 1), (1, 9, 2, 8, 3), (-5, 4, -3), (0, 0, 0), (-9, -1, -9), (-1, 1000)],
)
def test_no_line_touches_a_number_of_few(numbers: tuple[int, ...]) -> None:
    """Valleys, peaks, numbers below zero."""
    assert_free_numbers(
        [KeyFigureValue("2024", one * 100, with_thousands_points(one * 100)) for one in numbers]
    )
