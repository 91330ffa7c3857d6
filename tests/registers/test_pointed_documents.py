"""Editors point at a document by its number, its title or the file of its article; what may mean several means none."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.article.facts import RegisterFacts
from plugins.registers.pointed_documents import KnownDocument, PointedDocuments

DOCUMENTS = [
    KnownDocument(
        RegisterFacts("Quyết định", "12/QĐ-UBND", date(2024, 3, 5)), "Giờ mở cửa", "content/a/quyet-dinh.md"
    ),
    KnownDocument(
        RegisterFacts("Quyết định", "12/QĐ-UBND", date(2023, 3, 5)), "Giờ đóng cửa", "content/b/cu.md"
    ),
    KnownDocument(RegisterFacts("Nghị quyết", "58-NQ/TW"), "Nghị quyết số 58-NQ/TW", "content/nq.md"),
    KnownDocument(
        RegisterFacts("Dự thảo", "3/DT-UBND"), "Dự thảo: cây xanh 2021–2030", "content/c/du-thao.md"
    ),
    KnownDocument(RegisterFacts("Kế hoạch"), "Họp thôn", "content/d/hop.md"),
    KnownDocument(RegisterFacts("Kế hoạch"), "Họp thôn", "content/e/hop.md"),
]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Quyết định số 12/QĐ-UBND ngày 05/3/2024", (0,)),
        ("12/QĐ – UBND ngày 5 tháng 3 năm 2023", (1,)),
        ("Quyết định số 12/QĐ-UBND", ()),
        ("giờ mở cửa", (0,)),
        ("GIỜ ĐÓNG CỬA.", (1,)),
        ("quyet-dinh.md", (0,)),
        ("Nghị quyết 58-NQ/TW", (2,)),
        ("Nghị quyết số 58-NQ/TW", (2,)),
        ("3/DT-UBND", (3,)),
        ("Dự thảo: cây xanh 2021 - 2030", (3,)),
        ("Nghị quyết 58-NQ/TW và Dự thảo 3/DT-UBND", (2, 3)),
        ("Nghị quyết 58-NQ/TW và Quyết định 99/QĐ-UBND", ()),
        ("Họp thôn", ()),
        ("hop.md", ()),
        ("Một văn bản khác", ()),
        ("", ()),
    ],
)
def test_what_is_pointed_at_is_found(text: str, places: tuple[int, ...]) -> None:
    """Nothing is guessed."""
    assert PointedDocuments(DOCUMENTS).at(text) == places


@given(st.text(max_size=40))
def test_every_title_finds_its_document(title: str) -> None:
    """However odd it is, as long as it has a letter and no other has it."""
    found = PointedDocuments([KnownDocument(RegisterFacts("Quyết định"), title, "content/quyet-dinh-la.md")])
    assert found.at("quyet-dinh-la.md") == (0,)
    assert found.at(title) in ((0,), ())
