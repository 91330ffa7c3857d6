"""The data files of a content folder become what reading an article needs to know."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import tzinfo
from pathlib import Path

from plugins.article.approval import load_approval
from plugins.article.registries import Registries
from plugins.article.reserved_slugs import RESERVED_SLUGS
from plugins.author.people import Organisation
from plugins.author.registry import load_authors
from plugins.building.portal_facts import read_toml
from plugins.category.registry import Section, load_sections, sections_of
from plugins.problems.data_file import DataFileFault
from plugins.vietnamese.collation import sort_key
from plugins.vietnamese.slugs import slugify


def read_registries(content: Path, zone: tzinfo, theme: Path, *, open_sections: bool = False) -> Registries:
    """Return the sections, authors and habits of a portal; raises DataFileFault or StopBuild for broken data."""
    data = content / "du-lieu"

    def text(name: str) -> str:
        path = data / name
        return path.read_text("utf-8-sig") if path.exists() else ""

    unit = read_toml(data / "don-vi.toml")
    own = str(unit.get("chiu-trach-nhiem", {}).get("noi-dung", "")) or str(unit.get("ten", "Ban biên tập"))
    sections = load_sections(text("chuyen-muc.toml"))
    for section in sections.all:
        if in_the_way(section):
            raise DataFileFault(
                f"chuyên mục “{section.name}”: địa chỉ “{section.slug}” dành riêng cho trang của hệ thống. Đổi “dia-chi”."
            )
    return Registries(
        sections=sections,
        authors=load_authors(text("tac-gia.toml")),
        zone=zone,
        own_organisation=Organisation(own, slugify(own)),
        open_sections=open_sections,
        templates=frozenset(path.stem for path in (theme / "templates").glob("*.html")),
        approval=load_approval(text("quy-trinh.toml")),
    )


def in_the_way(section: Section) -> bool:
    """
    Tell whether a section would lie where the portal's own pages do: its indexes, a year's list, a list's next page.

    >>> [in_the_way(Section(slug, slug.split("/")[-1], slug, slug.rpartition("/")[0])) for slug in ("the", "tin/2024", "tin/the")]
    [True, True, False]
    """
    if not section.parent:
        return section.slug in RESERVED_SLUGS
    return section.slug == "trang" or re.fullmatch(r"\d{4}", section.slug) is not None


def with_sections(registries: Registries, used: Iterable[Section]) -> Registries:
    """Return registries that know the sections in use too: plain Pelican content names them in its articles alone."""
    known = registries.sections
    new = sorted((one for one in used if known.get(one.path) is None), key=lambda one: sort_key(one.name))
    return replace(registries, sections=sections_of((*known.all, *new))) if new else registries
