"""An article's page as it would be, before anything is built: of a text that was saved a moment ago, or not at all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from plugins.article.facts import Article, ArticleKind
from plugins.article.incomplete import fit_to_show
from plugins.building.assemble import filled
from plugins.building.incremental.build_cache import CachedLinks
from plugins.building.linking import Linker
from plugins.building.media_plans import photo_view
from plugins.building.read_sources import read_again
from plugins.building.run import BuildState
from plugins.building.settings import BuildSettings
from plugins.lifecycle.outcome import expired, once_public
from plugins.pages import addresses
from plugins.pages.article_pages import OTHER_NEWS, article_page
from plugins.pages.page import Page
from plugins.pages.site import Story
from plugins.pages.standing_pages import standing_page
from plugins.problems import Problem


@dataclass(frozen=True, slots=True)
class PagePreview:
    """A page as it would be: its path below the output, its bytes, and all that is to be said of the article alone."""

    page: str
    html: bytes
    problems: tuple[Problem, ...]


def preview_page(
    settings: BuildSettings, state: BuildState, path: str, data: bytes | None = None
) -> PagePreview | None:
    """
    Return the page of an article (``path`` is below content/, and may be of a file that is not there yet).

    What is around the article is as in the last build. ``data`` is the text, None stands for what is
    on the disk. Returns None for what is not read as Markdown, and where our own pages are not all there is; raises jinja2.TemplateError where a template is at fault.
    """
    if not state.rebuildable:
        return None
    read = read_again(settings, state.library, state.registries, path, data)
    if read is None:
        return None
    known, html = read
    shown = state.library.shown(path)
    article = fit_to_show(shown, known.reading.legible, settings.now, f"{addresses.PREVIEW}bai/")
    linked = Linker(article, state.model.places).linked(known.digest)
    body = filled(html, linked.fillings, state.model.site.portal.root)
    page = _page(state, article, body, linked, settings.now)
    problems = (*known.reading.problems, *linked.problems)
    return PagePreview(page.path, state.edition.renderer.render(page), tuple(sorted(problems)))


def _page(state: BuildState, article: Article, html: str, linked: CachedLinks, now: datetime) -> Page:
    """Return the page of an article: the one that it has, with another text, or a new one."""
    site = state.model.site
    known = state.edition.articles.get(article.path)
    address = known.story.address if known and known.story else addresses.wanted_address(article)
    story = Story(
        article,
        address,
        lambda: html,
        once_public(article),
        expired(article, now),
        photo=photo_view(linked.photo, site.portal.root),
        cover=photo_view(linked.cover, site.portal.root),
        files=linked.files,
    )
    if known and known.story and known.story.article.kind is article.kind:
        return replace(known, story=story)
    if article.kind is ArticleKind.PAGE:
        return standing_page(site, story)
    others = [one for one in site.stories if one.listed and one.article.section == article.section]
    return article_page(site, story, (), others[:OTHER_NEWS], ())
