"""What was read becomes the whole portal as a value; what cannot be linked is rejected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from plugins.article.facts import Kind
from plugins.article.registries import Registries
from plugins.build.linking import Linker, Whereabouts
from plugins.build.portal import asset_names, portal_of, read_assets, read_toml, root_of
from plugins.build.reading import Desk
from plugins.build.settings import BuildSettings
from plugins.feeds.files import machine_files
from plugins.lifecycle.outcome import Outcome, expired
from plugins.media.library import Library
from plugins.pages import addresses
from plugins.pages.portal_pages import all_pages
from plugins.pages.site import Site, Story
from plugins.pages.views import Link
from plugins.problems import Level, Problem
from plugins.sections.grouping import newest_first
from plugins.vietnamese.collation import sort_key

PUBLIC = (Outcome.PUBLISHED, Outcome.HIDDEN, Outcome.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Made:
    """What a build is about to write: the pages' site, the media that bodies use, the theme's assets by name."""

    site: Site
    linkers: tuple[Linker, ...]
    assets: dict[str, bytes]
    names: dict[str, str]


def _stories(settings: BuildSettings, desk: Desk, places: Whereabouts) -> tuple[list[Story], list[Linker]]:
    """Fill the bodies; a body that cannot be filled takes its article out, and then those that link to it."""
    while True:
        stories, linkers, broken = [], [], []
        for path, article in desk.articles.items():
            if desk.outcomes[path] not in PUBLIC:
                continue
            linker = Linker(article, places)
            cover = linker.cover()
            html = article.body.filled(linker.fill)
            story = Story(
                article=article,
                address=places.addresses[path],
                html=html,
                outcome=desk.outcomes[path],
                expired=expired(article, settings.now),
                photo=cover or linker.first_photo(),
                cover=cover,
                files=linker.attached(),
            )
            if any(problem.level is Level.ERROR for problem in linker.problems):
                broken.append((path, linker))
            else:
                stories.append(story)
                linkers.append(linker)
        for path, linker in broken:
            desk.problems += [problem for problem in linker.problems if problem not in desk.problems]
            desk.reject(path)
        if not broken:
            return stories, linkers


def _ordered(stories: Sequence[Story]) -> tuple[tuple[Story, ...], tuple[Story, ...]]:
    by_path = {story.article.path: story for story in stories}
    news = newest_first(story.article for story in stories if story.article.kind is Kind.ARTICLE)
    standing = [story for story in stories if story.article.kind is Kind.PAGE]
    return tuple(by_path[article.path] for article in news), tuple(
        sorted(standing, key=lambda one: sort_key(one.article.title))
    )


def _own_pages(site: Site) -> dict[str, frozenset[str] | None]:
    """Return the anchors of every page by its address, None for pages that are not an editor's."""
    pages: dict[str, frozenset[str] | None] = {
        page.path.removesuffix("index.html"): None for page in all_pages(site)
    }
    pages |= {path: None for path, _ in machine_files(site)}
    return pages | {
        story.address: frozenset(story.article.body.anchors) for story in (*site.stories, *site.standing)
    }


def make_site(settings: BuildSettings, desk: Desk, library: Library, registries: Registries) -> Made:
    """Make the site; an article that names an address of this site which has no page is rejected, and we try again."""
    while True:
        made, reminders = _try_site(settings, desk, library, registries)
        own = _own_pages(made.site) if any(linker.own for linker in made.linkers) else {}
        dead = [linker for linker in made.linkers if linker.own and not linker.check_own(own)]
        desk.problems += [problem for linker in dead for problem in linker.problems]
        for linker in dead:
            desk.reject(linker.article.path.partition("/")[2])
        if not dead:
            sound = (problem for linker in made.linkers for problem in linker.problems)
            desk.problems += [*reminders, *sound]
            return made


def _try_site(
    settings: BuildSettings, desk: Desk, library: Library, registries: Registries
) -> tuple[Made, list[Problem]]:
    public = [article for path, article in desk.articles.items() if desk.outcomes[path] in PUBLIC]
    given, reminders = addresses.allocate(public, [section.path for section in registries.sections.all])
    by_below = {path: given[article.path] for path, article in desk.articles.items() if article.path in given}
    unit = read_toml(settings.content / "du-lieu" / "don-vi.toml")
    assets = read_assets(settings.theme)
    names = asset_names(assets)
    root = root_of(settings.siteurl)
    anchors = {path: frozenset(article.body.anchors) for path, article in desk.articles.items()}
    places = Whereabouts(library, registries.sections, by_below, desk.outcomes, root, anchors)
    stories, linkers = _stories(settings, desk, places)
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
    )
    site = Site(
        portal=portal,
        siteurl=settings.siteurl,
        sections=registries.sections,
        stories=news,
        standing=standing,
        now=settings.now,
        missing=missing if missing and missing.listed else None,
    )
    return Made(site, tuple(linkers), assets, names), reminders
