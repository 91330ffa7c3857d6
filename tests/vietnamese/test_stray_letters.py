"""Invisible characters and styled letters go; joiners that letters and emoji are written with stay."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.vietnamese.stray_letters import DOUBTFUL, plain_letters, without_zero_width

VIETNAMESE = "Xã Xuân Lai họp bàn việc gặt lúa; Đồng bào ơi, ngõ nhỏ."


@pytest.mark.parametrize(
    "text",
    [
        "gia đình 👨\u200d👩\u200d👧\u200d👦 ở 🏳\ufe0f\u200d🌈, ❤\ufe0f\u200d🔥, 👩🏽\u200d🌾",
        "کتاب\u200cها و خانه\u200cها",
        "ភាសា\u200bខ្មែរ",
        "क्\u200dष, ശ്\u200dരീ",
        "ภาษา\u200bไทย",
    ],
)
def test_joiners_stay_where_a_script_or_emoji_needs_them(text: str) -> None:
    """They are part of how the word is written."""
    assert without_zero_width(text) == text


@pytest.mark.parametrize(
    "text", ["xuân\u200b lai", "\u200dxuân lai", "xu\u200câ\u200dn lai", "xuân\u00ad lai", "\ufeffxuân lai"]
)
def test_invisible_characters_among_latin_letters_go(text: str) -> None:
    """They split words for search, and nobody sees them."""
    assert without_zero_width(text) == "xuân lai"


def styled(text: str, capital: int, small: int) -> str:
    """Return text in mathematical letters, as Facebook's fonts are: marks stand behind their letters."""
    shifted = [
        chr(ord(one) - 65 + capital)
        if "A" <= one <= "Z"
        else chr(ord(one) - 97 + small)
        if "a" <= one <= "z"
        else one
        for one in unicodedata.normalize("NFD", text)
    ]
    return "".join(shifted)


@given(
    st.text(alphabet=VIETNAMESE, max_size=30),
    st.sampled_from([(0x1D5D4, 0x1D5EE), (0x1D400, 0x1D41A), (0x1D670, 0x1D68A)]),
)
def test_styled_vietnamese_is_read_as_it_is_meant(text: str, letters: tuple[int, int]) -> None:
    """Bold, sans-serif or typewriter: the letters come back composed; “đ” has no styled form."""
    assert unicodedata.normalize("NFC", plain_letters(styled(text, *letters))) == text


@pytest.mark.parametrize("text", ["m², 3 ½, 5 ‰, ™, №", "①②", "Ⓜ", "ｶﾀｶﾅ", VIETNAMESE])
def test_signs_whose_meaning_would_change_stay(text: str) -> None:
    """“①②” is no 12, and a square metre no m2."""
    assert plain_letters(text) == text


def test_doubtful_signs_are_known() -> None:
    """Figures in circles and small capitals are for a person to type again."""
    assert DOUBTFUL.search("① Thời gian")
    assert DOUBTFUL.search("ᴛɪᴇɴ")
    assert not DOUBTFUL.search(VIETNAMESE)
