"""Make only the page of one article again that was saved, where no other page can show a difference."""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import dataclass, replace

from plugins.building.assemble import page_key
from plugins.building.edition import folder_state
from plugins.building.edition.link_summary import link_summary
from plugins.building.incremental.build_cache import (
    BuildCache,
    CachedLinks,
    CachedOutput,
    CachedReading,
    Fact,
    build_cache_path,
)
from plugins.building.incremental.plan import (
    LinkCheck,
    OutputChanges,
    OutputFile,
    OutputRecorder,
    WrittenFile,
    check_links,
)
from plugins.building.linking import fill_body, link_article
from plugins.building.media_plans import photo_view
from plugins.building.read_sources import read_again
from plugins.building.run import BuildState, locked_output
from plugins.building.settings import BuildSettings
from plugins.building.write_output import page_output
from plugins.files.atomic_write import write_beside
from plugins.lifecycle.outcome import Outcome
from plugins.memory.store import CacheDamaged
from plugins.pages.page import Page
from plugins.problems import Level, Problem


@dataclass(frozen=True, slots=True)
class _SavedArticle:
    """A saved article: its path below content/, its new reading, body and links, and its new page."""

    path: str
    reading: CachedReading
    html: str
    links: CachedLinks
    page: Page
    output: OutputFile


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
    saved = _read(settings, state, path)
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


def _update(state: BuildState, saved: _SavedArticle) -> RebuiltPage:
    """Put a published article into the state."""
    article, problems = saved.reading.reading.article, saved.reading.reading.problems
    assert article is not None
    sources, links, path = state.sources, state.model.links, saved.path
    before = (*sources.reading_problems.get(path, ()), *links[path].problems)
    sources.add(path, article, saved.reading)
    sources.reading_problems[path] = problems
    links[path] = saved.links
    state.written.article_pages[article.path] = saved.page
    return RebuiltPage(saved.output.path, before, (*problems, *saved.links.problems))


def _read(settings: BuildSettings, state: BuildState, path: str) -> _SavedArticle | None:
    """Return a saved article whose changes only its own page can show, None for any other."""
    page = state.written.article_pages.get(state.library.shown(path))
    read = read_again(settings, state.library, state.registries, path) if page else None
    if page is None or page.story is None or read is None:
        return None
    reading, html = read
    article = reading.reading.article
    if article is None or not _looks_the_same_elsewhere(state, path, reading):
        return None
    links = link_article(article, state.model.targets, reading.key)
    if not _has_the_same_targets(state.model.links[path], links):
        return None
    root = state.model.site.portal.root
    body = fill_body(html, links.fillings, root)
    story = replace(page.story, article=article, body=lambda: body, cover=photo_view(links.cover, root))
    state.fingerprints.set_page_key(article.path, page_key(reading.key, links))
    new_page = replace(page, story=story)
    output = page_output(state.written.renderer, state.fingerprints, new_page)
    return _SavedArticle(path, reading, html, links, new_page, output)


def _looks_the_same_elsewhere(state: BuildState, path: str, reading: CachedReading) -> bool:
    """Tell whether lists, links and checks of all articles cannot see a difference in a saved article."""
    sources, article, before = state.sources, reading.reading.article, state.sources.articles[path]
    if article is None or path not in state.model.links or sources.outcomes[path] is Outcome.REJECTED:
        return False
    if reading.listing_key != sources.listing_keys[path]:
        return False
    digests = sources.content_digests.items()
    if any(content == reading.content_digest for other, content in digests if other != path):
        return False
    return (
        article.lines == before.lines
        and article.extra == before.extra
        and article.body.anchors == before.body.anchors
    )


def _has_the_same_targets(before: CachedLinks, now: CachedLinks) -> bool:
    """Tell whether a body needs the same published files and own links as before, and has no errors."""
    if any(problem.level is Level.ERROR for problem in now.problems):
        return False
    return (
        before.pictures == now.pictures
        and before.originals == now.originals
        and {*before.attachments} == {*now.attachments}
        and before.listing_key == now.listing_key
        and before.own_links == now.own_links
    )


def _publish(settings: BuildSettings, state: BuildState, saved: _SavedArticle, cache: BuildCache) -> bool:
    """
    Replace the page in the public folder and remember it.

    Returns False where the folder is not as the last build left it, or the page has problems.
    """
    public, output = settings.output.resolve(), saved.output
    place = public / output.path
    before = cache.outputs.one(output.path)
    if before is None or not place.is_file() or before.stamp != folder_state.file_stamp(os.lstat(place)):
        return False
    if cache.fact(Fact.PUBLIC_FOLDER) != folder_state.identity(public):
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
    if any(check_links(check, OutputChanges((output,)), recorder, state.written.files)):
        beside.unlink()
        return False
    _remember(cache, saved, written)
    os.replace(beside, place)
    return True


def _remember(cache: BuildCache, saved: _SavedArticle, written: WrittenFile) -> None:
    differences = {*cache.fact(Fact.STAGING_DIFFERENCES).split("\n"), written.path} - {""}
    cache.facts.put(Fact.STAGING_DIFFERENCES, "\n".join(sorted(differences)))
    cache.put_article(saved.path, saved.reading, saved.links, saved.html)
    cache.outputs.put_alone(written.path, CachedOutput(saved.output.key, written.stamp))
    cache.save()
