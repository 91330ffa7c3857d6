"""The pages of what an office tells of itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from small_portals import NOW, a_site, a_standing_page

from plugins.feeds.machine_files import machine_files
from plugins.office.appointments import load_schedule
from plugins.office.key_figures import load_figures
from plugins.office.leaders import load_leaders
from plugins.office.office import Office
from plugins.office.questions import load_questions
from plugins.office.services import load_services
from plugins.pages.office_pages import figures_page, leaders_page, office_links, questions_page, schedule_page
from plugins.pages.page_kinds import all_pages
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


def test_the_week_to_come_stands_first_and_hangs_on_no_clock() -> None:
    """The same schedule makes the same page on any day."""
    site = replace(a_site(), office=Office(schedule=SCHEDULE))
    later = replace(site, now=datetime(2030, 1, 1, tzinfo=UTC))
    (page,), (then,) = (list(schedule_page(one, group_stories(one))) for one in (site, later))

    assert [week.title for week in page.view.weeks] == ["Tuần 14/12/2026 – 20/12/2026"]
    assert [day.weekday for day in page.view.weeks[0].days] == ["Thứ Ba", "Chủ Nhật"]
    assert page.view == then.view


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
