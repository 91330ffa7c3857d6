"""Link every article that gets a page; the links of earlier builds are kept where nothing they depend on has changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from plugins.article.facts import Article
from plugins.building.incremental.build_cache import CachedLinks, Fact
from plugins.building.linking.resolve_links import LinkTargets, link_article
from plugins.building.sources.context import BuildContext
from plugins.building.sources.kept_files import kept_files
from plugins.building.sources.read_sources import SourceState
from plugins.building.sources.tag_addresses import TagsByName
from plugins.lifecycle.outcome import Outcome
from plugins.media.names import plain_name
from plugins.memory.cache_table import CacheTable
from plugins.memory.digest import value_digest
from plugins.problems import Level

_NOT_FOUND = "khong-tim-thay"
# Errors that hang on the article's text, on which names there are, and on other articles alone. What is wrong within a
# file may be right the next time, though nothing that a link names has changed.
_TOLD_BY_NAMES = frozenset(
    {
        _NOT_FOUND,
        "lien-ket-loi",
        "lien-ket-nhap",
        "lien-ket-chet",
        "lien-ket-trong",
        "lien-ket-sai",
        "neo-chet",
        "tu-khoa-la",
        "anh-ben-ngoai",
        "anh-dan-truc-tiep",
        "tep-tren-may",
    }
)


def forget_stale_links(context: BuildContext, tags_apart: TagsByName) -> None:
    """Remove cached links that another site address, other sections or tags, or added or removed files may have changed."""
    settings, library, cache = context.settings, context.library, context.cache
    faulty = sorted(library.faulty.items())
    tags = sorted((name, tag.slug) for name, tag in tags_apart.items())
    basis = value_digest(
        (
            settings.siteurl,
            settings.photos,
            settings.clean_attachments,
            settings.plugin_classes,
            settings.preview,
            sorted(settings.readers),
            sorted(kept_files(settings, library)),
            context.registries.sections,
            faulty,
            tags,
        )
    )
    paths = "\n".join(path for path in library.files if path.isprintable())
    before = cache.fact(Fact.SOURCE_PATHS)
    # A file name that is no text cannot be written down to be compared with next time.
    is_stale = cache.fact(Fact.LINK_BASIS) != basis or not all(map(str.isprintable, library.files))
    # Where a file is found depends on which files of its name there are.
    since = {*cache.fact(Fact.PATHS_SINCE).split("\n")} - {""}
    changed = {plain_name(path) for path in ({*paths.split("\n")} ^ {*before.split("\n")}) | since}
    for table in (cache.links, cache.links_past_faults) if is_stale or changed else ():
        unaffected = {
            path
            for path, links in table.values.items()
            if not is_stale and changed.isdisjoint(links.looked_up) and not _names_near_files(links)
        }
        table.keep_only(unaffected)
    cache.facts.put(Fact.LINK_BASIS, basis)
    cache.facts.put(Fact.SOURCE_PATHS, paths)
    cache.facts.put(Fact.PATHS_SINCE, "")


def link_all(
    context: BuildContext,
    sources: SourceState,
    targets: LinkTargets,
    dead_addresses: Mapping[str, frozenset[str]],
) -> dict[str, CachedLinks]:
    """
    Return the links of every article that gets a page, by its path below content/.

    An article whose links have errors is rejected, and then the articles that link to it have errors. In
    a preview a rejected article keeps its page. ``dead_addresses`` are addresses of this site without a
    page, by the path of the article that names them.
    """
    cache = context.cache
    for table in (cache.links, cache.links_past_faults):
        table.keep_only({*sources.articles, *sources.rejected_articles})
    found = _linked_without_faults(
        context, sources, targets, cache.links_past_faults if dead_addresses else cache.links
    )
    links = {path: found[path] for path in _with_pages(sources)}
    for path in dead_addresses.keys() & links.keys():
        links[path] = _link(sources, path, targets, dead_addresses[path])
    return links


def links_of_rejected(
    context: BuildContext, sources: SourceState, targets: LinkTargets
) -> list[tuple[Article, CachedLinks]]:
    """Return the articles that are rejected, with their links; those that could be read in part are among them."""
    by_links = {
        path: one for path, one in sources.articles.items() if sources.outcomes[path] is Outcome.REJECTED
    }
    table = context.cache.links_past_faults
    rejected = {**sources.rejected_articles, **by_links}
    links = {path: _cached_or_new(table, sources, path, targets) for path in rejected}
    _remember(table, links)
    return [(rejected[path], one) for path, one in links.items()]


def _linked_without_faults(
    context: BuildContext, sources: SourceState, targets: LinkTargets, table: CacheTable[CachedLinks]
) -> dict[str, CachedLinks]:
    """
    Link all articles, reject those with errors, and link again what leads to them, until no more are rejected.

    What leads elsewhere is not looked at again: a chain of articles that each name the next costs no more than others.
    ``table`` remembers the links of all, another one those that are made again, so that neither has to be made anew
    where nothing has changed.
    """
    links: dict[str, CachedLinks] = {}
    leading_to: dict[str, set[str]] = defaultdict(set)
    fresh, torn = _with_drawn_pictures(context, sources, targets, table)
    again = context.cache.links_past_faults
    while fresh:
        links |= fresh
        for path, one in fresh.items():
            for target in one.target_fingerprints:
                leading_to[target].add(path)
        faulty = [
            path
            for path, one in fresh.items()
            if _is_faulty(one) and sources.outcomes[path] is not Outcome.REJECTED
        ]
        for path in faulty:
            if not sources.preview:
                sources.problems += links[path].problems
            sources.reject(path)
        touched = set(faulty).union(*(leading_to[path] for path in faulty))
        fresh = {
            path: _link(sources, path, targets)
            if path in torn
            else _cached_or_new(again, sources, path, targets)
            for path in sorted(touched)
            if sources.has_page(path)
        }
        _remember(again, fresh)
    return links


def _with_drawn_pictures(
    context: BuildContext, sources: SourceState, targets: LinkTargets, table: CacheTable[CachedLinks]
) -> tuple[dict[str, CachedLinks], frozenset[str]]:
    """
    Link all articles and draw their pictures; a picture that cannot be drawn becomes an error of its articles.

    Returns the links, and the paths of these articles. The pictures of articles with other errors are drawn too, so
    that their editors learn of all errors at once.
    """
    links = {path: _cached_or_new(table, sources, path, targets) for path in _with_pages(sources)}
    broken = targets.media.draw(context, links.values())
    torn = frozenset(path for path, one in links.items() if broken & {*one.pictures, *one.originals})
    links |= {path: _link(sources, path, targets) for path in torn}
    _remember(table, links)
    return links, torn


def _with_pages(sources: SourceState) -> list[str]:
    return [path for path in sources.articles if sources.has_page(path)]


def _cached_or_new(
    table: CacheTable[CachedLinks], sources: SourceState, path: str, targets: LinkTargets
) -> CachedLinks:
    """Return the links of an article as a table remembers them, where that still holds, else made anew."""
    cached = table.values.get(path)
    if cached is not None and _still_holds(cached, sources.readings[path].key, targets):
        return cached
    return _link(sources, path, targets)


def _link(
    sources: SourceState, path: str, targets: LinkTargets, dead: frozenset[str] = frozenset()
) -> CachedLinks:
    article = sources.articles.get(path) or sources.rejected_articles[path]
    return link_article(article, targets, sources.readings[path].key, dead)


def _remember(table: CacheTable[CachedLinks], links: Mapping[str, CachedLinks]) -> None:
    """Put links into a table, but those with an error that may be gone though nothing that is compared has changed."""
    for path, one in links.items():
        if all(
            problem.level is not Level.ERROR or problem.code in _TOLD_BY_NAMES for problem in one.problems
        ):
            table.put(path, one)


def _is_faulty(links: CachedLinks) -> bool:
    return any(problem.level is Level.ERROR for problem in links.problems)


def _names_near_files(links: CachedLinks) -> bool:
    """Tell whether an error of these links may name files whose names come near: any file that comes or goes may be one."""
    return _is_faulty(links) or any(link.code == _NOT_FOUND for link in links.own_links)


def _still_holds(links: CachedLinks, reading_key: str, targets: LinkTargets) -> bool:
    """Tell whether cached links are what they would be if they were made now."""
    # That a picture is broken is found when it is first drawn, for whichever article that is.
    return (
        links.reading_key == reading_key
        and not any(map(targets.media.is_known_broken, (*links.pictures, *links.originals)))
        and all(
            fingerprint and targets.fingerprint_of(path) == fingerprint
            for path, fingerprint in links.target_fingerprints.items()
        )
    )
