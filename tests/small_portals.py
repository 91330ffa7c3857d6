"""Portals as values, made by hand: what tests of pages and feeds look at, without files and without a build."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from plugins.article.facts import Article, ArticleKind, Tag
from plugins.author.people import Byline, Organisation, Person
from plugins.category.registry import Sections, load_sections
from plugins.lifecycle.outcome import Outcome
from plugins.office.appointments import Appointment
from plugins.office.chart import Unit
from plugins.office.contacts import Department, Official
from plugins.office.key_figures import Figure, KeyFigureValue
from plugins.office.leaders import Leader
from plugins.office.office_data import EMPTY_OFFICE, Office
from plugins.office.questions import Question
from plugins.office.services import Service, ServiceField
from plugins.office.video_gallery import GalleryEntry
from plugins.pages.feed_options import LEADS_ALONE
from plugins.pages.partials import portal_feeds
from plugins.pages.site import PAGE_SIZE, Site, Story
from plugins.pages.view_parts import Link
from plugins.pages.views import PortalView
from plugins.prose.body import Body
from plugins.registers.register_parts import PARTS
from plugins.sections.grouping import newest_first
from plugins.vietnamese.slugs import slugify

NOW = datetime.fromisoformat("2024-06-30T08:00:00+07:00")
SITEURL = "https://vi-du.gov.vn"
SECTIONS = load_sections(
    """
[[chuyen-muc]]
ten = "Quy hoạch"
dia-chi = "quy-hoach"
chinh = true
[[chuyen-muc]]
ten = "Văn hóa"
dia-chi = "van-hoa"
[[chuyen-muc.con]]
ten = "Lễ hội"
dia-chi = "le-hoi"
"""
)
LE_HAI = Person("Lê Hải", "le-hai")
ORGANISATION = Organisation("Trung tâm VHTT", "trung-tam-vhtt")


def a_portal(root: str = "", **more: Any) -> PortalView:
    """Return the site-wide facts of a portal below a path."""
    facts = PortalView(
        name="Cổng thử",
        short_name="Cổng",
        authority="Huyện Thử",
        lang="vi",
        root=root,
        home=f"{root}/",
        slogan="",
        notice=None,
        menu=(),
        standing=(),
        foot=(),
        contacts=(),
        responsible="",
        assets={},
        feeds=portal_feeds(root, "Cổng thử"),
        emblem=f"{root}/theme/emblem.svg",
        registers=tuple(Link(part.title, f"{root}/{part.address}") for part in PARTS),
        sitemap=Link("Sơ đồ cổng", f"{root}/so-do-cong/"),
        archive=Link("Lưu trữ", f"{root}/luu-tru/"),
    )
    return replace(facts, **more)


def a_story(
    slug: str,
    date: datetime = NOW - timedelta(days=1),
    section: str = "van-hoa",
    *,
    outcome: Outcome = Outcome.PUBLISHED,
    expired: bool = False,
    tags: Iterable[str] = (),
    **more: Any,
) -> Story:
    """Return an article that has an address; ``more`` are facts of the article."""
    facts: dict[str, Any] = {
        "title": f"Tin {slug}",
        "summary": f"Tóm tắt {slug}.",
        "byline": Byline((LE_HAI,), ORGANISATION),
        "tags": tuple(Tag(tag, slugify(tag)) for tag in tags),
        **more,
    }
    article = Article(
        path=f"content/{slug}.md",
        kind=ArticleKind.ARTICLE,
        slug=slug,
        body=Body(""),
        section=section,
        date=date,
        **facts,
    )
    return Story(article, f"{section}/{date.year}/{slug}/", lambda: f"<p>Thân {slug}.</p>", outcome, expired)


def a_standing_page(slug: str, title: str, **more: Any) -> Story:
    """Return a standing page; ``more`` are facts of it."""
    article = Article(f"content/trang/{slug}.md", ArticleKind.PAGE, title, slug, Body(""), **more)
    return Story(article, f"{slug}/", lambda: f"<p>Thân {slug}.</p>", Outcome.PUBLISHED)


def a_site(
    *stories: Story,
    sections: Sections = SECTIONS,
    siteurl: str = SITEURL,
    root: str = "",
    now: datetime = NOW,
    standing: Iterable[Story] = (),
    missing: Story | None = None,
) -> Site:
    """Return a portal of these articles, in the order that a build gives them."""
    news = tuple(newest_first(stories, lambda story: story.article))
    pages = tuple(standing)
    links = tuple(Link(one.article.title, f"{root}/{one.address}") for one in pages)
    return Site(
        *(a_portal(root, standing=links, foot=links), siteurl, sections, news, pages, now),
        missing=missing,
        card_style="",
        feeds=LEADS_ALONE,
        office=EMPTY_OFFICE,
        added=(),
        page_size=PAGE_SIZE,
    )


def an_office(mark: str = "") -> Office:
    """Return what an office may tell of itself; every text of it has ``mark``."""
    return Office(
        contacts=(
            Department(
                *(f"Phòng {mark}", f"Tiếp dân {mark}", f"Tầng {mark}", f"7h {mark}"),
                *("0237 3833 123", "a@b.vn"),
                (Official(f"Người {mark}", f"Chánh {mark}", press=True),),
            ),
        ),
        leaders=(Leader(f"Lãnh đạo {mark}", f"Chủ tịch {mark}", f"Chung {mark}", page="gioi-thieu"),),
        chart=(Unit(f"UBND {mark}", f"Đứng đầu {mark}", (Unit(f"Phòng {mark}"),)),),
        schedule=(
            Appointment(
                *(f"Họp {mark}", "Sự kiện", date(2026, 12, 15), date(2026, 12, 16), time(7, 30), time(9)),
                *(f"Chủ trì {mark}", f"Nơi {mark}", f"mùng 7 {mark}"),
            ),
        ),
        services=(
            ServiceField(f"Đất {mark}", (Service(f"Tách {mark}", "https://a.vn/", f"Xã {mark}", mark),)),
        ),
        questions=(Question(f"Ở đâu {mark}?", (f"Ở đây {mark}.",), date(2026, 1, 2), f"Phòng {mark}"),),
        figures=(
            Figure(
                f"Dân số {mark}",
                f"người {mark}",
                (KeyFigureValue(f"Xã {mark}", 1, "1"),),
                f"2025 {mark}",
                f"Báo {mark}",
                mark,
            ),
            Figure(
                f"Xã {mark}",
                "",
                (KeyFigureValue(mark, 1, "1"), KeyFigureValue(f"b{mark}", -2, "–2")),
                is_line=True,
            ),
        ),
        gallery=(
            GalleryEntry(
                f"Phim {mark}", href="https://a.vn/phim", place=f"Đài {mark}", about=f"Một câu {mark}"
            ),
            GalleryEntry(f"Ảnh {mark}", href="https://a.vn/anh", is_album=True),
        ),
    )
