"""The search page finds what people type, in a real browser, with the index as it is published."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_checks import colour_violations, violations
from first_results import first_in_page
from kinds import KINDS, Visit
from playwright.sync_api import Page, Response, Route
from search_queries import FESTIVAL_2022, LAND, OCOP, QUERIES
from strict_visits import EMPTY

pytestmark = pytest.mark.browser

SEARCH = KINDS["search"]
LINKS = "[...document.querySelectorAll('.search__list a')].map((link) => link.getAttribute('href'))"
FOCUSED = "document.activeElement.getAttribute('href') || document.activeElement.id"


def settled(page: Page) -> Page:
    """Wait until the page shows what it found."""
    page.locator("[data-search-results][aria-busy=false]").wait_for()
    return page


def box(page: Page) -> Any:
    """Return the large box."""
    return page.get_by_role("searchbox", name="Từ khóa")


def search_for(page: Page, words: str) -> Page:
    """Type words into the large box and wait for what it finds."""
    box(page).fill(words)
    return settled(page)


def found(page: Page) -> list[str]:
    """Return the addresses of the results, without the first slash."""
    links: list[str] = page.evaluate(LINKS)
    return [link.removeprefix("/") for link in links]


def status_of(page: Page) -> str:
    """Return what is announced."""
    return page.get_by_role("status").inner_text()


def test_what_people_type_finds_the_right_page_first(look: Visit) -> None:
    """The whole table, one query after the other."""
    first = first_in_page(settled(look(SEARCH)), QUERIES)
    wrong = {
        words: first[words] for words, wanted in QUERIES.items() if first[words] != (wanted and f"/{wanted}")
    }

    assert len(QUERIES) > 60
    assert wrong == {}


def test_a_result_tells_what_it_is_and_where_the_words_stand(look: Visit) -> None:
    """Title, section, day, and a part of the text in which the words are marked, with the marks of the text."""
    page = search_for(look(SEARCH), "thu hoi dat")
    first = page.locator(".search__list li").first

    assert first.get_by_role("heading").inner_text() == "Thông báo thu hồi đất để mở rộng đường tỉnh 515"
    assert first.locator("[data-search-place]").inner_text() == "Thông báo · 03/06/2024"
    assert first.locator("h3 mark").all_inner_texts() == ["thu hồi đất"]
    assert "thu hồi đất" in first.locator("[data-search-excerpt] mark").all_inner_texts()


def test_the_number_of_a_document_stays_on_one_line(look: Visit) -> None:
    """Also where only a part of it was looked for and is marked."""
    page = search_for(look(SEARCH), "153/QĐ-TTg")
    numbers = page.locator(".search__list .nb")

    assert {"153/QĐ-TTg", "153/QĐ-TTg:"} & {*numbers.all_inner_texts()}
    # The marks behind it belong to it: no line begins with them.
    assert "153/QĐ-TTg:" in page.locator(".search__list h3 .nb").all_inner_texts()
    assert {
        one.evaluate("element => new Set([...element.getClientRects()].map(({ y }) => y)).size")
        for one in numbers.all()
    } == {1}


def test_a_span_of_years_stays_on_one_line(look: Visit) -> None:
    """As in titles that come with a page."""
    page = search_for(look(SEARCH), "quy hoạch tỉnh thời kỳ 2021–2030")

    assert "2021–2030" in page.locator(".search__list h3 .nb").all_inner_texts()


def test_the_box_of_every_page_leads_to_the_search_page(look: Visit) -> None:
    """With what was typed there, in the address and in the large box."""
    page = look("lien-he/")
    page.get_by_role("searchbox", name="Tìm trên cổng").fill("thu hồi đất")
    page.keyboard.press("Enter")
    settled(page)

    assert parse_qs(urlsplit(page.url).query) == {"tim": ["thu hồi đất"]}
    assert urlsplit(page.url).path == f"/{SEARCH}"
    assert box(page).input_value() == "thu hồi đất"
    assert found(page)[0] == LAND


def test_results_follow_the_keys(look: Visit) -> None:
    """While a word is being typed, without Enter; the address keeps what was typed; an empty box helps."""
    page = settled(look(SEARCH))
    assert "Tìm được những gì?" in page.get_by_role("main").inner_text()

    box(page).press_sequentially("lễ hội lam", delay=20)
    settled(page)
    assert found(page)[0] == FESTIVAL_2022
    assert parse_qs(urlsplit(page.url).query) == {"tim": ["lễ hội lam"]}

    search_for(page, "")
    assert "Tìm được những gì?" in page.get_by_role("main").inner_text()
    assert urlsplit(page.url).query == ""


def test_every_example_finds_something(look: Visit) -> None:
    """What an empty box offers to try is on the portal."""
    page = settled(look(SEARCH))
    links = [link.get_attribute("href") for link in page.locator("[data-search-results] a").all()]

    assert len(links) >= 3
    for link in links:
        assert found(settled(look(str(link).removeprefix("/"))))


def test_results_are_narrowed_by_section_and_year(look: Visit) -> None:
    """Each choice tells how many pages it would leave; both together; the address keeps them; they can be undone."""
    page = search_for(look(SEARCH), "huyện")
    everything = int(status_of(page).split()[1])
    section, year = page.get_by_role("combobox", name="Chuyên mục"), page.get_by_role("combobox", name="Năm")
    option = next(text for text in section.locator("option").all_inner_texts() if text.startswith("Văn hóa"))
    section.select_option(label=option)
    settled(page)
    in_section = int(option.split("(")[1].rstrip(")"))

    assert status_of(page) == f"Có {in_section} trang."
    assert in_section < everything
    assert all(address.startswith("van-hoa-du-lich/") for address in found(page))

    year.select_option("2022")
    settled(page)
    assert found(page) == [FESTIVAL_2022]
    assert parse_qs(urlsplit(page.url).query) == {
        "tim": ["huyện"],
        "muc": ["van-hoa-du-lich"],
        "nam": ["2022"],
    }
    assert found(settled(look(page.url.split("/", 3)[3]))) == [FESTIVAL_2022]

    search_for(page, "OCOP")
    assert "trong phạm vi đã chọn" in status_of(page)
    page.get_by_role("button", name="Bỏ lọc").click()
    settled(page)
    assert found(page)[0] == OCOP


def test_a_choice_that_the_portal_does_not_have_hides_nothing(look: Visit) -> None:
    """An address may be old, or mistyped."""
    assert found(settled(look(f"{SEARCH}?tim=OCOP&muc=khong-co&nam=1")))[0] == OCOP


def test_more_results_are_a_button_away_and_back_finds_them_again(look: Visit, host: str) -> None:
    """Six, then six more, the focus on the first new one; who reads one and comes back finds the list as it was."""
    page = search_for(look(SEARCH), "tin ngắn")
    assert len(found(page)) == 6
    # The page of the tag is one of them.
    assert status_of(page) == "Có 26 trang."
    page.get_by_role("button", name="Xem thêm 6 trang").click()
    page.locator(".search__list li").nth(11).wait_for()
    assert page.evaluate(FOCUSED) == f"/{found(page)[6]}"
    before = found(page)

    page.locator(".search__list a").nth(10).click()
    page.wait_for_url(f"{host}thong-bao/**")
    page.go_back()
    settled(page)
    assert found(page) == before
    assert box(page).input_value() == "tin ngắn"


def test_arrows_go_through_the_results(look: Visit) -> None:
    """Down from the box, up to it again; Enter opens; Tab does all of it as well."""
    page = search_for(look(SEARCH), "lam kinh")
    addresses = found(page)
    box(page).focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate(FOCUSED) == f"/{addresses[0]}"
    page.keyboard.press("ArrowDown")
    assert page.evaluate(FOCUSED) == f"/{addresses[1]}"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate(FOCUSED) == "tu-khoa"
    for _ in range(4):
        page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == f"/{addresses[0]}"
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{addresses[0]}")


def test_what_is_not_there_is_told_with_advice(look: Visit) -> None:
    """What to try, the register, and the other ways to find things."""
    page = search_for(look(SEARCH), "qwrtypsdf")
    words = page.get_by_role("main").inner_text()

    assert status_of(page) == "Không tìm thấy trang nào."
    for advice in ("Bớt từ", "không dấu", "sổ quy hoạch"):
        assert advice in words
    assert page.get_by_role("combobox", name="Chuyên mục").count() == 0
    assert page.get_by_role("complementary").get_by_role("link", name="Liên hệ").is_visible()


def test_pages_with_a_part_of_the_words_are_shown_as_what_they_are(look: Visit) -> None:
    """Nothing is said to be found that is not."""
    page = search_for(look(SEARCH), "thu hồi bằng lái xe")

    assert status_of(page) == "Không trang nào có đủ các từ."
    assert found(page)[0] == LAND


def test_an_index_that_cannot_be_fetched_is_told_and_tried_again(look: Visit) -> None:
    """No manifest, then a file of the index lost on the way; the button tries again."""
    page = settled(look(SEARCH))

    def lose(route: Route) -> None:
        route.fulfill(status=200, body="")

    page.route("**/chi-muc.json", lose)
    page.evaluate("window.console.warn = () => undefined")
    search_for(page, "lam kinh")
    assert status_of(page) == "Chưa tìm được."
    page.unroute("**/chi-muc.json")
    page.get_by_role("button", name="Thử lại").click()
    settled(page)
    assert status_of(page).startswith("Có ")


def test_further_results_that_do_not_come_are_told_below_those_that_did(look: Visit) -> None:
    """On a network that fails nothing that stands is taken away; the button there goes on, with the focus on the first new one."""
    page = search_for(look(SEARCH), "tin ngắn")
    before = found(page)
    page.evaluate("window.console.warn = () => undefined")
    page.route("**/tim-kiem/trang/*", lambda route: route.fulfill(status=200, body="x"))
    page.get_by_role("button", name="Xem thêm 6 trang").click()
    settled(page)
    assert page.get_by_role("heading", name="Chưa tải hết kết quả").is_visible()
    assert found(page) == before
    assert page.evaluate("document.activeElement.textContent") == "Tải tiếp"

    page.unroute("**/tim-kiem/trang/*")
    page.get_by_role("button", name="Tải tiếp").click()
    page.locator(".search__list li").nth(11).wait_for()
    settled(page)
    assert found(page)[:6] == before
    assert not page.get_by_role("heading", name="Chưa tải hết kết quả").count()


def test_further_results_come_from_the_portal_as_it_is_now(look: Visit) -> None:
    """Where it was published anew in the meantime the index is asked for again: pages have other numbers then."""
    page = search_for(look(SEARCH), "tin ngắn")
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.clock.set_fixed_time("2024-06-30T09:00:00+07:00")
    page.get_by_role("button", name="Xem thêm 6 trang").click()
    page.locator(".search__list li").nth(11).wait_for()
    settled(page)

    assert any(url.endswith("chi-muc.json") for url in asked)


def test_choices_have_their_names_where_nothing_is_found(look: Visit) -> None:
    """An address that somebody sent may ask within a section for what is not there."""
    page = settled(look(f"{SEARCH}?tim=qwrtypsdf&muc=van-hoa-du-lich&nam=2022"))

    section = page.get_by_role("combobox", name="Chuyên mục")
    assert section.input_value() == "van-hoa-du-lich"
    assert section.locator("option:checked").inner_text() == "Văn hóa – Du lịch (0)"
    assert page.get_by_role("combobox", name="Năm").locator("option:checked").inner_text() == "2022 (0)"


def test_what_was_read_for_what_was_typed_can_be_taken_back_within_the_choices(look: Visit) -> None:
    """The link to what was typed keeps section and year."""
    page = settled(look(f"{SEARCH}?tim=lee+hooij&muc=van-hoa-du-lich"))
    link = page.locator(".search__meant a")

    assert parse_qs(urlsplit(link.get_attribute("href") or "").query) == {
        "tim": ['"lee hooij"'],
        "muc": ["van-hoa-du-lich"],
    }


@pytest.mark.parametrize("width", [320, 1280])
def test_no_violation_whatever_is_found(look: Visit, axe: str, width: int) -> None:
    """Before anything is looked for, with results, with advice, and in an empty box again, by day and by night."""
    page = settled(look(SEARCH, width, color_scheme="light"))
    found = {}
    for words in ("", "lễ hội", "thu hồi bằng lái xe", "qwrtypsdf", ""):
        search_for(page, words)
        page.emulate_media(color_scheme="light")
        by_day = violations(page, axe)
        page.emulate_media(color_scheme="dark")
        if faults := [*by_day, *colour_violations(page, axe)]:
            found[words] = faults

    assert found == {}


def test_nothing_is_fetched_before_it_is_needed(visit: Visit) -> None:
    """The engine and the index come with the first word; a search weighs little, and asks for few files."""

    page, answers = visit(EMPTY), list[Response]()
    page.on("response", lambda one: answers.append(one))
    own = page.url.removesuffix(EMPTY) + SEARCH

    def fetched() -> dict[str, int]:
        urls = {one.url: one for one in answers if "search-engine" in one.url or "/tim-kiem/" in one.url}
        return {url: len(one.body()) for url, one in urls.items() if url != own}

    page.goto(own)
    settled(page)
    assert fetched() == {}

    search_for(page, "thu hồi đất")
    assert any("search-engine" in url for url in fetched())
    assert 1 < len(fetched()) <= 20
    assert sum(fetched().values()) < 136_000


def test_without_scripts_the_page_says_what_to_do(look: Visit) -> None:
    """No dead box; sections, years, the register, the site map."""
    page = look(f"{SEARCH}?tim=lam+kinh", java_script_enabled=False)

    assert page.get_by_text("Ô tìm kiếm cần JavaScript").is_visible()
    assert not page.get_by_role("searchbox").count()
    ways = page.get_by_role("complementary")
    for name in ("Văn hóa – Du lịch", "Năm 2023", "Sổ quy hoạch", "Sơ đồ cổng", "Liên hệ"):
        assert ways.get_by_role("link", name=name).is_visible()
