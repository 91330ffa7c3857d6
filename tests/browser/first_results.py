"""The first result of many queries at once: by the search page, without a hand between two of them, or by its scripts alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from node_scripts import copied, run
from playwright.sync_api import Page

_PATIENCE = 30_000
# Words come into the box as they are pasted or chosen from what the browser remembers: with one event.
_ASK_IN_PAGE = """async ([queries, patience]) => {
  const results = document.querySelector("[data-search-results]"), box = document.querySelector("[data-search] form").elements.tim;
  const settled = (words) => new Promise((done, fail) => {
    const late = setTimeout(() => fail(new Error(`no answer: ${words}`)), patience);
    const watch = new MutationObserver(() => {
      if (results.getAttribute("aria-busy") !== "false") return;
      watch.disconnect();
      clearTimeout(late);
      done();
    });
    watch.observe(results, { attributeFilter: ["aria-busy"] });
  });
  const first = [];
  for (const words of queries) {
    const end = settled(words);
    box.value = words;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    await end;
    first.push(document.querySelector(".search__list a")?.getAttribute("href") ?? "");
  }
  return first;
}"""
_ASK_SCRIPTS = """
import { readFileSync } from "fs";
import { openSearch } from "./js/search-engine.js";

globalThis.fetch = async (path) => {
  const bytes = readFileSync(path);
  return { ok: true, arrayBuffer: async () => bytes, json: async () => JSON.parse(bytes) };
};
const lose = () => { throw new Error("a file of the index is not there"); };
const engine = await openSearch(given.manifest, await fetch(given.manifest), lose);
const result = [];
for (const words of given.queries) {
  const { query, whole, near } = await engine.find(words);
  const [page] = [...whole, ...near];
  const told = page ? await engine.told(page, query) : { href: given.root, title: [] };
  result.push({ address: told.href.slice(given.root.length), title: told.title.map(({ text }) => text).join("") });
}
"""


@dataclass(frozen=True, slots=True)
class First:
    """What comes first for a query: an address without its first slash, a title, both empty where nothing is found."""

    address: str
    title: str


def first_in_page(page: Page, queries: Iterable[str]) -> dict[str, str]:
    """Return the link that a search page shows first for each query; they are asked there one after the other."""
    wanted = list(queries)
    links: list[str] = page.evaluate(_ASK_IN_PAGE, [wanted, _PATIENCE])
    return dict(zip(wanted, links, strict=True))


def first_of_scripts(folder: Path, output: Path, queries: Iterable[str]) -> dict[str, First]:
    """Return what the theme's scripts find first for each query in the index of a portal; ``folder`` is an empty one for them."""
    wanted = list(queries)
    given = {
        "manifest": str(output / "tim-kiem" / "chi-muc.json"),
        "root": f"{output}/",
        "queries": wanted,
    }
    return {
        words: First(**one)
        for words, one in zip(wanted, run(copied(folder), _ASK_SCRIPTS, given), strict=True)
    }
