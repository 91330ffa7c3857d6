"""Corrections, updates, withdrawal and neighbours of an article are told on its page."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from small_sites import Build, an_article

WRONG = "Bản đầu viết 21 thôn; đúng là 12 thôn."
CHANGES = (
    *("Cập nhật:", "- 06/11/2023 08:00 – Thêm ảnh.", "- 08/11/2023 09:30 – Sửa số liệu."),
    *("Đính chính:", f"- 07/11/2023 10:00 – {WRONG}"),
)


def page_of(site: Path, name: str) -> BeautifulSoup:
    """Return the page of an article of the small site."""
    return BeautifulSoup(
        (site / "output" / "tin-trong-huyen" / "2023" / name / "index.html").read_text("utf-8"), "html.parser"
    )


def words(element: Tag | None) -> str:
    """Return an element's words, its spaces as one."""
    return " ".join(element.get_text().split()) if element else ""


@pytest.fixture
def several(site: Path, build: Build) -> Path:
    """The small site with five articles of one section, one a day; the middle one was changed three times."""
    for day in range(1, 6):
        more = CHANGES if day == 3 else ()
        text = an_article(f"Tin ngày {day}", *more, date=f"0{day}/11/2023 07:00")
        (site / "content" / f"tin-{day}.md").write_text(text, "utf-8")
    assert build().exit == 0
    return site


def test_a_correction_stands_over_the_text(several: Path) -> None:
    """What was wrong and what is right is read before the article; an update needs no such notice."""
    notices = page_of(several, "tin-3").select(".article__header .notice")

    assert [words(notice) for notice in notices] == [f"Đính chính ngày 07/11/2023 {WRONG}"]
    assert notices[0]["class"] == ["notice", "notice--correction"]


def test_every_change_stands_under_the_text(several: Path) -> None:
    """The newest first, each with its day for machines; the date at the top leads there and is the newest."""
    page = page_of(several, "tin-3")
    changes = page.select(".history li")

    assert [words(change) for change in changes] == [
        "08/11/2023 09:30: Cập nhật. Sửa số liệu.",
        f"07/11/2023 10:00: Đính chính. {WRONG}",
        "06/11/2023 08:00: Cập nhật. Thêm ảnh.",
    ]
    assert [str(time["datetime"]) for time in page.select(".history time")] == [
        "2023-11-08T09:30:00+07:00",
        "2023-11-07T10:00:00+07:00",
        "2023-11-06T08:00:00+07:00",
    ]
    assert (
        words(page.select_one(f'.article__meta a[href="#{page.select(".history")[0]["id"]}"]'))
        == "Cập nhật: 08/11/2023 09:30"
    )


def test_what_was_never_changed_says_nothing_of_changes(several: Path) -> None:
    """No heading over an empty list, no second date."""
    page = page_of(several, "tin-2")

    assert not page.select(".history, .notice")
    assert "Cập nhật" not in words(page.select_one(".article__meta"))


def test_a_withdrawn_article_says_so_first(site: Path, build: Build) -> None:
    """Its address answers with the notice and the reason; no list, no feed and no neighbour leads there."""
    text = an_article("Bài sai", "Trạng thái: thu hồi", "Lý do thu hồi: Lịch đã đổi, xem thông báo mới.")
    (site / "content" / "sai.md").write_text(text, "utf-8")
    assert build().exit == 0
    page = page_of(site, "sai")

    assert (
        words(page.select_one(".article__header .notice--withdrawn"))
        == "Bài này đã được thu hồi Lịch đã đổi, xem thông báo mới."
    )
    assert page.select('meta[name="robots"][content*="noindex"]')
    leading = [
        path.relative_to(site / "output").as_posix()
        for path in (site / "output").rglob("*.*ml")
        if "/sai/" in path.read_text("utf-8") and path.parent.name != "sai"
    ]
    assert leading == []


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("tin-1", None, "Tin ngày 2"),
        ("tin-3", "Tin ngày 2", "Tin ngày 4"),
        ("tin-5", "Tin ngày 4", "Bài tốt"),
    ],
)
def test_an_article_leads_to_its_neighbours(
    several: Path, name: str, before: str | None, after: str | None
) -> None:
    """The one published before and the one after in the section, said in words and for machines; the first has none before."""
    page = page_of(several, name)
    found = {
        str(link["rel"][0]): words(link)
        for link in page.select('nav[aria-label="Bài liền kề trong chuyên mục"] a')
    }

    assert found == {
        rel: f"{word} {title}"
        for rel, word, title in (("prev", "Bài trước", before), ("next", "Bài sau", after))
        if title
    }


def test_other_news_are_newer_then_older_and_never_the_article_itself(several: Path) -> None:
    """“Các tin khác” of the middle one: nearest first on both sides."""
    page = page_of(several, "tin-3")
    headings = [words(heading) for heading in page.select(".others h2, .others h3")]

    assert headings[:3] == ["Các tin khác", "Tin mới hơn", "Tin cũ hơn"]
    newer, older = (
        [words(link) for link in part.select("a")] for part in page.select("#cac-tin-khac ~ .headlines")
    )
    assert newer == ["Bài tốt", "Tin ngày 5", "Tin ngày 4"]
    assert older == ["Tin ngày 2", "Tin ngày 1"]


def test_news_beside_a_withdrawn_article_are_not_called_older(several: Path, build: Build) -> None:
    """It leads to the section's newest, which are what they are; nothing leads to it."""
    text = an_article("Bài rút", "Trạng thái: thu hồi", date="01/11/2023 12:00")
    (several / "content" / "rut.md").write_text(text, "utf-8")
    assert build().exit == 0
    others = page_of(several, "rut").select(".others")

    assert [words(heading) for part in others for heading in part.select("h2, h3")] == ["Các tin khác"]
    assert words(others[0].select_one("a")) == "Bài tốt"


def test_what_shares_a_tag_is_related(site: Path, build: Build) -> None:
    """“Tin liên quan” names articles of other sections with the same tags, and stands only where there are any."""
    (site / "content" / "mot.md").write_text(an_article("Bài về lúa", "Thẻ: lúa"), "utf-8")
    elsewhere = an_article("Quy hoạch vùng lúa", "Thẻ: lúa").replace(
        "Tin trong huyện", "Chiến lược – Định hướng – Quy hoạch"
    )
    (site / "content" / "hai.md").write_text(elsewhere, "utf-8")
    assert build().exit == 0
    related = page_of(site, "mot").select_one('section[aria-labelledby="cung-the"]')

    assert words(related).startswith("Tin liên quan Quy hoạch vùng lúa")
    assert page_of(site, "tot").select('section[aria-labelledby="cung-the"]') == []
