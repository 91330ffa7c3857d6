"""Link every article that gets a page; the links of earlier builds are kept where nothing they depend on has changed."""

from __future__ import annotations

from collections.abc import Mapping

from plugins.building.context import BuildContext
from plugins.building.incremental.build_cache import CachedLinks, Fact
from plugins.building.incremental.fingerprints import value_digest
from plugins.building.linking import LinkTargets, link_article
from plugins.building.portal_facts import root_of
from plugins.building.read_sources import SourceState
from plugins.building.tag_addresses import TagsByName
from plugins.lifecycle.outcome import Outcome
from plugins.media.names import plain_name
from plugins.problems import Level


def forget_stale_links(context: BuildContext, tags_apart: TagsByName) -> None:
    """Remove cached links that another site address, other sections or tags, or added or removed files may have changed."""
    settings, library, cache = context.settings, context.library, context.cache
    faulty = sorted(library.faulty.items())
    tags = sorted((name, tag.slug) for name, tag in tags_apart.items())
    basis = value_digest(
        (
            root_of(settings.siteurl),
            settings.photos,
            settings.clean_attachments,
            settings.preview,
            context.registries.sections,
            faulty,
            tags,
        )
    )
    paths = "\n".join(path for path in library.files if path.isprintable())
    before = cache.fact(Fact.SOURCE_PATHS)
    # A file name that is no text cannot be written down to be compared with next time.
    if cache.fact(Fact.LINK_BASIS) != basis or not all(map(str.isprintable, library.files)):
        cache.links.keep_only(())
    elif paths != before:
        # Where a file is found depends on which files of its name there are.
        changed = {plain_name(path) for path in {*paths.split("\n")} ^ {*before.split("\n")}}
        unaffected = {
            path for path, links in cache.links.values.items() if changed.isdisjoint(links.looked_up)
        }
        cache.links.keep_only(unaffected)
    cache.facts.put(Fact.LINK_BASIS, basis)
    cache.facts.put(Fact.SOURCE_PATHS, paths)


def link_all(
    context: BuildContext,
    sources: SourceState,
    targets: LinkTargets,
    dead_addresses: Mapping[str, frozenset[str]],
) -> dict[str, CachedLinks]:
    """
    Return the links of every article that gets a page, by its path below content/, and remember those without errors.

    An article whose links have errors is rejected, and then the articles that link to it have errors. In
    a preview a rejected article keeps its page. ``dead_addresses`` are addresses of this site without a
    page, by the path of the article that names them.
    """
    links = _linked_without_faults(context, sources, targets)
    # The hints in error messages depend on every name that there is: such links are made anew in each build.
    sound = {path: one for path, one in links.items() if not _is_faulty(one)}
    context.cache.links.keep_only(sound)
    for path, one in sound.items():
        context.cache.links.put(path, one)
    for path in dead_addresses.keys() & links.keys():
        links[path] = _link(sources, path, targets, dead_addresses[path])
    return links


def _linked_without_faults(
    context: BuildContext, sources: SourceState, targets: LinkTargets
) -> dict[str, CachedLinks]:
    """Link all articles, reject those with errors, and repeat until no more are rejected."""
    while True:
        links = _with_drawn_pictures(context, sources, targets)
        faulty = [
            path
            for path, one in links.items()
            if _is_faulty(one) and sources.outcomes[path] is not Outcome.REJECTED
        ]
        for path in faulty:
            if not sources.preview:
                new = [problem for problem in links[path].problems if problem not in sources.problems]
                sources.problems += new
            sources.reject(path)
        if not faulty:
            return links


def _with_drawn_pictures(
    context: BuildContext, sources: SourceState, targets: LinkTargets
) -> dict[str, CachedLinks]:
    """
    Link all articles and draw their pictures; a picture that cannot be drawn becomes an error of its articles.

    The pictures of articles with other errors are drawn too, so that their editors learn of all errors at once.
    """
    links = {path: _cached_or_new(context, sources, path, targets) for path in _with_pages(sources)}
    torn = targets.media.draw(context, links.values())
    with_torn = [path for path, one in links.items() if torn & {*one.pictures, *one.originals}]
    return links | {path: _link(sources, path, targets) for path in with_torn}


def _with_pages(sources: SourceState) -> list[str]:
    return [path for path in sources.articles if sources.has_page(path)]


def _cached_or_new(
    context: BuildContext, sources: SourceState, path: str, targets: LinkTargets
) -> CachedLinks:
    cached = context.cache.links.values.get(path)
    if cached is not None and _still_holds(cached, sources.reading_keys[path], targets):
        return cached
    return _link(sources, path, targets)


def _link(
    sources: SourceState, path: str, targets: LinkTargets, dead: frozenset[str] = frozenset()
) -> CachedLinks:
    return link_article(sources.articles[path], targets, sources.reading_keys[path], dead)


def _is_faulty(links: CachedLinks) -> bool:
    return any(problem.level is Level.ERROR for problem in links.problems)


def _still_holds(links: CachedLinks, reading_key: str, targets: LinkTargets) -> bool:
    """Tell whether cached links are what they would be if they were made now."""
    return links.reading_key == reading_key and all(
        fingerprint and targets.fingerprint_of(path) == fingerprint
        for path, fingerprint in links.target_fingerprints.items()
    )
