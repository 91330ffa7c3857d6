"""
Note at which place of the results the wanted page comes, for every list of queries, on two portals.

PYTHONPATH=.:tests:tests/browser SEARCH_ARTICLES=1400 python tests/browser/query_places.py FOLDER > places.json

The portals are built in FOLDER, unless they are there: the project's own pages with those of the tests, and the
same among many made articles. Run before and after a change of the search; compare with ``--against OTHER.json``.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import outside_tools
from bench.corpus import DISTRICT
from hard_queries import HARD_QUERIES
from playwright.sync_api import Page, sync_playwright
from search_queries import QUERIES
from shared_portals import OUTPUT, build_public, specimen_content
from strict_visits import served
from test_search import search_for
from test_search_large import ARTICLES, portal, queries_for

from plugins.vietnamese.letters import fold

# Nobody looks farther down.
DEEPEST = 50
PIECES = 40
SEED = 2
RESULTS = """() => [...document.querySelectorAll(".search__list a")].map(
  (link) => [link.getAttribute("href").slice(1), link.innerText])"""
PARAGRAPH = re.compile("(?s)<p>(.*?)</p>")
Result = tuple[str, str]


def main() -> int:
    """Build what is missing, ask everything, print what was found."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--against", type=Path)
    chosen = options.parse_args()
    before = json.loads(chosen.against.read_text("utf-8")) if chosen.against else None
    found = {}
    for name, build in (("small", small_portal), ("large", portal)):
        output = chosen.folder / name / OUTPUT
        if not output.exists():
            output.parent.mkdir(parents=True, exist_ok=True)
            build(output.parent)
        found[name] = places(output, phrases_of(chosen.folder / "small" / OUTPUT), name == "large")
    if before:
        print("\n".join(differences(before, found)))
    else:
        json.dump(found, sys.stdout, ensure_ascii=False, indent=1)
    return 0


def small_portal(folder: Path) -> Path:
    """Build the project's own portal with the pages of the tests; return its output."""
    return build_public(specimen_content(folder / "content"), folder / OUTPUT)


def places(output: Path, phrases: dict[str, str], is_large: bool) -> dict[str, dict[str, Any]]:
    """Return for each list and query of it the place of the wanted page, 0 for none, how many were found, the first three."""
    with served(output) as host, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=outside_tools.chromium(), args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"{host}tim-kiem/")
        every = {"project": QUERIES, "hard": HARD_QUERIES, "phrases": phrases}
        lists = {name: asked(page, queries) for name, queries in every.items()}
        if is_large:
            lists["titles"] = {words: one_asked(page, words, has_all(words)) for words in title_queries()}
        browser.close()
    return lists


def asked(page: Page, queries: dict[str, str]) -> dict[str, Any]:
    """Ask each query of a list."""
    found = {}
    for words, wanted in queries.items():
        address = first_of(page, wanted[1:]) if wanted.startswith("=") else wanted
        found[words] = one_asked(page, words, lambda result, address=address: result[0] == address)
    return found


def one_asked(page: Page, words: str, is_wanted: Callable[[Result], bool]) -> dict[str, Any]:
    """Ask one query; return the place of the first page that is wanted, what is said of all, and the first three."""
    search_for(page, words)
    # Where nothing is found, that is what comes first.
    results = all_results(page) or [("", "")]
    place = next((at for at, result in enumerate(results, start=1) if is_wanted(result)), 0)
    said = page.get_by_role("status").inner_text()
    return {"place": place, "said": said, "first": [address for address, _ in results[:3] if address]}


def first_of(page: Page, words: str) -> str:
    """Return the address that comes first for a query, "" for none."""
    search_for(page, words)
    results = page.evaluate(RESULTS)
    return str(results[0][0]) if results else ""


def all_results(page: Page) -> list[Result]:
    """Return the results, after as many were asked for as anybody looks at."""
    more = page.locator(".search__more")
    results: list[Result] = page.evaluate(RESULTS)
    while len(results) < DEEPEST and more.count():
        more.click()
        page.locator(".search__list li").nth(len(results)).wait_for()
        results = page.evaluate(RESULTS)
    return results


def phrases_of(output: Path) -> dict[str, str]:
    """
    Return what may be remembered of each article of a portal, with its address.

    Its title without marks, the end of its title, some words that follow each other in its text: with marks,
    without, and before the last is typed to its end.
    """
    found = {}
    for path in sorted(output.rglob("index.html")):
        page = path.read_text("utf-8")
        address = f"{path.parent.relative_to(output).as_posix()}/"
        if '<article class="article">' not in page or "/tin-ngan-" in address:
            continue
        chance = random.Random(address)
        head, _, rest = page.partition('<div class="prose')
        words = plain(head.partition("<h1>")[2].partition("</h1>")[0]).split()
        texts = [plain(text) for text in PARAGRAPH.findall(rest.partition("</article>")[0])]
        # Words with a sign end or begin something: nobody types over them.
        runs = [run.split() for text in texts for run in re.findall(r"[^\W\d_]+(?: [^\W\d_]+){3,}", text)]
        queries = [fold(" ".join(words)), " ".join(words[len(words) // 2 :])]
        if runs:
            run = chance.choice(runs)
            start = chance.randrange(len(run) - 3)
            typed = " ".join(run[start : start + 4])
            queries += [typed, fold(" ".join(run[start : start + 3])), fold(typed)[:-1]]
        found.update({query: address for query in queries if query})
    return found


def plain(html: str) -> str:
    """Return what a piece of a page says."""
    return unescape(re.sub("<[^>]+>", "", html))


def title_queries() -> Iterator[str]:
    """Yield what somebody types who looks for one of the made articles."""
    for number in random.Random(SEED).sample(range(ARTICLES), PIECES):
        yield from queries_for(DISTRICT.piece(number))


def has_all(words: str) -> Callable[[Result], bool]:
    """Return what tells whether a result has all the words in its title."""
    wanted = set(fold(words).split())
    return lambda result: wanted <= set(fold(result[1]).replace(":", "").split())


def differences(before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    """Yield a line for each query whose wanted page has another place than before, and one for each list."""
    for portal_name, lists in before.items():
        for name, queries in lists.items():
            pairs = [(words, old, after[portal_name][name].get(words)) for words, old in queries.items()]
            told = [(words, old, new) for words, old, new in pairs if new]
            worse = sum(deep(new) > deep(old) for _, old, new in told)
            better = sum(deep(new) < deep(old) for _, old, new in told)
            yield f"## {portal_name}, {name}: {len(told)} queries, {better} better, {worse} worse"
            for words, old, new in told:
                if old["place"] != new["place"]:
                    mark = "worse" if deep(new) > deep(old) else "better"
                    yield f"- {mark}: “{words}” {old['place']} → {new['place']}; first {old['first'][:1]} → {new['first'][:1]}"


def deep(found: dict[str, Any]) -> int:
    """Return how deep the wanted page lies; one that is not there lies below all."""
    return int(found["place"]) or DEEPEST + 1


if __name__ == "__main__":
    sys.exit(main())
