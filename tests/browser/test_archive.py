"""The archive in a real browser, opened from a disk: from another folder than it was made in, without any host."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import shared_portals
from closing import close_context
from first_results import first_in_page
from given import NOW
from kinds import KINDS
from playwright.sync_api import Browser, Page
from search_queries import LAND, QUERIES
from shared_portals import PROJECT

pytestmark = pytest.mark.browser
# The viewer of photos keeps an empty place for one.
MISSING = "[...document.images].filter((one) => one.getAttribute('src') && one.complete && !one.naturalWidth).length"


@pytest.fixture(scope="module")
def stick(archived: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive as it was carried to another machine, whose folders have spaces, marks and signs."""
    folder = tmp_path_factory.mktemp("usb") / "Ổ đĩa của tôi #1 (50%)"
    shutil.copytree(archived, folder)
    return folder


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A window in which nothing may go wrong: no error, no warning, nothing that is not on the disk."""
    seen: list[str] = []
    context = browser.new_context(locale="vi-VN", viewport={"width": 1280, "height": 800})
    context.on("console", lambda one: seen.append(one.text) if one.type in ("error", "warning") else None)
    context.on("weberror", lambda fault: seen.append(str(fault.error)))
    context.on("requestfailed", lambda request: seen.append(f"failed: {request.url[:200]}"))
    context.on(
        "request",
        lambda one: None if one.url.startswith(("file:", "data:")) else seen.append(f"asked: {one.url}"),
    )
    yield context.new_page()
    close_context(context)
    assert seen == []


def test_every_kind_of_page_opens_with_its_styles_and_photos(stick: Path, page: Page) -> None:
    """Fonts are there when the page is drawn; no photo is missing; nothing hangs over the side."""
    for kind, address in KINDS.items():
        file = stick / "cong" / (address or ".") / "index.html"
        page.goto((file if kind != "not-found" else stick / "cong" / "404.html").as_uri())
        assert (
            page.evaluate("getComputedStyle(document.querySelector('.masthead')).backgroundColor")
            != "rgba(0, 0, 0, 0)"
        )
        assert page.evaluate(MISSING) == 0
        assert set(
            page.evaluate("document.fonts.ready.then((all) => [...all].map((one) => one.status))")
        ) == {"loaded"}
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_links_are_followed_from_page_to_page(stick: Path, page: Page) -> None:
    """From the home page to a section and on to an article, and back by the emblem."""
    page.goto((stick / "cong" / "index.html").as_uri())
    menu = page.get_by_role("navigation", name="Danh mục")
    menu.get_by_role("button", name="Thêm").click()
    menu.get_by_role("link", name="Thông báo", exact=True).click()
    page.locator("main .teaser a, main .headlines a").first.click()
    page.locator("article h1").wait_for()
    page.locator(".masthead__brand").click()
    assert page.url.endswith("/cong/index.html")


def test_search_finds_the_same_pages_as_on_the_web(stick: Path, page: Page) -> None:
    """From the box of any page; every query of the public search page, one after the other."""
    page.goto((stick / "cong" / "lien-he" / "index.html").as_uri())
    page.get_by_role("searchbox", name="Tìm trên cổng").fill("thu hồi đất")
    page.keyboard.press("Enter")
    results = page.locator("[data-search-results][aria-busy=false]")
    first = page.locator(".search__list a").first
    results.wait_for()
    assert first.get_attribute("href") == f"../{LAND}index.html"

    found = first_in_page(page, QUERIES)
    wrong = {
        words: found[words]
        for words, wanted in QUERIES.items()
        if found[words] != (f"../{wanted}index.html" if wanted else "")
    }
    assert wrong == {}

    page.get_by_role("searchbox", name="Từ khóa").fill("thu hồi đất")
    results.wait_for()
    page.get_by_role("combobox", name="Năm").select_option("2024")
    results.wait_for()
    first.click()
    assert page.locator("article h1").inner_text() == "Thông báo thu hồi đất để mở rộng đường tỉnh 515"


@pytest.mark.parametrize("width", [320, 1280])
def test_an_article_in_one_file_opens_by_itself(stick: Path, page: Page, tmp_path: Path, width: int) -> None:
    """Alone in another folder; its photos are drawn, its links stay on the web or in the file."""
    alone = tmp_path / "bài gửi qua thư.html"
    shutil.copy(stick / "bai" / f"{KINDS['article-with-photo'].rstrip('/')}.html", alone)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(alone.as_uri())

    assert page.evaluate("[...document.images].map((one) => one.naturalWidth > 0)") == [True, True]
    assert set(page.evaluate("document.fonts.ready.then((all) => [...all].map((one) => one.status))")) == {
        "loaded"
    }
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.get_by_role("heading", name="Bản lưu của bài này").is_visible()
    assert page.evaluate("document.scripts.length") == 1


def test_a_preview_for_an_approver_opens_from_a_disk_and_from_any_path(
    page: Page, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Drafts and scheduled news are in it and are found by its search; no search engine may list it."""
    folder = tmp_path / "Tải xuống" / "bản xem (1)"
    command = [sys.executable, "-m", "plugins.editors.preview", PROJECT / "content", "-s", "pelicanconf.py"]
    shared_portals.share_pictures(tmp_path_factory, tmp_path / ".cache")
    subprocess.run(
        [*command, "-o", tmp_path / "output", "--now", NOW, "--quarantine", "--export", folder],
        cwd=PROJECT,
        check=True,
        capture_output=True,
    )
    page.goto((folder / "index.html").as_uri())
    assert page.locator("meta[name=robots]").get_attribute("content") == "noindex, nofollow"
    page.get_by_role("searchbox", name="Tìm trên cổng").fill("chào năm mới 2030")
    page.keyboard.press("Enter")
    page.locator("[data-search-results][aria-busy=false]").wait_for()
    page.locator(".search__list a", has_text="Chào năm mới 2030").first.click()

    page.locator("article h1").wait_for()
    assert "Hẹn giờ: 01/01/2030" in page.locator(".preview-band").inner_text()
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.preview-band')).backgroundImage") != "none"
    )
    page.locator("[data-preview-summary]").click()
    assert page.url.endswith("/xem-thu/index.html")
