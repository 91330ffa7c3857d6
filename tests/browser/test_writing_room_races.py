"""Strange keys, pastes and moments in the writing room: what is written meanwhile stays, what comes from elsewhere is cleaned."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Route, expect
from writing_rooms import (
    ARTICLE,
    WritingWindow,
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
    '<div data-giu-nguyen="&lt;b id=la&gt;Lạ&lt;/b&gt;" data-dong="1" data-khoi="0.1">Giữ</div>'
)


@pytest.fixture
def window(window: WritingWindow) -> WritingWindow:
    """A window with the article open."""
    window.open(ARTICLE)
    window.to_end()
    return window


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
    expect(window.text.locator(".kept")).to_have_count(0)
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


def choose(window: WritingWindow, tool: str, *files: Path) -> list[Route]:
    """Choose files to put in, and hold what comes of the first back."""
    routes = held(window, "them-tep")
    with window.page.expect_file_chooser() as chooser:
        window.tool(tool).click()
    chooser.value.set_files([*files])
    return routes


def a_photo(folder: Path, name: str) -> Path:
    """Write a photo, another one for each name."""
    photo = folder / name
    Image.new("RGB", (640, 400), (20 * ord(name[0]) % 256, 0, 200)).save(photo, "JPEG")
    return photo


def test_whoever_writes_elsewhere_while_a_photo_is_sent_is_not_called_away(
    window: WritingWindow, tmp_path: Path
) -> None:
    """What is typed into the title stays in the title."""
    routes = choose(window, "Ảnh", a_photo(tmp_path, "a.jpg"))
    title = window.page.get_by_label("Tiêu đề", exact=True)
    title.fill("Họp ")
    go_on(window, routes)
    expect(window.page.locator(".photo__picture")).to_have_js_property("naturalWidth", 640)
    window.page.wait_for_timeout(100)
    window.page.keyboard.type("bàn về lúa")
    expect(title).to_have_value("Họp bàn về lúa")


@pytest.mark.parametrize(
    ("tool", "name", "put"), [("Ảnh", "a.jpg", "![](a.jpg)"), ("Tệp", "a.pdf", "[a](a.pdf)")]
)
def test_a_file_comes_where_it_was_asked_for_and_writing_goes_on_elsewhere(
    window: WritingWindow, tmp_path: Path, tool: str, name: str, put: str
) -> None:
    """The upload took long, she wrote on above."""
    a_photo(tmp_path, "a.jpg")
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    routes = choose(window, tool, tmp_path / name)
    window.to_end_of("Đoạn đầu của bài.")
    window.page.keyboard.type(" Viết")
    go_on(window, routes)
    expect(window.text.locator(".photo__picture, a")).to_have_count(1)
    window.page.wait_for_timeout(100)
    window.page.keyboard.type(" thêm.")
    text = saved(window)
    assert "Đoạn đầu của bài. Viết thêm.\n" in text
    assert re.search(rf"Đoạn cuối\.\s*{re.escape(put)}", text)


def test_photos_chosen_together_come_in_their_order_and_the_first_is_described_meanwhile(
    window: WritingWindow, tmp_path: Path
) -> None:
    """Nothing that is typed into a description is lost when the next photo comes."""
    photos = [a_photo(tmp_path, name) for name in ("a.jpg", "b.jpg", "c.jpg")]
    words = ["", "Lúa ", "vụ ", "mùa"]
    routes: list[Route] = []
    window.page.route("**/may/them-tep", lambda route: routes.append(route))
    with window.page.expect_file_chooser() as chooser:
        window.tool("Ảnh").click()
    chooser.value.set_files(photos)
    for number in range(3):
        while len(routes) <= number:
            window.page.wait_for_timeout(20)
        window.page.keyboard.type(words[number])
        routes[number].continue_()
        expect(window.page.locator(".photo__picture")).to_have_count(number + 1)
        window.page.wait_for_timeout(100)
        if not number:
            window.page.get_by_label("Mô tả cho người không nhìn thấy").first.click()
    window.page.keyboard.type(words[3])
    text = saved(window)
    assert re.findall(r"!\[(.*?)\]\((.*?)\)", text) == [("Lúa vụ mùa", "a.jpg"), ("", "b.jpg"), ("", "c.jpg")]


def test_words_written_before_while_links_are_asked_for_move_the_link_along(window: WritingWindow) -> None:
    """She chose words, asked for a link, and mended the paragraph before."""
    window.text.get_by_text("Đoạn cuối.").dblclick(position={"x": 12, "y": 8})
    # The editor hears of what is selected a moment later than the browser has it.
    window.page.wait_for_function(
        "() => !document.querySelector('.ProseMirror').editor.state.selection.empty"
    )
    routes = held(window, "lien-ket")
    window.page.keyboard.press("Control+k")
    window.to_end_of("Đoạn đầu của bài.")
    window.page.keyboard.type(" Thêm nhiều lời.")
    go_on(window, routes)
    window.dialog.get_by_label("Tìm bài, chuyên mục, tệp của cổng").fill("bai tot")
    window.dialog.get_by_role("button", name=re.compile("Bài tốt")).click()
    window.dialog.get_by_role("button", name="Đặt liên kết").click()
    text = saved(window)
    assert "Đoạn đầu của bài. Thêm nhiều lời.\n\n[Đoạn](/tot.md) cuối." in text
