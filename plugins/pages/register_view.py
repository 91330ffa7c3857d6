"""Name what pages and files show of a line of the register, be it the plans or the library."""

from __future__ import annotations

from dataclasses import dataclass

from plugins.article.communes import places_of_area
from plugins.article.facts import ConsultationResult, ResponseWays
from plugins.pages.view_parts import File, Moment


@dataclass(frozen=True, slots=True)
class DocumentLink:
    """A document of the portal that another one is connected with; ``name`` is its kind and number, or its title."""

    name: str
    title: str
    href: str
    number: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class ConnectedView:
    """
    The documents of the portal that ended a document, and those that it ended itself.

    ``replaced_by_href``, ``repealed_by_href`` and ``replaces_href`` are where the editor's own words lead, "" where they name
    several documents.
    """

    replaced_by: tuple[DocumentLink, ...] = ()
    repealed_by: tuple[DocumentLink, ...] = ()
    replaces: tuple[DocumentLink, ...] = ()
    repeals: tuple[DocumentLink, ...] = ()
    replaced_by_href: str = ""
    repealed_by_href: str = ""
    replaces_href: str = ""


UNCONNECTED = ConnectedView()


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """
    One line of the register, all in words.

    ``state`` is a state of a document's life (``plugins/registers/state.py``); ``state_name`` is its name,
    both on the day of the build. Where it will be another some day, ``dates`` has the days that decide it, in words that are
    true on every day, and ``life`` all phases for the reader's browser. A day that is not known is None, a text "";
    ``lang`` is as in a teaser; ``published`` is the day on which the portal had it; ``ways`` are those to send an opinion,
    ``result`` is what came of a consultation that is over, ``report`` its file, ``decision`` the address of what was issued.
    ``ends_on`` is the day, still to come when the portal was built, on which another document takes its place, ``begins_on``
    the one on which it takes another's; ``planned`` is its day of issue where that was still to come.
    """

    title: str
    href: str
    kind: str
    number: str
    issued: Moment | None
    issuer: str
    period: str
    state: str
    state_name: str
    consultation_opens: Moment | None = None
    consultation_closes: Moment | None = None
    disclosure_opens: Moment | None = None
    disclosure_closes: Moment | None = None
    in_force_from: Moment | None = None
    in_force_to: Moment | None = None
    replaced_by: str = ""
    repealed_by: str = ""
    replaces: str = ""
    connected: ConnectedView = UNCONNECTED
    files: tuple[File, ...] = ()
    dates: str = ""
    life: str = ""
    field: str = ""
    area: str = ""
    published: str = ""
    lang: str = ""
    signer: str = ""
    ways: ResponseWays | None = None
    result: ConsultationResult | None = None
    report: File | None = None
    decision: str = ""
    issue_place: str = ""
    recipients: tuple[str, ...] = ()
    ends_on: Moment | None = None
    begins_on: Moment | None = None
    planned: Moment | None = None
    in_calendar: bool = False

    @property
    def areas(self) -> tuple[str, ...]:
        """The places that the entry is looked for by, each with a capital."""
        return tuple(place[0].upper() + place[1:] for place in places_of_area(self.area))

    @property
    def year(self) -> str:
        """The year that the entry is looked for by: of its issue, else of its publication."""
        return (self.issued.iso if self.issued else self.published)[:4]
