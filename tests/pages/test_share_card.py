"""A card says the title in the portal's own type, whatever its length."""

from __future__ import annotations

import io
import zlib
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from plugins.building.assembly.assets import card_style, read_assets
from plugins.pages.card_painter import EMBLEM, EMBLEM_TOP, LINE_FOOT, LINE_TOP, CardPainter
from plugins.pages.share_card import (
    HEIGHT,
    MARGIN,
    MAX_LINES,
    TITLE_SIZES,
    WIDTH,
    CardStyle,
    ShareCard,
    card_address,
    fit_line,
    fit_title,
    wrap_text,
)

THEME = Path(__file__).resolve().parents[2] / "theme"
WORDS = st.lists(
    st.sampled_from(["huyện", "Thọ", "Xuân", "–", "ủy", "ban", "nghiệp", "15/2024/QĐ-UBND"]), min_size=1
)
LONG = "Ủy ban nhân dân tỉnh phê duyệt điều chỉnh quy hoạch chung đô thị Lam Sơn – Sao Vàng " * 3


def drawn(painter: CardPainter, card: ShareCard) -> bytes:
    """Return a card as a PNG file, all of it drawn."""
    return painter.card(painter.upper_band(card), card)


@pytest.fixture(scope="module")
def style() -> CardStyle:
    """What the project's own theme draws with."""
    found = card_style(read_assets(THEME))
    assert found
    return found


@given(WORDS)
def test_no_word_is_lost_between_lines(words: list[str]) -> None:
    """Lines put together are the title; none but a single long word is wider than its room."""
    lines = wrap_text(" ".join(words), 20, len)

    assert " ".join(lines).split() == words
    assert all(len(line) <= 20 or line.count(" ") <= 1 for line in lines)


def test_a_dash_does_not_begin_a_line() -> None:
    """It belongs to what is before it."""
    assert wrap_text("Lam Sơn – Sao Vàng", 12, len) == ["Lam Sơn –", "Sao Vàng"]


@given(WORDS)
def test_a_title_fits_its_card(words: list[str]) -> None:
    """At most four lines of one of the sizes; of a title that is too long as much as there is room for."""
    size, lines = fit_title(" ".join(words), 1040, lambda at: lambda line: len(line) * at * 0.5)

    assert size in TITLE_SIZES
    assert 1 <= len(lines) <= MAX_LINES
    assert (
        " ".join(lines).removesuffix("…").split() == words[: len(" ".join(lines).removesuffix("…").split())]
    )


def test_an_address_tells_all_that_a_card_shows() -> None:
    """Other words or another style make another file, so that no cache shows an old one."""
    card = ShareCard("Họp báo", "Quy hoạch", "Cổng thử")
    others = [
        ShareCard("Họp báo!", "Quy hoạch", "Cổng thử"),
        ShareCard("Họp báo", "Văn hóa", "Cổng thử"),
        ShareCard("Họp báo", "Quy hoạch", "Cổng"),
    ]

    assert len({card_address(one, "a") for one in [card, *others]} | {card_address(card, "b")}) == 5
    assert card_address(card, "a") == card_address(card, "a")


@pytest.mark.parametrize(
    "title", ["Họp báo", LONG, "Nghị_quyết_không_có_dấu_cách_nào_để_xuống_dòng_ở_đây_cả"]
)
def test_a_card_is_drawn_within_its_margins(style: CardStyle, title: str) -> None:
    """The size that those who share expect, light letters on indigo, nothing cut off at the left or the foot."""
    data = drawn(CardPainter(style), ShareCard(title, "Chiến lược – Định hướng – Quy hoạch", "Cổng thử"))
    picture = Image.open(io.BytesIO(data)).convert("RGB")

    assert picture.size == (WIDTH, HEIGHT)
    assert len(data) < 60_000
    left = picture.crop((0, 0, MARGIN - 4, HEIGHT - 120)).getcolors(1000)
    title_box = picture.crop((MARGIN, 150, WIDTH - MARGIN, HEIGHT - 130)).getcolors(100_000)
    assert left is not None
    assert title_box is not None
    assert len(left) == 1
    assert max(sum(colour) for _, colour in title_box if isinstance(colour, tuple)) > 700


@pytest.mark.parametrize(
    "words",
    [
        "Ế" * 600,
        "Ẫ g " * 200,
        "ỦY BAN NHÂN DÂN HUYỆN QUYẾT NGHỊ ",
        "Ủy ban nhân dân huyện phê duyệt quy hoạch chung Lam Sơn ",
        "gjpqy ",
    ],
)
def test_letters_stay_off_the_emblem_and_the_golden_line(style: CardStyle, words: str) -> None:
    """Whatever the length of the title, the section's name and the portal's: there is nothing there but what all cards show."""
    painter = CardPainter(style)

    def fixed(card: ShareCard) -> tuple[bytes, bytes]:
        picture = Image.open(io.BytesIO(drawn(painter, card))).convert("RGB")
        emblem = (WIDTH - MARGIN - EMBLEM, EMBLEM_TOP, WIDTH, EMBLEM_TOP + EMBLEM)
        return picture.crop(emblem).tobytes(), picture.crop((0, LINE_TOP, WIDTH, LINE_FOOT)).tobytes()

    bare = fixed(ShareCard("", "", ""))
    for times in range(1, 20):
        long = (words * times)[: 12 * times].strip()
        assert fixed(ShareCard(long, long, long)) == bare, long


@given(WORDS, st.integers(2, 80))
def test_a_line_that_is_too_long_is_cut(words: list[str], room: int) -> None:
    """It fits, and says that something is left out; what fits is left alone."""
    text = " ".join(words)
    line = fit_line(text, room, len)

    assert len(line) <= room
    assert text.startswith(line.removesuffix("…"))
    assert (line == text) == (len(text) <= room)


def test_the_same_card_is_the_same_bytes(style: CardStyle) -> None:
    """Whoever draws it, and whatever was drawn before."""
    card, other = ShareCard("Một", "Hai", "Ba"), ShareCard(LONG, "Bốn", "Năm")
    painter = CardPainter(style)
    drawn(painter, other)

    assert drawn(painter, card) == drawn(CardPainter(style), card)


def test_another_name_of_the_portal_draws_the_lower_band_alone(style: CardStyle) -> None:
    """The picture differs below the golden line, and nowhere above it; every checksum of the file holds."""
    painter, card = CardPainter(style), ShareCard(LONG, "Bốn", "Cổng thử")
    upper = painter.upper_band(card)
    one, other = (
        Image.open(io.BytesIO(painter.card(upper, replace(card, footer=footer))))
        for footer in ("Cổng thử", "Cổng mới")
    )

    assert one.crop((0, 0, WIDTH, LINE_FOOT)).tobytes() == other.crop((0, 0, WIDTH, LINE_FOOT)).tobytes()
    assert one.tobytes() != other.tobytes()
    data = painter.card(upper, card)
    Image.open(io.BytesIO(data)).verify()
    start = data.index(b"IDAT")
    size = int.from_bytes(data[start - 4 : start], "big")
    assert len(zlib.decompress(data[start + 4 : start + 4 + size])) == HEIGHT * (WIDTH + 1)


def test_a_theme_without_the_fonts_has_no_cards() -> None:
    """Then pages name no picture that is not there."""
    assert card_style({"css/site.css": b"a{}"}) is None


def test_a_word_longer_than_the_card_stays_on_it() -> None:
    """An address on the web, or a title without a space, is broken; what does not fit is cut with its sign."""
    length_at = lambda size: lambda line: len(line) * size * 0.5  # noqa: E731
    for title in ("ThôngbáothuhồiđấtcủahuyệnThọXuân" * 8, "Xem https://vi-du.gov.vn/" + "thong-bao-" * 5):
        size, lines = fit_title(title, WIDTH - 2 * MARGIN, length_at)

        assert len(lines) <= MAX_LINES
        assert all(length_at(size)(line) <= WIDTH - 2 * MARGIN for line in lines)


@pytest.mark.parametrize("word", ["x" * 3_200, "ếW" * 700, "iiiiWWWW" * 90])
def test_a_word_of_any_length_is_broken_as_late_as_it_fits(word: str) -> None:
    """No part is too wide, none could take one letter more, and few parts of it are measured."""
    measured = 0

    def length(text: str) -> float:
        nonlocal measured
        measured += len(text)
        return sum(3 if letter == "W" else 1 for letter in text)

    lines = wrap_text(word, 50, length)

    assert "".join(lines) == word
    assert all(length(line) <= 50 for line in lines)
    assert all(length(line + following[0]) > 50 for line, following in pairwise(lines))
    assert measured < 40 * len(word) + 2_000
