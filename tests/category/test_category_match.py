"""Sections by their written names."""

from __future__ import annotations

import pytest

from plugins.category.match import match_section
from plugins.category.registry import load_sections
from plugins.problems import Level
from plugins.problems.data_file import data_file

SECTIONS = load_sections(
    '[[chuyen-muc]]\nten = "Văn hóa – Xã hội"\nten-cu = ["Văn xã"]\n[[chuyen-muc.con]]\nten = "Lễ hội"\n'
    '[[chuyen-muc]]\nten = "Bán đất"\n[[chuyen-muc]]\nten = "Bàn Đạt"\ndia-chi = "ban-dat-2"\n'
)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("VĂN HOÁ - xã hội.", "van-hoa-xa-hoi"),
        ("van hoa xa hoi", "van-hoa-xa-hoi"),
        ("Văn xã", "van-hoa-xa-hoi"),
        ("Lễ hội", "van-hoa-xa-hoi/le-hoi"),
        ("Bàn đạt", "ban-dat-2"),
        ("ban dat", None),
        ("Văn hóa/Xã hội", None),
    ],
)
def test_names_are_found_by_what_counts(text: str, path: str | None) -> None:
    """Capitals, dashes and the place of a tone do not count; marks that tell names apart do."""
    found = SECTIONS.find(text)
    assert (found.path if found else None) == path


@pytest.mark.parametrize(
    ("text", "says"),
    [("", "thiếu"), ("..", "không phải"), ("<b>x</b>", "HTML"), ("Văn hóa/Xã hội", "“Văn hóa – Xã hội”")],
)
def test_what_is_no_section_is_told(text: str, says: str) -> None:
    """The message says why, with the nearest names."""
    found, problems = match_section(text, SECTIONS, "x.md", 3)
    assert found is None
    assert says in problems[0].message


def test_open_sections_and_faulty_data() -> None:
    """Plain Pelican content makes its own sections; two sections of one address are refused."""
    found, problems = match_section("Misc", SECTIONS, "x.md", 3, open_sections=True)
    assert found is not None
    assert found.path == "misc"
    assert not problems
    file = data_file('[[chuyen-muc]]\nten = "A"\n[[chuyen-muc]]\nten = "Á"\n', "chuyen-muc.toml")
    assert [section.name for section in load_sections(file).all] == ["A"]
    assert [problem.line for problem in file.problems] == [3]


def test_of_two_sections_whose_feeds_would_be_one_file_the_second_is_refused() -> None:
    """The feed of “a/b” is called “a-b”: a section of that address beside it would write the same file."""
    file = data_file(
        '[[chuyen-muc]]\nten = "Văn hóa"\n[[chuyen-muc.con]]\nten = "Lễ hội"\n'
        '[[chuyen-muc]]\nten = "Văn hóa – Lễ hội"\n[[chuyen-muc.con]]\nten = "Đền"\n',
        "chuyen-muc.toml",
    )
    assert [section.path for section in load_sections(file).all] == ["van-hoa", "van-hoa/le-hoi"]
    assert [(problem.line, problem.level) for problem in file.problems] == [(5, Level.ERROR)]
    assert "“Văn hóa – Lễ hội”" in file.problems[0].message
    assert "“Lễ hội”" in file.problems[0].message
    assert "Đổi “dia-chi”" in file.problems[0].message


def test_an_open_section_whose_feed_would_be_that_of_another_is_told() -> None:
    """Where articles make sections, such an article says so, and is not published; another name will do."""
    sections = load_sections('[[chuyen-muc]]\nten = "Văn hóa"\n[[chuyen-muc.con]]\nten = "Lễ hội"\n')
    found, problems = match_section("Văn hóa Lễ hội", sections, "x.md", 3, open_sections=True)
    assert found is None
    assert [(problem.line, problem.code) for problem in problems] == [(3, "chuyen-muc")]
    assert "“Lễ hội”" in problems[0].message


def test_the_menu_has_names_of_its_own() -> None:
    """A section's short name is what the menu calls it; one that is no text is refused."""
    file = data_file('[[chuyen-muc]]\nten = "Văn hóa – Xã hội"\nten-ngan = "Văn xã"\n', "chuyen-muc.toml")
    assert [section.short_name for section in load_sections(file).all] == ["Văn xã"]
    assert not file.problems
    file = data_file('[[chuyen-muc]]\nten = "A"\nten-ngan = 3\n', "chuyen-muc.toml")
    assert [section.short_name for section in load_sections(file).all] == [""]
    assert "ten-ngan" in file.problems[0].message


def test_all_sections_are_named() -> None:
    """Whether none is written or an unknown one, an editor can choose from all there are."""
    names = [f"Mục thứ {number} của cổng" for number in range(1, 12)]
    sections = load_sections("".join(f'[[chuyen-muc]]\nten = "{name}"\n' for name in names))

    for written in ("", "Zyx"):
        _, problems = match_section(written, sections, "x.md", 3)
        assert all(name in problems[0].message for name in names)
