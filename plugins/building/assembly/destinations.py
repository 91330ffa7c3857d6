"""All that an address of a portal may lead to: its pages, with what can be named in them, and the other files of its output."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache, partial
from html import escape

from jinja2 import TemplateError

from plugins.building.assembly.assets import ThemeAssets
from plugins.building.edition.output_scan import scan
from plugins.building.indexing.search_index import can_search
from plugins.building.linking.own_addresses import Destinations
from plugins.building.sources.context import BuildContext
from plugins.feeds.machine_files import machine_files
from plugins.pages import addresses
from plugins.pages.open_graph_image import share_cards
from plugins.pages.page import Page
from plugins.pages.page_kinds import all_pages
from plugins.pages.render import Renderer
from plugins.pages.site import Site, Story
from plugins.pages.story_groups import group_stories
from plugins.problems.stop_build import StopBuild


def destinations_of(
    context: BuildContext, site: Site, assets: ThemeAssets, media: Callable[[], Iterable[str]]
) -> Destinations:
    """Return all that addresses of a portal may lead to; ``media`` returns the addresses of its pictures and attachments."""
    groups = group_stories(site)
    made = {page.path.removesuffix("index.html"): page for page in all_pages(site, groups)}
    anchors: dict[str, frozenset[str] | None] = dict.fromkeys(made)
    anchors |= {file.path: None for file in machine_files(site, groups)}
    anchors |= {path.removesuffix("index.html"): None for path in site.added}
    anchors |= {
        story.address: frozenset(story.article.body.anchors) for story in (*site.stories, *site.standing)
    }

    @cache
    def files() -> frozenset[str]:
        cards = (address for address, _ in share_cards(site))
        index = (addresses.SEARCH_INDEX,) if can_search(context.settings) else ()
        return frozenset((*media(), *assets.paths.values(), *cards, *index, *context.library.verifications))

    # What plugins make of a page is seen in the output alone.
    may_have_more = context.listener.may_write or context.settings.writes_unknown
    ids_of = _unknown if may_have_more else cache(partial(_ids, context, site, made))
    return Destinations(anchors, files, ids_of, may_have_more=may_have_more)


def _unknown(_: str) -> None:
    return None


def _ids(context: BuildContext, site: Site, made: dict[str, Page], address: str) -> frozenset[str] | None:
    """Return the ids of the theme in a page, None for what is no page of ours or cannot be made."""
    page = made.get(address)
    if page is None:
        return None
    # Whoever analyses has no bodies; what their headings are is known without.
    story = replace(page.story, body=partial(_headings, page.story)) if page.story else None
    try:
        renderer = Renderer(context.settings.theme / "templates", site.portal, context.settings.jinja)
        data = renderer.render(replace(page, story=story))
    except (TemplateError, StopBuild):
        # Whoever writes the page tells of it.
        return None
    return scan(page.path, data).ids


def _headings(story: Story) -> str:
    return "".join(f'<h2 id="{escape(one)}">Mục</h2>' for one in story.article.body.anchors)
