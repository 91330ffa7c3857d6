"""One article is saved again while a build stays at hand: where only its own page can tell, only that page is made."""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import dataclass, replace

from plugins.building.assemble import filled
from plugins.building.edition import folder_state
from plugins.building.edition.link_summary import link_summary
from plugins.building.incremental.build_cache import (
    BuildCache,
    CachedLinks,
    CachedOutput,
    CachedReading,
    open_build_cache,
)
from plugins.building.incremental.plan import (
    OutputChanges,
    OutputFile,
    OutputRecorder,
    WrittenFile,
    check_links,
)
from plugins.building.linking import Linker
from plugins.building.media_plans import photo_view
from plugins.building.read_sources import read_again
from plugins.building.run import BuildState, at_work
from plugins.building.settings import BuildSettings
from plugins.building.write_output import page_output
from plugins.files.atomic_write import write_beside
from plugins.lifecycle.outcome import Outcome
from plugins.memory.store import CacheDamaged
from plugins.pages.page import Page
from plugins.problems import Level, Problem


@dataclass(frozen=True, slots=True)
class _Again:
    """An article as it was read again: what it says, its body, where that leads, and its page."""

    path: str
    known: CachedReading
    html: str
    linked: CachedLinks
    page: Page
    output: OutputFile


@dataclass(frozen=True, slots=True)
class RebuiltPage:
    """A page that was made anew (its path below the output), what was said of its article and is to be said now."""

    page: str
    before: tuple[Problem, ...]
    now: tuple[Problem, ...]


def rebuild_one(settings: BuildSettings, state: BuildState, path: str) -> RebuiltPage | None:
    """
    Make the page of an article (``path`` is below content/) anew.

    None, with nothing touched, where more than its own page may have changed: then a build is
    needed. Raises StopBuild where another build is at work or a template is at fault.
    """
    again = _read(settings, state, path)
    if again is None:
        return None
    try:
        with (
            at_work(settings),
            closing(BuildCache(open_build_cache(settings.cache, settings.output))) as cache,
        ):
            if not _put(settings, state, again, cache):
                return None
    except CacheDamaged:
        return None
    article, said = again.known.reading.article, again.known.reading.problems
    assert article is not None
    sources, linked = state.sources, state.model.linked
    before = (*sources.said.get(path, ()), *linked[path].problems)
    sources.articles[path], sources.said[path] = article, said
    sources.digests[path], sources.contents[path] = again.known.digest, again.known.content
    linked[path] = again.linked
    state.edition.articles[article.path] = again.page
    return RebuiltPage(again.output.path, before, (*said, *again.linked.problems))


def _read(settings: BuildSettings, state: BuildState, path: str) -> _Again | None:
    """Return an article that is still told and linked as before, None for any other."""
    page = state.edition.articles.get(state.library.shown(path))
    read = read_again(settings, state.library, state.registries, path) if page else None
    if page is None or page.story is None or read is None:
        return None
    known, html = read
    article = known.reading.article
    if article is None or not _tells_the_same(state, path, known):
        return None
    linked = Linker(article, state.model.places).linked(known.digest)
    if not _leads_to_the_same(state.model.linked[path], linked):
        return None
    root = state.model.site.portal.root
    body = filled(html, linked.fillings, root)
    story = replace(page.story, article=article, body=lambda: body, cover=photo_view(linked.cover, root))
    state.fingerprints.read_again(article.path, f"{known.digest}{linked.digest}")
    rebuilt = replace(page, story=story)
    output = page_output(state.edition.renderer, state.fingerprints, rebuilt)
    return _Again(path, known, html, linked, rebuilt, output)


def _tells_the_same(state: BuildState, path: str, known: CachedReading) -> bool:
    """Return whether lists, links and other articles cannot tell that an article was written again."""
    sources, article, before = state.sources, known.reading.article, state.sources.articles[path]
    if article is None or known.told != sources.told[path] or path not in state.model.linked:
        return False
    if sources.outcomes[path] is Outcome.REJECTED:
        return False
    if any(content == known.content for other, content in sources.contents.items() if other != path):
        return False
    return (
        article.lines == before.lines
        and article.extra == before.extra
        and article.body.anchors == before.body.anchors
    )


def _leads_to_the_same(before: CachedLinks, now: CachedLinks) -> bool:
    """Return whether the same files are published for a body, and its links need no other page to be asked."""
    sound = all(problem.level is not Level.ERROR for problem in now.problems)
    same_files = (before.pictures, before.whole, {*before.attached}) == (
        now.pictures,
        now.whole,
        {*now.attached},
    )
    return sound and same_files and before.told == now.told and before.own == now.own


def _put(settings: BuildSettings, state: BuildState, again: _Again, cache: BuildCache) -> bool:
    """Put a page in its place and remember it; False where the folder is not as it was left or the page has faults."""
    public, output, root = settings.output.resolve(), again.output, state.model.site.portal.root
    place = public / output.path
    before = cache.pages.one(output.path)
    if before is None or not place.is_file() or before.stamp != folder_state.file_stamp(os.lstat(place)):
        return False
    if cache.facts.values.get("public") != folder_state.identity(public):
        return False
    data = output.make()
    offer = link_summary(output.path, data, root, settings.siteurl)
    # Should the machine stop from here on, the next build finds what is not as it was left.
    beside = write_beside(place, data)
    done = WrittenFile(output.path, folder_state.file_stamp(beside.stat()), offer)
    arrivals = OutputRecorder(cache)
    arrivals.take(done)
    if any(
        check_links(root, settings.siteurl, OutputChanges((output,)), arrivals, state.edition.files, public)
    ):
        beside.unlink()
        return False
    lacking = {*cache.facts.values.get("twin lacks", "").split("\n"), output.path} - {""}
    cache.facts.put("twin lacks", "\n".join(sorted(lacking)))
    cache.put_article(again.path, again.known, again.linked, again.html)
    cache.pages.put_alone(output.path, CachedOutput(output.key, done.stamp))
    cache.save()
    os.replace(beside, place)
    return True
