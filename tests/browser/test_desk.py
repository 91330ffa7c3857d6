"""The desk in a real browser: groups, filters, new articles by kind, copies, the trash, the month; all by the keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_checks import violations
from playwright.sync_api import Browser, Page, expect
from small_sites import an_article
from writing_rooms import SECTION, RunningRoom, WritingWindow, a_running_room, a_window

pytestmark = pytest.mark.browser

FOLDER = f"bai-viet/{SECTION}/2024"
ARTICLES = {
    "dan": an_article("Bài dẫn tới lịch", "Trạng thái: nháp", body="Xem [lịch](lich.md)."),
    "lich": an_article("Lịch tiếp công dân", date="03/07/2024 07:30"),
    "le": an_article("Lễ hội tháng Tám", date="05/08/2024"),
    "cho": an_article("Bài chờ duyệt", "Trạng thái: chờ duyệt"),
    "nhap": an_article("Bài nháp", "Trạng thái: nháp"),
    "loi": an_article("Bài có lỗi", date="31/02/2024"),
    "het": an_article("Tạm ngừng cấp nước", "Hết hạn: 02/07/2024", date="20/06/2024"),
}


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningRoom]:
    """A writing room with articles of every group, and somebody who may approve."""
    with a_running_room(tmp_path_factory.mktemp("ban-viet")) as room:
        for name, text in ARTICLES.items():
            room.small.write(f"{FOLDER}/{name}.md", text)
        room.small.write("du-lieu/quy-trinh.toml", '[duyet]\nnguoi-duyet = ["Nguyễn Thị Hạnh"]\n')
        room.built()
        yield room


@pytest.fixture(scope="module")
def shared_window(browser: Browser, room: RunningRoom) -> Iterator[WritingWindow]:
    """The desk for tests that change nothing on it."""
    window = a_window(browser, room)
    open_desk(window)
    yield window
    window.close()
    assert window.faults == []


@pytest.fixture
def window(browser: Browser, room: RunningRoom) -> Iterator[WritingWindow]:
    """The desk; when the test ends, no other host was asked, no policy broken and no script failed."""
    window = a_window(browser, room)
    open_desk(window)
    yield window
    window.close()
    assert window.faults == []


def open_desk(window: WritingWindow, group: str = "") -> None:
    """Open the desk at a group."""
    window.page.goto(f"{window.room.address}/bien-tap/#{group}")
    expect(window.page.locator("#cac-nhom a").first).to_be_visible()


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what has this name, or this beginning of one, is focused."""
    for _ in range(120):
        page.keyboard.press("Tab")
        at = page.evaluate(
            "(document.activeElement.getAttribute('aria-label') || document.activeElement.labels?.[0]?.textContent"
            " || document.activeElement.textContent).trim()"
        )
        if at.startswith(name):
            return
    raise AssertionError(name)


def titles(page: Page) -> list[str]:
    """Return the titles that are listed."""
    return page.locator(".article-row__title").all_text_contents()


def test_who_sits_here_is_chosen_once_and_sees_what_waits(window: WritingWindow) -> None:
    """By the keyboard; after a reload it is still known, and what waits is shown first."""
    page = window.page
    expect(page.get_by_role("link", name=re.compile("Chờ tôi"))).to_have_count(0)
    tab_to(page, "Tôi là")
    page.keyboard.type("Nguyễn")
    waiting = page.get_by_role("link", name="Chờ tôi 1")
    expect(waiting).to_be_visible()
    expect(page.locator("#toi-la")).to_be_focused()
    page.reload()
    expect(waiting).to_have_attribute("aria-current", "true")
    assert titles(page) == ["Bài chờ duyệt"]
    tab_to(page, "Bài của tôi")
    page.keyboard.press("Enter")
    expect(page.locator("#so-bai")).to_have_text("Bạn chưa có bài nào.")
    page.select_option("#toi-la", "Lê Hải")
    expect(page.locator("#so-bai")).to_have_text(re.compile(r"^\d+ bài$"))


@pytest.mark.parametrize(
    ("group", "found"),
    [
        ("cho-duyet", ["Bài chờ duyệt"]),
        ("co-loi", ["Bài có lỗi"]),
        ("hen-gio", ["Lịch tiếp công dân", "Lễ hội tháng Tám"]),
        ("sap-het-han", ["Tạm ngừng cấp nước"]),
        ("lay-y-kien", []),
    ],
)
def test_groups_have_addresses(window: WritingWindow, group: str, found: list[str]) -> None:
    """They are opened with a link, and the browser's way back leads back."""
    open_desk(window, group)
    expect(window.page.locator(f'#cac-nhom [href="#{group}"]')).to_have_attribute("aria-current", "true")
    expect(window.page.locator(".article-row")).to_have_count(len(found))
    assert titles(window.page) == found


def test_articles_are_found_without_diacritics_and_filtered(window: WritingWindow) -> None:
    """Word, section, state and author together; one button forgets them all."""
    page = window.page
    tab_to(page, "Tìm bài")
    page.keyboard.type("cap nuoc")
    expect(page.locator(".article-row")).to_have_count(1)
    page.select_option("#loc-trang-thai", "Nháp")
    expect(page.locator("#so-bai")).to_have_text("Không có bài nào như vậy.")
    page.get_by_role("button", name="Bỏ lọc").click()
    expect(page.locator("#tim")).to_be_focused()
    page.keyboard.type("nhap.md")
    page.select_option("#loc-trang-thai", "Nháp")
    page.select_option("#loc-tac-gia", "Lê Hải")
    page.select_option("#loc-chuyen-muc", "Tin trong huyện")
    expect(page.locator(".article-row")).to_have_count(1)
    assert titles(page) == ["Bài nháp"]


def test_a_new_article_of_a_kind_is_made_by_the_keyboard(window: WritingWindow) -> None:
    """The kind's own fields are asked at once, and come first in the form; Enter in a field makes the article."""
    page = window.page
    tab_to(page, "Bài mới")
    page.keyboard.press("Enter")
    expect(window.dialog.get_by_role("radio", name="Tin", exact=True)).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(window.dialog.get_by_role("radio", name="Thông báo có hạn")).to_be_checked()
    tab_to(page, "Tiêu đề")
    page.keyboard.type("Tạm ngừng cấp nước")
    tab_to(page, "Chuyên mục")
    page.keyboard.press("ArrowDown")
    tab_to(page, "Hết hạn")
    page.keyboard.type("15/07/2024")
    page.keyboard.press("Enter")
    expect(window.dialog).to_contain_text("Đã có bài cùng tiêu đề.")
    expect(window.dialog.get_by_role("link", name="Tạm ngừng cấp nước")).to_be_visible()
    tab_to(page, "Vẫn tạo bài mới")
    page.keyboard.press("Enter")
    expect(page.locator("#luu")).to_be_enabled()
    expect(page.get_by_label("Loại bài")).to_have_value("thong-bao")
    expect(page.get_by_label("Hết hạn", exact=True)).to_have_value("15/07/2024")
    made = window.room.file(f"content/{FOLDER}/tam-ngung-cap-nuoc.md")
    assert "Trạng thái: nháp\n" in made.read_text("utf-8")
    made.unlink()


def test_a_kind_without_fields_of_its_own_is_still_chosen_in_the_form(window: WritingWindow) -> None:
    """An event; and whoever says no makes nothing, with an empty title too."""
    page = window.page
    page.get_by_role("button", name="Bài mới").click()
    window.dialog.get_by_role("button", name="Thôi").click()
    expect(window.dialog).to_have_count(0)
    page.get_by_role("button", name="Bài mới").click()
    window.dialog.get_by_role("radio", name="Sự kiện").check()
    window.dialog.get_by_label("Tiêu đề").fill("Ngày hội đọc sách")
    window.dialog.get_by_label("Chuyên mục").select_option("Tin trong huyện")
    window.dialog.get_by_role("button", name="Tạo bài").click()
    expect(page.get_by_label("Loại bài")).to_have_value("su-kien")
    window.room.file(f"content/{FOLDER}/ngay-hoi-doc-sach.md").unlink()


def test_a_copy_is_made_under_another_title(window: WritingWindow) -> None:
    """And opened."""
    page = window.page
    open_desk(window, "sap-het-han")
    tab_to(page, "Nhân bản “Tạm ngừng cấp nước”")
    page.keyboard.press("Enter")
    page.keyboard.type("Cấp nước trở lại")
    page.keyboard.press("Enter")
    expect(page.locator("#luu")).to_be_enabled()
    expect(page.get_by_label("Tiêu đề", exact=True)).to_have_value("Cấp nước trở lại")
    made = window.room.file(f"content/{FOLDER}/cap-nuoc-tro-lai.md")
    assert "Trạng thái: nháp\n" in made.read_text("utf-8")
    made.unlink()


def test_what_links_to_an_article_is_told_before_it_goes_and_it_comes_back(window: WritingWindow) -> None:
    """At once, or from the trash; all by the keyboard."""
    page, file = window.page, window.room.file(f"content/{FOLDER}/lich.md")
    before = file.read_bytes()
    open_desk(window, "hen-gio")

    def throw_away() -> None:
        tab_to(page, "Xóa “Lịch tiếp công dân”")
        page.keyboard.press("Enter")
        expect(window.dialog).to_contain_text("1 bài đang dẫn tới bài này")
        expect(window.dialog.get_by_role("link", name="Bài dẫn tới lịch")).to_be_visible()
        tab_to(page, "Đưa vào thùng rác")
        page.keyboard.press("Enter")
        expect(page.locator("#vua-lam")).to_contain_text("Đã đưa “Lịch tiếp công dân” vào thùng rác.")
        assert not file.exists()

    throw_away()
    expect(page.locator(".article-row")).to_have_count(1)
    expect(page.get_by_role("button", name="Hoàn tác")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#vua-lam")).to_contain_text("Đã lấy lại")
    assert file.read_bytes() == before
    expect(page.locator(".article-row")).to_have_count(2)
    throw_away()
    open_desk(window, "thung-rac")
    tab_to(page, "Lấy lại “Lịch tiếp công dân”")
    page.keyboard.press("Enter")
    expect(page.locator("#so-bai")).to_have_text("Thùng rác đang trống.")
    assert file.read_bytes() == before


def test_the_month_is_a_table(window: WritingWindow) -> None:
    """What appears stands on its day; the months before and after are one key away, and the focus stays."""
    page = window.page
    open_desk(window, "hen-gio")
    table = page.get_by_role("table")
    month = page.locator(".calendar__month")
    expect(month).to_have_text("Tháng 6 năm 2024")
    expect(table.locator("[aria-current=date]")).to_contain_text("30")
    expect(page.get_by_text("Tháng này không có bài nào hẹn giờ.")).to_be_visible()
    tab_to(page, "Tháng sau")
    page.keyboard.press("Enter")
    expect(month).to_have_text("Tháng 7 năm 2024")
    day = table.get_by_role("cell").filter(has=page.get_by_role("link", name="Lịch tiếp công dân"))
    expect(day.locator("time")).to_have_attribute("datetime", "2024-07-03")
    expect(day).to_contain_text("07:30")
    expect(table.get_by_role("columnheader")).to_have_count(7)
    assert table.get_by_role("row").nth(1).get_by_role("cell").first.locator("time").get_attribute("datetime")
    page.keyboard.press("Enter")
    expect(month).to_have_text("Tháng 8 năm 2024")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(month).to_have_text("Tháng 7 năm 2024")


@pytest.mark.parametrize(
    ("year", "month"), [(2023, 1), (2024, 2), (2024, 9), (2026, 2), (2026, 11), (2100, 2), (1999, 12)]
)
def test_every_day_of_a_month_is_on_its_weekday(shared_window: WritingWindow, year: int, month: int) -> None:
    """As the calendar of Python has it; the month after December is January."""
    import calendar

    found = shared_window.page.evaluate(
        "([month]) => import('/bien-tap/tep/calendar.js')"
        ".then(({ weeksOf, monthAfter }) => [weeksOf(month), monthAfter(month, 1), monthAfter(month, -1)])",
        [f"{year}-{month:02}"],
    )
    weeks = [
        [f"{year}-{month:02}-{day:02}" if day else "" for day in week]
        for week in calendar.monthcalendar(year, month)
    ]
    after, before = (year + month // 12, month % 12 + 1), (year - (month == 1), (month - 2) % 12 + 1)

    assert found == [weeks, f"{after[0]}-{after[1]:02}", f"{before[0]}-{before[1]:02}"]


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_nobody_is_kept_out_of_the_desk(
    browser: Browser, room: RunningRoom, axe: str, width: int, scheme: str
) -> None:
    """The checker finds nothing in any group, nor in the questions; nothing is wider than the window."""
    window = a_window(browser, room, width)
    page = window.page
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    open_desk(window)
    page.select_option("#toi-la", "Lê Hải")
    expect(page.get_by_role("link", name=re.compile("Chờ tôi"))).to_be_visible()
    found = []
    for group in ("cho-toi", "cua-toi", "co-loi", "hen-gio", "tat-ca", "thung-rac"):
        open_desk(window, group)
        expect(page.locator(f'#cac-nhom [href="#{group}"]')).to_have_attribute("aria-current", "true")
        if group == "hen-gio":
            page.get_by_role("button", name="Tháng sau").click()
        found += violations(page, axe)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Bài mới").click()
    window.dialog.get_by_role("radio", name="Lấy ý kiến").check()
    found += violations(page, axe)
    page.keyboard.press("Escape")
    open_desk(window, "hen-gio")
    page.get_by_role("button", name="Xóa “Lịch tiếp công dân”").click()
    expect(window.dialog).to_contain_text("Bài dẫn tới lịch")
    found += violations(page, axe)
    window.close()

    assert found == []
