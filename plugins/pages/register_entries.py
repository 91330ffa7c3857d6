"""Make the lines of the register, and choose those that the front page and the main section show."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from plugins.article.facts import RegisterFacts
from plugins.pages import addresses
from plugins.pages.connected_documents import ALONE, NOTHING_CONNECTED, Connected
from plugins.pages.consultation import is_result_public
from plugins.pages.life import dates_in_words, written_life
from plugins.pages.partials import day, foreign_language
from plugins.pages.receiving_agency import receiving_agency
from plugins.pages.register_view import ConnectedView, DocumentLink, RegisterEntry
from plugins.pages.site import Site, Story
from plugins.pages.view_parts import Link
from plugins.pages.views import PortalView
from plugins.registers.named_documents import name_of, numbers_in
from plugins.registers.register_parts import RegisterPart, register_part_of
from plugins.registers.state import (
    ASKED,
    STATE_NAMES,
    WAS_ISSUED,
    RegisterState,
    issue_to_come,
    life_of,
    public_spans,
    state_on,
)
from plugins.registers.state_groups import ENDED_BY_ANOTHER, LEADING

# So many consultations are shown, so many wait for the place of one that is over before the portal is built again.
CONSULTATIONS, WAITING_CONSULTATIONS, DOCUMENTS = 3, 9, 4


def register_entry(site: Site, story: Story, connected: Connected = ALONE) -> RegisterEntry | None:
    """Return an article's line in the register, or None for plain news; it leads to the documents that it is connected with."""
    facts = story.article.register
    if facts is None:
        return None
    today = site.now.date()
    told = is_result_public(facts, today)
    state, dates = state_on(facts, today), dates_in_words(facts, today)
    return RegisterEntry(
        title=story.article.title,
        href=site.href(story.address),
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
        replaces=facts.replaces,
        connected=_connected(site, facts, connected),
        files=story.files,
        field=facts.field,
        area=facts.area,
        published=story.article.date.date().isoformat() if story.article.date else "",
        lang=foreign_language(site, story),
        signer=facts.signer,
        ways=replace(facts.ways, agency=receiving_agency(site, facts)) if facts.ways else None,
        result=facts.result if told else None,
        report=story.report if told else None,
        decision=site.href(story.decision) if told and _is_decided(facts, today) else "",
        issue_place=facts.issue_place,
        recipients=facts.recipients,
        ends_on=day(_day_to_come(facts, ENDED_BY_ANOTHER, today)),
        begins_on=day(_day_to_come(facts, {RegisterState.ISSUED}, today)),
        planned=day(issue_to_come(facts, today)),
        in_calendar=bool(public_spans(facts)),
    )


def _is_decided(facts: RegisterFacts, today: date) -> bool:
    """Tell whether a consultation has come to a document that is issued, as far as a day is known for that."""
    result = facts.result
    return bool(result and result.decision and not (result.decided and result.decided > today))


def _day_to_come(facts: RegisterFacts, states: Collection[RegisterState], today: date) -> date | None:
    """Return the day after today on which a document comes to one of some states, None where it does not."""
    return next(
        (phase.begins for phase in life_of(facts) if phase.state in states and phase.begins > today), None
    )


def _connected(site: Site, facts: RegisterFacts, connected: Connected) -> ConnectedView:
    def links(stories: Iterable[Story]) -> tuple[DocumentLink, ...]:
        return tuple(_document_link(site, story) for story in stories)

    replaced_by, repealed_by = links(connected.replaced_by), links(connected.repealed_by)
    replaces = links(connected.replaces)
    return ConnectedView(
        replaced_by,
        repealed_by,
        replaces,
        links(connected.repeals),
        _only(facts.replaced_by, replaced_by),
        _only(facts.repealed_by, repealed_by),
        _only(facts.replaces, replaces),
    )


def _only(words: str, documents: Sequence[DocumentLink]) -> str:
    """Return where words lead that name one document and no other, "" for all others."""
    return documents[0].href if len(documents) == len(numbers_in(words)) == 1 else ""


def _document_link(site: Site, story: Story) -> DocumentLink:
    facts, title = story.article.register, story.article.title
    number = facts.number if facts else ""
    name = name_of(facts, title) if facts else title
    href = site.href(story.address)
    return DocumentLink(name, title, href, number, "" if number else foreign_language(site, story))


def stories_of(part: RegisterPart, stories: Iterable[Story]) -> list[Story]:
    """Return the articles whose documents belong to a part of the register."""
    return [
        story for story in stories if (facts := story.article.register) and register_part_of(facts) is part
    ]


def register_link(portal: PortalView, part: RegisterPart) -> Link | None:
    """Return the link to the page of a part of the register, None where the portal has none."""
    href = addresses.href(portal.root, part.address)
    return next((link for link in portal.registers if link.href == href), None)


def register_lines(
    site: Site, stories: Iterable[Story], connected: Mapping[str, Connected] = NOTHING_CONNECTED
) -> list[tuple[Story, RegisterEntry]]:
    """
    Return the register with the article of each line: what asks something first, the most urgent before all, then the newest.

    ``connected`` are the connected documents by address, where lines are to lead to them.
    """
    lines = [
        (story, entry)
        for story in stories
        if (entry := register_entry(site, story, connected.get(story.address, ALONE)))
    ]
    return sorted(lines, key=lambda line: _rank(line[1]))


def _rank(entry: RegisterEntry) -> tuple[int, bool, str]:
    """
    Return the key that orders lines: what asks something of the reader leads, by the state and the day on which it ends or begins.

    Without such a day it stands behind the others of its state. All other lines are alike: those go by their own days alone, as
    a draft that nobody ended is old some day.
    """
    turns = {
        RegisterState.OPEN: entry.consultation_closes,
        RegisterState.UPCOMING: entry.consultation_opens,
        RegisterState.DISPLAYED: entry.disclosure_closes,
    }
    state = RegisterState(entry.state)
    if state not in LEADING:
        return len(LEADING), False, ""
    day = turns[state]
    return LEADING.index(state), day is None, day.iso if day else ""


def register_entries(
    site: Site, stories: Iterable[Story], connected: Mapping[str, Connected] = NOTHING_CONNECTED
) -> list[RegisterEntry]:
    """Return the lines of the register, in the order of the register."""
    return [entry for _, entry in register_lines(site, stories, connected)]


def consultations(
    entries: Iterable[RegisterEntry],
) -> tuple[tuple[RegisterEntry, ...], tuple[RegisterEntry, ...]]:
    """Return the drafts that are or will be open for comments, those that close first before the others: those shown, and the next ones."""
    waiting = sorted((entry for entry in entries if entry.state in ASKED), key=_rank)
    last = CONSULTATIONS + WAITING_CONSULTATIONS
    return tuple(waiting[:CONSULTATIONS]), tuple(waiting[CONSULTATIONS:last])


def documents(entries: Iterable[RegisterEntry]) -> tuple[RegisterEntry, ...]:
    """Return the documents that were issued last."""
    issued = [(entry.issued.iso, entry) for entry in entries if entry.issued and entry.state in WAS_ISSUED]
    issued.sort(key=lambda pair: pair[0], reverse=True)
    return tuple(entry for _, entry in issued[:DOCUMENTS])
