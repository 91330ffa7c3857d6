"""A preview that a colleague can open from any host: the same pages and marks as files, kept from search engines."""

from __future__ import annotations

from pathlib import Path

from plugins.building.edition import hardlink_copy, staging
from plugins.editors.preview import overview
from plugins.editors.preview.app import OWN_FILES, words_of
from plugins.editors.preview.overlay import FILES, OVERVIEW, dressed
from plugins.editors.preview.snapshot import Scene

ROBOTS = b"User-agent: *\nDisallow: /\n"
_SHEET = "preview.css"
# What tells machines where everything is.
_LEFT_OUT = frozenset({"robots.txt", "sitemap.xml"})


def share(scene: Scene, target: Path) -> None:
    """
    Put a scene into a folder, in place of what was shared before.

    Raises StopBuild, with the folder as it was, where it is not ours or cannot be written.
    """
    staging.check_output(target, scene.folder)
    with staging.locked(target):
        try:
            prepared = staging.fresh(target)
            _fill(scene, prepared)
            staging.put_in_place(prepared, target)
        finally:
            staging.discard(target)


def _fill(scene: Scene, prepared: Path) -> None:
    paths = sorted(
        file.relative_to(scene.folder).as_posix() for file in scene.folder.rglob("*") if file.is_file()
    )
    kept = [path for path in paths if path not in _LEFT_OUT and path != staging.MARKER]
    hardlink_copy.link_files(scene.folder, prepared, [path for path in kept if not path.endswith(".html")])
    for page in kept:
        if page.endswith(".html"):
            staging.write(prepared, page, _page(scene, page, (scene.folder / page).read_text("utf-8")))
    own = f"{OVERVIEW}index.html"
    staging.write(prepared, own, _page(scene, own, overview.overview(scene)))
    staging.write(prepared, f"{FILES}{_SHEET}", (OWN_FILES / _SHEET).read_bytes())
    staging.write(prepared, "robots.txt", ROBOTS)


def _page(scene: Scene, page: str, html: str) -> bytes:
    return dressed(html, words_of(scene, page)).encode("utf-8")
