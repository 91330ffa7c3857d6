"""How a page stands on a screen, and where its keyboard stops."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

FOCUS = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const box = element.getBoundingClientRect(), style = getComputedStyle(element);
  const inside = (x, y) => { const top = document.elementFromPoint(x, y); return top && (element.contains(top) || top.contains(element)); };
  const lines = [...element.getClientRects()];
  return {
    what: element.outerHTML.slice(0, 120),
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    shown: box.width > 0 && box.height > 0 && style.visibility === "visible" && box.bottom > 0 && box.top < innerHeight,
    // Of what is taller than the screen the middle of the part that is on it.
    uncovered: lines.some((line) => inside(line.x + line.width / 2, (Math.max(line.top, 0) + Math.min(line.bottom, innerHeight)) / 2)),
  };
}"""
# What sticks out of the screen without lying in a box that scrolls by itself.
STICKING_OUT = """() => {
  const scrolls = (element) => element && (getComputedStyle(element).overflowX !== "visible" || scrolls(element.parentElement));
  const wide = document.documentElement.scrollWidth > document.documentElement.clientWidth;
  const out = [...document.body.querySelectorAll("*")].filter((element) => {
    const box = element.getBoundingClientRect();
    return box.width && box.height && box.right > innerWidth + 1 && !scrolls(element.parentElement);
  });
  return [...(wide ? ["the page scrolls sideways"] : []), ...out.map((element) => element.outerHTML.slice(0, 120))];
}"""


def enlarge(page: Page) -> None:
    """Press A+ until the text is at its largest; where there is no room for it on the page it is in the menu."""
    button, menu = page.get_by_role("button", name="A+"), page.get_by_role("button", name="Danh mục")
    in_the_menu = menu.is_visible()
    if in_the_menu:
        menu.click()
    for _ in range(5):
        button.click()
    if in_the_menu:
        menu.click()
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"


def stops(page: Page) -> list[dict[str, Any]]:
    """Return every place at which Tab stops, in order, until the page is left."""
    found = []
    for _ in range(400):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus is None:
            return found
        found.append(focus)
    raise AssertionError("Tab does not leave the page")
