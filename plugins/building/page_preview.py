"""Render the page that an article would have, from a text that was just saved or is not saved yet, without a build."""

from __future__ import annotations

from dataclasses import dataclass, replace

from plugins.article.facts import Article, ArticleKind
from plugins.article.faulty_draft import problem_of_draft, waits_for_approval
from plugins.article.incomplete import fit_to_show
from plugins.building.assembly.assemble import story_of
from plugins.building.build_state import BuildState
from plugins.building.incremental.build_cache import CachedLinks
from plugins.building.linking.resolve_links import fill_body, link_article
from plugins.building.sources.read_sources import read_again
from plugins.building.sources.settings import BuildSettings
from plugins.lifecycle.outcome import once_public
from plugins.media.picture_files import PicturePlan
from plugins.pages import addresses
from plugins.pages.article_pages import OTHER_NEWS, article_page
from plugins.pages.page import Page
from plugins.pages.standing_pages import standing_page
from plugins.problems import Problem


@dataclass(frozen=True, slots=True)
class PagePreview:
    """A rendered page: its path below the output, its bytes, the problems of the article by itself, and its pictures."""

    page: str
    html: bytes
    problems: tuple[Problem, ...]
    pictures: tuple[PicturePlan, ...] = ()


def preview_page(
    settings: BuildSettings, state: BuildState, path: str, data: bytes | None = None
) -> PagePreview | None:
    """
    Return the page of an article (``path`` is below content/; the file need not be there yet).

    What stands around the article is as in the last build. ``data`` is the text of the file, None for the
    text that is on the disk. Returns None for a file that is no Markdown, and where other plugins have a
    part in pages; raises jinja2.TemplateError where a template has an error.
    """
    if not state.rebuildable:
        return None
    read = read_again(settings, state.library, state.registries, path, data)
    if read is None:
        return None
    cached, html = read
    shown = state.library.shown(path)
    article = fit_to_show(
        shown, cached.reading.legible, settings.now, f"{addresses.PREVIEW}bai/", state.registries.habits
    )
    links = link_article(article, state.model.targets, cached.key)
    body = fill_body(html, links.fillings, state.model.site.portal.root)
    page = _page(settings, state, article, body, links)
    problems = (*cached.reading.problems, *links.problems)
    if waits_for_approval(cached.reading):
        problems = tuple(problem_of_draft(problem, article.status) for problem in problems)
    planned = (state.model.targets.media.picture(one) for one in links.pictures)
    pictures = tuple(plan for plan in planned if isinstance(plan, PicturePlan))
    return PagePreview(page.path, state.written.renderer.render(page), tuple(sorted(problems)), pictures)


def _page(
    settings: BuildSettings, state: BuildState, article: Article, html: str, links: CachedLinks
) -> Page:
    """Return the page of an article: that of the last build with the new text, or a new page."""
    site = state.model.site
    known = state.written.article_pages.get(article.path)
    address = known.story.address if known and known.story else addresses.wanted_address(article)
    story = story_of(settings, article, once_public(article), links, address, lambda: html)
    if known and known.story and known.story.article.kind is article.kind:
        return replace(known, story=story)
    if article.kind is ArticleKind.PAGE:
        return standing_page(site, story)
    others = [one for one in site.stories if one.listed and one.article.section == article.section]
    return article_page(site, story, (), others[:OTHER_NEWS], ())
