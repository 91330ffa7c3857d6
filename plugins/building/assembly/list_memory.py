"""Gather what the next build needs to change lists without all articles: each as lists show it, and what they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from plugins.article.facts import Article, ArticleKind
from plugins.building.assembly.assemble import SiteModel
from plugins.building.assembly.office_addresses import places_of_office
from plugins.building.incremental.build_cache import CachedLinks
from plugins.building.incremental.remembered_lists import RememberedStory, SharedNames
from plugins.building.linking.authority_addresses import places_of_authority
from plugins.building.linking.own_addresses import places_of
from plugins.building.sources.context import BuildContext
from plugins.building.sources.portal_facts import PORTAL_LANGUAGE
from plugins.building.sources.read_sources import SourceState, as_listed
from plugins.category.registry import Section
from plugins.lifecycle.outcome import Outcome
from plugins.pages import addresses
from plugins.pages.site import Site, Story
from plugins.redirects.old_address import address_key


def remembered_story(story: Story) -> RememberedStory:
    """Return an article as the next build may list it again."""
    return RememberedStory(
        as_listed(story.article),
        story.outcome,
        story.expired,
        story.photo,
        story.files,
        story.report,
        story.decision,
    )


def stories_to_remember(model: SiteModel) -> dict[str, RememberedStory]:
    """Return all articles and standing pages with an address by their paths below content/."""
    by_shown = {story.article.path: story for story in all_stories(model.site)}
    by_address = {story.address: story for story in by_shown.values()}
    return {
        path: remembered_story(by_address[model.targets.addresses[path]])
        for path in model.links
        if model.targets.addresses[path] in by_address
    }


def all_stories(site: Site) -> tuple[Story, ...]:
    """Return every article and page of the editors with an address, the one for addresses that do not exist too."""
    return (*site.stories, *site.standing, *([site.missing] if site.missing else []))


def names_to_remember(
    context: BuildContext, sources: SourceState, model: SiteModel, coming: Mapping[str, CachedLinks]
) -> SharedNames:
    """Return what the articles of a portal share; ``coming`` are the links of those that are not public yet."""
    articles = sources.articles.values()
    links = [*model.links.values(), *coming.values()]
    names = SharedNames(
        titles={},
        people={},
        tags={},
        sections={},
        foreign={article.slug for article in articles if article.lang != PORTAL_LANGUAGE},
        waiting={
            addresses.wanted_address(article)
            for path, article in sources.articles.items()
            if sources.outcomes[path] is Outcome.SCHEDULED
        },
        looked_up=set(),
        linked=set(),
        addresses={
            address_key(place)
            for place in (
                *places_of_authority(context.data, model.site),
                *places_of_office(model.site.office, model.site.siteurl),
            )
        },
        media=Counter(one for links in model.links.values() for one in media_of(links)),
    )
    for person in context.registries.authors.people.values():
        _note(names.people, person.slug, person.name)
    named: dict[str, set[Section]] = {}
    readings = context.cache.readings.values
    for path, article in sources.articles.items():
        note_article(names, path, article, readings[path].folded_title)
        if section := readings[path].reading.section:
            names.sections[section.path] = names.sections.get(section.path, 0) + 1
            named.setdefault(section.path, set()).add(section)
    names.sections.update((path, -1) for path, written in named.items() if len(written) > 1)
    for one in links:
        note_links(names, one)
    return names


def note_article(names: SharedNames, path: str, article: Article, folded_title: str) -> None:
    """Note what an article, given by its path below content/, shares with others."""
    if article.kind is ArticleKind.ARTICLE:
        names.titles[path] = folded_title
    for person in article.byline.people:
        _note(names.people, person.slug, person.name)
    for tag in (*article.tags, *article.communes):
        _note(names.tags, tag.slug, tag.name)
    names.addresses.update(map(address_key, article.old_addresses))


def note_links(names: SharedNames, links: CachedLinks) -> None:
    """Note what an article's links look for and lead to."""
    names.looked_up.update(links.looked_up)
    names.linked.update(links.target_fingerprints)
    names.addresses.update(address_key(place) for link in links.own_links for place in places_of(link))


def adds_links(before: CachedLinks, now: CachedLinks) -> bool:
    """Tell whether an article's links look for more names, or lead to more articles and files, than before."""
    return not (
        {*now.looked_up} <= {*before.looked_up}
        and now.target_fingerprints.keys() <= before.target_fingerprints.keys()
        and {one.address for one in now.own_links} <= {one.address for one in before.own_links}
    )


def media_of(links: CachedLinks) -> Sequence[str]:
    """Return what has to be published with an article: pictures in sizes, files and pictures as they are, what is cut."""
    cut = links.photo.cut if links.photo else None
    return (
        *links.pictures,
        *(f"/{path}" for path in (*links.originals, *links.attachments)),
        *((f"//{cut.name}",) if cut else ()),
    )


def _note(names: dict[str, list[str]], slug: str, name: str) -> None:
    known = names.setdefault(slug, [])
    if name not in known:
        known.append(name)


def one_name(names: Mapping[str, Sequence[str]], slug: str, name: str) -> bool:
    """Tell whether no article has another name under a slug."""
    return all(known == name for known in names.get(slug, ()))


def paths_by_title(names: SharedNames, titles: Iterable[str]) -> dict[str, list[str]]:
    """Return the articles that have some folded titles, each title's in the order of their paths."""
    found: dict[str, list[str]] = {title: [] for title in titles}
    for path, title in names.titles.items():
        if title in found:
            found[title].append(path)
    return {title: sorted(paths) for title, paths in found.items()}
