"""Every file of the portal is named, what changed of them is made, and the edition takes the place of the last."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path

from jinja2 import TemplateError

from plugins.building.assemble import SiteModel
from plugins.building.edition import staging
from plugins.building.edition.link_check import check_output_links
from plugins.building.edition.write_file import write_file
from plugins.building.incremental.build_cache import BuildCache
from plugins.building.incremental.fingerprints import Fingerprints
from plugins.building.incremental.plan import (
    OutputFile,
    OutputRecorder,
    check_links,
    plan_changes,
    prepare_staging,
    remember_output,
    write_files,
)
from plugins.building.listener import BuildListener
from plugins.building.search_index import search_outputs
from plugins.building.settings import BuildSettings
from plugins.building.worker_pool import WorkerPool
from plugins.feeds.machine_files import machine_files
from plugins.media import picture_files
from plugins.media.fault import MediaFault
from plugins.media.library import Library
from plugins.media.sizes import FOLDER, Derivative
from plugins.pages.open_graph_image import share_cards
from plugins.pages.page import Page
from plugins.pages.page_kinds import all_pages
from plugins.pages.render import Renderer
from plugins.pages.share_card import CardPainter
from plugins.pages.site import Site
from plugins.problems import Problem
from plugins.problems.stop_build import StopBuild

SHOWN_FAULTS = 20
# What is never the fault of a theme that was made for Pelican, and not for our policy of security.
OURS_TO_MEND = frozenset({"sot-ky-hieu", "khong-phai-utf8"})


def page_output(renderer: Renderer, fingerprints: Fingerprints, page: Page) -> OutputFile:
    """Return a page as a file of the edition."""
    return OutputFile(page.path, fingerprints.of_page(page), partial(_rendered, renderer, page))


def _outputs(
    settings: BuildSettings,
    model: SiteModel,
    pages: Iterable[Page],
    renderer: Renderer,
    fingerprints: Fingerprints,
    library: Library,
) -> Iterator[OutputFile]:
    """Yield every file of the edition but for the search index; nothing is made yet."""
    site = model.site
    for page in pages:
        yield page_output(renderer, fingerprints, page)
    for file in machine_files(site):
        yield OutputFile(file.path, fingerprints.of_file(file.listed, file.values), file.make)
    yield from _media(model, settings.cache)
    if model.style:
        drawer = CardPainter(model.style)
        for address, card in share_cards(site):
            yield OutputFile(address, address, partial(drawer.draw, card))
    for name, data in model.assets.items():
        yield OutputFile(model.names[name], model.names[name], _given(data))
    for path in library.verifications:
        data = library.open_path(path).read_bytes()
        yield OutputFile(path, repr(data), _given(data))


def _rendered(renderer: Renderer, page: Page) -> bytes:
    try:
        return renderer.render(page)
    except TemplateError as fault:
        name, line = getattr(fault, "name", None), getattr(fault, "lineno", None)
        place = f" ({name}, dòng {line})" if line else ""
        raise StopBuild(f"giao diện có lỗi{place}: {fault}. Bản cũ được giữ nguyên.") from fault


def _given(data: bytes) -> Callable[[], bytes]:
    return lambda: data


def _media(model: SiteModel, folder: Path) -> Iterator[OutputFile]:
    """Yield the pictures and attachments in use; their addresses name their content."""
    for used in model.media.in_use(model.linked.values()):
        for file in used.plan.published.files:
            make = partial(_drawn, used.plan, file, folder / FOLDER)
            yield OutputFile(file.address, f"{used.plan.cache_name}/{file.address}", make)
    for path in sorted({path for linked in model.linked.values() for path in linked.attached}):
        planned = model.media.file(path)
        if isinstance(planned, MediaFault):
            raise StopBuild(planned.message)
        yield OutputFile(planned.address, planned.address, planned.source.read_bytes)


def _drawn(plan: picture_files.PicturePlan, file: Derivative, folder: Path) -> bytes:
    drawn = picture_files.drawn(plan, file, folder)
    if isinstance(drawn, MediaFault):
        raise StopBuild(drawn.message)
    return drawn


def _wanted(found: Iterable[OutputFile]) -> dict[str, OutputFile]:
    """Return the files by their paths; raise StopBuild for two different files of one path."""
    wanted: dict[str, OutputFile] = {}
    for output in found:
        other = wanted.setdefault(output.path, output)
        if other is not output and other.key != output.key and other.make() != output.make():
            raise StopBuild(f"hai trang khác nhau cùng ghi vào “{output.path}”; đổi đường dẫn của một trang.")
    return wanted


def _refuse(found: Sequence[Problem]) -> None:
    """Raise StopBuild, naming the first faults, if there are any."""
    if found:
        more = f"\n… và {len(found) - SHOWN_FAULTS} lỗi khác" if len(found) > SHOWN_FAULTS else ""
        listed = "\n".join(map(str, found[:SHOWN_FAULTS]))
        raise StopBuild(
            f"bản dựng xong có {len(found)} chỗ hỏng nên không phát hành; bản cũ được giữ nguyên. "
            f"Sửa giao diện hoặc plugin rồi dựng lại:\n{listed}{more}"
        )


@dataclass(frozen=True, slots=True)
class WrittenOutput:
    """
    What the edition holds: its files by their paths, the pages of articles by the articles' paths.

    ``model`` counts the files that were made anew; ``renderer`` made its pages.
    """

    files: Mapping[str, OutputFile]
    articles: dict[str, Page]
    renderer: Renderer
    model: int = 0

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return sum(1 for path in self.files if path.endswith(".html"))


def write_output(
    settings: BuildSettings,
    model: SiteModel,
    fingerprints: Fingerprints,
    library: Library,
    cache: BuildCache,
    listener: BuildListener,
    pool: WorkerPool,
) -> WrittenOutput:
    """Prepare the edition, have it audited, and let it take the place of the last one."""
    renderer = Renderer(settings.theme / "templates", model.site.portal)
    pages = [] if settings.plain_theme else list(all_pages(model.site))
    found = search_outputs(settings, model.site, fingerprints, cache, listener, pool)
    wanted = _wanted(chain(_outputs(settings, model, pages, renderer, fingerprints, library), found))
    articles = {page.story.article.path: page for page in pages if page.story}
    edition = WrittenOutput(wanted, articles, renderer)
    if listener.may_write:
        _write_all(settings, model.site, wanted, listener)
        cache.pages.keep_only(())
        return replace(edition, model=len(wanted))
    change = plan_changes(settings.output.resolve(), wanted, cache)
    if change.none:
        return edition
    target = prepare_staging(settings.output, change, wanted, cache)
    # What the hands read of the memory must be on the disk.
    cache.save()
    try:
        arrivals = OutputRecorder(cache)
        root = model.site.portal.root
        work = partial(write_files, target, root, settings.siteurl)
        for number, one in enumerate(pool.each(work, change.make)):
            listener.progressed("Ghi trang", number, len(change.make))
            arrivals.take(one)
        _refuse(sorted(check_links(root, settings.siteurl, change, arrivals, wanted, target)))
        staging.put_in_place(target, settings.output)
    except BaseException:
        staging.discard(settings.output)
        raise
    remember_output(settings.output, change, arrivals.stamps, wanted, cache, pool.each)
    return replace(edition, model=len(change.make))


def _write_all(
    settings: BuildSettings, site: Site, wanted: Mapping[str, OutputFile], listener: BuildListener
) -> None:
    """Write every file into an empty folder, for an audience that may change it, and read all of it back."""
    target = staging.fresh(settings.output)
    try:
        for number, output in enumerate(wanted.values()):
            listener.progressed("Ghi trang", number, len(wanted))
            write_file(target, output.path, output.make())
            if output.path.endswith(".html"):
                listener.written(target, output.path)
        listener.prepared(site, target)
        found = check_output_links(target, site.portal.root, settings.siteurl)
        _refuse([one for one in found if not settings.plain_theme or one.code in OURS_TO_MEND])
        staging.put_in_place(target, settings.output)
    finally:
        staging.discard(settings.output)
