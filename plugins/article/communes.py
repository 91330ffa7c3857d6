"""Read the communes that an article is about, or a document applies to: those of its area that are named with what they are."""

from __future__ import annotations

import re

from plugins.article.facts import Tag
from plugins.article.header_values import HeaderValues
from plugins.header.fields import label
from plugins.vietnamese.letters import fold
from plugins.vietnamese.slugs import slugify
from plugins.vietnamese.typography.rules import typeset

_KINDS = {"xa": "Xã", "phuong": "Phường", "thi tran": "Thị trấn", "dac khu": "Đặc khu"}
_COMMUNE = re.compile(rf"({'|'.join(_KINDS)}) (?=\S)")
# What the names of other areas begin with.
_OTHERS = frozenset(
    {
        *(
            "ap",
            "ban",
            "cac",
            "ca",
            "cum",
            "dao",
            "dia",
            "duong",
            "huyen",
            "khoi",
            "khu",
            "lang",
            "lien",
            "lo",
            "mien",
        ),
        *(
            "nhieu",
            "nuoc",
            "pho",
            "quan",
            "quoc",
            "song",
            "thanh",
            "thi",
            "thon",
            "tieu",
            "tinh",
            "to",
            "toan",
            "trung",
        ),
        "vung",
    }
)


def read_communes(header: HeaderValues) -> tuple[Tag, ...]:
    """Return the communes among the places of "Địa bàn", each once; ask about a bare name, which may be anything."""
    found: dict[str, Tag] = {}
    for name in _places(header):
        if commune := _commune(name):
            found.setdefault(commune.slug, commune)
        elif _is_bare(name):
            message = f"{label('area')}: “{name[:60]}” là xã, phường hay thị trấn? Là xã thì viết “xã {name[:60]}”, để có trong trang của xã."
            header.warn("area", "dia-ban", message)
    return tuple(found.values())


def _places(header: HeaderValues) -> list[str]:
    field = header.source.fields.get("area")
    if field and field.items:
        return [name for item in field.items if (name := _spaced(item))]
    return places_of_area(header.value("area"))


def places_of_area(area: str) -> list[str]:
    """
    Return the places that an area names.

    >>> places_of_area("xã Thọ Xuân;  xã Xuân Lập, huyện Thọ Xuân; ")
    ['xã Thọ Xuân', 'xã Xuân Lập', 'huyện Thọ Xuân']
    """
    return [name for part in re.split("[;,]", area) if (name := _spaced(part))]


def _spaced(name: str) -> str:
    return " ".join(typeset(name).split())


def _commune(name: str) -> Tag | None:
    """
    Return the commune of a name, None for any other place.

    >>> (_commune("xã  Thọ Xuân"), _commune("huyện Thọ Xuân"), _commune("xã"))
    (Tag(name='Xã Thọ Xuân', slug='xa-tho-xuan'), None, None)
    """
    words = name.split()
    kind = _COMMUNE.match(fold(" ".join(words)))
    if kind is None:
        return None
    name = " ".join((_KINDS[kind[1]], *words[len(kind[1].split()) :]))
    slug = slugify(name)
    return Tag(name, slug) if slug != kind[1].replace(" ", "-") else None


def own_name(name: str) -> str:
    """
    Return a commune's name without what it is.

    >>> own_name("Xã Thọ Xuân"), own_name("Thị trấn Sao Vàng")
    ('Thọ Xuân', 'Sao Vàng')
    """
    kind = next((kind for kind in _KINDS.values() if name.startswith(f"{kind} ")), "")
    return name.removeprefix(kind).strip()


def _is_bare(name: str) -> bool:
    """
    Tell whether a name is a proper name alone, of up to four syllables.

    >>> [_is_bare(name) for name in ("Xuân Lập", "Khu Lam Sơn", "toàn huyện", "Sông Chu")]
    [True, False, False, False]
    """
    words = name.split()
    return 1 < len(words) <= 4 and all(word[0].isupper() for word in words) and fold(words[0]) not in _OTHERS
