"""Name what the page of a plan shows of its consultation: how to take part, what came of it, how it went from draft to decision."""

from __future__ import annotations

from dataclasses import dataclass

from plugins.pages.view_parts import File, Link, Moment


@dataclass(frozen=True, slots=True)
class ResponseView:
    """
    Where opinions may be sent: ``button`` opens a mail that is begun already, or the form; "" where neither is known.

    Where nobody wrote a last day, ``unsure`` is the first day on which it is not known whether opinions are still taken, and
    ``is_unsure`` whether the page was made on such a day: then nothing asks for any. ``closes`` has the last day in words, ``days`` both days in figures, ``over`` the first day on which opinions are surely taken no more; a way that is
    not known is None or "".
    """

    button: str
    agency: str
    opens: Moment | None
    closes: Moment | None
    days: str
    over: Moment | None = None
    unsure: Moment | None = None
    is_unsure: bool = False
    email: Link | None = None
    address: str = ""
    phone: Link | None = None
    form: Link | None = None

    @property
    def any(self) -> bool:
        """Whether an opinion can be sent at all."""
        return bool(self.email or self.address or self.phone or self.form)


@dataclass(frozen=True, slots=True)
class Turn:
    """A sentence that is another one from a day on: what is true on every day stands without scripts, and what is so before and after."""

    text: str
    day: Moment | None = None
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class ResultView:
    """
    What came of a consultation that is over: ``opinions`` as a number in words or "", a text, a file, the issued document.

    ``waits`` says how it stands while nothing is known of it, None where something is; ``planned`` is the day on which that
    document is to be issued, where it was not yet.
    """

    waits: Turn | None
    opinions: str
    text: str
    report: File | None
    decision: Link | None
    planned: Moment | None = None


@dataclass(frozen=True, slots=True)
class TimelineStep:
    """A step of a plan on its way: what, on which day if that is known, and a page that tells more of it, or "". ``turn`` says what is only planned until a day."""

    text: str
    day: Moment | None = None
    href: str = ""
    lang: str = ""
    turn: Turn | None = None


@dataclass(frozen=True, slots=True)
class ConsultationView:
    """All that the page of a plan shows of its consultation beside the facts of the register."""

    response: ResponseView | None
    result: ResultView | None
    steps: tuple[TimelineStep, ...]
