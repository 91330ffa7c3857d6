"""Judge the portal's own addresses that articles name, as the check of the whole output would: who leads nowhere is told at their line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from plugins.article.facts import Article
from plugins.building.edition.link_check import NO_ANCHOR, WrittenLink
from plugins.building.edition.link_targets import TOP, path_and_anchor
from plugins.building.incremental.build_cache import OwnLink
from plugins.problems import Problem, error

Anchors = Mapping[str, frozenset[str] | None]


@dataclass(frozen=True, slots=True)
class Destinations:
    """
    All that an address of the portal may lead to.

    ``anchors`` has the anchors of the body of every page by its address, None for pages that are not written by editors;
    ``files`` returns the paths of the other files of the output; ``ids_of`` the ids of a page by its address, those of the theme too,
    None where they are not known. ``may_have_more`` says that plugins may add files which are not known yet.
    """

    anchors: Anchors
    files: Callable[[], frozenset[str]] = frozenset
    ids_of: Callable[[str], frozenset[str] | None] = lambda _: None
    may_have_more: bool = False

    def _has_file(self, link: OwnLink) -> bool:
        # What a plugin adds has always been written whole; that it is there is seen in the output.
        return (self.may_have_more and link.is_whole) or not self.files().isdisjoint(places_of(link))

    def _lacks_anchor(self, link: OwnLink, place: str, anchor: str) -> bool:
        anchors = self.anchors[place]
        if anchor in TOP or (anchors and anchor in anchors):
            return False
        ids = self.ids_of(place)
        if ids is None:
            return anchors is not None and not link.is_whole
        return anchor not in ids

    def fault_of(self, path: str, link: OwnLink) -> Problem | None:
        """Return the error to report for a link in a file that leads nowhere, None for any other."""
        place = next((one for one in places_of(link) if one in self.anchors), None)
        if place is None:
            return None if self._has_file(link) else error(path, link.line, link.code, link.message)
        anchor = _meant(link)[1]
        if not self._lacks_anchor(link, place, anchor):
            return None
        return _no_anchor(path, link, anchor)


def _no_anchor(path: str, link: OwnLink, anchor: str) -> Problem:
    page = link.written.partition("#")[0]
    message = f"trang “{page}” không có mục “#{anchor}”. Bỏ phần sau dấu #."
    return error(path, link.line, NO_ANCHOR, message)


def _meant(link: OwnLink) -> tuple[str, str]:
    """Return the path below the output and the anchor of an address of this site, as the check of the output reads them."""
    return path_and_anchor(link.address, "index.html", "", "") or ("\0", "")


def places_of(link: OwnLink) -> tuple[str, ...]:
    """
    Return the addresses, as pages and files have them, any of which an address of this site may mean.

    >>> places_of(OwnLink("/tin/./nam/index.html?a=1", 1, "", "", ""))
    ('tin/nam/index.html', 'tin/nam/index.html/', 'tin/nam/')
    >>> places_of(OwnLink("/tin", 1, "", "", ""))
    ('tin', 'tin/')
    """
    path = _meant(link)[0]
    index = (path.removesuffix("index.html"),) if path.rpartition("/")[2] == "index.html" else ()
    return (path, f"{path}/", *index)


def dead_links(
    article: Article, links: Iterable[OwnLink], destinations: Destinations
) -> Iterator[tuple[str, Problem]]:
    """Yield each address of this site in an article that leads nowhere, with the error to report."""
    for link in links:
        if problem := destinations.fault_of(article.path, link):
            yield link.address, problem


def as_written(article: Article, links: Iterable[OwnLink]) -> Iterator[tuple[str, WrittenLink]]:
    """Yield each of these links of an article by the address in its page, with what to report where an output does not answer it."""
    for link in links:
        no_file = error(article.path, link.line, link.code, link.message)
        yield link.written, WrittenLink(no_file, _no_anchor(article.path, link, _meant(link)[1]))
