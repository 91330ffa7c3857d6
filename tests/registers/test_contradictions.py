"""Two documents that tell different things of which replaced the other are told; those that agree are not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.article.facts import RegisterFacts
from plugins.registers.contradictions import contradictions

OLD = RegisterFacts("Quyết định", "3/QĐ-UBND", date(2020, 5, 4))
NEW = RegisterFacts("Quyết định", "12/QĐ-UBND", date(2024, 3, 5), replaces="Quyết định số 3/QĐ-UBND")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (OLD, NEW),
        (replace(OLD, replaced_by="Quyết định số 12/QĐ-UBND"), NEW),
        (replace(OLD, replaced_by="quyết định mới của huyện"), NEW),
        (replace(OLD, in_force_to=date(2024, 4, 1)), replace(NEW, in_force_from=date(2024, 4, 1))),
        (OLD, replace(NEW, replaces="Quyết định số 7/QĐ-UBND")),
        (OLD, replace(NEW, replaces="Quyết định số 3/QĐ-UBND ngày 09/9/2019")),
        (OLD, replace(NEW, issued=None)),
        (replace(OLD, issued=date(2025, 1, 1)), replace(NEW, kind="Dự thảo")),
    ],
)
def test_what_agrees_is_not_told(old: RegisterFacts, new: RegisterFacts) -> None:
    """Nor is what may be of another document."""
    assert not [*contradictions([old, new])]


@pytest.mark.parametrize(
    ("old", "new", "teller", "field"),
    [
        (replace(OLD, issued=date(2024, 3, 6)), NEW, 1, "replaces"),
        (replace(OLD, in_force_to=date(2022, 1, 1)), NEW, 1, "replaces"),
        (replace(OLD, in_force_to=date(2025, 1, 1)), NEW, 1, "replaces"),
        (replace(OLD, replaced_by="Nghị quyết số 9/NQ-HĐND"), NEW, 1, "replaces"),
        (replace(OLD, repealed_by="Quyết định số 12/QĐ-UBND"), NEW, 1, "replaces"),
        (OLD, replace(NEW, replaces="Quyết định số 12/QĐ-UBND"), 1, "replaces"),
        (replace(OLD, replaced_by="Quyết định số 3/QĐ-UBND"), replace(NEW, replaces=""), 0, "replaced_by"),
        (
            replace(OLD, issued=date(2024, 3, 6), replaced_by="Quyết định số 12/QĐ-UBND"),
            replace(NEW, replaces=""),
            0,
            "replaced_by",
        ),
    ],
)
def test_what_cannot_both_be_right_is_told_once(
    old: RegisterFacts, new: RegisterFacts, teller: int, field: str
) -> None:
    """At the article that says it, in the field where it stands."""
    (found,) = contradictions([old, new])
    assert (found.teller, found.field) == (teller, field)
    assert found.why


def test_two_that_replace_each_other_are_both_told() -> None:
    """Their days are not known, so that either may be the newer one."""
    one = replace(NEW, issued=None)
    other = replace(OLD, issued=None, replaces="Quyết định số 12/QĐ-UBND")
    assert sorted(found.teller for found in contradictions([other, one])) == [0, 1]


@given(st.lists(st.text(st.sampled_from("0123/QĐ-UBND ,ngày"), max_size=40), max_size=6))
def test_any_words_are_read(texts: list[str]) -> None:
    """What is told names two documents that there are."""
    documents = [replace(OLD, number=text[:12], replaces=text, replaced_by=text[::-1]) for text in texts]
    for found in contradictions(documents):
        assert {found.teller, found.other} <= {*range(len(documents))}


def ring(*numbers: int) -> list[RegisterFacts]:
    """Return documents of one day, each of which says that it replaced the next, the last the first."""
    return [
        RegisterFacts(
            "Quyết định", f"{number}/QĐ-UBND", date(2025, 3, 5), replaces=f"Quyết định số {after}/QĐ-UBND"
        )
        for number, after in zip(numbers, (*numbers[1:], numbers[0]), strict=True)
    ]


def test_documents_that_replace_each_other_all_around_are_told() -> None:
    """Each of the ring at what it says; not those that a document of the ring replaced, nor what replaced one of it."""
    older = RegisterFacts("Quyết định", "70/QĐ-UBND", date(2020, 1, 1), replaced_by="Quyết định số 1/QĐ-UBND")
    newer = RegisterFacts("Quyết định", "80/QĐ-UBND", date(2025, 4, 1), replaces="Quyết định số 2/QĐ-UBND")

    found = [*contradictions([*ring(1, 2, 3), older, newer, *ring(91, 92, 93)])]

    assert [one.teller for one in found if "vòng" in one.why] == [0, 1, 2, 5, 6, 7]


def test_a_long_row_of_replaced_documents_is_no_ring() -> None:
    """However long it is."""
    row = ring(*range(1, 3000))
    row[-1] = replace(row[-1], replaces="")

    assert not [*contradictions(row)]
