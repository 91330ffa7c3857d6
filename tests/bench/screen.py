"""How soon a saved article is on the screen of a real browser."""

from __future__ import annotations

import os
import re
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

import outside_tools
from playwright.sync_api import Page, sync_playwright

_SETTLING = 0.5  # seconds between two saves
_GIVEN_UP = 120_000  # milliseconds
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")
# The browser itself says when the words were drawn, by the clock that is everybody's on one machine.
_WATCH = """(words) => {
  window.drawn = new Promise((done) => {
    const look = () => {
      if (!document.body.textContent.includes(words)) return;
      watch.disconnect();
      requestAnimationFrame(() => setTimeout(() => done(performance.timeOrigin + performance.now())));
    };
    const watch = new MutationObserver(look);
    watch.observe(document.documentElement, { subtree: true, childList: true, characterData: true });
    look();
  });
}"""


def seconds_until_drawn(
    command: tuple[str, ...], folder: Path, change: Callable[[int], tuple[str, Path, str, str]], times: int
) -> list[float]:
    """
    Start a preview, save again and again while the page is open, and return how long each save took to be drawn.

    ``change`` tells for the nth save the page's address, the file, its new text and the words to look for.
    """
    environment = {**os.environ, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}
    options = ("--quarantine", "--confirm-fewer", "--port", "0")
    with subprocess.Popen(
        (*command, *options), cwd=folder, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout
            host = next(known[0] for line in process.stdout if (known := _ADDRESS.search(line)))
            next(line for line in process.stdout if line.startswith("Đang đợi"))
            threading.Thread(target=process.stdout.read, daemon=True).start()
            return _drawn(host, change, times)
        finally:
            process.terminate()


def _drawn(host: str, change: Callable[[int], tuple[str, Path, str, str]], times: int) -> list[float]:
    with sync_playwright() as playwright:
        program, options = outside_tools.chromium(), outside_tools.chromium_options()
        browser = playwright.chromium.launch(executable_path=program, args=options)
        page = browser.new_page()
        page.set_default_timeout(_GIVEN_UP)
        return [_seconds(page, host, *change(number)) for number in range(times)]


def _seconds(page: Page, host: str, address: str, file: Path, text: str, words: str) -> float:
    if page.url != f"{host}/{address}":
        page.goto(f"{host}/{address}")
        page.locator(".preview-band").wait_for()
    time.sleep(_SETTLING)
    page.evaluate(_WATCH, words)
    began = time.time()
    file.write_text(text, "utf-8")
    drawn = float(page.evaluate("() => window.drawn"))
    # The build that may follow is waited for: the next save shall meet a process at rest.
    page.locator(".preview-state").wait_for(state="hidden")
    return drawn / 1000 - began
