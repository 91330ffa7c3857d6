"""Group the listed articles in every way that pages need: by section, by year, by author, organisation, tag and commune."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from plugins.article.communes import own_name
from plugins.article.facts import Article
from plugins.pages import addresses
from plugins.pages.site import Site, Story
from plugins.sections import grouping
from plugins.vietnamese.index_letters import index_key
from plugins.vietnamese.typography.rules import typeset


class _Named(Protocol):
    """A person, an organisation, a tag or a commune; of the first two it may be said in ``about`` who they are."""

    @property
    def slug(self) -> str: ...

    @property
    def name(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """
    A way in which articles are listed under names: by author, by organisation, by tag, by commune.

    Its index lies at ``base`` under ``title``; the list of a name is headed by ``heading``;
    ``names`` gives those whom an article is listed under.
    ``sorted_by`` is what of a name the alphabet goes by; what ``may_lack`` names has no index then;
    the lists of what ``has_documents`` begin with them; ``creator`` is what schema.org calls those who are named, where they make articles.
    """

    base: str
    title: str
    heading: str
    names: Callable[[Article], Sequence[_Named]]
    sorted_by: Callable[[str], str] = str
    may_lack: bool = False
    has_documents: bool = False
    creator: str = ""


def _organisation(article: Article) -> Sequence[_Named]:
    return (article.byline.organisation,) if article.byline.organisation else ()


TAXONOMIES = (
    Taxonomy(
        addresses.AUTHORS,
        "Tác giả",
        "Bài của {}",
        lambda article: article.byline.people,
        creator="Person",
    ),
    Taxonomy(addresses.ORGANISATIONS, "Cơ quan", "Tin bài của {}", _organisation, creator="Organization"),
    Taxonomy(addresses.TAGS, "Thẻ", "Thẻ “{}”", lambda article: article.tags),
    Taxonomy(
        addresses.COMMUNES,
        "Địa bàn",
        "{}",
        lambda article: article.communes,
        own_name,
        may_lack=True,
        has_documents=True,
    ),
)


@dataclass(frozen=True, slots=True)
class Term:
    """One name of a taxonomy, with the address of its list, its articles, the newest first, and what is said of it, or ""."""

    name: str
    address: str
    stories: Sequence[Story]
    about: str = ""


@dataclass(frozen=True, slots=True)
class StoryGroups:
    """
    The articles that lists may name, the newest first, and groups of them in the same order.

    ``by_section`` has an article under its section and all above it, ``by_own_section`` under its
    section alone; ``by_year`` begins with the latest year, and so do the years of each section; ``terms`` are the names of each
    taxonomy by its base address, in the order of the alphabet; ``documents`` are those that are in the register.
    """

    listed: Sequence[Story]
    documents: Sequence[Story]
    by_section: Mapping[str, Sequence[Story]]
    by_own_section: Mapping[str, Sequence[Story]]
    by_year: Mapping[int, Sequence[Story]]
    years_by_section: Mapping[str, Mapping[int, Sequence[Story]]]
    terms: Mapping[str, Sequence[Term]]


def shown_taxonomies(groups: StoryGroups) -> list[Taxonomy]:
    """Return the taxonomies that have an index."""
    return [one for one in TAXONOMIES if groups.terms[one.base] or not one.may_lack]


def group_stories(site: Site) -> StoryGroups:
    """Return the groups of a portal's articles."""
    stories = [story for story in site.stories if story.listed]
    own = {story.article.section for story in stories}
    above = {section: grouping.section_and_ancestors(section) for section in own}
    by_section = grouping.grouped(stories, lambda story: above[story.article.section])
    return StoryGroups(
        stories,
        [story for story in stories if story.article.register],
        by_section,
        grouping.grouped_by(stories, lambda story: story.article.section),
        _by_year(stories),
        {section: _by_year(of) for section, of in by_section.items()},
        {taxonomy.base: group_terms(taxonomy, stories) for taxonomy in TAXONOMIES},
    )


def _by_year(stories: Iterable[Story]) -> Mapping[int, Sequence[Story]]:
    """Return articles by the year of publication, the latest year first."""
    return grouping.years(stories, lambda story: grouping.listed_instant(story.article))


def by_month(stories: Iterable[Story]) -> Mapping[int, Sequence[Story]]:
    """Return a year's articles by the month of publication, the latest month first."""
    found = grouping.grouped_by(stories, lambda story: grouping.listed_instant(story.article).month)
    return {month: found[month] for month in sorted(found, reverse=True)}


def group_terms(taxonomy: Taxonomy, stories: Sequence[Story]) -> list[Term]:
    """Return the names of a taxonomy that articles are listed under, in the order of the alphabet."""
    # The newest article says how a name is written.
    shown: dict[str, _Named] = {}
    groups: dict[str, list[Story]] = {}
    names = taxonomy.names
    for story in stories:
        for named in names(story.article):
            slug = named.slug
            if slug in groups:
                groups[slug].append(story)
            else:
                shown[slug], groups[slug] = named, [story]
    return [
        Term(
            typeset(shown[slug].name),
            f"{taxonomy.base}{slug}/",
            groups[slug],
            getattr(shown[slug], "about", ""),
        )
        for slug in sorted(groups, key=lambda slug: index_key(taxonomy.sorted_by(shown[slug].name)))
    ]
