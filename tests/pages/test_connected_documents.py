"""A document leads to what ended it and to what it ended itself, on its page and in the register, where the portal has it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from small_portals import a_site, a_story

from plugins.article.facts import ConsultationResult, FileReference, RegisterFacts, Span
from plugins.lifecycle.outcome import Outcome
from plugins.pages.connected_documents import connected_documents, with_ends
from plugins.pages.page_kinds import all_pages
from plugins.pages.register_view import RegisterEntry
from plugins.pages.site import Site, Story
from plugins.pages.views import ArticleView, RegisterView

NEW = RegisterFacts("Quyết định", "12/QĐ-UBND", date(2024, 3, 5))
OLD = RegisterFacts("Quyết định", "3/QĐ-UBND", date(2020, 5, 4), replaced_by="Quyết định số 12/QĐ-UBND")


def a_document(
    slug: str, facts: RegisterFacts, outcome: Outcome = Outcome.PUBLISHED, lang: str = "vi"
) -> Story:
    """Return the article of a document."""
    return a_story(slug, section="quy-hoach", outcome=outcome, register=facts, lang=lang)


def article_view(site: Site, story: Story) -> ArticleView:
    """Return what the article's own page shows."""
    view = next(one for one in all_pages(site) if one.path == f"{story.address}index.html").view
    assert isinstance(view, ArticleView)
    return view


def on_page(site: Site, story: Story) -> RegisterEntry:
    """Return what the article's own page shows of its document."""
    register = article_view(site, story).register
    assert register
    return register


def in_register(site: Site, story: Story) -> RegisterEntry:
    """Return the line of the register."""
    views = [one.view for one in all_pages(site)]
    entries = [entry for view in views if isinstance(view, RegisterView) for entry in view.entries]
    return next(entry for entry in entries if entry.href == f"/{story.address}")


def test_both_sides_lead_to_each_other() -> None:
    """On both articles' pages, and in both lines of the register."""
    old, new = a_document("cu", OLD), a_document("moi", NEW)
    site = a_site(old, new)
    for shown in (on_page, in_register):
        found = shown(site, old).connected.replaced_by
        assert [(one.name, one.href) for one in found] == [("Quyết định số 12/QĐ-UBND", f"/{new.address}")]
        assert [one.href for one in shown(site, new).connected.replaces] == [f"/{old.address}"]
        assert not shown(site, new).connected.replaced_by


def test_the_repealed_and_the_repealing_lead_to_each_other_too() -> None:
    """With words of their own."""
    old, new = (
        a_document("cu", replace(OLD, replaced_by="", repealed_by=OLD.replaced_by)),
        a_document("moi", NEW),
    )
    site = a_site(old, new)
    assert [one.href for one in on_page(site, old).connected.repealed_by] == [f"/{new.address}"]
    assert [one.href for one in on_page(site, new).connected.repeals] == [f"/{old.address}"]
    assert not on_page(site, new).connected.replaces


def test_what_no_list_names_is_led_to_by_nobody() -> None:
    """A hidden or withdrawn article may lead to others; nobody leads to it."""
    for outcome in (Outcome.HIDDEN, Outcome.WITHDRAWN):
        old, new = a_document("cu", OLD), a_document("moi", NEW)
        hidden = replace(new, outcome=outcome)
        assert connected_documents(a_site(old, hidden)) == {}
        hidden = replace(old, outcome=outcome)
        found = connected_documents(a_site(hidden, new))
        assert [*found] == [old.address]


def test_a_translation_is_no_second_document() -> None:
    """It leads where the original leads, and is led to from there."""
    old, new = a_document("cu", OLD), a_document("moi", NEW)
    english = a_document("moi-en", NEW, lang="en")
    found = connected_documents(a_site(old, new, english))
    assert found[old.address].replaced_by == (new,)


def test_a_page_depends_on_all_that_its_document_is_connected_with() -> None:
    """So that a build makes it again when one of them changes in lists."""
    old, new = a_document("cu", OLD), a_document("moi", NEW)
    pages = {one.path: one for one in all_pages(a_site(old, new))}
    assert new in pages[f"{old.address}index.html"].listed
    assert old in pages[f"{new.address}index.html"].listed


def test_words_lead_to_a_document_only_if_they_name_it_alone() -> None:
    """Beside another number, which the portal has not, the link is that document's own name."""
    for words, leads in (
        ("Quyết định số 12/QĐ-UBND ngày 05/3/2024", True),
        ("Quyết định số 12/QĐ-UBND và Nghị quyết số 58-NQ/TW", False),
    ):
        old, new = a_document("cu", replace(OLD, replaced_by=words)), a_document("moi", NEW)
        shown = on_page(a_site(old, new), old).connected
        assert [one.href for one in shown.replaced_by] == [f"/{new.address}"]
        assert shown.replaced_by_href == (f"/{new.address}" if leads else "")


SAYS = replace(NEW, number="12/QĐ-UBND", replaces="Quyết định số 3/QĐ-UBND ngày 04/5/2020")
SILENT = replace(OLD, replaced_by="")


def test_what_replaces_a_document_may_tell_so_alone() -> None:
    """Both pages and both lines lead to each other, as if the old one said it too; who says it twice says it once."""
    for old_facts in (SILENT, OLD):
        old, new = a_document("cu", old_facts), a_document("moi", SAYS)
        site = with_ends(a_site(old, new))
        for shown in (on_page, in_register):
            assert [one.href for one in shown(site, old).connected.replaced_by] == [f"/{new.address}"]
            assert shown(site, old).replaced_by.startswith("Quyết định số 12/QĐ-UBND")
            assert shown(site, old).state == "replaced"
            assert [one.href for one in shown(site, new).connected.replaces] == [f"/{old.address}"]
            assert shown(site, new).connected.replaces_href == f"/{old.address}"


@pytest.mark.parametrize(
    ("today", "state"),
    [
        ("2024-03-05", "issued"),
        ("2024-04-14", "issued"),
        ("2024-04-15", "replaced"),
        ("2026-01-01", "replaced"),
    ],
)
def test_the_old_one_is_in_force_until_the_new_one_is(today: str, state: str) -> None:
    """Not from the day on which the new one was signed."""
    old, new = a_document("cu", SILENT), a_document("moi", replace(SAYS, in_force_from=date(2024, 4, 15)))
    site = with_ends(a_site(old, new, now=datetime.fromisoformat(f"{today}T08:00:00+07:00")))
    assert in_register(site, old).state == state


@pytest.mark.parametrize(("today", "ends_on"), [("2024-04-14", "2024-04-15"), ("2024-04-15", None)])
@pytest.mark.parametrize(
    "said", [{"replaced_by": OLD.replaced_by}, {"replaced_by": "", "repealed_by": OLD.replaced_by}]
)
def test_an_end_without_a_day_comes_when_what_ended_it_is_in_force(
    said: dict[str, str], today: str, ends_on: str | None
) -> None:
    """Whichever of the two tells of it; until then both pages name the day, so that nothing is said to be so before it is."""
    old = a_document("cu", replace(OLD, **said))
    new = a_document("moi", replace(SAYS, in_force_from=date(2024, 4, 15)))
    site = with_ends(a_site(old, new, now=datetime.fromisoformat(f"{today}T08:00:00+07:00")))
    for shown in (on_page, in_register):
        first, second = shown(site, old), shown(site, new)
        assert (first.state == "issued") == bool(ends_on)
        assert (first.ends_on.iso if first.ends_on else None) == ends_on
        assert (second.begins_on.iso if second.begins_on else None) == ends_on


def test_what_is_not_public_or_not_signed_replaces_nothing() -> None:
    """Nor does what was signed before the old one, or another document of that number."""
    hidden = a_document("moi", SAYS, Outcome.HIDDEN)
    draft = a_document("moi", replace(SAYS, kind="Dự thảo Quyết định"))
    early = a_document("moi", replace(SAYS, issued=date(2019, 1, 2)))
    other = a_document("moi", replace(SAYS, replaces="Quyết định số 3/QĐ-UBND ngày 05/5/2020"))
    foreign = a_document("moi", SAYS, lang="en")
    for new in (hidden, draft, early, other, foreign):
        old = a_document("cu", SILENT)
        site = with_ends(a_site(old, new))
        assert in_register(site, old).state == "issued"
        assert not in_register(site, old).connected.replaced_by


def test_what_an_article_says_of_its_own_end_goes_before() -> None:
    """Its words and its days stay."""
    said = replace(SILENT, repealed_by="Nghị quyết số 9/NQ-HĐND", in_force_to=date(2023, 1, 1))
    old, new = a_document("cu", said), a_document("moi", SAYS)
    assert {one.article.register for one in with_ends(a_site(old, new)).stories} == {said, SAYS}
    assert in_register(with_ends(a_site(old, new)), old).state == "repealed"


def test_one_may_replace_several() -> None:
    """Its words name both, and lead to each by name."""
    first, second = SILENT, replace(SILENT, number="4/QĐ-UBND")
    words = "Quyết định số 3/QĐ-UBND và Quyết định số 4/QĐ-UBND"
    new = a_document("moi", replace(SAYS, replaces=words))
    site = with_ends(a_site(a_document("mot", first), a_document("hai", second), new))
    shown = on_page(site, new)
    assert (shown.replaces, shown.connected.replaces_href) == (words, "")
    assert sorted(one.number for one in shown.connected.replaces) == ["3/QĐ-UBND", "4/QĐ-UBND"]


def test_an_article_shows_the_documents_that_it_points_at() -> None:
    """With all that is known of each; its page is made again with them; nobody points at what no list names."""
    new, hidden = a_document("moi", NEW), a_document("an", replace(NEW, number="9/QĐ-UBND"), Outcome.HIDDEN)
    words = tuple(FileReference(text, 5) for text in ("Quyết định số 12/QĐ-UBND", "9/QĐ-UBND", "moi.md"))
    news = a_story("tin", documents=words)
    page = next(
        one for one in all_pages(a_site(new, hidden, news)) if one.path == f"{news.address}index.html"
    )
    assert isinstance(page.view, ArticleView)
    assert [(one.number, one.href) for one in page.view.documents] == [("12/QĐ-UBND", f"/{new.address}")]
    assert new in page.listed


def test_a_document_shows_itself_once() -> None:
    """An article that points at its own document has it in its facts."""
    new = a_document("moi", NEW)
    own = replace(new, article=replace(new.article, documents=(FileReference("12/QĐ-UBND", 5),)))
    page = next(one for one in all_pages(a_site(own)) if one.path == f"{own.address}index.html")
    assert isinstance(page.view, ArticleView)
    assert page.view.documents == ()


PLANNED = RegisterFacts("Quyết định", "9/QĐ-UBND", date(2024, 7, 15))
OVER = RegisterFacts("Dự thảo", consultation=Span(date(2024, 5, 1), date(2024, 5, 30)))
NAMED = FileReference("moi.md", 1)


@pytest.mark.parametrize(
    ("today", "state", "planned", "waits"),
    [
        ("2024-06-20", "closed", "2024-07-15", "Các ý kiến được tổng hợp, kết quả công bố tại trang này."),
        ("2024-07-14", "closed", "2024-07-15", "Các ý kiến được tổng hợp, kết quả công bố tại trang này."),
        ("2024-07-15", "concluded", "", ""),
    ],
)
def test_a_draft_has_become_a_document_once_that_is_issued(
    today: str, state: str, planned: str, waits: str
) -> None:
    """What is planned is no outcome yet: not on the page, nor in the files; how many wrote is told, and what is planned as a plan."""
    new = a_document("moi", PLANNED)
    told = replace(OVER, result=ConsultationResult(7, decision=NAMED))
    old = replace(a_document("cu", told), decision=new.address)
    site = with_ends(a_site(old, new, now=datetime.fromisoformat(f"{today}T08:00:00+07:00")))
    line, view = in_register(site, old), article_view(site, old)

    assert (line.state, bool(line.decision)) == (state, not planned)
    assert view.consultation
    result = view.consultation.result
    assert result
    assert result.opinions == "7"
    assert result.decision
    assert (result.planned.iso if result.planned else "") == planned
    assert (result.waits.before if result.waits else "").endswith(waits)
    assert not result.waits or result.waits.after.endswith("Văn bản đã được ban hành.")
    said = [step.text for step in view.consultation.steps]
    assert ("Công bố kết quả lấy ý kiến" in said) == (not planned)


def test_what_was_heard_is_told_before_the_document_is_issued() -> None:
    """With the document that is planned, as a plan."""
    new = a_document("moi", PLANNED)
    told = replace(OVER, result=ConsultationResult(text="Tiếp thu.", decision=NAMED))
    old = replace(a_document("cu", told), decision=new.address)
    site = with_ends(a_site(old, new))
    result = (view := article_view(site, old).consultation) and view.result

    assert (in_register(site, old).state, in_register(site, old).decision) == ("concluded", "")
    assert result
    assert (result.text, result.waits, bool(result.planned)) == ("Tiếp thu.", None, True)


@pytest.mark.parametrize("kind", ["Dự thảo", "Đồ án", "Tờ trình"])
def test_a_draft_becomes_no_other_draft(kind: str) -> None:
    """What is never issued is no issued document, whatever its editor names it; both tell one story all the same."""
    new = a_document("moi", RegisterFacts(kind, issued=date(2024, 6, 1)))
    old = replace(
        a_document("cu", replace(OVER, result=ConsultationResult(decision=NAMED))), decision=new.address
    )
    site = with_ends(a_site(old, new))
    view = article_view(site, old).consultation

    assert (in_register(site, old).state, in_register(site, old).decision) == ("closed", "")
    assert view
    assert view.result
    assert (view.result.decision, view.result.waits is None) == (None, False)
    assert [one.address for one in connected_documents(site)[old.address].plan] == [new.address]
