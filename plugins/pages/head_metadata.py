"""Make what <head> says of a page: title, description, Open Graph, Dublin Core and schema.org."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
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


def _dublin_core(pairs: Iterable[tuple[str, Iterable[str]]]) -> tuple[tuple[str, str], ...]:
    """Return Dublin Core fields as TT 24/2011 wants them: none empty, several values parted by ";"."""
    joined = ((name, "; ".join(dict.fromkeys(filter(None, values)))) for name, values in pairs)
    return tuple((f"DC.{name}", content) for name, content in joined if content)


def page_head(
    site: Site,
    address: str,
    title: str,
    description: str,
    *,
    feeds: tuple[Feed, ...] = (),
    robots: str = "",
    changed: datetime | None = None,
    trail: Sequence[Link] = (),
    things: Sequence[Thing] = (),
) -> Head:
    """
    Return the head of a page that is no article.

    ``changed`` is when what it shows last changed, ``trail`` its breadcrumb, itself last; ``things`` is what else
    it says of itself in schema.org's words.
    """
    portal = site.portal
    canonical = site.absolute(addresses.href(portal.root, address)) if site.siteurl else ""
    graph = [
        ("og:type", "website"),
        ("og:site_name", portal.name),
        ("og:locale", _LOCALES["vi"]),
        ("og:title", title),
        ("og:description", description),
        ("og:url", canonical),
        *open_graph_image(site),
    ]
    core = [
        ("title", [title]),
        ("creator", [portal.authority]),
        ("date", [machine_time(changed) if changed else ""]),
        ("description", [description]),
        ("publisher", [portal.authority]),
        ("identifier", [canonical]),
        ("language", [portal.lang]),
    ]
    return Head(
        title=f"{title} – {portal.name}" if title != portal.name else title,
        description=description,
        canonical=canonical,
        robots=robots,
        image=dict(graph).get("og:image", ""),
        open_graph=tuple(pair for pair in graph if pair[1]),
        dublin_core=_dublin_core(core),
        json_ld=json_ld([*things, *breadcrumb_list(site, trail)]),
        feeds=feeds or portal.feeds,
    )


def article_head(
    site: Site, story: Story, section_name: str, trail: Sequence[Link] = (), ends: Sequence[Story] = ()
) -> Head:
    """
    Return the head of an article: Open Graph, Dublin Core (TT 24/2011) and schema.org NewsArticle.

    ``trail`` is the breadcrumb of its section; ``ends`` are the articles of what its document replaces or repeals.
    """
    article = story.article
    head = page_head(site, story.address, article.title, description_cut(article.summary or article.title))
    published = machine_time(article.date or site.now)
    modified = machine_time(article.modified or article.date or site.now)
    names = [creator.name for creator in creators(site, story)]
    picture = open_graph_image(site, story)
    image = dict(picture).get("og:image", "")
    graph = [
        ("og:type", "article"),
        ("og:locale", _LOCALES.get(article.lang, "")),
        *(pair for pair in head.open_graph if not pair[0].startswith(("og:type", "og:locale", "og:image"))),
        *picture,
        ("article:published_time", published),
        ("article:modified_time", modified),
        ("article:section", section_name),
        *(("article:tag", tag.name) for tag in article.tags),
    ]
    core = [
        ("title", [article.title]),
        ("creator", names),
        ("date", [published]),
        ("description", [head.description]),
        ("publisher", [site.portal.authority]),
        ("identifier", [head.canonical]),
        ("language", [article.lang]),
        ("source", [article.source.name if article.source else ""]),
        ("subject", [section_name, *(tag.name for tag in article.tags)]),
        ("type", ["Text"]),
        ("format", ["text/html"]),
    ]
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
    return Head(
        title=head.title,
        description=head.description,
        canonical=head.canonical,
        robots="" if story.listed else "noindex",
        image=image,
        open_graph=tuple(pair for pair in graph if pair[1]),
        dublin_core=_dublin_core(core),
        json_ld=json_ld(
            [
                news,
                *consultation_event(site, story),
                *breadcrumb_list(site, (*trail, own) if trail else ()),
            ]
        ),
        feeds=head.feeds,
    )
