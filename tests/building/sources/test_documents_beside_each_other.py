"""What of documents only the day or another document shows is told: a day of issue to come, a number that two have."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from small_portals import NOW, a_story

from plugins.article.facts import ConsultationResult, RegisterFacts, Span, Status
from plugins.building.sources.cross_article_checks import (
    same_numbers,
    unreported,
    unsigned_yet,
    without_last_day,
)
from plugins.problems import Level

TODAY = NOW.date()
ISSUER = "UBND huyện Thử"


def decision(
    number: str, issued: date | None, issuer: str = ISSUER, kind: str = "Quyết định"
) -> RegisterFacts:
    """Return the facts of a document."""
    return RegisterFacts(kind, number, issued, issuer)


def numbered_alike(*documents: RegisterFacts) -> list[str]:
    """Return the articles that are told of their number."""
    articles = [a_story(f"vb-{place}", register=facts).article for place, facts in enumerate(documents)]
    found = [*same_numbers(articles)]
    assert {one.code for one in found} <= {"trung-so-van-ban"}
    return [one.path for one in found]


def test_two_documents_of_one_office_and_year_with_one_number_are_told() -> None:
    """At the later article, however the number is written."""
    day = date(2024, 3, 5)

    found = numbered_alike(
        decision("12/QĐ-UBND", day),
        decision("012 / QĐ–UBND", date(2024, 5, 6)),
        decision("12/QĐ-UBND", day, ISSUER.upper()),
    )

    assert found == ["content/vb-1.md", "content/vb-2.md"]


@pytest.mark.parametrize(
    "other",
    [
        decision("12/QĐ-UBND", date(2023, 3, 5)),
        decision("12/QĐ-UBND", date(2024, 3, 5), "UBND tỉnh"),
        decision("12/KH-UBND", date(2024, 3, 5)),
        decision("12/QĐ-UBND", None),
        decision("12/QĐ-UBND", date(2024, 3, 5), kind="Dự thảo Quyết định"),
        decision("", date(2024, 3, 5)),
    ],
)
def test_every_office_counts_from_one_every_year(other: RegisterFacts) -> None:
    """What may be another document is not told."""
    assert numbered_alike(decision("12/QĐ-UBND", date(2024, 3, 5)), other) == []


def test_a_day_of_issue_to_come_is_told_until_it_is_there() -> None:
    """Else the document would be issued by itself, signed or not; a draft and a submission never are."""

    def told(facts: RegisterFacts, today: date) -> list[str]:
        return [one.code for one in unsigned_yet([a_story("vb", register=facts).article], today)]

    tomorrow = TODAY + timedelta(1)
    assert told(decision("1/QĐ", tomorrow), TODAY) == ["tinh-trang-van-ban"]
    assert told(decision("1/QĐ", tomorrow), tomorrow) == []
    assert told(decision("1/TTr", tomorrow, kind="Tờ trình"), TODAY) == []


def test_a_result_that_nobody_wrote_is_asked_for_until_something_is_known() -> None:
    """At the last day of the consultation, with all that can be written; not of what is kept back, withdrawn, concluded, issued or ended."""
    closes = date(2012, 3, 1)
    asked = RegisterFacts("Dự thảo", consultation=Span(date(2012, 2, 1), closes))
    article = replace(a_story("du", register=asked).article, lines={"consultation_to": 7})

    (found,) = unreported([article], TODAY)
    assert (found.line, found.code, found.level) == (7, "chua-co-ket-qua-lay-y-kien", Level.WARNING)
    for key in ("Kết quả lấy ý kiến", "Văn bản được ban hành", "Trạng thái: thu hồi", "Lý do thu hồi"):
        assert key in found.message

    assert not [*unreported([article], closes + timedelta(60))]
    assert [*unreported([article], closes + timedelta(61))]
    for status in (Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN):
        assert not [*unreported([replace(article, status=status)], TODAY)]
    for known in (
        replace(asked, result=ConsultationResult(text="Tiếp thu.")),
        replace(asked, kind="Quyết định", issued=date(2012, 12, 1)),
        replace(asked, repealed_by="Công văn 5"),
    ):
        assert not [*unreported([replace(article, register=known)], TODAY)]


def test_a_consultation_without_a_last_day_is_told_as_long_as_nobody_knows_its_end() -> None:
    """At its first day, with the day until which the page asks. Not of what is kept back, withdrawn, concluded, issued or ended."""
    opens = date(2012, 2, 1)
    endless = RegisterFacts("Dự thảo", consultation=Span(opens))
    article = replace(a_story("du", register=endless).article, lines={"consultation_from": 6})

    (found,) = without_last_day([article], opens)
    assert (found.line, found.code, found.level) == (6, "tinh-trang-van-ban", Level.WARNING)
    assert "đang lấy ý kiến" in found.message
    assert "đến hết ngày 31/03/2012" in found.message
    assert "Lấy ý kiến đến: …" in found.message
    (before,) = without_last_day([article], opens - timedelta(1))
    assert "sắp lấy ý kiến" in before.message

    assert [*without_last_day([article], date(2012, 3, 31))] == [found]
    (late,) = without_last_day([article], date(2012, 4, 1))
    assert "Chưa rõ tình trạng" in late.message

    for status in (Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN):
        assert not [*without_last_day([replace(article, status=status)], TODAY)]
    for known in (
        replace(endless, consultation=Span(opens, date(2012, 3, 1))),
        replace(endless, result=ConsultationResult(text="Tiếp thu.", published=date(2012, 4, 5))),
        replace(endless, kind="Quyết định", issued=date(2012, 12, 1)),
        replace(endless, repealed_by="Công văn 5"),
    ):
        assert not [*without_last_day([replace(article, register=known)], TODAY)]


def test_a_day_of_issue_before_the_article_is_public_is_not_told() -> None:
    """An article that waits for the days after the signing tells of them as they will be."""
    issued, in_three_days = TODAY + timedelta(2), NOW + timedelta(3)
    for moment, told in ((in_three_days, []), (NOW + timedelta(1), ["content/vb.md"])):
        article = a_story("vb", moment, register=decision("1/QĐ", issued)).article
        assert [one.path for one in unsigned_yet([article], TODAY)] == told
