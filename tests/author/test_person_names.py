"""One person is one person, however the name is written; two people stay two."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.author.person_names import is_same_person, name_key
from plugins.author.registry import Authors, load_authors
from plugins.vietnamese.letters import fold

NOBODY = Authors()
NAMES = st.sampled_from(
    ["Lê Hải", "Nguyễn Thị Hạnh", "Chu Văn An", "Đỗ Thị Ánh Tuyết", "Ông Cao Thắng", "Bá Anh", "Trần Hòa"]
)
TITLES = st.sampled_from(
    ["", "Ông ", "bà ", "Đ/c ", "Đồng chí ", "ThS. ", "PGS.TS ", "đ/c: ".replace(":", ""), "BS "]
)
BEHIND = st.sampled_from(["", ", Phó Chủ tịch", " – Trưởng ban", " (người duyệt)", "; 0237.3833.333", "."])
LOOK_ALIKE = str.maketrans("AaBceHKoOpTXxy", "АаВсеНКоОрТХху")


@given(
    NAMES,
    TITLES,
    BEHIND,
    st.sampled_from([str, str.upper, str.lower, fold, lambda text: unicodedata.normalize("NFD", text)]),
    st.booleans(),
)
def test_titles_marks_case_and_look_alike_letters_do_not_count(
    name: str, title: str, behind: str, spelt: object, is_disguised: bool
) -> None:
    """Whoever signs under another spelling is seen as the same."""
    written = f"{title}{spelt(name)}{behind}"  # type: ignore[operator]
    if is_disguised:
        written = written.translate(LOOK_ALIKE)

    assert is_same_person(written, name, NOBODY)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Trần Lê Hải", "Lê Hải"),
        ("Lê Hải Yến", "Lê Hải"),
        ("Nguyễn Văn A", "Nguyễn Văn B"),
        ("", "Lê Hải"),
        ("–", "…"),
        ("Ông", "Bà"),
        ("Ban biên tập", "Lê Hải"),
    ],
)
def test_other_people_are_others(one: str, other: str) -> None:
    """A name within a name is not the name."""
    assert not is_same_person(one, other, NOBODY)


def test_the_registry_knows_people_by_all_their_names() -> None:
    """Two whose names differ by marks are two; one with a pen name is one."""
    known = load_authors(
        '[[tac-gia]]\nten = "Lê Hải"\nten-khac = ["Hải Lê"]\n[[tac-gia]]\nten = "Lê Hài"\ndia-chi = "le-hai-2"'
    )

    assert not is_same_person("Lê Hải", "Lê Hài", known)
    assert is_same_person("LÊ HẢI", "Hải Lê", known)
    assert name_key("Lê Hải") == name_key("Lê Hài")


@pytest.mark.parametrize("written", ["Hải Lê", "Hải, Lê", "Lê, Hải", "\u202eiảH êL", "ông Hải, Lê"])
def test_a_name_turned_about_is_the_name(written: str) -> None:
    """The family name behind, a comma in it, letters that are only shown in their order."""
    assert is_same_person(written, "Lê Hải", NOBODY)
    assert is_same_person("LÊ HẢI", written, NOBODY)
