"""What can be done with an article: print it, send its address on, have it read aloud."""

from __future__ import annotations

import json
from base64 import b64decode
from urllib.parse import parse_qs, urlsplit

import pytest
from given import SITEURL
from kinds import KINDS, Visit
from playwright.sync_api import expect
from screens import set_letters
from voices import VOICES

pytestmark = pytest.mark.browser

ARTICLE = KINDS["article-with-everything"]
ADDRESS = f"{SITEURL}/{ARTICLE}"
# The page's own doings are written down on <html>, where the test reads them.
PRINTER = "window.print = () => { document.documentElement.dataset.printed = 'yes'; };"
NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', { value: undefined });"
CLOSED_CLIPBOARD = (
    "Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(Error()) } });"
)
SHEET = """navigator.share = (what) => {
  document.documentElement.dataset.shared = JSON.stringify(what);
  return Promise.reject(new Error("closed"));
};"""
NO_SHEET = "Object.defineProperty(navigator, 'share', { value: undefined });"


def test_an_article_is_printed(visit: Visit) -> None:
    """“In bài” opens the browser's own printing."""
    page = visit(ARTICLE, scripts=[PRINTER])
    page.get_by_role("button", name="In bài").press("Enter")

    expect(page.locator("html")).to_have_attribute("data-printed", "yes")


def test_the_address_is_copied(visit: Visit) -> None:
    """The address of the article itself, not of this visit; it is told, and the button is itself again."""
    page = visit(f"{ARTICLE}?tu=thu#cung-the", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Chép liên kết").click()

    copied = page.get_by_role("button", name="Đã chép")
    expect(copied).to_be_visible()
    assert copied.locator("[aria-live=polite]").count() == 1
    assert page.evaluate("navigator.clipboard.readText()") == ADDRESS
    expect(page.get_by_role("button", name="Chép liên kết")).to_be_visible()


def test_the_address_is_copied_where_there_is_no_clipboard_to_ask(visit: Visit) -> None:
    """Old browsers, and addresses without https, copy in the old way; nothing is left on the page, and the focus where it was."""
    page = visit(ARTICLE, scripts=[NO_CLIPBOARD])
    page.get_by_role("button", name="Chép liên kết").press("Enter")

    expect(page.get_by_role("button", name="Đã chép")).to_be_focused()
    assert page.locator("textarea").count() == 0
    page.evaluate("document.querySelector('main').prepend(document.createElement('textarea'))")
    page.locator("textarea").press("Control+v")
    assert page.locator("textarea").input_value() == ADDRESS


def test_what_was_not_copied_is_told(visit: Visit) -> None:
    """A browser that refuses is no success."""
    page = visit(ARTICLE, scripts=[CLOSED_CLIPBOARD])
    page.get_by_role("button", name="Chép liên kết").click()

    expect(page.get_by_role("button", name="Không chép được")).to_be_visible()


def test_a_device_shares_in_its_own_way(visit: Visit) -> None:
    """Where there is a sheet for it, it gets title and address; who closes it has done nothing wrong."""
    page = visit(ARTICLE, scripts=[SHEET])
    page.get_by_role("button", name="Chia sẻ…").click()

    title = page.locator("h1").text_content()
    expect(page.locator("html")).to_have_attribute("data-shared", f'{{"title":"{title}","url":"{ADDRESS}"}}')
    assert visit(ARTICLE, scripts=[NO_SHEET]).get_by_role("button", name="Chia sẻ…").count() == 0


def test_an_article_is_shared_by_plain_links(visit: Visit) -> None:
    """Zalo, Facebook and mail are links without a script of theirs; a withdrawn article is not sent on."""
    page = visit(ARTICLE, java_script_enabled=False)
    links = page.get_by_role("list", name="Chia sẻ").get_by_role("link")

    assert links.all_text_contents() == ["Zalo", "Facebook", "Thư điện tử"]
    zalo, *others = (parse_qs(urlsplit(link.get_attribute("href") or "").query) for link in links.all())
    assert json.loads(b64decode(zalo["d"][0])) == {"url": ADDRESS}
    assert [query.get("u") or query.get("body") for query in others] == [[ADDRESS], [ADDRESS]]
    withdrawn = visit(KINDS["withdrawn-article"])
    assert withdrawn.get_by_role("button", name="Chép liên kết").is_visible()
    assert withdrawn.get_by_role("list", name="Chia sẻ").count() == 0


def test_listening_is_offered_only_with_a_vietnamese_voice(visit: Visit) -> None:
    """An English voice cannot read the news; voices that come later are noticed."""
    page = visit(ARTICLE, scripts=[VOICES])
    button = page.get_by_role("button", name="Nghe", exact=True)
    assert page.get_by_role("button", name="In bài").is_visible()
    assert button.count() == 0

    page.evaluate("speechSynthesis.findVietnamese()")
    assert button.is_visible()
    assert button.get_attribute("aria-pressed") == "false"
    assert page.evaluate("speechSynthesis.spoken") == []


def test_voices_that_come_late_move_nothing(visit: Visit) -> None:
    """While the browser looks for its voices the place of “Nghe” is kept, without a button in it."""
    silent = VOICES.replace('[{ lang: "en-US", name: "English" }]', "[]")
    page = visit(ARTICLE, 360, scripts=[silent])
    assert page.get_by_role("button", name="Nghe", exact=True).count() == 0
    before = page.locator(".article__lead").bounding_box()

    page.evaluate("speechSynthesis.findVietnamese()")
    assert page.get_by_role("button", name="Nghe", exact=True).is_visible()
    assert page.locator(".article__lead").bounding_box() == before


# How far the last of the tools that can be seen lies above the end of their box, in heights of one.
EMPTY_BELOW = """() => {
  const box = document.querySelector(".article-tools").getBoundingClientRect();
  const seen = [...document.querySelectorAll(".article-tools__tool")].filter((one) => getComputedStyle(one).visibility === "visible");
  const places = seen.map((one) => one.getBoundingClientRect());
  return (box.bottom - Math.max(...places.map(({ bottom }) => bottom))) / Math.max(...places.map(({ height }) => height));
}"""


@pytest.mark.parametrize("width", [320, 360, 390])
@pytest.mark.parametrize("percent", [100, 125, 150, 175, 200])
def test_a_place_that_is_kept_is_no_empty_row(visit: Visit, width: int, percent: int) -> None:
    """In large letters “Nghe” has a row of its own: it is there once there is a voice, which many phones never have."""
    silent = VOICES.replace('[{ lang: "en-US", name: "English" }]', "[]")
    page = visit(ARTICLE, width, scripts=[silent])
    set_letters(page, percent)
    assert page.evaluate(EMPTY_BELOW) < 0.5

    page.evaluate("speechSynthesis.findVietnamese()")
    assert page.get_by_role("button", name="Nghe", exact=True).is_visible()
    assert page.evaluate(EMPTY_BELOW) < 0.5


def test_an_article_is_read_aloud_in_its_order(visit: Visit) -> None:
    """Title, lead, then the body in short pieces, each once; notes' numbers and code are left out; at its end it is over."""
    page = visit(ARTICLE, scripts=[VOICES])
    page.evaluate("speechSynthesis.findVietnamese()")
    page.get_by_role("button", name="Nghe", exact=True).press("Enter")
    button = page.get_by_role("button", name="Tạm dừng")
    assert button.get_attribute("aria-pressed") == "true"
    for _ in range(200):
        if not button.count():
            break
        page.evaluate("speechSynthesis.endPiece()")
    spoken = page.evaluate("speechSynthesis.spoken")

    assert " ".join(spoken).startswith("Mọi thứ trên một trang: một tiêu đề dài")
    assert spoken[1].startswith("Trang này có mọi thứ mà một bài viết có thể chứa")
    assert "Loại văn bản: Quyết định." in spoken
    assert sum("phần thứ nhất" in piece for piece in spoken) == 1
    assert sum("bước một" in piece for piece in spoken) == 1
    assert "Nông thôn mới nâng cao" in spoken
    assert "Đoạn cuối." in spoken
    assert all(len(piece) <= 220 for piece in spoken)
    assert not any("một dòng mã rất dài" in piece for piece in spoken)
    assert page.get_by_role("button", name="Nghe", exact=True).get_attribute("aria-pressed") == "false"


def test_reading_pauses_and_goes_on(visit: Visit) -> None:
    """The same button silences it at once, and goes on with the sentence in which it was; another begins again."""
    page = visit(ARTICLE, scripts=[VOICES])
    page.evaluate("speechSynthesis.findVietnamese()")
    page.get_by_role("button", name="Nghe", exact=True).click()
    page.evaluate("speechSynthesis.endPiece()")
    page.evaluate("speechSynthesis.cancelled = false")
    page.get_by_role("button", name="Tạm dừng").click()
    spoken = page.evaluate("speechSynthesis.spoken")
    assert page.evaluate("speechSynthesis.cancelled") is True
    page.evaluate("speechSynthesis.endPiece()")
    assert page.evaluate("speechSynthesis.spoken") == spoken

    page.get_by_role("button", name="Nghe tiếp").click()
    assert page.evaluate("speechSynthesis.spoken.at(-1)") == spoken[-1]
    page.get_by_role("button", name="Tạm dừng").click()
    page.get_by_role("button", name="Nghe từ đầu").click()
    assert page.evaluate("speechSynthesis.spoken.at(-1)") == spoken[0]
    assert page.get_by_role("button", name="Nghe từ đầu").count() == 0


def test_on_the_narrowest_phone_the_tools_are_one_row(visit: Visit) -> None:
    """With the place that is kept for a voice, and no line around nothing where scripts are off."""
    silent = VOICES.replace('[{ lang: "en-US", name: "English" }]', "[]")
    page = visit(KINDS["withdrawn-article"], 320, scripts=[silent])
    assert page.locator(".article-tools").evaluate("(one) => one.getBoundingClientRect().height") < 70

    plain = visit(KINDS["withdrawn-article"], 320, java_script_enabled=False)
    assert not plain.locator(".article-tools").is_visible()


def test_a_day_without_a_time_has_no_time_zone(look: Visit) -> None:
    """“(GMT+7)” stands beside an hour, never beside a day alone."""
    hour, day = look(KINDS["article-with-everything"]), "(one) => one.textContent"
    assert "07:30 (GMT+7)" in hour.locator(".article__meta").evaluate(day)
    assert "GMT" not in look(KINDS["article-with-photo"]).locator(".article__meta").evaluate(day)


def test_what_no_article_is_has_no_tools(look: Visit) -> None:
    """Standing pages and lists are read and printed as they are."""
    for kind in ("standing-page", "section", "home"):
        assert look(KINDS[kind]).locator(".article-tools").count() == 0
