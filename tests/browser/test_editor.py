"""The editor in the browser: an article is written, saved, built and seen; nothing is asked of any other host."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import outside_tools
import pytest
from live_previews import PATIENCE, Live, change, started
from PIL import Image
from playwright.sync_api import Browser, FrameLocator, Page, Request, expect
from small_previews import Small
from small_sites import an_article

from plugins.editors.preview.http import Request as PreviewRequest
from plugins.editors.preview.http import Response, text_response
from plugins.editors.preview.server import Server
from plugins.editors.preview.static_files import file_response
from plugins.editors.writing.routes import EDITOR_POLICY
from plugins.editors.writing.static_export import export_editor

pytestmark = pytest.mark.browser

SECTION = "tin-trong-huyen"


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Live]:
    """A preview that is running, with the editor."""
    with started(
        tmp_path, "--packages", str(outside_tools.manager_packages()), module="plugins.editors.writing"
    ) as live:
        live.small.write(
            f"bai-viet/{SECTION}/2023/cu.md",
            "---\nTIÊU ĐỀ : Bài cũ\nCustomKey: 7\n" + COMMON + "---\n\nThân bài cũ.\n",
        )
        yield live


COMMON = "Ngày đăng: 29/11/2023\nChuyên mục: TIN TRONG HUYEN\nTác giả: Lê Hải\n"


class EditorWindow:
    """A window of the editor, and what must not happen in it."""

    def __init__(self, page: Page, live: Live) -> None:
        self.page, self.live = page, live
        self.faults: list[str] = []
        page.on("request", self._request)
        page.on("pageerror", lambda fault: self.faults.append(f"script error: {fault}"))
        page.on(
            "console",
            lambda message: self.faults.append(message.text) if "Content Security" in message.text else None,
        )

    def _request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https") and address.netloc != urlsplit(self.live.address).netloc:
            self.faults.append(f"asked of another host: {request.url}")

    def open(self, place: str = "") -> None:
        """Open a place of the editor."""
        self.page.goto(f"{self.live.address}/bien-tap/#/{place}")

    def field(self, label: str) -> FrameLocator:
        """Return the input under a label."""
        return self.page.get_by_label(re.compile(f"^{label}( \\(|$)"), exact=False).first

    @property
    def pane(self) -> FrameLocator:
        """What is written, as it will look."""
        return self.page.frame_locator("#preview-pane")

    def choose(self, label: str, words: str) -> None:
        """Choose one of several."""
        self.field(label).click()
        self.page.get_by_role("option", name=words).first.click()

    def save(self) -> None:
        """Save, and wait until it is said that it was."""
        self.page.get_by_role("button", name="Lưu", exact=True).first.click()
        self.page.get_by_role("menuitem", name="Lưu", exact=True).first.click()
        expect(self.page.get_by_text("Đã lưu bài").first).to_be_visible()


@pytest.fixture
def window(browser: Browser, live: Live) -> Iterator[EditorWindow]:
    """A window of the editor; when the test ends, no other host was asked and no script failed."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="vi-VN")
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    window = EditorWindow(context.new_page(), live)
    yield window
    context.close()
    assert window.faults == []


def test_an_article_is_written_saved_and_seen(window: EditorWindow, live: Live, tmp_path: Path) -> None:
    """Title, section, date, author, photo, body; the file in our format, in its place; the page in the preview."""
    photo = tmp_path / "IMG 001.JPG"
    Image.new("RGB", (640, 400), "green").save(photo, "JPEG")
    window.open("collections/bai-viet/new")
    window.field("Tiêu đề").fill("Đường mới ở Thọ Hải: ba việc")
    window.choose("Chuyên mục", "Tin trong huyện")
    expect(window.field("Ngày đăng")).to_have_value(re.compile(r"\d\d/\d\d/\d{4} \d\d:\d\d"))
    window.field("Ngày đăng").fill("05/02/2024 07:30")
    expect(window.page.get_by_text("Thứ Hai, ngày 5 tháng 2 năm 2024, lúc 07:30")).to_be_visible()
    window.field("Tác giả").fill("Lê Hải")
    window.field("Tóm tắt").fill("Một câu tóm tắt.")
    body = window.field("Thân bài")
    body.fill("Câu mở đầu.")
    window.page.get_by_role("button", name="Ảnh", exact=True).click()
    question = window.page.get_by_role("dialog")
    question.get_by_label("Tệp ảnh").set_input_files(photo)
    question.get_by_label("Mô tả ảnh").fill("Người dân làm đường")
    question.get_by_label("Chú thích").fill("Ảnh: Lê Hải")
    question.get_by_role("button", name="Chèn vào bài").click()

    expect(body).to_have_value(
        re.compile(r"^Câu mở đầu\.\n\n!\[Người dân làm đường\]\([a-z0-9-]+\.jpg\)\n\(Ảnh: Lê Hải\)$")
    )
    expect(window.pane.get_by_role("heading", level=1)).to_have_text("Đường mới ở Thọ Hải: ba việc")
    expect(window.pane.get_by_role("heading", level=1)).to_have_css("color", "rgb(18, 54, 95)")
    expect(window.pane.locator("img[src^='blob:']")).to_be_visible()
    expect(window.pane.locator(".preview-problems")).to_have_count(0)
    written = body.input_value()
    window.save()

    file = live.small.content / "bai-viet" / SECTION / "2024" / "duong-moi-o-tho-hai-ba-viec.md"
    assert file.read_text("utf-8") == (
        "Tiêu đề: Đường mới ở Thọ Hải: ba việc\nNgày đăng: 05/02/2024 07:30\nChuyên mục: Tin trong huyện\n"
        f"Tác giả: Lê Hải\nTóm tắt: Một câu tóm tắt.\nTrạng thái: nháp\n\n{written}\n"
    )
    name = re.search(r"\(([a-z0-9-]+\.jpg)\)", written)
    assert name
    assert (file.parent / name[1]).read_bytes() == photo.read_bytes()

    page = window.page.context.new_page()
    page.goto(f"{live.address}/{SECTION}/2024/duong-moi-o-tho-hai-ba-viec/")
    expect(page.locator(".preview-badge").first).to_have_text("Bản nháp – chưa công bố")
    expect(page.locator("figure img, .prose img").first).to_be_visible()
    expect(page.get_by_role("link", name="Sửa bài này")).to_have_attribute(
        "href", f"/bien-tap/#/collections/bai-viet/entries/{SECTION}/2024/duong-moi-o-tho-hai-ba-viec"
    )


def test_a_field_is_changed_and_every_other_byte_stays(window: EditorWindow, live: Live) -> None:
    """Spelling of keys, unknown keys, fences, the section as it was written, the body."""
    file = live.small.content / "bai-viet" / SECTION / "2023" / "cu.md"
    before = file.read_bytes()
    window.open(f"collections/bai-viet/entries/{SECTION}/2023/cu")
    expect(window.field("Tiêu đề")).to_have_value("Bài cũ")
    expect(window.page.get_by_text("Tin trong huyện", exact=True).first).to_be_visible()
    window.field("Tiêu đề").fill("Bài đổi tên")
    expect(window.pane.get_by_role("heading", level=1)).to_have_text("Bài đổi tên")
    window.save()

    assert file.read_bytes() == before.replace("Bài cũ".encode(), "Bài đổi tên".encode())


def test_problems_are_told_while_the_text_is_written(window: EditorWindow) -> None:
    """In the pane beside the form, at their place, before anything is saved."""
    window.open(f"collections/bai-viet/entries/{SECTION}/2023/cu")
    window.field("Thân bài").fill("Xem [bài này](khong-co.md).")

    expect(window.pane.locator(".preview-problems")).to_contain_text("không tìm thấy tệp “khong-co.md”")
    expect(window.pane.locator(".preview-mark")).to_be_visible()
    window.field("Thân bài").fill("Xem bài này.")
    expect(window.pane.locator(".preview-mark")).to_have_count(0)
    expect(window.pane.locator(".preview-problems")).not_to_contain_text("khong-co.md")


def test_what_somebody_else_wrote_meanwhile_is_not_written_over(window: EditorWindow, live: Live) -> None:
    """The editor is told, and keeps what was typed."""
    file = live.small.content / "bai-viet" / SECTION / "2023" / "cu.md"
    window.open(f"collections/bai-viet/entries/{SECTION}/2023/cu")
    expect(window.field("Thân bài")).to_have_value("Thân bài cũ.\n")
    change(file, "Thân bài cũ.", "Thân bài của người khác.")
    window.field("Thân bài").fill("Thân bài của tôi.")
    window.page.get_by_role("button", name="Lưu", exact=True).first.click()
    window.page.get_by_role("menuitem", name="Lưu", exact=True).first.click()

    expect(window.page.get_by_text("vừa được sửa ở nơi khác").first).to_be_visible()
    assert "Thân bài của người khác." in file.read_text("utf-8")
    expect(window.field("Thân bài")).to_have_value("Thân bài của tôi.")
    # The manager lets its own promise fall, after it has told why.
    window.faults.remove("script error: Object")


def test_the_editor_speaks_vietnamese(window: EditorWindow) -> None:
    """No phrase is left in the manager's own language."""
    window.open()
    expect(window.page.get_by_role("link", name="Bài viết", exact=True)).to_be_visible()
    lacking = window.page.evaluate(
        """() => {
          const found = [];
          const look = (english, ours, way) => {
            for (const [name, words] of Object.entries(english)) {
              if (typeof words === "string") { if (!ours || !ours[name]) found.push(`${way}${name}`); }
              else look(words, (ours || {})[name], `${way}${name}.`);
            }
          };
          look(CMS.getLocale("en"), CMS.getLocale("vi"), "");
          return found;
        }"""
    )

    assert lacking == []


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
        return Response(found.status, {**found.headers, "Content-Security-Policy": EDITOR_POLICY}, found.body)

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


def test_all_articles_are_listed_the_newest_first(window: EditorWindow, live: Live) -> None:
    """By their day, which is written day first."""
    for number, day in enumerate(("05/02/2025", "28/01/2025", "01/12/2024")):
        live.small.write(f"bai-viet/{SECTION}/tin-{number}.md", an_article(f"Tin {number}", date=day))
    window.open("collections/bai-viet")
    expect(window.page.get_by_role("link", name=re.compile("^Tin 0"))).to_be_visible()
    titles = window.page.get_by_role("link", name=re.compile("^(Tin \\d|Bài)")).all_inner_texts()

    assert [title.split(" — ")[0] for title in titles if " — " in title] == [
        "Tin 0",
        "Tin 1",
        "Tin 2",
        "Bài cũ",
    ]
    assert datetime.strptime("05/02/2025", "%d/%m/%Y") > datetime.strptime("28/01/2025", "%d/%m/%Y")
