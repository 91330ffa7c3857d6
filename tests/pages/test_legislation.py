"""What the page of a document says to machines: the document, what it ends, and the consultation on it as an event."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from small_portals import NOW, SITEURL, a_site, a_story

from plugins.article.facts import RegisterFacts, ResponseWays, Span
from plugins.pages.page_kinds import all_pages
from plugins.pages.site import Site, Story
from plugins.pages.view_parts import File

TODAY = NOW.date()
SIGNED = RegisterFacts(
    *("Quyết định", "12/QĐ-UBND", date(2024, 5, 15), "UBND tỉnh", "2021–2030, tầm nhìn 2045"),
    in_force_from=date(2024, 6, 1),
    in_force_to=date(2031, 1, 1),
    field="Đất đai",
    area="xã Thọ Xuân",
    signer="Lê Hải, Phó Chủ tịch",
    issue_place="Thọ Xuân",
)
ASKING = RegisterFacts("Dự thảo", consultation=Span(TODAY - timedelta(3), TODAY + timedelta(3)))


def things(site: Site, story: Story) -> dict[str, Any]:
    """Return what the page of an article says of itself, by type."""
    page = next(one for one in all_pages(site) if one.path == f"{story.address}index.html")
    data = json.loads(page.view.head.json_ld)
    return {one["@type"]: one for one in data.get("@graph", [data])}


def a_document(slug: str, facts: RegisterFacts, **more: Any) -> Story:
    """Return the article of a document."""
    return replace(a_story(slug, section="quy-hoach", register=facts), **more)


def test_a_planned_day_of_issue_is_no_day_of_the_document() -> None:
    """Machines have no clock of ours: they are told when it has come."""
    story = a_document("du", replace(SIGNED, issued=TODAY + timedelta(1), in_force_from=TODAY + timedelta(1)))
    for days, told in ((0, False), (1, True)):
        found = things(a_site(story, now=NOW + timedelta(days)), story)["NewsArticle"]["about"]
        assert ("legislationDate" in found, "legislationDateOfApplicability" in found) == (told, told)


def test_all_that_is_known_of_a_document_is_said() -> None:
    """Each fact under the name that schema.org has for it, and what the document ended."""
    file = File("qd-12.pdf", "/tep/qd-12.pdf", "PDF", "1 MB")
    new = a_document("moi", SIGNED, files=(file,))
    old = a_document(
        "cu", RegisterFacts("Quyết định", "3/QĐ-UBND", date(2020, 5, 4), replaced_by="12/QĐ-UBND")
    )
    found = things(a_site(new, old), new)["NewsArticle"]["about"]

    assert found == {
        "@type": "Legislation",
        "name": new.article.title,
        "inLanguage": "vi",
        "legislationType": "Quyết định",
        "creativeWorkStatus": "Đã ban hành",
        "legislationIdentifier": "12/QĐ-UBND",
        "legislationDate": "2024-05-15",
        "legislationDateOfApplicability": "2024-06-01",
        "legislationDateVersion": "2024-06-29",
        "legislationJurisdiction": "xã Thọ Xuân",
        "legislationLegalForce": "https://schema.org/InForce",
        "legislationPassedBy": {"@type": "GovernmentOrganization", "name": "UBND tỉnh"},
        "accountablePerson": {"@type": "Person", "name": "Lê Hải", "jobTitle": "Phó Chủ tịch"},
        "locationCreated": {"@type": "Place", "name": "Thọ Xuân"},
        "legislationChanges": [
            {
                "@type": "Legislation",
                "name": old.article.title,
                "legislationIdentifier": "3/QĐ-UBND",
                "url": f"{SITEURL}/{old.address}",
            }
        ],
        "expires": "2031-01-01",
        "temporalCoverage": "2021/2030",
        "keywords": "Đất đai",
        "url": f"{SITEURL}/{new.address}",
        "encoding": [{"@type": "MediaObject", "name": "qd-12.pdf", "contentUrl": f"{SITEURL}/tep/qd-12.pdf"}],
    }


def test_a_description_is_true_since_the_state_began() -> None:
    """Two builds on two days of one state say the same; the day is that of the state where it is younger than the article."""
    story = a_document("moi", replace(SIGNED, in_force_from=TODAY + timedelta(10)))
    days = {
        number: things(a_site(story, now=NOW + timedelta(number)), story)["NewsArticle"]["about"][
            "legislationDateVersion"
        ]
        for number in (0, 5, 10, 40)
    }
    assert days == {0: "2024-06-29", 5: "2024-06-29", 10: "2024-07-10", 40: "2024-07-10"}


def test_nothing_unknown_is_said() -> None:
    """A document of which only the kind is known has its kind, its name and its state."""
    story = a_document("a", RegisterFacts("Đề án"))
    found = things(a_site(story, siteurl=""), story)["NewsArticle"]["about"]
    assert sorted(found) == [
        *("@type", "creativeWorkStatus", "inLanguage", "legislationDateVersion", "legislationType", "name"),
    ]


def test_a_consultation_is_an_event_while_somebody_is_asked() -> None:
    """Open or to come; over, without a first day or without an address of the site it is none."""
    story = a_document("a", ASKING)
    event = things(a_site(story), story)["Event"]
    assert (event["startDate"], event["endDate"]) == ("2024-06-27", "2024-07-03")
    assert event["organizer"]["name"] == "Huyện Thử"
    assert event["url"] == f"{SITEURL}/{story.address}"
    for days, is_event in ((-30, True), (3, True), (4, False)):
        assert ("Event" in things(a_site(story, now=NOW + timedelta(days)), story)) == is_event
    assert "Event" not in things(a_site(story, siteurl=""), story)
    no_start = a_document("a", replace(ASKING, consultation=Span(None, TODAY)))
    assert "Event" not in things(a_site(no_start), no_start)


@pytest.mark.parametrize(
    ("ways", "mode", "kinds"),
    [
        (None, "Online", ["VirtualLocation"]),
        (ResponseWays("Phòng Kinh tế", "gopy@xa.gov.vn"), "Online", ["VirtualLocation"]),
        (ResponseWays("Phòng Kinh tế", "", "Khu 3, xã Thọ Xuân"), "Offline", ["Place"]),
        (
            ResponseWays("", "", "Khu 3, xã Thọ Xuân", "0237 3833 123"),
            "Mixed",
            ["VirtualLocation", "Place"],
        ),
    ],
)
def test_an_event_says_how_one_takes_part(ways: ResponseWays | None, mode: str, kinds: list[str]) -> None:
    """From afar, on the spot, or both."""
    story = a_document("a", replace(ASKING, ways=ways))
    event = things(a_site(story), story)["Event"]
    places = event["location"] if isinstance(event["location"], list) else [event["location"]]
    assert event["eventAttendanceMode"] == f"https://schema.org/{mode}EventAttendanceMode"
    assert [one["@type"] for one in places] == kinds
    assert event["organizer"]["name"] == (ways.agency if ways and ways.agency else "Huyện Thử")
