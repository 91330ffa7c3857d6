"""The number of a citizen's identity card is reported once, at its line; the numbers of code and addresses are not."""

from __future__ import annotations

from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.article.read import read_article
from plugins.article.registries import Registries
from plugins.author.people import Organisation
from plugins.author.registry import Authors
from plugins.category.registry import load_sections
from plugins.prose.identity_numbers import has_identity_number

HEADER = "Tiêu đề: Xã họp\nNgày đăng: 29/11/2023\nChuyên mục: Tin trong huyện\nTác giả: Lê Hải\n\n"
REGISTRIES = Registries(
    load_sections('[[chuyen-muc]]\nten = "Tin trong huyện"'),
    Authors(),
    UTC,
    Organisation("Ban biên tập", "ban"),
)


def lines_reported(body: str) -> list[int]:
    """Return the lines of a body, counted from 1, in which reading the article reports an identity number."""
    reading = read_article("content/x.md", f"{HEADER}{body}".encode(), REGISTRIES)
    return [problem.line - 5 for problem in reading.problems if problem.code == "so-can-cuoc"]


@pytest.mark.parametrize(
    "text",
    [
        "CCCD 038201012345",
        "(038201012345)",
        "số 038201012345, cấp năm 2021",
        "**038201012345**",
        "- 038201012345.",
    ],
)
def test_a_number_is_reported_once(text: str) -> None:
    """At its line, whatever stands around it."""
    assert lines_reported(f"Một câu.\n\n{text}\n") == [3]


@pytest.mark.parametrize(
    "text",
    [
        "`038201012345`",
        "``x 038201012345 ` y``",
        "```\n038201012345\n```",
        "<!-- 038201012345 -->",
        "commit a038201012345f",
        "f038201012345",
        "038201012345abcdef",
        "0x038201012345",
        "https://vi-du.vn/bai-038201012345",
        "[xem](https://vi-du.vn/038201012345.htm)",
        "[xem](038201012345.pdf)",
        "uuid 550e8400-e29b-41d4-a716-038201012345",
        "id=038201012345",
        "0382010123456",
        "1.038201012345",
        "#038201012345",
        "038201012345_v2",
    ],
)
def test_the_numbers_of_code_and_addresses_are_nobodys(text: str) -> None:
    """Hexadecimal figures, hashes, addresses, code and longer numbers are no identity numbers."""
    assert lines_reported(text) == []


@given(st.text("0123456789abcdef", min_size=13, max_size=64))
def test_no_hash_is_an_identity_number(digits: str) -> None:
    """A run of hexadecimal figures that is longer than an identity number holds none."""
    assert not has_identity_number(f"băm {digits} xong")
