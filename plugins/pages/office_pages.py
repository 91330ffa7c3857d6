"""Make the pages of what the office tells of itself: contacts, leaders, chart, schedule, services, questions, figures."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from plugins.article.telephone import dialled
from plugins.office.appointments import Appointment
from plugins.office.contacts import Department
from plugins.office.key_figures import Figure
from plugins.office.leaders import Leader
from plugins.office.office_data import Office
from plugins.office.questions import Question, parted_at_addresses
from plugins.pages import addresses, partials
from plugins.pages.coming_first import coming_first
from plugins.pages.head_metadata import HeadFacts, page_head
from plugins.pages.mail_link import report_link
from plugins.pages.office_views import (
    AppointmentView,
    ChartView,
    ContactsView,
    DayView,
    DepartmentView,
    FiguresView,
    FigureView,
    LeadersView,
    PersonView,
    QuestionsView,
    QuestionView,
    ScheduleView,
    ServicesView,
    WeekView,
)
from plugins.pages.page import Page, page_of
from plugins.pages.plots import bar_plot, line_plot
from plugins.pages.site import Site, Story
from plugins.pages.story_groups import StoryGroups
from plugins.pages.structured_data import Thing
from plugins.pages.view_parts import Link
from plugins.pages.word_anchors import anchor_of, told_apart
from plugins.vietnamese.date_texts import WEEKDAYS, short
from plugins.vietnamese.lunar import lunar_in_words

DAYS_OF_WEEK = 7


@dataclass(frozen=True, slots=True)
class OfficePage:
    """A page of the office: the part of the data that it shows, its address, its title, what it is for."""

    part: str
    address: str
    title: str
    description: str


# Every page of the office. Its view and function are a row of PAGE_KINDS; what search finds it by is one of FOUND_BY.
OFFICE_PAGES = (
    OfficePage(
        "contacts",
        addresses.CONTACTS,
        "Danh bạ",
        "Số điện thoại, thư điện tử, giờ làm việc của từng bộ phận.",
    ),
    OfficePage("leaders", addresses.LEADERS, "Lãnh đạo", "Người đứng đầu và phần việc từng người phụ trách."),
    OfficePage(
        "chart", addresses.ORGANISATION_CHART, "Tổ chức bộ máy", "Các cơ quan, đơn vị và nơi trực thuộc."
    ),
    OfficePage(
        "schedule",
        addresses.SCHEDULE,
        "Lịch tiếp công dân và công tác",
        "Lịch theo tuần: tiếp công dân, công tác, sự kiện.",
    ),
    OfficePage(
        "events",
        addresses.EVENTS,
        "Lịch sự kiện",
        "Lễ hội, ngày nghỉ, việc chung theo tháng, có ngày âm lịch.",
    ),
    OfficePage(
        "services",
        addresses.SERVICES,
        "Thủ tục, dịch vụ công",
        "Nơi làm từng thủ tục, xếp theo việc của người dân.",
    ),
    OfficePage("questions", addresses.QUESTIONS, "Hỏi đáp", "Câu hỏi của người dân và lời đáp của cơ quan."),
    OfficePage(
        "gallery", addresses.GALLERY, "Video", "Phim, phóng sự của cổng và những phim đăng ở nơi khác."
    ),
    OfficePage("figures", addresses.KEY_FIGURES, "Số liệu", "Những con số chính, kèm nguồn và năm."),
)


_WITH_ALBUMS = OfficePage(
    "gallery",
    addresses.GALLERY,
    "Video, bộ ảnh",
    "Phim, phóng sự, bộ ảnh của cổng và những phim, ảnh đăng ở nơi khác.",
)


def pages_with_data(office: Office) -> tuple[OfficePage, ...]:
    """Return the pages of what an office tells of itself."""
    told = (one for one in OFFICE_PAGES if getattr(office, one.part))
    has_albums = any(one.is_album for one in office.gallery)
    return tuple(_WITH_ALBUMS if has_albums and one.part == _WITH_ALBUMS.part else one for one in told)


def office_links(root: str, office: Office) -> tuple[Link, ...]:
    """Return the links to the pages of what an office tells of itself."""
    return tuple(Link(one.title, addresses.href(root, one.address)) for one in pages_with_data(office))


def office_head(site: Site, part: str, things: Sequence[Thing] = ()) -> Mapping[str, Any]:
    """Return what every page of the office has."""
    told = next(one for one in pages_with_data(site.office) if one.part == part)
    trail = partials.breadcrumb(site, Link(told.title, site.href(told.address)))
    head = page_head(site, HeadFacts(told.address, told.title, told.description, trail=trail, things=things))
    return {
        "head": head,
        "breadcrumb": trail,
        "title": told.title,
        "description": told.description,
        "report": report_link(site, told.address, told.title),
    }


def contacts_page(site: Site, groups: StoryGroups) -> Iterator[Page]:
    """Make the page of who answers in which department."""
    if found := tuple(map(_department, site.office.contacts)):
        view = ContactsView(**office_head(site, "contacts"), departments=found)
        yield page_of(addresses.output_path(addresses.CONTACTS), view)


def _department(one: Department) -> DepartmentView:
    people = tuple(
        PersonView(who.name, who.position, "", _reach(who.telephone, who.mail), who.press)
        for who in one.people
    )
    return DepartmentView(one.name, one.work, one.place, one.hours, _reach(one.telephone, one.mail), people)


def _reach(telephone: str, mail: str) -> tuple[Link, ...]:
    """Return the links that dial and that write."""
    found = (Link(telephone, dialled(telephone)), Link(mail, f"mailto:{mail}" if mail else ""))
    return tuple(link for link in found if link.href)


def leaders_page(site: Site, groups: StoryGroups) -> Iterator[Page]:
    """Make the page of who leads the authority; a portrait is the photo of the standing page of a biography."""
    if site.office.leaders:
        standing = {story.article.slug: story for story in site.standing if story.listed}
        found = tuple(_leader(site, one, standing.get(one.page)) for one in site.office.leaders)
        yield page_of(
            addresses.output_path(addresses.LEADERS),
            LeadersView(**office_head(site, "leaders"), leaders=found),
        )


def _leader(site: Site, one: Leader, page: Story | None) -> PersonView:
    href = site.href(page.address) if page else ""
    photo = page.photo if page else None
    return PersonView(
        one.name, one.position, one.duties, _reach(one.telephone, one.mail), href=href, photo=photo
    )


def chart_page(site: Site, groups: StoryGroups) -> Iterator[Page]:
    """Make the page of which unit belongs to which."""
    if site.office.chart:
        view = ChartView(**office_head(site, "chart"), units=site.office.chart)
        yield page_of(addresses.output_path(addresses.ORGANISATION_CHART), view)


def schedule_page(site: Site, groups: StoryGroups) -> Iterator[Page]:
    """Make the page of the weeks: this one and those to come, then those that are over; a reader's clock marks this one."""
    if site.office.schedule:
        today = site.now.date()
        weeks = coming_first(weeks_of(site.office.schedule), last_of_week, today)
        shown = tuple(_week(monday, site.office.schedule) for monday in weeks)
        view = ScheduleView(
            **office_head(site, "schedule"),
            weeks=shown,
            calendar=calendar_link(site),
            first_over=next((week.first for week in shown if week.last < today.isoformat()), ""),
        )
        yield page_of(addresses.output_path(addresses.SCHEDULE), view)


def weeks_of(schedule: Iterable[Appointment]) -> list[date]:
    """Return the Mondays of all weeks in which something goes on."""
    found = set[date]()
    for one in schedule:
        first, last = (day.toordinal() - day.weekday() for day in (one.day, one.last or one.day))
        found |= {date.fromordinal(monday) for monday in range(first, last + 1, DAYS_OF_WEEK)}
    return sorted(found)


def last_of_week(monday: date) -> date:
    """Return the Sunday of a week."""
    return monday + min(timedelta(DAYS_OF_WEEK - 1), date.max - monday)


def calendar_link(site: Site) -> Link:
    """Return the link to the schedule as a calendar of programs."""
    return Link("Lịch (ICS)", site.href(addresses.SCHEDULE_CALENDAR))


def _week(monday: date, schedule: Sequence[Appointment]) -> WeekView:
    """Return a week: what takes several days stands in each week that it touches, there on its first day."""
    sunday = last_of_week(monday)
    here = [
        (max(one.day, monday), one)
        for one in schedule
        if one.day <= sunday and (one.last or one.day) >= monday
    ]
    here.sort(key=lambda pair: pair[0])
    days = tuple(
        DayView(
            partials.certain_day(day),
            WEEKDAYS[day.weekday()],
            lunar_in_words(day),
            tuple(_appointment(one, day) for _, one in of),
        )
        for day, of in groupby(here, lambda pair: pair[0])
    )
    return WeekView(
        f"Tuần {short(monday)}\N{NO-BREAK SPACE}– {short(sunday)}",
        monday.isoformat(),
        sunday.isoformat(),
        days,
    )


def _appointment(one: Appointment, shown_on: date) -> AppointmentView:
    return AppointmentView(
        one.what,
        one.kind,
        time_of(one),
        one.place,
        one.chair,
        one.lunar,
        None if one.is_overnight else partials.day(one.last),
        partials.day(one.day if one.day < shown_on else None),
    )


def time_of(one: Appointment) -> str:
    """
    Return the hours of an appointment in words.

    >>> from datetime import time
    >>> time_of(Appointment("Giao thừa", "", date(2026, 12, 31), date(2027, 1, 1), time(22), time(0, 30)))
    '22h00 đến 0h30 hôm sau'
    """
    begins, ends = (f"{at.hour}h{at.minute:02}" if at else "" for at in (one.begins, one.ends))
    if one.is_overnight:
        return f"{begins} đến {ends} hôm sau"
    if begins and ends:
        return f"{begins}–{ends}"
    return f"từ {begins}" if begins else f"đến {ends}" if ends else "Cả ngày"


def services_page(site: Site, groups: StoryGroups) -> Iterator[Page]:
    """Make the page of procedures by field of life."""
    if site.office.services:
        view = ServicesView(**office_head(site, "services"), fields=site.office.services)
        yield page_of(addresses.output_path(addresses.SERVICES), view)


def questions_page(site: Site, groups: StoryGroups) -> Iterator[Page]:
    """Make the page of questions and answers."""
    if site.office.questions:
        anchors = told_apart(anchor_of(one.question) for one in site.office.questions)
        found = tuple(map(_question, anchors, site.office.questions))
        things = [_answers(site.office.questions)] if site.siteurl else []
        view = QuestionsView(**office_head(site, "questions", things), questions=found)
        yield page_of(addresses.output_path(addresses.QUESTIONS), view)


def _question(anchor: str, one: Question) -> QuestionView:
    return QuestionView(
        anchor, one, partials.day(one.day), tuple(_linked(text, one.addresses) for text in one.answer)
    )


def _linked(paragraph: str, addresses: Collection[str]) -> tuple[Link, ...]:
    """Return the parts of a paragraph; those that are one of the addresses are links."""
    parts = parted_at_addresses(paragraph)
    return tuple(Link(part, part if part in addresses else "") for part in parts if part)


def _answers(questions: Sequence[Question]) -> Thing:
    return {
        "@type": "FAQPage",
        "mainEntity": [
            {
                "@type": "Question",
                "name": one.question,
                "acceptedAnswer": {"@type": "Answer", "text": "\n".join(one.answer)},
            }
            for one in questions
        ],
    }


def figures_page(site: Site, groups: StoryGroups) -> Iterator[Page]:
    """Make the page of the key figures."""
    if site.office.figures:
        anchors = told_apart(anchor_of(one.name) for one in site.office.figures)
        found = tuple(map(_figure, anchors, site.office.figures))
        view = FiguresView(**office_head(site, "figures"), figures=found)
        yield page_of(addresses.output_path(addresses.KEY_FIGURES), view)


def _figure(anchor: str, one: Figure) -> FigureView:
    draw = line_plot if one.is_line else bar_plot
    return FigureView(anchor, one, draw(one.values))
