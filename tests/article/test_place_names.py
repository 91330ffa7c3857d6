"""Old names of places are read from data, told with their lines where they are not clear, and met in texts without false alarms."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.article.place_names import PlaceName, former_places_in, load_place_names, names_in_words
from plugins.problems.data_file import data_file

SINCE = date(2025, 7, 1)
BEFORE = date(2024, 3, 1)
HONG, TOWN = (
    PlaceName("xã Xuân Hồng", "xã Thọ Xuân", SINCE),
    PlaceName("thị trấn Thọ Xuân", "xã Thọ Xuân", SINCE),
)


@pytest.mark.parametrize(
    "text",
    [
        "Ở xã Xuân Hồng có hội.",
        "Xã Xuân Hồng",
        "Các xã Xuân Lai, Xuân Hồng và Xuân Giang.",
        "đường về Xuân Hồng. Hôm nay",
        "Tương Xuân Phả – Xuân Hồng",
        "xã\u00a0Xuân\u00a0Hồng",
        "(Xuân Hồng)",
        "Xuân Hồng, 12/3",
        "Tương – Xuân Hồng\nRau – Xuân Lai",
        "Nơi ấy là Lam Kinh\nXuân Hồng",
    ],
)
def test_a_text_that_speaks_of_the_place_is_known(text: str) -> None:
    """With its kind or in a list without it, whatever stands around."""
    assert former_places_in(text, [HONG], BEFORE) == (HONG,)


@pytest.mark.parametrize(
    "text",
    [
        "ông Nguyễn Xuân Hồng",
        "xã Xuân Hồng Lĩnh",
        "Xuân Hồng Hà phát biểu",
        "xuân hồng nắng mới",
        "huyện Thọ Xuân",
        "chị Lê Thị Xuân Hồng nói",
    ],
)
def test_a_person_or_another_place_is_none(text: str) -> None:
    """A false alarm would teach readers to pass over the true ones."""
    assert former_places_in(text, [HONG, TOWN], BEFORE) == ()


def test_a_name_that_still_means_something_is_met_with_its_kind_alone() -> None:
    """“Thọ Xuân” is the district, and the new commune; the town is named as such."""
    assert former_places_in("Thọ Xuân hôm nay", [TOWN], BEFORE) == ()
    assert former_places_in("Thị trấn Thọ Xuân hôm nay", [TOWN], BEFORE) == (TOWN,)


def test_who_writes_after_the_day_knows() -> None:
    """And a page without a day is of today."""
    assert former_places_in("xã Xuân Hồng cũ", [HONG], SINCE) == ()
    assert former_places_in("xã Xuân Hồng cũ", [HONG], None) == ()


@pytest.mark.parametrize(
    ("row", "line"),
    [
        ('nay = "xã C"\ntu-ngay = 2025-07-01', 1),
        ('cu = "xã A"\ntu-ngay = 2025-07-01', 1),
        ('cu = "xã A"\nnay = "Xã A"\ntu-ngay = 2025-07-01', 3),
        ('cu = "xã A"\nnay = "xã C"', 1),
        ('cu = "xã A"\nnay = "xã C"\ntu-ngay = "mai"', 4),
        ('cu = 5\nnay = "xã C"\ntu-ngay = 2025-07-01', 2),
        ('cu = "–"\nnay = "xã C"\ntu-ngay = 2025-07-01', 2),
    ],
)
def test_what_is_not_clear_is_told_at_its_line_and_left_out(row: str, line: int) -> None:
    """The other places stay."""
    file = data_file(
        f'[[dia-danh]]\n{row}\n[[dia-danh]]\ncu = "xã D"\nnay = "xã E"\ntu-ngay = 2025-07-01', "x.toml"
    )
    assert [one.old for one in load_place_names(file)] == ["xã D"]
    assert [(one.line, one.code) for one in file.problems] == [(line, "muc-du-lieu")]


def test_a_place_has_one_name_of_today() -> None:
    """The second row of one old name is told."""
    rows = '[[dia-danh]]\ncu = "xã A"\nnay = "xã C"\ntu-ngay = 2025-07-01\n' * 2
    file = data_file(rows, "x.toml")
    assert len(load_place_names(file)) == 1
    assert [one.line for one in file.problems] == [6]


@given(st.text(max_size=60), st.text(min_size=1, max_size=12), st.text(max_size=12))
def test_no_name_and_no_text_breaks_the_reading(text: str, old: str, new: str) -> None:
    """Names are words, whatever signs of expressions they hold."""
    place = PlaceName(old, new, SINCE)
    found = former_places_in(text, [place], BEFORE)
    assert set(found) <= {place}
    assert names_in_words([place])
