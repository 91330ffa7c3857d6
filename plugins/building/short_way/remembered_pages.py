"""The portal of the last build as one article's page needs it: what is asked for is read from the cache, nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import islice
from typing import TypeVar

from plugins.article.facts import Article, ArticleKind
from plugins.building.assembly.assemble import SiteModel, author_page, body_of, story_of
from plugins.building.incremental.fingerprints import ArticleKeys, Fingerprints
from plugins.building.incremental.remembered_portal import RememberedArticle, RememberedPortal
from plugins.building.linking.media_plans import MediaPlans
from plugins.building.linking.resolve_links import LinkTargets
from plugins.building.short_way.saved_articles import KnownArticle, KnownPortal
from plugins.building.sources.context import BuildContext
from plugins.building.sources.kept_files import added_paths, kept_files
from plugins.building.sources.portal_facts import root_of
from plugins.building.sources.read_registries import with_sections
from plugins.building.sources.read_sources import SourceState, read_again
from plugins.building.sources.settings import BuildSettings
from plugins.building.sources.tag_addresses import with_own_tags
from plugins.category.registry import Sections
from plugins.lifecycle.outcome import Outcome
from plugins.office.office_data import EMPTY_OFFICE
from plugins.pages import addresses
from plugins.pages.article_pages import article_page
from plugins.pages.connected_documents import Connected, ended
from plugins.pages.page import Page
from plugins.pages.render import Renderer
from plugins.pages.site import PAGE_SIZE, Site, Story
from plugins.pages.standing_pages import standing_page

Value = TypeVar("Value")


def portal_to_remember(sources: SourceState, model: SiteModel, keys: ArticleKeys) -> RememberedPortal:
    """Return what the next build may need of a portal to make the page of one article again."""
    articles: dict[str, RememberedArticle] = {}
    for path, outcome in sources.outcomes.items():
        article, reading = sources.articles.get(path), sources.readings.get(path)
        content = reading.content_digest if reading else ""
        if article is None or reading is None:
            articles[path] = RememberedArticle(outcome, content)
            continue
        key = keys.article.get(article.path, reading.facts_key)
        address = model.targets.addresses.get(path, "")
        articles[path] = RememberedArticle(outcome, content, address, key, keys.page.get(article.path, ""))
    return RememberedPortal(
        articles=articles,
        view=model.site.portal,
        sections=tuple(sources.sections.values()),
        tags_apart=dict(sources.tags_apart),
        card_style=model.site.card_style,
    )


class _LookUp(Mapping[str, Value]):
    """Values by name that are looked up when they are asked for."""

    def __init__(self, names: Mapping[str, object], look_up: Callable[[str], Value | None]) -> None:
        self._names, self._look_up = names, look_up

    def __getitem__(self, name: str) -> Value:
        value = self._look_up(name) if name in self._names else None
        if value is None:
            raise KeyError(name)
        return value

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._names if self._look_up(name) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _site_of(settings: BuildSettings, portal: RememberedPortal, sections: Sections) -> Site:
    """Return the portal of the last build without its articles."""
    return Site(
        portal=portal.view,
        siteurl=settings.siteurl,
        sections=sections,
        stories=(),
        standing=(),
        now=settings.now,
        page_size=settings.page_size or PAGE_SIZE,
        card_style=portal.card_style,
        feeds=settings.feeds,
        added=tuple(added_paths(settings)),
        # Known once lists are made again, which alone show them.
        missing=None,
        office=EMPTY_OFFICE,
    )


class RememberedPages:
    """The articles and pages of the last build, made from what it left in the cache."""

    def __init__(self, context: BuildContext, portal: RememberedPortal) -> None:
        registries = with_sections(context.registries, portal.sections)
        self._context, self._portal = context, portal
        self._stories: dict[str, Story] = {}
        self._taken: dict[str, Article] = {}
        self._keys = ArticleKeys({}, {})
        self.site = _site_of(context.settings, portal, registries.sections)
        self.known = self._known_portal(registries.sections)

    def _known_portal(self, sections: Sections) -> KnownPortal:
        settings, templates = self._context.settings, self._context.settings.theme / "templates"
        return KnownPortal(
            targets=self._link_targets(sections),
            fingerprints=Fingerprints(self.site, self._keys, templates),
            renderer=Renderer(templates, self._portal.view, settings.jinja),
            read=partial(read_again, settings, self._context.library, self._context.registries),
            article=self._known_article,
            has_same_bytes=self._has_same_bytes,
            sections={section.path: section for section in self._portal.sections},
        )

    def _link_targets(self, sections: Sections) -> LinkTargets:
        settings, library, articles = self._context.settings, self._context.library, self._portal.articles
        return LinkTargets(
            library=library,
            media=MediaPlans(library, self._context.cache, clean=settings.clean_attachments),
            sections=sections,
            addresses=_LookUp(articles, lambda path: articles[path].address or None),
            outcomes=_LookUp(articles, lambda path: articles[path].outcome),
            root=root_of(settings.siteurl),
            articles=_LookUp(articles, self._article),
            author_page=partial(author_page, self._context.registries.authors),
            with_photos=settings.photos,
            tags_apart=self._portal.tags_apart,
            plugin_classes=settings.plugin_classes,
            siteurl=settings.siteurl,
            kept_files=kept_files(settings, library),
        )

    def take(
        self, path: str, remembered: RememberedArticle, article: Article, story: Story | None = None
    ) -> None:
        """Take an article as it is now, with its address and keys, in place of what is remembered of it."""
        self._portal.articles[path] = remembered
        self._taken[path] = article
        if story:
            self._stories[path] = story
            self._keys.article[article.path] = remembered.article_key
            self._keys.page[article.path] = remembered.page_key

    def forget(self, path: str) -> None:
        """Forget an article that is no more."""
        self._portal.articles.pop(path, None)
        self._stories.pop(path, None)

    def know(self, stories: Mapping[str, Story]) -> None:
        """Know the keys of articles, given by their paths below content/."""
        for path, story in stories.items():
            shown, remembered = story.article.path, self._portal.articles[path]
            self._keys.article[shown] = remembered.article_key
            self._keys.page[shown] = remembered.page_key

    def story(self, path: str) -> Story | None:
        """Return an article that has a page, by its path below content/, None for any other."""
        return self._story(path)

    def article(self, path: str) -> Article | None:
        """Return the facts of an article that is public, by its path below content/, None for any other."""
        remembered = self._portal.articles.get(path)
        return self._article(path) if remembered and remembered.outcome is Outcome.PUBLISHED else None

    def _article(self, path: str) -> Article | None:
        """Return the facts of an article of the portal, None for a file that is none."""
        if path in self._taken:
            return self._taken[path]
        cached = self._context.cache.readings.get(path)
        if cached is None or cached.reading.article is None or not self._portal.articles[path].article_key:
            return None
        return with_own_tags(cached.reading.article, self._portal.tags_apart)

    def _story(self, path: str) -> Story | None:
        """Return an article that has a page, with its keys noted, None for any other."""
        if path in self._stories:
            return self._stories[path]
        remembered = self._portal.articles.get(path)
        article = self._article(path) if remembered and remembered.page_key else None
        links = self._context.cache.links.get(path) if article else None
        if remembered is None or article is None or links is None:
            return None
        self._keys.article[article.path] = remembered.article_key
        self._keys.page[article.path] = remembered.page_key
        body = body_of(self._context, path, links)
        self._stories[path] = story_of(
            self._context.settings, article, remembered.outcome, links, remembered.address, body
        )
        return self._stories[path]

    def _page(self, story: Story) -> Page | None:
        """Return the page of an article, None where it is not known what stands around it."""
        if story.address == addresses.NOT_FOUND:
            return None
        if story.article.kind is ArticleKind.PAGE:
            return standing_page(self.site, story)
        neighbours = self._context.cache.neighbours.get(addresses.output_path(story.address))
        if neighbours is None:
            return None
        found = [one for path in neighbours.paths if (one := self._story(path))]
        if len(found) < len(neighbours.paths):
            return None
        rest = iter(found)
        groups = (tuple(islice(rest, count)) for count in neighbours.counts)
        newer, older, related, elsewhere, *connected = groups
        documents = Connected(*connected)
        return article_page(self.site, ended(story, documents), newer, older, related, documents, elsewhere)

    def _known_article(self, path: str) -> KnownArticle | None:
        story = self._story(path)
        page = self._page(story) if story else None
        cached, links = self._context.cache.readings.get(path), self._context.cache.links.get(path)
        if story is None or page is None or cached is None or links is None:
            return None
        return KnownArticle(
            article=story.article,
            outcome=self._portal.articles[path].outcome,
            # Where tags were told apart, the portal's key is another than the reading's, and lists may tell more of it.
            facts_key=self._portal.articles[path].article_key.removesuffix(links.listed_links_key),
            content_digest=cached.content_digest,
            problems=cached.reading.problems,
            links=links,
            page=page,
        )

    def _has_same_bytes(self, path: str, digest: str) -> bool:
        articles = self._portal.articles.items()
        return any(one.content_digest == digest for other, one in articles if other != path)
