"""A preview that a colleague can open from any host: the same pages and marks as files, kept from search engines."""

from __future__ import annotations

from pathlib import Path

from plugins.building.edition import hardlink_copy, staging
from plugins.building.edition.write_file import write_file
from plugins.editors.preview import overview
from plugins.editors.preview.app import OWN_FILES, words_of
from plugins.editors.preview.overlay import FILES, OVERVIEW, with_overlay
from plugins.editors.preview.snapshot import Snapshot
from plugins.files.marked_folder import MARKER

ROBOTS = b"User-agent: *\nDisallow: /\n"
_SHEET = "preview.css"
# What tells machines where everything is.
_LEFT_OUT = frozenset({"robots.txt", "sitemap.xml"})


def export(snapshot: Snapshot, target: Path) -> None:
    """
    Put a scene into a folder, in place of what was shared before.

    Raises StopBuild, with the folder as it was, where it is not ours or cannot be written.
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
    write_file(prepared, f"{FILES}{_SHEET}", (OWN_FILES / _SHEET).read_bytes())
    write_file(prepared, "robots.txt", ROBOTS)


def _page(snapshot: Snapshot, page: str, html: str) -> bytes:
    return with_overlay(html, words_of(snapshot, page)).encode("utf-8")
