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
