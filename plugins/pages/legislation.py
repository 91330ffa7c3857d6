"""Describe a document of the register as schema.org's Legislation."""

from __future__ import annotations

from datetime import date

from plugins.article.facts import RegisterFacts
from plugins.registers.state import STATE_NAMES, RegisterState, state_on

# What schema.org has a word for; of the other states nothing is claimed.
_FORCE = {
    RegisterState.ISSUED: "InForce",
    RegisterState.NOT_IN_FORCE: "NotInForce",
    RegisterState.LAPSED: "NotInForce",
    RegisterState.REPLACED: "NotInForce",
    RegisterState.REPEALED: "NotInForce",
}


def legislation(facts: RegisterFacts, title: str, today: date) -> dict[str, object]:
    """Return what is known of a document; its state has the name that pages show."""
    state = state_on(facts, today)
    data: dict[str, object] = {
        "@type": "Legislation",
        "name": title,
        "legislationType": facts.kind,
        "creativeWorkStatus": STATE_NAMES[state],
    }
    known = {
        "legislationIdentifier": facts.number,
        "legislationDate": facts.issued.isoformat() if facts.issued else "",
        "legislationDateOfApplicability": facts.in_force_from.isoformat() if facts.in_force_from else "",
        "expires": facts.in_force_to.isoformat() if facts.in_force_to else "",
        "temporalCoverage": facts.period,
        "legislationLegalForce": f"https://schema.org/{_FORCE[state]}" if state in _FORCE else "",
    }
    data |= {name: value for name, value in known.items() if value}
    if facts.issuer:
        data["legislationPassedBy"] = {"@type": "GovernmentOrganization", "name": facts.issuer}
    return data
