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
# Controls whose edges cannot be seen.
EDGELESS = """() => [...document.querySelectorAll("button, input, select, textarea")].filter((one) => {
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  const edged = ["Top", "Right", "Bottom", "Left"].some((side) => parseFloat(style[`border${side}Width`]) && style[`border${side}Style`] !== "none");
  return box.width && style.visibility === "visible" && !edged && !style.textDecorationLine.includes("underline");
}).map((one) => one.outerHTML.slice(0, 120))"""
VISIBLE_WORDS = "document.body.innerText.replace(/\\s+/g, ' ').trim()"
# Drawings that are not in the colour of the words beside them.
OFF_COLOUR = """() => [...document.querySelectorAll("svg.icon")].filter((one) => {
  const style = getComputedStyle(one);
  return style.stroke !== getComputedStyle(one.parentElement).color;
}).map((one) => one.parentElement.outerHTML.slice(0, 120))"""
# WCAG 1.4.12, set as a reader's own style sheet would.
SPACED = """() => document.querySelectorAll("*").forEach((one) => {
  for (const [name, value] of [["line-height", "1.5"], ["letter-spacing", "0.12em"], ["word-spacing", "0.16em"]]) {
    one.style.setProperty(name, value, "important");
  }
  if (one.localName === "p") one.style.setProperty("margin-bottom", "2em", "important");
})"""
# Boxes that cut off words: what is hidden on purpose is out of the flow.
CUT = """() => [...document.querySelectorAll("body *")].filter((one) => {
  const style = getComputedStyle(one);
  // A lead that ends in "…" after three lines is one touch away from its whole.
  return style.overflow === "hidden" && style.webkitLineClamp === "none" && style.position !== "absolute" && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1);
}).map((one) => one.outerHTML.slice(0, 120))"""
# What is light on paper, or has a ground that is not.
UNPRINTABLE = """() => [...document.querySelectorAll("body, main, main *")].filter((element) => {
  const light = (colour) => colour.match(/[0-9.]+/g).slice(0, 3).every((part) => Number(part) > 150);
  const clear = (colour) => /, 0\\)$/.test(colour);
  const style = getComputedStyle(element);
  const inked = element.childNodes.length && [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  return element.checkVisibility() && ((inked && light(style.color)) || !(clear(style.backgroundColor) || light(style.backgroundColor)));
}).map((element) => element.outerHTML.slice(0, 120))"""


# Sentences in a column of less than twelve em of their letters, or of most of the screen where that is less; a table's
# columns hold words and numbers, but for the register's.
SQUEEZED_COLUMNS = """() => {
  const hidden = (element) => element && (getComputedStyle(element).clipPath !== "none" || hidden(element.parentElement));
  const block = (element) => /^(inline|contents)/.test(getComputedStyle(element).display) ? block(element.parentElement) : element;
  const places = new Map();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { parentElement: one, data } = texts.currentNode;
    if (!data.trim() || one.closest("option, table:not(.register)") || !one.checkVisibility({ visibilityProperty: true })) continue;
    const place = block(one);
    places.set(place, Math.max(places.get(place) || 0, parseFloat(getComputedStyle(one).fontSize)));
  }
  const found = [];
  for (const [place, size] of places) {
    const style = getComputedStyle(place);
    const width = place.getBoundingClientRect().width - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    if (width > Math.min(12 * size, 0.6 * innerWidth) - 1 || hidden(place)) continue;
    const range = document.createRange();
    range.selectNodeContents(place);
    const ends = [...range.getClientRects()].filter((line) => line.width > 1).map((line) => line.bottom).sort((one, other) => one - other);
    const lines = ends.filter((end, at) => !at || end - ends[at - 1] > 0.6 * size).length;
    const words = place.textContent.trim().split(/\\s+/);
    if (lines > 2 && (words.length > 5 || lines > words.length)) found.push(`${(width / size).toFixed(1)} em: ${words.join(" ").slice(0, 60)}`);
  }
  return found;
}"""
# Boxes that scroll sideways, though no editor has put a wide table into them.
SCROLLING = """() => [...document.querySelectorAll("body *")].filter((one) =>
  ["auto", "scroll"].includes(getComputedStyle(one).overflowX) && one.scrollWidth > one.clientWidth + 1 && !one.closest(".prose")
).map((one) => one.outerHTML.slice(0, 120))"""
# One of the steps of the page's own control.
SET_LETTERS = """(percent) => {
  const buttons = [...document.querySelectorAll(".text-size button")];
  const [middle, larger] = [/%$/, /^A\\+$/].map((name) => buttons.find((one) => name.test(one.textContent)));
  middle.click();
  for (let press = 0; press < 5 && parseInt(middle.textContent) < percent; press++) larger.click();
  return getComputedStyle(document.documentElement).fontSize;
}"""


def set_letters(page: Page, percent: int) -> None:
    """Press the control until the text has this size, wherever it is; that readers reach it is seen by test_first_screen.py."""
    assert page.evaluate(SET_LETTERS, percent) == f"{16 * percent // 100}px"


def enlarge(page: Page) -> None:
    """Press A+ until the text is at its largest."""
    set_letters(page, 200)


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
