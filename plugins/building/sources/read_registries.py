"""Read the data files of a content folder into the registries that articles are read with."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from plugins.article.approval import FILE as APPROVAL
from plugins.article.approval import load_approval
from plugins.article.place_names import FILE as PLACES
from plugins.article.place_names import load_place_names
from plugins.article.reading_habits import PORTALS_OWN
from plugins.article.registries import Registries
from plugins.article.reserved_slugs import RESERVED_SLUGS, OwnSlug
from plugins.author.people import Organisation
from plugins.author.registry import load_authors
from plugins.building.sources.authority_file import AUTHORITY_FILE, load_authority
from plugins.building.sources.authority_links import authority_table
from plugins.building.sources.data_files import DataFiles
from plugins.building.sources.settings import BuildSettings
from plugins.category.feed_names import feed_name
from plugins.category.registry import Section, load_sections, sections_of
from plugins.pages.addresses import feed_stem
from plugins.problems.data_file import DATA_FOLDER
from plugins.registers.register_parts import PARTS
from plugins.vietnamese.collation import sort_key
from plugins.vietnamese.slugs import slugify

SECTIONS, AUTHORS = f"{DATA_FOLDER}/chuyen-muc.toml", f"{DATA_FOLDER}/tac-gia.toml"


def registries_of(settings: BuildSettings, data: DataFiles | None = None) -> Registries:
    """Return the registries of a portal with these settings, as far as its data files, read now unless given, are clear."""
    zone = ZoneInfo(settings.zone)
    data = data or DataFiles(settings.content)
    registries = read_registries(data, zone, settings.theme, open_sections=settings.open_sections)
    today = settings.now.astimezone(zone).date()
    places = load_place_names(data.file(PLACES))
    return replace(
        registries,
        year=today.year,
        places=tuple(one for one in places if one.since <= today),
        templates=frozenset(settings.templates) or registries.templates,
        plugin_keys=frozenset(settings.plugin_keys),
        habits=settings.habits or PORTALS_OWN,
    )


def read_registries(data: DataFiles, zone: tzinfo, theme: Path, *, open_sections: bool = False) -> Registries:
    """
    Return the sections, authors and editorial rules of a portal; what is not clear in a data file is left out.

    Where no section can be read at all, every name counts as one: the fault is the data file's, not each article's.
    """
    authority = load_authority(data.file(AUTHORITY_FILE))
    own = str(authority_table(authority, "chiu-trach-nhiem").get("noi-dung", "")) or str(
        authority.get("ten", "Ban biên tập")
    )
    of_sections = data.file(SECTIONS)
    sections = load_sections(of_sections, is_reserved)
    own_organisation = Organisation(own, slugify(own))
    return Registries(
        sections=sections,
        authors=load_authors(data.file(AUTHORS)).knowing(own_organisation),
        zone=zone,
        own_organisation=own_organisation,
        open_sections=open_sections or bool(of_sections.problems and not sections.all),
        templates=frozenset(path.stem for path in (theme / "templates").glob("*.html")),
        approval=load_approval(data.file(APPROVAL)),
    )


# The feeds of the whole portal and of the register.
_OWN_FEEDS = frozenset(feed_stem(address) for address in ("", *(part.address for part in PARTS)))


def is_reserved(section: Section) -> bool:
    """
    Tell whether the portal has a section's address for a page of its own (an index, a year's list, a list's next page), or its feed.

    >>> [is_reserved(Section(slug, slug.split("/")[-1], slug, slug.rpartition("/")[0])) for slug in ("the", "tin/2024", "tin/the", "tat/ca")]
    [True, True, False, True]
    """
    if feed_name(section.path) in _OWN_FEEDS:
        return True
    if not section.parent:
        return section.slug in RESERVED_SLUGS
    return section.slug == OwnSlug.LATER_PAGES or re.fullmatch(r"\d{4}", section.slug) is not None


def with_sections(registries: Registries, used: Iterable[Section]) -> Registries:
    """Return registries with the sections in use added: plain Pelican content names sections in its articles alone."""
    known = registries.sections
    new = sorted(
        (section for section in used if known.get(section.path) is None),
        key=lambda section: sort_key(section.name),
    )
    return replace(registries, sections=sections_of((*known.all, *new))) if new else registries
