"""The short way of a build: only the pages of the articles that were saved are made again."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace

import msgspec

from plugins.building.assemble import page_key
from plugins.building.context import BuildContext
from plugins.building.edition.result import Result
from plugins.building.incremental.plan import OutputChanges, remember_pages
from plugins.building.incremental.remembered_build import (
    RememberedBuild,
    RememberedPortal,
    remember_build,
    remembered_portal,
)
from plugins.building.incremental.what_changed import BuildInputs, public_fingerprint
from plugins.building.remembered_pages import RememberedPages
from plugins.building.saved_articles import SavedArticle, read_saved
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
    portal = remembered_portal(cache)
    read = _read(context, portal, saved) if portal else None
    if portal is None or read is None:
        return None
    now = last.with_problems(
        [problem for one in read for problem in one.before], [problem for one in read for problem in one.now]
    )
    if now is None:
        return None
    changed = [one.output for one in read if _is_another(context, one)]
    stamps = dict(output_stamps)
    if changed:
        changes = OutputChanges(tuple(changed))
        stamps |= write_changes(context, portal.view.root, output_stamps.keys(), changes)
        remember_pages(settings.output, changes, stamps, cache)
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
    return replace(now.result_at(settings.now), made_anew=len(changed), short=True)


def _read(context: BuildContext, portal: RememberedPortal, saved: Sequence[str]) -> list[SavedArticle] | None:
    """Return the saved articles, None where a whole build is needed; the portal then knows what they say."""
    known = RememberedPages(context, portal).known
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


def _is_another(context: BuildContext, saved: SavedArticle) -> bool:
    """Tell whether a page is another than that of the last build."""
    known = context.cache.outputs.get(saved.output.path)
    return known is None or known.key != saved.output.key
