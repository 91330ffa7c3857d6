"""Check the links of articles that are not public yet: on the day they are to be published it would be too late."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from plugins.article.faulty_draft import problem_of_draft
from plugins.building.assembly.assemble import SiteModel, destinations_of_model
from plugins.building.incremental.build_cache import CachedLinks
from plugins.building.linking.own_addresses import Destinations, dead_links
from plugins.building.linking.resolve_links import link_article
from plugins.building.sources.context import BuildContext
from plugins.building.sources.read_sources import SourceState
from plugins.lifecycle.outcome import NOT_PUBLIC_YET
from plugins.problems import Level, Problem


def links_to_come(
    context: BuildContext, sources: SourceState, model: SiteModel, paths: Collection[str], *, draw: bool
) -> dict[str, CachedLinks]:
    """
    Return the links of those of the articles ``paths`` that are not public yet, by path.

    With ``draw`` their photos are drawn: one that cannot be is an error, with the line that names it.
    """
    links = {
        path: _links(sources, model, path)
        for path in paths
        if path in sources.articles and sources.outcomes[path] in NOT_PUBLIC_YET
    }
    torn = model.targets.media.draw(context, links.values()) if draw else frozenset()
    with_torn = [path for path, one in links.items() if torn & {*one.pictures, *one.originals}]
    return links | {path: _links(sources, model, path) for path in with_torn}


def _links(sources: SourceState, model: SiteModel, path: str) -> CachedLinks:
    return link_article(sources.articles[path], model.targets, sources.readings[path].key)


def link_problems_to_come(
    context: BuildContext, sources: SourceState, model: SiteModel, links: Mapping[str, CachedLinks]
) -> Iterator[Problem]:
    """
    Yield what is wrong with these links: errors where the article is to be published, reminders in a draft.

    A link to another article that is not public yet may be right by then, so it is a reminder.
    """
    needed = any(one.own_links for one in links.values())
    destinations = destinations_of_model(context, model) if needed else Destinations({})
    for path, one in links.items():
        article = sources.articles[path]
        status = sources.drafts.get(article.path)
        for problem in (
            *one.problems,
            *(dead for _, dead in dead_links(article, one.own_links, destinations)),
        ):
            if problem.code == "lien-ket-nhap":
                yield replace(problem, level=Level.WARNING)
            else:
                yield problem_of_draft(problem, status) if status else problem


def reminders_to_come(
    context: BuildContext, sources: SourceState, model: SiteModel, links: Mapping[str, CachedLinks]
) -> Iterator[Problem]:
    """Yield the same as reminders: nothing of it keeps others from being published today."""
    for problem in link_problems_to_come(context, sources, model, links):
        yield replace(problem, level=Level.WARNING)
