"""The short way of a build: only the pages of the articles that were saved are made again, and what is found of them."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace

import msgspec

from plugins.building.assemble import page_key
from plugins.building.context import BuildContext
from plugins.building.edition.result import Result
from plugins.building.incremental.plan import OutputChanges, OutputFile, remember_changes
from plugins.building.incremental.remembered_build import (
    RememberedBuild,
    RememberedPortal,
    remember_build,
    remembered_portal,
)
from plugins.building.incremental.what_changed import BuildInputs, public_fingerprint
from plugins.building.remembered_pages import RememberedPages
from plugins.building.saved_articles import KnownPortal, SavedArticle, read_saved
from plugins.building.search_index import search_changes
from plugins.building.write_output import write_changes


def build_saved(
    context: BuildContext,
    last: RememberedBuild,
    inputs: BuildInputs,
    saved: Sequence[str],
    output_stamps: Mapping[str, str],
) -> Result | None:
    """
    Make the pages of saved articles, given by their paths below content/, and return the result of the build.

    ``output_stamps`` are those of all files of the output. Returns None, with nothing touched, where other pages, lists
    or checks may see a difference too: then a whole build is needed.
    """
    started = time.perf_counter()
    settings, cache = context.settings, context.cache
    portal = None if settings.feeds.full_text else remembered_portal(cache)
    if portal is None:
        return None
    pages = RememberedPages(context, portal)
    read = _read(pages.known, portal, saved)
    if read is None:
        return None
    now = last.with_problems(
        [problem for one in read for problem in one.before], [problem for one in read for problem in one.now]
    )
    if now is None:
        return None
    changes = _changes(context, pages, read)
    if changes is None:
        return None
    stamps = {path: stamp for path, stamp in output_stamps.items() if path not in changes.remove}
    if not changes.is_empty:
        made = {output.path for output in changes.make}
        stamps |= write_changes(context, portal.view.root, stamps.keys() | made, changes)
        remember_changes(settings.output, changes, stamps, cache)
    for one in read:
        stamp = inputs.stamps[one.path]
        cache.put_article(one.path, replace(one.reading, stamp=stamp), one.links, one.html)
    cache.save()
    counts = replace(last.counts, seconds=time.perf_counter() - started)
    now = msgspec.structs.replace(
        now,
        stamps=dict(inputs.stamps),
        public=public_fingerprint(settings.output.resolve(), stamps),
        since=settings.now.timestamp(),
        counts=counts,
    )
    remember_build(cache, now, portal)
    return replace(now.result_at(settings.now), made_anew=len(changes.make), short=True)


def _read(known: KnownPortal, portal: RememberedPortal, saved: Sequence[str]) -> list[SavedArticle] | None:
    """Return the saved articles, None where a whole build is needed; the portal then knows what they say."""
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


def _changes(
    context: BuildContext, pages: RememberedPages, saved: Sequence[SavedArticle]
) -> OutputChanges | None:
    """Return the files that differ from those of the last build: pages, files of the search index; None where a whole build is needed."""
    stories = [one.page.story for one in saved if one.page.story]
    keys = {story.address: (story, pages.known.fingerprints.page_key(story)) for story in stories}
    index = search_changes(context, pages.site, keys)
    if index is None:
        return None
    wanted = [*(one.output for one in saved), *index.files]
    return OutputChanges(tuple(one for one in wanted if _is_another(context, one)), index.gone)


def _is_another(context: BuildContext, wanted: OutputFile) -> bool:
    """Tell whether a file is another than that of the last build."""
    known = context.cache.outputs.get(wanted.path)
    return known is None or known.key != wanted.key
