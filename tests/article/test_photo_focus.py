"""What must be seen of a photo is said in words or in percents; anything else is asked about and changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.article.photo_focus import read_focus
from plugins.media.sizes import FOCUS_STEPS

CSS = Path(__file__).resolve().parents[2] / "theme" / "static" / "css" / "components" / "focus.css"


@given(
    st.integers(0, 100), st.integers(0, 100), st.sampled_from(["{}% {}%", "{},{}", "{} {}", " {} % ; {} % "])
)
def test_percents_become_the_nearest_quarter(across: int, down: int, shape: str) -> None:
    """From the left and from the top."""
    found = read_focus(shape.format(across, down))

    assert found is not None
    steps = [int(figure) for figure in found or "22"]
    assert all(
        abs(step * 100 / FOCUS_STEPS - percent) <= 100 / FOCUS_STEPS / 2
        for step, percent in zip(steps, (across, down), strict=True)
    )


@pytest.mark.parametrize(
    ("written", "focus"),
    [
        ("", ""),
        ("giữa", ""),
        ("TRÊN", "20"),
        ("bottom right", "44"),
        ("phải, trên", "40"),
        ("giữa trái", "02"),
        ("trên dưới", None),
        ("mặt cô giáo", None),
        ("120% 10%", None),
        ("-5% 10%", None),
        ("1e9 2", None),
    ],
)
def test_words_are_understood_as_people_say_them(written: str, focus: str | None) -> None:
    """In either order; two that contradict each other are no place."""
    assert read_focus(written) == focus


@given(st.text(max_size=40))
def test_any_text_is_a_place_or_none(written: str) -> None:
    """Nothing else ever comes into a page."""
    focus = read_focus(written)

    assert focus is None or focus == "" or f'[data-focus="{focus}"]' in CSS.read_text("utf-8")
