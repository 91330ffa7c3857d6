"""Describe a consultation that is open or to come as schema.org's Event."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.article.facts import ResponseWays
from plugins.pages.receiving_agency import receiving_agency
from plugins.pages.site import Site, Story
from plugins.pages.structured_data import Thing, organisation
from plugins.registers.state import ASKED, state_on


def consultation_event(site: Site, story: Story) -> Iterator[Thing]:
    """
    Yield the consultation on an article's document as an event, nothing where nobody is or will be asked.

    An event needs a first day and an address: where one is not known nothing is claimed.
    """
    facts = story.article.register
    span = facts.consultation if facts else None
    if not site.siteurl or not facts or not span or not span.opens:
        return
    if state_on(facts, site.now.date()) not in ASKED:
        return
    url = site.url(story.address)
    agency = receiving_agency(site, facts)
    own = organisation(site)
    event: dict[str, object] = {
        "@type": "Event",
        "name": f"Lấy ý kiến: {story.article.title}",
        "url": url,
        "inLanguage": story.article.lang,
        "startDate": span.opens.isoformat(),
        "eventStatus": "https://schema.org/EventScheduled",
        "isAccessibleForFree": True,
        "organizer": own if agency == own["name"] else {"@type": "GovernmentOrganization", "name": agency},
        **_attendance(facts.ways or ResponseWays(), url, agency),
    }
    if span.closes:
        event["endDate"] = span.closes.isoformat()
    yield event


def _attendance(ways: ResponseWays, url: str, agency: str) -> Thing:
    """Return how and where one takes part; an opinion can be sent from afar unless an address is all that is known."""
    online = {"@type": "VirtualLocation", "url": ways.form or url}
    there = {"@type": "Place", "name": agency, "address": ways.address}
    if not ways.address:
        return {"eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode", "location": online}
    if not (ways.email or ways.form or ways.phone):
        return {"eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode", "location": there}
    return {
        "eventAttendanceMode": "https://schema.org/MixedEventAttendanceMode",
        "location": [online, there],
    }
