"""A document leads to what ended it and to what it ended itself, on its page and in the register, where the portal has it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from small_portals import a_site, a_story

from plugins.article.facts import RegisterFacts
from plugins.lifecycle.outcome import Outcome
from plugins.pages.connected_documents import connected_documents
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


def on_page(site: Site, story: Story) -> RegisterEntry:
    """Return what the article's own page shows of its document."""
    view = next(one for one in all_pages(site) if one.path == f"{story.address}index.html").view
    assert isinstance(view, ArticleView)
    assert view.register
    return view.register


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
