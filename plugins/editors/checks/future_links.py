"""Check links that a build leaves alone: those of articles that are not public yet, and those of the portal's data."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from plugins.article.facts import Status
from plugins.building.analysis import SourceAnalysis
from plugins.building.assemble import page_anchors
from plugins.building.incremental.build_cache import CachedLinks
from plugins.building.linking import dead_links, link_article
from plugins.building.portal_facts import UNIT_FILE, read_unit
from plugins.building.unit_links import link_of, table_of, tables_of
from plugins.lifecycle.outcome import Outcome
from plugins.problems import Level, Problem, error
from plugins.vietnamese.nearest import nearest

_NOT_PUBLIC_YET = (Outcome.DRAFT, Outcome.SCHEDULED)


def _own_addresses(unit: Mapping[str, Any]) -> Iterator[str]:
    """Yield the addresses of this portal that the tables of don-vi.toml name."""
    tables = [*tables_of(unit, "tra-nhanh"), *tables_of(unit, "lien-he"), table_of(unit, "thong-bao")]
    yield from (address for table in tables if (address := link_of(table)).startswith("/"))


def dead_unit_addresses(analysis: SourceAnalysis) -> Iterator[Problem]:
    """Yield an error for each address of this portal in don-vi.toml that has no page."""
    content = analysis.context.settings.content
    wanted = list(dict.fromkeys(_own_addresses(read_unit(content))))
    if not wanted:
        return
    pages = page_anchors(analysis.model.site)
    lines = (content / UNIT_FILE).read_text("utf-8-sig").split("\n")
    for address in wanted:
        path = address.partition("#")[0].lstrip("/")
        if path in pages or f"{path}/" in pages:
            continue
        line = next((number for number, text in enumerate(lines, 1) if f'"{address}"' in text), 0)
        near = nearest(address, [f"/{page}" for page in pages], 1)
        hint = f" Ý bạn là “{near[0]}”?" if near else ""
        message = f"địa chỉ “{address}” không có trên cổng.{hint}"
        yield error(analysis.context.library.shown(UNIT_FILE), line, "lien-ket-chet", message)


def future_links(analysis: SourceAnalysis, paths: Collection[str]) -> dict[str, CachedLinks]:
    """
    Return the links of those of the articles ``paths`` that are not public yet, by path.

    A build leaves them alone until the day they become public, which would be too late for the editor.
    """
    outcomes = analysis.sources.outcomes
    links = {path: _links(analysis, path) for path in paths if outcomes.get(path) in _NOT_PUBLIC_YET}
    torn = analysis.model.targets.media.draw(analysis.context, links.values())
    # A photo that cannot be drawn is an error from now on, with the line that names it.
    with_torn = [path for path, one in links.items() if torn & {*one.pictures, *one.originals}]
    return links | {path: _links(analysis, path) for path in with_torn}


def _links(analysis: SourceAnalysis, path: str) -> CachedLinks:
    sources = analysis.sources
    return link_article(sources.articles[path], analysis.model.targets, sources.reading_keys[path])


def future_link_problems(analysis: SourceAnalysis, links: Mapping[str, CachedLinks]) -> Iterator[Problem]:
    """
    Yield what is wrong with these links: errors where the article is to be published, reminders in a draft.

    A link to another article that is not public yet may be right by then, so it is a reminder.
    """
    pages = page_anchors(analysis.model.site) if any(one.own_links for one in links.values()) else {}
    for path, one in links.items():
        article = analysis.sources.articles[path]
        dead = (problem for _, problem in dead_links(article, one.own_links, pages))
        for problem in (*one.problems, *dead):
            is_reminder = article.status is Status.DRAFT or problem.code == "lien-ket-nhap"
            yield replace(problem, level=Level.WARNING) if is_reminder else problem
