"""The writing room in a real browser: written as people write, nothing lost, nothing public by accident."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from axe_checks import violations
from live_previews import change
from PIL import Image
from pillow_heif import register_heif_opener
from playwright.sync_api import Browser, Route, expect
from small_sites import PROJECT, an_article
from writing_rooms import (
    ARTICLE,
    SECTION,
    RunningRoom,
    WritingWindow,
    a_running_room,
    a_window,
)

pytestmark = pytest.mark.browser

BODY = "Đoạn đầu của bài.\n\n## Một mục\n\nĐoạn *giữa*  có hai dấu cách.\n\nĐoạn cuối."


BOX = "<details><summary><strong>Xem thêm</strong></summary>\n\nTrong khung.\n\n- a\n- b\n\n</details>"
TABLE = "| Thửa | Ảnh |\n|---|---|\n| Một | ![Lúa chín](ruong.jpg) |\n| Hai |  `a*b`|"


def test_every_article_is_opened_and_saved_without_a_changed_byte(browser: Browser, tmp_path: Path) -> None:
    """A third of those of this portal, with all that they have in them; without a browser all are tried (tests/editors/richtext)."""
    with a_running_room(tmp_path) as room:
        texts = sorted(
            [
                *(PROJECT / "content" / "bai-viet").rglob("*.md"),
                *(PROJECT / "content" / "trang").rglob("*.md"),
            ]
        )[::3]
        for text in texts:
            room.small.write(text.relative_to(PROJECT / "content").as_posix(), text.read_bytes())
        window = a_window(browser, room)
        changed = []
        for text in texts:
            path = text.relative_to(PROJECT).as_posix()
            window.open(path)
            window.save()
            if room.file(path).read_bytes() != text.read_bytes():
                changed.append(path)
        window.close()

        assert len(texts) > 12
        assert changed == []
        assert [fault for fault in window.faults if "script error" in fault or "another host" in fault] == []


def test_one_paragraph_is_changed_and_every_other_byte_stays(window: WritingWindow) -> None:
    """Also what a writer of Markdown would write otherwise."""
    before = window.room.file(ARTICLE).read_bytes()
    window.open(ARTICLE)
    window.to_end_of("Đoạn cuối.")
    window.page.keyboard.type(" Thêm một câu.")
    window.save()

    assert window.room.file(ARTICLE).read_bytes() == before.replace(
        "Đoạn cuối.".encode(), "Đoạn cuối. Thêm một câu.".encode()
    )


def test_words_of_an_input_method_stand_as_they_were_composed(window: WritingWindow) -> None:
    """Telex and VNI compose a word step by step: in the text, in its source, in the title, in a description."""
    window.open(ARTICLE)
    window.to_end()
    window.page.keyboard.press("Enter")
    for word in (
        ["t", "ti", "tie", "tiê", "tiêng", "tiếng"],
        ["V", "Vi", "Viê", "Việ", "Việt"],
        ["đ", "đư", "đươ", "được"],
    ):
        window.compose(word)
        window.page.keyboard.type(" ")
    expect(window.text.locator("p").last).to_have_text(re.compile("^tiếng Việt được ?$"))
    window.tool("Mã nguồn").click()
    expect(window.source).to_be_focused()
    window.source.press("Control+End")
    window.compose(["n", "nư", "nươ", "nước"])
    title = window.page.get_by_label("Tiêu đề", exact=True)
    title.press("End")
    window.page.keyboard.type(" ")
    window.compose(["m", "mơ", "mới"])
    window.save()
    saved = window.room.file(ARTICLE).read_text("utf-8")

    assert "Tiêu đề: Bài cũ mới\n" in saved
    assert re.search(r"\n\ntiếng Việt được\s*nước", saved)


def test_the_source_and_the_page_have_one_history(window: WritingWindow) -> None:
    """A step back in the source goes on where the source was opened, and the other way round."""
    window.open(ARTICLE)
    window.to_end()
    window.page.keyboard.type(" MỘT")
    window.tool("Mã nguồn").click()
    expect(window.source).to_have_value(re.compile("Đoạn cuối. MỘT"))
    window.source.press("Control+End")
    window.page.keyboard.type("\n\nĐoạn **mới**.")
    window.page.get_by_role("button", name="Về dạng trang viết").click()
    expect(window.text.locator("strong")).to_have_text("mới")
    window.text.press("Control+z")
    expect(window.text.locator("strong")).to_have_count(0)
    expect(window.text).to_contain_text("Đoạn cuối. MỘT")
    window.tool("Mã nguồn").click()
    expect(window.source).to_be_focused()
    window.source.press("Control+z")
    expect(window.source).not_to_have_value(re.compile("MỘT"))
    window.page.get_by_role("button", name="Về dạng trang viết").click()
    window.save()

    assert window.room.file(ARTICLE).read_text("utf-8") == an_article("Bài cũ", body=BODY)


def test_a_photo_a_file_a_link_a_note_and_a_table_are_put_in(window: WritingWindow, tmp_path: Path) -> None:
    """The photo lies beside the article under a readable name; the same one is not stored twice."""
    photo = tmp_path / "Ảnh Họp (1).JPG"
    Image.new("RGB", (640, 400), "blue").save(photo, "JPEG")
    window.open(ARTICLE)
    window.to_end()
    for number in (1, 2):
        with window.page.expect_file_chooser() as chooser:
            window.tool("Ảnh").click()
        chooser.value.set_files(photo)
        # Until the second is there, the first is the last one.
        expect(window.page.locator(".photo__picture")).to_have_count(number)
        expect(window.page.locator(".photo__picture").last).to_have_js_property("naturalWidth", 640)
    assert [one.name for one in window.room.file(ARTICLE).parent.glob("*.jpg")] == ["anh-hop-1.jpg"]
    window.page.get_by_label("Mô tả cho người không nhìn thấy").first.fill("Buổi họp")
    window.page.get_by_label("Mô tả cho người không nhìn thấy").last.fill("Buổi họp")
    window.page.locator(".photo-caption").first.click()
    window.page.keyboard.type("Họp ở xã.")
    window.page.locator(".figure__credit").first.click()
    window.page.keyboard.type("Ảnh: Lê Hải")
    window.page.get_by_role("button", name="Bỏ ảnh").last.click()

    window.to_end_of("Đoạn đầu của bài.")
    window.tool("Liên kết").click()
    window.dialog.get_by_label("Tìm bài, chuyên mục, tệp của cổng").fill("bai tot")
    window.dialog.get_by_role("button", name=re.compile("Bài tốt")).click()
    window.dialog.get_by_role("button", name="Đặt liên kết").click()
    window.page.keyboard.press("End")
    window.tool("Chú thích").click()
    window.dialog.get_by_label("Lời chú thích").fill("Theo báo cáo.")
    window.dialog.get_by_role("button", name="Thêm").click()
    window.to_end_of("Đoạn cuối.")
    window.tool("Bảng").click()
    window.text.get_by_text("Cột 2").click()
    window.page.get_by_role("button", name="− Cột").click()
    window.save()
    saved = window.room.file(ARTICLE).read_text("utf-8")

    assert "![Buổi họp](anh-hop-1.jpg)" in saved
    assert "(Họp ở xã. Ảnh: Lê Hải)" in saved
    assert re.search(r"Đoạn đầu của bài\.\[Bài tốt\]\(/tot\.md\)\[\^1\]", saved)
    assert re.search(r"\[\^1\]: Theo báo cáo\.", saved)
    assert re.search(r"\| Cột 1 +\| Cột 3 +\|", saved)


def test_tables_with_pictures_code_and_boxes_are_written_in(window: WritingWindow) -> None:
    """Pictures are seen and described where they stand, boxes are open; code stays code, and other lines keep every byte."""
    text = an_article("Bài cũ", body=f"{TABLE}\n\n{BODY}\n\nGõ  `tasks.py  new` ở đây.\n\n{BOX}")
    window.room.small.write(ARTICLE.partition("/")[2], text)
    window.open(ARTICLE)
    page = window.page
    expect(page.locator(".line-picture__picture")).to_have_js_property("naturalWidth", 640)
    page.get_by_role("button", name="Ảnh: Lúa chín. Sửa…").press("Enter")
    window.dialog.get_by_label("Mô tả cho người không nhìn thấy").fill("Lúa đã gặt")
    page.keyboard.press("Enter")
    window.to_end_of("Hai", exact=True)
    page.keyboard.press("Control+e")
    page.keyboard.type("x_y")
    window.to_end_of("Trong khung.")
    page.keyboard.type(" Thêm.")
    page.get_by_label("Mở sẵn").check()
    window.save()
    saved = window.room.file(ARTICLE).read_text("utf-8")

    table = "| Thửa | Ảnh |\n| --- | --- |\n| Một | ![Lúa đã gặt](ruong.jpg) |\n| Hai`x_y` | `a*b` |"
    box = BOX.replace("<details>", "<details open>").replace("Trong khung.", "Trong khung. Thêm.")
    assert saved == text.replace(TABLE, table).replace(BOX, box)
    page.get_by_role("button", name="Bỏ khung, giữ chữ").press("Enter")
    window.save()
    assert (
        window.room.file(ARTICLE)
        .read_text("utf-8")
        .rstrip()
        .endswith("**Xem thêm**\n\nTrong khung. Thêm.\n\n- a\n- b")
    )


APART = '<div class="luu-y">\n\nTrong khung,  có ![Lúa](ruong.jpg) đây.\n\n</div>'
CODE = "~~~toml\na = 1\n\n  b\n~~~"
MEANINGS = "HĐND\nHội đồng\n:   Cơ quan dân cử."


def test_boxes_code_meanings_and_pictures_in_lines_are_written_in(window: WritingWindow) -> None:
    """What the page shows as a block is written as one; of what nobody touched every byte stays, marks of its kind as well."""
    text = an_article("Bài cũ", body="\n\n".join((APART, BODY, CODE, MEANINGS, "Có <u>gạch</u>.")))
    window.room.small.write(ARTICLE.partition("/")[2], text)
    window.open(ARTICLE)
    page = window.page
    expect(page.get_by_text("Khung “luu-y”.")).to_be_visible()
    expect(page.get_by_role("button", name="Sửa ở dạng mã nguồn")).to_have_count(1)
    # It is not chosen: the first key would take it away.
    expect(page.locator(".ProseMirror-selectednode")).to_have_count(0)
    # The picture is a button: the click is to meet the text, which moves until the picture is there.
    page.wait_for_function("() => [...document.images].every((one) => one.complete)")
    window.text.get_by_text("Trong khung,").click(position={"x": 5, "y": 5})
    page.wait_for_function(
        "() => getSelection().anchorNode?.parentElement?.closest('p')?.textContent.startsWith('Trong khung,')"
    )
    page.keyboard.press("End")
    page.evaluate("document.dispatchEvent(new Event('selectionchange'))")
    page.keyboard.type(" Thêm.")
    window.to_end_of("a = 1")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.type("c = `<b>`")
    window.to_end_of("Cơ quan dân cử.")
    for keys, words in ((2, "UBND"), (1, "Cơ quan hành chính."), (3, "Sau bảng nghĩa.")):
        for _ in range(keys):
            page.keyboard.press("Enter")
        page.keyboard.type(words)
    window.save()

    apart = APART.replace("khung,  có", "khung, có").replace("đây.", "đây. Thêm.")
    code = "```toml\na = 1\nc = `<b>`\n\n  b\n```"
    meanings = f"{MEANINGS}\n\nUBND\n:   Cơ quan hành chính.\n\nSau bảng nghĩa."
    saved = window.room.file(ARTICLE).read_text("utf-8")
    assert saved == text.replace(APART, apart).replace(CODE, code).replace(MEANINGS, meanings)
    # At the edge of a block that cannot be joined the next key takes a letter, not all of the block.
    window.text.get_by_text("HĐND", exact=True).click()
    page.keyboard.press("Home")
    page.evaluate("document.dispatchEvent(new Event('selectionchange'))")
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    expect(page.locator("pre")).to_have_text("a = 1\nc = `<b>`\n\n ")


PASTE = """(data) => {
  const held = new DataTransfer();
  for (const [kind, words] of Object.entries(data)) held.setData(kind, words);
  const event = new ClipboardEvent("paste", { clipboardData: held, bubbles: true, cancelable: true });
  document.querySelector(".ProseMirror").dispatchEvent(event);
}"""


def test_what_is_pasted_from_word_and_excel_is_kept_and_nothing_of_it_runs(window: WritingWindow) -> None:
    """Marks and tables of HTML; tabs of plain text."""
    window.open(ARTICLE)
    window.to_end()
    window.page.keyboard.press("Enter")
    window.page.evaluate(PASTE, {"text/plain": "Xã\tSố hộ\nXuân Lai\t812\n"})
    expect(window.text.locator("td").last).to_have_text("812")
    window.to_end_of("Đoạn đầu của bài.")
    window.page.keyboard.press("Enter")
    word = "<p class=MsoNormal><b>Đậm</b> từ Word<o:p></o:p></p><script>document.title = 'x'</script><img src=x onerror=alert(1)>"
    window.page.evaluate(PASTE, {"text/html": word, "text/plain": "Đậm từ Word"})
    expect(window.text.locator("strong")).to_have_text("Đậm")
    window.save()
    saved = window.room.file(ARTICLE).read_text("utf-8")

    assert "Đoạn đầu của bài.\n\n**Đậm** từ Word\n" in saved
    assert re.search(r"\| Xã +\| Số hộ +\|\n\|[ :-]+\|[ :-]+\|\n\| Xuân Lai +\| 812 +\|", saved)
    assert "onerror" not in saved


def test_what_is_pasted_comes_where_it_was_pasted(window: WritingWindow) -> None:
    """Also for who goes on writing elsewhere before the server has read it."""
    window.open(ARTICLE)
    window.to_end()
    window.page.keyboard.press("Enter")
    held: list[Route] = []
    window.page.route("**/may/dan", lambda route: held.append(route))
    window.page.evaluate(PASTE, {"text/plain": "Xã\tSố hộ\nXuân Lai\t812\n"})
    window.text.get_by_role("heading", name="Một mục").click()
    expect(window.page.get_by_label("Kiểu đoạn")).to_have_value("2")
    window.page.keyboard.press("End")
    window.page.keyboard.type(" nữa")
    while not held:
        window.page.wait_for_timeout(20)
    held[0].continue_()
    expect(window.text.locator("td").last).to_have_text("812")
    window.page.keyboard.type(" và nữa")
    window.save()
    saved = window.room.file(ARTICLE).read_text("utf-8")

    assert "## Một mục nữa và nữa\n" in saved
    assert saved.index("Đoạn cuối.") < saved.index("Xuân Lai")


def test_the_text_does_not_jump_when_the_caret_comes_into_a_table(window: WritingWindow) -> None:
    """Who clicks at a word hits it: the tools of tables have their place."""
    window.open(ARTICLE)
    top = window.text.bounding_box()
    window.to_end()
    window.page.keyboard.press("Enter")
    window.page.evaluate(PASTE, {"text/plain": "Xã\tSố hộ\nXuân Lai\t812\n"})
    expect(window.page.get_by_role("group", name="Bảng")).to_be_visible()
    window.page.evaluate("scrollTo(0, 0)")

    assert window.text.bounding_box()["y"] == top["y"]


def test_a_draft_becomes_public_only_after_a_question(window: WritingWindow) -> None:
    """It names what will happen; whoever says no keeps the draft, and no state is blank."""
    window.room.small.write(ARTICLE.partition("/")[2], an_article("Bài cũ", "Trạng thái: nháp", body=BODY))
    window.open(ARTICLE)
    state = window.page.get_by_label("Trạng thái", exact=True)
    expect(state).to_have_value("nháp")
    assert "" not in state.locator("option").evaluate_all("all => all.map((one) => one.value)")
    state.select_option("đăng")
    window.page.get_by_role("button", name="Lưu", exact=True).click()
    expect(window.dialog).to_contain_text("Bài sẽ được đăng: “Bài cũ”")
    window.dialog.get_by_role("button", name="Chưa, để tôi xem lại").click()
    assert "Trạng thái: nháp" in window.room.file(ARTICLE).read_text("utf-8")
    window.page.keyboard.press("Control+s")
    window.dialog.get_by_role("button", name="Đồng ý, công bố").click()
    expect(window.state).to_contain_text("Đã lưu,")

    assert "Trạng thái: đăng" in window.room.file(ARTICLE).read_text("utf-8")
    window.save()


def test_what_somebody_else_saved_is_not_written_over(browser: Browser, window: WritingWindow) -> None:
    """Two tabs, and a program on the disk: both texts are shown, the one that goes is kept among the former texts."""
    other = a_window(browser, window.room, context=window.page.context)
    for tab in (window, other):
        tab.open(ARTICLE)
    window.to_end()
    window.page.keyboard.type(" Của tab một.")
    window.save()
    other.to_end()
    other.page.keyboard.type(" Của tab hai.")
    other.page.keyboard.press("Control+s")
    expect(other.dialog).to_contain_text("Của tab một.")
    expect(other.dialog).to_contain_text("Của tab hai.")
    other.dialog.get_by_role("button", name="Lưu bản của tôi").click()
    expect(other.state).to_contain_text("Đã lưu,")
    assert "Của tab hai." in window.room.file(ARTICLE).read_text("utf-8")
    change(window.room.file(ARTICLE), "Đoạn đầu", "Đoạn ĐẦU")
    other.page.keyboard.type(" Nữa.")
    other.page.keyboard.press("Control+s")
    expect(other.dialog).to_contain_text("Đoạn ĐẦU")
    other.dialog.get_by_role("button", name="Lấy bản trên máy").click()
    expect(other.text).to_contain_text("Đoạn ĐẦU")
    kept = [
        file.read_text("utf-8") for file in (window.room.small.folder / "ban-luu" / "phien-ban").rglob("*.md")
    ]

    assert any("Của tab một." in text and "Của tab hai." not in text for text in kept)
    assert any("Nữa." in text for text in kept)
    assert other.faults == []


def test_a_former_text_is_looked_at_and_taken_back(window: WritingWindow) -> None:
    """Without git; as one step that can be undone."""
    window.open(ARTICLE)
    window.to_end()
    window.page.keyboard.type(" Câu sẽ bỏ đi.")
    window.save()
    window.page.get_by_role("button", name="Bản trước").click()
    window.page.locator(".version").first.click()
    expect(window.dialog).to_contain_text("Câu sẽ bỏ đi.")
    window.dialog.get_by_role("button", name="Lấy lại bản này").click()
    expect(window.text).not_to_contain_text("Câu sẽ bỏ đi.")
    window.save()

    assert window.room.file(ARTICLE).read_text("utf-8") == an_article("Bài cũ", body=BODY)


def test_a_new_article_is_made_written_and_saved_by_the_keyboard_alone(window: WritingWindow) -> None:
    """From the list to the file; no key is caught."""
    page = window.page
    page.goto(f"{window.room.address}/bien-tap/")
    expect(page.locator(".article-row").first).to_be_visible()
    page.get_by_role("button", name="Bài mới").focus()
    page.keyboard.press("Enter")
    expect(window.dialog.get_by_role("radio", name="Tin", exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("Đường hoa ở Thọ Hải")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#luu")).to_be_enabled()
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                "document.activeElement.getAttribute('aria-label') || document.activeElement.textContent.trim()"
            )
        )
        if reached[-1] == "Thân bài":
            break
    assert reached[-1] == "Thân bài"
    page.keyboard.type("Câu mở đầu.")
    page.keyboard.press("Control+b")
    page.keyboard.type("đậm")
    page.keyboard.press("Control+s")
    expect(window.state).to_contain_text("Đã lưu,")
    file = next((window.room.small.content / "bai-viet" / SECTION).rglob("duong-hoa-o-tho-hai.md"))
    page.keyboard.press("Tab")
    after = page.evaluate("document.activeElement.className")
    file_text = file.read_text("utf-8")
    file.unlink()

    assert "ProseMirror" not in after
    assert "Trạng thái: nháp\n" in file_text
    assert file_text.endswith("\n\nCâu mở đầu.**đậm**\n")


def test_a_field_says_what_is_wrong_once_somebody_was_in_it(window: WritingWindow) -> None:
    """Not before; and the words belong to the field."""
    window.open(ARTICLE)
    date = window.page.get_by_label("Ngày đăng", exact=True)
    date.fill("31/02/2024")
    window.page.wait_for_timeout(1500)
    expect(window.page.locator(".field__fault:visible")).to_have_count(0)
    date.press("Tab")
    expect(window.page.locator(".field__fault:visible")).to_have_count(1)
    expect(date).to_have_attribute("aria-invalid", "true")


def test_the_page_is_shown_as_readers_will_see_it(window: WritingWindow) -> None:
    """Before anything is saved."""
    window.open(ARTICLE)
    window.to_end()
    window.page.keyboard.type(" Chưa lưu mà đã thấy.")
    window.page.get_by_role("button", name="Xem trang").click()
    shown = window.page.frame_locator(".preview__page:not(.preview__page--coming)")
    expect(shown.locator("main")).to_contain_text("Chưa lưu mà đã thấy.")
    expect(shown.get_by_role("heading", level=1)).to_have_css("color", "rgb(18, 54, 95)")


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
def test_nobody_is_kept_out(browser: Browser, room: RunningRoom, axe: str, width: int, scheme: str) -> None:
    """The checker finds nothing: list, text, form, page, former texts, questions; nothing is wider than the window."""
    room.forget_typing()
    with_photo = an_article("Bài cũ", body=f"![Ruộng lúa](ruong.jpg)\n\n{TABLE}\n\n{BOX}\n\n{BODY}")
    room.small.write(ARTICLE.partition("/")[2], with_photo)
    window = a_window(browser, room, width)
    page = window.page
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    found = []
    page.goto(f"{room.address}/bien-tap/")
    expect(page.locator(".article-row").first).to_be_visible()
    found += violations(page, axe)
    page.get_by_role("button", name="Bài mới").click()
    found += violations(page, axe)
    window.open(ARTICLE)
    for tab in ("Viết", "Thông tin", "Bản trước"):
        page.get_by_role("button", name=tab, exact=True).click()
        found += violations(page, axe)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Viết", exact=True).click()
    window.to_end()
    window.tool("Bảng").click()
    found += violations(page, axe)
    window.tool("Liên kết").click()
    found += violations(page, axe)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Cắt, xoay…").first.click()
    expect(page.locator(".crop__picture")).to_have_js_property("naturalWidth", 640)
    found += violations(page, axe)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Dùng làm ảnh đại diện").click()
    page.get_by_role("button", name="Thông tin", exact=True).click()
    page.get_by_role("button", name="Chọn trên ảnh…").click()
    found += violations(page, axe)
    assert page.evaluate("document.querySelector('dialog').scrollWidth <= innerWidth")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Viết", exact=True).click()
    window.tool("Mã nguồn").click()
    expect(window.source).to_be_visible()
    found += violations(page, axe)
    window.source.press("End")
    page.keyboard.type(" Viết dở.")
    expect(window.state).to_contain_text("đã được giữ")
    page.reload()
    expect(window.dialog).to_contain_text("Có phần viết dở")
    found += violations(page, axe)
    window.close()

    assert found == []


def test_on_a_phone_the_text_comes_first_and_the_page_is_one_tap_away(
    browser: Browser, room: RunningRoom
) -> None:
    """390 px wide."""
    room.forget_typing()
    window = a_window(browser, room, 390)
    window.open(ARTICLE)
    expect(window.text).to_be_in_viewport()
    window.page.get_by_role("button", name="Xem trang").click()
    shown = window.page.frame_locator(".preview__page:not(.preview__page--coming)")
    expect(shown.locator("main")).to_contain_text("Đoạn đầu của bài.")
    window.close()


def test_a_photo_is_cut_turned_and_pointed_at_by_the_keyboard_alone(
    window: WritingWindow, tmp_path: Path
) -> None:
    """A photo of a phone is seen at once; cut, it is cover and picture of the text; what was chosen is not lost."""
    register_heif_opener()
    photo = tmp_path / "Cổng làng.HEIC"
    Image.new("RGB", (900, 600), "navy").save(photo, "HEIF")
    page = window.page
    window.open(ARTICLE)
    window.to_end()
    with page.expect_file_chooser() as chooser:
        window.tool("Ảnh").click()
    chooser.value.set_files(photo)
    picture = page.locator(".photo__picture").last
    expect(picture).to_have_js_property("naturalWidth", 900)

    page.get_by_role("button", name="Cắt, xoay…").first.press("Enter")
    frame = page.get_by_role("group", name=re.compile("Phần giữ lại"))
    expect(frame).to_be_focused()
    for _ in range(50):
        frame.press("Shift+ArrowLeft")
    expect(window.dialog).to_contain_text("450 × 600 điểm ảnh")
    page.get_by_role("button", name="Xoay phải").press("Enter")
    expect(window.dialog).to_contain_text("600 × 450 điểm ảnh, xoay 90°")
    page.get_by_role("button", name="Xong").press("Enter")
    expect(picture).to_have_js_property("naturalWidth", 600)
    page.get_by_label("Mô tả cho người không nhìn thấy").fill("Cổng làng")
    page.get_by_role("button", name="Dùng làm ảnh đại diện").press("Enter")
    expect(page.locator(".cover__picture")).to_have_js_property("naturalWidth", 600)

    page.get_by_role("button", name="Chọn trên ảnh…").press("Enter")
    expect(window.dialog.get_by_label("Từ trái sang phải")).to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    expect(page.locator("[name=cover_focus]")).to_have_value("0% 50%")
    window.save()
    saved = window.room.file(ARTICLE).read_text("utf-8")
    beside = window.room.file(ARTICLE).parent

    assert "![Cổng làng](cong-lang-cat.jpg)" in saved
    assert re.search(r"Ảnh đại diện: cong-lang-cat\.jpg\n", saved)
    assert re.search(r"Tâm ảnh: 0% 50%\n", saved)
    assert re.search(r"Mô tả ảnh: Cổng làng\n", saved)
    assert not (beside / "cong-lang.heic").exists()
    kept = list((window.room.small.folder / "ban-luu" / "anh-goc").rglob("*.heic"))
    assert [one.read_bytes() for one in kept] == [photo.read_bytes()]
