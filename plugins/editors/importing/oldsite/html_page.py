"""Read an HTML page: all its blocks, those of its article, its metadata, and where its pictures are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from bs4.exceptions import ParserRejectedMarkup

from plugins.editors.importing.imported_article import ImportedBlock, Paragraph, Table, text_of_blocks
from plugins.editors.importing.oldsite.boilerplate import boilerplate
from plugins.editors.importing.oldsite.html_blocks import HtmlBlockReader
from plugins.editors.importing.oldsite.named_elements import NamedElements
from plugins.editors.importing.oldsite.page_metadata import PageMetadata, first_text, read_metadata

_MAX_NODES, _COUNTED_FROM = 200_000, 200_000  # nodes of the tree; characters
_LEAST_ARTICLE_WORDS = 40
_LEAST_RUNNING_CHARACTERS, _MOST_OF_TEXT = 50, 0.7


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """
    What an HTML page holds; no blocks for a page that is too large.

    ``article_blocks`` are those of the element that holds the article, () where no markup tells which that
    is; ``picture_addresses`` are each picture's addresses, the largest form first, by the keys in the blocks, ``videos`` the addresses
    of embedded videos and maps.
    """

    blocks: tuple[ImportedBlock, ...] = ()
    article_blocks: tuple[ImportedBlock, ...] = ()
    metadata: PageMetadata = field(default_factory=PageMetadata)
    videos: tuple[str, ...] = ()
    picture_addresses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def read_html(html: str, address: str = "", links_from: str = "") -> HtmlPage:
    """
    Return what an HTML page holds.

    ``address`` is where it was published, "" for a saved file; ``links_from`` is where its links start from, "" where they do so
    from its address.
    """
    soup = _parsed(html)
    if len(html) > _COUNTED_FROM and sum(1 for _ in soup.descendants) > _MAX_NODES:
        return HtmlPage()
    page = NamedElements.of(soup)
    metadata = read_metadata(page, address)
    for element in page.select(boilerplate().dropped_selectors):
        if not element.decomposed and not _holds_article(element):
            element.decompose()
    metadata = replace(metadata, lead=first_text(page, boilerplate().lead_selectors))
    base = _base_of_links(soup, links_from or address) or metadata.address
    reader = HtmlBlockReader(base)
    blocks = tuple(reader.blocks(soup))
    article = _article_element(page)
    return HtmlPage(
        blocks,
        () if article is None else tuple(HtmlBlockReader(base).blocks(article)),
        metadata,
        tuple(dict.fromkeys(reader.videos)),
        dict(reader.picture_addresses),
    )


def _base_of_links(soup: BeautifulSoup, address: str) -> str:
    """Return where the links of a page start from: where it says so itself, else its address."""
    element = soup.find("base", href=True)
    if not isinstance(element, Tag):
        return address
    try:
        base = urljoin(address, str(element["href"]).strip())
    except ValueError:
        return address
    return base if base.startswith(("http://", "https://")) else address


def _parsed(html: str) -> BeautifulSoup:
    """Return a page's tree; markup that no browser knows is removed where it stops the parser."""
    try:
        return BeautifulSoup(html, "html.parser")
    except ParserRejectedMarkup:
        return BeautifulSoup(re.sub(r"<[!?][^>a-zA-Z]{0,40}", "", html), "html.parser")


def _holds_article(element: Tag) -> bool:
    """Return whether an element that is boilerplate elsewhere holds most of a page: some skins name all "menu"."""
    if element.name in (
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "title",
        "select",
        "object",
        "embed",
    ):
        return False
    own = len(element.get_text())
    page = element.find_parent("body") or element.find_parent("html")
    return page is not None and own > 400 and own * 2 > len(page.get_text())


def _article_element(page: NamedElements) -> Tag | None:
    """Return the element that holds the article, None where no markup tells which that is."""
    for selector in boilerplate().article_selectors:
        found = max(page.select([selector]), key=lambda one: len(one.get_text()), default=None)
        if found is not None and len(found.get_text(" ", strip=True).split()) >= _LEAST_ARTICLE_WORDS:
            return found
    return _densest_element(page.soup)


def _densest_element(soup: BeautifulSoup) -> Tag | None:
    """Return the smallest element that holds nearly all running text of a page, None for a page without much."""
    weights: dict[int, int] = {}
    total = 0
    for text in soup.find_all(string=True):
        size = len(" ".join(text.split()))
        if size < _LEAST_RUNNING_CHARACTERS or text.find_parent("a") is not None:
            continue
        total += size
        for parent in text.parents:
            weights[id(parent)] = weights.get(id(parent), 0) + size
    if total < _LEAST_RUNNING_CHARACTERS * 2:
        return None
    element: Tag = soup
    while inner := next(
        (one for one in element.find_all(recursive=False) if weights.get(id(one), 0) > total * _MOST_OF_TEXT),
        None,
    ):
        element = inner
    return None if element.name in ("[document]", "html", "body") else element


def link_share(blocks: Iterable[ImportedBlock]) -> float:
    """Return which share of the words in blocks, from 0 to 1, are links: lists of news hold little else."""
    words = linked = 0
    for block in blocks:
        if isinstance(block, Paragraph):
            for span in block.spans:
                count = len(span.text.split())
                words += count
                linked += count if span.link else 0
        elif isinstance(block, Table):
            words += len(text_of_blocks([block]).split())
    return linked / words if words else 0.0
