"""A saved change is on the screen by itself: a real process that stays, watched in a real browser."""

from __future__ import annotations

import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from closing import close_context
from live_previews import PATIENCE, Live, change, started
from playwright.sync_api import Browser, Page, expect
from small_sites import an_article

pytestmark = pytest.mark.browser


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Live]:
    """A preview that is running."""
    with started(tmp_path) as live:
        yield live


Look = Callable[[str], Page]


@pytest.fixture
def look(browser: Browser, live: Live) -> Iterator[Look]:
    """Open a page of the preview; when the test ends, no script may have failed."""
    faults: list[str] = []
    context = browser.new_context(locale="vi-VN")
    context.set_default_timeout(PATIENCE)
    context.on("weberror", lambda fault: faults.append(str(fault.error)))
    expect.set_options(timeout=PATIENCE)

    def look(address: str) -> Page:
        page = context.new_page()
        page.goto(f"{live.address}/{address}")
        return page

    yield look
    close_context(context)
    assert faults == []


HOME = "tin-trong-huyen/2023/bai/"


def test_a_saved_sentence_appears_and_nothing_else_moves(live: Live, look: Look) -> None:
    """The place on the page, the focus and what the theme's scripts added stay; the page is not loaded again."""
    page = look(HOME)
    page.locator("[data-text-size], .utility button").first.wait_for()
    buttons = page.locator("button").count()
    page.evaluate("() => { window.mark = 'the same window'; window.scrollTo(0, 400); }")
    page.get_by_role("link", name="Tin trong huyện").first.focus()
    top = page.evaluate("() => scrollY")
    change(live.small.content / "bai.md", "Đoạn cuối.", "Đoạn cuối, vừa sửa.")

    expect(page.get_by_text("Đoạn cuối, vừa sửa.")).to_be_attached()
    assert page.evaluate("() => window.mark") == "the same window"
    assert page.evaluate("() => scrollY") == top
    assert page.evaluate("() => document.activeElement.textContent") == "Tin trong huyện"
    assert page.locator("button").count() == buttons


def test_a_title_changes_here_and_in_the_lists(live: Live, look: Look) -> None:
    """What other pages tell comes with a build; pages that show it hear of it too."""
    page, listing = look(HOME), look("tin-trong-huyen/")
    page.bring_to_front()
    change(live.small.content / "bai.md", "Bài đang viết", "Bài đổi tên")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bài đổi tên")
    listing.bring_to_front()

    expect(listing.get_by_role("link", name="Bài đổi tên").first).to_be_visible()


def test_an_error_is_on_the_page_at_its_place_and_goes_when_it_is_fixed(live: Live, look: Look) -> None:
    """Not in a terminal alone."""
    page = look(HOME)
    expect(page.locator(".preview-problems")).to_have_count(0)
    change(live.small.content / "bai.md", "Đoạn cuối.", "Đoạn cuối có [liên kết](khong-co.md).")

    problems = page.locator(".preview-problems li")
    expect(problems).to_have_count(1)
    expect(problems).to_contain_text("không tìm thấy tệp “khong-co.md”")
    expect(page.locator("p", has=page.locator(".preview-mark"))).to_contain_text("Đoạn cuối có liên kết")
    expect(page.locator(".preview-band")).to_contain_text("1 lỗi")
    expect(page.locator(".preview-band .preview-badge")).to_have_text("Có lỗi – chưa đăng được")

    change(live.small.content / "bai.md", "[liên kết](khong-co.md)", "lời khác")
    expect(problems).to_have_count(0)
    expect(page.locator(".preview-mark")).to_have_count(0)
    expect(page.locator(".preview-band")).to_contain_text("không có lỗi")


def test_a_page_follows_its_article(live: Live, look: Look) -> None:
    """Another year is another address; a day that does not exist has none, until it is corrected."""
    page = look(HOME)
    source = live.small.content / "bai.md"
    change(source, "29/11/2023", "29/11/2022")
    page.wait_for_url("**/tin-trong-huyen/2022/bai/")
    change(source, "29/11/2022", "31/02/2022")
    page.wait_for_url("**/xem-thu/bai/bai/")
    expect(page.locator(".preview-problems")).to_contain_text("không phải là một ngày có thật")
    change(source, "31/02/2022", "28/02/2022")

    page.wait_for_url("**/tin-trong-huyen/2022/bai/")


def test_a_broken_template_is_told_and_the_page_stays(live: Live, look: Look) -> None:
    """Until the template is whole again."""
    page = look(HOME)
    template = live.small.folder / "theme" / "templates" / "base.html"
    change(template, "{% block content %}", "{% blok content %}")

    expect(page.locator(".preview-fault")).to_contain_text("giao diện có lỗi")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bài đang viết")
    other = look("")
    expect(other.locator(".preview-fault")).to_contain_text("giao diện có lỗi")

    page.bring_to_front()
    change(template, "{% blok content %}", "{% block content %}")
    expect(page.locator(".preview-fault")).to_be_hidden()
    other.bring_to_front()
    expect(other.locator(".preview-fault")).to_be_hidden()


def test_broken_data_are_told_too(live: Live, look: Look) -> None:
    """A file that a whole portal rests on: the page stays, its band counts one more error and names it where all are listed."""
    page = look(HOME)
    data = live.small.content / "du-lieu" / "chuyen-muc.toml"
    change(data, "[[chuyen-muc]]", "[[chuyen-muc")
    expect(page.locator(".preview-band")).to_contain_text("1 lỗi")
    assert "chuyen-muc.toml" in page.request.get(f"{live.address}/xem-thu/").text()
    change(data, "[[chuyen-muc", "[[chuyen-muc]]")

    expect(page.locator(".preview-band")).not_to_contain_text("1 lỗi")


def test_another_stylesheet_is_loaded(live: Live, look: Look) -> None:
    """A changed theme is seen as it is."""
    page = look(HOME)
    sheet = live.small.folder / "theme" / "static" / "css" / "base.css"
    sheet.write_text(sheet.read_text("utf-8") + "\nh1 { letter-spacing: 7px; }\n", "utf-8")

    expect(page.get_by_role("heading", level=1)).to_have_css("letter-spacing", "7px")


def test_articles_come_and_go(live: Live, look: Look) -> None:
    """A new one is in the list; the page of one that is removed stays on the screen and says so."""
    page, listing = look(HOME), look("tin-trong-huyen/")
    live.small.write("moi.md", an_article("Bài mới toanh"))
    expect(listing.get_by_role("link", name="Bài mới toanh").first).to_be_visible()
    page.bring_to_front()
    (live.small.content / "bai.md").unlink()

    expect(page.locator(".preview-state")).to_contain_text("không còn nữa")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bài đang viết")


def test_many_saves_in_a_row_end_with_the_last(live: Live, look: Look) -> None:
    """Whatever is seen in between."""
    page = look(HOME)
    source = live.small.content / "bai.md"
    for number in range(20):
        text = source.read_text("utf-8")
        # Now and then half of a file is there first.
        source.write_text(text[: len(text) // 2], "utf-8")
        source.write_text(re.sub(r"Đoạn đầu[^\n]*", f"Đoạn đầu, lần {number}.", text), "utf-8")

    expect(page.get_by_text("Đoạn đầu, lần 19.")).to_be_visible()
    expect(page.get_by_text("Đoạn cuối.")).to_be_visible()
    expect(page.locator(".preview-state")).to_be_hidden()


def test_the_end_of_the_process_is_told(live: Live, look: Look) -> None:
    """Ctrl-C ends it with its own code, and an open page says that nobody answers."""
    page = look(HOME)
    expect(page.locator(".preview-band")).to_be_visible()
    live.process.send_signal(signal.SIGINT)

    assert live.process.wait(60) == 130
    expect(page.locator(".preview-state")).to_contain_text("Mất liên lạc")
