"""The entries of the search index of a portal that was built: what is found of each page, and shown of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial

from plugins.building.incremental.build_cache import BuildCache, build_cache_path
from plugins.building.linking import fill_body
from plugins.building.run import BuildState
from plugins.search.index_entries import (
    IndexEntry,
    index_entry,
    register_page_entry,
    searchable_stories,
)


def published_entries(state: BuildState) -> Iterator[IndexEntry]:
    """Yield the entry of every page that can be found, in the order of the addresses; the register's own page is the last."""
    site, settings = state.model.site, state.settings
    below = {article.path: path for path, article in state.sources.articles.items()}
    with closing(BuildCache(build_cache_path(settings.cache, settings.output))) as cache:
        for story in sorted(searchable_stories(site), key=lambda story: story.address):
            path = below[story.article.path]
            html = fill_body(cache.body(path), state.model.links[path].fillings, site.portal.root)
            yield index_entry(site, replace(story, body=partial(str, html)))
    if register := register_page_entry(site):
        yield register
