"""What was read becomes the whole portal as a value; what cannot be linked is rejected."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from plugins.article.facts import Kind, Status
from plugins.article.registries import Registries
from plugins.building.assets import asset_names, card_style, plain_assets, read_assets
from plugins.building.incremental.build_cache import Linked, Remembered
from plugins.building.linking import Linker, Whereabouts, dead_ends
from plugins.building.listener import Audience
from plugins.building.media_plans import Media, photo_view
from plugins.building.portal_facts import portal_of, read_toml, root_of
from plugins.building.read_sources import PUBLIC, Desk, read_all
from plugins.building.registries import with_sections
from plugins.building.search_index import can_search
from plugins.building.settings import BuildSettings
from plugins.building.worker_pool import Hands
from plugins.category.registry import Sections
from plugins.feeds.files import machine_files
from plugins.lifecycle.outcome import Outcome, expired, once_public
from plugins.media.library import Library, plain_name
from plugins.media.markup import Embedded, picture_html
from plugins.media.sizes import FOLDER
from plugins.memory.table import Shelf
from plugins.memory.version import digest
from plugins.pages import addresses
from plugins.pages.portal_pages import all_pages
from plugins.pages.share_card import Style
from plugins.pages.site import Site, Story
from plugins.pages.views import Link
from plugins.problems import Level, Problem
from plugins.prose.body import HOLE
from plugins.sections.grouping import newest_first
from plugins.vietnamese.collation import sort_key

# Draws the photos that articles show, and returns the paths of those that are broken.
Draw = Callable[[Iterable[Linked]], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Made:
    """
    What a build is about to write.

    ``places`` is all that a link may lead to; ``linked`` has the links of every article that is
    shown, by its path below content/; ``assets`` are the theme's files, ``names`` their published paths;
    ``style`` is what share cards are drawn with, None where there are none.
    """

    site: Site
    places: Whereabouts
    linked: dict[str, Linked]
    media: Media
    assets: dict[str, bytes]
    names: dict[str, str]
    style: Style | None = None

    def drawn(self) -> set[str]:
        """Return the names under which the photos in use lie in the cache."""
        return {used.plan.cache_name for used in self.media.in_use(self.linked.values())}

    def prints(self, desk: Desk) -> tuple[dict[str, str], dict[str, str]]:
        """Return the prints of what lists tell of each article, and of all that its own page shows."""
        shown = {path: desk.articles[path].path for path in self.linked}
        told = {shown[path]: f"{desk.told[path]}{linked.told}" for path, linked in self.linked.items()}
        whole = {shown[path]: f"{desk.digests[path]}{linked.digest}" for path, linked in self.linked.items()}
        return told, whole


def _links(desk: Desk, places: Whereabouts, links: Shelf[Linked], draw: Draw) -> dict[str, Linked]:
    """
    Fill the bodies; a body that cannot be filled takes its article out, and then those that link to it.

    What is taken out of a preview keeps its page, with what could be filled.
    Photos are drawn as soon as it is known which are in use: only then does a broken one show. An
    article that has another fault has its photos drawn too, so that its editor is told of all at once.
    """
    while True:
        found: dict[str, Linked] = {}
        for path, article in desk.articles.items():
            if not desk.shows(path):
                continue
            linked = links.values.get(path)
            if linked is None or not _holds(linked, desk.digests[path], places):
                linked = Linker(article, places).linked(desk.digests[path])
            found[path] = linked
        torn = draw(found.values())
        for path in [path for path in found if torn & {*found[path].pictures, *found[path].whole}]:
            found[path] = Linker(desk.articles[path], places).linked(desk.digests[path])
        broken = [
            path
            for path, linked in found.items()
            if _faulty(linked) and desk.outcomes[path] is not Outcome.REJECTED
        ]
        for path in broken:
            if not desk.preview:
                said = found[path].problems
                desk.problems += [problem for problem in said if problem not in desk.problems]
            desk.reject(path)
        if not broken:
            return found


def _faulty(linked: Linked) -> bool:
    return any(problem.level is Level.ERROR for problem in linked.problems)


def _holds(linked: Linked, reading: str, places: Whereabouts) -> bool:
    """Tell whether links that were made before are what they would be if they were made now."""
    return linked.reading == reading and all(
        seen and places.print_of(path) == seen for path, seen in linked.rests_on.items()
    )


def _begin_linking(
    settings: BuildSettings, remembered: Remembered, library: Library, sections: Sections
) -> None:
    """Forget the links that another address, other sections or files of other names may have changed."""
    faulty = sorted(library.faulty.items())
    told = (root_of(settings.siteurl), settings.photos, settings.preview, sections, faulty)
    basis = digest([repr(told).encode("utf-8", "surrogateescape")])
    paths = "\n".join(path for path in library.files if path.isprintable())
    before = remembered.facts.values.get("paths", "")
    links = remembered.links
    # A name that is no text cannot be written down to be compared next time.
    if remembered.facts.values.get("linked with") != basis or not all(map(str.isprintable, library.files)):
        links.keep_only(())
    elif paths != before:
        # Where a file is found depends on which files of its name there are.
        changed = {plain_name(path) for path in {*paths.split("\n")} ^ {*before.split("\n")}}
        links.keep_only({path for path, linked in links.values.items() if changed.isdisjoint(linked.sought)})
    remembered.facts.put("linked with", basis)
    remembered.facts.put("paths", paths)


def _story(
    settings: BuildSettings, desk: Desk, remembered: Remembered, path: str, linked: Linked, address: str
) -> Story:
    article, outcome, root = desk.articles[path], desk.outcomes[path], root_of(settings.siteurl)
    return Story(
        article=article,
        address=address,
        body=partial(_filled, remembered, path, linked.fillings, root),
        outcome=outcome if outcome in PUBLIC else once_public(article),
        expired=expired(article, settings.now),
        photo=photo_view(linked.photo, root),
        cover=photo_view(linked.cover, root),
        files=linked.files,
    )


def _filled(remembered: Remembered, path: str, fillings: Sequence[str | Embedded], root: str) -> str:
    return filled(remembered.body(path), fillings, root)


def filled(html: str, fillings: Sequence[str | Embedded], root: str) -> str:
    """Return a body with every hole filled; ``root`` is the path before every address."""

    def filling(hole: re.Match[str]) -> str:
        held = fillings[int(hole[1])]
        return picture_html(held, root) if isinstance(held, Embedded) else held

    return HOLE.sub(filling, html)


def _ordered(stories: Sequence[Story]) -> tuple[tuple[Story, ...], tuple[Story, ...]]:
    by_path = {story.article.path: story for story in stories}
    news = newest_first(story.article for story in stories if story.article.kind is Kind.ARTICLE)
    standing = [story for story in stories if story.article.kind is Kind.PAGE]
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


def make_site(
    settings: BuildSettings,
    desk: Desk,
    library: Library,
    registries: Registries,
    remembered: Remembered,
    audience: Audience,
    hands: Hands,
) -> Made:
    """
    Make the site; an article that names an address of this site which has no page is rejected, and we try again.

    In a preview it stays, and its link leads nowhere.
    """
    media = Media(library, remembered.pictures, remembered.files)
    draw = partial(media.draw, settings.cache / FOLDER, audience, hands)
    _begin_linking(settings, remembered, library, registries.sections)
    ends: dict[str, frozenset[str]] = {}
    while True:
        made, reminders = _try_site(settings, desk, library, registries, remembered, media, draw, ends)
        own = own_pages(made.site) if any(linked.own for linked in made.linked.values()) else {}
        dead = {
            path: found
            for path, linked in made.linked.items()
            if linked.own and (found := dict(dead_ends(desk.articles[path], linked.own, own)))
        }
        for path, found in dead.items():
            desk.problems += [*(() if desk.preview else made.linked[path].problems), *found.values()]
            desk.reject(path)
            ends[path] = ends.get(path, frozenset()) | found.keys()
        if not dead:
            sound = (problem for linked in made.linked.values() for problem in linked.problems)
            desk.problems += [*reminders, *sound]
            media.forget_unused()
            return made


def _try_site(
    settings: BuildSettings,
    desk: Desk,
    library: Library,
    registries: Registries,
    remembered: Remembered,
    media: Media,
    draw: Draw,
    ends: Mapping[str, frozenset[str]],
) -> tuple[Made, list[Problem]]:
    shown = [article for path, article in desk.articles.items() if desk.shows(path)]
    given, reminders = addresses.allocate(shown, [section.path for section in registries.sections.all])
    by_below = {path: given[article.path] for path, article in desk.articles.items() if article.path in given}
    unit = read_toml(settings.content / "du-lieu" / "don-vi.toml")
    if settings.plain_theme:
        assets = plain_assets(settings.theme)
        names = {name: f"theme/{name}" for name in assets}
    else:
        assets = read_assets(settings.theme)
        names = asset_names(assets)
    root = root_of(settings.siteurl)
    places = Whereabouts(
        library,
        media,
        registries.sections,
        by_below,
        desk.outcomes,
        root,
        desk.articles,
        with_photos=settings.photos,
    )
    style = card_style(assets) if settings.cards else None
    linked = _links(desk, places, remembered.links, draw)
    # What an error offers instead depends on every name that there is: it is looked up anew each time.
    sound = {path: one for path, one in linked.items() if not _faulty(one)}
    remembered.links.keep_only(sound)
    for path, one in sound.items():
        remembered.links.put(path, one)
    for path in ends.keys() & linked.keys():
        linked[path] = Linker(desk.articles[path], places, ends[path]).linked(desk.digests[path])
    stories = [_story(settings, desk, remembered, path, one, by_below[path]) for path, one in linked.items()]
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
        card_style=style.print if style else "",
    )
    return Made(site, places, linked, media, assets, names, style), reminders


def read_and_link(
    settings: BuildSettings,
    library: Library,
    registries: Registries,
    remembered: Remembered,
    audience: Audience,
    hands: Hands,
    problems: list[Problem],
) -> tuple[Desk, Made]:
    """Return all that was read, and the portal that it makes; what is to be said of it is added to ``problems``."""
    desk = read_all(settings, library, registries, remembered, audience, hands)
    problems += desk.problems
    desk.problems = problems
    with_found = with_sections(registries, desk.sections.values())
    made = make_site(settings, desk, library, with_found, remembered, audience, hands)
    if not settings.preview:
        problems += _faults_of_rejected(desk, made.places)
    offered = {path for linked in made.linked.values() for path in linked.attached}
    problems += library.unused_documents(offered)
    return desk, made


def _faults_of_rejected(desk: Desk, places: Whereabouts) -> Iterator[Problem]:
    """
    Yield what is missing in files that are rejected for what they say: an editor hears of all their errors at once.

    A draft that has errors may still lack its photos.
    """
    for article in desk.legible.values():
        if article.status is not Status.DRAFT:
            linked = Linker(article, places).linked("")
            yield from (problem for problem in linked.problems if problem.level is Level.ERROR)
