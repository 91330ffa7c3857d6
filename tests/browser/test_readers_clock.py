"""Time is the reader's: what is open, and for how long, is told by the clock of the browser, never by the day of a build."""

from __future__ import annotations

import pytest
from kinds import KINDS, Visit
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

# The sample's open consultation: from 1 June to 31 July 2024; the portal was built on 30 June.
ENTRY, LIST = KINDS["register-entry"], KINDS["home"]
OF_LIST = ".consultation:has(a[href*=cay-xanh]) .consultation__days"


def at(visit: Visit, address: str, moment: str, **options: object) -> Page:
    """Open a page as one whose clock shows a moment."""
    page = visit("trang-trang", **options)
    page.clock.set_fixed_time(moment)
    page.goto(page.url.removesuffix("trang-trang") + address)
    return page


@pytest.mark.parametrize(
    ("moment", "state", "words", "may_write"),
    [
        ("2024-05-31T23:59:59+07:00", "Sắp lấy ý kiến", "Chưa đến ngày nhận ý kiến.", False),
        ("2024-06-01T00:00:00+07:00", "Đang lấy ý kiến – còn 60 ngày", "còn 60 ngày.", True),
        ("2024-07-30T17:30:00Z", "Đang lấy ý kiến – hôm nay là ngày cuối", "hôm nay là ngày cuối.", True),
        ("2024-07-31T23:59:59+07:00", "Đang lấy ý kiến – hôm nay là ngày cuối", "hôm nay", True),
        ("2024-08-01T00:00:00+07:00", "Đã kết thúc, đang tổng hợp ý kiến", "Đã hết hạn nhận ý kiến.", False),
        ("2031-01-01T12:00:00-08:00", "Đã kết thúc, đang tổng hợp ý kiến", "Đã hết hạn nhận ý kiến.", False),
    ],
)
def test_a_page_that_was_built_long_ago_tells_the_state_of_today(
    visit: Visit, moment: str, state: str, words: str, may_write: bool
) -> None:
    """In Việt Nam's day, wherever the reader is; the button is there while an opinion is taken, and no longer."""
    page = at(visit, ENTRY, moment, timezone_id="America/Los_Angeles")

    assert page.locator(".register-facts .badge").inner_text() == state
    assert words in page.locator(".response__days").inner_text()
    assert page.get_by_role("link", name="Gửi góp ý").is_visible() == may_write
    assert page.locator("time[datetime='2024-07-31']").first.is_visible()


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2024-05-01T08:00:00+07:00", "Sắp lấy ý kiến"),
        ("2024-07-01T08:00:00+07:00", "30 ngày nữa hết hạn"),
        ("2024-07-31T08:00:00+07:00", "Hôm nay là ngày cuối"),
        ("2024-08-01T08:00:00+07:00", "Đã kết thúc, đang tổng hợp ý kiến"),
    ],
)
def test_lists_count_and_the_register_filters_by_the_reader_s_day(
    visit: Visit, moment: str, words: str
) -> None:
    """The front page counts; the register offers the states of today."""
    page = at(visit, LIST, moment)
    assert page.locator(OF_LIST).inner_text().replace("\n", " ") == words

    page.goto(page.url + KINDS["register"])
    row = page.locator("tr", has=page.locator("a[href*=cay-xanh]"))
    offered = page.get_by_role("combobox", name="Tình trạng").locator("option").all_inner_texts()
    name = row.get_attribute("data-state-name")
    assert name in offered
    assert row.locator(".badge").inner_text().startswith(name or "-")


def test_without_scripts_and_on_paper_the_days_stand_alone(visit: Visit, look: Visit) -> None:
    """No state that may have passed, no number of days; the dates are there."""
    plain = visit(ENTRY, java_script_enabled=False)
    badge = plain.locator(".register-facts .badge").inner_text()
    assert badge == "Lấy ý kiến từ 01/06/2024 đến hết 31/07/2024"
    assert "còn" not in plain.locator(".response").inner_text()

    paper = look(ENTRY)
    assert "còn 31 ngày" in paper.locator(".register-facts").inner_text()
    paper.emulate_media(media="print")
    assert "còn 31 ngày" not in paper.locator("main").inner_text()
    assert "31/07/2024" in paper.locator("main").inner_text()
