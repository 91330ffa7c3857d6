"""What a build sees too late for an editor: links of what is not public yet, addresses in the portal's data."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from plugins.article.facts import Status
from plugins.building.analysis import SourceAnalysis
from plugins.building.assemble import own_pages
from plugins.building.incremental.build_cache import CachedLinks
from plugins.building.linking import Linker, dead_own_links
from plugins.building.listener import BuildListener
from plugins.building.portal_facts import read_toml
from plugins.building.worker_pool import WorkerPool
from plugins.lifecycle.outcome import Outcome
from plugins.media.sizes import FOLDER
from plugins.problems import Level, Problem, error
from plugins.vietnamese.nearest import nearest

UNIT = "du-lieu/don-vi.toml"
_NOT_YET = (Outcome.DRAFT, Outcome.SCHEDULED)


def _own_addresses(unit: Mapping[str, Any]) -> Iterator[str]:
    """Yield the addresses of this portal that its data names."""
    tables = [*unit.get("tra-nhanh", ()), *unit.get("lien-he", ()), unit.get("thong-bao", {})]
    for table in tables:
        address = table.get("dia-chi", "") if isinstance(table, Mapping) else ""
        if isinstance(address, str) and address.startswith("/") and not address.startswith("//"):
            yield address


def dead_addresses(analysis: SourceAnalysis) -> Iterator[Problem]:
    """Yield an error for each address of this portal in ``don-vi.toml`` that leads nowhere."""
    file = analysis.settings.content / UNIT
    wanted = list(dict.fromkeys(_own_addresses(read_toml(file))))
    if not wanted:
        return
    pages = own_pages(analysis.model.site)
    lines = file.read_text("utf-8-sig").split("\n")
    for address in wanted:
        path = address.partition("#")[0].lstrip("/")
        if path in pages or f"{path}/" in pages:
            continue
        line = next((number for number, text in enumerate(lines, 1) if f'"{address}"' in text), 0)
        near = nearest(address, [f"/{page}" for page in pages], 1)
        hint = f" Ý bạn là “{near[0]}”?" if near else ""
        message = f"địa chỉ “{address}” không có trên cổng.{hint}"
        yield error(analysis.library.shown(UNIT), line, "lien-ket-chet", message)


def links_to_come(
    analysis: SourceAnalysis, asked: Collection[str], listener: BuildListener, pool: WorkerPool
) -> dict[str, CachedLinks]:
    """
    Return where the links of the asked articles will lead that are not public yet, by their paths.

    A build leaves them alone until their day; then it would be too late for the editor.
    """
    outcomes, folder = analysis.sources.outcomes, analysis.settings.cache / FOLDER
    waiting = [path for path in asked if outcomes.get(path) in _NOT_YET]
    links = {path: _linked(analysis, path) for path in waiting}
    torn = analysis.model.media.draw(folder, listener, pool, links.values())
    # A photo that cannot be drawn is a fault from now on, with the line that names it.
    return links | {
        path: _linked(analysis, path) for path, one in links.items() if torn & {*one.pictures, *one.whole}
    }


def _linked(analysis: SourceAnalysis, path: str) -> CachedLinks:
    sources = analysis.sources
    return Linker(sources.articles[path], analysis.model.places).linked(sources.digests[path])


def problems_to_come(analysis: SourceAnalysis, links: Mapping[str, CachedLinks]) -> Iterator[Problem]:
    """
    Yield what will be wrong with these links: errors where the article is to be published, reminders in a draft.

    A link to what is not public either may be right by then.
    """
    pages = own_pages(analysis.model.site) if any(linked.own for linked in links.values()) else {}
    for path, linked in links.items():
        article = analysis.sources.articles[path]
        is_draft = article.status is Status.DRAFT
        for problem in (*linked.problems, *dead_own_links(article, linked.own, pages)):
            softer = is_draft or problem.code == "lien-ket-nhap"
            yield replace(problem, level=Level.WARNING) if softer else problem
