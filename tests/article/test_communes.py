"""The communes that an article names, whatever else stands in its area."""

from __future__ import annotations

from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.article.communes import read_communes
from plugins.article.header_values import HeaderValues
from plugins.header.parse import parse


def read(area: str) -> tuple[list[tuple[str, str]], list[str]]:
    """Return names and slugs of the communes in a line, and the codes of what is asked about it."""
    header = HeaderValues(parse("content/a.md", f"Tiêu đề: A\nĐịa bàn: {area}\n\nThân.\n"), UTC)
    return [(one.name, one.slug) for one in read_communes(header)], [one.code for one in header.problems]


@pytest.mark.parametrize(
    ("area", "names"),
    [
        ("xã Thọ Xuân", ["Xã Thọ Xuân"]),
        ("XÃ Thọ Xuân; xã Thọ  Xuân", ["Xã Thọ Xuân"]),
        ("xã Xuân Lập, huyện Thọ Xuân, tỉnh Thanh Hóa", ["Xã Xuân Lập"]),
        ("Thị trấn Sao Vàng; phường Hạc Thành", ["Thị trấn Sao Vàng", "Phường Hạc Thành"]),
        ("thị xã Nghi Sơn", []),
        ("toàn huyện", []),
        ("vùng huyện Thọ Xuân", []),
        ("các xã ven sông Chu", []),
        ("Khu Công nghiệp Lam Sơn – Sao Vàng", []),
        ("Sông Chu", []),
        ("xã", []),
    ],
)
def test_what_says_that_it_is_a_commune_is_one(area: str, names: list[str]) -> None:
    """And nothing else is asked about."""
    found, problems = read(area)

    assert ([name for name, _ in found], problems) == (names, [])


@pytest.mark.parametrize("area", ["Xuân Lập", "các xã Thọ Xuân, Xuân Lập", "Thọ Lộc; xã Thọ Xuân"])
def test_a_bare_name_is_asked_about(area: str) -> None:
    """It may be a commune that would be missed on its page."""
    assert read(area)[1] == ["dia-ban"]


@given(st.lists(st.sampled_from(["xã Thọ Xuân", "Xã Thọ Lâm", "huyện Thọ Xuân", "phường 1", "", "xã !"])))
def test_every_commune_has_an_address_and_stands_once(parts: list[str]) -> None:
    """Whatever stands beside it."""
    found, problems = read("; ".join(parts))
    slugs = [slug for _, slug in found]

    assert len(set(slugs)) == len(slugs)
    assert "xa" not in slugs
    assert all(slugs)
    assert not problems
