"""Make the entries of the search index: what is searched of each listed page, and what a result shows of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plugins.article.facts import Article, RegisterFacts
from plugins.pages.partials import repeats_lead
from plugins.pages.register_entries import register_link
from plugins.pages.site import Site, Story
from plugins.prose.plain_text import headings, plain_text
from plugins.registers.register_parts import PARTS
from plugins.vietnamese.date_texts import in_words, short

STANDING = "trang"
STANDING_NAME = "Trang của cổng"


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """
    One page of the index.

    A result shows ``title``, ``section`` (its name), ``day`` and a part of ``text`` (lines). Words
    count for more in ``title``, ``number`` (of a document, with its kind), ``lead`` and ``topics``;
    ``unshown`` is found as the text is, but not shown. ``place`` and ``year`` are what results
    are narrowed by: the slug of a main section, and digits; "" for none.
    """

    address: str
    title: str
    text: str
    section: str = ""
    day: str = ""
    number: str = ""
    lead: str = ""
    topics: str = ""
    unshown: str = ""
    place: str = ""
    year: str = ""


def searchable_stories(site: Site) -> Iterator[Story]:
    """Yield the articles and standing pages that can be found: those that lists name."""
    yield from (story for story in (*site.stories, *site.standing) if story.listed)


def index_entry(site: Site, story: Story) -> IndexEntry:
    """Return the entry of an article or a standing page."""
    article, html = story.article, story.html
    body = plain_text(html)
    captions = [story.cover.caption] if story.cover and story.cover.caption else []
    section = site.sections.by_path.get(article.section)
    return IndexEntry(
        address=story.address,
        title=article.title,
        text="\n".join([*([] if repeats_lead(story) else [article.summary]), body, *captions]).strip(),
        section=section.title if section else STANDING_NAME,
        day=short(article.date) if article.date else "",
        number=_numbered(article.register),
        lead=article.summary,
        topics="\n".join([*(tag.name for tag in article.tags), headings(html), *_own_days(article)]),
        unshown="\n".join(_unshown(story)),
        place=article.section.partition("/")[0] or STANDING,
        year=str(article.date.year) if article.date else "",
    )


def _numbered(facts: RegisterFacts | None) -> str:
    """Return a document's kind and number, as people name it."""
    return f"{facts.kind} số {facts.number}" if facts and facts.number else ""


def _unshown(story: Story) -> Iterator[str]:
    """Yield what a page is found by beside its title and body."""
    article: Article = story.article
    yield from (person.name for person in article.byline.people)
    if article.byline.organisation:
        yield article.byline.organisation.name
    if article.source:
        yield article.source.name
    yield from (file.name for file in story.files)
    if facts := article.register:
        yield from (facts.kind, facts.issuer, facts.signer, facts.period)


def _own_days(article: Article) -> Iterator[str]:
    """Yield the days of an article and of its document as readers write them: a day is rather that of a page than one that it mentions."""
    issued = article.register.issued if article.register else None
    for day in (article.date, issued):
        if day:
            yield from (short(day), in_words(day))


def register_page_entries(site: Site) -> Iterator[IndexEntry]:
    """Yield the entries of the pages of the register's parts, as far as the portal has them."""
    for part in PARTS:
        if register_link(site.portal, part):
            words = f"{part.found_by}."
            yield IndexEntry(
                part.address, part.title, words, STANDING_NAME, lead=words, topics=part.title, place=STANDING
            )
