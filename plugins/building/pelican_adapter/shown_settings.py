"""Pelican's settings of links on every page (MENUITEMS, LINKS, SOCIAL) as values: addresses that are no plain links are left out, and told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from plugins.building.sources.authority_links import advice_for, is_plain_link
from plugins.building.sources.shown_links import ShownLinks
from plugins.pages.view_parts import Link
from plugins.problems.printable import printable

# The settings of groups, what names each, and its name where nobody chose one.
_GROUPS = (
    ("LINKS", "LINKS_WIDGET_NAME", "Liên kết"),
    ("SOCIAL", "SOCIAL_WIDGET_NAME", "Mạng xã hội"),
)
_EXAMPLE = '[("Tên", "https://…")]'
LONGEST = 200


@dataclass(frozen=True, slots=True)
class LinkFault:
    """Why a link of a setting is not shown."""

    setting: str
    message: str


def shown_links(settings: Mapping[str, Any]) -> ShownLinks:
    """Return the links that settings add to every page, without those that may not be published."""
    groups = (
        (str(settings.get(name_of_group) or usual), tuple(_links(settings, name)))
        for name, name_of_group, usual in _GROUPS
    )
    return ShownLinks(
        tuple(_links(settings, "MENUITEMS")), tuple((name, links) for name, links in groups if links)
    )


def link_faults(settings: Mapping[str, Any]) -> list[LinkFault]:
    """
    Return why each link that is not shown is left out.

    >>> [one.message for one in link_faults({"SOCIAL": [("Zalo", "zalo.me/xa")]})]
    ['SOCIAL, “Zalo”: “zalo.me/xa” không phải địa chỉ công bố được, nên không hiện. Viết “https://zalo.me/xa”.']
    """
    names = ("MENUITEMS", *(name for name, _, _ in _GROUPS))
    return [one for name in names for one in _read(settings, name) if isinstance(one, LinkFault)]


def _links(settings: Mapping[str, Any], name: str) -> Iterator[Link]:
    return (one for one in _read(settings, name) if isinstance(one, Link))


def _read(settings: Mapping[str, Any], name: str) -> Iterator[Link | LinkFault]:
    """Yield each entry of a setting: a link, or why it is none."""
    given = settings.get(name) or ()
    if not isinstance(given, list | tuple):
        yield LinkFault(
            name,
            f"{name} không phải danh sách các cặp tên và địa chỉ, nên không hiện. Ví dụ: {name} = {_EXAMPLE}.",
        )
        return
    for one in given:
        # Themes give a third value a meaning of their own, a picture's name.
        if not isinstance(one, list | tuple) or len(one) < 2 or not str(one[0]).strip():
            told = printable(repr(one))[:80]
            yield LinkFault(
                name,
                f"{name}: “{told}” không phải một cặp tên và địa chỉ, nên không hiện. Ví dụ: {_EXAMPLE}.",
            )
        elif not is_plain_link(one[1]):
            text, written = " ".join(str(one[0]).split()), str(one[1])
            yield LinkFault(
                name,
                f"{name}, “{text[:80]}”: “{printable(written)[:80]}” không phải địa chỉ công bố được, nên không hiện. {advice_for(written)}",
            )
        else:
            yield Link(" ".join(str(one[0]).split())[:LONGEST], one[1])
