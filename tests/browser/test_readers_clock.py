"""Time is the reader's: what is open, and for how long, is told by the clock of the browser, never by the day of a build."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from kinds import KINDS, Visit
from playwright.sync_api import Page, Route, expect

from plugins.article.facts import RegisterFacts, Span
from plugins.pages.life import written_life

pytestmark = pytest.mark.browser

# The sample's open consultation: from 1 June to 31 July 2024; the portal was built on 30 June.
ENTRY, LIST = KINDS["register-entry"], KINDS["home"]
OF_LIST = ".consultation:has(a[href*=cay-xanh]) .consultation__days"


@pytest.mark.parametrize(
    ("moment", "state", "words", "may_write"),
    [
        ("2024-05-31T23:59:59+07:00", "Sắp lấy ý kiến", "Chưa đến ngày nhận ý kiến.", False),
        ("2024-06-01T00:00:00+07:00", "Đang lấy ý kiến\N{NO-BREAK SPACE}– còn 60 ngày", "còn 60 ngày.", True),
        (
            "2024-07-30T17:30:00Z",
            "Đang lấy ý kiến\N{NO-BREAK SPACE}– hôm nay là ngày cuối",
            "hôm nay là ngày cuối.",
            True,
        ),
        (
            "2024-07-31T23:59:59+07:00",
            "Đang lấy ý kiến\N{NO-BREAK SPACE}– hôm nay là ngày cuối",
            "hôm nay",
            True,
        ),
        ("2024-08-01T00:00:00+07:00", "Đã kết thúc, đang tổng hợp ý kiến", "Đã hết hạn nhận ý kiến.", False),
        ("2024-08-29T23:59:59+07:00", "Đã kết thúc, đang tổng hợp ý kiến", "Đã hết hạn nhận ý kiến.", False),
        ("2024-08-30T00:00:00+07:00", "Đã có kết quả lấy ý kiến", "Đã hết hạn nhận ý kiến.", False),
        ("2031-01-01T12:00:00-08:00", "Đã có kết quả lấy ý kiến", "Đã hết hạn nhận ý kiến.", False),
    ],
)
def test_a_page_that_was_built_long_ago_tells_the_state_of_today(
    look: Visit, moment: str, state: str, words: str, may_write: bool
) -> None:
    """In Việt Nam's day, wherever the reader is; the button is there while an opinion is taken, and no longer."""
    page = look(ENTRY, moment=moment, timezone_id="America/Los_Angeles")

    assert page.locator(".register-facts .badge").inner_text() == state
    assert words in page.locator(".response__days").inner_text()
    assert page.get_by_role("link", name="Gửi góp ý").is_visible() == may_write
    assert page.get_by_role("heading", name="Gửi ý kiến góp ý").count() == (
        words != "Đã hết hạn nhận ý kiến."
    )
    assert page.locator("time[datetime='2024-07-31']").first.is_visible()


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2024-05-01T08:00:00+07:00", "Sắp lấy ý kiến"),
        ("2024-07-01T08:00:00+07:00", "30 ngày nữa hết hạn"),
        ("2024-07-31T08:00:00+07:00", "Hôm nay là ngày cuối"),
        ("2024-08-01T08:00:00+07:00", ""),
    ],
)
def test_lists_count_and_the_register_filters_by_the_reader_s_day(
    look: Visit, moment: str, words: str
) -> None:
    """The front page counts, and no longer names what is over; the register offers the states of today."""
    page = look(LIST, moment=moment)
    counts = page.locator(OF_LIST)
    assert (counts.inner_text().replace("\n", " ") if counts.is_visible() else "") == words

    page.goto(page.url + KINDS["register"])
    row = page.locator("tr", has=page.locator("a[href*=cay-xanh]"))
    offered = page.get_by_role("combobox", name="Tình trạng").locator("option").all_inner_texts()
    name = row.get_attribute("data-state-name")
    assert name in offered
    assert row.locator(".badge").inner_text().startswith(name or "-")


def test_without_scripts_and_on_paper_the_days_stand_alone(look: Visit) -> None:
    """No state that may have passed, no number of days; the dates are there."""
    plain = look(ENTRY, java_script_enabled=False)
    badge = plain.locator(".register-facts .badge").inner_text()
    assert badge == "Lấy ý kiến từ 01/06/2024 đến hết 31/07/2024"
    assert "còn" not in plain.locator(".response").inner_text()

    paper = look(ENTRY)
    assert "còn 31 ngày" in paper.locator(".register-facts").inner_text()
    assert "tính đến ngày" not in paper.locator("main").inner_text()
    paper.emulate_media(media="print")
    assert paper.locator("main").inner_text().count("(tính đến ngày 30/06/2024)") == 1
    assert "còn 31 ngày" not in paper.locator("main").inner_text()
    assert "31/07/2024" in paper.locator("main").inner_text()


def test_a_printed_register_says_once_as_of_which_day_it_is(look: Visit) -> None:
    """The reader's day, not that of the build; without scripts the days stand for the states, and nothing is said."""
    paper = look(KINDS["register"], moment="2024-07-20T08:00:00+07:00")
    paper.emulate_media(media="print")
    assert paper.locator("main").inner_text().count("(tính đến ngày 20/07/2024)") == 1
    plain = look(KINDS["register"], java_script_enabled=False)
    plain.emulate_media(media="print")
    assert "tính đến" not in plain.locator("main").inner_text()


ENDLESS = (
    '<section class="response" data-opens="2024-06-01" data-closes="" data-over="" data-unsure="2024-07-31">'
    '<h2 class="response__title">Gửi ý kiến góp ý</h2><p class="response__days">Nhận ý kiến từ 01/06/2024.'
    ' <span class="response__ask">Không ghi ngày kết thúc; hãy hỏi nơi nhận trước khi gửi.</span></p>'
    '<p class="response__act"><a class="response__button" href="mailto:a@b.vn">Gửi góp ý</a></p></section>'
    '<p id="planned"><span data-turns="2024-07-31" data-before="Dự kiến ban hành" data-after="Ngày ban hành">'
    "Dự kiến ban hành</span></p>"
)


URGENT = (
    '<section class="urgent" data-until="2024-07-02" aria-label="Thông báo khẩn"><p>Bão số 3.'
    '<span class="urgent__until"> (tin báo đến hết ngày 02/07/2024)</span></p></section>'
)


@pytest.mark.parametrize(
    ("moment", "is_there"),
    [("2024-07-02T23:59:59+07:00", True), ("2024-07-02T17:00:00Z", False), (None, True)],
)
def test_an_urgent_notice_does_not_outlive_its_last_day(
    visit: Visit, moment: str | None, is_there: bool
) -> None:
    """However old the build; without scripts, and on paper, it says how long it holds."""
    page = visit("trang-trang", java_script_enabled=moment is not None)
    open_with(page, URGENT, moment)
    notice = page.locator(".urgent")
    assert notice.is_visible() is is_there
    if is_there:
        assert ("đến hết ngày" in notice.inner_text()) is (moment is None)
        page.emulate_media(media="print")
        assert "đến hết ngày" in notice.inner_text()


# No consultation of the sample is left without a result.
UNTOLD = RegisterFacts("Dự thảo", consultation=Span(date(2024, 6, 1), date(2024, 7, 31)))


def open_with(page: Page, more: str, moment: str | None) -> None:
    """Open the front page, at a moment of the reader's clock, with more at its end than the sample has."""

    def add(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("</main>", f"{more}</main>"))

    if moment:
        page.clock.set_fixed_time(moment)
    host = page.url.removesuffix("trang-trang")
    page.route(host + LIST, add)
    page.goto(host + LIST)


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        ("2024-09-29T23:59:59+07:00", "Đã kết thúc, đang tổng hợp ý kiến"),
        ("2024-09-30T00:00:00+07:00", "Đã kết thúc, chưa công bố kết quả"),
        ("2031-01-01T12:00:00-08:00", "Đã kết thúc, chưa công bố kết quả"),
    ],
)
def test_what_nobody_told_the_result_of_is_not_summed_up_for_ever(
    visit: Visit, moment: str, state: str
) -> None:
    """Sixty days after the last day, by the reader's clock in Việt Nam's day."""
    page = visit("trang-trang", timezone_id="America/Los_Angeles")
    open_with(page, f'<p><span id="untold" data-life="{written_life(UNTOLD)}">-</span></p>', moment)
    assert page.locator("#untold").inner_text() == state


@pytest.mark.parametrize(
    ("moment", "is_unsure", "planned"),
    [
        ("2024-07-30T23:59:00+07:00", False, "Dự kiến ban hành"),
        ("2024-07-31T00:00:00+07:00", True, "Ngày ban hành"),
        (None, None, "Dự kiến ban hành"),
    ],
)
def test_what_has_no_last_day_invites_nobody_for_ever_and_a_plan_is_no_fact_before_its_day(
    visit: Visit, moment: str | None, is_unsure: bool | None, planned: str
) -> None:
    """By the reader's clock; without scripts the button stays, and beside it whom to ask first."""

    page = visit("trang-trang", java_script_enabled=moment is not None)
    open_with(page, ENDLESS, moment)
    block = page.locator(".response")
    assert block.locator(".response__button").is_visible() is not bool(is_unsure)
    assert block.locator(".response__ask").is_visible() is (is_unsure is not False)
    heading = "Nơi nhận ý kiến" if is_unsure else "Gửi ý kiến góp ý"
    assert block.locator("h2").inner_text() == heading
    assert page.locator("#planned").inner_text() == planned


# What happens where somebody looks at a tab again, comes back to a page as it was left, or has one before his eyes at midnight.
RETURNS = {
    "looked at again": "document.dispatchEvent(new Event('visibilitychange'))",
    "come back to": "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))",
    "still looked at": "",
}


@pytest.mark.parametrize("way", RETURNS)
def test_a_page_that_stayed_open_tells_the_next_day(visit: Visit, way: str) -> None:
    """On the last day it asks; on the day after nothing invites any more, and the day above is that day; what was said is said once."""
    midnight = "2024-07-31T23:59:58+07:00" if way == "still looked at" else "2024-07-31T23:00:00+07:00"
    page = visit("trang-trang")
    host = page.url.removesuffix("trang-trang")
    page.clock.set_fixed_time(midnight)
    page.goto(host + ENTRY)
    assert page.locator(".today").first.inner_text().startswith("Thứ Tư, ngày 31 tháng 7")
    assert page.locator(".response__today").inner_text() == "Đang nhận ý kiến, hôm nay là ngày cuối."
    assert page.get_by_role("link", name="Gửi góp ý").is_visible()

    page.clock.set_fixed_time("2024-08-01T00:00:01+07:00")
    page.evaluate(RETURNS[way] or "0")
    expect(page.locator(".response__today")).to_have_text("Đã hết hạn nhận ý kiến.")
    assert not page.get_by_role("link", name="Gửi góp ý").count()
    assert page.locator(".register-facts .badge").inner_text() == "Đã kết thúc, đang tổng hợp ý kiến"
    assert page.locator(".today").first.inner_text().startswith("Thứ Năm, ngày 01 tháng 8")


@pytest.mark.parametrize(
    ("address", "last", "gone"),
    [
        (LIST, "2024-07-31", "31/07/2024"),
        (f"{KINDS['register']}?trang-thai=dang-lay-y-kien", "2024-07-31", "cây xanh"),
        ("van-phong/su-kien/", "2026-12-14", ""),
        ("van-phong/lich/", "2026-12-14", ""),
    ],
)
def test_a_page_that_stayed_open_says_what_one_says_that_is_opened_on_that_day(
    visit: Visit, address: str, last: str, gone: str
) -> None:
    """What asks for opinions, what is chosen of the register, what is marked of calendar and schedule: all of it, and each once."""
    page = visit("trang-trang")
    host = page.url.removesuffix("trang-trang")
    main, marks = page.locator("main"), page.locator("main [aria-current]")
    page.clock.set_fixed_time(f"{last}T12:00:00+07:00")
    page.goto(host + address)
    before = main.inner_text(), marks.all_inner_texts()
    page.clock.set_fixed_time(f"{date.fromisoformat(last) + timedelta(days=1)}T12:00:00+07:00")
    page.evaluate(RETURNS["looked at again"])
    stayed = main.inner_text(), marks.all_inner_texts()
    page.reload()

    assert stayed == (main.inner_text(), marks.all_inner_texts()) != before
    assert not gone or (gone in before[0] and gone not in stayed[0])


# The second of the sample's consultations takes opinions from 15 July to 15 August.
@pytest.mark.parametrize(
    ("moment", "heading", "buttons"),
    [
        ("2024-05-01T08:00:00+07:00", "Sắp lấy ý kiến", 0),
        ("2024-07-14T08:00:00+07:00", "Đang cần bạn góp ý", 1),
        ("2024-07-15T08:00:00+07:00", "Đang cần bạn góp ý", 2),
        ("2024-08-01T08:00:00+07:00", "Đang cần bạn góp ý", 1),
        ("2024-08-16T08:00:00+07:00", "", 0),
    ],
)
def test_what_asks_for_opinions_is_headed_by_what_is_true_today(
    look: Visit, moment: str, heading: str, buttons: int
) -> None:
    """On the front page and beside the news of the main section; when all are over, however old the build, nothing asks."""
    for address in (LIST, KINDS["section"]):
        page = look(address, moment=moment)
        shown = page.locator("[data-call-title]").inner_text() if heading else ""
        assert shown == heading
        assert page.locator("[data-call]").is_visible() == bool(heading)
        assert page.get_by_role("link", name="Gửi góp ý").count() == buttons


@pytest.mark.parametrize(
    ("moment", "shown", "says"),
    [
        ("2024-07-31T23:59:00+07:00", "cay-xanh", "Sẽ được thay thế bởi"),
        ("2024-08-01T00:00:00+07:00", "", "Được thay thế bởi"),
    ],
)
def test_when_one_is_over_the_next_takes_its_place(visit: Visit, moment: str, shown: str, says: str) -> None:
    """Though the portal was built before; and of a document it is said from its day on that another replaced it."""

    def as_if_there_were_room_for_one(route: Route) -> None:
        answer = route.fetch()
        turn = '<p id="turn"><span data-turns="2024-08-01" data-before="Sẽ được thay thế bởi" data-after="Được thay thế bởi">'
        html = answer.text().replace('data-at-once="2"', 'data-at-once="1"')
        assert html != answer.text()
        route.fulfill(response=answer, body=html.replace("</main>", f"{turn}Từ 01/08/2024</span></p></main>"))

    page = visit("trang-trang")
    page.clock.set_fixed_time(moment)
    page.route(page.url.removesuffix("trang-trang") + LIST, as_if_there_were_room_for_one)
    page.goto(page.url.removesuffix("trang-trang") + LIST)
    links = page.locator(".call .consultation:visible .consultation__title")
    assert links.count() == 1
    assert ("cay-xanh" in (links.first.get_attribute("href") or "")) == bool(shown)
    assert page.locator("#turn").inner_text() == says


def test_without_scripts_the_button_says_until_when(look: Visit) -> None:
    """An old page without scripts cannot take the button away when all is over; what stands on it is true on every day."""
    plain = look(ENTRY, java_script_enabled=False)
    words = plain.locator(".response__button").inner_text()
    assert words == "Gửi góp ý (từ 01/06/2024 đến hết 31/07/2024)"
    plain = look(LIST, java_script_enabled=False)
    assert "Gửi góp ý (đến hết 31/07/2024)" in plain.locator(".call .button:visible").first.inner_text()
    assert look(ENTRY).locator(".response__button").inner_text() == "Gửi góp ý"


def test_without_scripts_the_heading_claims_no_state(look: Visit) -> None:
    """It asks for opinions; until when is told by the days below it."""
    plain = look(LIST, java_script_enabled=False)
    assert plain.locator(".call h2").inner_text() == "Góp ý cho dự thảo"
    assert "31/07/2024" in plain.locator(".call").inner_text()


@pytest.mark.parametrize(
    ("moment", "month", "day", "week"),
    [
        (
            "2026-12-15T23:59:00+07:00",
            "Tháng 12/2026",
            "Thứ Ba, 15/12/2026 Hôm nay",
            "Tuần 14/12/2026\N{NO-BREAK SPACE}– 20/12/2026 Tuần này",
        ),
        (
            "2027-09-22T00:00:00+07:00",
            "Tháng 9/2027",
            "",
            "Tuần 20/09/2027\N{NO-BREAK SPACE}– 26/09/2027 Tuần này",
        ),
        ("2028-01-01T08:00:00+07:00", "", "", ""),
    ],
)
def test_today_is_marked_in_calendar_and_schedule(
    look: Visit, moment: str, month: str, day: str, week: str
) -> None:
    """The day in the table of its month and the month among the links; in the schedule the day and its week."""
    page = look("van-phong/su-kien/", moment=moment, timezone_id="America/Los_Angeles")
    found = [month] if month else []
    assert page.locator("main .tags [aria-current]").all_inner_texts() == found
    assert (
        page.locator(".month", has=page.locator("td[aria-current=date]")).locator("h2").all_inner_texts()
        == found
    )
    days = page.locator("td[aria-current=date] .calendar__number").all_inner_texts()
    assert days == [str(int(moment[8:10])) for _ in found]

    page = look("van-phong/lich/", moment=moment)
    marked = [
        text.replace("\n", " ") for text in page.locator(":is(h2, h3):has(.today-mark)").all_inner_texts()
    ]
    assert [text.partition(" âm lịch")[0] for text in marked] == [text for text in (week, day) if text]
    link = page.get_by_role("link", name="Đến tuần này")
    # Weeks that are over by now stand above that of the year after, since the portal was built before all of them.
    assert link.count() == ("2027" in week)
    if link.count():
        link.click()
        assert page.locator("section:target .today-mark").count() == 1


def test_a_schedule_that_was_built_long_ago_leads_to_the_next_week_that_there_is(look: Visit) -> None:
    """Where nothing is on this week, and what is over stands above."""
    page = look("van-phong/lich/", moment="2027-01-04T08:00:00+07:00")
    page.get_by_role("link", name="Đến tuần sắp tới").click()
    assert page.locator("section:target h2").inner_text() == "Tuần 20/09/2027\N{NO-BREAK SPACE}– 26/09/2027"
    assert (
        look("van-phong/lich/", moment="2026-12-01T08:00:00+07:00").locator("[data-to-this-week] a").count()
        == 1
    )


def test_without_scripts_no_day_is_marked(look: Visit) -> None:
    """Nobody knows then which day it is."""
    for address in ("van-phong/su-kien/", "van-phong/lich/"):
        plain = look(address, java_script_enabled=False)
        assert plain.locator("main [aria-current=date], .today-mark").count() == 0
