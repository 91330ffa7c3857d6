"""Every file of the portal is named, what changed of them is made, and the edition takes the place of the last."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path

from jinja2 import TemplateError

from plugins.building.assemble import Made
from plugins.building.edition import staging
from plugins.building.edition.link_check import audit
from plugins.building.incremental.build_cache import Remembered
from plugins.building.incremental.fingerprints import Prints
from plugins.building.incremental.plan import (
    Arrivals,
    Output,
    audited,
    change_of,
    prepared,
    remember_edition,
    write_some,
)
from plugins.building.listener import Audience
from plugins.building.search_index import search_outputs
from plugins.building.settings import BuildSettings
from plugins.building.worker_pool import Hands
from plugins.feeds.files import machine_files
from plugins.media import photos
from plugins.media.library import Fault, Library
from plugins.media.sizes import FOLDER, Derivative
from plugins.pages.page import Page
from plugins.pages.portal_pages import all_pages
from plugins.pages.render import Renderer
from plugins.pages.share_card import Drawer
from plugins.pages.sharing import cards
from plugins.pages.site import Site
from plugins.problems import Problem
from plugins.problems.stop_build import StopBuild

SHOWN_FAULTS = 20
# What is never the fault of a theme that was made for Pelican, and not for our policy of security.
OURS_TO_MEND = frozenset({"sot-ky-hieu", "khong-phai-utf8"})


def page_output(renderer: Renderer, prints: Prints, page: Page) -> Output:
    """Return a page as a file of the edition."""
    return Output(page.path, prints.of_page(page), partial(_rendered, renderer, page))


def _outputs(
    settings: BuildSettings,
    made: Made,
    pages: Iterable[Page],
    renderer: Renderer,
    prints: Prints,
    library: Library,
) -> Iterator[Output]:
    """Yield every file of the edition but for the search index; nothing is made yet."""
    site = made.site
    for page in pages:
        yield page_output(renderer, prints, page)
    for file in machine_files(site):
        yield Output(file.path, prints.of_file(file.told, file.beside), file.make)
    yield from _media(made, settings.cache)
    if made.style:
        drawer = Drawer(made.style)
        for address, card in cards(site):
            yield Output(address, address, partial(drawer.draw, card))
    for name, data in made.assets.items():
        yield Output(made.names[name], made.names[name], _given(data))
    for path in library.verifications:
        data = library.open_path(path).read_bytes()
        yield Output(path, repr(data), _given(data))


def _rendered(renderer: Renderer, page: Page) -> bytes:
    try:
        return renderer.render(page)
    except TemplateError as fault:
        name, line = getattr(fault, "name", None), getattr(fault, "lineno", None)
        place = f" ({name}, dòng {line})" if line else ""
        raise StopBuild(f"giao diện có lỗi{place}: {fault}. Bản cũ được giữ nguyên.") from fault


def _given(data: bytes) -> Callable[[], bytes]:
    return lambda: data


def _media(made: Made, cache: Path) -> Iterator[Output]:
    """Yield the pictures and attachments in use; their addresses name their content."""
    for used in made.media.in_use(made.linked.values()):
        for file in used.plan.published.files:
            make = partial(_drawn, used.plan, file, cache / FOLDER)
            yield Output(file.address, f"{used.plan.cache_name}/{file.address}", make)
    for path in sorted({path for linked in made.linked.values() for path in linked.attached}):
        planned = made.media.file(path)
        if isinstance(planned, Fault):
            raise StopBuild(planned.message)
        yield Output(planned.address, planned.address, planned.source.read_bytes)


def _drawn(plan: photos.Plan, file: Derivative, folder: Path) -> bytes:
    drawn = photos.drawn(plan, file, folder)
    if isinstance(drawn, Fault):
        raise StopBuild(drawn.message)
    return drawn


def _wanted(found: Iterable[Output]) -> dict[str, Output]:
    """Return the files by their paths; raise StopBuild for two different files of one path."""
    wanted: dict[str, Output] = {}
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
class Edition:
    """
    What the edition holds: its files by their paths, the pages of articles by the articles' paths.

    ``made`` counts the files that were made anew; ``renderer`` made its pages.
    """

    files: Mapping[str, Output]
    articles: dict[str, Page]
    renderer: Renderer
    made: int = 0

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return sum(1 for path in self.files if path.endswith(".html"))


def write_edition(
    settings: BuildSettings,
    made: Made,
    prints: Prints,
    library: Library,
    remembered: Remembered,
    audience: Audience,
    hands: Hands,
) -> Edition:
    """Prepare the edition, have it audited, and let it take the place of the last one."""
    renderer = Renderer(settings.theme / "templates", made.site.portal)
    pages = [] if settings.plain_theme else list(all_pages(made.site))
    found = search_outputs(settings, made.site, prints, remembered, audience, hands)
    wanted = _wanted(chain(_outputs(settings, made, pages, renderer, prints, library), found))
    articles = {page.story.article.path: page for page in pages if page.story}
    edition = Edition(wanted, articles, renderer)
    if audience.may_write:
        _write_all(settings, made.site, wanted, audience)
        remembered.pages.keep_only(())
        return replace(edition, made=len(wanted))
    change = change_of(settings.output.resolve(), wanted, remembered)
    if change.none:
        return edition
    target = prepared(settings.output, change, wanted, remembered)
    # What the hands read of the memory must be on the disk.
    remembered.save()
    try:
        arrivals = Arrivals(remembered)
        root = made.site.portal.root
        work = partial(write_some, target, root, settings.siteurl)
        for number, one in enumerate(hands.each(work, change.make)):
            audience.progressed("Ghi trang", number, len(change.make))
            arrivals.take(one)
        _refuse(sorted(audited(root, settings.siteurl, change, arrivals, wanted, target)))
        staging.put_in_place(target, settings.output)
    except BaseException:
        staging.discard(settings.output)
        raise
    remember_edition(settings.output, change, arrivals.stamps, wanted, remembered, hands.each)
    return replace(edition, made=len(change.make))


def _write_all(settings: BuildSettings, site: Site, wanted: Mapping[str, Output], audience: Audience) -> None:
    """Write every file into an empty folder, for an audience that may change it, and read all of it back."""
    target = staging.fresh(settings.output)
    try:
        for number, output in enumerate(wanted.values()):
            audience.progressed("Ghi trang", number, len(wanted))
            staging.write(target, output.path, output.make())
            if output.path.endswith(".html"):
                audience.written(target, output.path)
        audience.prepared(site, target)
        found = audit(target, site.portal.root, settings.siteurl)
        _refuse([one for one in found if not settings.plain_theme or one.code in OURS_TO_MEND])
        staging.put_in_place(target, settings.output)
    finally:
        staging.discard(settings.output)
