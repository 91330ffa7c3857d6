"""Whatever days a document has, the register, its files and what machines read of its page tell the same of it on every day."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from io import StringIO

import pytest
from small_portals import a_site, a_story

from plugins.article.facts import ConsultationResult, RegisterFacts, ResponseWays, Span
from plugins.feeds.register_files import register_calendar, register_csv, register_json
from plugins.pages.consultation_event import consultation_event
from plugins.pages.legislation import legislation
from plugins.pages.register_entries import register_entry
from plugins.registers.register_parts import PLANS
from plugins.registers.state import ASKED, STATE_NAMES, RegisterState, is_ever_open, state_on

DAY = date(2024, 6, 30)
BEFORE, AFTER = DAY - timedelta(15), DAY + timedelta(15)
DRAFT, WAYS = "Dự thảo Kế hoạch", ResponseWays(email="gopy@vi-du.gov.vn")
HEARD = ConsultationResult(text="Đã tiếp thu.")
COMBINATIONS = {
    "opens and closes on one day": RegisterFacts(DRAFT, consultation=Span(DAY, DAY)),
    "was extended past its display": RegisterFacts(
        DRAFT, consultation=Span(BEFORE, AFTER), disclosure=Span(BEFORE, DAY)
    ),
    "closed without an outcome for a year": RegisterFacts(
        DRAFT, consultation=Span(date(2023, 5, 1), date(2023, 6, 1))
    ),
    "in force before it was signed": RegisterFacts("Quyết định", issued=DAY, in_force_from=BEFORE),
    "expired, then replaced": RegisterFacts(
        "Kế hoạch", issued=date(2020, 1, 1), in_force_to=BEFORE, replaced_by="Kế hoạch số 60/KH-UBND"
    ),
    "a draft that was repealed": RegisterFacts(
        DRAFT, consultation=Span(BEFORE, AFTER), repealed_by="Quyết định số 5/QĐ-UBND"
    ),
    "replaced and repealed": RegisterFacts(
        "Kế hoạch", issued=BEFORE, replaced_by="số 1/KH", repealed_by="số 2/QĐ"
    ),
    "a last day alone": RegisterFacts(DRAFT, consultation=Span(None, DAY)),
    "a first day alone": RegisterFacts(DRAFT, consultation=Span(DAY, None)),
    "signed while it is asked about": RegisterFacts("Kế hoạch", issued=DAY, consultation=Span(BEFORE, AFTER)),
    "a submission with a result": RegisterFacts(
        "Tờ trình", issued=DAY, consultation=Span(BEFORE, BEFORE), result=HEARD
    ),
    "a result on a later day": RegisterFacts(
        DRAFT, consultation=Span(BEFORE, DAY), result=replace(HEARD, published=AFTER)
    ),
    "signed some day, in force some day, expired some day": RegisterFacts(
        "Kế hoạch", issued=BEFORE, in_force_from=DAY, in_force_to=AFTER
    ),
}
BUILDS = [DAY + timedelta(days) for days in (-400, -16, -15, -1, 0, 1, 14, 15, 16, 400)]


@pytest.mark.parametrize("facts", COMBINATIONS.values(), ids=COMBINATIONS)
def test_every_file_tells_the_state_of_every_day(facts: RegisterFacts) -> None:
    """By the build's day and by a later reader's: a file that was written before tells what one of that day would."""
    facts = replace(facts, ways=WAYS)
    for build in BUILDS:
        site = a_site(now=datetime.fromisoformat(f"{build}T08:00:00+07:00"), siteurl="https://vi-du.gov.vn")
        story = a_story("vb", datetime.fromisoformat("2020-01-02T08:00:00+07:00"), register=facts)
        entry, state = register_entry(site, story), state_on(facts, build)
        assert entry
        assert entry.state == state

        (told,) = json.loads(register_json([entry], site))
        assert (told["state"], told["state_text"]) == (state, STATE_NAMES[state])
        (row,) = csv.DictReader(StringIO(register_csv([entry], site).decode("utf-8-sig")))
        assert row["Tình trạng"] == STATE_NAMES[state]
        for reader in (day for day in BUILDS if day >= build):
            phases = [one["state"] for one in told["states"] if one["from"] <= reader.isoformat()]
            assert (phases or [told["state"]])[-1] == state_on(facts, reader)

        asks = bool(list(consultation_event(site, story)))
        assert asks == (state in ASKED and bool(facts.consultation and facts.consultation.opens))
        document = legislation(site, story, ()) or {}
        assert document.get("creativeWorkStatus") == STATE_NAMES[state]
        force = str(document.get("legislationLegalForce", ""))
        assert force.endswith("/InForce") == (state is RegisterState.ISSUED)
        calendar = register_calendar(PLANS, [(story, entry)], site).decode()
        assert ("SUMMARY" in calendar.replace("SUMMARY:Công khai", "")) == is_ever_open(facts)
