"""Tab, browser and server are killed at many moments while somebody writes: no sentence is lost."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import outside_tools
import pytest
from closing import close_context
from live_previews import PATIENCE
from playwright.sync_api import Browser, BrowserContext, BrowserType, Error, expect
from small_sites import an_article
from writing_rooms import SECTION, WritingWindow, a_running_room

pytestmark = pytest.mark.browser

ARTICLE = f"content/bai-viet/{SECTION}/2023/cu.md"
MOMENTS = 21
# What is typed is with the server within this many milliseconds.
KEPT_WITHIN = 1000
# Whether the browser holds a sentence.
HELD = "(sentence) => Object.values(localStorage).some((held) => held.includes(sentence))"


@contextmanager
def a_browser(kind: BrowserType, profile: Path) -> Iterator[BrowserContext]:
    """A browser with a folder of its own and a tab, as an editor has it: what it holds outlives it."""
    context = kind.launch_persistent_context(
        str(profile),
        executable_path=outside_tools.chromium(),
        args=outside_tools.chromium_options(),
        locale="vi-VN",
    )
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    try:
        yield context
    finally:
        # It may have been killed.
        with suppress(Error):
            close_context(context)


def go_on(window: WritingWindow) -> None:
    """Open the article, and go on with what was being typed."""
    window.page.goto(window.room.edit_address(ARTICLE))
    expect(window.page.locator("#luu")).to_be_enabled()
    window.page.wait_for_timeout(300)
    if window.dialog.count():
        window.dialog.get_by_role("button", name="Viết tiếp phần viết dở").click()


def processes_of(profile: Path) -> list[int]:
    """Return the processes of the browser that has a folder."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            words = (entry / "cmdline").read_bytes() if entry.name.isdigit() else b""
        except OSError:
            continue
        if f"--user-data-dir={profile}".encode() in words.split(b"\0"):
            found.append(int(entry.name))
    return found


@pytest.mark.skipif(os.name != "posix", reason="processes are found and killed as on Linux")
def test_no_sentence_is_lost(browser: Browser, tmp_path: Path) -> None:
    """
    The tab crashes, the browser is killed, the server is killed: again and again, a little later each time.

    A browser that was not killed goes on with another tab, as an editor does.
    """
    profile = tmp_path / "ho-so"
    with a_running_room(tmp_path / "cong") as room:
        room.small.write(ARTICLE.partition("/")[2], an_article("Bài cũ", body="Đoạn đầu."))
        room.built()
        sentences: list[str] = []
        with ExitStack() as opened:
            context = None
            for moment in range(MOMENTS):
                context = context or opened.enter_context(a_browser(browser.browser_type, profile))
                window = WritingWindow(context.new_page(), room)
                go_on(window)
                expect(window.text).to_contain_text(sentences[-1] if sentences else "Đoạn đầu.")
                shown = window.text.inner_text()
                assert [sentence for sentence in sentences if sentence not in shown] == []
                window.to_end()
                sentences.append(f"Câu số {moment} của bài.")
                window.page.keyboard.type(f" {sentences[-1]}")
                kill = _KILLS[moment % 3]
                kill(window, profile, moment)
                if kill is _kill_browser:
                    context = None
        with a_browser(browser.browser_type, profile) as context:
            window = WritingWindow(context.pages[0], room)
            go_on(window)
            window.save()
        saved = room.file(ARTICLE).read_text("utf-8")

        assert [sentence for sentence in sentences if sentence not in saved] == []


def _crash_tab(window: WritingWindow, profile: Path, moment: int) -> None:
    """The tab crashes, within the second or after it."""
    window.page.wait_for_timeout(KEPT_WITHIN + 40 * moment)
    if moment % 2:
        with suppress(Error):
            window.page.goto("chrome://crash", wait_until="commit")
    else:
        window.page.close()


def _kill_browser(window: WritingWindow, profile: Path, moment: int) -> None:
    """All its processes are killed at once."""
    window.page.wait_for_timeout(KEPT_WITHIN + 40 * moment)
    for process in processes_of(profile):
        os.kill(process, signal.SIGKILL)
    time.sleep(0.2)


def _kill_server(window: WritingWindow, profile: Path, moment: int) -> None:
    """The server is killed while the sentence is typed; another one is typed while there is none; then it starts again."""
    window.room.kill()
    window.page.keyboard.type(" Chữ gõ khi máy chủ tắt.")
    window.page.wait_for_timeout(40 * moment)
    window.room.start()
    window.room.built()
    window.page.wait_for_function(HELD, arg="Chữ gõ khi máy chủ tắt.")
    expect(window.state).to_contain_text("đã được giữ", timeout=PATIENCE)
    window.page.close()


_KILLS: tuple[Callable[[WritingWindow, Path, int], None], ...] = (_crash_tab, _kill_browser, _kill_server)


def test_an_open_tab_saves_after_the_command_was_started_again(browser: Browser, tmp_path: Path) -> None:
    """It gets the new token by itself; what was typed in between is there."""
    with a_running_room(tmp_path / "cong") as room:
        room.small.write(ARTICLE.partition("/")[2], an_article("Bài cũ", body="Đoạn đầu."))
        room.built()
        with a_browser(browser.browser_type, tmp_path / "ho-so") as context:
            window = WritingWindow(context.pages[0], room)
            window.open(ARTICLE)
            window.to_end()
            window.page.keyboard.type(" Một.")
            room.kill()
            window.page.keyboard.type(" Hai.")
            window.page.keyboard.press("Control+s")
            expect(window.state).to_contain_text("không trả lời")
            room.start()
            window.page.keyboard.type(" Ba.")
            window.page.keyboard.press("Control+s")
            expect(window.state).to_contain_text("Đã lưu,")

        assert "Đoạn đầu. Một. Hai. Ba." in room.file(ARTICLE).read_text("utf-8")


def test_what_was_typed_is_there_whatever_is_chosen_and_typed_next(browser: Browser, tmp_path: Path) -> None:
    """
    Two windows, one the other's copy, type while there is no server, and go.

    Each text is offered; one is left for later while another is typed in its place, one is given up for the saved text.
    """
    profile = tmp_path / "ho-so"
    with a_running_room(tmp_path / "cong") as room:
        room.small.write(ARTICLE.partition("/")[2], an_article("Bài cũ", body="Đoạn đầu."))
        room.built()
        with a_browser(browser.browser_type, profile) as context:
            one = WritingWindow(context.pages[0], room)
            one.open(ARTICLE)
            with context.expect_page() as opened:
                one.page.evaluate("window.open(location.href)")
            two = WritingWindow(opened.value, room)
            expect(two.page.locator("#luu")).to_be_enabled()
            room.kill()
            for window, sentence in ((one, "Câu của cửa sổ này."), (two, "Lời của cửa sổ kia.")):
                window.page.bring_to_front()
                window.to_end()
                window.page.keyboard.type(f" {sentence}")
                expect(window.state).to_contain_text("giữ trong trình duyệt")
                # It says so of what was typed until then; the end of the sentence may come later.
                window.page.wait_for_function(HELD, arg=sentence)
        room.start()
        room.built()
        with a_browser(browser.browser_type, profile) as context:
            window = WritingWindow(context.pages[0], room)
            window.page.goto(room.edit_address(ARTICLE))
            for _ in range(2):
                expect(window.dialog).to_contain_text("Có phần viết dở")
                is_other = "Lời của cửa sổ kia." in window.dialog.inner_text()
                answer = "Để đó, hỏi lại lần sau" if is_other else "Dùng bản đã lưu"
                window.dialog.get_by_role("button", name=answer).click()
                expect(window.page.locator("#danh-sach-ban li")).to_have_count(1)
            typed = ["Lời của cửa sổ kia."]
            for sentence in ("Gõ thêm lần một.", "Gõ thêm lần hai."):
                expect(window.dialog).to_have_count(0)
                window.to_end()
                window.page.keyboard.type(f" {sentence}")
                window.page.wait_for_function(HELD, arg=sentence)
                expect(window.state).to_contain_text("đã được giữ")
                window.page.reload()
                typed.append(sentence)
                for _ in typed:
                    expect(window.dialog).to_contain_text("Có phần viết dở")
                    window.page.keyboard.press("Escape")
        folder = room.small.folder / "ban-luu"
        files = [*(folder / "dang-viet").iterdir(), *(folder / "phien-ban").rglob("*.md")]
        kept = "".join(file.read_text("utf-8") for file in files)
        sentences = ("Câu của cửa sổ này.", "Lời của cửa sổ kia.", "Gõ thêm lần một.", "Gõ thêm lần hai.")
        assert [one for one in sentences if one not in kept] == []
