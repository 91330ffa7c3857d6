"""Strange keys, pastes and moments in the writing room: what is written meanwhile stays, what comes from elsewhere is cleaned."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Route, expect
from writing_rooms import (
    ARTICLE,
    RunningRoom,
    WritingWindow,
    a_room_with_article,
    a_watched_window,
)

pytestmark = pytest.mark.browser

BODY = "Đoạn đầu của bài.\n\nĐoạn cuối."
GIVE = """([kind, data]) => {
  const held = new DataTransfer();
  for (const [form, words] of Object.entries(data)) held.setData(form, words);
  const place = document.querySelector(".ProseMirror p:last-of-type");
  const { right, top } = place.getBoundingClientRect();
  const more = { bubbles: true, cancelable: true };
  place.dispatchEvent(kind === "drop"
    ? new DragEvent(kind, { ...more, dataTransfer: held, clientX: right - 2, clientY: top + 4 })
    : new ClipboardEvent(kind, { ...more, clipboardData: held }));
}"""
FOREIGN = (
    '<p data-pm-slice="0 0 []" data-cua="00" data-dong="1" class="x">Từ nơi <b onclick="alert(1)">khác</b></p>'
    '<iframe src="https://vi-du.vn/"></iframe><img src="x" onerror="alert(1)">'
)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningRoom]:
    """A writing room with an article."""
    with a_room_with_article(tmp_path_factory.mktemp("phong-viet"), BODY) as room:
        yield room


@pytest.fixture
def window(browser: Browser, room: RunningRoom) -> Iterator[WritingWindow]:
    """A window with the article open; at its end it has asked no other host, broken no policy and failed in no script."""
    with a_watched_window(browser, room, BODY) as window:
        window.open(ARTICLE)
        window.to_end()
        yield window


def saved(window: WritingWindow) -> str:
    """Save, and return the file."""
    window.save()
    return window.room.file(ARTICLE).read_text("utf-8")


def held(window: WritingWindow, request: str) -> list[Route]:
    """Hold the first answer to a request back; return the list in which it will be."""
    routes: list[Route] = []

    def hold(route: Route) -> None:
        if routes:
            route.continue_()
        else:
            routes.append(route)

    window.page.route(f"**/may/{request}", hold)
    return routes


def go_on(window: WritingWindow, routes: list[Route]) -> None:
    """Wait until a request was held back, and let it go on."""
    while not routes:
        window.page.wait_for_timeout(20)
    routes[0].continue_()


@pytest.mark.parametrize("way", ["paste", "drop"])
def test_what_comes_from_another_editor_of_the_same_make_is_cleaned(window: WritingWindow, way: str) -> None:
    """It writes the same signs as this one, and says what it likes."""
    with window.page.expect_request("**/may/dan"):
        window.page.evaluate(GIVE, [way, {"text/html": FOREIGN, "text/plain": "Từ nơi khác"}])
    expect(window.text.locator("strong")).to_have_text("khác")
    text = saved(window)
    assert "Từ nơi **khác**" in text
    assert not re.search("onclick|onerror|iframe|class=|data-", text)


def test_half_a_letter_is_no_reason_to_refuse_a_save(window: WritingWindow) -> None:
    """A key that takes half of an emoji leaves what no file can hold."""
    window.page.keyboard.type(" Vui ")
    window.page.evaluate("document.execCommand('insertText', false, '\\ud83d')")
    window.page.keyboard.type(" xong.")
    text = saved(window)
    assert "Đoạn cuối. Vui" in text
    assert "xong." in text


def test_what_is_typed_while_the_source_is_asked_for_is_in_it(window: WritingWindow) -> None:
    """The server was slow, she was not."""
    routes = held(window, "nguon")
    window.tool("Mã nguồn").click()
    window.to_end()
    window.page.keyboard.type(" Gõ thêm.")
    go_on(window, routes)
    expect(window.source).to_have_value(re.compile(r"Đoạn cuối\. Gõ thêm\."))


def test_a_date_that_is_changed_while_a_save_is_under_way_stays(window: WritingWindow) -> None:
    """The answer to the save brings the date that was sent."""
    window.page.keyboard.type(" Nữa.")
    routes = held(window, "luu")
    window.page.get_by_role("button", name="Lưu", exact=True).click()
    date = window.page.get_by_label("Ngày đăng", exact=True)
    date.fill("05/03/2023")
    go_on(window, routes)
    expect(window.state).to_contain_text("Đã lưu,")
    expect(date).to_have_value("05/03/2023")
    with window.page.expect_response("**/may/luu"):
        window.page.keyboard.press("Control+s")
    assert "Ngày đăng: 05/03/2023" in window.room.file(ARTICLE).read_text("utf-8")


def test_an_article_that_is_gone_meanwhile_is_told_as_gone(window: WritingWindow) -> None:
    """Nothing is lost: it can be written again."""
    window.page.keyboard.type(" Của tôi.")
    window.room.file(ARTICLE).unlink()
    window.page.keyboard.press("Control+s")
    expect(window.dialog).to_contain_text("không còn ở chỗ cũ")
    window.dialog.get_by_role("button", name="Lưu bản của tôi").click()
    expect(window.dialog).to_contain_text("Công bố bài này?")
    window.dialog.get_by_role("button", name="Đồng ý, công bố").click()
    expect(window.state).to_contain_text("Đã lưu,")
    assert "Đoạn cuối. Của tôi." in window.room.file(ARTICLE).read_text("utf-8")
