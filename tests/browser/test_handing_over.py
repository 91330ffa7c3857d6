"""From hand to hand in a real browser: the buttons that are due, who approves what, two texts side by side."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_checks import violations
from playwright.sync_api import Browser, expect
from small_sites import an_article
from writing_rooms import SECTION, RunningRoom, WritingWindow, a_running_room, a_window

pytestmark = pytest.mark.browser

PATH = f"content/bai-viet/{SECTION}/2023/hop.md"
RULES = '[duyet]\nbat-buoc = true\nnguoi-duyet = ["Nguyễn Thị Hạnh"]\n'
ME = ("-c", "user.name=a", "-c", "user.email=a@vi-du.vn")


def git(folder: Path, *words: str) -> None:
    """Run git; fails loudly."""
    subprocess.run(["git", "-C", str(folder), *words], check=True, capture_output=True)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningRoom]:
    """A room of a portal that demands approval, in a checkout with a server."""
    folder = tmp_path_factory.mktemp("chuyen")
    server = folder.with_name(f"{folder.name}.git")
    git(folder, "init", "-q", "-b", "main")
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(server)], check=True)
    with a_running_room(folder) as running:
        (running.small.content / "du-lieu" / "quy-trinh.toml").write_text(RULES, "utf-8")
        running.small.write(
            PATH.partition("/")[2], an_article("Họp báo", "Trạng thái: nháp", body="Một câu.")
        )
        top = running.small.folder
        git(top, "remote", "add", "origin", str(server))
        git(top, "add", "content")
        git(top, *ME, "commit", "-qm", "đầu")
        git(top, "push", "-qu", "origin", "main")
        yield running


@pytest.fixture
def window(browser: Browser, room: RunningRoom) -> Iterator[WritingWindow]:
    """A window; nothing forbidden happens in it."""
    found = a_window(browser, room)
    yield found
    assert found.faults == []
    found.close()


def as_person(window: WritingWindow, name: str) -> None:
    """Say who sits there."""
    window.page.get_by_label("Tôi là").fill(name)


def press(window: WritingWindow, name: str) -> None:
    """Press a step's button."""
    window.page.get_by_role("button", name=name, exact=True).click()


def test_an_article_goes_from_the_writer_to_the_approver_and_out(
    window: WritingWindow, room: RunningRoom
) -> None:
    """Only what is due has a button; who wrote it cannot approve it; the question before it is public comes once."""
    window.open(PATH)
    window.to_end()
    window.page.keyboard.type(" Hai câu.")
    as_person(window, "Lê Hải")
    press(window, "Gửi duyệt")
    expect(window.page.get_by_role("alert")).to_contain_text("Đã gửi duyệt")
    text = room.file(PATH).read_text("utf-8")
    assert "Trạng thái: chờ duyệt" in text
    assert "Một câu. Hai câu." in text

    as_person(window, "Le Hai")
    press(window, "Duyệt")
    expect(window.page.get_by_role("alert")).to_contain_text("vừa viết vừa duyệt")

    as_person(window, "Nguyễn Thị Hạnh")
    press(window, "Duyệt")
    expect(window.page.get_by_role("alert")).to_contain_text("Đã duyệt bản này")
    press(window, "Đăng")
    expect(window.dialog).to_contain_text("Họp báo")
    window.dialog.get_by_role("button", name="Đồng ý, công bố").click()
    expect(window.page.get_by_role("alert")).to_contain_text("bài lên cổng")
    assert "Trạng thái: đăng" in room.file(PATH).read_text("utf-8")
    expect(window.page.get_by_role("button", name="Đăng", exact=True)).to_have_count(0)


def test_what_comes_back_says_why_and_can_be_written_on(window: WritingWindow, room: RunningRoom) -> None:
    """The reason stands in the box; the text is as it was."""
    path = PATH.replace("hop.md", "lai.md")
    room.small.write(path.partition("/")[2], an_article("Họp dân", "Trạng thái: chờ duyệt", body="Một câu."))
    window.open(path)
    as_person(window, "Nguyễn Thị Hạnh")
    press(window, "Trả lại…")
    window.dialog.get_by_label("Cần sửa gì?").fill("Thiếu nguồn ảnh")
    window.dialog.get_by_role("button", name="Trả lại").click()
    expect(window.page.get_by_role("region", name="Chuyển bài")).to_contain_text(
        "Nguyễn Thị Hạnh – Thiếu nguồn ảnh"
    )
    window.to_end()
    window.page.keyboard.type(" Ảnh: Lê Hải.")
    window.save()

    assert "Một câu. Ảnh: Lê Hải." in room.file(path).read_text("utf-8")


SLOW_STEP = """() => {
  const plain = window.fetch;
  window.fetch = async (address, options) => {
    const answer = await plain(address, options);
    if (address === "may/chuyen") await new Promise((go) => { window.goOn = go; });
    return answer;
  };
}"""


def test_what_is_typed_while_a_step_is_taken_stays(window: WritingWindow, room: RunningRoom) -> None:
    """The answer may come late: it brings the header's new lines, and no older text."""
    path = PATH.replace("hop.md", "cham.md")
    room.small.write(path.partition("/")[2], an_article("Họp chậm", "Trạng thái: nháp", body="Một câu."))
    window.open(path)
    window.page.evaluate(SLOW_STEP)
    as_person(window, "Lê Hải")
    with window.page.expect_response("**/may/chuyen"):
        press(window, "Gửi duyệt")
    window.to_end()
    window.page.keyboard.type(" Gõ thêm.")
    window.page.evaluate("window.goOn()")
    expect(window.page.get_by_role("region", name="Chuyển bài")).to_contain_text("Gửi duyệt:")
    expect(window.state).to_contain_text("Chưa lưu")
    window.save()

    saved = room.file(path).read_text("utf-8")
    assert "Một câu. Gõ thêm." in saved
    assert "Trạng thái: chờ duyệt\nGửi duyệt: " in saved


def test_two_texts_of_one_article_are_shown_and_one_is_chosen(
    window: WritingWindow, room: RunningRoom, tmp_path: Path
) -> None:
    """Sent by somebody else in the meantime: nothing is overwritten before she chooses."""
    path = PATH.replace("hop.md", "hai-ban.md")
    room.small.write(path.partition("/")[2], an_article("Hai bản", "Trạng thái: nháp", body="Gốc."))
    git(room.small.folder, "add", "content")
    git(room.small.folder, *ME, "commit", "-qm", "thêm")
    git(room.small.folder, "push", "-q")
    other = tmp_path / "khác"
    server = room.small.folder.with_name(f"{room.small.folder.name}.git")
    subprocess.run(["git", "clone", "-q", str(server), str(other)], check=True, capture_output=True)
    (other / path).write_text(an_article("Hai bản", "Trạng thái: nháp", body="Của người khác."), "utf-8")
    git(other, *ME, "commit", "-qam", "sửa")
    git(other, "push", "-q")
    room.file(path).write_text(an_article("Hai bản", "Trạng thái: nháp", body="Của tôi."), "utf-8")

    window.page.goto(f"{room.address}/bien-tap/")
    box = window.page.locator("#chia-se")
    # One name in one place: the desk asks who sits there, also for a name that is in no list.
    expect(box).to_be_visible()
    place = window.page.locator("#ten-nhom").bounding_box()
    box.get_by_role("button", name="Gửi lên").click()
    # What is told stands over the page: nothing of it moves, and it goes when it was read.
    told = window.page.get_by_role("alert")
    expect(told).to_contain_text("chọn tên ở ô “Tôi là”")
    assert window.page.locator("#ten-nhom").bounding_box() == place
    told.get_by_role("button", name="Đóng").click()
    expect(told).to_be_hidden()
    box.get_by_role("button", name="Gửi lên").press("Enter")
    me = window.page.get_by_label("Tôi là")
    expect(me).to_be_focused()
    me.select_option(label="Tên khác…")
    window.dialog.get_by_label("Họ và tên").fill("Vũ Thị Mới")
    window.page.keyboard.press("Enter")
    expect(me).to_have_value("Vũ Thị Mới")
    box.get_by_role("button", name="Gửi lên").click()
    expect(window.dialog).to_contain_text("Của tôi.")
    expect(window.dialog).to_contain_text("Của người khác.")
    assert "Của tôi." in room.file(path).read_text("utf-8")
    window.dialog.get_by_role("button", name="Giữ bản trên máy chủ").click()
    expect(window.dialog).to_have_count(0)
    box.get_by_role("button", name="Gửi lên").click()
    expect(window.page.locator("#vua-lam")).to_contain_text("Không có gì phải gửi.")

    assert "Của người khác." in room.file(path).read_text("utf-8")


@pytest.mark.parametrize("width", [390, 1280])
def test_the_boxes_have_no_fault_for_axe(browser: Browser, room: RunningRoom, axe: str, width: int) -> None:
    """Of an article that waits for its next step, and of the desk."""
    window = a_window(browser, room, width)
    path = PATH.replace("hop.md", "truc.md")
    room.small.write(
        path.partition("/")[2], an_article("Họp trù bị", "Trạng thái: chờ duyệt", body="Một câu.")
    )
    window.open(path)
    if width < 992:
        press(window, "Thông tin")
    assert violations(window.page, axe) == []
    window.page.goto(f"{room.address}/bien-tap/")
    expect(window.page.locator("#chia-se")).to_be_visible()
    assert violations(window.page, axe) == []
    window.close()
