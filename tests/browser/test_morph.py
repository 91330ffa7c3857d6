"""A page takes on the form of its next version: whatever the two are, and whatever scripts did to it meanwhile."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from small_sites import PROJECT

pytestmark = pytest.mark.browser

SCRIPT = (PROJECT / "plugins" / "editors" / "preview" / "static" / "morph.js").read_text("utf-8")
# The page is shown, scripts add to it, and then it is given the next form; what was added must still be there.
MORPH = """([served, added, next]) => {
  const parsed = (html) => new DOMParser().parseFromString(`<body>${html}</body>`, "text/html").body;
  document.body.innerHTML = served;
  for (const [place, tag] of added) {
    const all = [...document.body.querySelectorAll("div, section, article")];
    const parent = all[place % all.length] || document.body;
    const extra = document.createElement(tag);
    extra.className = "extra";
    parent.insertBefore(extra, parent.childNodes[place % (parent.childNodes.length + 1)] || null);
  }
  const before = document.querySelectorAll(".extra").length;
  const copy = window.morphing.tie(parsed(served), document.body);
  window.morphing.morph(copy, parsed(next));
  const copied = copy.innerHTML;
  const kept = [...document.querySelectorAll(".extra")];
  kept.forEach((one) => one.remove());
  return { shown: document.body.innerHTML, copied, wanted: parsed(next).innerHTML, before, kept: kept.length };
}"""
ROUNDS = 150


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A window with the module in it."""
    page = browser.new_page()
    page.goto("about:blank")
    page.add_script_tag(content=f"{SCRIPT.replace('export ', '')}\nwindow.morphing = {{ tie, morph }};")
    yield page
    page.close()


def words(chance: random.Random) -> str:
    """Return a text, now and then an empty one."""
    return " ".join(chance.choices(["một", "hai", "ba", "bốn", "&amp;", ""], k=chance.randint(0, 4)))


def nodes(chance: random.Random, depth: int = 3) -> str:
    """Return some elements and texts."""
    made = []
    for _ in range(chance.randint(0, 4)):
        name = chance.choice(["div", "section", "article", "b", "span"])
        attributes = chance.choice(
            ["", ' class="a"', ' class="a b"', f' id="i{chance.randrange(999)}"', ' data-x="1"']
        )
        inner = nodes(chance, depth - 1) if depth and name not in ("b", "span") else words(chance)
        made.append(
            chance.choice([f"<{name}{attributes}>{inner}</{name}>", words(chance), "<!-- x -->", "<br>"])
        )
    return "".join(made)


def changed(chance: random.Random, html: str) -> str:
    """Return another version: a few pieces are lost, doubled or replaced."""
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(html) + 1)
        piece = chance.choice(["", words(chance), nodes(chance, 1)])
        html = html[:start] + piece + html[start + chance.randrange(12) :]
    return html


@pytest.mark.parametrize("with_scripts", [False, True], ids=["as served", "with what scripts added"])
def test_every_version_becomes_every_other(page: Page, with_scripts: bool) -> None:
    """What is shown is the next version; what was added stays where its place does."""
    chance = random.Random(3)
    for number in range(ROUNDS):
        served = nodes(chance)
        following = changed(chance, served) if number % 3 else nodes(chance)
        added = [(chance.randrange(50), "aside") for _ in range(chance.randint(1, 4))] if with_scripts else []
        found = page.evaluate(MORPH, [served, added, following])

        assert found["copied"] == found["wanted"], (served, following)
        assert found["shown"] == found["wanted"], (served, following)
        assert found["kept"] <= found["before"]


def test_what_does_not_change_is_the_same_node(page: Page) -> None:
    """A field that somebody types into keeps its text and the cursor."""
    same = page.evaluate(
        """() => {
          const parsed = (html) => new DOMParser().parseFromString(`<body>${html}</body>`, "text/html").body;
          const served = '<main><p>một</p><input id="a"><p>hai</p></main><footer>cuối</footer>';
          document.body.innerHTML = served;
          const input = document.querySelector("input");
          input.value = "đang gõ";
          input.focus();
          const copy = window.morphing.tie(parsed(served), document.body);
          window.morphing.morph(copy, parsed(served.replace("một", "một rưỡi").replace("<p>hai", "<p>mới</p><p>hai")));
          return [document.querySelector("input") === input, input.value, document.activeElement === input, document.body.textContent];
        }"""
    )

    assert same == [True, "đang gõ", True, "một rưỡimớihaicuối"]
