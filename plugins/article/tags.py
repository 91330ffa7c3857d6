"""Tell tags apart: names that differ only in tones or signs are different tags, and each has an address of its own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence

from plugins.article.facts import Tag
from plugins.vietnamese.letters import fold, nfc
from plugins.vietnamese.loose_names import loose

_MARKS = {
    "\u0300": "huyen",
    "\u0301": "sac",
    "\u0303": "nga",
    "\u0309": "hoi",
    "\u0323": "nang",
    "\u0302": "mu",
    "\u0306": "trang",
    "\u031b": "moc",
    "đ": "gach",
    "+": "cong",
    "#": "thang",
    "&": "va",
    "@": "a-cong",
    "*": "sao",
    "!": "than",
    "%": "phan-tram",
    "$": "do-la",
}
# Separators of words, and signs that are written or left out at will.
_NO_SIGNS = re.compile(r"[\w\s.,;:'’“”\"()/&–—-]")


def tag_identity(name: str) -> str:
    """
    Return a name as tags are told apart: capitals, hyphens and spacing do not count; tones and signs do.

    >>> tag_identity("Chuyển đổi  số") == tag_identity("chuyển-đổi số"), tag_identity("C++") == tag_identity("C#"), tag_identity("Bão") == tag_identity("Báo")
    (True, False, False)
    """
    return loose(name) + _signs(name)


def _signs(name: str) -> str:
    return _NO_SIGNS.sub("", nfc(name))


def _is_unmarked(name: str) -> bool:
    return fold(name) == " ".join(nfc(name).lower().split())


def same_tags(tags: Iterable[Tag]) -> dict[str, str]:
    """
    Return the identity of each tag by its name; one typed without marks is the only marked one of its letters.

    >>> same_tags([Tag("phu nu", "phu-nu"), Tag("Phụ nữ", "phu-nu")])["phu nu"] == tag_identity("phụ nữ")
    True
    """
    by_slug: dict[str, dict[str, str]] = {}
    for tag in tags:
        by_slug.setdefault(tag.slug, {})[tag.name] = tag_identity(tag.name)
    found: dict[str, str] = {}
    for names in by_slug.values():
        marked = {one for name, one in names.items() if not _is_unmarked(name)}
        only = next(iter(marked)) if len(marked) == 1 else ""
        found |= {
            # A sign is a mark too: “C” is no “C++” that was typed without.
            name: only if only and _is_unmarked(name) and not _signs(name) else one
            for name, one in names.items()
        }
    return found


def distinct(tags: Iterable[Tag]) -> tuple[Tag, ...]:
    """Return tags, each once."""
    every = tuple(tags)
    if len({tag.slug for tag in every}) == len(every):
        return every
    known = same_tags(every)
    # Of two ways to write one, the one with marks.
    first: dict[str, Tag] = {}
    for tag in every:
        before = first.get(known[tag.name])
        if before is None or (
            tag_identity(before.name) != known[before.name] and tag_identity(tag.name) == known[tag.name]
        ):
            first[known[tag.name]] = tag
    return tuple(first.values())


def slugs_apart(slug: str, names: Sequence[str], taken: Collection[str] = ()) -> Mapping[str, str]:
    """
    Return a slug for each of several tags whose slug would be the same; the first keeps it, ``taken`` are those of others.

    >>> slugs_apart("bao", ["Bão", "Báo", "Bảo", "Bao"])
    {'Bão': 'bao', 'Báo': 'bao-sac', 'Bảo': 'bao-hoi', 'Bao': 'bao-khong-dau'}
    >>> slugs_apart("c", ["C", "C++", "C#"])
    {'C': 'c', 'C++': 'c-cong-cong', 'C#': 'c-thang'}
    """
    given = {names[0]: slug}
    for name in names[1:]:
        wanted = found = f"{slug}-{_in_words(name)}"
        number = 1
        while found in given.values() or found in taken:
            number += 1
            found = f"{wanted}-{number}"
        given[name] = found
    return given


def _in_words(name: str) -> str:
    """Return the marks and signs of a name in words."""
    letters = unicodedata.normalize("NFD", nfc(name).lower())
    return "-".join(_MARKS[one] for one in letters if one in _MARKS) or "khong-dau"
