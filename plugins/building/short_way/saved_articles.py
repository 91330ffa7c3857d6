"""Read an article that was saved, and tell whether its own page is the only one that can show a difference."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from plugins.article.facts import Article
from plugins.building.assembly.assemble import page_key
from plugins.building.assembly.write_output import page_output
from plugins.building.incremental.build_cache import CachedLinks, CachedReading
from plugins.building.incremental.fingerprints import Fingerprints
from plugins.building.incremental.plan import OutputFile
from plugins.building.linking.header_links import with_addresses
from plugins.building.linking.media_plans import photo_view
from plugins.building.linking.resolve_links import LinkTargets, fill_body, link_article
from plugins.category.registry import Section
from plugins.lifecycle.outcome import Outcome
from plugins.pages.page import Page
from plugins.pages.render import Renderer
from plugins.problems import Level, Problem
from plugins.prose.body import Body


@dataclass(frozen=True, slots=True)
class KnownArticle:
    """
    An article with a page, as the last build knew it.

    ``facts_key`` and ``content_digest`` are those of its reading, ``problems`` those of its file by itself.
    """

    article: Article
    outcome: Outcome
    facts_key: str
    content_digest: str
    problems: tuple[Problem, ...]
    links: CachedLinks
    page: Page


@dataclass(frozen=True, slots=True)
class KnownPortal:
    """
    The portal of the last build, as far as the page of one article needs it.

    Articles are given by their paths below content/: ``read`` returns what a file says now and its body's HTML,
    ``article`` what is known of it, None where it has no page; ``has_same_bytes`` tells whether another file holds the
    bytes of a digest. ``sections`` are those that articles name and the data file does not.
    """

    targets: LinkTargets
    fingerprints: Fingerprints
    renderer: Renderer
    read: Callable[[str], tuple[CachedReading, str] | None]
    article: Callable[[str], KnownArticle | None]
    has_same_bytes: Callable[[str, str], bool]
    sections: Mapping[str, Section]


@dataclass(frozen=True, slots=True)
class SavedArticle:
    """
    A saved article: its path below content/, its new reading, body and links, and its new page.

    ``before`` and ``now`` are its problems in the last build and in this one.
    """

    path: str
    reading: CachedReading
    html: str
    links: CachedLinks
    page: Page
    output: OutputFile
    before: tuple[Problem, ...]
    now: tuple[Problem, ...]


def read_saved(portal: KnownPortal, path: str) -> SavedArticle | None:
    """Return a saved article whose changes only its own page can show, None for any other."""
    known = portal.article(path)
    read = portal.read(path) if known else None
    if known is None or known.page.story is None or read is None:
        return None
    reading, html = read
    article = reading.reading.article
    if article is None or not _looks_the_same_elsewhere(known, reading):
        return None
    section = reading.reading.section
    if section and portal.sections.get(section.path) != section:
        # The first article that names a section says how it is written.
        return None
    if any(portal.has_same_bytes(path, digest) for digest in (known.content_digest, reading.content_digest)):
        return None
    links = link_article(article, portal.targets, reading.key)
    now = (*reading.reading.problems, *links.problems)
    if not _has_the_same_targets(known.links, links) or any(one.level is Level.ERROR for one in now):
        return None
    root = portal.targets.root
    body = fill_body(html, links.fillings, root)
    # What ended its document may be told by that alone; nothing of it changed.
    own = with_addresses(article, links.header_addresses)
    shown = replace(own, register=known.page.story.article.register)
    story = replace(known.page.story, article=shown, body=lambda: body, cover=photo_view(links.cover, root))
    portal.fingerprints.set_page_key(article.path, page_key(reading.key, links))
    page = replace(known.page, story=story)
    output = page_output(portal.renderer, portal.fingerprints, page)
    before = (*known.problems, *known.links.problems)
    return SavedArticle(path, reading, html, links, page, output, before, now)


def _looks_the_same_elsewhere(known: KnownArticle, reading: CachedReading) -> bool:
    """Tell whether lists, links and checks of all articles cannot see a difference in a saved article."""
    article, before = reading.reading.article, known.article
    if article is None or known.outcome is Outcome.REJECTED or reading.facts_key != known.facts_key:
        return False
    # The key leaves out what lists do not show: lines, further fields, who approves.
    bodiless = replace(article, body=Body("")), replace(before, body=Body(""))
    return bodiless[0] == bodiless[1] and article.body.anchors == before.body.anchors


def _has_the_same_targets(before: CachedLinks, now: CachedLinks) -> bool:
    """Tell whether a body needs the same published files and own links as before."""
    return (
        before.pictures == now.pictures
        and before.originals == now.originals
        and {*before.attachments} == {*now.attachments}
        and before.listed_links_key == now.listed_links_key
        and {one.address for one in before.own_links} == {one.address for one in now.own_links}
    )
