"""Links of settings become values: safe ones alone, and each other is told."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.building.pelican_adapter.shown_settings import link_faults, shown_links
from plugins.building.sources.authority_links import is_plain_link
from plugins.building.sources.portal_facts import PortalFacts, portal_view
from plugins.building.sources.shown_links import NO_LINKS
from plugins.category.registry import load_sections
from plugins.pages.view_parts import Link

GIVEN = {
    "MENUITEMS": [("Dịch  vụ công", "https://dichvucong.gov.vn"), ["Lịch", "/lich/"]],
    "LINKS": (("Pelican", "https://getpelican.com/", "icon"), ("Sửa ở đây", "#")),
    "SOCIAL": [("Zalo", "javascript:alert(1)")],
    "LINKS_WIDGET_NAME": "Bạn bè",
}


def test_safe_links_are_shown_under_their_titles() -> None:
    """A group without any is none."""
    shown = shown_links(GIVEN)

    assert shown.menu == (Link("Dịch vụ công", "https://dichvucong.gov.vn"), Link("Lịch", "/lich/"))
    assert shown.groups == (("Bạn bè", (Link("Pelican", "https://getpelican.com/"),)),)
    assert [fault.setting for fault in link_faults(GIVEN)] == ["LINKS", "SOCIAL"]
    assert shown_links({}) == NO_LINKS


@pytest.mark.parametrize("value", ["chữ", [("một",)], [3], {"a": "b"}, [("", "/a/")]])
def test_what_is_no_list_of_pairs_is_told_and_shown_nowhere(value: object) -> None:
    """With an example of what to write."""
    told = link_faults({"MENUITEMS": value})

    assert len(told) == 1
    assert "Ví dụ: " in told[0].message
    assert shown_links({"MENUITEMS": value}) == NO_LINKS


@given(st.lists(st.tuples(st.text(max_size=9), st.text(max_size=30)), max_size=5))
def test_no_other_address_reaches_a_page(pairs: list[tuple[str, str]]) -> None:
    """Whatever is written: each entry is either shown or told."""
    shown = shown_links({"SOCIAL": pairs}).groups
    links = shown[0][1] if shown else ()

    assert all(is_plain_link(link.href) for link in links)
    assert len(links) + len(link_faults({"SOCIAL": pairs})) == len(pairs)


def test_the_menu_has_them_before_the_sections_and_no_more_than_fit() -> None:
    """The row of the menu; the whole menu has all."""
    names = [f"Mục số {number}" for number in range(9)]
    sections = load_sections('[[chuyen-muc]]\nten = "Tin"\n')
    shown = shown_links({"MENUITEMS": [(name, f"/{number}/") for number, name in enumerate(names)]})
    facts = PortalFacts(
        {}, sections, {}, "https://a.vn/cong", "Cổng", date(2024, 6, 30), has_search=False, shown=shown
    )

    view = portal_view(facts, (), ())

    assert [link.text for link in view.menu_added] == names
    assert [link.text for link in view.menu_row] == names[:6]
    assert view.menu_row[0].href == "/cong/0/"
