"""Read the data files of a content folder into the registries that articles are read with."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import tzinfo
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from plugins.article.approval import load_approval
from plugins.article.registries import Registries
from plugins.article.reserved_slugs import RESERVED_SLUGS
from plugins.author.people import Organisation
from plugins.author.registry import load_authors
from plugins.building.data_files import data_text
from plugins.building.portal_facts import read_unit
from plugins.building.settings import BuildSettings
from plugins.building.unit_links import table_of
from plugins.category.registry import Section, load_sections, sections_of
from plugins.problems.data_file import DATA_FOLDER, DataFileFault
from plugins.vietnamese.collation import sort_key
from plugins.vietnamese.slugs import slugify

Loaded = TypeVar("Loaded")


def registries_of(settings: BuildSettings) -> Registries:
    """Return the registries of a portal with these settings; raises DataFileFault or StopBuild for broken data."""
    zone = ZoneInfo(settings.zone)
    registries = read_registries(settings.content, zone, settings.theme, open_sections=settings.open_sections)
    return replace(registries, year=settings.now.astimezone(zone).year)


def read_registries(content: Path, zone: tzinfo, theme: Path, *, open_sections: bool = False) -> Registries:
    """Return the sections, authors and editorial rules of a portal; raises DataFileFault or StopBuild for broken data."""
    data = content / DATA_FOLDER

    unit = read_unit(content)
    own = str(table_of(unit, "chiu-trach-nhiem").get("noi-dung", "")) or str(unit.get("ten", "Ban biên tập"))
    sections = _loaded(load_sections, data / "chuyen-muc.toml")
    for section in sections.all:
        if is_reserved(section):
            raise DataFileFault(
                f"chuyên mục “{section.name}”: địa chỉ “{section.slug}” dành riêng cho trang của hệ thống. Đổi “dia-chi”."
            )
    own_organisation = Organisation(own, slugify(own))
    return Registries(
        sections=sections,
        authors=_loaded(load_authors, data / "tac-gia.toml").knowing(own_organisation),
        zone=zone,
        own_organisation=own_organisation,
        open_sections=open_sections,
        templates=frozenset(path.stem for path in (theme / "templates").glob("*.html")),
        approval=_loaded(load_approval, data / "quy-trinh.toml"),
    )


def _loaded(load: Callable[[str], Loaded], path: Path) -> Loaded:
    """Return what a data file holds; the fault of a broken one names the file."""
    text = data_text(path)
    try:
        return load(text)
    except DataFileFault as fault:
        where = f"{path.parent.parent.name}/{path.parent.name}/{path.name}"
        raise fault if path.name in str(fault) else DataFileFault(f"{where}: {fault}") from fault


def is_reserved(section: Section) -> bool:
    """
    Tell whether a section's address is one of the portal's own pages: an index, a year's list, a list's next page.

    >>> [is_reserved(Section(slug, slug.split("/")[-1], slug, slug.rpartition("/")[0])) for slug in ("the", "tin/2024", "tin/the")]
    [True, True, False]
    """
    if not section.parent:
        return section.slug in RESERVED_SLUGS
    return section.slug == "trang" or re.fullmatch(r"\d{4}", section.slug) is not None


def with_sections(registries: Registries, used: Iterable[Section]) -> Registries:
    """Return registries with the sections in use added: plain Pelican content names sections in its articles alone."""
    known = registries.sections
    new = sorted(
        (section for section in used if known.get(section.path) is None),
        key=lambda section: sort_key(section.name),
    )
    return replace(registries, sections=sections_of((*known.all, *new))) if new else registries
