"""What <head> says of a page to search engines, feeds and those who share it."""

from __future__ import annotations

import json
import re

from plugins.article.facts import Article
from plugins.pages import addresses
from plugins.pages.site import Site, Story
from plugins.pages.views import Feed, Head

DESCRIPTION_LENGTH = 160


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
    words = cut[:limit].rsplit(None, 1)[0] if not text[limit].isspace() else cut[:limit]
    return re.sub(r"[\s,;:–-]+$", "", words) + "…"


def _script_safe(data: object) -> str:
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def page_head(
    site: Site, address: str, title: str, description: str, *, feeds: tuple[Feed, ...] = (), robots: str = ""
) -> Head:
    """Return the head of a page that is no article."""
    portal = site.portal
    href = addresses.href(portal.root, address)
    canonical = site.absolute(href) if site.siteurl else ""
    whole = f"{title} – {portal.name}" if title != portal.name else title
    graph = [
        ("og:type", "website"),
        ("og:site_name", portal.name),
        ("og:locale", "vi_VN"),
        ("og:title", title),
        ("og:description", description),
    ]
    if canonical:
        graph.append(("og:url", canonical))
    core = [("DC.title", title), ("DC.publisher", portal.unit), ("DC.language", portal.lang)]
    if description:
        core.append(("DC.description", description))
    if canonical:
        core.append(("DC.identifier", canonical))
    return Head(
        title=whole,
        description=description,
        canonical=canonical,
        robots=robots,
        open_graph=tuple(graph),
        dublin_core=tuple(core),
        feeds=feeds or portal.feeds,
    )


def _creators(article: Article) -> list[dict[str, str]]:
    people = [{"@type": "Person", "name": person.name} for person in article.byline.people]
    if not people and article.byline.organisation:
        return [{"@type": "Organization", "name": article.byline.organisation.name}]
    return people


def article_head(site: Site, story: Story, section_name: str) -> Head:
    """Return the head of an article: Open Graph, Dublin Core (TT 24/2011) and schema.org NewsArticle."""
    article, portal = story.article, site.portal
    description = shortened(article.summary)
    head = page_head(site, story.address, article.title, description)
    published = article.date.isoformat() if article.date else ""
    modified = (article.modified or article.date or site.now).isoformat()
    image = site.absolute(story.photo.src) if story.photo and site.siteurl else ""
    graph = [("og:type", "article"), *(pair for pair in head.open_graph if pair[0] != "og:type")]
    graph += [
        ("article:published_time", published),
        ("article:modified_time", modified),
        ("article:section", section_name),
        *(("article:tag", tag.name) for tag in article.tags),
    ]
    if image and story.photo:
        graph += [("og:image", image), ("og:image:alt", story.photo.alt)]
    creators = _creators(article)
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title,
        "description": description,
        "datePublished": published,
        "dateModified": modified,
        "inLanguage": article.lang,
        "articleSection": section_name,
        "author": creators,
        "publisher": {"@type": "GovernmentOrganization", "name": portal.unit},
    }
    if head.canonical:
        data["mainEntityOfPage"] = head.canonical
    if image:
        data["image"] = [image]
    core = [
        *head.dublin_core,
        *(("DC.creator", creator["name"]) for creator in creators),
        ("DC.date", published),
        ("DC.type", "Text"),
        ("DC.format", "text/html"),
        ("DC.subject", section_name),
    ]
    hidden = not story.listed
    return Head(
        title=head.title,
        description=description,
        canonical=head.canonical,
        robots="noindex" if hidden else "",
        image=image,
        open_graph=tuple(graph),
        dublin_core=tuple(core),
        json_ld=_script_safe(data),
        feeds=head.feeds,
    )
