"""Every document belongs to one part of the register, by its kind or by the period that it plans for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.article.document_kinds import DOCUMENT_KINDS, OTHER_KINDS
from plugins.article.facts import RegisterFacts
from plugins.article.reserved_slugs import RESERVED_SLUGS
from plugins.registers.register_parts import (
    LIBRARY,
    PARTS,
    PLANS,
    RegisterPart,
    register_part_of,
    register_parts_of,
)


@pytest.mark.parametrize(
    ("kind", "period", "part"),
    [
        ("Quy hoạch", "", PLANS),
        ("QUY HOẠCH chung xây dựng", "", PLANS),
        ("Điều chỉnh quy hoạch", "", PLANS),
        ("Chiến lược", "", PLANS),
        ("Đề án", "", PLANS),
        ("Đồ án", "", PLANS),
        ("Dự thảo Quyết định", "", PLANS),
        ("Nghị quyết (dự thảo)", "", PLANS),
        ("Tờ trình", "", PLANS),
        ("Kế hoạch", "2021–2025", PLANS),
        ("Nghị quyết", "đến năm 2030, tầm nhìn 2045", PLANS),
        ("Kế hoạch", "", LIBRARY),
        ("Nghị quyết", "", LIBRARY),
        ("Quyết định", "", LIBRARY),
        ("Công văn", "", LIBRARY),
        ("Thông báo", "", LIBRARY),
        ("Giấy mời", "", LIBRARY),
    ],
)
def test_a_document_belongs_where_readers_look_for_it(kind: str, period: str, part: RegisterPart) -> None:
    """Plans and what is on its way to be decided in one part, all others in the library."""
    assert register_part_of(RegisterFacts(kind, period=period)) is part


@given(st.text(max_size=30), st.text(max_size=9))
def test_each_belongs_to_exactly_one(kind: str, period: str) -> None:
    """Whatever an editor writes as its kind."""
    facts = RegisterFacts(kind, period=period)
    assert [part for part in PARTS if register_part_of(facts) is part] == [*register_parts_of([facts])]


def test_a_portal_has_the_parts_of_its_documents_in_one_order() -> None:
    """None where it has none."""
    kinds = [RegisterFacts(kind) for kind in (*DOCUMENT_KINDS, *OTHER_KINDS)]
    assert register_parts_of([]) == ()
    assert register_parts_of(reversed(kinds)) == PARTS


def test_addresses_are_the_portal_s_own() -> None:
    """No article, page or section can take them."""
    for part in PARTS:
        assert part.slug in RESERVED_SLUGS
        assert part.file("csv") == f"{part.slug}/{part.slug}.csv"
