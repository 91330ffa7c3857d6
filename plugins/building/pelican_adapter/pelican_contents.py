"""Turn the articles of a portal into Pelican's own objects, and read back what plugins made of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import Any

from markupsafe import Markup
from pelican.contents import Article, Page
from pelican.generators import ArticlesGenerator, PagesGenerator
from pelican.plugins import signals
from pelican.urlwrappers import Author, Category, Tag, URLWrapper

from plugins.building.pelican_adapter.pelican_private import html_of
from plugins.building.pelican_adapter.plugin_keys import PELICANS_OWN
from plugins.pages import addresses
from plugins.pages.site import Site, Story
from plugins.problems.stop_build import StopBuild
from plugins.prose.plain_text import plain_text

# What decides where a page lies and who sees it is the portal's: links, feeds and the check of articles rest on it.
_PLACE = ("slug", "url", "save_as", "status")
# What lists are made from; a theme made for Pelican makes its lists from Pelican's objects.
_GROUPS = ("date", "lang", "category", "tags", "authors")


@dataclass(frozen=True, slots=True)
class PluginContent:
    """An article or page of the portal as Pelican's object, beside what it was made from."""

    story: Story
    content: Any
    html: str
    title: str
    summary: str
    fixed: Mapping[str, object]

    def moved(self, *, pelican_theme: bool) -> str:
        """Return the name of what a plugin changed that is the portal's to decide, "" if nothing."""
        names = _PLACE if pelican_theme else (*_PLACE, *_GROUPS)
        now = _facts_of(self.content)
        return next((name for name in names if now[name] != self.fixed[name]), "")

    def changed_story(self) -> Story | None:
        """Return the article with the title, summary and body that plugins gave it, None where they left them as they were."""
        facts, content = self.story.article, self.content
        html = html_of(content)
        title, summary = str(content.title), content.metadata.get("summary", self.summary)
        changed = facts
        if title != self.title:
            changed = replace(changed, title=plain_text(title))
        if summary != self.summary:
            changed = replace(changed, summary=plain_text(summary))
        if changed is facts and html == self.html:
            return None
        return replace(self.story, article=changed, body=lambda: html)


def contents_of(
    site: Site, generator: ArticlesGenerator | PagesGenerator, *, pelican_theme: bool
) -> Iterator[PluginContent]:
    """Yield every article, or every page, as Pelican's object for its generator, the signals of each sent as if it were read now."""
    of_articles = isinstance(generator, ArticlesGenerator)
    kind = "article" if of_articles else "page"
    for story in (*site.stories, *site.standing):
        if (story.article.date is not None) is not of_articles:
            continue
        getattr(signals, f"{kind}_generator_preread").send(generator)
        metadata = _metadata(site, story, generator.settings, as_html=pelican_theme)
        given = str(metadata["title"]), str(metadata["summary"]), _fixed(metadata)
        getattr(signals, f"{kind}_generator_context").send(generator, metadata=metadata)
        html, settings = story.html, generator.settings
        source = str(Path(settings["PATH"]).parent / story.article.path)
        content = (Article if of_articles else Page)(html, metadata, settings, source, generator.context)
        generator.add_source_path(content)
        yield PluginContent(story, content, html, *given)


def _metadata(site: Site, story: Story, settings: dict[str, Any], *, as_html: bool) -> dict[str, Any]:
    """
    Return an article's facts under Pelican's names; the only place where our names become Pelican's.

    Where a theme prints them as they are, ``as_html``, names and titles are HTML that another escaping leaves alone.
    """
    facts = story.article
    shown: Any = _as_html if as_html else str
    metadata: dict[str, Any] = {
        **{key.lower(): value for key, value in facts.extra.items() if _is_free(key.lower())},
        "title": shown(facts.title),
        "slug": facts.slug,
        "summary": escape(facts.summary, quote=False),
        "lang": facts.lang,
        "status": "published" if story.listed else "hidden",
        "url": story.address,
        "save_as": addresses.output_path(story.address),
        "tags": [_named(Tag(shown(tag.name), settings), tag.slug) for tag in facts.tags],
    }
    byline = facts.byline
    if people := byline.people or ((byline.organisation,) if byline.organisation else ()):
        metadata["authors"] = [_named(Author(shown(one.name), settings), one.slug) for one in people]
    elif not facts.date:
        # Who speaks on a standing page is the portal; plugins take for granted that somebody does.
        metadata["authors"] = [Author(shown(site.portal.authority or site.portal.name), settings)]
    if facts.template:
        metadata["template"] = facts.template
    if facts.date:
        metadata["date"] = facts.date
    if facts.modified:
        metadata["modified"] = facts.modified
    if facts.section:
        section = site.sections.by_path.get(facts.section)
        category = Category(shown(section.name if section else facts.section), settings)
        metadata["category"] = _named(category, facts.section)
    else:
        metadata["category"] = Category(settings["DEFAULT_CATEGORY"], settings)
    return metadata


def _is_free(key: str) -> bool:
    return key not in PELICANS_OWN and not key.startswith("_")


def _as_html(text: str) -> Markup:
    return Markup(escape(text, quote=False))


def _named(wrapper: URLWrapper, slug: str) -> URLWrapper:
    """Return a category, tag or author with our slug."""
    wrapper.slug = slug
    return wrapper


def _fixed(metadata: Mapping[str, Any]) -> dict[str, object]:
    return {name: _plain(metadata.get(name)) for name in (*_PLACE, *_GROUPS)}


def _facts_of(content: Any) -> dict[str, object]:
    return {name: _plain(getattr(content, name, None)) for name in (*_PLACE, *_GROUPS)}


def _plain(value: Any) -> object:
    """Return a value by which two states of an object are compared."""
    if isinstance(value, URLWrapper):
        return (str(value.name), value.slug)
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value


def refuse_moved(contents: Iterable[PluginContent], plugins: str, *, pelican_theme: bool) -> None:
    """Raise StopBuild where plugins changed what is the portal's to decide; ``plugins`` names them."""
    for one in contents:
        if name := one.moved(pelican_theme=pelican_theme):
            raise StopBuild(
                f"plugin {plugins} đổi “{name}” của {one.story.article.path}; địa chỉ, trạng thái và danh sách bài "
                "do phần đầu của bài quyết định. Viết vào phần đầu bài, hoặc bỏ plugin này khỏi PLUGINS."
            )


def with_translations(contents: list[Any], translation_id: Any) -> tuple[list[Any], list[Any]]:
    """
    Return originals and translations among articles or pages, and tell each of the others in its group.

    A group has the same values of ``translation_id``, as ARTICLE_TRANSLATION_ID names it, and each language once: articles that
    share a name by chance are no translations of each other.
    """
    names = sorted({translation_id} if isinstance(translation_id, str) else set(translation_id or ()))
    groups: dict[tuple[object, ...], list[Any]] = defaultdict(list)
    for one in contents if names else ():
        groups[tuple(getattr(one, name, one) for name in names)].append(one)
    translations = []
    for group in groups.values():
        if len(group) == 1 or len({one.lang for one in group}) < len(group):
            continue
        original = next((one for one in group if one.in_default_lang), group[0])
        translations += [one for one in group if one is not original]
        for one in group:
            one.translations = [other for other in group if other is not one]
    return [one for one in contents if one not in translations], translations
