"""Export the preview as files that a colleague can open from any host, kept from search engines."""

from __future__ import annotations

from pathlib import Path

from plugins.building.edition import hardlink_copy, staging
from plugins.building.edition.write_file import write_file
from plugins.editors.preview import overview
from plugins.editors.preview.app import OWN_FILES, notes_of
from plugins.editors.preview.overlay import FILES, OVERVIEW, with_overlay
from plugins.editors.preview.snapshot import Snapshot
from plugins.files.marked_folder import MARKER

ROBOTS = b"User-agent: *\nDisallow: /\n"
_STYLESHEET = "preview.css"
# Files for search engines.
_LEFT_OUT = frozenset({"robots.txt", "sitemap.xml"})


def export(snapshot: Snapshot, target: Path) -> None:
    """
    Write a snapshot into a folder, in place of the last export.

    Raises StopBuild, with the folder unchanged, where it is not ours or cannot be written.
    """
    staging.check_output(target, snapshot.folder)
    with staging.locked(target):
        try:
            prepared = staging.fresh(target)
            _fill(snapshot, prepared)
            staging.put_in_place(prepared, target)
        finally:
            staging.discard(target)


def _fill(snapshot: Snapshot, prepared: Path) -> None:
    paths = sorted(
        file.relative_to(snapshot.folder).as_posix() for file in snapshot.folder.rglob("*") if file.is_file()
    )
    kept = [path for path in paths if path not in _LEFT_OUT and path != MARKER]
    hardlink_copy.link_files(snapshot.folder, prepared, [path for path in kept if not path.endswith(".html")])
    for page in kept:
        if page.endswith(".html"):
            write_file(prepared, page, _page(snapshot, page, (snapshot.folder / page).read_text("utf-8")))
    own = f"{OVERVIEW}index.html"
    write_file(prepared, own, _page(snapshot, own, overview.overview(snapshot)))
    write_file(prepared, f"{FILES}{_STYLESHEET}", (OWN_FILES / _STYLESHEET).read_bytes())
    write_file(prepared, "robots.txt", ROBOTS)


def _page(snapshot: Snapshot, page: str, html: str) -> bytes:
    return with_overlay(html, notes_of(snapshot, page)).encode("utf-8")
