"""The examples of what shows what an office tells of itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta

from small_portals import a_site

from component_specimen.example import Example, Macro
from component_specimen.words import ADDRESS, EXTREME, LONG, SENTENCES, SHORT, USUAL, before, photo
from plugins.office.appointments import EVENT, Appointment
from plugins.office.office import Office
from plugins.pages.event_pages import events_page
from plugins.pages.office_views import EventsView, VideoCardView
from plugins.pages.story_groups import group_stories
from plugins.pages.views import File, Video

TET = date(2027, 2, 5)
EVENTS = (
    Appointment(SHORT, EVENT, TET),
    Appointment(
        USUAL, EVENT, TET + timedelta(2), TET + timedelta(6), time(7, 30), time(17), LONG, LONG, SHORT
    ),
    Appointment(LONG, EVENT, TET + timedelta(2), TET + timedelta(40)),
    # Of this day nobody reckons a lunar one.
    Appointment(EXTREME, EVENT, date(2101, 1, 31), None, time(7), None, EXTREME, EXTREME, EXTREME),
)


def office_macros() -> Iterator[Macro]:
    """Yield what shows what an office tells of itself."""
    yield from _calendar()
    yield from _films()


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
        (Example("không có", ((),)), Example("năm tháng", (view.months,))),
    )
