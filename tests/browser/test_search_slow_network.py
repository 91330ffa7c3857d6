"""On a slow network among thousands of pages: what the first query and the next one cost, in seconds, requests and bytes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from closing import close_context
from playwright.sync_api import Browser, CDPSession, Page
from test_search import box, found
from test_search_large import large_portal
from web_server import serving

# How long an answer takes is the network's time here, and that of nothing else on the machine.
pytestmark = [pytest.mark.browser, pytest.mark.alone]

# What is called slow 3G: 400 kbit/s, 400 ms for each answer.
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
FIRST_SECONDS, NEXT_SECONDS = 5, 2
REQUESTS, WEIGHT = 20, 150_000
NEXT_REQUESTS, NEXT_WEIGHT = 16, 50_000
# Each is the first query of a visitor, then the next ones of the same: common words, many words, a question that no page answers, slips.
QUERIES = (
    "tuyen muong",
    "xuan hong cho que va chuyen ngo ngot",
    "làm sao xin giấy phép xây nhà ở nông thôn",
    "quy hoặch vùng huyên thọ xuaan",
)
# A list that was not there before, with its first result: what follows below it moves nothing.
SHOWN = "() => document.querySelector('.search__list:not([data-before]) a')"
MARK = "document.querySelectorAll('.search__list').forEach((list) => { list.dataset.before = '' })"
SETTLED = "() => document.querySelector('[data-search-results]').getAttribute('aria-busy') === 'false'"


@dataclass(slots=True)
class Cost:
    """What one query cost a visitor; a request that the browser's cache answers costs nothing."""

    query: str
    seconds: float = 0
    sizes: list[int] = field(default_factory=list)

    def __str__(self) -> str:
        return f"“{self.query}”: {self.seconds:.1f} s, {len(self.sizes)} requests, {sum(self.sizes)} bytes"


class Visitor:
    """Somebody on the search page with a slow network, who has seen nothing of the portal but this page."""

    def __init__(self, page: Page, session: CDPSession) -> None:
        self.page = page
        self.cost = Cost("")
        session.on("Network.loadingFinished", self._carried)

    def _carried(self, event: dict[str, float]) -> None:
        if event["encodedDataLength"]:
            self.cost.sizes.append(round(event["encodedDataLength"]))

    def ask(self, query: str) -> Cost:
        """Type a query and wait for its first result, then for the others."""
        self.page.evaluate(MARK)
        self.cost = Cost(query)
        start = time.monotonic()
        box(self.page).fill(query)
        self.page.wait_for_function(SHOWN)
        self.cost.seconds = time.monotonic() - start
        first = found(self.page)
        self.page.wait_for_function(SETTLED)
        assert found(self.page)[: len(first)] == first, query
        # What comes after the results is part of what they cost.
        self.page.wait_for_load_state("networkidle")
        return self.cost


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The large portal on a web server that compresses, as the public gets it."""
    with serving(large_portal(tmp_path_factory), tmp_path_factory.mktemp("slow")) as host:
        yield f"{host}tim-kiem/"


def visit(browser: Browser, address: str, queries: tuple[str, ...]) -> list[Cost]:
    """Ask queries one after the other on a first visit; return what each cost."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)
    page.set_default_timeout(120_000)
    visitor = Visitor(page, session)
    page.goto(address, wait_until="networkidle")
    costs = [visitor.ask(query) for query in queries]
    close_context(context)
    return costs


@pytest.mark.parametrize("query", QUERIES[1:])
def test_the_first_query_is_answered_soon_and_costs_little(
    browser: Browser, address: str, query: str
) -> None:
    """With all that searching needs and the page did not yet have: scripts, the list of the index, its parts, the results' texts."""
    (cost,) = visit(browser, address, (query,))

    assert cost.seconds <= FIRST_SECONDS, cost
    assert len(cost.sizes) <= REQUESTS, cost
    assert sum(cost.sizes) <= WEIGHT, cost


def test_the_next_query_is_answered_soon(browser: Browser, address: str) -> None:
    """Other words, other results; what the first query fetched is there."""
    _, *others = visit(browser, address, QUERIES)

    assert [str(cost) for cost in others if cost.seconds > NEXT_SECONDS] == []
    assert [str(cost) for cost in others if len(cost.sizes) > NEXT_REQUESTS] == []
    assert [str(cost) for cost in others if sum(cost.sizes) > NEXT_WEIGHT] == []
