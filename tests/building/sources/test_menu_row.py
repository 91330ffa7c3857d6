"""The row of the menu: as many sections as stand in it, by their short names."""

from __future__ import annotations

from datetime import date

import pytest

from plugins.building.sources.portal_facts import PortalFacts, portal_view
from plugins.category.registry import load_sections
from plugins.registers.register_parts import LIBRARY, PARTS, PLANS, RegisterPart


def row(names: list[str], parts: tuple[RegisterPart, ...] = (PLANS,)) -> list[str]:
    """Return the names in the row of a portal with sections of these names, a short name after "|"."""
    rows = (name.partition("|")[::2] for name in names)
    text = "".join(f'[[chuyen-muc]]\nten = "{name}"\nten-ngan = "{short}"\n' for name, short in rows)
    facts = PortalFacts({}, load_sections(text), {}, "", "Cổng", date(2024, 6, 30), has_search=False)
    return [link.text for link in portal_view(facts, (), parts).menu_row]


LONG = "Chiến lược – Định hướng – Quy hoạch – Kế hoạch phát triển kinh tế – xã hội của địa phương"


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        ([], []),
        (["Tin"], ["Tin"]),
        ([f"{LONG}|Quy hoạch", "Tin"], ["Quy hoạch", "Tin"]),
        ([f"Mục {number}" for number in range(20)], [f"Mục {number}" for number in range(5)]),
        (["Tin", LONG, "Thông báo"], ["Tin"]),
    ],
)
def test_the_row_takes_what_fits(names: list[str], shown: list[str]) -> None:
    """In the order of the data file, until there is no room; none is cut, none is passed over for a shorter one."""
    assert row(names) == shown


def test_a_portal_without_a_register_has_room_for_one_more() -> None:
    """Seven entries in all, whatever they are."""
    for parts, left in (((), 6), ((PLANS,), 5), ((LIBRARY,), 5), (PARTS, 4)):
        assert len(row([f"Mục {number}" for number in range(20)], parts)) == left
