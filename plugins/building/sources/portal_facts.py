"""Turn the portal's own facts, from ``content/du-lieu/don-vi.toml``, into what every template sees."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain, islice
from typing import Any
from urllib.parse import urlsplit

from plugins.building.sources.authority_ending import ENDING, ended_portal, ending_day
from plugins.building.sources.authority_file import last_day
from plugins.building.sources.authority_links import authority_table, link_of, tables_of
from plugins.building.sources.shown_links import NO_LINKS, ShownLinks
from plugins.category.registry import Section, Sections
from plugins.office.contacts import first_mail
from plugins.office.office_data import EMPTY_OFFICE, Office
from plugins.pages import addresses, partials
from plugins.pages.english_contacts import english_contacts
from plugins.pages.office_pages import office_links
from plugins.pages.view_parts import Link
from plugins.pages.views import Contact, LinkGroup, MenuItem, PortalView, Urgent
from plugins.registers.register_parts import RegisterPart
from plugins.vietnamese.typography.rules import typeset

PORTAL_LANGUAGE = "vi"
# How many entries the row of the menu has, "Trang chủ" and the parts of the register among them, and how many letters they may
# have in all, where the space around an entry takes as much room as three letters.
ROW_ENTRIES, ROW_LETTERS, AROUND = 7, 114, 3


def _current(authority: Mapping[str, Any], name: str, today: date) -> str:
    r"""
    Return the text of a table of don-vi.toml in the house style, "" once its last day has passed.

    >>> slogan = {"khau-hieu": {"noi-dung": "Tiến - lên", "het-han": date(2024, 6, 30)}}
    >>> [_current(slogan, "khau-hieu", date(2024, month, 1)) for month in (6, 7)]
    ['Tiến\xa0– lên', '']
    """
    table = authority_table(authority, name)
    ends = last_day(table)
    return "" if ends and today > ends else typeset(str(table.get("noi-dung", "")))


def text_expiries(authority: Mapping[str, Any]) -> Iterator[tuple[date, str]]:
    """
    Yield each day on which what don-vi.toml shows changes, and a description in Vietnamese.

    A text with a last day is gone on the day after; the notice that the authority has ended comes on that day.
    """
    for name, what in (("khau-hieu", "khẩu hiệu"), ("thong-bao", "thông báo khẩn")):
        table = authority_table(authority, name)
        if table.get("noi-dung") and (last := last_day(table)):
            yield last + timedelta(days=1), f"{what} hết hạn"
    if day := ending_day(authority):
        yield day, "cổng báo đơn vị đã kết thúc"


def _urgent(authority: Mapping[str, Any], root: str, today: date) -> Urgent | None:
    """
    Return the urgent notice, None once its last day has passed; pages that are read later take it away themselves.

    >>> storm = {"thong-bao": {"noi-dung": "Bão", "het-han": date(2024, 7, 2)}}
    >>> [notice and notice.last and notice.last.iso for day in (2, 3) for notice in [_urgent(storm, "", date(2024, 7, day))]]
    ['2024-07-02', None]
    """
    table, text = authority_table(authority, "thong-bao"), _current(authority, "thong-bao", today)
    return Urgent(text, own_or_web(root, link_of(table)), partials.day(last_day(table))) if text else None


def own_or_web(root: str, address: str) -> str:
    """
    Return an address of don-vi.toml as pages write it: one of this portal below its root, any other unchanged.

    >>> own_or_web("/cong", "/lien-he/"), own_or_web("/cong", "tel:113")
    ('/cong/lien-he/', 'tel:113')
    """
    return addresses.href(root, address.lstrip("/")) if address.startswith("/") else address


def root_of(siteurl: str) -> str:
    """
    Return the path that stands before every address of a site, "" at the root of its host.

    >>> root_of("https://a.gov.vn/cong"), root_of("")
    ('/cong', '')
    """
    return urlsplit(siteurl).path.rstrip("/")


@dataclass(frozen=True, slots=True)
class PortalFacts:
    """
    What a portal shows on every page, whatever its articles are.

    ``authority`` are the tables of don-vi.toml; ``assets`` are the published paths of the theme's files;
    ``name`` is the name from the settings, "" where that of don-vi.toml stands; ``shown`` are the links that settings add.
    """

    authority: Mapping[str, Any]
    sections: Sections
    assets: Mapping[str, str]
    siteurl: str
    name: str
    today: date
    has_search: bool
    office: Office = EMPTY_OFFICE
    shown: ShownLinks = NO_LINKS


def portal_view(
    facts: PortalFacts,
    standing: tuple[Link, ...],
    parts: tuple[RegisterPart, ...],
    filled: Collection[str] | None = None,
) -> PortalView:
    """
    Return the site-wide facts as templates see them; ``standing`` are links to the standing pages, ``parts`` those of the register.

    ``filled`` are the paths of the sections that have articles, in themselves or below: no other stands in the menu. None for all.
    """
    root, authority = root_of(facts.siteurl), facts.authority
    name = facts.name or str(authority.get("ten", "")).strip() or "Cổng thông tin điện tử"
    hrefs = {source: addresses.href(root, published) for source, published in facts.assets.items()}

    def link(text: str, address: str) -> Link:
        return Link(text, addresses.href(root, address))

    def written(links: Iterable[Link]) -> tuple[Link, ...]:
        return tuple(Link(one.text, own_or_web(root, one.href)) for one in links)

    def link_in(table: Mapping[str, Any]) -> str:
        return own_or_web(root, link_of(table))

    added = written(facts.shown.menu)
    contacts = tuple(
        Contact(str(table.get("nhan", "")), str(table.get("noi-dung", "")), link_in(table))
        for table in tables_of(authority, "lien-he")
    )

    return PortalView(
        name=name,
        short_name=str(authority.get("ten-ngan", "")).strip() or name,
        authority=typeset(str(authority.get("don-vi", name))),
        lang=PORTAL_LANGUAGE,
        root=root,
        home=addresses.href(root, ""),
        origin=facts.siteurl.removesuffix(root),
        slogan=_current(authority, "khau-hieu", facts.today),
        notice=_urgent(authority, root, facts.today),
        ended=ended_portal(authority, link_in(authority_table(authority, ENDING)), facts.today),
        menu=tuple(menu_of(facts.sections, root, filled)),
        menu_added=added,
        menu_row=tuple(_menu_row(added, facts.sections, root, tuple(part.title for part in parts), filled)),
        standing=standing,
        foot=standing,
        contacts=contacts,
        english_contacts=english_contacts(contacts, facts.office.contacts),
        responsible=str(authority_table(authority, "chiu-trach-nhiem").get("noi-dung", "")),
        assets=hrefs,
        feeds=partials.portal_feeds(root, name),
        emblem=hrefs.get("icons/emblem.svg", ""),
        registers=tuple(link(part.title, part.address) for part in parts),
        sitemap=link("Sơ đồ cổng", addresses.SITEMAP),
        archive=link("Lưu trữ", addresses.ARCHIVE),
        manifest=addresses.href(root, addresses.MANIFEST),
        search=link("Tìm kiếm", addresses.SEARCH) if facts.has_search else None,
        office=office_links(root, facts.office),
        quick=tuple(
            Link(str(table.get("ten", "")), link_in(table))
            for table in tables_of(authority, "tra-nhanh")
            if link_of(table)
        ),
        office_mail=first_mail(facts.office.contacts),
        link_groups=tuple(LinkGroup(title, written(links)) for title, links in facts.shown.groups),
    )


def menu_of(sections: Sections, root: str, filled: Collection[str] | None) -> Iterator[MenuItem]:
    """Yield the top sections, each with those below it; only those whose paths are ``filled``, all for None."""
    for section in _filled(sections, "", filled):
        children = tuple(
            Link(child.title, addresses.href(root, addresses.section(child.path)))
            for child in _filled(sections, section.path, filled)
        )
        yield MenuItem(section.title, addresses.href(root, addresses.section(section.path)), children)


def _filled(sections: Sections, path: str, filled: Collection[str] | None) -> Iterator[Section]:
    return (one for one in sections.children(path) if filled is None or one.path in filled)


def _menu_row(
    added: Iterable[Link],
    sections: Sections,
    root: str,
    others: tuple[str, ...],
    filled: Collection[str] | None,
) -> Iterator[Link]:
    """Yield the links that settings add, and the first top sections by their short names, as many as stand in one row with the others' names."""
    others = ("Trang chủ", *others, "Thêm")
    room = ROW_LETTERS - sum(len(name) + AROUND for name in others)
    left = ROW_ENTRIES - len(others) + 1
    of_sections = (
        Link(section.short_title, addresses.href(root, addresses.section(section.path)))
        for section in _filled(sections, "", filled)
    )
    for link in islice(chain(added, of_sections), max(left, 0)):
        room -= len(link.text) + AROUND
        if room < 0:
            return
        yield link
