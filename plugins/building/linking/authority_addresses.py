"""Check that the addresses of this portal in don-vi.toml and in settings have a page that says something; one that has none is not shown until it has."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from plugins.building.edition.link_targets import TOP, path_and_anchor
from plugins.building.linking.own_addresses import Anchors
from plugins.building.sources.authority_file import AUTHORITY_FILE, load_authority
from plugins.building.sources.authority_links import links_of_authority
from plugins.building.sources.data_files import DataFiles
from plugins.building.sources.portal_facts import own_or_web
from plugins.building.sources.shown_links import PLACE
from plugins.pages import addresses
from plugins.pages.site import Site
from plugins.pages.view_parts import Link
from plugins.pages.views import Contact, PortalView
from plugins.problems import Level, Problem, error, warning
from plugins.registers.register_parts import PARTS
from plugins.sections.grouping import filled_sections
from plugins.vietnamese.nearest import nearest


@dataclass(frozen=True, slots=True)
class _OwnAddress:
    """An address of this portal: the file and the line in which it is written, how, as pages write it, its path below the output, its anchor."""

    shown: str
    written: str
    line: int
    href: str
    path: str
    anchor: str


def authority_addresses_checked(
    data: DataFiles, site: Site, pages: Callable[[], Anchors], coming: Callable[[], frozenset[str]]
) -> tuple[Site, list[Problem]]:
    """
    Return the portal without the links of don-vi.toml and of settings that lead nowhere, and a problem for each of them.

    Nowhere is also a section without articles, as for the menu: that is only a reminder. ``pages`` returns the anchors of every page by its address, None where they are not known; ``coming`` the
    addresses of articles that are not public yet: a link to one of them is only a reminder.
    """
    problems = []
    dead = set()
    empty = _empty_sections(site)
    for own in _in_doubt(_own_addresses(data, site), site, empty):
        problem = _reminder_of_empty(own, empty) or _problem_of(own, own.shown, pages, coming)
        if problem:
            # As in Pelican, no setting of links stops a build.
            problems.append(replace(problem, level=Level.WARNING) if own.shown == PLACE else problem)
            dead.add(own.href)
    return (replace(site, portal=_without(site.portal, dead)) if dead else site), problems


def places_of_authority(data: DataFiles, site: Site) -> Iterator[str]:
    """Yield the addresses of this portal that don-vi.toml and settings name, below the output folder."""
    return (own.path for own in _own_addresses(data, site))


def _own_addresses(data: DataFiles, site: Site) -> Iterator[_OwnAddress]:
    file = data.file(AUTHORITY_FILE)
    of_authority = dict.fromkeys(links_of_authority(load_authority(file), file.text))
    root, shown = site.portal.root, file.path
    found = [(shown, written, line, own_or_web(root, written)) for written, line in of_authority]
    found += [
        (PLACE, link.href.removeprefix(root), 0, link.href)
        for link in dict.fromkeys(_of_settings(site.portal))
    ]
    for place, written, line, href in found:
        meant = path_and_anchor(href, "index.html", root, site.siteurl)
        if meant is not None:
            yield _OwnAddress(place, written, line, href, *meant)


def _of_settings(portal: PortalView) -> Iterable[Link]:
    """Return the links that settings add to every page."""
    return (*portal.menu_added, *(link for group in portal.link_groups for link in group.links))


def _empty_sections(site: Site) -> Mapping[str, str]:
    """Return the names of the sections that have no article, in themselves or below, by their addresses."""
    filled = filled_sections(story.article.section for story in site.stories if story.listed)
    return {addresses.section(one.path): one.name for one in site.sections.all if one.path not in filled}


def _reminder_of_empty(own: _OwnAddress, empty: Mapping[str, str]) -> Problem | None:
    """Return what editors are told of an address that is a section's without articles, None for any other."""
    name = empty.get(f"{own.path.removesuffix('index.html').rstrip('/')}/")
    if name is None or own.written.startswith("#"):
        return None
    message = f"địa chỉ “{own.written}”: chuyên mục “{name}” chưa có bài. Có bài rồi, liên kết tự hiện."
    return warning(own.shown, own.line, "lien-ket-chet", message)


def _in_doubt(found: Iterator[_OwnAddress], site: Site, empty: Container[str]) -> Iterator[_OwnAddress]:
    """Yield the addresses that are not plainly those of a page that says something: to know them all pages have to be listed."""
    known = {"", *(addresses.section(section.path) for section in site.sections.all)}
    known = {address for address in known if address not in empty}
    known.update(link.href.removeprefix(f"{site.portal.root}/") for link in site.portal.registers)
    known.update(story.address for story in (*site.stories, *site.standing))
    for own in found:
        if own.anchor not in TOP or own.written.startswith("#") or own.path not in known:
            yield own


def _problem_of(
    own: _OwnAddress, shown: str, find: Callable[[], Anchors], coming: Callable[[], frozenset[str]]
) -> Problem | None:
    pages = find()
    place = next((one for one in (own.path, f"{own.path}/") if one in pages), None)
    place = own.path.removesuffix("index.html") if place is None else place
    if place in pages and not own.written.startswith("#"):
        if own.anchor in TOP or own.anchor in (pages[place] or ()):
            return None
        message = f"địa chỉ “{own.written}”: trang ấy không có mục “#{own.anchor}”. Bỏ phần sau dấu #."
        return error(shown, own.line, "neo-chet", message)
    if own.path in coming() or f"{own.path}/" in coming():
        message = f"địa chỉ “{own.written}” chưa có trang: bài chưa đăng. Khi bài lên, liên kết tự hiện."
        return warning(shown, own.line, "lien-ket-chet", message)
    if empty := next((part for part in PARTS if f"{own.path}/".startswith(part.address)), None):
        message = f"địa chỉ “{own.written}” chưa có trang: “{empty.title}” chưa có văn bản nào. Có rồi, liên kết tự hiện."
        return warning(shown, own.line, "lien-ket-chet", message)
    near = nearest(own.written, [f"/{page}" for page in pages], 1)
    hint = f" Ý bạn là “{near[0]}”?" if near else ""
    message = f"địa chỉ “{own.written}” không có trên cổng; liên kết này không hiện.{hint}"
    return error(shown, own.line, "lien-ket-chet", message)


def _without(portal: PortalView, dead: set[str]) -> PortalView:
    """Return what every page shows without the links to these addresses; the words of a notice or contact stay."""
    notice, ended = portal.notice, portal.ended

    def alive(links: Iterable[Link]) -> tuple[Link, ...]:
        return tuple(link for link in links if link.href not in dead)

    def told(contacts: Iterable[Contact]) -> tuple[Contact, ...]:
        return tuple(replace(one, href="") if one.href in dead else one for one in contacts)

    return replace(
        portal,
        quick=alive(portal.quick),
        menu_added=alive(portal.menu_added),
        menu_row=alive(portal.menu_row),
        link_groups=tuple(
            replace(one, links=links) for one in portal.link_groups if (links := alive(one.links))
        ),
        contacts=told(portal.contacts),
        english_contacts=told(portal.english_contacts),
        notice=replace(notice, href="") if notice and notice.href in dead else notice,
        ended=replace(ended, href="") if ended and ended.href in dead else ended,
    )
