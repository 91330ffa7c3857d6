"""Make what <head> says of a page: title, description, Open Graph, Dublin Core and schema.org."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from plugins.pages import addresses
from plugins.pages.consultation_event import consultation_event
from plugins.pages.creators import creators
from plugins.pages.legislation import legislation
from plugins.pages.open_graph_image import open_graph_image
from plugins.pages.site import Site, Story
from plugins.pages.structured_data import Thing, breadcrumb_list, json_ld, machine_time, news_article
from plugins.pages.view_parts import Link
from plugins.pages.views import Feed, Head

DESCRIPTION_LENGTH, HEADLINE_LENGTH = 160, 110
# Open Graph names a language with its country; one that is not here goes without.
_LOCALES = {"vi": "vi_VN", "en": "en_US"}


@lru_cache(maxsize=1 << 12)
def description_cut(text: str, limit: int = DESCRIPTION_LENGTH) -> str:
    """
    Return a text cut after a sentence, a clause or a word, never inside a number.

    >>> description_cut("Toàn huyện có 40.000 hội viên. Năm sau sẽ hơn.", 36)
    'Toàn huyện có 40.000 hội viên.'
    >>> description_cut("Toàn huyện đã trồng được rất nhiều cây xanh", 30)
    'Toàn huyện đã trồng được rất…'
    """
    if len(text) <= limit:
        return text
    cut = text[: limit + 1]
    sentence = max((found.end() for found in re.finditer(r"[.!?…](?=\s)", cut)), default=0)
    if sentence >= limit // 2:
        return cut[:sentence]
    # The sign of the cut counts too; a word is whole where a space follows it.
    whole = re.match(r".*(?=\s)", text[:limit], re.S)
    words = whole[0] if whole else text[: limit - 1]
    return re.sub(r"[\s,;:–-]+$", "", words) + "…"


def last_modified(stories: Iterable[Story]) -> datetime | None:
    """Return the instant of the last change of any of these articles, None if none has a date."""
    moments = [story.article.modified or story.article.date for story in stories]
    return max(filter(None, moments), default=None)


def last_modified_of_list(stories: Iterable[Story]) -> datetime | None:
    """Return what ``last_modified`` does, of articles that stand the newest first: few were changed, and of the others the first is the newest."""
    newest: datetime | None = None
    changed: list[datetime] = []
    for story in stories:
        if moment := story.article.modified:
            changed.append(moment)
        elif newest is None:
            newest = story.article.date
    return max(filter(None, (newest, *changed)), default=None)


def _dublin_core(pairs: Iterable[tuple[str, Iterable[str]]]) -> tuple[tuple[str, str], ...]:
    """Return Dublin Core fields as TT 24/2011 wants them: none empty, several values parted by ";"."""
    joined = ((name, "; ".join(dict.fromkeys(filter(None, values)))) for name, values in pairs)
    return tuple((f"DC.{name}", content) for name, content in joined if content)


@dataclass(frozen=True, slots=True)
class HeadFacts:
    """
    What the head of a page that is no article is made from.

    ``changed`` is when what it shows last changed, ``trail`` its breadcrumb, itself last; ``things`` is what else
    it says of itself in schema.org's words; ``lang`` is its language where it has another than the portal. Without
    ``feeds`` it names those of the portal.
    """

    address: str
    title: str
    description: str
    feeds: tuple[Feed, ...] = ()
    robots: str = ""
    changed: datetime | None = None
    trail: Sequence[Link] = ()
    things: Sequence[Thing] = ()
    lang: str = ""


def page_head(site: Site, page: HeadFacts) -> Head:
    """Return the head of a page that is no article."""
    portal = site.portal
    canonical = site.absolute(addresses.href(portal.root, page.address)) if site.siteurl else ""
    language = page.lang or portal.lang
    graph = [
        ("og:type", "website"),
        ("og:site_name", portal.name),
        ("og:locale", _LOCALES.get(language, "")),
        ("og:title", page.title),
        ("og:description", page.description),
        ("og:url", canonical),
        *open_graph_image(site),
    ]
    core = [
        ("title", [page.title]),
        ("creator", [portal.authority]),
        ("date", [machine_time(page.changed) if page.changed else ""]),
        ("description", [page.description]),
        ("publisher", [portal.authority]),
        ("identifier", [canonical]),
        ("language", [language]),
    ]
    return Head(
        title=f"{page.title} – {portal.name}" if page.title != portal.name else page.title,
        description=page.description,
        canonical=canonical,
        robots=page.robots,
        image=dict(graph).get("og:image", ""),
        open_graph=tuple(pair for pair in graph if pair[1]),
        dublin_core=_dublin_core(core),
        json_ld=json_ld([*page.things, *breadcrumb_list(site, page.trail)]),
        feeds=page.feeds or portal.feeds,
    )


def article_head(
    site: Site, story: Story, section_name: str, trail: Sequence[Link] = (), ends: Sequence[Story] = ()
) -> Head:
    """
    Return the head of an article: Open Graph, Dublin Core (TT 24/2011) and schema.org NewsArticle.

    ``trail`` is the breadcrumb of its section; ``ends`` are the articles of what its document replaces or repeals.
    """
    article = story.article
    summary = description_cut(article.summary or article.title)
    head = page_head(site, HeadFacts(story.address, article.title, summary))
    picture = open_graph_image(site, story)
    image = dict(picture).get("og:image", "")
    published, modified = _moments(site, story)
    news = news_article(
        site,
        story,
        headline=description_cut(article.title, HEADLINE_LENGTH),
        description=head.description,
        datePublished=published,
        dateModified=modified,
        articleSection=section_name,
        mainEntityOfPage=head.canonical or None,
        image=[image] if image else None,
        about=legislation(site, story, ends),
    )
    own = Link(article.title, site.href(story.address))
    graph = (*_shared_graph(head, article.lang), *picture, *_article_graph(site, story, section_name))
    return Head(
        title=head.title,
        description=head.description,
        canonical=head.canonical,
        robots="" if story.listed else "noindex",
        image=image,
        open_graph=tuple(pair for pair in graph if pair[1]),
        dublin_core=_dublin_core(_article_core(site, story, section_name, head)),
        json_ld=json_ld(
            [news, *consultation_event(site, story), *breadcrumb_list(site, (*trail, own) if trail else ())]
        ),
        feeds=head.feeds,
    )


def _moments(site: Site, story: Story) -> tuple[str, str]:
    """Return when an article was published, and last modified, as machines read it."""
    article = story.article
    published, modified = article.date or site.now, article.modified or article.date or site.now
    return machine_time(published), machine_time(modified)


def _shared_graph(head: Head, lang: str) -> Iterator[tuple[str, str]]:
    """Yield what an article has of Open Graph as every page has it, with its own kind and language."""
    yield "og:type", "article"
    yield "og:locale", _LOCALES.get(lang, "")
    yield from (
        pair for pair in head.open_graph if not pair[0].startswith(("og:type", "og:locale", "og:image"))
    )


def _article_graph(site: Site, story: Story, section_name: str) -> Iterator[tuple[str, str]]:
    """Yield what only articles have of Open Graph."""
    published, modified = _moments(site, story)
    yield "article:published_time", published
    yield "article:modified_time", modified
    yield "article:section", section_name
    yield from (("article:tag", tag.name) for tag in story.article.tags)


def _article_core(
    site: Site, story: Story, section_name: str, head: Head
) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield the fields of Dublin Core of an article."""
    article = story.article
    yield "title", [article.title]
    yield "creator", [creator.name for creator in creators(site, story)]
    yield "date", [_moments(site, story)[0]]
    yield "description", [head.description]
    yield "publisher", [site.portal.authority]
    yield "identifier", [head.canonical]
    yield "language", [article.lang]
    yield "source", [article.source.name if article.source else ""]
    yield "subject", [section_name, *(tag.name for tag in article.tags)]
    yield "type", ["Text"]
    yield "format", ["text/html"]
