"""An edition is prepared beside the last one, read back, and put in its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from jinja2 import TemplateError

from plugins.build.audience import Audience
from plugins.build.linking import Linker
from plugins.build.making import Made
from plugins.build.settings import BuildSettings
from plugins.edition import staging
from plugins.edition.audit import audit
from plugins.edition.faults import StopBuild
from plugins.feeds.files import machine_files
from plugins.media import photos
from plugins.media.library import Fault, Library
from plugins.pages.portal_pages import all_pages
from plugins.pages.render import Renderer
from plugins.pages.site import Site

SHOWN_FAULTS = 20


def _media_files(linkers: Sequence[Linker], cache: Path, audience: Audience) -> Iterator[tuple[str, bytes]]:
    planned = {plan.published.address: plan for linker in linkers for plan in linker.pictures.values()}
    for number, (address, plan) in enumerate(sorted(planned.items())):
        audience.progressed("Vẽ ảnh", number, len(planned))
        drawn = photos.draw(plan, cache / "anh")
        if isinstance(drawn, Fault):
            raise StopBuild(drawn.message)
        yield address, drawn.read_bytes()
    attached = {one.address: one for linker in linkers for one in linker.files.values()}
    for address, attachment in sorted(attached.items()):
        yield address, attachment.source.read_bytes()


def check_edition(folder: Path, site: Site) -> None:
    """Raise StopBuild, naming the first faults, if a prepared edition is not fit to be public."""
    found = [str(problem) for problem in audit(folder, site.portal.root, site.siteurl)]
    if found:
        more = f"\n… và {len(found) - SHOWN_FAULTS} lỗi khác" if len(found) > SHOWN_FAULTS else ""
        listed = "\n".join(found[:SHOWN_FAULTS])
        raise StopBuild(
            f"bản dựng xong có {len(found)} chỗ hỏng nên không phát hành; bản cũ được giữ nguyên. "
            f"Sửa giao diện hoặc plugin rồi dựng lại:\n{listed}{more}"
        )


def write_edition(settings: BuildSettings, made: Made, library: Library, audience: Audience) -> int:
    """Prepare the edition beside the last one, have it audited, exchange the two; return how many pages it has."""
    site = made.site
    target = staging.fresh(settings.output)
    before = settings.output.resolve()
    last = before if before.is_dir() and not audience.may_write else None
    renderer = Renderer(settings.theme / "templates", site.portal)
    pages = 0
    try:
        wanted = list(all_pages(site))
        for page in wanted:
            audience.progressed("Ghi trang", pages, len(wanted))
            staging.write(target, page.path, renderer.render(page), last)
            audience.written(target, page.path)
            pages += 1
    except TemplateError as fault:
        name, line = getattr(fault, "name", None), getattr(fault, "lineno", None)
        place = f" ({name}, dòng {line})" if line else ""
        raise StopBuild(f"giao diện có lỗi{place}: {fault}. Bản cũ được giữ nguyên.") from fault
    for path, data in machine_files(site):
        staging.write(target, path, data, last)
    for path, data in _media_files(made.linkers, settings.cache, audience):
        staging.write(target, path, data, last)
    for name, data in made.assets.items():
        staging.write(target, made.names[name], data, last)
    for path in library.verifications:
        staging.write(target, path, library.open_path(path).read_bytes(), last)
    audience.prepared(site)
    check_edition(target, site)
    staging.put_in_place(target, settings.output)
    return pages
