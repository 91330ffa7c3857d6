"""Pages are light: what a visitor's network really carries, counted on a real web server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from closing import close_context
from kinds import KINDS
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

WEIGHT = 90_000
REQUESTS = 12
PHONE = {"width": 360, "height": 740}


@dataclass(frozen=True)
class Answer:
    """One thing that a page is made of, with the bytes that came over the network for it."""

    path: str
    kind: str
    size: int


Carried = Callable[..., list[Answer]]


@pytest.fixture
def carried(browser: Browser, real_host: str) -> Iterator[Carried]:
    """Open a page for the first time in a new window; return what was carried for it."""
    contexts = []

    def carried(address: str, width: int = 360) -> list[Answer]:
        context = browser.new_context(viewport={**PHONE, "width": width})
        contexts.append(context)
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        named: dict[str, tuple[str, str]] = {}
        sizes: dict[str, int] = {}
        session.on(
            "Network.responseReceived",
            lambda event: named.update({event["requestId"]: (event["response"]["url"], event["type"])}),
        )
        session.on(
            "Network.loadingFinished",
            lambda event: sizes.update({event["requestId"]: round(event["encodedDataLength"])}),
        )
        page.goto(real_host + address, wait_until="networkidle")
        return [
            Answer(f"/{url.removeprefix(real_host)}", kind, sizes[request])
            for request, (url, kind) in named.items()
            # What was already there for another element, such as the emblem as icon, is no request.
            if sizes.get(request)
        ]

    yield carried
    for context in contexts:
        close_context(context)


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_light_before_its_photos(carried: Carried, kind: str) -> None:
    """HTML, styles, fonts, scripts and drawings: at most 90 kB with all headers, in at most 12 requests."""
    found = [one for one in carried(KINDS[kind]) if not one.path.startswith("/anh/")]

    assert {"Document", "Stylesheet", "Script", "Font"} <= {one.kind for one in found}
    assert sum(one.size for one in found) <= WEIGHT, found
    assert len(found) <= REQUESTS, found


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("kind", ["home", "article-with-photo", "article-with-everything"])
def test_photos_included_there_are_few_requests(carried: Carried, kind: str, width: int) -> None:
    """What is first seen of a page, its photos and all, comes in at most 12 requests on a phone, 16 on a desk."""
    found = carried(KINDS[kind], width)

    assert len(found) <= (REQUESTS if width == 360 else 16), found


def test_what_does_not_change_is_kept(browser: Browser, real_host: str) -> None:
    """The second page of a visit asks for its HTML alone: styles, fonts and scripts are there already."""
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(real_host + KINDS["article-with-photo"], wait_until="networkidle")
    page.goto(real_host + KINDS["article-with-table"], wait_until="networkidle")
    carried_again = page.evaluate("""() => performance.getEntriesByType("resource")
      .filter((entry) => entry.transferSize && !entry.name.includes("/anh/")).map((entry) => entry.name)""")
    close_context(context)

    assert carried_again == []
