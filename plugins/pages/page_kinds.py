"""
Name every kind of page in one table, and make every page of the portal from it.

A new kind is a class below View (views.py), a template (theme/templates), a function that makes
its pages, and one row here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from plugins.pages.article_pages import article_pages
from plugins.pages.event_pages import events_page
from plugins.pages.fixed_pages import not_found_page, search_page, sitemap_page
from plugins.pages.gallery_page import gallery_page
from plugins.pages.home_page import home_page
from plugins.pages.list_pages import article_lists, index_pages
from plugins.pages.list_views import IndexView, ListView
from plugins.pages.office_pages import (
    chart_page,
    contacts_page,
    figures_page,
    leaders_page,
    questions_page,
    schedule_page,
    services_page,
)
from plugins.pages.office_views import (
    ChartView,
    ContactsView,
    EventsView,
    FiguresView,
    LeadersView,
    QuestionsView,
    ScheduleView,
    ServicesView,
    VideoGalleryView,
)
from plugins.pages.page import Page
from plugins.pages.register_pages import register_pages
from plugins.pages.section_pages import section_pages
from plugins.pages.site import Site
from plugins.pages.standing_pages import standing_pages
from plugins.pages.story_groups import StoryGroups, group_stories
from plugins.pages.views import (
    ArticleView,
    HomeView,
    NotFoundView,
    RegisterView,
    SearchView,
    SectionView,
    SitemapView,
    StandingPageView,
    View,
)


@dataclass(frozen=True, slots=True)
class PageKind:
    """A kind of page: the class of its views, the template that shows them, the function that makes its pages."""

    view_type: type[View]
    template: str
    pages: Callable[[Site, StoryGroups], Iterator[Page]]


PAGE_KINDS = (
    PageKind(HomeView, "home.html", home_page),
    PageKind(SectionView, "section.html", section_pages),
    PageKind(ArticleView, "article.html", article_pages),
    PageKind(StandingPageView, "page.html", standing_pages),
    PageKind(RegisterView, "register.html", register_pages),
    PageKind(ContactsView, "contacts.html", contacts_page),
    PageKind(LeadersView, "leaders.html", leaders_page),
    PageKind(ChartView, "organisation_chart.html", chart_page),
    PageKind(ScheduleView, "schedule.html", schedule_page),
    PageKind(EventsView, "events.html", events_page),
    PageKind(ServicesView, "services.html", services_page),
    PageKind(QuestionsView, "questions.html", questions_page),
    PageKind(VideoGalleryView, "video_gallery.html", gallery_page),
    PageKind(FiguresView, "key_figures.html", figures_page),
    PageKind(IndexView, "index_of.html", index_pages),
    PageKind(ListView, "list.html", article_lists),
    PageKind(SitemapView, "sitemap.html", sitemap_page),
    PageKind(SearchView, "search.html", search_page),
    PageKind(NotFoundView, "not_found.html", not_found_page),
)
_TEMPLATES = {kind.view_type: kind.template for kind in PAGE_KINDS}


def template_of(page: Page) -> str:
    """Return the name of a page's template; raises KeyError for a view of no kind in the table."""
    return _TEMPLATES[page.view_type]


def all_pages(site: Site, groups: StoryGroups | None = None) -> Iterator[Page]:
    """Make every page of the portal; ``groups`` are those of its articles, if they are made already."""
    groups = groups or group_stories(site)
    for kind in PAGE_KINDS:
        yield from kind.pages(site, groups)
