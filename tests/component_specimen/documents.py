"""The documents of the examples, one in every state of a document's life; made as a build makes them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from small_portals import a_site, a_story

from component_specimen.words import (
    ADDRESS,
    ENGLISH,
    EXTREME,
    FILES,
    LONG,
    LONG_NUMBER,
    MAIL,
    NUMBER,
    SENTENCES,
    SHORT,
    USUAL,
    WORD,
)
from plugins.article.facts import ConsultationResult, RegisterFacts, ResponseWays, Span
from plugins.pages.consultation import consultation
from plugins.pages.consultation_views import ConsultationView
from plugins.pages.register_entries import register_entry
from plugins.pages.register_view import RegisterEntry
from plugins.pages.site import Site, Story

DRAFT = "Dự thảo"
EVERY_WAY = ResponseWays(
    *("Phòng Tài nguyên và Môi trường", MAIL, f"Số 1, khu phố {WORD}, thị trấn Vi Dụ", "0237 3833 123"),
    ADDRESS,
)


class Documents:
    """The documents as they stand on a day."""

    def __init__(self, today: date) -> None:
        self._site: Site = a_site(now=datetime.fromisoformat(f"{today}T08:00:00+07:00"))
        self._today = today

    def day(self, days: int) -> date:
        """Return the day so many days from today."""
        return self._today + timedelta(days)

    def entry(
        self, title: str, facts: RegisterFacts, *, files: bool = False, lang: str = ""
    ) -> RegisterEntry:
        """Return a document's line in the register."""
        story = replace(self._story(title, facts, lang), files=FILES if files else ())
        found = register_entry(self._site, story)
        assert found
        return found

    def _story(self, title: str, facts: RegisterFacts, lang: str = "") -> Story:
        story = a_story("van-ban", self._site.now, "quy-hoach", title=title, register=facts)
        return replace(story, article=replace(story.article, lang=lang or story.article.lang))

    def told(self, facts: RegisterFacts) -> ConsultationView:
        """Return what the page of a plan shows of its consultation."""
        story = self._story(USUAL, facts)
        known: tuple[Story, ...] = ()
        if facts.result and facts.result.decision:
            issued = facts.result.decided or self.day(-1)
            decision = self._story(LONG, RegisterFacts("Quyết định", LONG_NUMBER, issued), "en")
            known = (replace(decision, address="quy-hoach/2024/quyet-dinh/"),)
            story = replace(story, report=FILES[2], decision=known[0].address)
        found = consultation(self._site, story, known)
        assert found
        return found

    def open(self) -> tuple[RegisterEntry, ...]:
        """Return consultations that are open: with weeks left, on the last day, without a known end."""
        return (
            self.entry(USUAL, RegisterFacts(DRAFT, consultation=Span(self.day(-9), self.day(20)))),
            self.entry(SHORT, RegisterFacts(DRAFT, consultation=Span(None, self._today))),
            self.entry(EXTREME, RegisterFacts(DRAFT, consultation=Span(self.day(-3)))),
            self.entry(LONG, RegisterFacts(DRAFT, consultation=Span(self.day(-3), self.day(1826)))),
        )

    def upcoming(self) -> tuple[RegisterEntry, ...]:
        """Return consultations that are to come."""
        soon, later = Span(self.day(1), self.day(31)), Span(self.day(300), self.day(330))
        return (
            self.entry(ENGLISH, RegisterFacts(DRAFT, consultation=soon), lang="en"),
            self.entry(LONG, RegisterFacts(DRAFT, consultation=later)),
        )

    def over(self) -> tuple[RegisterEntry, ...]:
        """Return drafts that nobody is asked about any more, or not yet."""
        past = Span(self.day(-40), self.day(-10))
        heard = ConsultationResult(1208, SENTENCES)
        return (
            self.entry(USUAL, RegisterFacts(DRAFT, consultation=past)),
            self.entry(SHORT, RegisterFacts(DRAFT, consultation=past, result=heard)),
            self.entry(
                SHORT, RegisterFacts(DRAFT, consultation=past, disclosure=Span(self.day(-5), self.day(25)))
            ),
            self.entry(SHORT, RegisterFacts(DRAFT)),
            self.entry(LONG, RegisterFacts(DRAFT, consultation=Span(self.day(-400), self.day(-300)))),
            self.entry(
                USUAL, RegisterFacts("Kế hoạch", LONG_NUMBER, self.day(4000), in_force_from=self.day(4010))
            ),
            self.entry(USUAL, RegisterFacts("Tờ trình", NUMBER, self.day(-5), WORD)),
            self.entry(
                *(LONG, RegisterFacts("Đồ án", period="2021–2030", disclosure=Span(None, self.day(25)))),
                files=True,
            ),
            self.entry(EXTREME, RegisterFacts("Quy hoạch", field=WORD, area=WORD)),
        )

    def issued(self) -> tuple[RegisterEntry, ...]:
        """Return documents that were issued: in force, not yet, no more."""
        plain = RegisterFacts("Quyết định", NUMBER, self.day(-100), "Ủy ban nhân dân huyện Vi Dụ")
        rich = replace(
            plain,
            number=LONG_NUMBER,
            issuer=f"{LONG}, {WORD}",
            period="2021–2030, tầm nhìn đến năm 2045",
            field=f"Đất đai, {WORD}",
            area=LONG,
            consultation=Span(self.day(-300), self.day(-270)),
            disclosure=Span(self.day(-200), self.day(-170)),
        )
        return (
            self.entry(USUAL, plain),
            self.entry(SHORT, RegisterFacts("Kế hoạch", issued=self.day(-3))),
            self.entry(EXTREME, replace(rich, in_force_from=self.day(30)), files=True),
            self.entry(LONG, replace(rich, in_force_from=self.day(-90), in_force_to=self.day(-10))),
            self.entry(USUAL, replace(plain, replaced_by=f"{LONG_NUMBER} ({LONG})")),
            self.entry(ENGLISH, replace(plain, repealed_by=LONG_NUMBER), lang="en"),
        )

    def all(self) -> tuple[RegisterEntry, ...]:
        """Return one document in each state, and more."""
        return (*self.open(), *self.upcoming(), *self.over(), *self.issued())
