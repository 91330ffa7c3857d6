"""Every page of the portal is visited under its policy, by the links that lead from page to page."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urldefrag

import pytest
from bs4 import BeautifulSoup
from kinds import Visit
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

LINKS = (
    "[...document.querySelectorAll('a[href], link[rel=alternate], link[rel~=icon]')].map((link) => link.href)"
)
KEPT = """async () => [
  ...Object.keys(localStorage), ...Object.keys(sessionStorage).map((key) => `session ${key}`),
  ...(document.cookie ? [`cookie ${document.cookie}`] : []),
  ...(await indexedDB.databases()).map((one) => `database ${one.name}`),
  ...(await caches.keys()).map((key) => `cache ${key}`),
  ...(await navigator.serviceWorker.getRegistrations()).map((one) => `worker ${one.scope}`),
]"""


def listed(root: Path) -> set[str]:
    """Return the addresses of all pages that searchers may list: a reader must come to each of them."""
    found = set()
    for path in root.rglob("index.html"):
        head = path.read_bytes().partition(b"</head>")[0]
        robots = BeautifulSoup(head, "html.parser").select_one('meta[name="robots"]')
        if robots is None or "noindex" not in str(robots["content"]):
            found.add(f"{path.parent.relative_to(root).as_posix()}/".removeprefix("./"))
    return found


def walk(page: Page, host: str) -> tuple[set[str], set[str]]:
    """Visit every page that can be come to; return the addresses of pages and of other files."""
    pages, files = set(), set()
    ahead = [host]
    while ahead:
        address = ahead.pop(0)
        if address in pages:
            continue
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        pages.add(address)
        for link in page.evaluate(LINKS):
            target = urldefrag(link).url
            if not target.startswith(host):
                continue
            if target.endswith("/"):
                ahead.append(target)
            else:
                files.add(target)
    return pages, files


def test_the_whole_portal_is_visited(visit: Visit, host: str, specimen: Path) -> None:
    """
    Every link from the home page on: each page answers, and nothing but the chosen text size is kept.

    That no policy is broken, no error printed and no other host asked is watched by ``visit`` itself.
    """
    page = visit("")
    page.get_by_role("button", name="A+").click()
    pages, files = walk(page, host)

    assert len(pages) >= 140
    assert listed(specimen) <= {address.removeprefix(host) for address in pages}
    assert page.evaluate(KEPT) == ["co-chu"]
    assert page.context.cookies() == []
    assert len(files) >= 30
    assert [file for file in sorted(files) if page.request.get(file).status != 200] == []


def test_what_breaks_the_policy_is_seen(browser: Browser, host: str) -> None:
    """A foreign picture, an inline script and an inline style are refused and told of, so silence means something."""
    page = browser.new_page()
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    page.goto(host)
    page.evaluate("""() => {
      document.body.insertAdjacentHTML("beforeend", '<img src="https://vi-du.invalid/a.png" alt="">');
      document.body.append(Object.assign(document.createElement("script"), { textContent: "1" }));
      document.body.insertAdjacentHTML("beforeend", '<p style="color: red"></p>');
    }""")
    page.close()

    assert all(any(word in text for text in messages) for word in ("img-src", "script-src", "style-src"))
