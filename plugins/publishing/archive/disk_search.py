"""The search of a portal that is opened from a disk: all texts in one script, and what looks through them in another."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from plugins.building.assets import bundled_script
from plugins.building.published_entries import published_entries
from plugins.building.run import BuildState
from plugins.pages import addresses
from plugins.search.index_entries import IndexEntry

SCRIPT = f"{addresses.SEARCH}tim.js"
TEXTS = f"{addresses.SEARCH}chi-muc.js"
_OWN = Path(__file__).with_name("local-search.js")


def search_of(state: BuildState) -> dict[str, bytes]:
    """Return the scripts of the search page of a portal that was built; none where it has no search."""
    if state.model.site.portal.search is None:
        return {}
    index = json.loads((state.settings.output / addresses.SEARCH_INDEX).read_bytes())
    return disk_search(state.settings.theme, index, published_entries(state))


def disk_search(theme: Path, index: Mapping[str, Any], entries: Iterable[IndexEntry]) -> dict[str, bytes]:
    """
    Return the scripts of the search page by their paths below the portal.

    ``index`` is what the public search page reads of its index: places, years, abbreviations; the way words are read and
    pages ranked is that of the theme's own scripts.
    """
    scripts = {
        f"js/{path.name}": path.read_text("utf-8") for path in sorted((theme / "static" / "js").glob("*.js"))
    }
    own = f"js/{_OWN.name}"
    pages = [
        {**asdict(entry), "href": posixpath.relpath(addresses.output_path(entry.address), addresses.SEARCH)}
        for entry in entries
    ]
    kept = {name: index[name] for name in ("places", "years", "abbreviations")} | {"pages": pages}
    return {
        SCRIPT: bundled_script(own, {**scripts, own: _OWN.read_text("utf-8")}).encode(),
        TEXTS: f"globalThis.chiMucTimKiem = {json.dumps(kept, ensure_ascii=False, sort_keys=True)};\n".encode(),
    }
