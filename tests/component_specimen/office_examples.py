"""The examples of what shows what an office tells of itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta

from small_portals import a_site

from component_specimen.example import Example, Macro
from component_specimen.words import (
    ADDRESS,
    EXTREME,
    LONG,
    SENTENCES,
    SHORT,
    USUAL,
    WORD,
    before,
    link,
    photo,
)
from plugins.office.appointments import EVENT, Appointment
from plugins.office.chart import Unit
from plugins.office.key_figures import Figure, KeyFigureValue
from plugins.office.office_data import Office
from plugins.office.questions import Question
from plugins.office.services import Service, ServiceField
from plugins.pages.event_pages import events_page
from plugins.pages.office_pages import schedule_page
from plugins.pages.office_views import (
    DepartmentView,
    EventsView,
    FigureView,
    PersonView,
    QuestionView,
    ScheduleView,
    VideoCardView,
)
from plugins.pages.plots import bar_plot, line_plot
from plugins.pages.story_groups import group_stories
from plugins.pages.view_parts import File, Link
from plugins.pages.views import Video

TET = date(2027, 2, 5)
EVENTS = (
    Appointment(SHORT, EVENT, TET),
    Appointment(
        USUAL, EVENT, TET + timedelta(2), TET + timedelta(6), time(7, 30), time(17), LONG, LONG, SHORT
    ),
    Appointment(LONG, EVENT, TET + timedelta(2), TET + timedelta(40)),
    # In the eleventh month, which is there twice.
    Appointment(SHORT, EVENT, date(2034, 1, 1)),
    # Of this day nobody reckons a lunar one.
    Appointment(EXTREME, EVENT, date(2101, 1, 31), None, time(7), None, EXTREME, EXTREME, EXTREME),
)


def office_macros() -> Iterator[Macro]:
    """Yield what shows what an office tells of itself."""
    yield from _calendar()
    yield from _films()
    yield from _people()
    yield from _weeks()
    yield from _answers()


def _films() -> Iterator[Macro]:
    webm, mp4, captions = (
        File(f"{SHORT}.{kind}", f"anh/phim.{kind.lower()}", kind, "9,4 MB") for kind in ("WebM", "MP4", "vtt")
    )
    cover = photo("ngang", USUAL, EXTREME, f"Ảnh: {LONG}")
    yield Macro(
        "video",
        "video",
        (
            Example("đủ", (Video(USUAL, (webm, mp4), captions, cover),), ("article",)),
            Example("một tệp, ảnh không lời", (Video(EXTREME, (mp4,), None, photo("dung")),), ("article",)),
            Example("không ảnh", (Video(SHORT, (mp4,)),), beside=True),
        ),
    )
    day = before(TET, 1)
    cards = (
        VideoCardView(USUAL, "/tin/", day, SENTENCES, captioned=True, photo=photo("ngang")),
        VideoCardView(SHORT, "/tin-2/", None, photo=photo("dung")),
        VideoCardView(SHORT, "/tin-3/", day, photo=photo("ngang"), is_album=True),
        VideoCardView(LONG, ADDRESS, day, USUAL, "bieu-mau.vi-du.gov.vn", "Đài Truyền hình"),
        VideoCardView(EXTREME, ADDRESS, None, EXTREME, "bieu-mau.vi-du.gov.vn", EXTREME),
    )
    yield Macro(
        "video", "video_cards", (Example("bốn phim", (cards,), beside=True), Example("không có", ((),)))
    )


def _calendar() -> Iterator[Macro]:
    site = replace(a_site(), office=Office(schedule=EVENTS))
    (page,) = events_page(site, group_stories(site))
    view = page.view
    assert isinstance(view, EventsView)
    yield Macro(
        "calendar",
        "months",
        (Example("không có", ((),)), Example("nhiều tháng", (view.months,))),
    )


def _people() -> Iterator[Macro]:
    reached = (link("0237 3833 123"), link(f"{WORD}@{WORD}.vn"))
    people = (
        PersonView(SHORT, "", "", ()),
        PersonView(USUAL, LONG, SENTENCES, reached, press=True, href="/ong-a/", photo=photo("dung")),
        PersonView(EXTREME, EXTREME, EXTREME, reached, photo=photo("ngang")),
    )
    departments = (
        DepartmentView(SHORT, "", "", "", (), ()),
        DepartmentView(USUAL, SENTENCES, LONG, "7h30–11h30, 13h30–17h", reached, people),
        DepartmentView(EXTREME, EXTREME, EXTREME, EXTREME, reached[1:], people[2:]),
    )
    yield Macro("office", "departments", (Example("ba phòng", (departments,)),))
    yield Macro("office", "leaders", (Example("ba người", (people,)),))
    deep = Unit(EXTREME, EXTREME)
    for name in (WORD, LONG, USUAL):
        deep = Unit(name, SHORT, (deep,))
    yield Macro(
        "office", "chart", (Example("bốn cấp", ((deep, Unit(SHORT, "", (Unit(USUAL), Unit(LONG)))),)),)
    )


def _weeks() -> Iterator[Macro]:
    site = replace(a_site(), office=Office(schedule=EVENTS))
    (page,) = schedule_page(site, group_stories(site))
    view = page.view
    assert isinstance(view, ScheduleView)
    yield Macro("office", "weeks", (Example("nhiều tuần", (view.weeks,)),))


def _answers() -> Iterator[Macro]:
    services = (Service(SHORT), Service(USUAL, ADDRESS, LONG, SENTENCES), Service(EXTREME, ADDRESS, EXTREME))
    fields = (ServiceField(SHORT, services[:1]), ServiceField(EXTREME, services))
    yield Macro("office", "service_fields", (Example("hai lĩnh vực", (fields,)),))
    day = before(TET, 1)
    asked = (
        QuestionView("cau-a", Question(SHORT, (USUAL,)), None, ((Link(USUAL, ""),),)),
        QuestionView(
            "cau-b",
            Question(LONG, (SENTENCES, USUAL), TET, LONG, (ADDRESS,)),
            day,
            ((Link(SENTENCES, ""), Link(ADDRESS, ADDRESS)), (Link(USUAL, ""),)),
        ),
        QuestionView("cau-c", Question(EXTREME, (EXTREME,), TET, EXTREME), day, ((Link(EXTREME, ""),),)),
    )
    yield Macro("office", "questions", (Example("ba câu", (asked,)),))
    numbers = (KeyFigureValue(SHORT, 547, "547"), KeyFigureValue(WORD, -166.5, "–166,5"))
    years = (KeyFigureValue("2024", 547, "547"), KeyFigureValue("2025", -166.5, "–166,5"))
    figures = (
        FigureView("so-a", Figure(SHORT, "", numbers), bar_plot(numbers)),
        FigureView(
            "so-b",
            Figure(EXTREME, "triệu đồng", years, "2025", EXTREME, SENTENCES, is_line=True),
            line_plot(years),
        ),
    )
    yield Macro("office", "key_figures", (Example("thanh, đường", (figures,)),))
