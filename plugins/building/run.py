"""Run one build, from the content folder to a new output folder; nothing here knows of Pelican."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache as made_once
from functools import partial
from pathlib import Path

from plugins.article.place_names import FILE as PLACES
from plugins.article.place_names import load_place_names
from plugins.article.registries import Registries
from plugins.building.assemble import SiteModel, article_keys, read_and_link
from plugins.building.context import BuildContext
from plugins.building.data_files import read_data_file
from plugins.building.data_problems import why_nothing_goes_out
from plugins.building.edition import folder_state, last_build, staging
from plugins.building.edition.counts import Counts
from plugins.building.edition.result import Result
from plugins.building.gc_tuning import rare_collections
from plugins.building.incremental.build_cache import BuildCache, CachedLinks, build_cache_path
from plugins.building.incremental.fingerprints import Fingerprints
from plugins.building.incremental.remembered_build import (
    RememberedBuild,
    remember_build,
    remembered_build,
    twice,
)
from plugins.building.incremental.remembered_lists import ListCache
from plugins.building.incremental.what_changed import (
    BuildInputs,
    build_inputs,
    public_fingerprint,
    what_changed,
)
from plugins.building.links_to_come import links_to_come, reminders_to_come
from plugins.building.list_memory import names_to_remember, stories_to_remember
from plugins.building.listener import BuildListener
from plugins.building.portal_facts import text_expiries
from plugins.building.read_registries import registries_of
from plugins.building.read_sources import SourceState, source_paths
from plugins.building.remembered_pages import portal_to_remember
from plugins.building.schedule import next_change_after
from plugins.building.settings import BuildSettings
from plugins.building.share_card_files import cards_in_use
from plugins.building.short_way import build_short
from plugins.building.unit_file import read_unit
from plugins.building.worker_pool import WorkerPool
from plugins.building.write_output import WrittenOutput, write_output
from plugins.lifecycle.next_change import NextChange
from plugins.media import picture_cache
from plugins.media.library import Library
from plugins.media.sizes import FOLDER
from plugins.memory.store import CacheDamaged, destroy
from plugins.pages.render import compile_templates
from plugins.problems import Level, Problem, in_order
from plugins.problems.stop_build import StopBuild, system_reason

ARTICLE_COUNTS, NEXT_CHANGES = "lan-dung-truoc.json", "lan-toi.json"  # files in the cache folder


@dataclass(frozen=True, slots=True)
class BuildState:
    """
    All that a build knew when its output became public.

    ``registries`` are those that articles are read with; at ``next_change`` the same sources make
    another portal by themselves. ``rebuildable`` tells whether one page can be made again alone: not
    where other plugins would have to be called.
    """

    settings: BuildSettings
    library: Library
    registries: Registries
    sources: SourceState
    model: SiteModel
    fingerprints: Fingerprints
    written: WrittenOutput
    next_change: NextChange | None
    rebuildable: bool


@dataclass(frozen=True, slots=True)
class BuildOutcome:
    """The result of a build, and its state if the output is public and the state was to be kept."""

    result: Result
    state: BuildState | None = None


@dataclass(frozen=True, slots=True)
class _BuildRequest:
    """The parameters of one build; ``keeping`` tells whether its state is returned."""

    settings: BuildSettings
    listener: BuildListener
    pool: WorkerPool
    keeping: bool


def build(settings: BuildSettings, listener: BuildListener, pool: WorkerPool | None = None) -> Result:
    """
    Build the portal; ``listener`` is called before the output is public.

    Never leaves a half-made output: the folder is exchanged as a whole at the end, or not touched.
    """
    return build_and_keep(settings, listener, pool, keeping=False).result


def build_and_keep(
    settings: BuildSettings, listener: BuildListener, pool: WorkerPool | None = None, *, keeping: bool = True
) -> BuildOutcome:
    """Build as ``build`` does; return the state at the end as well where ``keeping`` is true."""
    problems: list[Problem] = []
    try:
        with locked_output(settings):
            request = _BuildRequest(settings, listener, pool or WorkerPool.of_this_machine(), keeping)
            return _build_with_cache(request, problems)
    except StopBuild as error:
        fault = str(error)
    except OSError as error:
        fault = f"không ghi được vào “{settings.output}”: {system_reason(error)}. Bản cũ được giữ nguyên; kiểm tra quyền và ổ đĩa."
    return BuildOutcome(Result(2, in_order(problems), fault=fault))


@contextmanager
def locked_output(settings: BuildSettings) -> Iterator[None]:
    """Keep other builds out of the output folder while the block runs; raise StopBuild where one is running."""
    staging.check_output(settings.output, settings.content)
    with staging.locked(settings.output), rare_collections():
        yield


def _build_with_cache(request: _BuildRequest, problems: list[Problem]) -> BuildOutcome:
    """Build with the cache; one that turns out to be damaged is destroyed, and everything is made anew."""
    settings = request.settings
    path = build_cache_path(settings.cache, settings.output)
    if settings.clean:
        destroy(path)
    try:
        return _build(request, problems)
    except CacheDamaged:
        destroy(path)
        problems.clear()
    try:
        return _build(request, problems)
    except CacheDamaged as fault:
        raise StopBuild(
            f"không ghi được vào bộ nhớ đệm “{settings.cache}” ({fault}). Kiểm tra quyền và ổ đĩa."
        ) from fault


def _build(request: _BuildRequest, problems: list[Problem]) -> BuildOutcome:
    started = time.perf_counter()
    settings, listener = request.settings, request.listener
    library = Library.scan(settings.content, settings.readers.keys())
    registries = registries_of(settings)
    articles = source_paths(settings, library)
    found = len(articles)
    before = last_build.last_article_count(settings.cache / ARTICLE_COUNTS, settings.output)
    last_build.check_article_count(settings.content, found, before, settings.confirmed_fewer)
    with closing(BuildCache(build_cache_path(settings.cache, settings.output))) as cache:
        # What other plugins and readers of other formats depend on is not known.
        is_opaque = listener.may_write or settings.readers
        inputs = None if is_opaque else _inputs(settings, library, registries, articles)
        means = (cache, listener, request.pool, partial(_load_templates, settings))
        context = BuildContext(settings, library, registries, *means)
        if inputs and not request.keeping and (result := _short_result(context, inputs)):
            if found != before:
                last_build.remember_article_count(settings.cache / ARTICLE_COUNTS, settings.output, found)
            _remember_next_change(settings, result.next_change)
            return BuildOutcome(result)
        sources, model = read_and_link(context, problems)
        coming = (
            {} if settings.preview else links_to_come(context, sources, model, sources.articles, draw=False)
        )
        problems += reminders_to_come(sources, model, coming)
        rejected = any(problem.level is Level.ERROR for problem in problems)
        outcomes = sources.outcomes.values()
        why = "" if settings.preview else _why_nothing_goes_out(context, problems)
        if why or (rejected and not settings.quarantine):
            cache.save()
            counts = Counts.of(outcomes, found)
            return BuildOutcome(Result(1, in_order(problems), counts, fault=why))
        state = _written(context, sources, model)
        last_build.remember_article_count(settings.cache / ARTICLE_COUNTS, settings.output, found)
        _remember_next_change(settings, state.next_change)
        seconds = time.perf_counter() - started
        result = Result(
            exit=1 if rejected else 0,
            problems=in_order(problems),
            counts=Counts.of(outcomes, found, state.written.page_count, seconds),
            made_anew=state.written.made_anew,
            next_change=state.next_change,
        )
        if inputs:
            lists = partial(_put_lists, context, state, coming)
            _remember(context, inputs, state, result, problems, lists)
        return BuildOutcome(result, state if request.keeping else None)


def _load_templates(settings: BuildSettings) -> None:
    """Compile the theme's templates, unless they are Pelican's to compile."""
    if not settings.plain_theme:
        compile_templates(settings.theme / "templates")


def _inputs(
    settings: BuildSettings, library: Library, registries: Registries, articles: Collection[str]
) -> BuildInputs:
    return build_inputs((*settings.output_settings, str(registries.year)), library, settings.theme, articles)


def _short_result(context: BuildContext, inputs: BuildInputs) -> Result | None:
    """Return the result of a build of which nothing changed, or only the pages of some articles; None for any other."""
    settings, last = context.settings, remembered_build(context.cache)
    public = settings.output.resolve()
    stamps = made_once(partial(folder_state.file_stamps, public))
    change = what_changed(
        last,
        inputs,
        settings.now,
        lambda: last is not None and last.public == public_fingerprint(public, stamps()),
    )
    if last is None or change.whole:
        return None
    if change.is_nothing:
        return last.result_at(settings.now)
    return build_short(context, last, inputs, change, stamps())


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


def _written(context: BuildContext, sources: SourceState, model: SiteModel) -> BuildState:
    """Write the output of an assembled portal, and return the state of the build."""
    settings = context.settings
    fingerprints = Fingerprints(model.site, article_keys(sources, model), settings.theme / "templates")
    written = write_output(context, model, fingerprints)
    if written.made_anew:
        picture_cache.remove_unused(settings.cache / FOLDER, partial(_pictures_in_use, model))
    return BuildState(
        settings=settings,
        library=context.library,
        registries=context.registries,
        sources=sources,
        model=model,
        fingerprints=fingerprints,
        written=written,
        next_change=_next_change(settings, sources),
        rebuildable=not context.listener.may_write,
    )


def _pictures_in_use(model: SiteModel) -> set[str]:
    """Return the names under which photos and share cards in use lie in the cache."""
    return model.pictures_in_use() | cards_in_use(model)


def _next_change(settings: BuildSettings, sources: SourceState) -> NextChange | None:
    places = load_place_names(read_data_file(settings.content, PLACES))
    renamed = ((one.since, f"{one.old} đổi tên") for one in places)
    expiries = [*text_expiries(read_unit(settings.content)), *renamed]
    return next_change_after(settings.now, sources.with_outcomes(), expiries)


def _remember_next_change(settings: BuildSettings, next_change: NextChange | None) -> None:
    last_build.remember_next_change(settings.cache / NEXT_CHANGES, settings.output, next_change)


def build_site(
    content: Path, output: Path, settings: BuildSettings | None, now: datetime, quarantine: bool
) -> Result:
    """Build a content folder with the project's own theme, for tests and tools."""
    project = Path(__file__).resolve().parents[2]
    chosen = settings or BuildSettings(
        content, output, project / "theme", output.parent / ".cache", now, quarantine=quarantine
    )
    return build(chosen, BuildListener())
