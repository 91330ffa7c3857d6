"""Nothing jumps while a page loads, and no script keeps a slow phone waiting."""

from __future__ import annotations

import json
from itertools import product
from typing import Any
from urllib.parse import quote

import pytest
from closing import close_context
from kinds import FEW, KINDS
from playwright.sync_api import Browser, Page

# What is drawn before a font or a script is there hangs on how fast the machine is at the moment.
pytestmark = [pytest.mark.browser, pytest.mark.alone]

# What is watched from the first moment on, kept where the page's own scripts do not look.
WATCH = """(() => {
  const seen = (window.seen = []);
  const name = (source) => (source.node && (source.node.outerHTML || source.node.textContent) || "?").slice(0, 90);
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => seen.push(`${entry.value} ${entry.sources.map(name)}`)))
    .observe({ type: "layout-shift", buffered: true });
})();"""
SIZE = "if (location.host) localStorage.setItem('co-chu', '{}');"
STEADY = [*FEW, *(kind for kind in ("search",) if kind in KINDS)]
# A phone on the edge of the village.
SLOW = {"offline": False, "latency": 40, "downloadThroughput": 400_000, "uploadThroughput": 50_000}
# What stands in the way of the first touch, on a processor four times slower than a desk's: a script of more than 50 ms,
# and a task of more than 100 ms, be it the browser's own in which the page is laid out and painted for the first time.
LONG_SCRIPT, LONG_TASK, SLOWER = 50, 100, 4
SCRIPTS = ("EvaluateScript", "v8.evaluateModule", "FunctionCall", "EventDispatch")
# On a desk the text of the yardstick is laid out in so many milliseconds.
YARDSTICK = f"data:text/html;charset=utf-8,{('<p>' + quote('quy hoạch ') * 80) * 40}"
YARDSTICK_TAKES = 8.8
TRACED = ["-*", "toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline"]
# What else runs on this machine makes a task longer, never shorter: the best visit shows the page's own.
TRIES = 20


def opened(browser: Browser, address: str, width: int, percent: int | None = None) -> Page:
    """Return a page that was opened by a new visitor with a slow network."""
    context = browser.new_context(viewport={"width": width, "height": 740})
    context.add_init_script(WATCH + (SIZE.format(percent) if percent else ""))
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)
    page.goto(address, wait_until="networkidle")
    return page


def shifts(page: Page) -> list[str]:
    """Return what moved on a page until now."""
    found: list[str] = page.evaluate("seen")
    return found


@pytest.mark.parametrize(
    ("kind", "percent"), [*product(STEADY, [None, 150]), ("home", 200), ("article-with-everything", 200)]
)
def test_nothing_jumps(browser: Browser, real_host: str, kind: str, percent: int | None) -> None:
    """Not by one pixel, on a phone and a desk, in the text size chosen last time, at the first visit and the second."""
    for width in (360, 1280):
        page = opened(browser, real_host + KINDS[kind], width, percent)
        assert shifts(page) == []
        if percent:
            assert page.evaluate("document.documentElement.style.fontSize") == f"{percent}%"

        # Now fonts, styles and scripts are there already.
        page.reload(wait_until="networkidle")
        assert shifts(page) == []
        close_context(page.context)


@pytest.mark.parametrize("width", [360, 1280])
def test_results_push_nothing_away(browser: Browser, real_host: str, width: int) -> None:
    """Who comes to the search page with a question sees what stands below only where it stays."""
    page = opened(browser, f"{real_host}{KINDS['search']}?tim=quy+hoach", width)
    page.locator(".search__list a").first.wait_for()
    page.wait_for_timeout(300)

    assert shifts(page) == []
    close_context(page.context)


def test_a_jump_is_noticed(browser: Browser, real_host: str) -> None:
    """What is put in later above the text is seen, so silence means something."""
    page = opened(browser, real_host, 360)
    page.evaluate(
        "document.querySelector('main').prepend(Object.assign(document.createElement('p'), { textContent: 'Muộn' }))"
    )
    page.wait_for_load_state("networkidle")
    with_it = page.evaluate(
        "new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(seen), 100)))"
    )
    close_context(page.context)

    assert len(with_it) == 1


def traced(browser: Browser, address: str) -> list[dict[str, Any]]:
    """Return what the thread that built the page did during a new visit: events of a trace, their times in µs."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    browser.start_tracing(page=page, categories=TRACED)
    page.goto(address, wait_until="networkidle")
    events: list[dict[str, Any]] = json.loads(browser.stop_tracing())["traceEvents"]
    close_context(context)
    # The browser has pages of its own, which are built at the same time by threads of their own.
    mine = next(
        (one["pid"], one["tid"])
        for one in events
        if one["name"] == "ParseHTML" and one.get("args", {}).get("beginData", {}).get("url") == address
    )
    return [one for one in events if (one["pid"], one["tid"]) == mine]


def longest(events: list[dict[str, Any]], *names: str) -> float:
    """Return how many milliseconds of the processor the longest event of these names took."""
    return max((one.get("tdur", 0) for one in events if one["name"] in names), default=0) / 1000


def longest_of(browser: Browser, address: str) -> tuple[float, float]:
    """
    Return how many milliseconds of a phone's processor the longest script and the longest task of a new visit take.

    The same work takes one machine, and one hour, twice as long as another: before each visit a text that never
    changes is laid out, and says how fast this processor is just now.
    """
    # A trace may end before the thread has told of its layout.
    layouts = (longest(traced(browser, YARDSTICK), "Layout") for _ in range(10))
    scale = SLOWER * YARDSTICK_TAKES / next(took for took in layouts if took)
    events = traced(browser, address)
    return scale * longest(events, *SCRIPTS), scale * longest(events, "RunTask")


@pytest.mark.parametrize("kind", ["home", "article-with-everything", "register"])
def test_nothing_takes_long(browser: Browser, real_host: str, kind: str) -> None:
    """On a phone with a processor four times slower than a desk's, in the best of some visits."""
    found = []
    for _ in range(TRIES):
        found.append(longest_of(browser, real_host + KINDS[kind]))
        if found[-1][0] <= LONG_SCRIPT and found[-1][1] <= LONG_TASK:
            return
    raise AssertionError(found)


def test_a_long_script_is_noticed(browser: Browser) -> None:
    """A script that thinks for long is found, so silence means something; others may use the processor for most of that time."""
    thinking = "const end = performance.now() + 400; while (performance.now() < end);"
    script, task = longest_of(browser, f"data:text/html,<p>a<script>{quote(thinking)}</script>")

    assert script > LONG_SCRIPT
    assert task > LONG_TASK
