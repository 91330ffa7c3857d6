"""A question with a number in it is answered with that number, or said to be answered by no page."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_answers import answers

from plugins.search.lexicon import YEAR_LIST
from plugins.search.telephones import telephones_in

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


TELEPHONES = {
    "0237 3833 123": ("0237 3833 123", "(0237) 3 833 123", "0237.3833.123", "02373833123", "+84 237 383 3123", "0237-38-33-123", "(0237) 3.833.123", "02373 833.123"),
    "0912 345 678": ("0912345678", "0912.345.678", "091 234 5678", "0912 34 56 78", "09123 45678", "+84 912 345 678", "+84912345678", "+84.912.345.678"),
}  # fmt: skip


def test_a_telephone_number_is_found_however_its_groups_are_written_and_no_other_one_is(
    tmp_path: Path,
) -> None:
    """In the page as in the query; numbers of one area begin alike: none is found by a part of it."""
    of_pages = [
        (f"Gọi số {written} khi có bão", number) for number in TELEPHONES for written in TELEPHONES[number]
    ]
    pages = [page for page, _ in of_pages]
    nowhere = ("0237 3 833 777 ", "0237 383 3777 ", "+84 912 345 777 ", "0912345777 ")
    texts = [written for number in TELEPHONES for written in TELEPHONES[number]]

    found = answers(tmp_path, pages, (*texts, *nowhere))
    wanted = {
        written: [page for page, one in of_pages if one == number]
        for number in TELEPHONES
        for written in TELEPHONES[number]
    }
    assert {text: sorted(found[text].whole) for text in texts} == {
        text: sorted(wanted[text]) for text in texts
    }
    assert [found[text].whole for text in nowhere] == [[]] * len(nowhere)


@pytest.mark.parametrize("number", TELEPHONES)
def test_a_telephone_number_is_one_term_however_its_groups_are_written(number: str) -> None:
    """The same in every page that has it; a number of a document or a day is none."""
    figures = number.replace(" ", "")

    assert {frozenset(telephones_in(f"Gọi số {written}, 24/24 giờ")) for written in TELEPHONES[number]} == {
        frozenset({figures})
    }
    assert telephones_in("Ngày 02/03/2024, số 0912/QĐ-UBND; 1.500.000.000 đồng; 012 345") == set()


def test_a_number_with_points_is_one_word(tmp_path: Path) -> None:
    """Thousands with points are the number without them, a fraction is no part of another number."""
    pages = (
        "Rừng có 2.005 ha", "Ao rộng 2,5 ha", "Vườn rộng 2.5 ha", "Đê dài 12,05 km", "Thu 1.500.000 đồng", "Thu 500.000 đồng",
        "Xã có 34.346 người", "Họp ngày 30/6/2024", "Năm 2005 có bão", "Kế hoạch 1.234/KH-UBND", "Trồng ngày 15,16/5/2024", "Ngày 12/5 trồng 5 ha",
    )  # fmt: skip
    by_query = {
        "2,5 ha": [1], "12,5 ha": [], "2.5 ha": [1, 2], "2.005 ha": [0], "2005 ha ": [0], "12,5 km": [], "12,05 km": [3], "500.000 đồng": [5],
        "500000 đồng": [5], "1500000 đồng": [4], "1 500 000 đồng": [4], "34346 người": [6], "34.346 người": [6], "34 346 người": [6],
        "30/6/2024": [7], "30-6-2024": [7], "năm 2005": [8], "1234/KH-UBND": [9], "ngày 15": [10], "16/5/2024": [10],
    }  # fmt: skip

    found = answers(tmp_path, pages, tuple(by_query))
    assert {text: sorted(found[text].whole) for text in by_query} == {
        text: sorted(pages[number] for number in numbers) for text, numbers in by_query.items()
    }


def test_a_number_behind_another_word_for_a_thing_is_no_part_that_may_lack(tmp_path: Path) -> None:
    """“ĐT” is what people call a telephone by, and “ĐT 515” is a road: a page without that number is no answer."""
    pages = ("Liên hệ với tòa soạn qua thư", "Sửa chữa đường tỉnh 515 qua hai xã")
    shared = {"short_forms": [["ĐT", "Đường tỉnh"]], "synonyms": [["liên hệ", "đt"]]}

    found = answers(tmp_path, pages, ("ĐT 515 ", "ĐT515 ", "ĐT 506 "), **shared)
    assert {text: (one.whole, one.near) for text, one in found.items()} == {
        "ĐT 515 ": ([pages[1]], []),
        "ĐT515 ": ([pages[1]], []),
        "ĐT 506 ": ([], []),
    }


def test_a_number_is_read_as_the_head_of_a_document_has_it(tmp_path: Path) -> None:
    """“Số: 153/QĐ-TTg”, as it is copied."""
    pages = ("Quyết định số 153/QĐ-TTg của Thủ tướng", "Sổ quy hoạch, số trang 9")

    found = answers(tmp_path, pages, ("Số: 153/QĐ-TTg", "số : 153"))
    assert [one.whole for one in found.values()] == [[pages[0]]] * 2


def test_what_is_counted_keeps_its_word(tmp_path: Path) -> None:
    """“Dân số 34.346” is found by “dân số”, though “số” is left out before other numbers."""
    pages = ("Dân số 34.346 người, tổng số 12 thôn", "Nghị quyết số 34 vì dân")

    found = answers(tmp_path, pages, ("dân số ", "dân số 34346 ", "tong so 12 "))
    assert [one.whole for one in found.values()] == [[pages[0]]] * 3
