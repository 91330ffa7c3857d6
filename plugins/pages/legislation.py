"""Describe a document of the register as schema.org's Legislation."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plugins.article.facts import RegisterFacts
from plugins.pages.site import Site, Story
from plugins.registers.state import STATE_NAMES, RegisterState, issue_to_come, phase_on, state_on

# What schema.org has a word for; of the other states nothing is claimed.
_FORCE = {
    RegisterState.ISSUED: "InForce",
    RegisterState.NOT_IN_FORCE: "NotInForce",
    RegisterState.LAPSED: "NotInForce",
    RegisterState.REPLACED: "NotInForce",
    RegisterState.REPEALED: "NotInForce",
}
_YEARS = re.compile(r"\D{0,20}(\d{4})\s*[-–]\s*(\d{4})\b.*", re.S)


def legislation(site: Site, story: Story, ends: Sequence[Story]) -> dict[str, object] | None:
    """
    Return what is known of an article's document, None for plain news; its state has the name that pages show.

    ``ends`` are the articles of the documents that it replaces or repeals.
    """
    facts, article = story.article.register, story.article
    if facts is None:
        return None
    state = state_on(facts, site.now.date())
    # Whoever gathers this has no clock of ours: what is planned is no fact yet.
    planned = issue_to_come(facts, site.now.date())
    signed, begins = (None, None) if planned else (facts.issued, facts.in_force_from)
    known = {
        "legislationIdentifier": facts.number,
        "legislationDate": signed.isoformat() if signed else "",
        "legislationDateOfApplicability": begins.isoformat() if begins else "",
        "legislationDateVersion": _told_on(site, story, facts),
        "legislationJurisdiction": facts.area,
        "legislationLegalForce": f"https://schema.org/{_FORCE[state]}" if state in _FORCE else "",
        "legislationPassedBy": _named("GovernmentOrganization", facts.issuer),
        "accountablePerson": _signer(facts.signer),
        "locationCreated": _named("Place", facts.issue_place),
        "legislationChanges": [_reference(site, other) for other in ends],
        "expires": facts.in_force_to.isoformat() if facts.in_force_to else "",
        "temporalCoverage": _coverage(facts.period),
        "keywords": facts.field,
        "url": site.url(story.address) if site.siteurl else "",
        "encoding": _files(site, story),
    }
    return {
        "@type": "Legislation",
        "name": article.title,
        "inLanguage": article.lang,
        "legislationType": facts.kind,
        "creativeWorkStatus": STATE_NAMES[state],
        **{name: value for name, value in known.items() if value},
    }


def _told_on(site: Site, story: Story, facts: RegisterFacts) -> str:
    """Return the day since which a document is as it is described: that of the article's last change or of the state's first day."""
    begun = phase_on(facts, site.now.date()).begins
    changed = story.article.modified or story.article.date
    return max(begun, changed.date()).isoformat() if changed else ""


def _coverage(period: str) -> str:
    """
    Return a period as ISO 8601 where it is one of years, else as it is written.

    >>> _coverage("2021–2030, tầm nhìn 2045"), _coverage("nhiệm kỳ này")
    ('2021/2030', 'nhiệm kỳ này')
    """
    years = _YEARS.fullmatch(period)
    return f"{years[1]}/{years[2]}" if years else period


def _named(kind: str, name: str) -> dict[str, str]:
    return {"@type": kind, "name": name} if name else {}


def _signer(written: str) -> dict[str, str]:
    """
    Return who signed a document, with the position that is written behind the name.

    >>> _signer("Nguyễn Văn A, Phó Chủ tịch")
    {'@type': 'Person', 'name': 'Nguyễn Văn A', 'jobTitle': 'Phó Chủ tịch'}
    """
    name, _, title = (part.strip() for part in written.partition(","))
    return _named("Person", name) | ({"jobTitle": title} if name and title else {})


def _reference(site: Site, story: Story) -> dict[str, str]:
    facts = story.article.register
    reference = _named("Legislation", story.article.title)
    if facts and facts.number:
        reference["legislationIdentifier"] = facts.number
    if site.siteurl:
        reference["url"] = site.url(story.address)
    return reference


def _files(site: Site, story: Story) -> list[dict[str, str]]:
    if not site.siteurl:
        return []
    return [
        {"@type": "MediaObject", "name": file.name, "contentUrl": site.absolute(file.href)}
        for file in story.files
    ]
