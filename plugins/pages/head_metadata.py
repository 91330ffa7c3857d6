"""Make what <head> says of a page: title, description, Open Graph, Dublin Core and schema.org."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

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
    canonical = _canonical(site, page.address)
    language = page.lang or portal.lang
    picture = open_graph_image(site)
    graph = [
        ("og:type", "website"),
        ("og:site_name", portal.name),
        ("og:locale", _LOCALES.get(language, "")),
        ("og:title", page.title),
        ("og:description", page.description),
        ("og:url", canonical),
        *picture,
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
        title=_window_title(site, page.title),
        description=page.description,
        canonical=canonical,
        robots=page.robots,
        image=dict(picture).get("og:image", ""),
        open_graph=tuple(pair for pair in graph if pair[1]),
        dublin_core=_dublin_core(core),
        json_ld=json_ld([*page.things, *breadcrumb_list(site, page.trail)]),
        feeds=page.feeds or portal.feeds,
    )


def _window_title(site: Site, title: str) -> str:
    """Return what a browser's window is called that shows a page: its title and the portal's name, once where they are the same."""
    return f"{title} – {site.portal.name}" if title != site.portal.name else title


def _canonical(site: Site, address: str) -> str:
    """Return an address as seen from outside, "" while the site has none."""
    return site.url(address) if site.siteurl else ""


def article_head(
    site: Site, story: Story, section_name: str, trail: Sequence[Link] = (), ends: Sequence[Story] = ()
) -> Head:
    """
    Return the head of an article: Open Graph, Dublin Core (TT 24/2011) and schema.org NewsArticle.

    ``trail`` is the breadcrumb of its section; ``ends`` are the articles of what its document replaces or repeals.
    """
    article = story.article
    description = description_cut(article.summary or article.title)
    canonical = _canonical(site, story.address)
    picture = open_graph_image(site, story)
    image = dict(picture).get("og:image", "")
    moments = _moments(site, story)
    news = news_article(
        site,
        story,
        headline=description_cut(article.title, HEADLINE_LENGTH),
        description=description,
        datePublished=moments.published,
        dateModified=moments.modified,
        articleSection=section_name,
        mainEntityOfPage=canonical or None,
        image=[image] if image else None,
        about=legislation(site, story, ends),
    )
    own = Link(article.title, site.href(story.address))
    graph = (
        ("og:type", "article"),
        ("og:locale", _LOCALES.get(article.lang, "")),
        ("og:site_name", site.portal.name),
        ("og:title", article.title),
        ("og:description", description),
        ("og:url", canonical),
        *picture,
        ("article:published_time", moments.published),
        ("article:modified_time", moments.modified),
        ("article:section", section_name),
        *(("article:tag", tag.name) for tag in article.tags),
    )
    core = (
        ("title", [article.title]),
        ("creator", [creator.name for creator in creators(site, story)]),
        ("date", [moments.published]),
        ("description", [description]),
        ("publisher", [site.portal.authority]),
        ("identifier", [canonical]),
        ("language", [article.lang]),
        ("source", [article.source.name if article.source else ""]),
        ("subject", [section_name, *(tag.name for tag in article.tags)]),
        ("type", ["Text"]),
        ("format", ["text/html"]),
    )
    return Head(
        title=_window_title(site, article.title),
        description=description,
        canonical=canonical,
        robots="" if story.listed else "noindex",
        image=image,
        open_graph=tuple(pair for pair in graph if pair[1]),
        dublin_core=_dublin_core(core),
        json_ld=json_ld(
            [news, *consultation_event(site, story), *breadcrumb_list(site, (*trail, own) if trail else ())]
        ),
        feeds=site.portal.feeds,
    )


class _Moments(NamedTuple):
    """When an article was published, and last modified, as machines read it."""

    published: str
    modified: str


def _moments(site: Site, story: Story) -> _Moments:
    article = story.article
    published, modified = article.date or site.now, article.modified or article.date or site.now
    return _Moments(machine_time(published), machine_time(modified))
