"""What a screen reader is told: landmarks, names and roles, headings, tables, days and languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

import pytest
from kinds import KINDS, Visit
from playwright.sync_api import Page, expect
from strict_visits import HEIGHT, Windows

from plugins.vietnamese.date_texts import WEEKDAYS

pytestmark = pytest.mark.browser

ENGLISH = "van-hoa-du-lich/di-tich-le-hoi/2024/in-english/"
LANDMARKS = """() => [...document.querySelectorAll("header, nav, main, aside, footer, section, form, [role]")]
  .filter((one) => !one.closest("article header, article footer, main header") && one.checkVisibility())
  .map((one) => {
    const role = one.getAttribute("role") || { HEADER: "banner", NAV: "navigation", MAIN: "main", ASIDE: "complementary", FOOTER: "contentinfo", SECTION: "region", FORM: "form" }[one.tagName];
    const by = one.getAttribute("aria-labelledby");
    return [role, by ? document.getElementById(by).textContent.trim() : one.getAttribute("aria-label") || ""];
  })
  // A section without a name is no landmark.
  .filter(([role, name]) => name || role !== "region")"""

LEVELS = """[...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
  .filter((one) => one.checkVisibility()).map((one) => Number(one.localName[1]))"""


@pytest.fixture(scope="module", params=KINDS)
def page(windows: Windows, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of each kind, for tests that only read: those of one page run one after the other."""
    with windows.lent() as look:
        yield look(KINDS[request.param])


@pytest.mark.parametrize("width", [320, 1280])
def test_landmarks_are_few_and_named(page: Page, width: int) -> None:
    """One banner, one main, one footer; of several navigations, regions or asides each has a name of its own."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    found = [tuple(one) for one in page.evaluate(LANDMARKS)]
    roles = [role for role, _ in found]

    assert all(roles.count(role) == 1 for role in ("banner", "main", "contentinfo"))
    named = [one for one in found if one[0] in ("navigation", "region", "complementary", "search", "group")]
    assert all(name for _, name in named), found
    assert len(named) == len(set(named)), found


def test_the_home_page_is_heard_in_its_order(look: Visit) -> None:
    """The way past the menu, the day, the size of text, what is looked for most, the menu, then the news by their headings."""
    expect(look("").locator("body")).to_match_aria_snapshot("""
      - link "Đến nội dung chính"
      - banner:
        - text: /ngày \\d+ tháng \\d+ năm \\d+/
        - group "Cỡ chữ":
          - 'button "A−: giảm cỡ chữ"'
          - 'button "100%: về cỡ chữ mặc định"'
          - 'button "A+: tăng cỡ chữ"'
        - paragraph:
          - text: /Tra nhanh/
          - link "Sổ quy hoạch"
        - link /^Cổng thông tin điện tử huyện Thọ Xuân/
      - navigation "Danh mục":
        - list:
          - listitem:
            - link "Trang chủ"
          - listitem:
            - link "Chiến lược – Quy hoạch"
      - main:
        - heading "Cổng thông tin điện tử huyện Thọ Xuân" [level=1]
        - region "Tin nổi bật":
          - heading "Tin nổi bật" [level=2]
          - article:
            - heading [level=3]:
              - link
        - region "Tin mới":
          - heading "Tin mới" [level=2]
          - list
        - region "Đang cần bạn góp ý":
          - heading "Đang cần bạn góp ý" [level=2]
          - list
        - region "Chiến lược – Định hướng – Quy hoạch":
          - region "Văn bản mới":
            - heading "Văn bản mới" [level=3]
            - list
      - contentinfo:
        - region "Cổng thông tin điện tử huyện Thọ Xuân"
        - navigation "Chuyên mục"
        - navigation "Về cổng này"
    """)


def test_a_menu_on_a_phone_says_that_it_is_closed_or_open(look: Visit) -> None:
    """Closed it is not there at all; open it comes right after the masthead."""
    page = look(KINDS["section"], 360)
    body = page.locator("body")
    expect(body).to_match_aria_snapshot('- banner:\n  - button "Danh mục" [expanded=false]')
    assert page.get_by_role("navigation", name="Danh mục").count() == 0

    page.get_by_role("button", name="Danh mục").click()
    expect(body).to_match_aria_snapshot("""
      - banner:
        - button "Danh mục" [expanded]
      - navigation "Danh mục":
        - list:
          - listitem:
            - link "Trang chủ"
    """)


def test_an_article_is_heard_in_its_order(look: Visit) -> None:
    """Where one is, title, days, tools, what was corrected, the facts of the document, photo with caption, table, files, changes."""
    page = look(KINDS["article-with-everything"])
    assert (
        page.get_by_role("figure", name="Lớp tập huấn")
        .get_by_role("img", name="Một lớp tập huấn")
        .is_visible()
    )
    expect(page.locator("main")).to_match_aria_snapshot("""
      - navigation "Đường dẫn":
        - list:
          - listitem:
            - link "Trang chủ"
      - article:
        - heading /Mọi thứ trên một trang/ [level=1]
        - paragraph:
          - text: "Đăng lúc:"
          - time: 15/06/2024 07:30
          - 'link "Cập nhật: 20/06/2024 16:45"'
        - group "Công cụ của bài":
          - list "Chia sẻ:":
            - listitem:
              - link "Zalo"
          - button "In bài"
          - button "Chép liên kết"
        - note:
          - paragraph: Đính chính ngày 16/06/2024
        - term: Loại văn bản
        - definition: Quyết định
        - figure /^Lớp tập huấn, ảnh minh họa\\./
        - heading "Bảng rộng" [level=2]
        - region "Bảng 1":
          - table:
            - rowgroup:
              - row:
                - columnheader "STT"
                - columnheader "Xã, thị trấn"
            - rowgroup:
              - row:
                - cell "1"
                - cell "Xuân Sinh"
        - region "Tệp đính kèm":
          - heading "Tệp đính kèm" [level=2]
          - list:
            - listitem:
              - link "tom-tat-quy-hoach-vung-minh-hoa.pdf"
        - list "Thẻ"
        - region "Những lần cập nhật":
          - list:
            - listitem:
              - time: 20/06/2024 16:45
      - navigation "Bài liền kề trong chuyên mục":
        - link /^Bài trước/
      - complementary "Đọc thêm":
        - region "Các tin khác":
          - heading "Các tin khác" [level=2]
        - region "Tin liên quan":
          - heading "Tin liên quan" [level=2]
    """)


@pytest.mark.parametrize("width", [360, 1280])
def test_the_register_is_a_table_on_every_screen(look: Visit, width: int) -> None:
    """Its rows have headings of their own, also where it looks like cards; how many lines are shown is told as it changes."""
    page = look(KINDS["register"], width)
    main = page.locator("main")
    if width == 360:
        expect(main).to_match_aria_snapshot("""
          - searchbox "Tìm theo tên, số hiệu, cơ quan"
          - group: Lọc, sắp xếp
        """)
        page.get_by_text("Lọc, sắp xếp").click()
    expect(main).to_match_aria_snapshot("""
      - search "Lọc sổ quy hoạch":
        - searchbox "Tìm theo tên, số hiệu, cơ quan"
        - group:
          - combobox "Loại văn bản"
          - combobox "Tình trạng"
          - combobox "Thời kỳ"
          - combobox "Năm"
          - combobox "Sắp xếp"
          - button "Bỏ lọc"
        - status: /^Có \\d+ trên \\d+ văn bản\\.$/
      - region "Sổ quy hoạch":
        - table "Sổ quy hoạch":
          - rowgroup:
            - row:
              - columnheader "Tên văn bản"
              - columnheader "Số, cơ quan và ngày ban hành"
          - rowgroup:
            - row:
              - rowheader /kế hoạch trồng cây xanh/:
                - link /kế hoạch trồng cây xanh/
              - cell /Đang lấy ý kiến – còn 31 ngày/
    """)


def test_the_order_of_a_column_is_told(look: Visit) -> None:
    """A heading that sorts says so itself."""
    page = look(KINDS["register"])
    page.get_by_role("button", name="Số, cơ quan và ngày ban hành").click()

    assert (
        page.get_by_role("columnheader", name="Số, cơ quan và ngày ban hành").get_attribute("aria-sort")
        == "ascending"
    )


def test_every_day_can_be_read_by_machines(page: Page) -> None:
    """Each <time> has the same day for them as for readers, in figures or, where it is a last day, in words."""
    times = page.evaluate(
        "[...document.querySelectorAll('time')].map((one) => [one.dateTime, one.textContent])"
    )

    for machine, words in times:
        moment = datetime.fromisoformat(machine)
        weekday = WEEKDAYS[moment.weekday()]
        in_words = f"{weekday}, ngày {moment.day} tháng {moment.month} năm {moment.year}"
        in_figures = words.startswith(f"{moment:%d/%m/%Y}")
        assert in_figures or words.casefold() == in_words.casefold(), (machine, words)


def test_headings_skip_no_level(page: Page) -> None:
    """One h1, and below each heading only the next level."""
    page.set_viewport_size({"width": 1280, "height": HEIGHT})
    levels = page.evaluate(LEVELS)

    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_what_is_not_vietnamese_says_so(look: Visit) -> None:
    """The page speaks Vietnamese, an English article English: on its own page and by its title wherever that stands."""
    page = look(ENGLISH)
    language = "(one) => one.closest('[lang]').lang"
    assert page.locator("h1").evaluate(language) == "en"
    assert page.locator(".article__lead").evaluate(language) == "en"
    assert page.locator(".prose p").first.evaluate(language) == "en"
    assert page.locator(".article__meta").evaluate(language) == "vi"
    assert page.get_by_role("button", name="In bài").evaluate(language) == "vi"
    # A Vietnamese voice does not read it.
    assert page.get_by_role("button", name="Nghe", exact=True).count() == 0

    for address in ("", "van-hoa-du-lich/di-tich-le-hoi/", "tac-gia/le-hai/", "luu-tru/2024/"):
        titles = look(address).locator(f"main a[href='/{ENGLISH}']")
        assert titles.count() >= 1, address
        assert {titles.nth(place).evaluate(language) for place in range(titles.count())} == {"en"}, address
