"""Assemble the whole portal as a value from the articles that were read; articles with dead links are rejected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from operator import attrgetter

from plugins.article.facts import Article, ArticleKind
from plugins.article.faulty_draft import problem_of_draft
from plugins.author.people import Organisation
from plugins.author.registry import Authors
from plugins.building.assembly.assets import ThemeAssets, theme_assets
from plugins.building.assembly.data_problems import data_problems
from plugins.building.assembly.destinations import destinations_of
from plugins.building.assembly.foot_links import with_foot
from plugins.building.assembly.gallery_without_film import gallery_without_film
from plugins.building.assembly.leaders_without_page import leaders_without_page
from plugins.building.assembly.office_addresses import (
    dead_office_addresses,
    names_own_addresses,
    without_addresses,
)
from plugins.building.incremental.build_cache import BuildCache, CachedLinks
from plugins.building.incremental.fingerprints import ArticleKeys
from plugins.building.indexing.search_index import can_search
from plugins.building.linking.address_holders import file_mark, recorded_holders
from plugins.building.linking.authority_addresses import authority_addresses_checked
from plugins.building.linking.header_links import with_addresses
from plugins.building.linking.link_articles import forget_stale_links, link_all, links_of_rejected
from plugins.building.linking.media_plans import MediaPlans, photo_view
from plugins.building.linking.old_addresses import old_address_problems
from plugins.building.linking.own_addresses import Destinations, dead_links, places_of
from plugins.building.linking.resolve_links import LinkTargets, fill_body
from plugins.building.sources.authority_file import AUTHORITY_FILE, load_authority
from plugins.building.sources.context import BuildContext
from plugins.building.sources.kept_files import added_paths, kept_files
from plugins.building.sources.portal_facts import (
    PORTAL_LANGUAGE,
    PortalFacts,
    portal_view,
    root_of,
)
from plugins.building.sources.read_registries import with_sections
from plugins.building.sources.read_sources import SourceState, read_all
from plugins.building.sources.settings import BuildSettings
from plugins.building.sources.unread_files import unread_files
from plugins.lifecycle.outcome import PUBLIC, Outcome, expired, once_public
from plugins.media.markup import EmbeddedPicture
from plugins.office.office_data import read_office
from plugins.pages import addresses
from plugins.pages.connected_documents import with_ends
from plugins.pages.site import PAGE_SIZE, Site, Story
from plugins.pages.view_parts import Link
from plugins.problems import Level, Problem
from plugins.registers.register_parts import register_parts_of
from plugins.sections.grouping import newest_first, section_and_ancestors
from plugins.vietnamese.collation import sort_key

_WITH_ADDRESS = PUBLIC | {Outcome.SCHEDULED}


@dataclass(frozen=True, slots=True)
class SiteModel:
    """
    What a build is about to write.

    ``targets`` is everything that a link may lead to; ``links`` has the links and media of every article
    that gets a page, by its path below content/; ``assets`` are the theme's static files.
    """

    site: Site
    targets: LinkTargets
    links: dict[str, CachedLinks]
    assets: ThemeAssets

    def pictures_in_use(self) -> set[str]:
        """Return the names under which the pictures in use lie in the cache."""
        return {used.plan.cache_name for used in self.targets.media.in_use(self.links.values())}


def article_keys(sources: SourceState, model: SiteModel) -> ArticleKeys:
    """Return the article key and the page key of every article that gets a page."""
    article: dict[str, str] = {}
    page: dict[str, str] = {}
    for path, links in model.links.items():
        shown = sources.articles[path].path
        article[shown] = article_key(sources.readings[path].facts_key, links)
        page[shown] = page_key(sources.readings[path].key, links)
    return ArticleKeys(article, page)


def article_key(facts_key: str, links: CachedLinks) -> str:
    """Return a text that changes whenever an article by itself, wherever it stands, is another one in lists."""
    return f"{facts_key}{links.listed_links_key}"


def page_key(reading_key: str, links: CachedLinks) -> str:
    """Return a text that changes whenever an article's own page shows another thing of it."""
    return f"{reading_key}{links.links_key}"


def destinations_of_model(context: BuildContext, model: SiteModel) -> Destinations:
    """Return all that addresses of a portal may lead to."""
    media = partial(model.targets.media.addresses_in_use, model.links)
    return destinations_of(context, model.site, model.assets, media)


def read_and_link(context: BuildContext, problems: list[Problem]) -> tuple[SourceState, SiteModel]:
    """Return the sources and the portal that they make; problems are added to ``problems`` as they are found."""
    sources = read_all(context)
    _refuse(context, sources)
    problems += sources.problems
    problems += data_problems(context.data, context.settings.now.date())
    # One list from here on: what was found is reported even where a later step stops the build.
    sources.problems = problems
    registries = with_sections(context.registries, sources.sections.values())
    model, destinations = _assemble(replace(context, registries=registries), sources)
    site, of_authority = authority_addresses_checked(
        context.data,
        model.site,
        lambda: destinations().anchors,
        lambda: _addresses_to_come(sources),
    )
    model = replace(model, site=site)
    problems += of_authority
    problems += old_address_problems(model.site)
    if not context.settings.preview:
        problems += _link_errors_of_rejected(context, sources, model, destinations)
    linked_files = {path for links in model.links.values() for path in links.attachments}
    problems += context.library.unused_documents(linked_files)
    problems += unread_files(context.settings, context.library, linked_files)
    drafts = sources.drafts
    problems[:] = [problem_of_draft(one, drafts[one.path]) if one.path in drafts else one for one in problems]
    return sources, model


def _refuse(context: BuildContext, sources: SourceState) -> None:
    """Reject the articles in which publishing has found a fault."""
    below = {context.library.shown(path): path for path in sources.outcomes}
    for problem in context.settings.refused:
        sources.problems.append(problem)
        if problem.path in below:
            sources.reject(below[problem.path])


def _addresses_to_come(sources: SourceState) -> frozenset[str]:
    """Return the addresses that articles will have which are not public yet."""
    return frozenset(
        addresses.wanted_address(article)
        for path, article in sources.articles.items()
        if sources.outcomes[path] in (Outcome.DRAFT, Outcome.SCHEDULED)
    )


def _link_errors_of_rejected(
    context: BuildContext, sources: SourceState, model: SiteModel, destinations: Callable[[], Destinations]
) -> Iterator[Problem]:
    """
    Yield the link errors of files that are rejected for other errors, so that editors learn of all at once.

    ``destinations`` gives what addresses may lead to. One that a rejected article will have is not dead.
    """
    to_come: Destinations | None = None
    for article, links in links_of_rejected(context, sources, model.targets):
        yield from (problem for problem in links.problems if problem.level is Level.ERROR)
        if links.own_links:
            to_come = to_come or _with_rejected(destinations(), sources)
            yield from (problem for _, problem in dead_links(article, links.own_links, to_come))


def _with_rejected(destinations: Destinations, sources: SourceState) -> Destinations:
    rejected = {
        addresses.wanted_address(one): None
        for path, one in sources.articles.items()
        if sources.outcomes[path] is Outcome.REJECTED
    }
    return replace(destinations, anchors={**destinations.anchors, **rejected})


def _assemble(context: BuildContext, sources: SourceState) -> tuple[SiteModel, Callable[[], Destinations]]:
    """
    Assemble the portal, reject articles that name an address of this site without a page, and repeat until none does.

    Returns the portal and what gives all that its addresses may lead to, which is looked for at most once.
    In a preview such an article keeps its page, and the link leads nowhere.
    """
    media = MediaPlans(context.library, context.cache, clean=context.settings.clean_attachments)
    forget_stale_links(context, sources.tags_apart)
    assets = cache(partial(theme_assets, context.settings))
    dead: dict[str, frozenset[str]] = {}
    dead_of_office: dict[str, Problem] = {}
    while True:
        model, reminders = _try_to_assemble(context, sources, media, assets, dead, dead_of_office)
        destinations = cache(partial(destinations_of_model, context, model))
        found = _dead_own_links(sources, model, destinations)
        for path, errors in found.items():
            own = () if sources.preview else model.links[path].problems
            sources.problems += [*own, *errors.values()]
            sources.reject(path)
            dead[path] = dead.get(path, frozenset()) | errors.keys()
        of_office = _dead_of_office(context, model, destinations)
        sources.problems += of_office.values()
        dead_of_office |= of_office
        if not found and not of_office:
            of_links = (problem for links in model.links.values() for problem in links.problems)
            sources.problems += [*reminders, *of_links]
            media.forget_unused()
            return model, destinations


def _dead_of_office(
    context: BuildContext, model: SiteModel, find: Callable[[], Destinations]
) -> dict[str, Problem]:
    """Return the addresses of this site without a page that data files name, each with its error."""
    office, siteurl = model.site.office, model.site.siteurl
    if not names_own_addresses(office, siteurl):
        return {}
    return dict(dead_office_addresses(office, siteurl, context.settings.content.name, find()))


def _dead_own_links(
    sources: SourceState, model: SiteModel, find: Callable[[], Destinations]
) -> dict[str, dict[str, Problem]]:
    """Return the addresses of this site without a page that articles name, each with its error, by article."""
    if not any(links.own_links for links in model.links.values()):
        return {}
    known = find()
    pages = dict(known.anchors)
    destinations = replace(known, anchors=pages)
    found: dict[str, dict[str, Problem]] = {}
    leading_to: dict[str, set[str]] = defaultdict(set)
    for path, links in model.links.items():
        for place in (place for link in links.own_links for place in places_of(link)):
            leading_to[place].add(path)
    waiting = {path for paths in leading_to.values() for path in paths}
    while waiting:
        new = {
            path: dead
            for path in sorted(waiting)
            if (dead := dict(dead_links(sources.articles[path], model.links[path].own_links, destinations)))
        }
        found |= new
        if sources.preview:
            break
        # The page of an article that is rejected is none either: who leads there is rejected in the same round.
        gone = {model.targets.addresses[path] for path in new}
        for address in gone:
            pages.pop(address, None)
        waiting = {path for address in gone for path in leading_to[address]} - found.keys()
    return found


def _try_to_assemble(
    context: BuildContext,
    sources: SourceState,
    media: MediaPlans,
    read_assets: Callable[[], ThemeAssets],
    dead: Mapping[str, frozenset[str]],
    dead_of_office: Collection[str],
) -> tuple[SiteModel, list[Problem]]:
    """
    Return the portal of all articles that are not rejected yet, and reminders about their addresses.

    ``dead`` are addresses of this site without a page, by the path of the article that names them, ``dead_of_office`` those of data files.
    """
    allocated, reminders = _allocated(context, sources)
    targets = _link_targets(context, sources, media, allocated)
    authority = load_authority(context.data.file(AUTHORITY_FILE))
    assets = read_assets()
    links = link_all(context, sources, targets, dead)
    stories = [
        story_of(
            context.settings,
            sources.articles[path],
            sources.outcomes[path],
            one,
            targets.addresses[path],
            body_of(context, path, one),
        )
        for path, one in links.items()
    ]
    facts = PortalFacts(
        authority=authority,
        sections=context.registries.sections,
        assets=assets.paths,
        siteurl=context.settings.siteurl,
        name=context.settings.name,
        today=context.settings.now.date(),
        has_search=can_search(context.settings),
        office=without_addresses(read_office(context.data.file), dead_of_office),
        shown=context.settings.shown,
    )
    site = _site(context, facts, stories, assets)
    reminders += leaders_without_page(site, context.settings.content.name)
    reminders += gallery_without_film(site, context.settings.content.name)
    return SiteModel(site, targets, links, assets), reminders


def _allocated(context: BuildContext, sources: SourceState) -> tuple[dict[str, str], list[Problem]]:
    """
    Return the address of every article with a page by the article's path, and reminders; who wants another's is rejected.

    Scheduled articles take part: who will want another's address tomorrow is told today. What only a preview shows
    takes an address that is left, and is no fault of anybody.
    """
    public = {article.path: path for path, article in sources.articles.items() if sources.has_page(path)}
    below = {article.path: path for path, article in sources.articles.items()}
    claims = [one for path, one in sources.articles.items() if sources.outcomes[path] in _WITH_ADDRESS]
    sections = [section.path for section in context.registries.sections.all]
    holders = recorded_holders(context.settings.content)

    def was_published(address: str, path: str) -> bool:
        return bool(holders) and holders.get(address) == file_mark(path)

    given, problems = addresses.allocate(claims, sections, was_published)
    for problem in problems:
        if problem.level is Level.ERROR:
            sources.problems.append(problem)
            sources.reject(below[problem.path])
    if sources.preview:
        first = given
        given, _ = addresses.allocate(
            sources.articles.values(), sections, lambda address, path: first.get(path) == address
        )
    kept = {
        path: address for path, address in given.items() if path in public and sources.has_page(public[path])
    }
    return kept, [problem for problem in problems if problem.level is not Level.ERROR]


def _link_targets(
    context: BuildContext, sources: SourceState, media: MediaPlans, allocated: Mapping[str, str]
) -> LinkTargets:
    """Return everything that a link may lead to; ``allocated`` has the addresses of articles by the articles' path."""
    return LinkTargets(
        library=context.library,
        media=media,
        sections=context.registries.sections,
        addresses={
            path: allocated[article.path]
            for path, article in sources.articles.items()
            if article.path in allocated
        },
        outcomes=sources.outcomes,
        root=root_of(context.settings.siteurl),
        articles=sources.articles,
        author_page=partial(author_page, context.registries.authors),
        with_photos=context.settings.photos,
        tags_apart=sources.tags_apart,
        plugin_classes=context.settings.plugin_classes,
        siteurl=context.settings.siteurl,
        kept_files=kept_files(context.settings, context.library),
    )


def author_page(authors: Authors, name: str) -> str:
    """Return the address of the page of an author, given by any name that the registry knows, or another."""
    who = authors.named(name)
    base = addresses.ORGANISATIONS if isinstance(who, Organisation) else addresses.AUTHORS
    return f"{base}{who.slug}/" if who.slug else base


def story_of(
    settings: BuildSettings,
    article: Article,
    outcome: Outcome,
    links: CachedLinks,
    address: str,
    body: Callable[[], str],
) -> Story:
    """Return an article as pages show it; ``body`` makes its HTML."""
    root = root_of(settings.siteurl)
    return Story(
        article=with_addresses(article, links.header_addresses),
        address=address,
        body=body,
        outcome=outcome if outcome in PUBLIC else once_public(article),
        expired=expired(article, settings.now),
        photo=photo_view(links.photo, root),
        cover=photo_view(links.cover, root),
        files=links.files,
        report=links.report,
        decision=links.decision,
    )


def body_of(context: BuildContext, path: str, links: CachedLinks) -> Callable[[], str]:
    """Return what makes the HTML of an article, given by its path below content/, of what the cache has of it."""
    return partial(_body, context.cache, path, links.fillings, root_of(context.settings.siteurl))


def _body(cache: BuildCache, path: str, fillings: Sequence[str | EmbeddedPicture], root: str) -> str:
    return fill_body(cache.body(path), fillings, root)


def _site(context: BuildContext, facts: PortalFacts, stories: Sequence[Story], assets: ThemeAssets) -> Site:
    missing = next((story for story in stories if story.address == addresses.NOT_FOUND), None)
    news, standing = news_and_standing_pages([story for story in stories if story is not missing])
    root, style = root_of(context.settings.siteurl), assets.card_style
    listed = [story for story in standing if story.listed]
    links = tuple(
        Link(
            story.article.title,
            addresses.href(root, story.address),
            "" if story.article.lang == PORTAL_LANGUAGE else story.article.lang,
        )
        for story in listed
    )
    # Readers come to these from the page of the leaders.
    pages = {one.page for one in facts.office.leaders}
    biographies = {addresses.href(root, story.address) for story in listed if story.article.slug in pages}
    documents = (told for story in news if story.listed and (told := story.article.register))
    filled = {path for story in news if story.listed for path in section_and_ancestors(story.article.section)}
    portal = portal_view(facts, links, register_parts_of(documents), filled)
    site = Site(
        portal=with_foot(portal, context.settings.siteurl, biographies),
        siteurl=context.settings.siteurl,
        sections=context.registries.sections,
        stories=news,
        standing=standing,
        now=context.settings.now,
        page_size=context.settings.page_size or PAGE_SIZE,
        missing=missing if missing and missing.listed else None,
        card_style=style.fingerprint if style else "",
        feeds=context.settings.feeds,
        office=facts.office,
        added=tuple(added_paths(context.settings)),
    )
    return with_ends(site)


def news_and_standing_pages(stories: Sequence[Story]) -> tuple[tuple[Story, ...], tuple[Story, ...]]:
    """Return the articles, the newest first, and the standing pages in alphabetical order."""
    article = attrgetter("article")
    news = [story for story in stories if story.article.kind is ArticleKind.ARTICLE]
    standing = [story for story in stories if story.article.kind is ArticleKind.PAGE]
    return tuple(newest_first(news, article)), tuple(
        sorted(standing, key=lambda story: sort_key(story.article.title))
    )
