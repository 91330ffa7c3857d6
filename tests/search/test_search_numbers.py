"""A question with a number in it is answered with that number, or said to be answered by no page."""

from __future__ import annotations

from pathlib import Path

from made_answers import answers

from plugins.search.lexicon import YEAR_LIST

PAGES = (
    "Quyết định 472/QĐ-UBND thu hồi đất",
    "Quyết định 472/QĐ-UBND phê duyệt giá đất",
    "Quy hoạch 20 cụm công nghiệp",
    "Quy hoạch 20 khu dân cư",
    "Quy hoạch tỉnh đến năm 2030",
)
YEAR = [YEAR_LIST, "Năm 2021", "luu-tru/2021/", 9]


def test_another_number_is_no_whole_answer(tmp_path: Path) -> None:
    """A document that is not there, a year of which a figure is missing, one without articles: nothing is read for something else."""
    texts = (
        "quyết định 4721 ",
        "quyết định 427 ",
        "quy hoạch 203",
        "quy hoạch 203 ",
        "tin năm 2031",
        "năm 2012 ",
    )

    found = answers(tmp_path, PAGES, texts, named=[YEAR])
    assert {text: (answer.whole, answer.respelt, answer.suggested) for text, answer in found.items()} == {
        text: ([], "", "") for text in texts
    }


def test_the_number_that_was_typed_is_found(tmp_path: Path) -> None:
    """Also before it is typed to its end."""
    found = answers(tmp_path, PAGES, ("quyết định 472", "quyết định 47", "năm 2021"), named=[YEAR])

    assert [len(answer.whole) for answer in found.values()] == [2, 2, 1]


def test_a_small_number_somewhere_else_is_not_the_one_behind_a_word(tmp_path: Path) -> None:
    """The first of the month is on many pages; what has a part is shown. Three figures together are hardly there by chance."""
    pages = ("Nghị quyết 10 ngày 05/01/2023", "Quý 3 năm 2023", "Thửa đất số 152, tờ bản đồ số 12")
    is_there = {
        "nghị quyết 01 ": False,
        "nghị quyết 10 ": True,
        "quý 3 2023": True,
        "thửa đất bản đồ 152 ": True,
        "1": True,
    }

    found = answers(tmp_path, pages, tuple(is_there))
    assert {text: len(answer.whole) == 1 for text, answer in found.items()} == is_there
    assert found["nghị quyết 01 "].near == [pages[0]]


def test_a_telephone_number_is_found_however_its_groups_are_written_and_no_other_one_is(
    tmp_path: Path,
) -> None:
    """Numbers of one area begin alike: none is found by a part of it."""
    pages = ("Gọi số 0237 3833 123 khi có bão", "Đường dây nóng: 0912345678", "Trực máy 0237 3833 124")
    office, mobile = (
        ("(0237) 3 833 123 ", "0237.3833.123 ", "02373833123 ", "+84 237 383 3123 ", "0237-3833-123 "),
        ("+84 912 345 678 ", "+84912345678 ", "0912.345.678 "),
    )
    nowhere = ("0237 3 833 777 ", "0237 383 3777 ", "+84 912 345 777 ", "0912345777 ")

    found = answers(tmp_path, pages, (*office, *mobile, *nowhere))
    wholes = {text: answer.whole for text, answer in found.items()}
    assert [wholes[text] for text in office] == [[pages[0]]] * len(office)
    assert [wholes[text] for text in mobile] == [[pages[1]]] * len(mobile)
    assert [wholes[text] for text in nowhere] == [[]] * len(nowhere)
