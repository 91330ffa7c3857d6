"""Write the output: plan every file, make those that changed, check them, and exchange the output folder."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path

from jinja2 import TemplateError

from plugins.building.assembly.assemble import SiteModel
from plugins.building.assembly.share_card_files import card_outputs
from plugins.building.edition import staging
from plugins.building.edition.link_check import WrittenLink, check_output_links
from plugins.building.edition.write_file import write_file
from plugins.building.incremental.build_cache import Fact, Neighbours
from plugins.building.incremental.fingerprints import Fingerprints
from plugins.building.incremental.plan import (
    LinkCheck,
    OutputChanges,
    OutputFile,
    OutputRecorder,
    check_links,
    plan_changes,
    prepare_staging,
    remember_output,
    write_files,
)
from plugins.building.incremental.renamed_assets import renamed_assets, to_remember
from plugins.building.indexing.search_index import search_outputs
from plugins.building.linking.own_addresses import as_written
from plugins.building.sources.context import BuildContext
from plugins.feeds.machine_file import MachineFile
from plugins.feeds.machine_files import machine_files
from plugins.files.checksum import sha256_of_file
from plugins.media import picture_files
from plugins.media.content_scan import verification_line
from plugins.media.fault import MediaFault
from plugins.media.output_folders import PICTURES
from plugins.media.sizes import Derivative
from plugins.pages import addresses
from plugins.pages.page import Page
from plugins.pages.page_kinds import all_pages
from plugins.pages.render import Renderer
from plugins.pages.story_groups import group_stories
from plugins.pages.views import ArticleView
from plugins.problems import Problem
from plugins.problems.stop_build import StopBuild

MAX_REPORTED = 20  # problems of a refused output that are reported in full
# Problems that a theme made for Pelican cannot cause, and that our security policy has nothing to do with.
OUR_FAULTS = frozenset({"sot-ky-hieu", "khong-phai-utf8"})


@dataclass(frozen=True, slots=True)
class WrittenOutput:
    """
    The output that is public after a build: its files by path, and the pages of articles by the articles' path.

    ``made_anew`` counts the files that had to be made; ``renderer`` made its pages.
    """

    files: Mapping[str, OutputFile]
    article_pages: dict[str, Page]
    renderer: Renderer
    made_anew: int = 0

    @property
    def page_count(self) -> int:
        """How many pages it has."""
        return sum(1 for path in self.files if path.endswith(".html"))


def write_output(
    context: BuildContext, model: SiteModel, fingerprints: Fingerprints, folder: Path | None = None
) -> WrittenOutput:
    """
    Make and check the files of a portal that changed, and exchange the output folder for the new output.

    ``folder`` is the staging folder where the listener writes too, or may: then all files are written there.
    """
    settings = context.settings
    renderer = Renderer(settings.theme / "templates", model.site.portal, settings.jinja)
    groups = group_stories(model.site)
    pages = [] if settings.pelican_theme else list(all_pages(model.site, groups))
    search = search_outputs(context, model.site, groups, fingerprints)
    machines = machine_files(model.site, groups)
    wanted = _by_path(chain(_outputs(context, model, pages, machines, renderer, fingerprints), search))
    _refuse_retained(settings.retained, wanted)
    article_pages = {page.story.article.path: page for page in pages if page.story}
    written = WrittenOutput(wanted, article_pages, renderer)
    if folder:
        _write_all(context, model, wanted, folder)
        context.cache.outputs.keep_only(())
        return replace(written, made_anew=len(wanted))
    assets = model.site.portal.assets
    renamed = renamed_assets(context.cache.fact(Fact.THEME_FILES), assets, settings.theme / "templates")
    changes = plan_changes(settings.output.resolve(), wanted, context.cache, renamed, settings.retained)
    if changes.is_empty:
        return written
    stamps = write_changes(context, model.site.portal.root, wanted.keys(), changes, renderer.load_all)
    context.cache.neighbours.put_alone(neighbours_of(context, article_pages.values(), stamps))
    context.cache.facts.put(Fact.THEME_FILES, to_remember(assets))
    remember_output(settings.output, changes, stamps, wanted, context.cache, context.pool.each)
    return replace(written, made_anew=len(changes.make))


def neighbours_of(
    context: BuildContext, pages: Iterable[Page], made: Collection[str]
) -> Iterator[tuple[str, Neighbours]]:
    """Yield the path of each article's page that was made, with the articles that it names."""
    top = f"{context.settings.content.name}/"
    for page in pages:
        if page.path in made and page.view_type is ArticleView:
            paths = tuple(story.article.path.removeprefix(top) for story in page.listed)
            yield page.path, Neighbours(paths, tuple(one for one in page.values if isinstance(one, int)))


def write_changes(
    context: BuildContext,
    root: str,
    wanted: Collection[str],
    changes: OutputChanges,
    prepare: Callable[[], object] = lambda: None,
) -> Mapping[str, str]:
    """
    Make the files that changed and exchange the output folder; return their stamps by path.

    ``wanted`` are the paths of the whole output; ``prepare`` is that of ``WorkerPool.each``.
    """
    settings = context.settings
    target = prepare_staging(settings.output, changes, wanted, context.cache)
    # Worker processes read the bodies from the disk.
    context.cache.save()
    try:
        recorder = OutputRecorder(context.cache)
        work = partial(write_files, target, root, settings.siteurl)
        for number, one in enumerate(context.pool.each(work, changes.make, prepare)):
            context.listener.progressed("Ghi trang", number, len(changes.make))
            recorder.record(one)
        check = LinkCheck(root, settings.siteurl, target)
        _refuse(sorted(check_links(check, changes, recorder, wanted)))
        staging.put_in_place(target, settings.output, settings.retained)
    except BaseException:
        staging.discard(settings.output)
        raise
    return recorder.stamps


def _write_all(
    context: BuildContext, model: SiteModel, wanted: Mapping[str, OutputFile], target: Path
) -> None:
    """Write every file into a folder for a listener that may change it, and check all of it; what the listener wrote before stays."""
    settings, listener, site = context.settings, context.listener, model.site
    try:
        for number, output in enumerate(wanted.values()):
            listener.progressed("Ghi trang", number, len(wanted))
            if (target / output.path).exists():
                continue
            listener.writing(output.path)
            write_file(target, output.path, output.make())
            listener.written(target, output.path)
        listener.prepared(site, target)
        found = [
            problem
            for problem in check_output_links(
                target, site.portal.root, settings.siteurl, dict(_whole_links(model))
            )
            if not settings.pelican_theme or problem.code in OUR_FAULTS
        ]
        _refuse(found)
        staging.put_in_place(target, settings.output, settings.retained)
    finally:
        staging.discard(settings.output)


def _whole_links(model: SiteModel) -> Iterator[tuple[tuple[str, str], WrittenLink]]:
    """Yield each whole address of the portal that an article names, by its page and itself: there the editor mends it."""
    for path, links in model.links.items():
        page = addresses.output_path(model.targets.addresses[path])
        whole = (link for link in links.own_links if link.is_whole)
        for address, link in as_written(model.targets.articles[path], whole):
            yield (page, address), link


def _refuse_retained(retained: Collection[str], wanted: Iterable[str]) -> None:
    """Raise StopBuild for a name that is to stay in the output as somebody else's, and that the build makes itself."""
    if ours := sorted({path.partition("/")[0] for path in wanted} & set(retained)):
        raise StopBuild(
            f"OUTPUT_RETENTION có “{ours[0]}”, nhưng cổng tự tạo tên ấy mỗi lần dựng. Bỏ tên này khỏi OUTPUT_RETENTION."
        )


def _refuse(problems: Sequence[Problem]) -> None:
    """Raise StopBuild with the first problems, if there are any."""
    if problems:
        count = len(problems)
        more = f"\n… và {count - MAX_REPORTED} lỗi khác" if count > MAX_REPORTED else ""
        listed = "\n".join(map(str, problems[:MAX_REPORTED]))
        raise StopBuild(
            f"bản dựng xong có {count} chỗ hỏng nên không phát hành; bản cũ được giữ nguyên. "
            f"Sửa bài, giao diện hoặc plugin rồi dựng lại:\n{listed}{more}"
        )


def page_output(
    renderer: Renderer,
    fingerprints: Fingerprints,
    page: Page,
    values: Callable[[str], Mapping[str, object]] | None = None,
) -> OutputFile:
    """Return a page as an output file; ``values`` returns what its template may ask for beside its view."""
    return OutputFile(page.path, fingerprints.of_page(page), partial(_rendered, renderer, page, values))


def file_output(fingerprints: Fingerprints, file: MachineFile) -> OutputFile:
    """Return a file that only machines read as an output file."""
    return OutputFile(file.path, fingerprints.of_file(file.listed, file.values), file.make)


def _outputs(
    context: BuildContext,
    model: SiteModel,
    pages: Iterable[Page],
    machines: Iterable[MachineFile],
    renderer: Renderer,
    fingerprints: Fingerprints,
) -> Iterator[OutputFile]:
    """Yield every output file but those of the search index; none is made yet."""
    listener = context.listener
    for page in pages:
        values = listener.template_values if listener.may_write else None
        yield page_output(renderer, fingerprints, page, values)
    static = context.settings.static.files(context.settings.content)
    for file in machines:
        # A site's own robots.txt stands in the place of ours.
        if file.path not in static:
            yield file_output(fingerprints, file)
    for path, source in static.items():
        yield OutputFile(path, sha256_of_file(source), source.read_bytes)
    yield from _media(model, context.settings.cache)
    yield from card_outputs(model, context.settings.cache)
    for name, data in model.assets.files.items():
        path = model.assets.paths[name]
        yield OutputFile(path, path, _constant(data))
    for path in context.library.verifications:
        line = verification_line(path)
        yield OutputFile(path, line, _constant(line.encode("ascii")))


def _constant(data: bytes) -> Callable[[], bytes]:
    return lambda: data


def _rendered(renderer: Renderer, page: Page, values: Callable[[str], Mapping[str, object]] | None) -> bytes:
    try:
        return renderer.render(page, values(page.path) if values else {})
    except TemplateError as fault:
        name, line = getattr(fault, "name", None), getattr(fault, "lineno", None)
        place = f" ({name}, dòng {line})" if line else ""
        raise StopBuild(f"giao diện có lỗi{place}: {fault}. Bản cũ được giữ nguyên.") from fault


def _media(model: SiteModel, cache: Path) -> Iterator[OutputFile]:
    """Yield the pictures and attachments in use; their addresses name their content."""
    plans = model.targets.media
    for used in plans.in_use(model.links.values()):
        for file in used.plan.published.files:
            make = partial(_picture, used.plan, file, cache / PICTURES)
            yield OutputFile(file.address, f"{used.plan.cache_name}/{file.address}", make)
    for path in sorted({path for links in model.links.values() for path in links.attachments}):
        plan = plans.attachment(path)
        if isinstance(plan, MediaFault):
            raise StopBuild(plan.message)
        yield OutputFile(plan.address, plan.address, plan.published_bytes)


def _picture(plan: picture_files.PicturePlan, file: Derivative, folder: Path) -> bytes:
    data = picture_files.drawn(plan, file, folder)
    if isinstance(data, MediaFault):
        raise StopBuild(data.message)
    return data


def _by_path(outputs: Iterable[OutputFile]) -> dict[str, OutputFile]:
    """Return the files by their paths; raise StopBuild for two different files of one path."""
    wanted: dict[str, OutputFile] = {}
    for output in outputs:
        other = wanted.setdefault(output.path, output)
        if other is not output and other.key != output.key and other.make() != output.make():
            raise StopBuild(f"hai trang khác nhau cùng ghi vào “{output.path}”; đổi đường dẫn của một trang.")
    return wanted
