"""Take every step of a build: read, link, assemble, write, remember; in each of them what did not change comes from the cache."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from plugins.article.place_names import FILE as PLACES
from plugins.article.place_names import load_place_names
from plugins.building.assembly.assemble import SiteModel, article_keys, read_and_link
from plugins.building.assembly.changed_portal import changed_portal
from plugins.building.assembly.data_problems import why_nothing_goes_out
from plugins.building.assembly.links_to_come import links_to_come, reminders_to_come
from plugins.building.assembly.list_memory import names_to_remember, stories_to_remember
from plugins.building.assembly.share_card_files import cards_in_use
from plugins.building.assembly.write_output import write_output
from plugins.building.begun_build import BegunBuild, remember_end
from plugins.building.build_state import BuildOutcome, BuildState
from plugins.building.edition.counts import Counts
from plugins.building.edition.result import Result
from plugins.building.incremental.build_cache import CachedLinks
from plugins.building.incremental.fingerprints import Fingerprints
from plugins.building.incremental.remembered_build import RememberedBuild, twice
from plugins.building.incremental.remembered_lists import ListCache
from plugins.building.incremental.remembered_portal import remember_build
from plugins.building.incremental.what_changed import BuildInputs, public_fingerprint
from plugins.building.schedule import next_change_after, unpublished_until
from plugins.building.short_way.remembered_pages import portal_to_remember
from plugins.building.sources.authority_file import AUTHORITY_FILE, load_authority
from plugins.building.sources.context import BuildContext
from plugins.building.sources.portal_facts import text_expiries
from plugins.building.sources.read_sources import SourceState
from plugins.building.sources.settings import BuildSettings
from plugins.lifecycle.next_change import NextChange
from plugins.media import picture_cache
from plugins.media.output_folders import PICTURES
from plugins.pages.office_turns import office_turns
from plugins.problems import Level, Problem, sorted_problems


def build_whole(begun: BegunBuild, context: BuildContext, problems: list[Problem]) -> BuildOutcome:
    """Return the outcome of a build that reads and makes all that changed; problems are added to ``problems`` as they are found."""
    settings, found = begun.settings, begun.found
    sources, model = read_and_link(context, problems)
    coming = {} if settings.preview else links_to_come(context, sources, model, sources.articles, draw=False)
    problems += reminders_to_come(context, sources, model, coming)
    rejected = any(problem.level is Level.ERROR for problem in problems)
    outcomes = sources.outcomes.values()
    why = "" if settings.preview else _why_nothing_goes_out(context, problems)
    if settings.fatal_reminders and not rejected:
        why = why or _why_reminders_stop(settings, problems)
    if why or (rejected and not settings.quarantine):
        context.cache.save()
        return BuildOutcome(Result(1, sorted_problems(problems), Counts.of(outcomes, found), fault=why))
    state = _written(context, sources, model)
    result = Result(
        exit=1 if rejected else 0,
        problems=sorted_problems(problems),
        counts=Counts.of(outcomes, found, state.written.page_count, begun.seconds()),
        made_anew=state.written.made_anew,
        next_change=state.next_change,
    )
    remember_end(begun, result)
    if begun.inputs:
        lists = partial(_put_lists, context, state, coming)
        _remember(context, begun.inputs, state, result, problems, lists)
    return BuildOutcome(result, state if begun.keeping else None)


def _remember(
    context: BuildContext,
    inputs: BuildInputs,
    state: BuildState,
    result: Result,
    problems: Sequence[Problem],
    remember_lists: Callable[[ListCache], None],
) -> None:
    """Remember a build whose output is public."""
    settings, outputs = context.settings, context.cache.outputs.values
    if result.counts is None or not all(map(str.isprintable, inputs.stamps)):
        return
    stamps = {path: written.stamp for path, written in outputs.items()}
    until = unpublished_until(settings.now, state.sources.with_outcomes(), preview=settings.preview)
    build = RememberedBuild(
        basis=inputs.basis,
        stamps=dict(inputs.stamps),
        public=public_fingerprint(settings.output.resolve(), stamps),
        since=settings.now.timestamp(),
        next_change=result.next_change,
        exit=result.exit,
        problems=result.problems,
        repeated=twice(problems),
        counts=result.counts,
        pages_stand_alone=not settings.preview,
        unpublished_until=until.timestamp() if until else None,
    )
    portal = portal_to_remember(state.sources, state.model, state.fingerprints.keys)
    remember_build(context.cache, build, portal, remember_lists)


def _put_lists(
    context: BuildContext, state: BuildState, coming: Mapping[str, CachedLinks], lists: ListCache
) -> None:
    """Remember what lists are made from; ``coming`` are the links of articles that are not public yet."""
    if not context.settings.preview:
        names = names_to_remember(context, state.sources, state.model, coming)
        lists.put_all(stories_to_remember(state.model).items(), names)


def _why_nothing_goes_out(context: BuildContext, problems: Iterable[Problem]) -> str:
    """Return why nothing can be published with the portal's data files, "" where the other articles can."""
    has_sections = bool(context.registries.sections.all)
    return why_nothing_goes_out(problems, context.settings.content.name, has_sections=has_sections)


def _why_reminders_stop(settings: BuildSettings, problems: Iterable[Problem]) -> str:
    """Return why a build that takes reminders for faults makes nothing public, "" where there are none."""
    if settings.is_reminded or any(problem.level is Level.WARNING for problem in problems):
        return "có lời nhắc, mà --fatal warnings coi mỗi lời nhắc là lỗi."
    return ""


def _written(context: BuildContext, sources: SourceState, model: SiteModel) -> BuildState:
    """Write the output of an assembled portal, and return the state of the build."""
    settings = context.settings
    changes = changed_portal(context, model, article_keys(sources, model))
    model = changes.model
    fingerprints = Fingerprints(model.site, changes.keys, settings.theme / "templates")
    written = write_output(context, model, fingerprints, changes.folder)
    if written.made_anew:
        picture_cache.remove_unused(settings.cache / PICTURES, partial(_pictures_in_use, model))
    return BuildState(
        settings=settings,
        library=context.library,
        data=context.data,
        registries=context.registries,
        sources=sources,
        model=model,
        fingerprints=fingerprints,
        written=written,
        next_change=_next_change(context, sources, model),
        rebuildable=not (context.listener.may_write or context.listener.hears),
    )


def _pictures_in_use(model: SiteModel) -> set[str]:
    """Return the names under which photos and share cards in use lie in the cache."""
    return model.pictures_in_use() | cards_in_use(model)


def _next_change(context: BuildContext, sources: SourceState, model: SiteModel) -> NextChange | None:
    now = context.settings.now
    places = load_place_names(context.data.file(PLACES))
    renamed = ((one.since, f"{one.old} đổi tên") for one in places)
    turns = office_turns(model.site.office, now.date())
    authority = load_authority(context.data.file(AUTHORITY_FILE))
    return next_change_after(now, sources.with_outcomes(), [*text_expiries(authority), *renamed, *turns])
