"""Old addresses in headers are compared in a build as publishing compares them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_portals import a_site, a_story

from plugins.building.linking.old_addresses import old_address_problems
from plugins.pages.site import Story


def _with_old(story: Story, *old: str) -> Story:
    return replace(story, article=replace(story.article, old_addresses=old))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/Portal/Pages/2024-05-07/A.aspx", "/portal/pages/2024-5-7/a.aspx"),
        ("/tin.php?id=7&cat=2", "/tin.php?cat=2&amp;id=7"),
        ("https://cu.gov.vn/tin-t%E1%BB%A9c/", "/tin-tức"),
    ],
)
def test_two_spellings_of_one_address_are_told(one: str, other: str) -> None:
    """Zeros in a day, capitals, the order of parameters, "&amp;", escapes and the host do not make two of one."""
    stories = _with_old(a_story("a"), one), _with_old(a_story("b"), other)
    assert [problem.code for problem in old_address_problems(a_site(*stories))] == ["chuyen-trung"]


def test_two_addresses_are_no_spellings_of_each_other() -> None:
    """A parameter more is another page."""
    stories = _with_old(a_story("a"), "/tin.php?id=7"), _with_old(a_story("b"), "/tin.php?id=8")
    assert list(old_address_problems(a_site(*stories))) == []
