"""Bylines."""

from __future__ import annotations

import pytest

from plugins.author.byline import parse_byline
from plugins.author.registry import load_authors

KNOWN = load_authors('[[tac-gia]]\nten = "Lê Hải"\n[[co-quan]]\nten = "Tổ Một, Hai và Ba"\n')


@pytest.mark.parametrize(
    ("text", "people", "organisation"),
    [
        ("Lê Hải", ["Lê Hải"], ""),
        ("Lê Hải, Tổ một, hai và ba", ["Lê Hải"], "Tổ Một, Hai và Ba"),
        ("Lê Hải; Đoàn Văn An", ["Lê Hải", "Đoàn Văn An"], ""),
        ("Lê Hải, Lê Hài, Ban Biên tập", ["Lê Hải", "Lê Hài"], "Ban Biên tập"),
        ("UBND xã Xuân Lai", [], "UBND xã Xuân Lai"),
        ("Lê Hải; LÊ HẢI", ["Lê Hải"], ""),
    ],
)
def test_people_and_organisation_are_told_apart(text: str, people: list[str], organisation: str) -> None:
    """Known organisations first, then what begins like an organisation."""
    byline, problems = parse_byline(text, KNOWN, "x.md", 4)
    assert [person.name for person in byline.people] == people
    assert not problems
    assert (byline.organisation.name if byline.organisation else "") == organisation


def test_commas_of_authors_are_doubted() -> None:
    """Pelican's “Authors” with an organisation is read as one person, with a reminder."""
    byline, problems = parse_byline("Lê Hải, Đài TT, TH huyện", KNOWN, "x.md", 4, several=True)
    assert len(byline.people) == 1
    assert "TH huyện" in problems[0].message
    assert not parse_byline("Ann Lee, Bo Lin", KNOWN, "x.md", 4, several=True)[1]


def test_the_longest_known_organisation_is_found_among_many_commas() -> None:
    """The name of an organisation may hold commas of its own, and other names stand before it."""
    registry = load_authors(
        '[[co-quan]]\nten = "Trung tâm VHTT, TT và DL huyện"\n[[co-quan]]\nten = "TT và DL huyện"'
    )
    byline, problems = parse_byline("Lê Hải, Bùi An, Trung tâm VHTT,  TT và DL huyện.", registry, "x.md", 4)

    assert [person.name for person in byline.people] == ["Lê Hải", "Bùi An"]
    assert byline.organisation
    assert byline.organisation.name == "Trung tâm VHTT, TT và DL huyện"
    assert problems == []


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Nguyễn Thị Hạn", True),
        ("Nguyễn Văn Thị Hạnh", False),
        ("Lê Hà", False),
        ("Trần Thị Hạnh", False),
        ("Trung tâm Văn hóa", True),
        ("Lê Hải, Trung tâm Văn hóa huyện Thọ Xuâ", True),
        ("Trung tâm Văn hóa huyên Thọ Xuân", True),
        ("Trung tâm Văn", False),
        ("Trung tâm Văn hóa huyện", False),
        ("Trung tâm Y tế huyện Thọ Xuân", False),
        ("Nguyễn Thị Hạnh, Trung tâm Văn hóa huyện Thọ Xuân", False),
    ],
)
def test_a_name_that_nearly_is_a_known_one_is_asked_about(text: str, asked: bool) -> None:
    """One letter in a long name is a slip; in a short one it is another person."""
    known = load_authors(
        '[[tac-gia]]\nten = "Nguyễn Thị Hạnh"\n[[tac-gia]]\nten = "Lê Hải"\n'
        '[[co-quan]]\nten = "Trung tâm Văn hóa huyện Thọ Xuân"\n'
    )
    _, problems = parse_byline(text, known, "x.md", 4, own_organisation="Trung tâm Văn hóa huyện")
    assert [(one.line, "Ý bạn là" in one.message) for one in problems] == ([(4, True)] if asked else [])
