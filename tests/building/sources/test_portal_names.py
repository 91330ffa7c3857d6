"""What a portal is called."""

from __future__ import annotations

from datetime import date

import pytest

from plugins.building.sources.portal_facts import PortalFacts, portal_view
from plugins.category.registry import load_sections


@pytest.mark.parametrize(
    ("authority", "short"),
    [
        ({"ten-ngan": "Thọ Xuân"}, "Thọ Xuân"),
        ({"ten-ngan": ""}, "Cổng"),
        ({"ten-ngan": " "}, "Cổng"),
        ({}, "Cổng"),
    ],
)
def test_an_empty_short_name_is_none(authority: dict[str, str], short: str) -> None:
    """The portal's whole name stands for it."""
    facts = PortalFacts(authority, load_sections(""), {}, "", "Cổng", date(2024, 6, 30), has_search=False)

    assert portal_view(facts, (), ()).short_name == short
