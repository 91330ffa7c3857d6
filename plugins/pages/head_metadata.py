"""Make what <head> says of a page: title, description, Open Graph, Dublin Core and schema.org."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from plugins.pages import addresses
from plugins.pages.legislation import legislation
from plugins.pages.open_graph_image import open_graph_image
from plugins.pages.site import Site, Story
from plugins.pages.views import Feed, Head

DESCRIPTION_LENGTH, HEADLINE_LENGTH = 160, 110
# Open Graph names a language with its country; one that is not here goes without.
_LOCALES = {"vi": "vi_VN", "en": "en_US"}


@lru_cache(maxsize=1 << 12)
def shortened(text: str, limit: int = DESCRIPTION_LENGTH) -> str:
    """
    Return a text cut after a sentence, a clause or a word, never inside a number.

    >>> shortened("Toàn huyện có 40.000 hội viên. Năm sau sẽ hơn.", 36)
    'Toàn huyện có 40.000 hội viên.'
    >>> shortened("Toàn huyện đã trồng được rất nhiều cây xanh", 30)
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


def _script_safe(data: object) -> str:
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


@dataclass(frozen=True, slots=True)
class Creator:
    """The creator of a page: a schema.org type, a name, the address of a page about them or ""."""

    kind: str
    name: str
    href: str = ""


def creators(site: Site, story: Story) -> tuple[Creator, ...]:
    """Return the creators of an article: its writers, else their office, else the unit whose portal it is."""
    byline, root = story.article.byline, site.portal.root

    def href(base: str, slug: str) -> str:
        # The pages of writers and offices name only what lists name.
        return addresses.href(root, f"{base}{slug}/") if story.listed and story.article.section else ""

    people = tuple(
        Creator("Person", person.name, href(addresses.AUTHORS, person.slug)) for person in byline.people
    )
    if people:
        return people
    if byline.organisation:
        office = byline.organisation
        return (Creator("Organization", office.name, href(addresses.ORGANISATIONS, office.slug)),)
    return (Creator("GovernmentOrganization", site.portal.unit, site.portal.home),)


def last_modified(stories: Iterable[Story]) -> datetime | None:
    """Return the instant of the last change of any of these articles, None if none has a date."""
    moments = (story.article.modified or story.article.date for story in stories)
    return max((moment for moment in moments if moment), default=None)


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
) -> Head:
    """Return the head of a page that is no article; ``changed`` is when what it shows last changed."""
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
        ("creator", [portal.unit]),
        ("date", [changed.isoformat() if changed else ""]),
        ("description", [description]),
        ("publisher", [portal.unit]),
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
        feeds=feeds or portal.feeds,
    )


def _news_article(
    site: Site, story: Story, head: Head, image: str, section_name: str, published: str, modified: str
) -> dict[str, object]:
    """Return an article as schema.org's NewsArticle."""
    article, portal = story.article, site.portal
    publisher: dict[str, object] = {"@type": "GovernmentOrganization", "name": portal.unit}
    if site.siteurl:
        publisher["url"] = site.absolute(portal.home)
        publisher["logo"] = {"@type": "ImageObject", "url": site.absolute(portal.emblem)}
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": shortened(article.title, HEADLINE_LENGTH),
        "description": head.description,
        "datePublished": published,
        "dateModified": modified,
        "inLanguage": article.lang,
        "articleSection": section_name,
        "author": [
            {"@type": creator.kind, "name": creator.name}
            | ({"url": site.absolute(creator.href)} if creator.href and site.siteurl else {})
            for creator in creators(site, story)
        ],
        "publisher": publisher,
    }
    if head.canonical:
        data["mainEntityOfPage"] = head.canonical
    if image:
        data["image"] = [image]
    if article.register:
        data["about"] = legislation(article.register, article.title, site.now.date())
    if article.tags:
        data["keywords"] = [tag.name for tag in article.tags]
    return data


def article_head(site: Site, story: Story, section_name: str) -> Head:
    """Return the head of an article: Open Graph, Dublin Core (TT 24/2011) and schema.org NewsArticle."""
    article = story.article
    head = page_head(site, story.address, article.title, shortened(article.summary or article.title))
    published = (article.date or site.now).isoformat()
    modified = (article.modified or article.date or site.now).isoformat()
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
        ("publisher", [site.portal.unit]),
        ("identifier", [head.canonical]),
        ("language", [article.lang]),
        ("source", [article.source.name if article.source else ""]),
        ("subject", [section_name, *(tag.name for tag in article.tags)]),
        ("type", ["Text"]),
        ("format", ["text/html"]),
    ]
    data = _news_article(site, story, head, image, section_name, published, modified)
    return Head(
        title=head.title,
        description=head.description,
        canonical=head.canonical,
        robots="" if story.listed else "noindex",
        image=image,
        open_graph=tuple(pair for pair in graph if pair[1]),
        dublin_core=_dublin_core(core),
        json_ld=_script_safe(data),
        feeds=head.feeds,
    )
