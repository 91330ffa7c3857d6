"""The words of a line are found on the page, whatever Markdown and typography made of them."""

from __future__ import annotations

import pytest
from filled_bodies import filled

from plugins.editors.preview.source_positions import blocks, position_of
from plugins.prose.markdown import render_body

TEXT = """Đoạn một có "ngoặc kép" - và gạch 2021-2030.

Đoạn hai dòng một
dòng hai có [liên kết](x.md) và **đậm**[^1].

## Tên mục

- mục một
- mục hai

| Xã | Số |
| --- | ---: |
| Xuân Lai | 42 |

![Bờ đê](de.jpg)
(Chú thích của ảnh)

> Trích dẫn.

Trùng lời.

Trùng lời.

[^1]: Lời ghi cuối.
"""


@pytest.fixture(scope="module")
def page() -> str:
    """The page's main part as our own Markdown makes it."""
    body, _ = render_body(TEXT, 1, "x.md", "")
    shown = filled(body, lambda reference: '<img src="/de.jpg" alt="Bờ đê">' if reference.alt else "/x/")
    return f"<body><main><h1>Tiêu đề</h1>{shown}</main></body>"


@pytest.mark.parametrize(
    ("line", "near"),
    [
        ('Đoạn một có "ngoặc kép"', "Đoạn một"),
        ("dòng hai có", "Đoạn hai"),
        ("## Tên mục", "Tên mục"),
        ("- mục hai", "mục hai"),
        ("| Xuân Lai", "Xuân Lai"),
        ("![Bờ đê]", "<img"),
        ("(Chú thích", "Chú thích"),
        ("> Trích", "Trích"),
        ("[^1]: Lời", "Lời ghi"),
    ],
)
def test_each_kind_of_line_is_found(page: str, line: str, near: str) -> None:
    """Paragraphs, headings, lists, tables, photos, captions, quotations, notes."""
    lines = TEXT.splitlines()
    number = next(place for place, one in enumerate(lines, 1) if one.startswith(line))
    place = position_of(lines, number, blocks(page))

    assert place is not None
    assert near in page[place : place + 80]


def test_of_lines_with_the_same_words_each_has_its_own_place(page: str) -> None:
    """The second is the second."""
    lines = TEXT.splitlines()
    first, second = (number for number, line in enumerate(lines, 1) if line == "Trùng lời.")
    places = [position_of(lines, number, blocks(page)) for number in (first, second)]

    assert places[0] is not None
    assert places[1] is not None
    assert places[0] < places[1]


def test_what_is_nowhere_has_no_place(page: str) -> None:
    """A line of other words, a blank one, one that is not there."""
    found = blocks(page)

    assert position_of(["Ngày đăng: 31/02/2024"], 1, found) is None
    assert position_of(["", "---"], 1, found) is None
    assert position_of([], 7, found) is None
    assert position_of(["x"], 0, found) is None


@pytest.mark.parametrize(
    "line",
    [
        "Diện tích 500 m2, rộng 3 km2 và 12 m3, 20oC.",
        '15[^1] xã, "ngoặc" -- gạch ... ba chấm',
        "Một &amp; hai &nbsp; <sup>2</sup> x<sub>3</sub>",
        "1. mục 3 m2",
        "> trích 5 m2",
        "Từ 1/2 đến 3/4; đạt 86,1 %; bàn ./.",
    ],
)
def test_what_typography_and_html_change_is_found(line: str) -> None:
    """Raised figures, numbers of footnotes and of lists, entities and tags stand in the way of no line."""
    body, _ = render_body(f"Câu mở đầu.\n\n{line}\n\n[^1]: Chú thích.\n", 1, "x.md", "")

    assert position_of(["Câu mở đầu.", "", line], 3, blocks(f"<main>{body.html}</main>")) is not None
