"""What the templates of the office's own pages are given."""

from __future__ import annotations

from dataclasses import dataclass

from plugins.office.chart import Unit
from plugins.office.key_figures import Figure
from plugins.office.questions import Question
from plugins.office.services import ServiceField
from plugins.pages.plots import Plot
from plugins.pages.view_parts import Link, Moment, PhotoView
from plugins.pages.views import View


@dataclass(frozen=True, slots=True)
class OfficePageView(View):
    """A page of the office: the way to it, its title, what it is for, the link by which a reader tells of a fault, "" for none."""

    breadcrumb: tuple[Link, ...]
    title: str
    description: str
    report: str

    @property
    def tells_ending(self) -> bool:
        """Who comes here may want something of the authority."""
        return True


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person with a position: how they are reached, their page and their portrait where there is one."""

    name: str
    position: str
    duties: str
    reach: tuple[Link, ...]
    press: bool = False
    href: str = ""
    photo: PhotoView | None = None


@dataclass(frozen=True, slots=True)
class DepartmentView:
    """A department: what it does, where and when it receives, how it is reached, its people."""

    name: str
    work: str
    place: str
    hours: str
    reach: tuple[Link, ...]
    people: tuple[PersonView, ...]


@dataclass(frozen=True, slots=True)
class ContactsView(OfficePageView):
    """Who answers in which department."""

    departments: tuple[DepartmentView, ...]


@dataclass(frozen=True, slots=True)
class LeadersView(OfficePageView):
    """Who leads the authority."""

    leaders: tuple[PersonView, ...]


@dataclass(frozen=True, slots=True)
class ChartView(OfficePageView):
    """Which unit belongs to which."""

    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class AppointmentView:
    """An appointment: its time in words, its kind and what is known of it; ``last`` where it takes several days, ``first`` where it began in another week."""

    what: str
    kind: str
    time: str
    place: str
    chair: str
    lunar: str
    last: Moment | None
    first: Moment | None = None


@dataclass(frozen=True, slots=True)
class DayView:
    """A day and its appointments; ``lunar`` is the day of the lunar calendar."""

    day: Moment
    weekday: str
    lunar: str
    appointments: tuple[AppointmentView, ...]


@dataclass(frozen=True, slots=True)
class WeekView:
    """A week, its Monday and its Sunday as pages write days for scripts, and its days with appointments."""

    title: str
    first: str
    last: str
    days: tuple[DayView, ...]


@dataclass(frozen=True, slots=True)
class ScheduleView(OfficePageView):
    """The weeks, those to come before those that are over, of which ``first_over`` is the Monday of the first; and the same as a calendar."""

    weeks: tuple[WeekView, ...]
    calendar: Link
    first_over: str = ""


@dataclass(frozen=True, slots=True)
class CalendarDayView:
    """A day of a month: its number, that of the lunar day ("1/1" where a lunar month begins, ``leap`` where it is one that is there twice), and links to its events."""

    number: str
    lunar: str
    leap: bool = False
    events: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class EventView:
    """An event with an address of its own on the page; ``last`` where it takes several days."""

    anchor: str
    what: str
    day: Moment
    weekday: str
    lunar: str
    last: Moment | None
    last_lunar: str
    time: str
    place: str
    chair: str


@dataclass(frozen=True, slots=True)
class MonthView:
    """A month with events: its name for scripts (2024-06), its weeks from Monday on, with None for days of other months, and its events."""

    anchor: str
    iso: str
    title: str
    lunar: str
    weeks: tuple[tuple[CalendarDayView | None, ...], ...]
    events: tuple[EventView, ...]


@dataclass(frozen=True, slots=True)
class EventsView(OfficePageView):
    """The months with events, those to come before those that are over, of which ``first_over`` is the first (2024-06); and the same as a calendar."""

    months: tuple[MonthView, ...]
    calendar: Link
    first_over: str = ""


@dataclass(frozen=True, slots=True)
class ServicesView(OfficePageView):
    """Procedures by field of life."""

    fields: tuple[ServiceField, ...]


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question with an address of its own on the page; its answer in paragraphs, each in parts of which some lead elsewhere."""

    anchor: str
    told: Question
    day: Moment | None
    answer: tuple[tuple[Link, ...], ...]


@dataclass(frozen=True, slots=True)
class QuestionsView(OfficePageView):
    """Questions of citizens, each with its answer."""

    questions: tuple[QuestionView, ...]


@dataclass(frozen=True, slots=True)
class VideoCardView:
    """A film or album in the gallery; ``host`` is the site that it leads to, "" for the portal's own; a film may be ``captioned``."""

    name: str
    href: str
    day: Moment | None
    about: str = ""
    host: str = ""
    place: str = ""
    captioned: bool = False
    photo: PhotoView | None = None
    is_album: bool = False


@dataclass(frozen=True, slots=True)
class VideoGalleryView(OfficePageView):
    """The films and albums that the office shows."""

    cards: tuple[VideoCardView, ...]


@dataclass(frozen=True, slots=True)
class FigureView:
    """Numbers with their drawing and an address of their own on the page."""

    anchor: str
    told: Figure
    plot: Plot


@dataclass(frozen=True, slots=True)
class FiguresView(OfficePageView):
    """The key figures, each as a drawing and a table."""

    figures: tuple[FigureView, ...]
