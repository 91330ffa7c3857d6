"""Export the preview as files that a colleague can open from any host, a zip or a disk, kept from search engines."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from plugins.building.edition import hardlink_copy, staging
from plugins.building.edition.relative_links import RelativeLinks
from plugins.building.edition.write_file import write_file
from plugins.editors.preview import overview
from plugins.editors.preview.app import OWN_FILES, notes_of
from plugins.editors.preview.overlay import FILES, OVERVIEW, with_overlay
from plugins.editors.preview.snapshot import Snapshot
from plugins.files.marked_folder import MARKER
from plugins.publishing.archive.disk_folder import disk_page, disk_sheet, is_archived

ROBOTS = b"User-agent: *\nDisallow: /\n"
_STYLESHEET = "preview.css"


def export(snapshot: Snapshot, target: Path, search: Mapping[str, bytes] | None = None) -> None:
    """
    Write a snapshot into a folder, in place of the last export; ``search`` are the scripts of its search page.

    Every address is relative, so the folder may lie anywhere.

    Raises StopBuild, with the folder unchanged, where it is not ours or cannot be written.
    """
    staging.check_output(target, snapshot.folder)
    with staging.locked_output_folder(target):
        try:
            prepared = staging.fresh(target)
            _fill(snapshot, prepared, search or {})
            staging.put_in_place(prepared, target)
        finally:
            staging.discard(target)


def _fill(snapshot: Snapshot, prepared: Path, search: Mapping[str, bytes]) -> None:
    paths = sorted(
        file.relative_to(snapshot.folder).as_posix() for file in snapshot.folder.rglob("*") if file.is_file()
    )
    kept = [path for path in paths if is_archived(path) and path != MARKER]
    own, sheet = f"{OVERVIEW}index.html", f"{FILES}{_STYLESHEET}"
    links = RelativeLinks({*kept, *search, own, sheet}, snapshot.root)

    def written(page: str, html: str) -> None:
        noted = with_overlay(html, notes_of(snapshot, page))
        write_file(prepared, page, disk_page(links, page, noted, has_search=bool(search)))

    for path in kept:
        if path.endswith(".html"):
            written(path, (snapshot.folder / path).read_text("utf-8"))
        elif path.endswith(".css"):
            write_file(
                prepared, path, disk_sheet(path, kept, lambda file: (snapshot.folder / file).read_bytes())
            )
    hardlink_copy.link_files(
        snapshot.folder, prepared, [path for path in kept if not path.endswith((".html", ".css"))]
    )
    written(own, overview.overview_page(snapshot))
    for path, data in search.items():
        write_file(prepared, path, data)
    write_file(prepared, sheet, (OWN_FILES / _STYLESHEET).read_bytes())
    write_file(prepared, "robots.txt", ROBOTS)
