"""Links to pages and anchors that are gone."""

from __future__ import annotations

from plugins.building.edition.link_check import dead_link_problems
from plugins.building.edition.link_summary import link_summary
from plugins.building.edition.link_targets import targets_leading_to


def test_a_link_to_what_is_gone_is_told_with_its_line() -> None:
    """By its path, by its folder, by an anchor that is no more."""
    page = b'<p>\n<a href="/tin/">t</a>\n<a href="/a/#b">b</a></p>'
    summary = link_summary("index.html", page, "", "")
    assert set(summary.targets.split("\n")) == {"tin/", "a/", "a/#b"}
    dead = targets_leading_to("tin/index.html") | targets_leading_to("a/index.html", ["b"])
    found = list(dead_link_problems("index.html", page, dead, "", ""))
    assert [(problem.code, problem.line) for problem in found] == [("lien-ket-chet", 2), ("neo-chet", 3)]
