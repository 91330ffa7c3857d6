"""
The registry of the portal's sections, read from ``content/du-lieu/chuyen-muc.toml``.

::

    [[chuyen-muc]]
    ten = "Chiến lược – Định hướng – Quy hoạch"
    ten-ngan = "Chiến lược – Quy hoạch"
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
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from plugins.category.feed_names import feed_name
from plugins.problems.data_file import DataFile, Place, as_data_file
from plugins.vietnamese.letters import fold, nfc
from plugins.vietnamese.loose_names import loose
from plugins.vietnamese.slugs import DEVICE_NAMES, slugify
from plugins.vietnamese.typography.rules import typeset


@dataclass(frozen=True, slots=True)
class _Key:
    """What the value of a key has to be: which values fit, and in words."""

    fits: Callable[[object], bool]
    form: str


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_texts(value: object) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(map(_is_text, value)))


KEYS = {
    "ten": _Key(_is_text, "một tên trong dấu ngoặc kép"),
    "ten-ngan": _Key(_is_text, "một tên trong dấu ngoặc kép"),
    "dia-chi": _Key(_is_text, "một địa chỉ trong dấu ngoặc kép"),
    "mo-ta": _Key(_is_text, "một câu trong dấu ngoặc kép"),
    "chinh": _Key(lambda value: isinstance(value, bool), "true hoặc false, không có dấu ngoặc kép"),
    "ten-cu": _Key(_is_texts, 'một danh sách tên, ví dụ ["Tin cũ"]'),
    "con": _Key(lambda value: isinstance(value, list), "viết dạng [[chuyen-muc.con]]"),
}


@dataclass(frozen=True, slots=True)
class Section:
    """
    One section; ``path`` is its address among its parents ("cha/con"), ``parent`` theirs ("" at the top).

    ``short_name`` is what the menu calls it, "" where the name is short enough.
    """

    name: str
    slug: str
    path: str
    parent: str = ""
    description: str = ""
    aliases: tuple[str, ...] = ()
    main: bool = False
    order: int = 0
    short_name: str = ""

    @property
    def title(self) -> str:
        r"""
        The name as pages show it, in the house style: what editors type into headers has plain spaces.

        >>> Section("Đảng - Chính quyền", "dang", "dang").title
        'Đảng\xa0– Chính quyền'
        """
        return _typeset(self.name)

    @property
    def short_title(self) -> str:
        """What the menu calls it, in the house style."""
        return _typeset(self.short_name) if self.short_name else self.title


# Every line of every list names a section.
_typeset = lru_cache(maxsize=1 << 10)(typeset)


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

    def with_feed(self, name: str) -> Section | None:
        """Return the section whose feed has a name, or None."""
        return next((section for section in self.all if feed_name(section.path) == name), None)

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


def load_sections(
    written: str | DataFile, is_reserved: Callable[[Section], bool] = lambda section: False
) -> Sections:
    """
    Return the registry of a data file, or of its text; a section that is not clear is left out, with those below it.

    ``is_reserved`` tells whether a section's address, or the name of its feed, is the portal's own.

    >>> load_sections('[[chuyen-muc]]\\nten = "Tin trong huyện"').find("TIN trong  huyện.").path
    'tin-trong-huyen'
    """
    file = as_data_file(written, "chuyen-muc.toml")
    found: dict[str, Section] = {}
    by_feed: dict[str, Section] = {}
    for section, place in _read(file, file.rows("chuyen-muc"), ("chuyen-muc",), ""):
        if section.path in found:
            name = found[section.path].name
            file.refuse(
                f"chuyên mục “{section.name}” cùng địa chỉ “{section.path}” với “{name}”. Đổi “dia-chi”.",
                *place,
            )
        elif is_reserved(section):
            file.refuse(
                f"chuyên mục “{section.name}” bị bỏ qua: địa chỉ “{section.path}” dành riêng cho hệ thống. "
                "Đổi “dia-chi”.",
                *(*place, "dia-chi"),
            )
        elif section.parent and section.parent not in found:
            continue
        elif (other := by_feed.setdefault(feed_name(section.path), section)) is not section:
            file.refuse(
                f"chuyên mục “{section.name}” bị bỏ qua: nguồn tin (feed) của nó trùng tên với nguồn tin của “{other.name}”, "
                f"vì địa chỉ “{section.path}” và “{other.path}” chỉ khác nhau ở dấu “/”. Đổi “dia-chi”.",
                *(*place, "dia-chi"),
            )
        else:
            found[section.path] = section
    return sections_of(found.values())


def _read(
    file: DataFile, rows: Iterable[object], above: Place, parent: str
) -> Iterator[tuple[Section, Place]]:
    """Yield the sections of some rows and those below them, each with its place in the file."""
    for order, row in enumerate(rows):
        place = (*above, order)
        if not isinstance(row, dict) or not isinstance(row.get("ten"), str) or not slugify(row["ten"]):
            file.refuse(f"chuyên mục thứ {order + 1} chưa có “ten”, nên bị bỏ qua.", *place)
            continue
        name = nfc(row["ten"]).strip()
        _check_keys(file, row, name, place)
        slug = row.get("dia-chi") or slugify(name)
        if why := _why_no_slug(slug):
            file.refuse(
                f"chuyên mục “{name}” bị bỏ qua: địa chỉ “{slug}” {why}. Đổi “dia-chi”.", *place, "dia-chi"
            )
            continue
        path = f"{parent}/{slug}" if parent else str(slug)
        names = row.get("ten-cu", [])
        aliases = [one for one in (names if isinstance(names, list) else [names]) if isinstance(one, str)]
        about, short = row.get("mo-ta", ""), row.get("ten-ngan", "")
        yield (
            Section(
                name,
                str(slug),
                path,
                parent,
                typeset(nfc(about)) if isinstance(about, str) else "",
                tuple(map(nfc, aliases)),
                row.get("chinh") is True,
                order,
                nfc(short).strip() if isinstance(short, str) else "",
            ),
            place,
        )
        below = row.get("con", [])
        yield from _read(file, below if isinstance(below, list) else (), (*place, "con"), path)


def _check_keys(file: DataFile, row: Mapping[str, object], name: str, place: Place) -> None:
    """Refuse each key of a section that there is none of, and each value of a wrong type; the section stands."""
    for key, value in row.items():
        if key not in KEYS:
            file.refuse(f"chuyên mục “{name}” có khóa lạ “{key}”. Các khóa: {', '.join(KEYS)}.", *place, key)
        elif not KEYS[key].fits(value):
            file.refuse(f"chuyên mục “{name}”: “{key}” cần {KEYS[key].form}.", *place, key)


def _why_no_slug(slug: object) -> str:
    """Return what is wrong with a section's slug, "" for a good one."""
    if not isinstance(slug, str) or not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug):
        return "chỉ được gồm a–z, số và dấu “-”"
    if slug in DEVICE_NAMES:
        return "là tên Windows dành riêng"
    return ""
