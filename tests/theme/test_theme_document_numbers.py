"""The number of a document stays on one line, wherever a page shows it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup, NavigableString

from plugins.pages.render import template_environment
from plugins.vietnamese.typography.html import DOCUMENT_NUMBER

UNSEEN = frozenset({"script", "style", "template", "code", "pre", "option"})


def numbers_that_may_break(page: str) -> Iterator[str]:
    """Yield the texts of a page with a document number that no element keeps on one line."""
    body = BeautifulSoup(page, "html.parser").body
    for text in body.find_all(string=True) if body else ():
        assert isinstance(text, NavigableString)
        names = {str(parent.name) for parent in text.parents}
        if DOCUMENT_NUMBER.search(text) and not names & UNSEEN and not text.find_parent(class_="nb"):
            yield text.strip()


def test_no_document_number_breaks_on_any_page(specimen: Path) -> None:
    """In titles, leads, cards, registers, links to neighbours, captions, tags and texts alike."""
    pages = {str(path.relative_to(specimen)): path.read_text("utf-8") for path in specimen.rglob("*.html")}
    broken = {path: found for path, page in pages.items() if (found := list(numbers_that_may_break(page)))}

    assert sum(page.count('<span class="nb">153/QĐ-TTg') for page in pages.values()) > 3
    assert broken == {}


def test_no_name_breaks_in_the_title_of_a_page(specimen: Path) -> None:
    """Lines that are balanced end in the middle of a name as well."""
    titles = [
        title
        for path in specimen.rglob("*.html")
        for title in BeautifulSoup(path.read_text("utf-8"), "html.parser").select("h1, .lead-story__title")
        if "Thọ Xuân" in title.get_text() and "visually-hidden" not in title.get("class", ())
    ]

    assert len(titles) > 10
    assert [
        title for title in titles if not any("Thọ Xuân" in one.get_text() for one in title.select(".nb"))
    ] == []


def test_no_span_of_years_breaks_in_a_title(specimen: Path) -> None:
    """After its dash a line would end, with one year alone in the next; what is no such span stays as it is."""
    shown = template_environment(specimen).filters["whole_numbers"]
    titles = [
        title
        for path in specimen.rglob("*.html")
        for title in BeautifulSoup(path.read_text("utf-8"), "html.parser").select(
            "h1, .neighbours__link, .headlines__title"
        )
        if "2021–2030" in title.get_text()
    ]

    assert len(titles) > 3
    assert [
        title for title in titles if not any("2021–2030" in one.get_text() for one in title.select(".nb"))
    ] == []
    assert shown("A < B, 12/QĐ-UBND, 2021–2030") == (
        'A &lt; B, <span class="nb">12/QĐ-UBND,</span> <span class="nb">2021–2030</span>'
    )
    assert shown("1–2; 12/2021–2030; Chiến lược – Quy hoạch") == "1–2; 12/2021–2030; Chiến lược – Quy hoạch"
