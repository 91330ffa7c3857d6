"""The row of the menu: as many sections as stand in it, by their short names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from plugins.building.sources.portal_facts import PortalFacts, portal_view
from plugins.building.sources.shown_links import NO_LINKS
from plugins.category.registry import load_sections
from plugins.pages.view_parts import Link
from plugins.registers.register_parts import LIBRARY, PARTS, PLANS, RegisterPart


def row(names: list[str], parts: tuple[RegisterPart, ...] = (PLANS,)) -> list[str]:
    """Return the names in the row of a portal with sections of these names, a short name after "|"."""
    rows = (name.partition("|")[::2] for name in names)
    text = "".join(f'[[chuyen-muc]]\nten = "{name}"\nten-ngan = "{short}"\n' for name, short in rows)
    return [link.text.replace("\u00a0", " ") for link in portal_view(facts_of(text), (), parts).menu_row]


def facts_of(sections: str) -> PortalFacts:
    """Return what pages show of a portal with the sections of a data file."""
    return PortalFacts({}, load_sections(sections), {}, "", "Cổng", date(2024, 6, 30), has_search=False)


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


def test_a_section_without_articles_stands_in_no_menu() -> None:
    """It would lead to an empty page; one with articles below it stays, links of the settings are the keeper's own."""
    text = "".join(
        f'[[chuyen-muc]]\nten = "{name}"\ndia-chi = "{name.lower()}"\n'
        f'[[chuyen-muc.con]]\nten = "Con {name}"\ndia-chi = "moi"\n[[chuyen-muc.con]]\nten = "Khác {name}"\ndia-chi = "khac"\n'
        for name in ("Tin", "Trong", "Sau")
    )
    facts = replace(facts_of(text), shown=replace(NO_LINKS, menu=(Link("Trống", "/trong/"),)))
    view = portal_view(facts, (), (), {"tin", "sau", "sau/moi"})

    assert [link.text for link in view.menu_row] == ["Trống", "Tin", "Sau"]
    assert [(item.text, [child.text for child in item.children]) for item in view.menu] == [
        ("Tin", []),
        ("Sau", ["Con Sau"]),
    ]
