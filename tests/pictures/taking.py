"""How the pictures are taken: the same pages, windows and instant give the same bytes."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Route, sync_playwright

MAIN = "chien-luoc-dinh-huong-quy-hoach"
ARTICLE = f"{MAIN}/2023/hoi-phu-nu-vung-tu-co-so/"
CHROMIUM_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chromium-headless-shell",
)
DESKTOP, PHONE = {"width": 1280, "height": 960}, {"width": 390, "height": 844}
GAP = 24


@dataclass(frozen=True)
class Picture:
    """A picture of one page, or of several beside each other: its file's name, the pages, the window, the scheme."""

    name: str
    pages: tuple[str, ...]
    window: dict[str, int]
    scheme: str = "light"


# Whether a visit is drawn in the theme's font depends on how soon that comes; a picture waits for it. What scripts change
# while the page comes is drawn into what stands there, with edges of some pixels that are rounded otherwise than at once
# (on a busy machine in every third picture): the page is taken away and drawn anew as a whole.
FROM_TIME, WAITING = "font-display: optional", "font-display: block"
ALL_IS_THERE = """async () => {
  for (const face of document.fonts) if (face.status === 'loading') await face.loaded;
  await document.fonts.ready;
  await Promise.all([...document.images].filter((one) => one.complete).map((one) => one.decode().catch(() => null)));
  const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  document.documentElement.style.display = 'none';
  await drawn();
  document.documentElement.style.display = '';
  await drawn();
}"""
PICTURES = (
    Picture("trang-chu", ("",), DESKTOP),
    Picture("chuyen-muc", (f"{MAIN}/",), DESKTOP),
    Picture("bai-viet", (ARTICLE,), DESKTOP),
    Picture("so-quy-hoach", ("so-quy-hoach/",), DESKTOP),
    Picture("tim-kiem", ("tim-kiem/?tim=quy+hoach",), DESKTOP),
    Picture("dien-thoai", ("", ARTICLE, "so-quy-hoach/"), PHONE, "dark"),
)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing for each request."""


def _with_waiting_fonts(route: Route) -> None:
    """Answer a request for a style sheet with one whose fonts are waited for."""
    sheet = route.fetch()
    route.fulfill(
        response=sheet,
        body=sheet.text().replace(FROM_TIME, WAITING).replace(FROM_TIME.replace(" ", ""), WAITING),
    )


def _shots(browser: Browser, host: str, picture: Picture, now: str) -> Iterator[Image.Image]:
    """Yield what the windows show at an instant, when all of it is there."""
    context = browser.new_context(
        viewport=picture.window, color_scheme=picture.scheme, locale="vi-VN", reduced_motion="reduce"
    )
    context.route("**/*.css", _with_waiting_fonts)
    page = context.new_page()
    page.clock.set_fixed_time(now)
    for address in picture.pages:
        page.goto(host + address, wait_until="networkidle")
        page.evaluate(ALL_IS_THERE)
        yield Image.open(BytesIO(page.screenshot())).convert("RGB")
    context.close()


def _beside(shots: list[Image.Image]) -> Image.Image:
    """Return some pictures as one, side by side on white."""
    width = sum(one.width for one in shots) + GAP * (len(shots) - 1)
    whole = Image.new("RGB", (width, max(one.height for one in shots)), "white")
    left = 0
    for one in shots:
        whole.paste(one, (left, 0))
        left += one.width + GAP
    return whole


@contextmanager
def a_browser() -> Iterator[Browser]:
    """Start this machine's Chromium, and end it after the block."""
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if program is None:
        raise SystemExit("lỗi: máy này chưa có Chromium; cài gói chromium, hoặc đặt biến CHROMIUM.")
    # Chromium has no sandbox for root, as whom machines that test often work.
    options = ["--no-sandbox"] if os.name == "posix" and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=options)
        yield browser
        browser.close()


def take(
    browser: Browser, site: Path, folder: Path, now: str, pictures: Sequence[Picture] = PICTURES
) -> list[Path]:
    """Take the pictures of those pages that a built portal has; return the files that were written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        host = f"http://127.0.0.1:{server.server_port}/"
        for picture in pictures:
            if not all((site / page.partition("?")[0] / "index.html").exists() for page in picture.pages):
                continue
            path = folder / f"{picture.name}.webp"
            _beside(list(_shots(browser, host, picture, now))).save(path, quality=82, method=6)
            written.append(path)
        server.shutdown()
    return written
