"""Every page of a portal as a value: which there are, and who stands on them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_portals import LE_HAI, NOW, ORGANISATION, SECTIONS, SITEURL, a_site, a_standing_page, a_story

from plugins.article.facts import ArticleChange, ChangeKind, RegisterFacts, Span
from plugins.author.people import Byline, Organisation, Person
from plugins.lifecycle.outcome import Outcome
from plugins.pages.article_pages import ArticlePages, article_pages
from plugins.pages.list_pages import MANY_IN_A_YEAR
from plugins.pages.list_views import IndexView, ListView
from plugins.pages.page_kinds import all_pages
from plugins.pages.paging import NEIGHBOURS, list_pages, paging
from plugins.pages.site import Site, Story
from plugins.pages.story_groups import group_stories
from plugins.pages.view_parts import PhotoView
from plugins.pages.views import (
    ArticleView,
    Branch,
    HomeView,
    NotFoundView,
    Paging,
    RegisterView,
    SectionView,
    SitemapView,
    StandingPageView,
    Teaser,
    View,
)
from plugins.vietnamese.index_letters import index_key
from plugins.vietnamese.typography.rules import typeset


def views(site: Site) -> dict[str, View]:
    """Return what each page shows, by the page's path; fail if two pages want one path."""
    pages = list(all_pages(site))
    assert len({page.path for page in pages}) == len(pages)
    return {page.path: page.view for page in pages}


def news(count: int, section: str = "van-hoa", **more: object) -> list[Story]:
    """Return articles of as many days, tin-0 the newest."""
    return [a_story(f"tin-{day}", NOW - timedelta(days=day), section, **more) for day in range(count)]


def titles(found: View) -> list[str]:
    """Return the titles in a list, in its order."""
    assert isinstance(found, SectionView | ListView)
    lead = getattr(found, "lead", None)
    return [teaser.title for teaser in (*([lead] if lead else []), *found.teasers)]


def shown(found: View, path: str = "") -> ArticleView:
    """Return the view of an article."""
    assert isinstance(found, ArticleView), path
    return found


def branches(nodes: tuple[Branch, ...]) -> Iterator[Branch]:
    """Yield every node of a tree."""
    for node in nodes:
        yield node
        yield from branches(node.children)


# Lists.


def test_a_list_has_pages_that_lead_to_each_other() -> None:
    """The newest at the section's own address, twenty of the others on each page; each page knows its neighbours."""
    found = views(a_site(*news(55)))
    pages = [found[f"van-hoa/{part}index.html"] for part in ("", "trang/2/", "trang/1/")]

    assert [titles(page) for page in pages] == [
        [f"Tin tin-{day}" for day in range(start, end)] for start, end in ((0, 15), (15, 35), (35, 55))
    ]
    assert "van-hoa/trang/3/index.html" not in found
    sections = [page for page in pages if isinstance(page, SectionView)]
    beside = [
        tuple(link and (link.text, link.href) for link in (page.paging.newer, page.paging.older))
        for page in sections
    ]
    assert beside == [
        (None, ("Cũ hơn", "/van-hoa/trang/2/")),
        (("Mới hơn", "/van-hoa/"), ("Cũ hơn", "/van-hoa/trang/1/")),
        (("Mới hơn", "/van-hoa/trang/2/"), None),
    ]
    assert [page.paging.current for page in sections] == ["Mới nhất", "2", "1"]
    assert {tuple(link.text for link in page.paging.pages) for page in sections} == {("Mới nhất", "2", "1")}


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 260), st.integers(1, 25))
def test_an_article_more_changes_no_page_but_the_newest(count: int, size: int) -> None:
    """A page that is full keeps its articles and every other word; only pages beside a new page link to it."""

    def pages(stories: Sequence[Story]) -> dict[int, tuple[list[str], Paging]]:
        site = replace(a_site(*stories), page_size=size)
        listed = list_pages(site, "van-hoa/", [story for story in site.stories if story.listed])
        return {
            page.number: ([story.article.title for story in chosen], paging(site, page))
            for page, chosen in listed
        }

    before = pages(news(count))
    after = pages([a_story("moi", NOW - timedelta(hours=1)), *news(count)])

    assert {number: before[number][0] for number in before if number} == {
        number: titles for number, (titles, _) in after.items() if number in before and number
    }
    top = max(after)
    near = set() if top in before else {top - back for back in range(NEIGHBOURS + 3)}
    other = {number for number in before if number and before[number] != after[number]}
    assert other <= near
    assert min(count + 1, size // 2) <= len(after[0][0]) < max(1, size // 2) + size
    assert sum(len(titles) for titles, _ in after.values()) == count + 1


@settings(max_examples=30, deadline=None)
@given(
    count=st.integers(0, 120),
    size=st.integers(3, 20),
    wait=st.sampled_from((0, 1, 31, 400)),
    pace=st.integers(1, 3),
    many=st.sampled_from((0, 1_000)),
)
def test_an_older_page_of_any_list_stays_as_it_was(
    count: int, size: int, wait: int, pace: int, many: int
) -> None:
    """
    Section, year, archive, writer, tag: whatever is told of the new day, month or year stands on the newest page.

    Years of a section have months from so many articles on: always here, or never.
    """
    end = NOW - timedelta(days=wait)
    old = [
        a_story(f"tin-{number}", end - timedelta(days=1 + number * pace), tags=["hội"])
        for number in range(count)
    ]

    def numbered(stories: Sequence[Story]) -> dict[tuple[str, int], View]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("plugins.pages.list_pages.MANY_IN_A_YEAR", many)
            pages = views(replace(a_site(*stories), page_size=size))
        matches = ((re.fullmatch(r"(.*)trang/(\d+)/index\.html", path), view) for path, view in pages.items())
        return {(match[1], int(match[2])): view for match, view in matches if match}

    before, after = numbered(old), numbered([a_story("moi", NOW, tags=["hội"]), *old])
    tops = {base: max(number for one, number in after if one == base) for base, _ in after}
    grown = {base for base, top in tops.items() if (base, top) not in before}
    stay = {
        (base, number) for base, number in before if base not in grown or number < tops[base] - NEIGHBOURS - 2
    }

    assert {place: before[place] for place in stay} == {place: after[place] for place in stay}


@settings(max_examples=40)
@given(st.integers(0, 90))
def test_every_article_stands_once_in_the_pages_of_its_section(count: int) -> None:
    """Whatever their number, the pages hold all of them in order; the years hold all of them again."""
    found = views(a_site(*news(count)))
    listed = [
        title
        for path, view in found.items()
        if path.startswith("van-hoa/") and isinstance(view, SectionView) and "le-hoi" not in path
        for title in titles(view)
    ]
    by_year = [
        title
        for path, view in found.items()
        if path.startswith("van-hoa/20")
        and isinstance(view, ListView)
        # Nor the months of a year.
        and not re.match(r"van-hoa/\d{4}/\d\d/", path)
        for title in titles(view)
    ]

    assert listed == [f"Tin tin-{day}" for day in range(count)]
    assert sorted(by_year) == sorted(listed)


def test_a_section_lists_what_its_subsections_hold() -> None:
    """An article of a sub-section stands in both; the other section does not know it."""
    found = views(a_site(a_story("hoi", section="van-hoa/le-hoi"), a_story("chung", NOW - timedelta(days=3))))

    assert titles(found["van-hoa/index.html"]) == ["Tin hoi", "Tin chung"]
    assert titles(found["van-hoa/le-hoi/index.html"]) == ["Tin hoi"]
    assert titles(found["quy-hoach/index.html"]) == []


def test_years_are_counted_and_listed_for_each_section_and_for_all() -> None:
    """The year is that of the portal's own zone; the latest year comes first."""
    eve = datetime.fromisoformat("2023-12-31T23:59:00+07:00")
    stories = [
        a_story("cuoi-nam", eve),
        a_story("dau-nam", eve + timedelta(minutes=1)),
        a_story("khac", eve, "quy-hoach"),
    ]
    found = views(a_site(*stories))
    section, archive = found["van-hoa/index.html"], found["luu-tru/index.html"]

    assert isinstance(section, SectionView)
    assert [(year.text, year.count) for year in section.years] == [("2024", 1), ("2023", 1)]
    assert isinstance(archive, IndexView)
    assert [(year.text, year.count) for year in archive.entries] == [("Năm 2024", 1), ("Năm 2023", 2)]
    assert titles(found["luu-tru/2023/index.html"]) == ["Tin cuoi-nam", "Tin khac"]
    months = [month for year in archive.entries for month in year.parts]
    assert all(month.href.startswith("/luu-tru/20") for month in months)
    assert sum(month.count for month in months) == sum(year.count for year in archive.entries)
    assert {f"{month.href[1:]}index.html" for month in months} <= set(found)
    assert titles(found["van-hoa/2023/index.html"]) == ["Tin cuoi-nam"]


@pytest.mark.parametrize(("count", "has_months"), [(MANY_IN_A_YEAR, False), (MANY_IN_A_YEAR + 1, True)])
def test_a_section_s_year_has_months_where_it_has_many_articles(count: int, has_months: bool) -> None:
    """Each article in its month, each month linked from its year and leading back to it."""
    start = datetime.fromisoformat("2023-01-01T08:00:00+07:00")
    found = views(a_site(*(a_story(f"tin-{day}", start + timedelta(days=4 * day)) for day in range(count))))
    year = found["van-hoa/2023/index.html"]
    months = {path: view for path, view in found.items() if re.match(r"van-hoa/2023/\d\d/", path)}

    assert isinstance(year, ListView)
    assert {f"{month.href[1:]}index.html" for month in year.months} == set(months)
    assert bool(months) is has_months
    if has_months:
        assert sum(month.count for month in year.months) == count
        assert sorted(title for view in months.values() for title in titles(view)) == sorted(
            f"Tin tin-{day}" for day in range(count)
        )
        assert [link.href for link in months["van-hoa/2023/03/index.html"].breadcrumb[-2:]] == [  # type: ignore[attr-defined]
            "/van-hoa/2023/",
            "/van-hoa/2023/03/",
        ]


# Other news.


@settings(max_examples=40)
@given(st.integers(1, 20), st.integers(0, 19))
def test_other_news_are_the_section_s_nearest(count: int, place: int) -> None:
    """Newer ones, then older ones, five of each at most, never the article itself, none of another section."""
    day = place % count
    found = views(a_site(*news(count), a_story("la", section="quy-hoach")))
    address = next(path for path in found if path.endswith(f"/tin-{day}/index.html"))
    article = shown(found[address])

    assert [one.title for one in article.beside.newer] == [
        f"Tin tin-{n}" for n in range(max(0, day - 5), day)
    ]
    assert [one.title for one in article.beside.older] == [
        f"Tin tin-{n}" for n in range(day + 1, min(count, day + 6))
    ]


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from(["van-hoa", "van-hoa/le-hoi", "quy-hoach"]), min_size=2, max_size=40),
    st.lists(st.integers(0, 39), min_size=1, max_size=4, unique=True),
)
def test_an_article_more_or_less_is_felt_only_where_it_is_said(sections: list[str], among: list[int]) -> None:
    """Of all pages of articles those alone name others that were told to, whether some came or went."""
    whole = [
        a_story(f"bai-{n}", NOW - timedelta(days=n + 1), section, tags=["hội"] if n % 3 else [])
        for n, section in enumerate(sections)
    ]
    some = [whole[n] for n in among if n < len(whole)]
    less = [story for story in whole if story not in some]
    before, after = (
        {
            page.path: ([one.address for one in page.listed], page.values)
            for page in article_pages(site, groups)
        }
        for site in (a_site(*less), a_site(*whole))
        for groups in [group_stories(site)]
    )
    differing = {path for path in before if before[path] != after[path]}
    for stories in (less, whole):
        site = a_site(*stories)
        told = ArticlePages(site, group_stories(site)).around(some)
        assert differing <= {f"{story.address}index.html" for story in told}


@pytest.mark.parametrize(
    ("story", "notice"),
    [
        (a_story("x", outcome=Outcome.WITHDRAWN), "thu hồi"),
        (a_story("x", expired=True), "hết hạn"),
        (a_story("x", outcome=Outcome.HIDDEN), ""),
    ],
)
def test_what_no_list_names_has_its_page_alone(story: Story, notice: str) -> None:
    """The address answers, says what happened, and offers the section's newest; nothing else leads there."""
    tagged = replace(story, article=replace(story.article, tags=a_story("x", tags=["hội"]).article.tags))
    found = views(a_site(tagged, *news(3)))
    page = shown(found[f"{tagged.address}index.html"])

    notices = [one.title.lower() for one in page.notices]
    assert [notice in one for one in notices] == ([True] if notice else [])
    assert [one.title for one in page.beside.older] == ["Tin tin-0", "Tin tin-1", "Tin tin-2"]
    assert page.tags == ()
    assert page.head.robots == "noindex"
    others = [view for path, view in found.items() if path != f"{tagged.address}index.html"]
    assert not any("Tin x" in repr(view) for view in others)


# Writers, organisations, tags.


def test_writers_organisations_and_tags_have_pages_and_indexes_in_vietnamese_order() -> None:
    """Each index is alphabetical and counts; each page lists its articles, the newest first."""
    people = [Person("Đỗ Ánh", "do-anh"), Person("Dương An", "duong-an"), LE_HAI]
    organisations = [Organisation("Ủy ban", "uy-ban"), Organisation("Ấn phẩm", "an-pham"), ORGANISATION]
    stories = [
        a_story(
            f"bai-{number}",
            NOW - timedelta(days=number),
            byline=Byline((people[number % 3],), organisations[number % 3]),
            tags=[["đất", "da", "ăn"][number % 3]],
        )
        for number in range(5)
    ]
    found = views(a_site(*stories))
    indexes = {base: found[f"{base}/index.html"] for base in ("tac-gia", "co-quan", "the")}
    entries = {
        base: [(entry.text, entry.count) for entry in index.entries]
        for base, index in indexes.items()
        if isinstance(index, IndexView)
    }

    assert entries == {
        "tac-gia": [("Dương An", 2), ("Đỗ Ánh", 2), ("Lê Hải", 1)],
        "co-quan": [("Ấn phẩm", 2), ("Trung tâm VHTT", 1), ("Ủy ban", 2)],
        "the": [("ăn", 1), ("da", 2), ("đất", 2)],
    }
    assert titles(found["tac-gia/do-anh/index.html"]) == ["Tin bai-0", "Tin bai-3"]
    assert titles(found["co-quan/uy-ban/index.html"]) == ["Tin bai-0", "Tin bai-3"]


def test_the_first_page_of_a_writer_or_an_organisation_is_their_profile() -> None:
    """With what the registry says of them; articles name it as their author's page. Later pages, and tags, are lists alone."""
    found = views(a_site(*news(45, tags=["Lễ hội"])))

    def things(path: str) -> list[dict[str, Any]]:
        data = json.loads(found[path].head.json_ld)
        return [one for one in data.get("@graph", [data]) if one["@type"] == "ProfilePage"]

    (writer,) = things("tac-gia/le-hai/index.html")
    assert writer["mainEntity"] == {
        "@type": "Person",
        "name": "Lê Hải",
        "url": f"{SITEURL}/tac-gia/le-hai/",
    }
    (organisation,) = things("co-quan/trung-tam-vhtt/index.html")
    assert organisation["mainEntity"]["@type"] == "Organization"
    assert things("tac-gia/le-hai/trang/1/index.html") == things("the/le-hoi/index.html") == []


@given(
    st.lists(
        st.text("aăâeêdđoôơbnhà áạ", min_size=1, max_size=6).filter(str.strip),
        min_size=1,
        max_size=12,
        unique=True,
    )
)
def test_an_index_is_sorted_whatever_the_names(names: list[str]) -> None:
    """The order of the alphabet, not that of the code points nor that of the articles."""
    stories = [
        a_story(f"bai-{number}", byline=Byline((Person(name, f"nguoi-{number}"),)))
        for number, name in enumerate(names)
    ]
    index = views(a_site(*stories))["tac-gia/index.html"]

    assert isinstance(index, IndexView)
    assert [entry.text for entry in index.entries] == [*map(typeset, sorted(names, key=index_key))]


def test_a_writer_has_pages_of_twenty_too() -> None:
    """Every list is divided the same way."""
    found = views(a_site(*news(45, tags=["hội"])))

    for base in ("tac-gia/le-hai", "the/hoi", "luu-tru/2024"):
        pages = [found[f"{base}/{part}index.html"] for part in ("", "trang/1/")]
        assert [len(titles(page)) for page in pages] == [25, 20]
        # How many there are in all changes with each article: an older page tells of its own.
        assert [page.count for page in pages if isinstance(page, ListView)] == [
            "45 bài",
            "20 bài, từ 17/05/2024 đến 05/06/2024",
        ]


# The front page, the register, the others.


def titles_of(teasers: Iterable[Teaser]) -> list[str]:
    """Return the titles of some teasers without their common word."""
    return [one.title.removeprefix("Tin ") for one in teasers]


def test_the_front_page_has_the_lead_the_newest_and_then_the_sections() -> None:
    """The newest article leads; the newest follow; sections show what is left, and an empty one is left out."""
    plans = [a_story(f"ke-hoach-{n}", NOW - timedelta(days=20 + n), "quy-hoach") for n in range(2)]
    home = views(a_site(*news(8), *plans))["index.html"]

    assert isinstance(home, HomeView)
    assert home.lead is not None
    assert home.lead.title == "Tin tin-0"
    assert titles_of(home.newest) == ["tin-1", "tin-2", "tin-3", "tin-4", "tin-5"]
    assert (home.main.name, titles_of(home.main.teasers)) == ("Quy hoạch", ["ke-hoach-0", "ke-hoach-1"])
    assert [(block.name, titles_of(block.teasers)) for block in home.sections] == [
        ("Văn hóa", ["tin-6", "tin-7"])
    ]


def test_no_article_stands_twice_on_the_front_page() -> None:
    """From none to many articles, with photos, plans and documents or without, each has one place at most."""
    photo = PhotoView("/anh/a.jpg", 640, 400, "Ảnh")
    facts = (
        RegisterFacts("Dự thảo", consultation=Span(date(2024, 6, 1), date(2024, 7, 30))),
        RegisterFacts("Quyết định", issued=date(2024, 1, 2)),
        None,
    )
    for count in (0, 1, 2, 3, 4, 5, 8, 13, 45, 200):
        stories = [
            replace(
                a_story(
                    f"tin-{n}",
                    NOW - timedelta(hours=n + 1),
                    ("quy-hoach", "van-hoa", "van-hoa/le-hoi")[n % 3],
                    register=facts[n % 3] if n % 5 == 0 else None,
                ),
                photo=photo if n % 2 else None,
            )
            for n in range(count)
        ]
        home = views(a_site(*stories))["index.html"]
        assert isinstance(home, HomeView)
        blocks = [home.newest, home.pictured, home.main.teasers, *(block.teasers for block in home.sections)]
        places = [one.href for block in blocks for one in block]
        places += [one.href for one in (*home.consultations, *home.documents)]
        places += [home.lead.href] if home.lead else []

        assert len(places) == len(set(places))
        assert len(places) >= min(count, 12)
        assert len(home.pictured) in (0, 3, 4)
        assert all(block.teasers for block in home.sections)


def test_an_empty_portal_is_a_portal() -> None:
    """Without a single article every page that there is can be made."""
    found = views(a_site())
    home = found["index.html"]

    assert isinstance(home, HomeView)
    assert home.lead is None
    assert {"404.html", "so-do-cong/index.html", "luu-tru/index.html", "van-hoa/index.html"} <= set(found)
    assert "so-quy-hoach/index.html" not in found


def a_plan(slug: str, days_ago: int, facts: RegisterFacts) -> Story:
    """Return an article that is an entry of the register."""
    return a_story(slug, NOW - timedelta(days=days_ago), "quy-hoach", register=facts)


def test_the_register_begins_with_what_is_open() -> None:
    """Open, upcoming, displayed, of each what turns first; then the newest whatever its state; badges tell of open ones alone."""

    def draft(first: date, last: date) -> RegisterFacts:
        return RegisterFacts("Dự thảo", consultation=Span(first, last))

    stories = [
        a_plan("duyet", 1, RegisterFacts("Quyết định", "1/QĐ", date(2024, 6, 1), period="2021–2030")),
        a_plan("dong", 2, draft(date(2024, 1, 1), date(2024, 6, 29))),
        a_plan(
            "niem-yet-lau", 2, RegisterFacts("Đồ án", disclosure=Span(date(2024, 6, 1), date(2024, 8, 1)))
        ),
        a_plan(
            "niem-yet-gap", 9, RegisterFacts("Đồ án", disclosure=Span(date(2024, 6, 1), date(2024, 7, 1)))
        ),
        a_plan("sap-sau", 3, draft(date(2024, 7, 5), date(2024, 7, 6))),
        a_plan("sap", 6, draft(date(2024, 7, 1), date(2024, 7, 22))),
        a_plan("mo-cu", 5, draft(date(2024, 6, 1), date(2024, 6, 30))),
        a_plan("mo-moi", 4, draft(date(2024, 6, 30), date(2024, 7, 9))),
    ]
    found = views(a_site(*stories))
    register, section = found["so-quy-hoach/index.html"], found["quy-hoach/index.html"]

    assert isinstance(register, RegisterView)
    assert [entry.title for entry in register.entries] == [
        f"Tin {name}"
        for name in ("mo-cu", "mo-moi", "sap", "sap-sau", "niem-yet-gap", "niem-yet-lau", "duyet", "dong")
    ]
    assert [(entry.state_name, entry.dates) for entry in register.entries][:2] == [
        ("Đang lấy ý kiến", "Lấy ý kiến từ 01/06/2024 đến hết 30/06/2024"),
        ("Đang lấy ý kiến", "Lấy ý kiến từ 30/06/2024 đến hết 09/07/2024"),
    ]
    assert [(entry.state_name, entry.dates) for entry in register.entries][6:] == [
        ("Đã ban hành", ""),
        ("Đã kết thúc, đang tổng hợp ý kiến", "Lấy ý kiến từ 01/01/2024 đến hết 29/06/2024"),
    ]
    assert register.entries[6].life == ""
    assert register.entries[7].life.endswith(";2024-08-29 unreported Đã kết thúc, chưa công bố kết quả")
    assert [entry.year for entry in register.entries] == ["2024"] * 8
    assert [link.href.rpartition(".")[2] for link in register.downloads] == ["csv", "json", "ics"]
    assert isinstance(section, SectionView)
    assert {teaser.title for teaser in section.teasers if teaser.life} == {
        "Tin mo-cu",
        "Tin mo-moi",
        "Tin sap",
        "Tin sap-sau",
    }


@pytest.mark.parametrize(("kind", "address"), [("Quy hoạch", "so-quy-hoach/"), ("Quyết định", "van-ban/")])
def test_a_register_without_days_offers_no_calendar(kind: str, address: str) -> None:
    """What is not written is not offered."""
    register = views(a_site(a_plan("duyet", 1, RegisterFacts(kind))))[f"{address}index.html"]

    assert isinstance(register, RegisterView)
    assert [link.href.rpartition(".")[2] for link in register.downloads] == ["csv", "json"]
    assert register.entries[0].year == "2024"


@pytest.mark.parametrize(("kind", "base"), [("Quy hoạch", "so-quy-hoach/"), ("Quyết định", "van-ban/")])
def test_a_long_register_has_pages_that_each_know_what_can_be_chosen(kind: str, base: str) -> None:
    """Fifty lines a page, none lost, none twice; each page offers the choices of all and names the other pages."""
    stories = [
        a_plan(
            f"so-{number}",
            number % 20,
            RegisterFacts(kind, f"{number}/QĐ", field=f"Mục {number % 3}"),
        )
        for number in range(120)
    ]
    found = views(a_site(*stories))
    pages = [found[f"{base}{path}index.html"] for path in ("", "trang/2/", "trang/3/")]
    lines: list[str] = []
    for number, page in enumerate(pages):
        assert isinstance(page, RegisterView)
        assert (page.total, page.first) == (120, 50 * number)
        assert [link.text for link in page.paging.pages] == ["1", "2", "3"]
        assert json.loads(page.offers)["linh-vuc"] == ["Mục 0", "Mục 1", "Mục 2"]
        assert json.loads(page.offers)["thoi-ky"] == []
        assert not page.has_periods
        assert len(page.others.split()) == 2
        lines += [entry.href for entry in page.entries]
    assert len(lines) == len(set(lines)) == 120


def test_the_register_offers_each_place_of_its_documents_once() -> None:
    """A document of several communes is found by each of them; an editor's capitals make no other place of one."""
    areas = ["xã Thọ Xuân; xã Xuân Lập", "Xã Thọ Xuân", "xã Xuân Lập, huyện Thọ Xuân", ""]
    stories = [a_plan(f"so-{n}", n, RegisterFacts("Quy hoạch", area=area)) for n, area in enumerate(areas)]
    register = views(a_site(*stories))["so-quy-hoach/index.html"]

    assert isinstance(register, RegisterView)
    assert json.loads(register.offers)["dia-ban"] == ["Huyện Thọ Xuân", "Xã Thọ Xuân", "Xã Xuân Lập"]
    assert register.entries[0].areas == ("Xã Thọ Xuân", "Xã Xuân Lập")


def test_the_site_map_leads_to_every_section_and_standing_page() -> None:
    """Sections stand below their parents in the order of the menu; standing pages follow in theirs."""
    pages = [a_standing_page("an-toan", "An toàn"), a_standing_page("dieu-khoan", "Điều khoản")]
    tree = views(a_site(*news(1), standing=pages))["so-do-cong/index.html"]

    assert isinstance(tree, SitemapView)
    sections, _, standing = tree.branches
    assert [(node.text, [child.text for child in node.children]) for node in sections.children] == [
        ("Quy hoạch", []),
        ("Văn hóa", ["Lễ hội"]),
    ]
    assert [node.href for node in standing.children] == ["/an-toan/", "/dieu-khoan/"]
    assert {node.href for node in branches(tree.branches)} >= {
        f"/{section.path}/" for section in SECTIONS.all
    }


def test_a_withdrawn_standing_page_says_so() -> None:
    """Its address answers with a notice, search engines pass it, and a page that stands has no notice."""
    withdrawn = replace(a_standing_page("cu", "Trang cũ"), outcome=Outcome.WITHDRAWN)
    found = views(a_site(standing=[withdrawn, a_standing_page("moi", "Trang mới")]))
    old, new = found["cu/index.html"], found["moi/index.html"]

    assert isinstance(old, StandingPageView)
    assert isinstance(new, StandingPageView)
    assert ([one.kind for one in old.notices], old.head.robots) == (["withdrawn"], "noindex")
    assert (new.notices, new.head.robots) == ((), "")


def test_the_front_page_opens_with_the_newest_photo_of_a_few() -> None:
    """Of the newest five the first with a photo; where none has one, the newest; it is not listed again beside."""
    photo = PhotoView("/anh/a.jpg", 640, 400, "Ảnh")
    stories = news(8)
    pictured = [
        replace(story, photo=photo) if place in (2, 6) else story for place, story in enumerate(stories)
    ]
    with_photo, without = views(a_site(*pictured))["index.html"], views(a_site(*stories))["index.html"]

    assert isinstance(with_photo, HomeView)
    assert isinstance(without, HomeView)
    assert with_photo.lead
    assert without.lead
    assert with_photo.lead.title == stories[2].article.title
    assert without.lead.title == stories[0].article.title
    for home in (with_photo, without):
        assert home.lead
        assert len(home.newest) == 5
        assert home.lead.title not in [one.title for one in home.newest]


def test_consultations_that_close_first_come_first_and_documents_by_their_day() -> None:
    """On the front page: open ones by their last day, then those to come; issued documents, the newest first."""

    def draft(opens: int, closes: int) -> RegisterFacts:
        return RegisterFacts(
            "Dự thảo",
            consultation=Span(date(2024, 6, 30) + timedelta(opens), date(2024, 6, 30) + timedelta(closes)),
        )

    home = views(
        a_site(
            a_story("tin", NOW - timedelta(hours=1)),
            a_story("mo-lau", section="quy-hoach", register=draft(-5, 20)),
            a_story("sap-mo", section="quy-hoach", register=draft(5, 30)),
            a_story("mo-gap", section="quy-hoach", register=draft(-9, 2)),
            a_story("da-xong", section="quy-hoach", register=draft(-30, -3)),
            a_story("cu", section="quy-hoach", register=RegisterFacts("Quyết định", issued=date(2020, 1, 2))),
            a_story(
                "moi", section="quy-hoach", register=RegisterFacts("Quyết định", issued=date(2024, 1, 2))
            ),
        )
    )["index.html"]

    assert isinstance(home, HomeView)
    assert [(one.title, one.state) for one in home.consultations] == [
        ("Tin mo-gap", "open"),
        ("Tin mo-lau", "open"),
        ("Tin sap-mo", "upcoming"),
    ]
    assert [one.title for one in home.documents] == ["Tin moi", "Tin cu"]


@pytest.mark.parametrize(
    ("kinds", "lists"),
    [
        (["Báo cáo"] * 9, [("Xem tất cả các đợt lấy ý kiến", "/van-ban/")]),
        (["Dự thảo Kế hoạch"] * 9, [("Xem tất cả các đợt lấy ý kiến", "/so-quy-hoach/")]),
        (
            [*["Báo cáo"] * 9, "Dự thảo Kế hoạch"],
            [
                ("Xem tất cả các đợt lấy ý kiến trong “Sổ quy hoạch”", "/so-quy-hoach/"),
                ("Xem tất cả các đợt lấy ý kiến trong “Văn bản”", "/van-ban/"),
            ],
        ),
        (["Báo cáo"] * 3, []),
    ],
)
def test_the_front_page_leads_to_the_registers_that_have_all_that_waits(
    kinds: list[str], lists: list[tuple[str, str]]
) -> None:
    """Not to one in which everything is over; where all are shown, nowhere."""
    today = NOW.date()
    still = Span(today - timedelta(5), today + timedelta(5))
    over = Span(today - timedelta(30), today - timedelta(5))
    stories = [
        a_story(f"mo-{number}", section="quy-hoach", register=RegisterFacts(kind, consultation=still))
        for number, kind in enumerate(kinds)
    ]
    ended = a_story(
        "xong", section="quy-hoach", register=RegisterFacts("Dự thảo Quy hoạch", consultation=over)
    )
    home = views(a_site(*stories, ended))["index.html"]

    assert isinstance(home, HomeView)
    assert [(link.text, link.href) for link in home.consultation_lists] == lists


def test_an_article_tells_what_was_changed_and_what_was_wrong() -> None:
    """All changes in its history, the newest first; corrections above the text too; withdrawal with its reason."""
    story = a_story(
        "sua",
        changes=(
            ArticleChange(ChangeKind.CORRECTION, NOW, "Bài trước viết 45 lớp, đúng là 4 lớp."),
            ArticleChange(ChangeKind.UPDATE, NOW - timedelta(hours=1)),
        ),
        withdrawal_reason="Xem bản mới.",
    )
    page = views(a_site(story))[f"{story.address}index.html"]
    gone = views(a_site(replace(story, outcome=Outcome.WITHDRAWN)))[f"{story.address}index.html"]

    assert isinstance(page, ArticleView)
    assert isinstance(gone, ArticleView)
    assert [(one.name, one.note) for one in page.changes] == [
        ("Đính chính", "Bài trước viết 45 lớp, đúng là 4 lớp."),
        ("Cập nhật", ""),
    ]
    assert [(one.kind, one.title) for one in page.notices] == [("correction", "Đính chính ngày 30/06/2024")]
    assert (gone.notices[0].kind, gone.notices[0].text) == ("withdrawn", "Xem bản mới.")


def test_an_article_leads_to_its_neighbours_and_its_relatives() -> None:
    """Previous is the nearest older of its section, next the nearest newer; relatives are not among the other news."""
    stories = [a_story(f"bai-{day}", NOW - timedelta(days=day), tags=["hội"]) for day in range(1, 20)]
    found = views(a_site(*stories))
    middle, first = found[f"{stories[9].address}index.html"], found[f"{stories[0].address}index.html"]

    assert isinstance(middle, ArticleView)
    assert isinstance(first, ArticleView)
    assert middle.previous
    assert middle.next
    assert (middle.previous.text, middle.next.text) == ("Tin bai-11", "Tin bai-9")
    assert (first.previous is not None, first.next) == (True, None)
    others = {one.href for one in (*middle.beside.newer, *middle.beside.older)}
    assert not others & {one.href for one in middle.beside.related}


def test_an_article_can_be_shared_once_the_site_has_an_address() -> None:
    """Plain links with the whole address in them; none in a preview, none of a page that lists do not name."""
    story = a_story("bai")
    page = views(a_site(story))[f"{story.address}index.html"]
    preview = views(a_site(story, siteurl=""))[f"{story.address}index.html"]
    hidden = views(a_site(replace(story, outcome=Outcome.HIDDEN)))[f"{story.address}index.html"]

    assert isinstance(page, ArticleView)
    assert [link.text for link in page.share] == ["Zalo", "Facebook", "Thư điện tử"]
    assert all("vi-du.gov.vn" in unquote(link.href) for link in page.share[1:])
    assert [getattr(one, "share", None) for one in (preview, hidden)] == [(), ()]


def test_the_page_for_missing_addresses_has_the_editors_words_or_none() -> None:
    """It is no standing page, and search engines pass it."""
    own = replace(a_standing_page("404", "Lạc đường"), address="404.html")
    plain, found = views(a_site(*news(2))), views(a_site(*news(2), missing=own))
    without, page = plain["404.html"], found["404.html"]

    assert isinstance(without, NotFoundView)
    assert isinstance(page, NotFoundView)
    assert (without.title, without.html) == ("Không tìm thấy trang", "")
    assert (page.title, page.html) == ("Lạc đường", "<p>Thân 404.</p>")
    assert page.head.robots == "noindex"
    assert set(plain) == set(found)
    assert not any(isinstance(view, StandingPageView) for view in found.values())


@settings(max_examples=40)
@given(st.lists(st.sampled_from(["van-hoa", "van-hoa/le-hoi", "quy-hoach"]), max_size=30))
def test_every_link_between_pages_leads_to_a_page(sections: list[str]) -> None:
    """Whatever articles there are, no list, breadcrumb or index names an address that is not made."""
    stories = [
        a_story(f"bai-{number}", NOW - timedelta(days=40 * number), section, tags=["hội"])
        for number, section in enumerate(sections)
    ]
    found = views(a_site(*stories))
    addresses = {"/" + path.removesuffix("index.html") for path in found}
    linked = set()
    for view in found.values():
        linked |= {link.href for link in getattr(view, "breadcrumb", ())}
        linked |= {teaser.href for teaser in getattr(view, "teasers", ())}
        linked |= {entry.href for entry in getattr(view, "entries", ())}
        linked |= {year.href for year in getattr(view, "years", ())}
        if isinstance(view, SectionView | ListView):
            linked |= {link.href for link in view.paging.pages if link.href}

    assert linked <= addresses
