"""A writing room that is really running, and a window of it in a real browser."""

from __future__ import annotations

import os
import re
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import Popen
from typing import IO
from urllib.parse import quote, urlsplit

import fork_server
import outside_tools
from closing import close_context
from live_previews import PATIENCE
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Request, expect
from small_previews import Small
from small_sites import an_article, settings_file

# The editor hears of a caret a moment later than the browser has it, and the keys of a test are faster than any hand.
_SELECTED = "document.dispatchEvent(new Event('selectionchange'))"
_NO_LAST_MOMENT = """() => {
  for (const name of ["pagehide", "visibilitychange"]) addEventListener(name, (event) => event.stopImmediatePropagation(), true);
}"""
_ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)")
SECTION = "tin-trong-huyen"
ARTICLE = f"content/bai-viet/{SECTION}/2023/cu.md"


@dataclass
class RunningRoom:
    """A portal with a writing room: it can be killed at any moment, and started again at the same port."""

    small: Small
    port: int = 0
    process: fork_server.Process | Popen[str] | None = None
    printed: IO[str] | None = None

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start the command, and wait until it answers."""
        conf = self.small.folder / "conf.py"
        if not conf.exists():
            conf = settings_file(self.small.folder, "SHARE_CARDS = False")
        command = [sys.executable, "-m", "plugins.editors.writing", str(self.small.content), "-s", str(conf)]
        packages = str(outside_tools.prose_editor())
        self.process, self.printed = fork_server.listen(
            [*command, "--quarantine", "--confirm-fewer", "--port", str(self.port), "--packages", packages],
            env={**os.environ, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"},
        )
        found = next((found for line in self.printed if (found := _ADDRESS.search(line))), None)
        assert found
        self.port = int(found[1])

    def built(self) -> None:
        """Wait until the portal is built."""
        assert self.printed
        assert any("Đang đợi" in line for line in self.printed)

    def kill(self) -> None:
        """Kill the command: it can do nothing more."""
        if self.process and self.printed:
            self.process.kill()
            self.process.wait()
            self.printed.close()
            self.process = self.printed = None

    def file(self, path: str) -> Path:
        """Return a file by its path."""
        return self.small.folder / path

    def forget_typing(self) -> None:
        """Forget what was being typed; what a window sent before it was closed may come a moment later."""
        quiet = 0
        while quiet < 3:
            kept = [*(self.small.folder / "ban-luu" / "dang-viet").glob("*")]
            for one in kept:
                # One that is just being written gets its name in this moment.
                one.unlink(missing_ok=True)
            quiet = 0 if kept else quiet + 1
            time.sleep(0.1)

    def edit_address(self, path: str) -> str:
        """Return where an article is written."""
        return f"{self.address}/bien-tap/viet?bai={quote(path)}"


@contextmanager
def a_running_room(folder: Path) -> Iterator[RunningRoom]:
    """A writing room of a small portal."""
    # A port of its own from the beginning: it is the same after the command was started again.
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    room = RunningRoom(Small(folder), port)
    room.start()
    try:
        yield room
    finally:
        room.kill()


@dataclass
class WritingWindow:
    """A tab of the writing room, and what must not happen in it."""

    page: Page
    room: RunningRoom
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", self._request)
        self.page.on("pageerror", lambda fault: self.faults.append(f"script error: {fault}"))
        self.page.on(
            "console",
            lambda message: self.faults.append(message.text) if "Content Security" in message.text else None,
        )

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https") and address.netloc != urlsplit(self.room.address).netloc:
            self.faults.append(f"asked of another host: {request.url}")

    def open(self, path: str) -> None:
        """Open an article, and wait until it can be written."""
        self.page.goto(self.room.edit_address(path))
        expect(self.page.locator("#luu")).to_be_enabled()

    @property
    def text(self) -> Locator:
        """Where the body is written."""
        return self.page.get_by_role("textbox", name="Thân bài")

    @property
    def source(self) -> Locator:
        """Where its source is written."""
        return self.page.get_by_label("Mã nguồn của thân bài")

    @property
    def state(self) -> Locator:
        """What is said of the last save."""
        return self.page.locator("#trang-thai-luu")

    @property
    def dialog(self) -> Locator:
        """The question that is open."""
        return self.page.get_by_role("dialog")

    def tool(self, name: str) -> Locator:
        """Return a button above the text."""
        return self.page.get_by_role("toolbar").get_by_role("button", name=name, exact=True)

    def to_end(self) -> None:
        """Put the caret at the end of the text."""
        self.text.click()
        self.page.keyboard.press("Control+End")
        self.selected()

    def to_end_of(self, words: str, *, exact: bool = False) -> None:
        """Put the caret at the end of the line that has some words."""
        self.text.get_by_text(words, exact=exact).click()
        self.page.keyboard.press("End")
        self.selected()

    def selected(self) -> None:
        """Let the editor hear at once of what is selected."""
        self.page.evaluate(_SELECTED)

    def close(self) -> None:
        """Close the window; nothing is kept of it in its last moment, which may come after the next test has begun."""
        for page in self.page.context.pages:
            page.evaluate(_NO_LAST_MOMENT)
        close_context(self.page.context)

    def compose(self, steps: list[str]) -> None:
        """Type a word as an input method does: each step replaces the one before, then it stands."""
        session = self.page.context.new_cdp_session(self.page)
        for step in steps:
            session.send(
                "Input.imeSetComposition",
                {"text": step, "selectionStart": len(step), "selectionEnd": len(step)},
            )
        session.send("Input.insertText", {"text": steps[-1]})
        session.detach()

    def save(self) -> None:
        """Save, and wait until it is said; a refusal is told in the room's own words."""
        self.page.get_by_role("button", name="Lưu", exact=True).click()
        expect(self.state).to_contain_text(re.compile("Đã lưu,|Chưa lưu được"))
        assert "Đã lưu," in self.state.inner_text(), self.page.locator("#loi-bao").inner_text()


def a_window(
    browser: Browser, room: RunningRoom, width: int = 1280, context: BrowserContext | None = None
) -> WritingWindow:
    """Return a new tab, in a browser of its own unless a context is given."""
    context = context or browser.new_context(viewport={"width": width, "height": 900}, locale="vi-VN")
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    return WritingWindow(context.new_page(), room)


@contextmanager
def a_room_with_article(folder: Path, body: str) -> Iterator[RunningRoom]:
    """A writing room of a portal with an article that has this body."""
    with a_running_room(folder) as room:
        room.small.write(ARTICLE.partition("/")[2], an_article("Bài cũ", body=body))
        room.built()
        yield room


@contextmanager
def a_watched_window(browser: Browser, room: RunningRoom, body: str) -> Iterator[WritingWindow]:
    """
    A window of a room whose article has this body again, with nothing typed that is not saved.

    When the block ends, no other host was asked, no policy broken and no script failed.
    """
    room.small.write(ARTICLE.partition("/")[2], an_article("Bài cũ", body=body))
    room.forget_typing()
    window = a_window(browser, room)
    yield window
    window.close()
    assert window.faults == []
