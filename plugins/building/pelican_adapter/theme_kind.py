"""Tell a theme that was made for Pelican from ours, and what the templates of each are called and ask for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

from plugins.building.pelican_adapter.plugin_keys import PELICANS_OWN

# Pages that no theme made for Pelican needs to have; it may happen to have one or two of these names.
OUR_TEMPLATES = frozenset({"home", "section", "list", "index_of", "register", "sitemap", "not_found"})
_SETTING = re.compile(r"\b[A-Z][A-Z0-9_]+\b")
_SHOWN = re.compile(r"\b(?:article|page)\.(?:metadata\.)?([a-z_][a-z0-9_]*)")


def is_pelican_theme(templates: Path) -> bool:
    """Return whether a theme was made for Pelican: it has templates, and most of those that only our pages have are not among them."""
    names = {path.stem for path in templates.glob("*.html")}
    return bool(names) and len(names & OUR_TEMPLATES) <= len(OUR_TEMPLATES) // 2


def template_names(theme: Path, overrides: Iterable[str | Path] = ()) -> frozenset[str]:
    """
    Return the names of the templates that an article may ask for.

    For a theme made for Pelican they are all that Pelican's loader finds: also those of ``overrides``, the folders of
    THEME_TEMPLATES_OVERRIDES, and of Pelican's own theme “simple”, from which every theme inherits.
    """
    folders = [theme / "templates"]
    if is_pelican_theme(folders[0]):
        folders += [*map(Path, overrides), *simple_theme()]
    return frozenset(path.stem for folder in folders for path in folder.glob("*.html"))


def simple_theme() -> Iterator[Path]:
    """Yield the folder of the templates that every theme inherits."""
    yield from (folder / "simple" / "templates" for folder in _brought_themes())


def _brought_themes() -> Iterator[Path]:
    """Yield the folder of the themes that Pelican brings."""
    # Found without importing Pelican, which takes long.
    found = find_spec("pelican")
    for place in (found.submodule_search_locations or ()) if found else ():
        yield Path(place) / "themes"


def theme_folder(theme: str, folder: Path) -> Path:
    """Return the folder of a theme, given from the folder of the settings file, or by the name of one that Pelican brings."""
    given = folder / theme
    brought = next((themes / theme for themes in _brought_themes() if (themes / theme).is_dir()), given)
    return given if given.is_dir() else brought


def keys_shown(theme: Path) -> frozenset[str]:
    """Return what the templates of a theme made for Pelican show of articles and pages; nothing for ours."""
    templates = theme / "templates"
    if not is_pelican_theme(templates):
        return frozenset()
    texts = (path.read_text("utf-8", "replace") for path in templates.rglob("*.html"))
    return frozenset(name for text in texts for name in _SHOWN.findall(text)) - PELICANS_OWN


def settings_shown(theme: Path) -> frozenset[str]:
    """Return the settings that the templates of a theme made for Pelican may ask for: its words in capitals."""
    templates = theme / "templates"
    if not is_pelican_theme(templates):
        return frozenset()
    texts = (path.read_text("utf-8", "replace") for path in templates.rglob("*.html"))
    return frozenset(name for text in texts for name in _SETTING.findall(text))
