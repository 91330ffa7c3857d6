"""The data files of a content folder become what reading an article needs to know."""

from __future__ import annotations

from datetime import tzinfo
from pathlib import Path

from plugins.article.facts import Organisation
from plugins.article.registries import Registries
from plugins.author.registry import load_authors
from plugins.build.portal import read_toml
from plugins.category.registry import load_sections
from plugins.vietnamese.slugs import slugify


def read_registries(content: Path, zone: tzinfo, theme: Path, *, open_sections: bool = False) -> Registries:
    """Return the sections, authors and habits of a portal; raises RegistryFault or StopBuild for broken data."""
    data = content / "du-lieu"

    def text(name: str) -> str:
        path = data / name
        return path.read_text("utf-8-sig") if path.exists() else ""

    unit = read_toml(data / "don-vi.toml")
    own = str(unit.get("chiu-trach-nhiem", {}).get("noi-dung", "")) or str(unit.get("ten", "Ban biên tập"))
    return Registries(
        sections=load_sections(text("chuyen-muc.toml")),
        authors=load_authors(text("tac-gia.toml")),
        zone=zone,
        own_organisation=Organisation(own, slugify(own)),
        open_sections=open_sections,
        templates=frozenset(path.stem for path in (theme / "templates").glob("*.html")),
    )
