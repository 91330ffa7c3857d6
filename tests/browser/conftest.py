"""The portal on a web server as strict as the real one, and a browser to visit it with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import outside_tools
import pytest
from kinds import Visit
from playwright.sync_api import Browser, sync_playwright
from strict_visits import Windows, served, visits
from web_server import serving
from writing_rooms import RunningRoom, WritingWindow, a_room_with_article, a_watched_window


@pytest.fixture(scope="session")
def host(specimen: Path) -> Iterator[str]:
    """The portal's address on this machine, ending in a slash."""
    with served(specimen) as address:
        yield address


@pytest.fixture(scope="session")
def real_host(specimen: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The portal's address on nginx, as the public would get it."""
    with serving(specimen, tmp_path_factory.mktemp("nginx")) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's own Chromium."""
    program = outside_tools.chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=outside_tools.chromium_options())
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The checker's script."""
    return outside_tools.axe().read_text("utf-8")


@pytest.fixture
def visit(browser: Browser, host: str) -> Iterator[Visit]:
    """
    Open an address in a new window: visit(address, width=1280, ...) with Playwright's own options.

    ``scripts`` run before the page's own, and make the browser another one than it is.
    When the test ends, no policy may have been broken, no error printed, no other host asked.
    """
    with visits(browser, host) as visit:
        yield visit


@pytest.fixture(scope="session")
def windows(browser: Browser, host: str) -> Iterator[Windows]:
    """Windows for tests that only look."""
    windows = Windows(browser, host)
    yield windows
    windows.close()


@pytest.fixture
def look(windows: Windows) -> Iterator[Visit]:
    """
    Open an address in a window in which other tests have looked at theirs: look(address, width=1280, moment=..., **media).

    For tests that look at a page as it is, press its keys, change its size and its media: each begins as in a new
    window, and ends as visits do.
    """
    with windows.lent() as look:
        yield look


@pytest.fixture(scope="module")
def room(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningRoom]:
    """A writing room with an article that has the body which the test's module names, BODY."""
    with a_room_with_article(tmp_path_factory.mktemp("phong-viet"), request.module.BODY) as room:
        yield room


@pytest.fixture
def window(browser: Browser, room: RunningRoom, request: pytest.FixtureRequest) -> Iterator[WritingWindow]:
    """A window of that room; at its end it has asked no other host, broken no policy and failed in no script."""
    with a_watched_window(browser, room, request.module.BODY) as window:
        yield window
