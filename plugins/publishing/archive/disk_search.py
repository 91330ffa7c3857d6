"""The search of a portal that is opened from a disk: each file of its index in a script, and what looks things up in another."""

from __future__ import annotations

import base64
import json
from pathlib import Path

from plugins.building.assembly.assets import bundled_script
from plugins.building.build_state import BuildState
from plugins.pages import addresses
from plugins.search.index_files import ENDING

SCRIPT = f"{addresses.SEARCH}tim.js"
_OWN = Path(__file__).with_name("local-search.js")


def search_of(state: BuildState) -> dict[str, bytes]:
    """Return the scripts of the search page of a portal that was built; none where it has no search."""
    if state.model.site.portal.search is None:
        return {}
    return disk_search(state.settings.theme, state.settings.output)


def disk_search(theme: Path, portal: Path) -> dict[str, bytes]:
    """
    Return the scripts of the search page by their paths below the portal.

    The index is that of the published portal; words are read and pages ranked by the theme's own scripts.
    """
    scripts = {
        f"js/{path.name}": path.read_text("utf-8") for path in sorted((theme / "static" / "js").glob("*.js"))
    }
    own = f"js/{_OWN.name}"
    bundled = bundled_script(own, {**scripts, own: _OWN.read_text("utf-8")})
    manifest = json.loads((portal / addresses.SEARCH_INDEX).read_bytes())
    files = {SCRIPT: bundled.encode(), **_script(addresses.SEARCH_INDEX.rpartition(".")[0], manifest)}
    for folder in (addresses.SEARCH_TERMS, addresses.SEARCH_PAGES):
        for path in sorted((portal / folder).glob(f"*{ENDING}")):
            text = base64.b64encode(path.read_bytes()).decode("ascii")
            files.update(_script(f"{folder}{path.stem}", text))
    return files


def _script(path: str, content: object) -> dict[str, bytes]:
    """Return the script of a file of the index, by its path."""
    name = path.removeprefix(addresses.SEARCH)
    told = json.dumps([name, content], ensure_ascii=False)[1:-1]
    return {f"{path}.js": f"chiMucTimKiem({told});\n".encode()}
