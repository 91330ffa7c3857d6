"""A fix has one right answer, keeps what the text says, and is made once."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.article.reading_habits import PORTALS_OWN
from plugins.article.registries import Registries
from plugins.author.people import Organisation
from plugins.author.registry import Authors
from plugins.category.registry import load_sections
from plugins.commands.colours import Paint
from plugins.editors.checks.advice_settings import AdviceSettings
from plugins.editors.checks.apply_fixes import (
    PendingFix,
    ask_about,
    difference,
    pending_fix,
    write_fix,
)
from plugins.editors.checks.autofix import uncertain_fixes, with_confirmed, with_fixes
from plugins.editors.checks.lint_input import read_lint_input
from plugins.editors.checks.rulebook import RULES, advise
from plugins.header.decode import decode
from plugins.header.parse import parse
from plugins.vietnamese.letters import fold

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
SECTIONS = load_sections(
    '[[chuyen-muc]]\nten = "Chiến lược – Định hướng – Quy hoạch"\n[[chuyen-muc]]\nten = "Văn hóa – Xã hội"'
)
REGISTRIES = Registries(SECTIONS, Authors(), ZONE, Organisation("Ban biên tập", "ban-bien-tap"))
FIXED_BY_RULE = {rule.code for rule in RULES if rule.fixable}


def fixed(text: str) -> str:
    """Return a text with all certain fixes."""
    return with_fixes("content/x.md", text, REGISTRIES)


def all_fixed(text: str) -> str:
    """Return a text with all fixes, as if every question was answered with yes."""
    result = fixed(text)
    while found := uncertain_fixes("content/x.md", result, PORTALS_OWN):
        result = with_confirmed(result, found)
    return result


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "Chuyên mục: Chiến lược - Định Hướng - Quy hoạch",
            "Chuyên mục: Chiến lược – Định hướng – Quy hoạch",
        ),
        ("Chuyên mục: van hoa xa hoi", "Chuyên mục: Văn hóa – Xã hội"),
        ("Category: VĂN HOÁ-XÃ HỘI.", "Category: Văn hóa – Xã hội"),
        ("Ngày đăng: 29/11/2023 (GMT+7)", "Ngày đăng: 29/11/2023"),
        ("Ngày đăng: 7h30, Thứ Tư, 29-11-2023", "Ngày đăng: 29/11/2023 07:30"),
        ("Ngày đăng: ngày 5 tháng 3 năm 2024", "Ngày đăng: 05/03/2024"),
        ("Ngày đăng: 29/11/23", "Ngày đăng: 29/11/2023"),
        ("Hết hạn: 30.06.2024", "Hết hạn: 30/06/2024"),
        ("Ngày công bố kết quả: 30.06.2024", "Ngày công bố kết quả: 30/06/2024"),
        ("Duyệt lúc: 7h30, 29-11-2023", "Duyệt lúc: 29/11/2023 07:30"),
        ("Tác giả: Lê Hải  ", "Tác giả: Lê Hải"),
        ("Tác giả： Lê Hải", "Tác giả: Lê Hải"),
        ("Tác giả : Lê Hải", "Tác giả: Lê Hải"),
        ("Tác giả: Le\u0302 Ha\u0309i", "Tác giả: Lê Hải"),
        ("Tác giả: Lê\u200b Hải", "Tác giả: Lê Hải"),
        ("Tác giả: Ðỗ Hải", "Tác giả: Đỗ Hải"),
    ],
)
def test_a_header_line_is_fixed(before: str, after: str) -> None:
    """Spelling of names, forms of days, letters, spaces."""
    assert fixed(f"Tiêu đề: Họp\n{before}\n\nMột câu.\n") == f"Tiêu đề: Họp\n{after}\n\nMột câu.\n"


@pytest.mark.parametrize(
    "line",
    [
        "Ngày đăng: 31/02/2024",
        "Ngày đăng: Thứ Hai, 29/11/2023",
        "Ngày đăng: 12/11/10",
        "Ngày đăng: 2023-11-29T07:30:00+07:00",
        "Ngày đăng: 29/11/2023 07:30 (GMT+9)",
        "Ngày đăng: 9/1/2024",
        "Chuyên mục: Y tế",
        "Tiêu đề phụ: 29-11-2023",
    ],
)
def test_what_is_not_sure_is_left(line: str) -> None:
    """An impossible day, a weekday that does not fit, another zone, an unknown section."""
    text = f"Tiêu đề: Họp\n{line}\n\nMột câu.\n"

    assert fixed(text) == text


def test_a_body_is_fixed_where_it_says_the_same() -> None:
    """Spaces at the ends and four dots; line breaks, code and rows to write upon stay."""
    before = "Tiêu đề: A\n\nMột   \nhai  \n\n```\nmã   \n```\nphụ nữ.... Rồi\nTên: ........\t\n"
    after = "Tiêu đề: A\n\nMột  \nhai\n\n```\nmã   \n```\nphụ nữ… Rồi\nTên: ........\n"

    assert fixed(before) == after


def test_line_ends_and_a_byte_order_mark_stay() -> None:
    """What another program needs is not ours to change."""
    assert fixed("\ufeffTiêu đề: A \r\n\r\nMột câu. \r\n") == "\ufeffTiêu đề: A\r\n\r\nMột câu.\r\n"
    assert fixed("Tiêu đề: A \r\rMột câu. \r") == "Tiêu đề: A\r\rMột câu.\r"


def test_a_decimal_point_is_asked_of() -> None:
    """It is nearly always wrong, and a person says so."""
    text = "Tiêu đề: Đạt 86.1%\n\nTrên 40.000 người, 86.1%; `86.1%`; xem https://a.vn/86.1% <!-- 1 --> 7.5%\n\n12.5 ha.\n"

    assert fixed(text) == text
    assert [(one.line, one.before, one.after) for one in uncertain_fixes("x.md", text, PORTALS_OWN)] == [
        (1, "86.1", "86,1"),
        (5, "12.5", "12,5"),
    ]


def test_answers_are_taken_one_by_one() -> None:
    """Yes, no, and yes to all that is left of the file."""
    text = "Tiêu đề: A\n\nĐạt 1.1%.\n\nĐạt 2.2%.\n\nĐạt 3.3%.\n\nĐạt 4.4%.\n"
    fix = PendingFix("x.md", Path("x.md"), text, text, PORTALS_OWN)
    given_in_turn = iter(["k", "c", "t"])

    found = ask_about(fix, lambda question: next(given_in_turn))

    assert [one.before for one in found] == ["2.2", "3.3", "4.4"]


# Texts as editors and their programs leave them.
WORDS = (
    st.sampled_from(
        [
            "Hội",
            "viên",
            "hòa",
            "hoà",
            "86.1%",
            "12.5 ha",
            "40.000",
            "....",
            "…",
            "./.",
            "của",
            "của của",
            "và",
        ]
    )
    | st.sampled_from(
        [
            "to\u0302i",
            "\u200b",
            "\u00a0",
            "Ðà",
            "LHPN",
            "`mã 1.5%`",
            "**đậm**",
            "[a](b 1.5%.md)",
            "29/11/2023",
        ]
    )
    | st.sampled_from(
        [
            "https://a.vn/1.5%",
            "<!-- 2.5% -->",
            "|",
            "```",
            "- ",
            "1. ",
            "> ",
            ":",
            "---",
            "  ",
            "\t",
            "\ufeff",
        ]
    )
    | st.sampled_from(["\ue000", "\x07"])
)
LINES = st.lists(WORDS, max_size=6).map(" ".join)
ENDS = st.sampled_from(["\n", "\r\n", "\n\n", "  \n", "\r"])
HEADERS = st.lists(
    st.sampled_from(
        [
            "Chuyên mục: Chiến lược - Định Hướng - Quy hoạch",
            "Chuyên mục: van hoa - xa hoi ",
            "Ngày đăng: 7h30 29-11-2023",
            "Ngày đăng : 29/11/2023 (GMT+7)",
            "Tác giả： Lê Hải",
            "Tóm tắt: Đạt 86.1% của của xã.... ",
            "Hết hạn: 31/02/2024",
            "Ngôn ngữ: en",
        ]
    ),
    unique_by=lambda line: line[:5],
    max_size=4,
)
TEXTS = st.builds(
    lambda header, end, lines: (
        end.join(["Tiêu đề: Họp xã", *header]) + end * 2 + "".join(map("".join, lines))
    ),
    HEADERS,
    st.sampled_from(["\n", "\r\n"]),
    st.lists(st.tuples(LINES, ENDS), max_size=8),
)


@given(TEXTS)
def test_fixing_twice_is_fixing_once(text: str) -> None:
    """A fixed text stays as it is."""
    once = fixed(text)

    assert fixed(once) == once


@given(TEXTS)
def test_a_fixed_text_has_nothing_left_to_fix(text: str) -> None:
    """No rule that is fixable finds anything again; a note between editors on the line keeps its line as it is."""
    right = all_fixed(text)
    lint_input = read_lint_input("content/x.md", right.encode(), AdviceSettings(), REGISTRIES)
    assert lint_input
    left = [one for one in advise(lint_input) if one.code in FIXED_BY_RULE]

    assert [one for one in left if "<!--" not in lint_input.raw_lines[one.line - 1]] == []


@given(TEXTS)
def test_a_fixed_text_says_the_same(text: str) -> None:
    """Read as a build reads it, only what was fixed has changed: spaces at ends, four dots, days and sections."""
    before, after = (parse("x.md", decode("x.md", one.encode())[0]) for one in (text, fixed(text)))

    assert list(before.fields) == list(after.fields)
    for name in ("title", "author", "lang"):
        assert before.value(name) == after.value(name)
    assert fold(before.value("category").replace("-", "").replace("–", "")) == fold(
        after.value("category").replace("-", "").replace("–", "")
    )
    plain = [" ".join(one.body.replace("....", "…").split()) for one in (before, after)]
    assert plain[0] == plain[1]


@given(TEXTS)
def test_line_ends_stay_as_they_are(text: str) -> None:
    """Not one is added, removed or changed."""
    ends = [[c for c in one if c in "\r\n"] for one in (text, fixed(text))]

    assert ends[0] == ends[1]


@given(st.text(max_size=300))
def test_any_text_is_fixed_without_harm(text: str) -> None:
    """Whatever a file holds, fixing ends, and its letters are those that reading would see."""
    right = fixed(text)

    assert unicodedata.is_normalized("NFC", right)
    assert fixed(right) == right


def test_a_file_is_written_whole_and_keeps_its_rights(tmp_path: Path) -> None:
    """A program that others may run stays one; a link stays a link."""
    file, link = tmp_path / "bài viết.md", tmp_path / "liên kết.md"
    file.write_bytes("Tiêu đề: A \r\n\r\nMột câu.\r\n".encode())
    file.chmod(0o640)
    link.symlink_to(file)
    fix = pending_fix("content/x.md", link, REGISTRIES)
    assert fix

    write_fix(fix)

    assert file.read_bytes() == "Tiêu đề: A\r\n\r\nMột câu.\r\n".encode()
    assert file.stat().st_mode & 0o777 == 0o640
    assert link.is_symlink()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bài viết.md", "liên kết.md"]


def test_a_file_that_is_no_utf8_is_not_touched(tmp_path: Path) -> None:
    """Its letters are not known, so nothing is sure."""
    file = tmp_path / "x.md"
    file.write_bytes("Tiêu đề: A \n".encode("utf-16"))

    assert pending_fix("content/x.md", file, REGISTRIES) is None


def test_the_difference_shows_what_nobody_sees() -> None:
    """A space at the end of a line is a dot in the difference."""
    text = "Tiêu đề: A  \n\nMột câu.\n"
    shown = list(difference(PendingFix("x.md", Path("x.md"), text, fixed(text), PORTALS_OWN), Paint()))

    assert "-Tiêu đề: A··" in shown
    assert "+Tiêu đề: A" in shown
