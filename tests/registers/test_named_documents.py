"""A text names a document by its number; what else it says decides which of those that have the number is meant."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.article.facts import RegisterFacts
from plugins.registers.named_documents import NamedDocuments, numbers_in

OLD = RegisterFacts("Quyết định", "3/QĐ-UBND", date(2020, 5, 4), "Ủy ban nhân dân huyện Thọ Xuân")
NEW = RegisterFacts("Quyết định", "12/QĐ-UBND", date(2025, 3, 5), "Ủy ban nhân dân tỉnh Thanh Hóa")


def named(text: str, *others: RegisterFacts, ended: RegisterFacts = OLD) -> list[RegisterFacts]:
    """Return the documents that a text names which says what ended a document."""
    documents = [ended, *others]
    return [documents[place] for place in NamedDocuments(documents).named(text, 0)]


@pytest.mark.parametrize(
    "text",
    [
        "Quyết định số 12/QĐ-UBND",
        "12/QĐ-UBND",
        "QĐ 12 / QĐ – UBND.",
        "quyết định 012/qđ-ubnd",
        "Quyết định số 12/QĐ-UBND ngày 5/3/2025",
        "Quyết định số 12/QĐ-UBND ngày 05 tháng 3 năm 2025 của Ủy ban nhân dân tỉnh",
        "Quyết định số 12/QĐ-UBND ngày 05-03-2025 của UBND tỉnh Thanh Hóa",
        "Quyết định số 12/QĐ-UBND của Chủ tịch",
    ],
)
def test_a_document_is_found_however_its_number_is_written(text: str) -> None:
    """Spaces, dashes, zeros and capitals say nothing, a day and a level of government that fit speak for it."""
    assert named(text, NEW) == [NEW]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Quyết định mới",
        "Quyết định số 112/QĐ-UBND",
        "Quyết định số 12/QĐ-UBNDT",
        "Quyết định số 12/QĐ-UBND-KT",
        "Quyết định số 12/QĐ-UBND ngày 5/3/2024",
        "Quyết định số 12/QĐ-UBND của Ủy ban nhân dân huyện Thọ Xuân",
        "ngày 5/3/2025",
        "Quyết định số 3/QĐ-UBND",
    ],
)
def test_another_document_is_none(text: str) -> None:
    """Another number, another day, another level: nothing is guessed."""
    assert named(text, NEW) == []


def test_two_that_fit_are_none_until_a_day_parts_them() -> None:
    """Each issuer begins with 1 each year."""
    later = replace(NEW, issued=date(2026, 3, 5))
    assert named("Quyết định số 12/QĐ-UBND", NEW, later) == []
    assert named("Quyết định số 12/QĐ-UBND ngày 05/3/2026", NEW, later) == [later]
    assert named("Quyết định số 12/QĐ-UBND", NEW, replace(NEW, issued=date(2019, 1, 2))) == [NEW]
    assert named(
        "Quyết định số 12/QĐ-UBND", NEW, later, ended=replace(OLD, in_force_to=date(2025, 4, 1))
    ) == [NEW]


def test_drafts_and_submissions_end_nothing() -> None:
    """What was not signed replaces no document, whatever number it has."""
    assert (
        named("Quyết định số 12/QĐ-UBND", replace(NEW, kind="Dự thảo"), replace(NEW, kind="Tờ trình")) == []
    )


def test_several_documents_may_end_one() -> None:
    """Each number leads to its own."""
    other = replace(NEW, kind="Nghị quyết", number="58-NQ/TW", issuer="Bộ Chính trị")
    text = "Quyết định 12/QĐ-UBND, Nghị quyết 58 – NQ/TW và 12/QĐ-UBND"
    assert named(text, other, NEW) == [NEW, other]


@given(st.text(st.sampled_from("0125/-–QĐUBND ab.ngày"), max_size=60))
def test_every_number_found_is_found_again(text: str) -> None:
    """The form in which numbers are compared is their own."""
    for number in numbers_in(text):
        assert numbers_in(number) == [number]
