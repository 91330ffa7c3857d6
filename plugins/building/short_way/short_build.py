"""The short way of a build: only what articles that were saved, added or removed stand in is made again, and what is found of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import msgspec

from plugins.building.assembly.assemble import page_key
from plugins.building.assembly.list_memory import adds_links, note_links, remembered_story
from plugins.building.assembly.write_output import neighbours_of, write_changes
from plugins.building.edition.counts import Counts
from plugins.building.edition.result import Result
from plugins.building.incremental.build_cache import BuildCache, CachedLinks, CachedReading, Fact
from plugins.building.incremental.plan import OutputChanges, OutputFile, remember_changes
from plugins.building.incremental.remembered_build import RememberedBuild
from plugins.building.incremental.remembered_lists import ListCache, SharedNames
from plugins.building.incremental.remembered_portal import RememberedPortal, remember_build, remembered_portal
from plugins.building.incremental.what_changed import BuildInputs, Change, public_fingerprint
from plugins.building.indexing.search_index import search_changes, search_updates
from plugins.building.short_way.changed_articles import ArticleNow, LastPortal, changed_articles
from plugins.building.short_way.changed_lists import changed_lists, listed_stories, site_of
from plugins.building.short_way.remembered_pages import RememberedPages
from plugins.building.short_way.saved_articles import KnownPortal, SavedArticle, read_saved
from plugins.building.sources.context import BuildContext
from plugins.pages.page import Page
from plugins.pages.story_groups import group_stories
from plugins.problems.stop_build import StopBuild

_ALONE = 250  # files that one process makes in less processor time than two


@dataclass(frozen=True, slots=True)
class _Edition:
    """
    What the next output differs in, with the articles' pages among it, and what is to be remembered then.

    ``articles`` are the readings, links and bodies by the articles' paths, ``gone`` the paths of those that are no more.
    """

    changes: OutputChanges
    pages: tuple[Page, ...]
    build: RememberedBuild
    portal: RememberedPortal
    articles: Mapping[str, tuple[CachedReading, CachedLinks, str]]
    gone: tuple[str, ...]
    remember_lists: Callable[[ListCache], None]


def build_short(
    context: BuildContext,
    last: RememberedBuild,
    inputs: BuildInputs,
    change: Change,
    output_stamps: Mapping[str, str],
) -> Result | None:
    """
    Make again what changed articles stand in, and return the result of the build.

    ``output_stamps`` are those of all files of the output. Returns None, with the output untouched, where other pages or
    checks may see a difference too: then a whole build is needed.
    """
    started = time.perf_counter()
    settings, cache = context.settings, context.cache
    # Feeds with whole articles are lists that show bodies.
    if settings.feeds.full_text:
        return None
    edition = _with_bodies(context, last, change) or _with_lists(context, last, inputs, change)
    if edition is None:
        return None
    portal = edition.portal
    try:
        stamps = _written(context, edition, output_stamps)
    except StopBuild:
        # What a page names may have gone with an article: a whole build tells whose link that is.
        cache.store.forget_uncommitted()
        return None
    _remember_articles(cache, edition, inputs, change)
    outcomes = [one.outcome for one in portal.articles.values()]
    page_count = sum(1 for path in stamps if path.endswith(".html"))
    seconds = time.perf_counter() - started
    now = msgspec.structs.replace(
        edition.build,
        stamps=dict(inputs.stamps),
        public=public_fingerprint(settings.output.resolve(), stamps),
        since=settings.now.timestamp(),
        counts=Counts.of(outcomes, len(outcomes), page_count, seconds),
    )
    remember_build(cache, now, portal, edition.remember_lists)
    return replace(now.result_at(settings.now), made_anew=len(edition.changes.make), short=True)


def _written(context: BuildContext, edition: _Edition, output_stamps: Mapping[str, str]) -> dict[str, str]:
    """Write and remove the files that differ; return the stamps of all files of the output."""
    changes, cache = edition.changes, context.cache
    stamps = dict(output_stamps)
    for path in changes.remove:
        stamps.pop(path, None)
    if not changes.is_empty:
        made = {output.path for output in changes.make}
        # So few pages are made sooner than another process is: a fork of one that knows all articles copies much of what they touch.
        few = replace(context, pool=replace(context.pool, portion=max(context.pool.portion, _ALONE)))
        stamps |= write_changes(few, edition.portal.view.root, stamps.keys() | made, changes)
        remember_changes(context.settings.output, changes, stamps, cache)
        cache.neighbours.put_alone(neighbours_of(context, edition.pages, made))
    return stamps


def _remember_articles(cache: BuildCache, edition: _Edition, inputs: BuildInputs, change: Change) -> None:
    """Keep what was read of the articles that changed, and forget those that are gone."""
    for path, (reading, links, html) in edition.articles.items():
        cache.put_article(path, replace(reading, stamp=inputs.stamps[path]), links, html)
    cache.forget_articles(edition.gone)
    if moved := (*change.added, *change.removed):
        # Links of other articles are as they were while those files were not there, or were.
        since = {*cache.fact(Fact.PATHS_SINCE).split("\n"), *moved} - {""}
        cache.facts.put(Fact.PATHS_SINCE, "\n".join(sorted(since)))
    cache.save()


# Bodies: what lists show is the same, and an article's page is its own business.


def _with_bodies(context: BuildContext, last: RememberedBuild, change: Change) -> _Edition | None:
    """Return the edition in which only the pages of saved articles differ, None where others may."""
    portal = None if change.added or change.removed else remembered_portal(context.cache)
    if portal is None:
        return None
    pages = RememberedPages(context, portal)
    read = _read(pages.known, portal, change.saved)
    if read is None:
        return None
    build = last.with_problems(
        [problem for one in read for problem in one.before], [problem for one in read for problem in one.now]
    )
    if build is None:
        return None
    stories = [one.page.story for one in read if one.page.story]
    keys = {story.address: (story, pages.known.fingerprints.page_key(story)) for story in stories}
    index = search_changes(context, pages.site, keys)
    if index is None:
        return None
    wanted = [*(one.output for one in read), *index.files]
    before = [context.cache.links.get(one.path) for one in read]
    more = [
        one.links
        for one, links in zip(read, before, strict=True)
        if links is None or adds_links(links, one.links)
    ]
    return _Edition(
        changes=OutputChanges(tuple(one for one in wanted if _is_another(context, one)), index.gone),
        pages=(),
        build=build,
        portal=portal,
        articles={one.path: (one.reading, one.links, one.html) for one in read},
        gone=(),
        remember_lists=lambda lists: _note_more(lists, more),
    )


def _read(known: KnownPortal, portal: RememberedPortal, saved: Sequence[str]) -> list[SavedArticle] | None:
    """Return the saved articles, None where more than their pages may differ; the portal then knows what they say."""
    read = []
    for path in saved:
        one = read_saved(known, path)
        if one is None:
            return None
        portal.articles[path] = msgspec.structs.replace(
            portal.articles[path],
            content_digest=one.reading.content_digest,
            page_key=page_key(one.reading.key, one.links),
        )
        read.append(one)
    return read


def _is_another(context: BuildContext, wanted: OutputFile) -> bool:
    """Tell whether a file is another than that of the last build."""
    known = context.cache.outputs.get(wanted.path)
    return known is None or known.key != wanted.key


def _note_more(lists: ListCache, links: Iterable[CachedLinks]) -> None:
    """Note what links of saved articles look for and lead to that they did not before."""
    new = [*links]
    if new and (names := lists.names()):
        for one in new:
            note_links(names, one)
        lists.put((), names)


# Lists: articles came or went, or changed in what lists show.


def _with_lists(
    context: BuildContext, build: RememberedBuild, inputs: BuildInputs, change: Change
) -> _Edition | None:
    """Return the edition in which lists and the pages around changed articles differ, None where more may."""
    portal, lists = remembered_portal(context.cache), ListCache(context.cache.store)
    names = lists.names()
    if portal is None or names is None:
        return None
    pages = RememberedPages(context, portal)
    stories = listed_stories(portal, lists.stories())
    last = LastPortal(build, portal, pages, stories, names)
    found = changed_articles(context, last, inputs, change)
    now = build.with_problems(found.gone, found.new) if found else None
    if found is None or now is None:
        return None
    left = {one.path for one in found.articles}
    there = {one.path: one.now for one in found.articles if one.now}
    stories = {path: story for path, story in stories.items() if path not in left}
    stories |= {path: one.story for path, one in there.items()}
    site = site_of(context, last, stories)
    groups = group_stories(site)
    made = changed_lists(context, last, site, groups, found.articles)
    if made is None:
        return None
    fingerprints = pages.known.fingerprints
    keys = {one.story.address: (one.story, fingerprints.page_key(one.story)) for one in there.values()}
    before = [one.before for one in found.articles if one.before]
    index = search_updates(context, site, groups, keys, before, fingerprints)
    if index is None:
        return None
    files = (*made.files, *(one for one in index.files if _is_another(context, one)))
    gone = tuple(left - there.keys())
    return _Edition(
        changes=OutputChanges(files, (*made.gone, *index.gone)),
        pages=made.pages,
        build=now,
        portal=portal,
        articles={path: (one.reading, one.links, one.html) for path, one in there.items()},
        gone=gone,
        remember_lists=lambda lists: _put_lists(lists, there, gone, names),
    )


def _put_lists(
    lists: ListCache, there: Mapping[str, ArticleNow], gone: Iterable[str], names: SharedNames
) -> None:
    lists.drop(gone)
    lists.put(((path, remembered_story(one.story)) for path, one in there.items()), names)
