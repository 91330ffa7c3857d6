"""All that an office tells of itself in data files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from plugins.office import (
    appointments,
    chart,
    contacts,
    key_figures,
    leaders,
    questions,
    services,
    video_gallery,
)
from plugins.problems.data_file import DataFile


@dataclass(frozen=True, slots=True)
class Office:
    """What an office tells of itself; of what it has no data file, it tells nothing."""

    contacts: tuple[contacts.Department, ...] = ()
    leaders: tuple[leaders.Leader, ...] = ()
    chart: tuple[chart.Unit, ...] = ()
    schedule: tuple[appointments.Appointment, ...] = ()
    services: tuple[services.ServiceField, ...] = ()
    questions: tuple[questions.Question, ...] = ()
    figures: tuple[key_figures.Figure, ...] = ()
    gallery: tuple[video_gallery.GalleryEntry, ...] = ()

    @property
    def events(self) -> tuple[appointments.Appointment, ...]:
        """What of the schedule is open to everybody: festivals, holidays."""
        return tuple(one for one in self.schedule if one.kind == appointments.EVENT)


EMPTY_OFFICE = Office()
# Who reads which file, below the content folder.
READERS: Mapping[str, Callable[[DataFile], object]] = {
    contacts.FILE: contacts.load_contacts,
    leaders.FILE: leaders.load_leaders,
    chart.FILE: chart.load_chart,
    appointments.FILE: appointments.load_schedule,
    services.FILE: services.load_services,
    key_figures.FILE: key_figures.load_figures,
}
# Those who tell of what is said to have been done, and is dated after today.
READERS_OF_A_DAY: Mapping[str, Callable[[DataFile, date], object]] = {
    questions.FILE: questions.load_questions,
    video_gallery.FILE: video_gallery.load_gallery,
}


def read_office(read: Callable[[str], DataFile]) -> Office:
    """Return what an office tells; ``read`` gives a data file by its path below the content folder."""
    return Office(
        contacts.load_contacts(read(contacts.FILE)),
        leaders.load_leaders(read(leaders.FILE)),
        chart.load_chart(read(chart.FILE)),
        appointments.load_schedule(read(appointments.FILE)),
        services.load_services(read(services.FILE)),
        questions.load_questions(read(questions.FILE)),
        key_figures.load_figures(read(key_figures.FILE)),
        video_gallery.load_gallery(read(video_gallery.FILE)),
    )
