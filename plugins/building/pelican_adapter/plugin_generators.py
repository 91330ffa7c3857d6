"""Pelican's generators of one build, filled with the portal's articles, and run in the order of Pelican's own run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pelican.contents import Article, Static
from pelican.generators import ArticlesGenerator, PagesGenerator, StaticGenerator, TemplatePagesGenerator
from pelican.plugins import signals
from pelican.settings import DEFAULT_CONFIG
from pelican.utils import order_content
from pelican.writers import Writer

from plugins.building.pelican_adapter.pelican_contents import (
    PluginContent,
    contents_of,
    refuse_moved,
    with_translations,
)
from plugins.building.pelican_adapter.pelican_private import know_files, period_archives, update_context
from plugins.building.pelican_adapter.plugin_signals import USES, Effect, PluginNames
from plugins.pages import addresses
from plugins.pages.site import Site, Story
from plugins.problems.stop_build import StopBuild

if TYPE_CHECKING:
    from pelican import Pelican


@dataclass(frozen=True, slots=True)
class PluginGenerators:
    """The generators of a build that have read everything, the articles among it by their output paths, and the context."""

    pelican: Pelican
    context: dict[str, Any]
    articles: ArticlesGenerator
    pages: PagesGenerator
    others: tuple[Any, ...]
    contents: Mapping[str, PluginContent]
    pelican_theme: bool

    def changed_stories(self) -> dict[str, Story]:
        """Return the articles that plugins changed, by their addresses."""
        changed = (one.changed_story() for one in self.contents.values())
        return {story.address: story for story in changed if story}

    def context_of(self, path: str) -> dict[str, Any]:
        """Return what Pelican's writer would give a page: the context, and the article or page that it shows."""
        found = self.contents.get(path)
        context = {**self.context, "output_file": path, "page_name": path.rpartition(".")[0]}
        if found is None:
            return context
        content = found.content
        if isinstance(content, Article):
            return context | {"article": content, "category": getattr(content, "category", None)}
        return context | {"page": content}

    def send_writing(self, path: str) -> None:
        """Tell that an article or a page is about to be written."""
        found = self.contents.get(path)
        if found and isinstance(found.content, Article):
            signals.article_generator_write_article.send(self.articles, content=found.content)
        elif found:
            signals.page_generator_write_page.send(self.pages, content=found.content)

    def write(self, folder: Path) -> None:
        """Let the generators write what our pages are not, and tell that all is written."""
        writer = _writer(self.pelican, folder)
        if self.pelican_theme:
            self.articles.generate_output(writer)
            self.pages.generate_output(writer)
        else:
            know_files(writer, (str(path) for path in folder.rglob("*.html")))
            signals.article_writer_finalized.send(self.articles, writer=writer)
            signals.page_writer_finalized.send(self.pages, writer=writer)
        for generator in self.others:
            if hasattr(generator, "generate_output"):
                generator.generate_output(writer)
        signals.finalized.send(self.pelican)


def _writer(pelican: Pelican, folder: Path) -> Any:
    """Return the writer that a plugin brings, else Pelican's."""
    found = [writer for _, writer in signals.get_writer.send(pelican) if isinstance(writer, type)]
    return (found[0] if found else Writer)(str(folder), settings=pelican.settings)


@dataclass(frozen=True, slots=True)
class PluginPortal:
    """What plugins are told of a portal: the site, the sources of its pictures and attachments by address, and whether Pelican writes the pages."""

    site: Site
    published: Mapping[str, Path]
    pelican_theme: bool


def run_generators(pelican: Pelican, portal: PluginPortal, names: PluginNames) -> PluginGenerators:
    """Return the generators of a build, all of which have read everything; raises what plugins raise, and StopBuild for what they may not change."""
    settings, pelican_theme = pelican.settings, portal.pelican_theme
    context = _context_of(settings, portal.site.portal.name)
    shared = {"context": context, "settings": settings, "path": pelican.path}
    shared |= {"theme": pelican.theme, "output_path": pelican.output_path}
    # Plugins are asked for generators before there are any, as in Pelican: some begin to count there.
    kinds = list(_other_kinds(pelican, names))
    articles, pages = ArticlesGenerator(**shared), PagesGenerator(**shared)
    others = _other_generators(kinds, names, shared)
    static = StaticGenerator(**shared)
    # All of articles is done before the first page is looked at, as in Pelican.
    made = list(contents_of(portal.site, articles, pelican_theme=pelican_theme))
    _fill_articles(articles, [one.content for one in made])
    of_pages = list(contents_of(portal.site, pages, pelican_theme=pelican_theme))
    _fill_pages(pages, [one.content for one in of_pages])
    made += of_pages
    for generator in others:
        if hasattr(generator, "generate_context"):
            generator.generate_context()
    _fill_static(static, portal.published)
    generators = [articles, pages, *others, static]
    signals.all_generators_finalized.send(generators)
    listening = names.listening_to(name for name, use in USES.items() if use.ours is Effect.PORTAL)
    _refuse_others(made, articles, pages, listening)
    for generator in generators:
        if hasattr(generator, "refresh_metadata_intersite_links"):
            generator.refresh_metadata_intersite_links()
    refuse_moved(made, listening, pelican_theme=pelican_theme)
    by_path = {addresses.output_path(one.story.address): one for one in made}
    return PluginGenerators(pelican, context, articles, pages, tuple(others), by_path, pelican_theme)


def _other_generators(
    kinds: Iterable[tuple[Any, str]], names: PluginNames, shared: Mapping[str, Any]
) -> list[Any]:
    """Return generators of further kinds; what one raises names its plugin."""
    others = []
    for kind, plugin in kinds:
        with names.named(unless_known=plugin):
            others.append(kind(**shared))
    return others


def _context_of(settings: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return what Pelican's generators share: the settings, and what each adds to it."""
    return {
        **settings,
        "generated_content": {},
        "static_links": set(),
        "static_content": {},
        "localsiteurl": settings["SITEURL"],
        # Where the settings have none it is that of don-vi.toml.
        "SITENAME": name,
    }


def _other_kinds(pelican: Pelican, names: PluginNames) -> Iterator[tuple[Any, str]]:
    """Yield the classes of further generators, each with the plugin that it is of: Pelican's own for pages from templates has none."""
    if pelican.settings["TEMPLATE_PAGES"]:
        yield TemplatePagesGenerator, ""
    for receiver, found in signals.get_generators.send(pelican):
        plugin = names.of_module(receiver.__module__)
        for kind in found if isinstance(found, Iterable) else [found]:
            if kind is not None and not isinstance(kind, type):
                raise StopBuild(f"plugin “{plugin}” đưa ra bộ sinh trang không phải một lớp: {kind!r}.")
            if kind is not None:
                yield kind, plugin


def _fill_articles(generator: ArticlesGenerator, contents: list[Any]) -> None:
    """Give a generator its articles, and the context their groups, as Pelican's own run would."""
    context, settings = generator.context, generator.settings
    names = settings["ARTICLE_TRANSLATION_ID"]
    listed = [one for one in contents if one.status == "published"]
    hidden = [one for one in contents if one.status != "published"]
    generator.articles, generator.translations = with_translations(listed, names)
    generator.articles = _in_order(generator.articles, settings, "ARTICLE_ORDER_BY")
    generator.hidden_articles, generator.hidden_translations = with_translations(hidden, names)
    signals.article_generator_pretaxonomy.send(generator)
    for article in generator.articles:
        if hasattr(article, "category"):
            generator.categories[article.category].append(article)
        for tag in article.tags:
            generator.tags[tag].append(article)
        for author in getattr(article, "authors", []):
            generator.authors[author].append(article)
    generator.dates = sorted(
        generator.articles, key=attrgetter("date"), reverse=context["NEWEST_FIRST_ARCHIVES"]
    )
    backwards = settings["REVERSE_CATEGORY_ORDER"]
    generator.categories = sorted(
        generator.categories.items(), key=lambda pair: pair[0].slug, reverse=backwards
    )
    generator.authors = sorted(generator.authors.items(), key=lambda pair: pair[0].slug)
    generator.period_archives = period_archives(generator, settings)
    shown = (
        "articles",
        "drafts",
        "hidden_articles",
        "dates",
        "tags",
        "categories",
        "authors",
        "related_posts",
    )
    update_context(generator, shown)
    context["period_archives"] = generator.period_archives
    signals.article_generator_finalized.send(generator)


def _in_order(contents: list[Any], settings: Mapping[str, Any], name: str) -> list[Any]:
    """Return articles or pages in the order that a setting asks for, in the portal's where nobody set it."""
    wanted = settings[name]
    if wanted == DEFAULT_CONFIG[name]:
        return contents
    ordered: list[Any] = order_content(contents, wanted)
    return ordered


def _fill_pages(generator: PagesGenerator, contents: list[Any]) -> None:
    """Give a generator its pages: hidden ones have a page of their own, and stand in no menu."""
    names = generator.settings["PAGE_TRANSLATION_ID"]
    listed = [one for one in contents if one.status == "published"]
    hidden = [one for one in contents if one.status != "published"]
    generator.pages, generator.translations = with_translations(listed, names)
    generator.pages = _in_order(generator.pages, generator.settings, "PAGE_ORDER_BY")
    generator.hidden_pages, generator.hidden_translations = with_translations(hidden, names)
    update_context(generator, ("pages", "hidden_pages", "draft_pages"))
    signals.page_generator_finalized.send(generator)


def _fill_static(generator: StaticGenerator, published: Mapping[str, Path]) -> None:
    """Give a generator the pictures and attachments that are published, each at its own address; the portal writes them."""
    generator.staticfiles = []
    known = generator.context["static_content"]
    for address, source in published.items():
        signals.static_generator_preread.send(generator)
        metadata = {"title": source.name, "url": address, "save_as": address}
        signals.static_generator_context.send(generator, metadata=metadata)
        static = Static("", metadata, generator.settings, str(source), generator.context)
        # A picture has a file for each size: the first is known by the source, as Pelican knows it.
        location = static.get_relative_source_path()
        known[address if location in known else location] = static
        generator.staticfiles.append(static)
    update_context(generator, ("staticfiles",))
    signals.static_generator_finalized.send(generator)


def _refuse_others(
    made: list[PluginContent], articles: ArticlesGenerator, pages: PagesGenerator, plugins: str
) -> None:
    """Raise StopBuild where plugins took articles away or added some: links, feeds and lists would not know."""
    of_articles = (
        articles.articles,
        articles.translations,
        articles.hidden_articles,
        articles.hidden_translations,
    )
    of_pages = (pages.pages, pages.translations, pages.hidden_pages, pages.hidden_translations)
    now = {id(one) for group in (*of_articles, *of_pages) for one in group}
    if now != {id(one.content) for one in made}:
        raise StopBuild(
            f"plugin {plugins} thêm hay bớt bài trong danh sách của Pelican; bài nào có trang do tệp trong thư mục nội dung "
            "quyết định. Bỏ plugin này khỏi PLUGINS."
        )
