"""The editor on a web host: it asks for an account at the Git host, and writes in our format."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import outside_tools
import pytest
from live_previews import PATIENCE
from playwright.sync_api import Browser, expect
from small_previews import Small

from plugins.editors.hosted.static_export import export_editor
from plugins.editors.preview.http import Request as PreviewRequest
from plugins.editors.preview.http import Response, text_response
from plugins.editors.preview.server import Server
from plugins.editors.preview.static_files import file_response

pytestmark = pytest.mark.browser

SECTION = "tin-trong-huyen"
PAGE = Path(__file__).resolve().parents[2] / "docs" / "vi" / "bien-tap" / "trinh-soan-thao.md"


def documented_policy() -> str:
    """Return the policy that the page for keepers asks a web host to send; this one names no Git host."""
    found = re.search(r"Content-Security-Policy: (.*?)\n```", PAGE.read_text("utf-8"), re.DOTALL)
    assert found
    return re.sub(r" https:\S*?(?=[ ;])", "", " ".join(found[1].split()))


@contextmanager
def hosted(folder: Path, **backend: str) -> Iterator[str]:
    """The editor as files on a web host as strict as its page allows; ``backend`` in place of what is written."""
    small = Small(folder / "cong")
    small.write("du-lieu/bien-tap.toml", '[git]\nmay-chu = "github"\nkho = "ubnd/cong"\nduyet = false\n')
    export_editor(small.settings(), outside_tools.manager(), folder / "bien-tap")
    if backend:
        configuration = json.loads((folder / "bien-tap" / "cau-hinh.json").read_text("utf-8"))
        configuration["manager"]["backend"] = backend
        (folder / "bien-tap" / "cau-hinh.json").write_text(json.dumps(configuration), "utf-8")

    def respond(request: PreviewRequest) -> Response:
        found = file_response(folder / "bien-tap", request.path, request.headers) or text_response(404, "")
        return Response(
            found.status, {**found.headers, "Content-Security-Policy": documented_policy()}, found.body
        )

    server = Server(0, respond)
    server.start()
    yield f"http://127.0.0.1:{server.port}/"
    server.close()


def test_with_a_git_host_it_asks_for_an_account_there(browser: Browser, tmp_path: Path) -> None:
    """Until somebody signs in nothing is asked of anybody else."""
    with hosted(tmp_path) as address:
        page = browser.new_page()
        requested: list[str] = []
        page.on("request", lambda request: requested.append(request.url))
        page.goto(address)
        expect(page.get_by_role("button", name="Đăng nhập bằng GitHub")).to_be_visible(timeout=PATIENCE)
        page.close()

    assert [one for one in requested if not one.startswith((address, "data:", "blob:"))] == []


def test_without_the_portal_at_hand_the_pane_still_wears_its_dress(browser: Browser, tmp_path: Path) -> None:
    """On a web host the manager reads the body by itself; what is saved is in our format all the same."""
    with hosted(tmp_path, name="test-repo") as address:
        page = browser.new_page(locale="vi-VN")
        page.set_default_timeout(PATIENCE)
        page.goto(address)
        page.get_by_role("button", name="Mở", exact=True).click()
        page.get_by_role("link", name=re.compile("Bài viết mới")).click()
        page.get_by_label("Tiêu đề", exact=True).fill("Bài trên máy chủ Git")
        page.get_by_label("Chuyên mục", exact=True).click()
        page.get_by_role("option", name="Tin trong huyện").first.click()
        page.get_by_label("Ngày đăng", exact=True).fill("05/02/2024")
        page.get_by_label(re.compile("^Thân bài")).fill("Một **câu** đậm.")
        pane = page.frame_locator("#preview-pane")
        expect(pane.get_by_role("heading", level=1)).to_have_text("Bài trên máy chủ Git", timeout=PATIENCE)
        expect(pane.get_by_role("heading", level=1)).to_have_css("color", "rgb(18, 54, 95)")
        expect(pane.locator("strong")).to_have_text("câu")
        page.get_by_role("button", name="Lưu", exact=True).first.click()
        page.get_by_role("menuitem", name="Lưu", exact=True).first.click()
        expect(page.get_by_text("Đã lưu bài").first).to_be_visible(timeout=PATIENCE)
        files = page.evaluate("() => window.repoFiles")
        page.close()
    file = files["content"]["bai-viet"][SECTION]["2024"]["bai-tren-may-chu-git.md"]

    assert file["content"].startswith(
        "Tiêu đề: Bài trên máy chủ Git\nNgày đăng: 05/02/2024\nChuyên mục: Tin trong huyện\n"
    )
    assert file["content"].endswith("\n\nMột **câu** đậm.\n")
