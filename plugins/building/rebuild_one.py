"""Make only the page of one article again that was saved, where no other page can show a difference."""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import dataclass
from functools import partial

from plugins.building.build_state import BuildState
from plugins.building.edition import folder_state
from plugins.building.edition.link_summary import link_summary
from plugins.building.incremental.build_cache import BuildCache, CachedOutput, Fact
from plugins.building.incremental.cache_path import build_cache_path
from plugins.building.incremental.plan import (
    LinkCheck,
    OutputChanges,
    OutputRecorder,
    WrittenFile,
    check_links,
)
from plugins.building.run import locked_output
from plugins.building.short_way.saved_articles import KnownArticle, KnownPortal, SavedArticle, read_saved
from plugins.building.sources.read_sources import read_again
from plugins.building.sources.settings import BuildSettings
from plugins.files.atomic_write import write_beside
from plugins.memory.store import CacheDamaged
from plugins.problems import Problem


@dataclass(frozen=True, slots=True)
class RebuiltPage:
    """A page that was made again: its path below the output, and the problems of its article before and now."""

    page: str
    before: tuple[Problem, ...]
    now: tuple[Problem, ...]


def rebuild_one(settings: BuildSettings, state: BuildState, path: str) -> RebuiltPage | None:
    """
    Make the page of an article again (``path`` is below content/), and update the state.

    Returns None, with nothing touched, where more than its own page may have changed: then a whole
    build is needed. Raises StopBuild where another build is running or a template has an error.
    """
    # Feeds with whole articles are lists that show all of an article.
    saved = None if settings.feeds.full_text else read_saved(_known(settings, state), path)
    if saved is None:
        return None
    try:
        cache_path = build_cache_path(settings.cache, settings.output)
        with locked_output(settings), closing(BuildCache(cache_path)) as cache:
            if not _publish(settings, state, saved, cache):
                return None
    except CacheDamaged:
        return None
    return _update(state, saved)


def _known(settings: BuildSettings, state: BuildState) -> KnownPortal:
    """Return the portal of a state as reading a saved article needs it."""
    readings = state.sources.readings

    def has_same_bytes(path: str, digest: str) -> bool:
        return any(one.content_digest == digest for other, one in readings.items() if other != path)

    return KnownPortal(
        targets=state.model.targets,
        fingerprints=state.fingerprints,
        renderer=state.written.renderer,
        read=partial(read_again, settings, state.library, state.registries),
        article=partial(_known_article, state),
        has_same_bytes=has_same_bytes,
        sections=state.sources.sections,
    )


def _known_article(state: BuildState, path: str) -> KnownArticle | None:
    page = state.written.article_pages.get(state.library.shown(path))
    if page is None or path not in state.model.links:
        return None
    sources, reading = state.sources, state.sources.readings[path]
    return KnownArticle(
        article=sources.articles[path],
        outcome=sources.outcomes[path],
        facts_key=reading.facts_key,
        content_digest=reading.content_digest,
        problems=reading.problems,
        links=state.model.links[path],
        page=page,
    )


def _update(state: BuildState, saved: SavedArticle) -> RebuiltPage:
    """Put a published article into the state."""
    article = saved.reading.reading.article
    assert article is not None
    sources, path = state.sources, saved.path
    sources.add(path, article, saved.reading)
    state.model.links[path] = saved.links
    state.written.article_pages[article.path] = saved.page
    return RebuiltPage(saved.output.path, saved.before, saved.now)


def _publish(settings: BuildSettings, state: BuildState, saved: SavedArticle, cache: BuildCache) -> bool:
    """
    Replace the page in the public folder and remember it.

    Returns False where the folder is not as the last build left it, or the page has problems.
    """
    public, output = settings.output.resolve(), saved.output
    place = public / output.path
    before = cache.outputs.one(output.path)
    if before is None or not place.is_file() or before.stamp != folder_state.file_stamp(os.lstat(place)):
        return False
    if cache.fact(Fact.PUBLIC_FOLDER) != folder_state.folder_identity(public):
        return False
    root = state.model.site.portal.root
    data = output.make()
    summary = link_summary(output.path, data, root, settings.siteurl)
    # Should the machine stop from here on, the next build finds that the file is not as it was left.
    beside = write_beside(place, data)
    written = WrittenFile(output.path, folder_state.file_stamp(beside.stat()), summary)
    recorder = OutputRecorder(cache)
    recorder.record(written)
    check = LinkCheck(root, settings.siteurl, public)
    if any(check_links(check, OutputChanges((output,)), recorder, state.written.files.keys())):
        beside.unlink()
        return False
    _remember(cache, saved, written)
    os.replace(beside, place)
    return True


def _remember(cache: BuildCache, saved: SavedArticle, written: WrittenFile) -> None:
    differences = {*cache.fact(Fact.STAGING_DIFFERENCES).split("\n"), written.path} - {""}
    cache.facts.put(Fact.STAGING_DIFFERENCES, "\n".join(sorted(differences)))
    cache.put_article(saved.path, saved.reading, saved.links, saved.html)
    cache.outputs.put_alone([(written.path, CachedOutput(saved.output.key, written.stamp))])
    cache.save()
