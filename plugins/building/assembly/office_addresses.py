"""Judge the portal's own addresses in the data files of services, films and answers: one that leads nowhere is told at its line and is no link."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from plugins.building.edition.link_targets import is_own_address
from plugins.building.incremental.build_cache import OwnLink
from plugins.building.linking.own_addresses import Destinations, places_of
from plugins.office import questions, services, video_gallery
from plugins.office.office_data import Office
from plugins.problems import Problem

# Whose entries may name an address, below the content folder.
FILES = (services.FILE, video_gallery.FILE, questions.FILE)


@dataclass(frozen=True, slots=True)
class _Named:
    """An address of the portal that an entry names, and the file of that."""

    file: str
    link: OwnLink


def _named(office: Office, siteurl: str) -> Iterator[_Named]:
    procedures = (one for field in office.services for one in field.services)
    found = [(services.FILE, f"“{one.name}”, dia-chi", one.href, one.line) for one in procedures]
    found += [(video_gallery.FILE, f"“{one.name}”, dia-chi", one.href, one.line) for one in office.gallery]
    for one in office.questions:
        found += [(questions.FILE, f"“{one.question[:60]}”, dap", href, one.line) for href in one.addresses]
    for file, name, href, line in found:
        if is_own_address(href, siteurl):
            message = f"{name}: cổng không có trang “{href}”. Sửa địa chỉ, hoặc bỏ đi."
            yield _Named(file, OwnLink(href[len(siteurl) :] or "/", line, "muc-du-lieu", message, href))


def names_own_addresses(office: Office, siteurl: str) -> bool:
    """Tell whether any entry names an address of the portal."""
    return any(True for _ in _named(office, siteurl))


def dead_office_addresses(
    office: Office, siteurl: str, content: str, destinations: Destinations
) -> Iterator[tuple[str, Problem]]:
    """Yield each address of the portal in an entry that leads nowhere, with the error to report; ``content`` is the folder's name."""
    for one in _named(office, siteurl):
        if problem := destinations.fault_of(f"{content}/{one.file}", one.link):
            yield one.link.written, replace(problem, code=one.link.code)


def places_of_office(office: Office, siteurl: str) -> Iterator[str]:
    """Yield the addresses below the output folder any of which an address of the portal in an entry may mean."""
    return (place for one in _named(office, siteurl) for place in places_of(one.link))


def without_addresses(office: Office, dead: Collection[str]) -> Office:
    """Return what an office tells without these addresses: a procedure and an answer stay without a link, a film is left out."""
    if not dead:
        return office
    fields = (
        replace(
            field,
            services=tuple(replace(one, href="") if one.href in dead else one for one in field.services),
        )
        for field in office.services
    )
    gallery = tuple(one for one in office.gallery if one.href not in dead)
    answered = (
        replace(one, addresses=tuple(href for href in one.addresses if href not in dead))
        for one in office.questions
    )
    return replace(office, services=tuple(fields), gallery=gallery, questions=tuple(answered))
