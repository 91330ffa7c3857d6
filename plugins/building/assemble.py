"""What was read becomes the whole portal as a value; what cannot be linked is rejected."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from plugins.article.facts import ArticleKind, Status
from plugins.article.registries import Registries
from plugins.building.assets import asset_names, card_style, plain_assets, read_assets
from plugins.building.incremental.build_cache import BuildCache, CachedLinks
from plugins.building.linking import Linker, LinkTargets, dead_ends
from plugins.building.listener import BuildListener
from plugins.building.media_plans import MediaPlans, photo_view
from plugins.building.portal_facts import portal_of, read_toml, root_of
from plugins.building.read_sources import SourceState, read_all
from plugins.building.registries import with_sections
from plugins.building.search_index import can_search
from plugins.building.settings import BuildSettings
from plugins.building.worker_pool import WorkerPool
from plugins.category.registry import Sections
from plugins.feeds.machine_files import machine_files
from plugins.lifecycle.outcome import PUBLIC, Outcome, expired, once_public
from plugins.media.library import Library, plain_name
from plugins.media.markup import EmbeddedPicture, picture_html
from plugins.media.sizes import FOLDER
from plugins.memory.cache_table import CacheTable
from plugins.memory.digest import digest
from plugins.pages import addresses
from plugins.pages.page_kinds import all_pages
from plugins.pages.share_card import CardStyle
from plugins.pages.site import Site, Story
from plugins.pages.views import Link
from plugins.problems import Level, Problem
from plugins.prose.body import PLACEHOLDER
from plugins.sections.grouping import newest_first
from plugins.vietnamese.collation import sort_key

# Draws the photos that articles show, and returns the paths of those that are broken.
Draw = Callable[[Iterable[CachedLinks]], frozenset[str]]


@dataclass(frozen=True, slots=True)
class SiteModel:
    """
    What a build is about to write.

    ``places`` is all that a link may lead to; ``linked`` has the links of every article that is
    shown, by its path below content/; ``assets`` are the theme's files, ``names`` their published paths;
    ``style`` is what share cards are drawn with, None where there are none.
    """

    site: Site
    places: LinkTargets
    linked: dict[str, CachedLinks]
    media: MediaPlans
    assets: dict[str, bytes]
    names: dict[str, str]
    style: CardStyle | None = None

    def drawn(self) -> set[str]:
        """Return the names under which the photos in use lie in the cache."""
        return {used.plan.cache_name for used in self.media.in_use(self.linked.values())}

    def fingerprints(self, sources: SourceState) -> tuple[dict[str, str], dict[str, str]]:
        """Return the prints of what lists tell of each article, and of all that its own page shows."""
        shown = {path: sources.articles[path].path for path in self.linked}
        told = {shown[path]: f"{sources.told[path]}{linked.told}" for path, linked in self.linked.items()}
        whole = {
            shown[path]: f"{sources.digests[path]}{linked.digest}" for path, linked in self.linked.items()
        }
        return told, whole


def _links(
    sources: SourceState, places: LinkTargets, links: CacheTable[CachedLinks], draw: Draw
) -> dict[str, CachedLinks]:
    """
    Fill the bodies; a body that cannot be filled takes its article out, and then those that link to it.

    What is taken out of a preview keeps its page, with what could be filled.
    Photos are drawn as soon as it is known which are in use: only then does a broken one show. An
    article that has another fault has its photos drawn too, so that its editor is told of all at once.
    """
    while True:
        found: dict[str, CachedLinks] = {}
        for path, article in sources.articles.items():
            if not sources.shows(path):
                continue
            linked = links.values.get(path)
            if linked is None or not _holds(linked, sources.digests[path], places):
                linked = Linker(article, places).linked(sources.digests[path])
            found[path] = linked
        torn = draw(found.values())
        for path in [path for path in found if torn & {*found[path].pictures, *found[path].whole}]:
            found[path] = Linker(sources.articles[path], places).linked(sources.digests[path])
        broken = [
            path
            for path, linked in found.items()
            if _faulty(linked) and sources.outcomes[path] is not Outcome.REJECTED
        ]
        for path in broken:
            if not sources.preview:
                said = found[path].problems
                sources.problems += [problem for problem in said if problem not in sources.problems]
            sources.reject(path)
        if not broken:
            return found


def _faulty(linked: CachedLinks) -> bool:
    return any(problem.level is Level.ERROR for problem in linked.problems)


def _holds(linked: CachedLinks, reading: str, places: LinkTargets) -> bool:
    """Tell whether links that were made before are what they would be if they were made now."""
    return linked.reading == reading and all(
        seen and places.fingerprint_of(path) == seen for path, seen in linked.rests_on.items()
    )


def _begin_linking(settings: BuildSettings, cache: BuildCache, library: Library, sections: Sections) -> None:
    """Forget the links that another address, other sections or files of other names may have changed."""
    faulty = sorted(library.faulty.items())
    told = (root_of(settings.siteurl), settings.photos, settings.preview, sections, faulty)
    basis = digest([repr(told).encode("utf-8", "surrogateescape")])
    paths = "\n".join(path for path in library.files if path.isprintable())
    before = cache.facts.values.get("paths", "")
    links = cache.links
    # A name that is no text cannot be written down to be compared next time.
    if cache.facts.values.get("linked with") != basis or not all(map(str.isprintable, library.files)):
        links.keep_only(())
    elif paths != before:
        # Where a file is found depends on which files of its name there are.
        changed = {plain_name(path) for path in {*paths.split("\n")} ^ {*before.split("\n")}}
        links.keep_only({path for path, linked in links.values.items() if changed.isdisjoint(linked.sought)})
    cache.facts.put("linked with", basis)
    cache.facts.put("paths", paths)


def _story(
    settings: BuildSettings,
    sources: SourceState,
    cache: BuildCache,
    path: str,
    linked: CachedLinks,
    address: str,
) -> Story:
    article, outcome, root = sources.articles[path], sources.outcomes[path], root_of(settings.siteurl)
    return Story(
        article=article,
        address=address,
        body=partial(_filled, cache, path, linked.fillings, root),
        outcome=outcome if outcome in PUBLIC else once_public(article),
        expired=expired(article, settings.now),
        photo=photo_view(linked.photo, root),
        cover=photo_view(linked.cover, root),
        files=linked.files,
    )


def _filled(cache: BuildCache, path: str, fillings: Sequence[str | EmbeddedPicture], root: str) -> str:
    return filled(cache.body(path), fillings, root)


def filled(html: str, fillings: Sequence[str | EmbeddedPicture], root: str) -> str:
    """Return a body with every hole filled; ``root`` is the path before every address."""

    def filling(hole: re.Match[str]) -> str:
        held = fillings[int(hole[1])]
        return picture_html(held, root) if isinstance(held, EmbeddedPicture) else held

    return PLACEHOLDER.sub(filling, html)


def _ordered(stories: Sequence[Story]) -> tuple[tuple[Story, ...], tuple[Story, ...]]:
    by_path = {story.article.path: story for story in stories}
    news = newest_first(story.article for story in stories if story.article.kind is ArticleKind.ARTICLE)
    standing = [story for story in stories if story.article.kind is ArticleKind.PAGE]
    return tuple(by_path[article.path] for article in news), tuple(
        sorted(standing, key=lambda one: sort_key(one.article.title))
    )


def own_pages(site: Site) -> dict[str, frozenset[str] | None]:
    """Return the anchors of every page by its address, None for pages that are not an editor's."""
    pages: dict[str, frozenset[str] | None] = {
        page.path.removesuffix("index.html"): None for page in all_pages(site)
    }
    pages |= {file.path: None for file in machine_files(site)}
    return pages | {
        story.address: frozenset(story.article.body.anchors) for story in (*site.stories, *site.standing)
    }


def assemble_site(
    settings: BuildSettings,
    sources: SourceState,
    library: Library,
    registries: Registries,
    cache: BuildCache,
    listener: BuildListener,
    pool: WorkerPool,
) -> SiteModel:
    """
    Make the site; an article that names an address of this site which has no page is rejected, and we try again.

    In a preview it stays, and its link leads nowhere.
    """
    media = MediaPlans(library, cache.pictures, cache.files)
    draw = partial(media.draw, settings.cache / FOLDER, listener, pool)
    _begin_linking(settings, cache, library, registries.sections)
    ends: dict[str, frozenset[str]] = {}
    while True:
        model, reminders = _try_site(settings, sources, library, registries, cache, media, draw, ends)
        own = own_pages(model.site) if any(linked.own for linked in model.linked.values()) else {}
        dead = {
            path: found
            for path, linked in model.linked.items()
            if linked.own and (found := dict(dead_ends(sources.articles[path], linked.own, own)))
        }
        for path, found in dead.items():
            sources.problems += [*(() if sources.preview else model.linked[path].problems), *found.values()]
            sources.reject(path)
            ends[path] = ends.get(path, frozenset()) | found.keys()
        if not dead:
            sound = (problem for linked in model.linked.values() for problem in linked.problems)
            sources.problems += [*reminders, *sound]
            media.forget_unused()
            return model


def _try_site(
    settings: BuildSettings,
    sources: SourceState,
    library: Library,
    registries: Registries,
    cache: BuildCache,
    media: MediaPlans,
    draw: Draw,
    ends: Mapping[str, frozenset[str]],
) -> tuple[SiteModel, list[Problem]]:
    shown = [article for path, article in sources.articles.items() if sources.shows(path)]
    given, reminders = addresses.allocate(shown, [section.path for section in registries.sections.all])
    by_below = {
        path: given[article.path] for path, article in sources.articles.items() if article.path in given
    }
    unit = read_toml(settings.content / "du-lieu" / "don-vi.toml")
    if settings.plain_theme:
        assets = plain_assets(settings.theme)
        names = {name: f"theme/{name}" for name in assets}
    else:
        assets = read_assets(settings.theme)
        names = asset_names(assets)
    root = root_of(settings.siteurl)
    places = LinkTargets(
        library,
        media,
        registries.sections,
        by_below,
        sources.outcomes,
        root,
        sources.articles,
        with_photos=settings.photos,
    )
    style = card_style(assets) if settings.cards else None
    linked = _links(sources, places, cache.links, draw)
    # What an error offers instead depends on every name that there is: it is looked up anew each time.
    sound = {path: one for path, one in linked.items() if not _faulty(one)}
    cache.links.keep_only(sound)
    for path, one in sound.items():
        cache.links.put(path, one)
    for path in ends.keys() & linked.keys():
        linked[path] = Linker(sources.articles[path], places, ends[path]).linked(sources.digests[path])
    stories = [_story(settings, sources, cache, path, one, by_below[path]) for path, one in linked.items()]
    missing = next((one for one in stories if one.address == addresses.NOT_FOUND), None)
    news, standing = _ordered([one for one in stories if one is not missing])
    portal = portal_of(
        unit,
        registries.sections,
        tuple(Link(one.article.title, addresses.href(root, one.address)) for one in standing if one.listed),
        names,
        siteurl=settings.siteurl,
        name=settings.name,
        today=settings.now.date(),
        has_register=any(story.listed and story.article.register for story in news),
        has_search=can_search(settings),
    )
    site = Site(
        portal=portal,
        siteurl=settings.siteurl,
        sections=registries.sections,
        stories=news,
        standing=standing,
        now=settings.now,
        missing=missing if missing and missing.listed else None,
        card_style=style.fingerprint if style else "",
    )
    return SiteModel(site, places, linked, media, assets, names, style), reminders


def read_and_link(
    settings: BuildSettings,
    library: Library,
    registries: Registries,
    cache: BuildCache,
    listener: BuildListener,
    pool: WorkerPool,
    problems: list[Problem],
) -> tuple[SourceState, SiteModel]:
    """Return all that was read, and the portal that it makes; what is to be said of it is added to ``problems``."""
    sources = read_all(settings, library, registries, cache, listener, pool)
    problems += sources.problems
    sources.problems = problems
    with_found = with_sections(registries, sources.sections.values())
    model = assemble_site(settings, sources, library, with_found, cache, listener, pool)
    if not settings.preview:
        problems += _faults_of_rejected(sources, model.places)
    offered = {path for linked in model.linked.values() for path in linked.attached}
    problems += library.unused_documents(offered)
    return sources, model


def _faults_of_rejected(sources: SourceState, places: LinkTargets) -> Iterator[Problem]:
    """
    Yield what is missing in files that are rejected for what they say: an editor hears of all their errors at once.

    A draft that has errors may still lack its photos.
    """
    for article in sources.legible.values():
        if article.status is not Status.DRAFT:
            linked = Linker(article, places).linked("")
            yield from (problem for problem in linked.problems if problem.level is Level.ERROR)
