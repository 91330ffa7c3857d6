"""Read the address, titles, dates and lead that an HTML page names in its head and its markup."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from bs4 import BeautifulSoup, Comment, Tag

from plugins.editors.importing.oldsite.boilerplate import boilerplate
from plugins.editors.importing.oldsite.named_elements import NamedElements
from plugins.editors.importing.oldsite.printed_dates import DATED
from plugins.editors.importing.recognise.repeats import same_words

_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S+)")
_SEPARATOR = re.compile(r"\s+[|»:>–—-]{1,2}\s+")
_HOME = re.compile(
    r"^(?=.)(?:https?://[^/]+)?/?(?:(?:index|default|home|trang-chu)(?:\.\w+)?)?$", re.IGNORECASE
)
_MOST_NAME_WORDS, _MOST_TITLE_CHARACTERS, _MOST_LINKED_DATA = 20, 500, 200_000
_DATE_NAMES = ("article:published_time", "datePublished", "pubdate", "publishdate", "dc.date.issued", "date")


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """
    What is known of an article beside the text of its page.

    ``address`` is where the page was published, "" where it is not known; of ``titles`` and ``dates`` the
    most reliable come first; ``lead`` is "" where no markup names it. ``site_names`` are names of the whole
    site: they are the title of no article.
    """

    address: str = ""
    titles: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    lead: str = ""
    site_names: tuple[str, ...] = ()


def read_metadata(page: NamedElements, address: str) -> PageMetadata:
    """Return what a page names, but for its lead; ``address`` is where it was fetched from, "" for a saved file."""
    names = _site_names(page)
    titles = tuple(one for one in _titles(page) if not any(same_words(one, name) for name in names))
    return PageMetadata(_address(page.soup, address), titles, _dates(page), site_names=names)


def _site_names(page: NamedElements) -> tuple[str, ...]:
    """Return the names of the whole site: what its markup calls so, and what leads to its home page."""
    found = list(_meta(page.soup, "og:site_name", "application-name"))
    found += [_text(one) for one in page.select(boilerplate().site_selectors)]
    found += [_text(one) for one in page.soup.find_all("a", href=_HOME)]
    return tuple(dict.fromkeys(one for one in found if one and len(one.split()) <= _MOST_NAME_WORDS))


def _text(element: Tag) -> str:
    return " ".join(element.get_text(" ").split())


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


def _titles(page: NamedElements) -> tuple[str, ...]:
    soup = page.soup
    found: list[str] = []
    for selector in boilerplate().title_selectors:
        elements = page.select([selector])
        if len(elements) == 1 or selector != "h1":
            found += [_text(one) for one in elements[:2]]
    found += _meta(soup, "og:title", "twitter:title", "headline")
    found += [text for data in _linked_data(soup) for text in _texts_of(data, "headline")]
    if soup.title is not None:
        whole = _text(soup.title)
        found += sorted({whole, *_parts(whole)}, key=len, reverse=True)
    return tuple(dict.fromkeys(one for one in found if len(one.split()) > 2))


def _parts(whole: str) -> Iterator[str]:
    """Yield what stands between the separators of a page's title, before and behind each: a title may hold one itself."""
    short = whole[:_MOST_TITLE_CHARACTERS]
    yield from _SEPARATOR.split(short)
    for found in _SEPARATOR.finditer(short):
        yield short[: found.start()]
        yield short[found.end() :]


def _dates(page: NamedElements) -> tuple[str, ...]:
    soup = page.soup
    found = list(_meta(soup, *_DATE_NAMES))
    for element in soup.find_all("time"):
        found.append(str(element.get("datetime") or element.get_text(" ", strip=True)))
    for element in soup.select("[itemprop=datePublished]"):
        found.append(
            str(element.get("content") or element.get("datetime") or element.get_text(" ", strip=True))
        )
    found += [date for data in _linked_data(soup) for date in _texts_of(data, "datePublished")]
    for selector in boilerplate().date_selectors:
        elements = page.select([selector])
        if len(elements) == 1 and (printed := DATED.search(_text(elements[0]))):
            found.append(printed[0].strip(" ,;"))
    return tuple(dict.fromkeys(filter(None, found)))


def _linked_data(soup: BeautifulSoup) -> Iterator[object]:
    """Yield what a page says of itself in JSON-LD."""
    for element in soup.find_all("script", type="application/ld+json"):
        text = element.get_text()
        if len(text) <= _MOST_LINKED_DATA:
            with suppress(ValueError, RecursionError):
                yield json.loads(text)


def _texts_of(data: object, name: str) -> Iterator[str]:
    """Yield the texts that a thing in JSON-LD has under a name, or those of its things."""
    things = data if isinstance(data, list) else [data]
    for thing in things:
        if isinstance(thing, dict):
            if isinstance(text := thing.get(name), str):
                yield " ".join(text.split())
            graph = thing.get("@graph")
            if isinstance(graph, list):
                yield from (
                    one[name] for one in graph if isinstance(one, dict) and isinstance(one.get(name), str)
                )


def first_text(page: NamedElements, selectors: Iterable[str]) -> str:
    """Return the text of the first element that matches one of the selectors and holds a sentence, "" for none."""
    for selector in selectors:
        for element in page.select([selector])[:1]:
            text = " ".join(element.get_text(" ").split())
            if len(text.split()) > 6:
                return text
    return ""
