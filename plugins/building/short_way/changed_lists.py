"""Make again what a portal's changed articles stand in: their pages and cards, lists, feeds, and the pages of articles around them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import count

from plugins.article.facts import ArticleKind
from plugins.building.assembly.assemble import news_and_standing_pages
from plugins.building.assembly.assets import theme_assets
from plugins.building.assembly.share_card_files import card_output
from plugins.building.assembly.write_output import file_output, page_output
from plugins.building.incremental.build_cache import BuildCache
from plugins.building.incremental.plan import OutputFile
from plugins.building.incremental.remembered_lists import RememberedStory
from plugins.building.incremental.remembered_portal import RememberedPortal
from plugins.building.short_way.changed_articles import ChangedArticle, LastPortal
from plugins.building.sources.context import BuildContext
from plugins.building.sources.portal_facts import menu_of
from plugins.feeds.feed_entry import ALL_FORMATS
from plugins.feeds.machine_files import machine_files
from plugins.feeds.sitemap_files import OTHER_PAGES, is_parted, year_path
from plugins.office.office_data import read_office
from plugins.pages import addresses
from plugins.pages.article_pages import ArticlePages
from plugins.pages.fixed_pages import not_found_page, search_page
from plugins.pages.gallery_page import gallery_page
from plugins.pages.home_page import home_page
from plugins.pages.list_pages import article_lists, index_pages
from plugins.pages.open_graph_image import story_card
from plugins.pages.page import Page
from plugins.pages.paging import NEWEST, ListPage
from plugins.pages.section_pages import section_pages
from plugins.pages.share_card import card_address
from plugins.pages.site import Site, Story
from plugins.pages.story_groups import TAXONOMIES, StoryGroups, shown_taxonomies
from plugins.redirects.old_address import address_key
from plugins.sections.grouping import filled_sections, listed_instant, section_and_ancestors


@dataclass(frozen=True, slots=True)
class ListChanges:
    """The output files that may differ, the pages of articles among them, and the paths of those that go."""

    files: tuple[OutputFile, ...]
    pages: tuple[Page, ...]
    gone: tuple[str, ...]


def listed_stories(portal: RememberedPortal, stories: Mapping[str, RememberedStory]) -> dict[str, Story]:
    """Return the articles of the last build as lists show them, by their paths below content/."""
    return {
        path: Story(
            one.article,
            portal.articles[path].address,
            _no_body,
            one.outcome,
            one.expired,
            one.photo,
            files=one.files,
            report=one.report,
            decision=one.decision,
        )
        for path, one in stories.items()
    }


def _no_body() -> str:
    raise LookupError("a list shows no body")


def site_of(context: BuildContext, last: LastPortal, stories: Mapping[str, Story]) -> Site:
    """Return the portal with the articles that it has now, given by their paths below content/, and let their keys be known."""
    last.pages.know(stories)
    missing = next((path for path, one in stories.items() if one.address == addresses.NOT_FOUND), "")
    news, standing = news_and_standing_pages([story for path, story in stories.items() if path != missing])
    # What editors say there is part of that page.
    own = last.pages.story(missing) if missing else None
    return replace(
        last.pages.site,
        stories=news,
        standing=standing,
        missing=own if own and own.listed else None,
        office=read_office(context.data.file),
    )


def changed_lists(
    context: BuildContext,
    last: LastPortal,
    site: Site,
    groups: StoryGroups,
    changed: Sequence[ChangedArticle],
) -> ListChanges | None:
    """
    Return what may differ in the output because articles came, went or changed; ``site`` is the portal now, ``groups`` its articles'.

    None where a page is not known, two would lie in one place, there is another index, which the site map names, the menu has another section, a
    section that is led to gets its first or loses its last article, or somebody leads to what goes, or, in vain until now, to what comes.
    """
    if not _has_the_indexes(context, site, groups) or not _has_the_menu(site, groups):
        return None
    if any(address_key(address) in last.names.addresses for address in _sections_turned(last, groups)):
        return None
    stories = [story for one in changed for story in (one.before, one.now and one.now.story) if story]
    bases = {base for story in stories for base in _lists_of(story)}
    cache, fingerprints = context.cache, last.pages.known.fingerprints
    page_file = partial(page_output, last.pages.known.renderer, fingerprints)
    lists = list(map(page_file, _list_pages(site, groups, bases)))
    around = ArticlePages(site, groups)
    # A page whose fingerprint is the same is not read.
    differing = [
        page for page in map(around.page_of, around.around(stories)) if _is_another(cache, page_file(page))
    ]
    whole = [found for page in differing if (found := _with_body(context, last, page))]
    taken = {story.address for story in (*site.stories, *site.standing)}
    if len(whole) < len(differing) or any(_address_at(file.path) in taken for file in lists):
        return None
    # A site's own robots.txt stands in the place of ours.
    static = context.settings.static.files(context.settings.content).keys()
    years = {listed_instant(story.article).year for story in stories}
    machines = machine_files(site, groups, years.__contains__)
    files = [
        *lists,
        *map(page_file, whole),
        *(file_output(fingerprints, file) for file in machines if file.path not in static),
        *_cards(context, site, changed),
    ]
    left = {*_lists_gone(cache, bases), *_places_gone(site, changed)}
    if is_parted(site, groups):
        left |= _sitemaps_gone(changed)
    kept = static | {file.path for file in files}
    gone = sorted(path for path in left - kept if _address_at(path) not in taken and cache.outputs.get(path))
    come = (file.path for file in files if cache.outputs.get(file.path) is None)
    if any(address_key(path) in last.names.addresses for path in (*gone, *come)):
        return None
    return ListChanges(tuple(file for file in files if _is_another(cache, file)), tuple(whole), tuple(gone))


def _address_at(path: str) -> str:
    """Return the address that an output file answers."""
    address = path.removesuffix("index.html")
    return address if not address or address.endswith("/") else path


def _list_pages(site: Site, groups: StoryGroups, bases: Container[str]) -> Iterator[Page]:
    """Make the pages that show articles in lists; of those of sections, years, names …, the lists at ``bases``."""
    yield from home_page(site, groups)
    yield from gallery_page(site, groups)
    yield from index_pages(site, groups)
    yield from search_page(site, groups)
    yield from not_found_page(site, groups)
    yield from section_pages(site, groups, bases.__contains__)
    yield from article_lists(site, groups, bases.__contains__)


def _has_the_menu(site: Site, groups: StoryGroups) -> bool:
    """Tell whether the menu has each section that has articles now, and no other: it stands on every page."""
    return tuple(menu_of(site.sections, site.portal.root, groups.by_section)) == site.portal.menu


def _sections_turned(last: LastPortal, groups: StoryGroups) -> Iterator[str]:
    """Yield the addresses of the sections that have articles now and had none, or the other way round."""
    before = filled_sections(
        story.article.section
        for story in last.stories.values()
        if story.listed and story.article.kind is ArticleKind.ARTICLE
    )
    return map(addresses.section, before.symmetric_difference(groups.by_section))


def _has_the_indexes(context: BuildContext, site: Site, groups: StoryGroups) -> bool:
    """Tell whether the last build had an index of what has one now, and of nothing else; the sitemap's parts are such too."""
    told = shown_taxonomies(groups)
    outputs = context.cache.outputs
    if (outputs.get(OTHER_PAGES) is not None) != is_parted(site, groups):
        return False
    return all(
        (outputs.get(addresses.output_path(one.base)) is not None) == (one in told) for one in TAXONOMIES
    )


def _with_body(context: BuildContext, last: LastPortal, page: Page) -> Page | None:
    """Return an article's page made of all that is known of it, None where that is lost."""
    if page.story is None:
        return None
    story = last.pages.story(page.story.article.path.removeprefix(f"{context.settings.content.name}/"))
    return replace(page, story=story) if story else None


def _lists_gone(cache: BuildCache, bases: Iterable[str]) -> Iterator[str]:
    """Yield the pages that lists had, and their feeds."""
    for base in bases:
        for number in count(NEWEST):
            path = ListPage(base, number).path
            if cache.outputs.get(path) is None:
                break
            yield path
        for ending in ALL_FORMATS:
            yield f"{addresses.FEEDS}{addresses.feed_stem(base)}.{ending}"


def _places_gone(site: Site, changed: Sequence[ChangedArticle]) -> Iterator[str]:
    """Yield where the pages and cards lay of articles that came, went or changed."""
    yield from (addresses.output_path(one.before.address) for one in changed if one.before)
    yield from _cards_gone(site, changed)


def _sitemaps_gone(changed: Sequence[ChangedArticle]) -> set[str]:
    """Return the sitemaps of the years that articles were of."""
    return {year_path(listed_instant(one.before.article).year) for one in changed if one.before}


def _cards(context: BuildContext, site: Site, changed: Sequence[ChangedArticle]) -> Iterator[OutputFile]:
    """Yield the share cards of the articles that have one."""
    cards = {_card_of(site, one.now.story): one.now.story for one in changed if one.now}
    cards.pop("", None)
    if cards and (style := theme_assets(context.settings).card_style):
        for story in cards.values():
            if card := story_card(site, story):
                yield card_output(site, style, card, context.settings.cache)


def _card_of(site: Site, story: Story) -> str:
    """Return the address of an article's share card, "" where it has none."""
    card = story_card(site, story) if site.siteurl and site.card_style else None
    return card_address(card, site.card_style) if card else ""


def _cards_gone(site: Site, changed: Sequence[ChangedArticle]) -> Iterator[str]:
    """Yield the cards of articles that came, went or changed, which no other article has."""
    titles = {one.before.article.title for one in changed if one.before}
    if not titles:
        return
    in_use = {_card_of(site, story) for story in site.stories if story.article.title in titles}
    yield from {_card_of(site, one.before) for one in changed if one.before} - in_use - {""}


def _is_another(cache: BuildCache, file: OutputFile) -> bool:
    last = cache.outputs.get(file.path)
    return last is None or last.key != file.key


def _lists_of(story: Story) -> Iterator[str]:
    """Yield the addresses of all lists that an article stands in."""
    article = story.article
    moment = listed_instant(article)
    year = moment.year
    for path in section_and_ancestors(article.section):
        yield addresses.section(path)
        yield addresses.year(addresses.section(path), year)
        # One article more or less, and a year has months or has none.
        yield from (addresses.month(addresses.section(path), year, number) for number in range(1, 13))
    yield addresses.year(addresses.ARCHIVE, year)
    yield addresses.month(addresses.ARCHIVE, year, moment.month)
    for taxonomy in TAXONOMIES:
        for named in taxonomy.names(article):
            yield f"{taxonomy.base}{named.slug}/"
