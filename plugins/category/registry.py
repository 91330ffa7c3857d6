"""
The registry of the portal's sections, read from ``content/du-lieu/chuyen-muc.toml``.

::

    [[chuyen-muc]]
    ten = "Chiến lược – Định hướng – Quy hoạch"
    dia-chi = "chien-luoc-dinh-huong-quy-hoach"
    mo-ta = "Một câu về chuyên mục."
    chinh = true
    ten-cu = ["Quy hoạch - Kế hoạch"]

    [[chuyen-muc.con]]
    ten = "Quy hoạch vùng huyện"
    dia-chi = "quy-hoach-vung-huyen"

Only ``ten`` is required: the address is made from it, and ``con`` nests to any depth.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from plugins.problems.data_file import DataFileFault, toml_tables
from plugins.vietnamese.letters import fold, nfc
from plugins.vietnamese.loose_names import loose
from plugins.vietnamese.slugs import DEVICE_NAMES, slugify

KNOWN = frozenset({"ten", "dia-chi", "mo-ta", "chinh", "ten-cu", "con"})


@dataclass(frozen=True, slots=True)
class Section:
    """One section; ``path`` is its address among its parents ("cha/con"), ``parent`` theirs ("" at the top)."""

    name: str
    slug: str
    path: str
    parent: str = ""
    description: str = ""
    aliases: tuple[str, ...] = ()
    main: bool = False
    order: int = 0


@dataclass(frozen=True, slots=True)
class Sections:
    """All sections in the order of the data file."""

    all: tuple[Section, ...]
    by_path: Mapping[str, Section] = field(default_factory=dict)
    by_name: Mapping[str, Section] = field(default_factory=dict)
    by_folded: Mapping[str, tuple[Section, ...]] = field(default_factory=dict)

    def find(self, text: str) -> Section | None:
        """Return the section of a written name, or None; a name without marks must fit one section only."""
        exact = self.by_name.get(loose(text))
        if exact or fold(text) != nfc(text).lower().strip():
            return exact
        unmarked = self.by_folded.get(fold(loose(text)), ())
        return unmarked[0] if len(unmarked) == 1 else None

    def get(self, path: str) -> Section | None:
        """Return the section at an address path, or None."""
        return self.by_path.get(path)

    def children(self, path: str) -> tuple[Section, ...]:
        """Return the sections right below one ("": the top ones)."""
        return tuple(section for section in self.all if section.parent == path)

    def ancestors(self, path: str) -> tuple[Section, ...]:
        """Return a section's parents, the topmost first."""
        parts = path.split("/")
        return tuple(self.by_path["/".join(parts[:n])] for n in range(1, len(parts)))


def sections_of(found: Iterable[Section]) -> Sections:
    """Return a registry of sections; of two with one name, the first is found by it."""
    every = tuple(found)
    names: dict[str, Section] = {}
    folded: dict[str, dict[str, Section]] = {}
    for section in every:
        for name in (section.name, *section.aliases):
            names.setdefault(loose(name), section)
            folded.setdefault(fold(loose(name)), {})[section.path] = section
    return Sections(
        every,
        {section.path: section for section in every},
        names,
        {name: tuple(group.values()) for name, group in folded.items()},
    )


def load_sections(text: str) -> Sections:
    """
    Return the registry of a TOML text; raise DataFileFault for a text of another shape.

    >>> load_sections('[[chuyen-muc]]\\nten = "Tin trong huyện"').find("TIN trong  huyện.").path
    'tin-trong-huyen'
    """
    data = toml_tables(text, "tệp chuyên mục")
    rows = data.get("chuyen-muc", [])
    found = tuple(_read(rows, ""))
    paths = [section.path for section in found]
    for path in paths:
        if paths.count(path) > 1:
            raise DataFileFault(f"hai chuyên mục cùng địa chỉ “{path}”.")
    return sections_of(found)


def _read(rows: object, parent: str) -> Iterator[Section]:
    if not isinstance(rows, list):
        raise DataFileFault("“chuyen-muc” cần viết dạng [[chuyen-muc]].")
    for order, row in enumerate(rows):
        if not isinstance(row, dict) or not isinstance(row.get("ten"), str) or not row["ten"].strip():
            raise DataFileFault(f"chuyên mục thứ {order + 1} chưa có “ten”.")
        unknown = sorted(set(row) - KNOWN)
        if unknown:
            raise DataFileFault(f"chuyên mục “{row['ten']}” có khóa lạ “{unknown[0]}”.")
        name = nfc(row["ten"]).strip()
        slug = str(row.get("dia-chi") or slugify(name))
        if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug):
            raise DataFileFault(f"chuyên mục “{name}”: địa chỉ “{slug}” chỉ được gồm a–z, số và dấu “-”.")
        if slug in DEVICE_NAMES:
            raise DataFileFault(
                f"chuyên mục “{name}”: địa chỉ “{slug}” là tên Windows dành riêng. Đổi “dia-chi”."
            )
        path = f"{parent}/{slug}" if parent else slug
        aliases = row.get("ten-cu", [])
        yield Section(
            name,
            slug,
            path,
            parent,
            nfc(str(row.get("mo-ta", ""))),
            tuple(nfc(str(alias)) for alias in (aliases if isinstance(aliases, list) else [aliases])),
            bool(row.get("chinh", False)),
            order,
        )
        yield from _read(row.get("con", []), path)
