"""Say in schema.org's words what a page is: an article, the site with its search, the authority, the way from the home page."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from urllib.parse import unquote

from plugins.pages.creators import Creator, creators
from plugins.pages.site import Site, Story
from plugins.pages.view_parts import Link

Thing = Mapping[str, object]
# Schemes of a contact's link, and the property that holds what stands behind them.
_CONTACTS = {"tel:": "telephone", "mailto:": "email"}


def machine_time(moment: datetime) -> str:
    """
    Return an instant as ISO 8601; a day alone at midnight, which stands for a time that is not known.

    >>> machine_time(datetime.fromisoformat("2024-06-30T00:00:00+07:00"))
    '2024-06-30'
    """
    return (moment.date() if (moment.hour, moment.minute) == (0, 0) else moment).isoformat()


def json_ld(things: Sequence[Thing]) -> str:
    """Return things as JSON-LD that cannot end a script element, "" where there are none."""
    if not things:
        return ""
    data = {"@context": "https://schema.org"} | (
        dict(things[0]) if len(things) == 1 else {"@graph": list(things)}
    )
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def breadcrumb_list(site: Site, trail: Sequence[Link]) -> Iterator[Thing]:
    """Yield the way from the home page to a page, the page itself last; nothing while the site has no address."""
    if site.siteurl and len(trail) > 1:
        items = [
            {
                "@type": "ListItem",
                "position": place,
                "name": link.text,
                "item": site.absolute(link.href),
            }
            for place, link in enumerate(trail, 1)
        ]
        yield {"@type": "BreadcrumbList", "itemListElement": items}


def organisation(site: Site) -> Thing:
    """Return the authority whose portal it is: its name, address and emblem."""
    portal = site.portal
    data: dict[str, object] = {"@type": "GovernmentOrganization", "name": portal.authority}
    if site.siteurl:
        data["url"] = site.absolute(portal.home)
        data["logo"] = {"@type": "ImageObject", "url": site.absolute(portal.emblem)}
    return data


def home(site: Site) -> Iterator[Thing]:
    """Yield what the home page is: the site with its search, and the authority with its contacts."""
    if not site.siteurl:
        return
    portal = site.portal
    website: dict[str, object] = {
        "@type": "WebSite",
        "name": portal.name,
        "alternateName": portal.short_name,
        "url": site.absolute(portal.home),
        "inLanguage": portal.lang,
    }
    if portal.search:
        website["potentialAction"] = {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{site.absolute(portal.search.href)}?tim={{search_term_string}}",
            },
            "query-input": "required name=search_term_string",
        }
    yield website
    yield {**organisation(site), **_contacts(site)}


def _contacts(site: Site) -> dict[str, str]:
    found: dict[str, str] = {}
    for contact in site.portal.contacts:
        for scheme, name in _CONTACTS.items():
            if contact.href.startswith(scheme):
                found.setdefault(name, unquote(contact.href.removeprefix(scheme).partition("?")[0]))
    return found


def news_article(site: Site, story: Story, **told: object) -> Thing:
    """Return an article as NewsArticle; ``told`` are properties that its head has already, None for none."""
    article = story.article
    data: dict[str, object] = {
        "@type": "NewsArticle",
        "inLanguage": article.lang,
        "author": [_creator(site, creator) for creator in creators(site, story)],
        "publisher": organisation(site),
        **{name: value for name, value in told.items() if value is not None},
    }
    if article.tags:
        data["keywords"] = [tag.name for tag in article.tags]
    return data


def _creator(site: Site, creator: Creator) -> Thing:
    data: dict[str, object] = {"@type": creator.kind, "name": creator.name}
    if creator.href and site.siteurl:
        data["url"] = site.absolute(creator.href)
    if creator.organisation:
        data["affiliation"] = _creator(site, creator.organisation)
    return data
