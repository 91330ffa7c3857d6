"""Make the lines of the planning register, and choose those that the front page and the main section show."""

from __future__ import annotations

from collections.abc import Iterable

from plugins.pages import addresses
from plugins.pages.life import dates_in_words, written_life
from plugins.pages.partials import day, foreign_language
from plugins.pages.register_view import RegisterEntry
from plugins.pages.site import Site, Story
from plugins.registers.state import STATE_NAMES, WAS_ISSUED, RegisterState, state_on

CONSULTATIONS, DOCUMENTS = 3, 4
# What asks something of the reader first, then what is on its way, what was issued, what is not known.
_ORDER = (
    *(RegisterState.OPEN, RegisterState.UPCOMING, RegisterState.DISPLAYED, RegisterState.CLOSED),
    *(RegisterState.CONCLUDED, RegisterState.SUBMITTED, RegisterState.DRAFT),
    *(RegisterState.NOT_IN_FORCE, RegisterState.ISSUED),
    *(RegisterState.REPLACED, RegisterState.REPEALED, RegisterState.LAPSED, RegisterState.UNKNOWN),
)


def register_entry(site: Site, story: Story) -> RegisterEntry | None:
    """Return an article's line in the register, or None for plain news."""
    facts = story.article.register
    if facts is None:
        return None
    today = site.now.date()
    state, dates = state_on(facts, today), dates_in_words(facts, today)
    return RegisterEntry(
        title=story.article.title,
        href=addresses.href(site.portal.root, story.address),
        kind=facts.kind,
        number=facts.number,
        issued=day(facts.issued),
        issuer=facts.issuer,
        period=facts.period,
        state=state.value,
        state_name=STATE_NAMES[state],
        dates=dates,
        life=written_life(facts) if dates else "",
        consultation_opens=day(facts.consultation.opens) if facts.consultation else None,
        consultation_closes=day(facts.consultation.closes) if facts.consultation else None,
        disclosure_opens=day(facts.disclosure.opens) if facts.disclosure else None,
        disclosure_closes=day(facts.disclosure.closes) if facts.disclosure else None,
        in_force_from=day(facts.in_force_from),
        in_force_to=day(facts.in_force_to),
        replaced_by=facts.replaced_by,
        repealed_by=facts.repealed_by,
        files=story.files,
        field=facts.field,
        area=facts.area,
        published=story.article.date.date().isoformat() if story.article.date else "",
        lang=foreign_language(site, story),
    )


def register_lines(site: Site, stories: Iterable[Story]) -> list[tuple[Story, RegisterEntry]]:
    """Return the register with the article of each line: open consultations first, of one state the newest first."""
    lines = [(story, entry) for story in stories if (entry := register_entry(site, story))]
    return sorted(lines, key=lambda line: _ORDER.index(RegisterState(line[1].state)))


def register_entries(site: Site, stories: Iterable[Story]) -> list[RegisterEntry]:
    """Return the lines of the register, in the order of the register."""
    return [entry for _, entry in register_lines(site, stories)]


def consultations(entries: Iterable[RegisterEntry]) -> tuple[RegisterEntry, ...]:
    """Return the drafts that are or will be open for comments, those that close first before the others."""
    waiting = [entry for entry in entries if entry.state in ("open", "upcoming")]
    waiting.sort(key=lambda entry: (entry.state != "open", *_next_day(entry)))
    return tuple(waiting[:CONSULTATIONS])


def _next_day(entry: RegisterEntry) -> tuple[bool, str]:
    """Return the key that orders consultations of one state: the day on which something ends or begins, no day last."""
    day = entry.consultation_closes if entry.state == "open" else entry.consultation_opens
    return day is None, day.iso if day else ""


def documents(entries: Iterable[RegisterEntry]) -> tuple[RegisterEntry, ...]:
    """Return the documents that were issued last."""
    issued = [(entry.issued.iso, entry) for entry in entries if entry.issued and entry.state in WAS_ISSUED]
    issued.sort(key=lambda pair: pair[0], reverse=True)
    return tuple(entry for _, entry in issued[:DOCUMENTS])
