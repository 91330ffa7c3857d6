"""Choose the standing pages that stand at the foot of every page: no biographies, which readers come to from the page of the leaders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from plugins.building.edition.link_targets import path_and_anchor
from plugins.pages.views import PortalView


def with_foot(portal: PortalView, siteurl: str, biographies: Iterable[str]) -> PortalView:
    """
    Return the site-wide facts with the links that stand at the foot; ``biographies`` are the addresses of leaders' pages.

    A page that somebody wrote down for readers of every page stays there, though a leader be told of on it.
    """
    named = {_place(href, portal.root, siteurl) for href in _named_for_every_page(portal)}
    left_out = {_place(href, portal.root, siteurl) for href in biographies} - named
    foot = tuple(link for link in portal.standing if _place(link.href, portal.root, siteurl) not in left_out)
    return replace(portal, foot=foot)


def _named_for_every_page(portal: PortalView) -> Iterator[str]:
    """Yield the addresses in the menu, among what is looked for most, of contacts, and in groups of links."""
    for links in (portal.menu_added, portal.quick, *(group.links for group in portal.link_groups)):
        yield from (link.href for link in links)
    yield from (contact.href for contact in portal.contacts)


def _place(href: str, root: str, siteurl: str) -> str:
    """
    Return which page an address means, be it written whole or from the root, with an anchor or without; one elsewhere as it is.

    >>> [_place(one, "", "https://a.vn") for one in ("https://a.vn/lien-he", "/lien-he/#so", "/lien-he/index.html", "tel:113")]
    ['lien-he', 'lien-he', 'lien-he', 'tel:113']
    """
    meant = path_and_anchor(href, "", root, siteurl)
    return href if meant is None else meant[0].removesuffix("index.html").rstrip("/")
