"""Read the address, titles, dates and lead that an HTML page names in its head and its markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup, Comment, Tag

from plugins.editors.importing.oldsite.boilerplate import boilerplate

_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S+)")
_DATE_NAMES = ("article:published_time", "datePublished", "pubdate", "publishdate", "dc.date.issued", "date")


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """
    What is known of an article beside the text of its page.

    ``address`` is where the page was published, "" where it is not known; of ``titles`` and ``dates`` the
    most reliable come first; ``lead`` is "" where no markup names it.
    """

    address: str = ""
    titles: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    lead: str = ""


def read_metadata(soup: BeautifulSoup, address: str) -> PageMetadata:
    """Return what a page names, but for its lead; ``address`` is where it was fetched from, "" for a saved file."""
    return PageMetadata(_address(soup, address), _titles(soup), _dates(soup))


def _address(soup: BeautifulSoup, fetched_from: str) -> str:
    canonical = soup.find("link", rel="canonical")
    og = soup.find("meta", property="og:url")
    for element, name in ((canonical, "href"), (og, "content")):
        address = str(element.get(name, "")) if isinstance(element, Tag) else ""
        if address.startswith(("http://", "https://")):
            return address
    if fetched_from:
        return fetched_from
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        if saved_from := _SAVED_FROM.search(str(comment)):
            return saved_from[1]
    base = soup.find("base", href=True)
    return str(base["href"]) if isinstance(base, Tag) and str(base["href"]).startswith("http") else ""


def _meta(soup: BeautifulSoup, *names: str) -> Iterator[str]:
    """Yield the contents of the ``meta`` elements of any of these names."""
    for name in names:
        for attribute in ("property", "name", "itemprop"):
            for element in soup.find_all(
                "meta", attrs={attribute: re.compile(f"^{re.escape(name)}$", re.IGNORECASE)}
            ):
                text = " ".join(str(element.get("content", "")).split())
                if text:
                    yield text


def _titles(soup: BeautifulSoup) -> tuple[str, ...]:
    found: list[str] = []
    for selector in boilerplate().title_selectors:
        elements = soup.select(selector)
        if len(elements) == 1 or selector != "h1":
            found += [" ".join(one.get_text(" ").split()) for one in elements[:2]]
    found += _meta(soup, "og:title", "twitter:title", "headline")
    if soup.title is not None:
        whole = " ".join(soup.title.get_text(" ").split())
        parts = re.split(r"\s+[|»:–—-]{1,2}\s+", whole)
        found += sorted({whole, *parts}, key=len, reverse=True)
    return tuple(dict.fromkeys(one for one in found if len(one.split()) > 2))


def _dates(soup: BeautifulSoup) -> tuple[str, ...]:
    found = list(_meta(soup, *_DATE_NAMES))
    for element in soup.find_all("time"):
        found.append(str(element.get("datetime") or element.get_text(" ", strip=True)))
    for element in soup.select("[itemprop=datePublished]"):
        found.append(
            str(element.get("content") or element.get("datetime") or element.get_text(" ", strip=True))
        )
    return tuple(dict.fromkeys(filter(None, found)))


def first_text(soup: BeautifulSoup, selectors: Iterable[str]) -> str:
    """Return the text of the first element that matches one of the selectors and holds a sentence, "" for none."""
    for selector in selectors:
        element = soup.select_one(selector)
        if element is not None:
            text = " ".join(element.get_text(" ").split())
            if len(text.split()) > 6:
                return text
    return ""
