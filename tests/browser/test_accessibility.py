"""axe-core finds nothing on any kind of page, in daylight and in the dark."""

from __future__ import annotations

from typing import Any

import outside_tools
import pytest
from kinds import KINDS, Visit
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}, "label-content-name-mismatch": {"enabled": True}},
    "resultTypes": ["violations"],
}


@pytest.fixture(scope="session")
def axe() -> str:
    """The checker's script."""
    return outside_tools.axe().read_text("utf-8")


def violations(page: Page, axe: str) -> list[str]:
    """Return what the checker has against a page as it stands."""
    page.evaluate(axe)
    found: dict[str, Any] = page.evaluate("(options) => axe.run(document, options)", OPTIONS)
    return [
        f"{rule['id']}: {node['html'][:160]} {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("kind", KINDS)
def test_no_violation(visit: Visit, axe: str, kind: str, width: int) -> None:
    """WCAG 2.2 AA and best practice, with all their rules and no exception, light and dark."""
    page = visit(KINDS[kind], width, color_scheme="light")
    assert violations(page, axe) == []

    page.emulate_media(color_scheme="dark")
    assert violations(page, axe) == []


def test_a_violation_is_found(visit: Visit, axe: str) -> None:
    """Faint text and a picture without words are found, so silence means something."""
    page = visit("")
    page.evaluate("""() => {
      document.querySelector("h2").style.color = "#eee";
      document.querySelector("img").removeAttribute("alt");
    }""")
    page.evaluate("document.querySelector('h2 a')?.style.setProperty('color', '#eee')")

    found = " ".join(violations(page, axe))
    assert "color-contrast" in found
    assert "image-alt" in found


def test_an_open_sub_menu_has_no_violation(visit: Visit, axe: str) -> None:
    """What opens under the menu is as sound as the rest."""
    page = visit("")
    page.locator(".menu__item--parent > a").first.focus()

    assert page.locator(".menu__children").first.is_visible()
    assert violations(page, axe) == []
