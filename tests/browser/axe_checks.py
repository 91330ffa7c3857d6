"""What axe-core is asked, and what it has against a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Page

# All that axe knows of WCAG 2.2 up to AA, its best practice, and the AAA rules: they cost nothing here.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "wcag2aaa", "wcag21aaa", "best-practice"]
# Rules that axe does not run unless they are asked for by name.
BY_NAME = (
    "target-size",
    "label-content-name-mismatch",
    "color-contrast-enhanced",
    "identical-links-same-purpose",
    "meta-refresh-no-exceptions",
)
# Of a rule that passes its name is enough: to tell all elements that it passed takes longer than the rules do.
OPTIONS = {
    "runOnly": TAGS,
    "rules": {name: {"enabled": True} for name in BY_NAME},
    "resultTypes": ["violations"],
    "selectors": False,
}
# The rules that look at colours. A scheme changes nothing else (tests/theme/test_colour_schemes.py): a page that was
# looked at by day needs to be asked these alone by night.
OF_COLOURS = ("color-contrast", "color-contrast-enhanced", "link-in-text-block")
RUN = """(options) => axe.run(document, options).then((verdict) => ({
  violations: verdict.violations,
  passes: verdict.passes.map((rule) => rule.id),
}))"""


def verdict(page: Page, axe: str, options: Mapping[str, Any] = OPTIONS) -> dict[str, Any]:
    """Return what the checker says of a page as it stands: the rules that are broken, the names of those that hold."""
    # What an expression returns is carried here, whole: the checker itself would take longer than its rules.
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(f"(() => {{ {axe} }})()")
    found: dict[str, Any] = page.evaluate(RUN, options)
    return found


def violations(page: Page, axe: str, options: Mapping[str, Any] = OPTIONS) -> list[str]:
    """Return what the checker has against a page as it stands."""
    return [
        f"{rule['id']}: {node['html'][:160]} {node['failureSummary']}"
        for rule in verdict(page, axe, options)["violations"]
        for node in rule["nodes"]
    ]


def colour_violations(page: Page, axe: str) -> list[str]:
    """Return what it has against the colours of a page that was looked at in others."""
    return violations(page, axe, {**OPTIONS, "runOnly": {"type": "rule", "values": OF_COLOURS}, "rules": {}})
