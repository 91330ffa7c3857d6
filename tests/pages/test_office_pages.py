"""The pages of what an office tells of itself."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_portals import NOW, a_site, a_standing_page, an_office

from plugins.building.assembly.office_addresses import without_addresses
from plugins.feeds.machine_files import machine_files
from plugins.office.appointments import EVENT, Appointment, load_schedule
from plugins.office.key_figures import load_figures
from plugins.office.leaders import load_leaders
from plugins.office.office_data import Office
from plugins.office.questions import load_questions
from plugins.office.services import load_services
from plugins.pages import addresses
from plugins.pages.event_pages import events_page
from plugins.pages.office_pages import (
    OFFICE_PAGES,
    figures_page,
    leaders_page,
    office_links,
    questions_page,
    schedule_page,
)
from plugins.pages.office_turns import office_turns
from plugins.pages.office_views import OfficePageView, QuestionsView, ScheduleView, WeekView
from plugins.pages.page_kinds import PAGE_KINDS, all_pages
from plugins.pages.story_groups import group_stories

SCHEDULE = load_schedule(
    """
[[buoi]]
noi-dung = "Tiếp công dân"
ngay = 2026-12-15
tu = "7h30"
den = "11h30"
noi = "Trụ sở; tầng 1"
[[buoi]]
noi-dung = "Lễ hội"
loai = "Sự kiện"
ngay = 2026-12-20
den-ngay = 2026-12-22
"""
)


def test_only_what_is_told_has_a_page_and_a_link() -> None:
    """A portal without data files is as it was."""
    told = replace(
        a_site(),
        office=Office(services=load_services('[[linh-vuc]]\nten = "A"\n[[linh-vuc.thu-tuc]]\nten = "B"')),
    )

    assert not [page.path for page in all_pages(a_site()) if page.path.startswith("van-phong/")]
    assert [page.path for page in all_pages(told) if page.path.startswith("van-phong/")] == [
        "van-phong/dich-vu/index.html"
    ]
    assert [link.href for link in office_links("", told.office)] == ["/van-phong/dich-vu/"]


def weeks_on(today: str | date, *appointments: Appointment) -> tuple[WeekView, ...]:
    """Return the weeks of a schedule as a build of a day shows them."""
    site = replace(a_site(), office=Office(schedule=appointments))
    site = replace(site, now=datetime.fromisoformat(f"{today}T08:00:00+07:00"))
    (page,) = schedule_page(site, group_stories(site))
    assert isinstance(page.view, ScheduleView)
    return page.view.weeks


def test_this_week_stands_first_then_those_to_come_then_those_that_are_over() -> None:
    """Sunday belongs to the week; what is over stands below, the latest first."""
    days = [date(2026, 12, day) for day in (1, 8, 22, 29)]
    meetings = [Appointment("Họp", "Lịch công tác", day) for day in days]

    def order(today: str) -> list[int]:
        return [int(week.days[0].day.text[:2]) for week in weeks_on(today, *meetings)]

    assert order("2026-11-30") == [1, 8, 22, 29]
    assert order("2026-12-13") == [8, 22, 29, 1]
    assert order("2026-12-14") == [22, 29, 8, 1]
    assert order("2027-02-01") == [29, 22, 8, 1]


def test_what_is_over_is_headed_so() -> None:
    """Weeks and months of the past stand below those to come: a reader must not take them for the next ones."""
    days = [date(2026, 12, day) for day in (1, 8, 22)]
    office = Office(schedule=tuple(Appointment("Hội", EVENT, day) for day in days))

    def first_over(today: str) -> tuple[str, str]:
        site = replace(a_site(now=datetime.fromisoformat(f"{today}T08:00:00+07:00")), office=office)
        (weeks,), (months,) = (make(site, group_stories(site)) for make in (schedule_page, events_page))
        return weeks.view.first_over, months.view.first_over

    assert first_over("2026-12-01") == ("", "")
    assert first_over("2026-12-14") == ("2026-12-07", "")
    assert first_over("2027-01-01") == ("2026-12-21", "2026-12")


def test_what_takes_several_days_stands_in_every_week_that_it_touches() -> None:
    """On its first day there, with the day on which it began where that is in another week."""
    one, other = weeks_on("2026-12-14", *SCHEDULE)

    assert [one.title, other.title] == [
        "Tuần 14/12/2026\N{NO-BREAK SPACE}– 20/12/2026",
        "Tuần 21/12/2026\N{NO-BREAK SPACE}– 27/12/2026",
    ]
    assert [day.weekday for day in (*one.days, *other.days)] == ["Thứ Ba", "Chủ Nhật", "Thứ Hai"]
    begun, goes_on = one.days[1].appointments[0], other.days[0].appointments[0]
    assert (begun.what, begun.first, begun.last and begun.last.text) == ("Lễ hội", None, "22/12/2026")
    assert goes_on.first
    assert (goes_on.what, goes_on.first.text, goes_on.last) == ("Lễ hội", "20/12/2026", begun.last)


appointments = st.lists(
    st.builds(
        lambda day, days, what: Appointment(what, EVENT, day, day + timedelta(days) if days else None),
        st.dates(date(2026, 11, 1), date(2027, 2, 1)),
        st.integers(0, 40),
        st.sampled_from(["Hội", "Lễ"]),
    ),
    min_size=1,
    max_size=6,
)


@given(appointments, st.dates(date(2026, 11, 1), date(2027, 3, 1)))
def test_the_order_of_weeks_and_months_changes_on_the_days_that_a_build_is_told(
    schedule: list[Appointment], today: date
) -> None:
    """Every week with something in it is there once, those to come first and in order; until the next turn the pages stay as they are."""
    weeks = weeks_on(today, *schedule)
    firsts = [week.first for week in weeks]
    coming = [week.first for week in weeks if week.last >= today.isoformat()]
    assert firsts == [*sorted(coming), *sorted({*firsts} - {*coming}, reverse=True)]
    for one in schedule:
        days = (one.day + timedelta(number) for number in range(((one.last or one.day) - one.day).days + 1))
        held = [week for week in weeks if any(week.first <= day.isoformat() <= week.last for day in days)]
        assert all(one.what in {told.what for day in week.days for told in day.appointments} for week in held)

    office = Office(schedule=tuple(schedule))
    turns = [day for day, _ in office_turns(office, today)]
    assert all(day > today for day in turns)
    for later in (today + timedelta(1), today + timedelta(8), today + timedelta(40)):
        sites = [
            replace(a_site(), office=office, now=datetime.fromisoformat(f"{day}T08:00:00+07:00"))
            for day in (today, later)
        ]
        one, other = (
            [page.view for make in (schedule_page, events_page) for page in make(site, group_stories(site))]
            for site in sites
        )
        assert one == other or min(turns) <= later


def calendar_lines(*appointments: Appointment) -> list[str]:
    """Return the lines of a schedule as a calendar."""
    site = replace(a_site(), office=Office(schedule=appointments))
    (data,) = [file.make() for file in machine_files(site) if file.path.endswith("lich.ics")]
    return data.decode().replace("\r\n ", "").split("\r\n")


def test_two_appointments_of_one_hour_are_two_and_one_keeps_its_identity() -> None:
    """In two places at once; another place or end makes no other appointment of it."""
    one = Appointment("Tiếp dân", "Tiếp công dân", date(2026, 12, 15), begins=time(7, 30), place="Tầng 1")
    other = replace(one, place="Tầng 2")

    def identities(*appointments: Appointment) -> list[str]:
        return [line for line in calendar_lines(*appointments) if line.startswith("UID")]

    assert len(set(identities(one, other))) == len(set(identities(one, one))) == 2
    assert identities(one) == identities(other) == identities(replace(one, ends=time(9)))


def test_no_appointment_was_written_on_a_day_to_come() -> None:
    """The instant of an event is the same in each build and lies behind each reader, wherever its day lies."""
    days = (date(1999, 1, 1), NOW.date(), date(2050, 1, 1))
    lines = calendar_lines(*(Appointment("Họp", "Lịch công tác", day) for day in days))

    assert [line for line in lines if line.startswith("DTSTAMP")] == ["DTSTAMP:19700101T000000Z"] * 3


def test_several_days_from_an_hour_on_end_with_the_last_of_them() -> None:
    """Where nobody wrote the hour of the end; a day alone that begins at an hour has no end."""
    begins = Appointment("Triển lãm", EVENT, date(2026, 10, 1), date(2026, 12, 3), time(7, 30))

    def times(one: Appointment) -> list[str]:
        return [line for line in calendar_lines(one) if line.startswith(("DTSTART", "DTEND"))]

    assert times(begins) == ["DTSTART:20261001T003000Z", "DTEND:20261203T170000Z"]
    assert times(replace(begins, last=None)) == ["DTSTART:20261001T003000Z"]


def test_the_schedule_is_a_calendar_too() -> None:
    """As programs read it: instants of Việt Nam, whole days to their end, every sign of a text."""
    site = replace(a_site(), office=Office(schedule=SCHEDULE))
    (data,) = [file.make() for file in machine_files(site) if file.path.endswith("lich.ics")]
    lines = data.decode().replace("\r\n ", "").split("\r\n")

    assert [line for line in lines if line.startswith(("DTSTART", "DTEND", "LOCATION"))] == [
        "DTSTART:20261215T003000Z",
        "DTEND:20261215T043000Z",
        "LOCATION:Trụ sở\\; tầng 1",
        "DTSTART;VALUE=DATE:20261220",
        "DTEND;VALUE=DATE:20261223",
    ]


def test_a_leader_has_the_portrait_of_the_page_with_the_biography() -> None:
    """Where that page is public."""
    leaders = load_leaders(
        '[[lanh-dao]]\nten = "A"\ntrang = "ong-a"\n[[lanh-dao]]\nten = "B"\ntrang = "ba-b"'
    )
    site = replace(a_site(standing=[a_standing_page("ong-a", "Ông A")]), office=Office(leaders=leaders))
    (page,) = leaders_page(site, group_stories(site))

    assert [leader.href for leader in page.view.leaders] == ["/ong-a/", ""]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_question_keeps_its_address_wherever_it_stands(order: tuple[int, int]) -> None:
    """Two that begin alike have two addresses."""
    rows = [
        '[[cau]]\nhoi = "Tôi nộp hồ sơ ở đâu, vào lúc mấy giờ thì được?"\ndap = "A."\n',
        '[[cau]]\nhoi = "Tôi nộp hồ sơ ở đâu, vào lúc mấy giờ thì xong?"\ndap = "B."\n',
    ]
    site = replace(
        a_site(now=NOW), office=Office(questions=load_questions("".join(rows[place] for place in order)))
    )
    (page,) = questions_page(site, group_stories(site))
    anchors = {one.told.answer[0]: one.anchor for one in page.view.questions}

    assert anchors == {"A.": "toi-nop-ho-so-o-dau-vao-luc-" + anchors["A."][-4:], "B.": anchors["B."]}
    assert len(set(anchors.values())) == 2


def test_a_figure_is_drawn_as_its_kind_says() -> None:
    """Bars where nothing is said, and where a line would have one point."""
    numbers = "[[so-lieu.so]]\nnhan = 2020\ngia-tri = 1\n"
    figures = load_figures(
        f'[[so-lieu]]\nten = "A"\n{numbers}{numbers}'
        f'[[so-lieu]]\nten = "B"\nkieu = "đường"\n{numbers}{numbers}'
        f'[[so-lieu]]\nten = "C"\nkieu = "duong"\n{numbers}'
    )
    site = replace(a_site(), office=Office(figures=figures))
    (page,) = figures_page(site, group_stories(site))

    assert [bool(one.plot.points) for one in page.view.figures] == [False, True, False]
    assert len({one.anchor for one in page.view.figures}) == 3


def test_each_part_of_the_office_has_a_page() -> None:
    """What an office tells has a row in the table of its pages, and each row a kind of page."""
    parts = {one.name for one in fields(Office)} | {"events"}
    kinds = [kind for kind in PAGE_KINDS if issubclass(kind.view_type, OfficePageView)]
    site = replace(a_site(), office=an_office())
    of_office = {addresses.output_path(one.address) for one in OFFICE_PAGES}

    assert {one.part for one in OFFICE_PAGES} == parts
    assert len(kinds) == len(OFFICE_PAGES)
    assert {page.path for kind in kinds for page in kind.pages(site, group_stories(site))} == of_office


def test_who_reads_an_answer_opens_the_addresses_in_it() -> None:
    """Each where it stands in its sentence; of what was found to lead nowhere only the words are left."""
    asked = load_questions('[[cau]]\nhoi = "Ở đâu?"\ndap = "Xem https://a.vn/b, https://c.vn/d."')
    site = replace(
        a_site(),
        office=Office(questions=without_addresses(Office(questions=asked), {"https://c.vn/d"}).questions),
    )
    (page,) = questions_page(site, group_stories(site))
    assert isinstance(page.view, QuestionsView)
    (paragraph,) = page.view.questions[0].answer

    assert [(part.text, part.href) for part in paragraph] == [
        ("Xem ", ""),
        ("https://a.vn/b", "https://a.vn/b"),
        (", ", ""),
        ("https://c.vn/d", ""),
        (".", ""),
    ]
