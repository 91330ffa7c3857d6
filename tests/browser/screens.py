"""How a page stands on a screen."""

from __future__ import annotations

from playwright.sync_api import Page

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
    """Press A+ until the text is at its largest."""
    button = page.get_by_role("button", name="A+")
    for _ in range(5):
        button.click()
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
