"""The register is filtered and sorted in the browser."""

from __future__ import annotations

import re

import pytest
from kinds import KINDS, Visit
from playwright.sync_api import Route, expect
from screens import enlarge, set_letters

from plugins.registers.state import STATE_NAMES
from plugins.vietnamese.collation import sort_key

pytestmark = pytest.mark.browser

SHOWN = "[...document.querySelectorAll('.register tbody tr')].filter((row) => !row.hidden).map((row) => row.querySelector('th a').textContent)"


def test_words_and_choices_narrow_the_list(look: Visit) -> None:
    """Words without marks find what has them; the number is told; the address keeps the choice for the next visit."""
    page = look(KINDS["register"])
    everything = page.evaluate(SHOWN)
    page.get_by_label("Tìm theo tên, số hiệu, cơ quan").fill("quy hoach tinh")

    found = page.evaluate(SHOWN)
    assert 0 < len(found) < len(everything)
    assert all("uy hoạch" in title for title in found)
    assert page.get_by_role("status").inner_text().startswith(f"Có {len(found)} trên {len(everything)}")
    page.reload()
    assert page.evaluate(SHOWN) == found
    page.get_by_role("button", name="Bỏ lọc").click()
    page.wait_for_url(lambda url: "?" not in url)
    assert page.evaluate(SHOWN) == everything


def test_a_state_can_be_chosen_by_keyboard(look: Visit) -> None:
    """Open consultations alone; what is not there is said."""
    page = look(KINDS["register"])
    page.get_by_role("combobox", name="Tình trạng").select_option("Đang lấy ý kiến")
    badges = page.locator(".register tbody tr:not([hidden]) .badge").all_inner_texts()
    assert badges
    assert all(text.startswith("Đang lấy ý kiến") for text in badges)
    assert page.url.endswith("?trang-thai=dang-lay-y-kien")
    page.get_by_label("Tìm theo tên, số hiệu, cơ quan").fill("không có đâu")
    assert "Không có văn bản nào" in page.get_by_role("status").inner_text()


def test_headings_sort_and_say_so(look: Visit) -> None:
    """By name up, then down; on a phone, where no heading is shown, there is no button."""
    page = look(KINDS["register"], 1280)
    before = page.evaluate(SHOWN)
    button = page.get_by_role("button", name="Tên văn bản")
    button.press("Enter")
    up = page.evaluate(SHOWN)
    assert page.locator("th[aria-sort=ascending]").count() == 1
    button.press("Enter")
    assert page.evaluate(SHOWN) == list(reversed(up))
    assert sorted(before) == sorted(up)

    page.set_viewport_size({"width": 320, "height": 800})
    page.locator(".register__sort").first.wait_for(state="detached")


def test_an_address_with_choices_opens_the_register_so(look: Visit) -> None:
    """An address that somebody sent shows what the sender saw; a choice that does not exist hides nothing."""
    page = look(KINDS["register"] + "?trang-thai=da-ban-hanh&nam=2022&loai=Nghị%20quyết")
    assert [title.replace("\xa0", " ") for title in page.evaluate(SHOWN)] == [
        "Nghị quyết số 10-NQ/TU về xây dựng và phát triển huyện Thọ Xuân"
    ]

    everything = look(KINDS["register"]).evaluate(SHOWN)
    assert look(KINDS["register"] + "?trang-thai=khong-co&nam=1").evaluate(SHOWN) == everything


def test_choices_narrow_each_other(look: Visit) -> None:
    """By period and by year, alone and together, without the mouse."""
    page = look(KINDS["register"])
    page.get_by_role("combobox", name="Thời kỳ").select_option("đến năm 2030, tầm nhìn đến năm 2045")
    by_period = page.evaluate(SHOWN)
    page.get_by_role("combobox", name="Năm").focus()
    page.keyboard.type("2022")
    both = page.evaluate(SHOWN)

    assert len(by_period) > len(both) > 0
    assert set(both) < set(by_period)
    assert page.get_by_role("status").inner_text().startswith(f"Có {len(both)} trên ")


def test_what_is_not_known_comes_last(look: Visit) -> None:
    """Sorted by the day of issue, up or down, the lines without a day stand at the end; days are in order."""
    page = look(KINDS["register"], 1280)
    issued = "[...document.querySelectorAll('.register tbody tr')].map((row) => row.dataset.issued)"
    for direction in ("ascending", "descending"):
        page.get_by_role("button", name="ngày ban hành").press("Enter")
        found = page.evaluate(issued)
        known = [day for day in found if day]

        assert page.locator(f"th[aria-sort={direction}]").inner_text().endswith("ngày ban hành")
        assert known == sorted(known, reverse=direction == "descending")
        assert 0 < len(known) < len(found)
        assert not any(found[len(known) :])


def test_states_sort_by_how_they_follow_not_by_their_letters(look: Visit) -> None:
    """As a document's life goes: what is asked of the public, what came of that, what was issued, what is not known."""
    page = look(KINDS["register"], 1280)
    page.get_by_role("button", name="Tình trạng").click()
    states = page.evaluate(
        "[...document.querySelectorAll('.register tbody tr')].map((row) => row.dataset.state)"
    )

    assert list(dict.fromkeys(states)) == [
        "upcoming",
        "open",
        "closed",
        "concluded",
        "issued",
        "unknown",
    ]


def test_choices_are_in_an_order_that_one_expects(look: Visit) -> None:
    """Names as every list of the portal has them, states as a document's life goes, years from the newest."""
    page = look(KINDS["register"])

    def options(name: str) -> list[str]:
        first, *others = page.get_by_role("combobox", name=name).locator("option").all_inner_texts()
        assert first == "Tất cả"
        assert len(others) > 1
        return [str(one) for one in others]

    kinds, years, states = options("Loại văn bản"), options("Năm"), options("Tình trạng")
    assert kinds == sorted(kinds, key=sort_key)
    assert years == sorted(years, reverse=True)
    assert states == [name for name in STATE_NAMES.values() if name in states]


# Choices of which some would not be read whole when they are chosen: beside the words is the arrow.
CUT_CHOICES = """() => [...document.querySelectorAll("main select")].filter((one) => one.offsetWidth).flatMap((one) => {
  const style = getComputedStyle(one), pen = document.createElement("canvas").getContext("2d");
  pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  const room = one.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - 16;
  return [...one.options].map(({ text }) => text).filter((text) => pen.measureText(text).width > room + 1);
})"""
OPEN_CHOICES = "() => (document.querySelector('.register-filter__more').open = true)"


@pytest.mark.parametrize("kind", ["register", "library"])
def test_a_chosen_state_is_read_whole(look: Visit, kind: str) -> None:
    """On a desk, though all choices stand in one row; only the longest of all ends in a sign."""
    for width in (1280, 1366, 1920):
        cut = look(KINDS[kind], width).evaluate(CUT_CHOICES)
        assert {"Đang lấy ý kiến", "Đã ban hành", "Chưa rõ tình trạng"} & set(cut) == set(), width


@pytest.mark.parametrize("kind", ["register", "library"])
def test_in_the_largest_letters_every_choice_is_read_whole(look: Visit, kind: str) -> None:
    """A choice has as much of a row as its words need."""
    page = look(KINDS[kind], 960)
    enlarge(page)
    for width in (960, 1024, 1366, 1920):
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate(OPEN_CHOICES)
        assert page.evaluate(CUT_CHOICES) == [], width


def test_headings_come_and_go_with_the_size_of_the_letters(look: Visit) -> None:
    """Where letters leave the table no room its lines read as on a phone, and no button waits in headings that are not shown."""
    page = look(KINDS["register"], 1366)
    button = page.get_by_role("button", name="Tên văn bản")
    assert button.is_visible()

    enlarge(page)
    assert page.locator(".register__sort").count() == 0
    assert page.get_by_text("Lọc, sắp xếp").is_visible()
    page.reload()
    assert page.locator(".register__sort").count() == 0

    set_letters(page, 125)
    assert button.is_visible()


def test_a_phone_sorts_by_a_choice_and_the_address_keeps_it(look: Visit) -> None:
    """Where no heading is shown there is a list of orders; the lines go back to their own order without it."""
    page = look(KINDS["register"], 320)
    own = page.evaluate(SHOWN)
    page.get_by_text("Lọc, sắp xếp").click()
    page.get_by_role("combobox", name="Sắp xếp").select_option("Tên văn bản")
    by_name = page.evaluate(SHOWN)

    assert by_name != own
    assert by_name == sorted(by_name, key=lambda title: sort_key(title.replace("\xa0", " ")))
    assert page.url.endswith("?xep=ten")
    page.get_by_role("button", name="Bỏ lọc").click()
    page.wait_for_url(lambda url: "?" not in url)
    assert page.evaluate(SHOWN) == own


def test_on_a_phone_the_first_lines_come_before_all_choices(look: Visit) -> None:
    """The choices stand behind one line, which says how many are chosen; on a desk they stand open, without that line."""
    page = look(KINDS["register"], 390)
    choices, line = page.get_by_role("combobox"), page.locator("summary", has_text="Lọc, sắp xếp")
    first = page.locator(".register tbody tr").first.bounding_box()
    assert first
    assert first["y"] < 700
    assert choices.count() == 0
    line.press("Enter")
    page.get_by_role("combobox", name="Tình trạng").select_option("Đang lấy ý kiến")
    assert line.inner_text() == "Lọc, sắp xếp (đang chọn 1)"
    page.reload()
    assert page.get_by_role("combobox", name="Tình trạng").is_visible()

    page.set_viewport_size({"width": 1280, "height": 800})
    assert choices.count() > 2
    assert not line.is_visible()
    order = page.get_by_role("combobox", name="Sắp xếp")
    assert order.evaluate("(one) => one.clientWidth") >= 140


def test_typing_is_followed_once_it_pauses(look: Visit) -> None:
    """Keys that follow each other are one question; Enter asks at once; what is pasted is not waited for."""
    page = look(KINDS["register"])
    page.evaluate("""() => {
      window.asked = 0;
      const replace = history.replaceState.bind(history);
      history.replaceState = (...all) => { window.asked += 1; replace(...all); };
    }""")
    words = page.get_by_label("Tìm theo tên, số hiệu, cơ quan")
    asked_at_once = words.evaluate("""(field) => {
      for (const text of ["q", "qu", "quy"]) {
        field.value = text;
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }
      return window.asked;
    }""")
    assert asked_at_once == 0
    page.wait_for_function("() => window.asked === 1")
    words.press("Enter")
    assert page.evaluate("window.asked") == 2
    words.fill("quy hoach tinh")
    assert page.evaluate("window.asked") == 3


@pytest.mark.parametrize("there", [True, False])
def test_lines_of_other_pages_come_when_they_are_asked_for(visit: Visit, there: bool) -> None:
    """A choice looks at the whole register; where the other pages do not come, that is said and this one is filtered."""
    page = visit("trang-trang")
    host = page.url.removesuffix("trang-trang")
    body = page.request.get(host + KINDS["register"]).text()
    lines = body.count("<tr data-kind")
    whole = body.replace('data-others=""', f'data-others="{host}trang-khac/ {host}trang-nua/"')
    whole = whole.replace(f'data-register-filter="{lines}"', f'data-register-filter="{3 * lines}"')
    page.route("**/so-quy-hoach/", lambda route: route.fulfill(body=whole, content_type="text/html"))
    page.route(
        re.compile("trang-(khac|nua)/"),
        lambda route: route.fulfill(body=body if there else "<p>Đăng nhập", content_type="text/html"),
    )
    page.goto(host + KINDS["register"])
    assert len(page.evaluate(SHOWN)) == lines
    page.get_by_role("combobox", name="Loại văn bản").select_option("Nghị quyết")

    wanted = body.count('<tr data-kind="Nghị quyết"') * (3 if there else 1)
    said = f"Có {wanted} trên {3 * lines} văn bản."
    expect(page.get_by_role("status")).to_have_text(
        said if there else re.compile(f"^Chưa tải được.*{re.escape(said)}$")
    )
    assert len(page.evaluate(SHOWN)) == wanted


def test_pages_that_did_not_come_are_asked_for_again_on_demand_alone(visit: Visit) -> None:
    """Not with every key; the button asks once more, what came stays, and the whole register is filtered then."""
    page = visit("trang-trang")
    host = page.url.removesuffix("trang-trang")
    body = page.request.get(host + KINDS["register"]).text()
    lines = body.count("<tr data-kind")
    whole = body.replace('data-others=""', f'data-others="{host}trang-khac/ {host}trang-nua/"')
    whole = whole.replace(f'data-register-filter="{lines}"', f'data-register-filter="{3 * lines}"')
    asked: list[str] = []
    lost = ["trang-nua"]

    def answer(route: Route) -> None:
        name = route.request.url.split("/")[-2]
        asked.append(name)
        route.fulfill(body="<p>Đăng nhập" if name in lost else body, content_type="text/html")

    page.route("**/so-quy-hoach/", lambda route: route.fulfill(body=whole, content_type="text/html"))
    page.route(re.compile("trang-(khac|nua)/"), answer)
    page.goto(host + KINDS["register"])
    words, status = page.get_by_label("Tìm theo tên, số hiệu, cơ quan"), page.get_by_role("status")
    for text in ("quy hoạch", "quy hoạch huyện", "quyết định tỉnh", "nghị quyết"):
        words.fill(text)
        expect(status).to_have_text(re.compile("^Chưa tải được"))
    assert sorted(asked) == ["trang-khac", "trang-nua"]
    words.fill("không có đâu")
    expect(status).to_have_text(re.compile("Trong trang này không có văn bản nào như vậy.$"))
    words.fill("nghị quyết")

    lost.clear()
    again = page.get_by_role("button", name="Tải lại các trang khác")
    again.press("Enter")
    expect(status).to_have_text(re.compile(f"^Có .* trên {3 * lines} văn bản"))
    assert sorted(asked) == ["trang-khac", "trang-nua", "trang-nua"]
    expect(again).to_be_hidden()
    expect(words).to_be_focused()
