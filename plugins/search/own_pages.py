"""What the pages that no article makes are found by, the register and the office's: their entries, and what people call them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from plugins.office.key_figures import Figure
from plugins.office.office_data import Office
from plugins.pages import addresses
from plugins.pages.office_pages import pages_with_data
from plugins.pages.site import Site
from plugins.search.index_entries import STANDING, STANDING_NAME, IndexEntry, register_page_entries
from plugins.vietnamese.date_texts import in_words, short
from plugins.vietnamese.letters import fold
from plugins.vietnamese.lunar import lunar_in_words

# What the contacts are called where somebody in them answers journalists.
_PRESS = (
    *("trả lời báo chí", "phát ngôn báo chí", "người phát ngôn", "cung cấp thông tin cho báo chí"),
    *("liên hệ báo chí", "báo chí liên hệ", "báo chí hỏi"),
)
# Positions are called by these alone: "chủ tịch" is "Chủ tịch UBND".
_ROLES = (
    *("phó chủ tịch", "chủ tịch", "phó bí thư", "bí thư", "phó giám đốc", "giám đốc", "phó trưởng phòng"),
    *("trưởng phòng", "chánh văn phòng", "phó chánh văn phòng"),
)


@dataclass(frozen=True, slots=True)
class NamedOfficePage:
    """A page of the office, and what it is called beside its title."""

    address: str
    title: str
    others: tuple[str, ...]


def named_office_pages(site: Site) -> Iterator[NamedOfficePage]:
    """Yield the pages of the office with all their names: those of people whose names lead there too."""
    # Who leads may be in the contacts too: what they do is told on their own page.
    pages = sorted(pages_with_data(site.office), key=lambda page: page.address != addresses.LEADERS)
    for page in pages:
        others = dict.fromkeys((*FOUND_BY[page.address].called, *_names_of(site.office, page.address)))
        yield NamedOfficePage(page.address, page.title, tuple(others))


def _names_of(office: Office, address: str) -> Iterator[str]:
    """Yield the names that the office's data give to one of its pages."""
    if address == addresses.CONTACTS:
        people = [who for one in office.contacts for who in one.people]
        yield from (who.name for who in people)
        if any(who.press for who in people):
            yield from _PRESS
    elif address == addresses.LEADERS:
        for one in office.leaders:
            yield from (one.name, *_roles(one.position))


def _roles(position: str) -> Iterator[str]:
    """
    Yield what somebody with a position is called by it.

    >>> list(_roles("Chủ tịch UBND xã"))
    ['Chủ tịch UBND xã', 'chủ tịch']
    """
    if position:
        yield position
        yield from (role for role in _ROLES if fold(position).startswith(f"{fold(role)} "))


def own_entries(site: Site) -> Iterator[IndexEntry]:
    """Yield the entries of all pages that can be found and that no article makes."""
    yield from register_page_entries(site)
    yield from office_entries(site)


def office_entries(site: Site) -> Iterator[IndexEntry]:
    """Yield the entries of the office's pages: each is found by all that stands on it."""
    for page in pages_with_data(site.office):
        topics, lines = FOUND_BY[page.address].told(site.office)
        yield IndexEntry(
            address=page.address,
            title=page.title,
            text="\n".join((page.description, *filter(None, lines))),
            section=STANDING_NAME,
            lead=page.description,
            topics="\n".join(filter(None, topics)),
            unshown="\n".join((*FOUND_BY[page.address].called, *_unshown(site.office, page.address))),
            place=STANDING,
        )


def _unshown(office: Office, address: str) -> Iterator[str]:
    """Yield what a page of the office is found by beside what is told on it: days as people write them."""
    if address in (addresses.SCHEDULE, addresses.EVENTS):
        shown = office.events if address == addresses.EVENTS else office.schedule
        yield from (short(one.day) for one in shown)


# The headings of a page, and its lines.
_Told = tuple[Iterable[str], Iterable[str]]


def _contacts(office: Office) -> _Told:
    lines = []
    for one in office.contacts:
        lines.append(_line(one.name, one.work, one.place, one.hours, one.telephone))
        for who in one.people:
            lines.append(_line(who.name, who.position, "Trả lời báo chí" if who.press else "", who.telephone))
    return [one.name for one in office.contacts], lines


def _leaders(office: Office) -> _Told:
    return (
        [one.name for one in office.leaders],
        [_line(one.name, one.position, one.duties, one.telephone) for one in office.leaders],
    )


def _chart(office: Office) -> _Told:
    lines, left = [], list(reversed(office.chart))
    while left:
        unit = left.pop()
        lines.append(_line(unit.name, unit.head))
        left.extend(reversed(unit.below))
    return (), lines


def _schedule(office: Office) -> _Told:
    lines = [
        _line(in_words(one.day), one.kind, one.what, one.chair, one.place, one.lunar)
        for one in office.schedule
    ]
    return dict.fromkeys(one.kind for one in office.schedule), lines


def _events(office: Office) -> _Told:
    lines = [
        _line(one.what, in_words(one.day), one.lunar or lunar_in_words(one.day), one.place, one.chair)
        for one in office.events
    ]
    return [one.what for one in office.events], lines


def _services(office: Office) -> _Told:
    named = [one for field in office.services for one in field.services]
    return (
        [*(field.name for field in office.services), *(one.name for one in named)],
        [
            _line(field.name, one.name, one.agency, one.note)
            for field in office.services
            for one in field.services
        ],
    )


def _questions(office: Office) -> _Told:
    lines = [line for one in office.questions for line in (one.question, *one.answer, one.agency)]
    return [one.question for one in office.questions], lines


def _gallery(office: Office) -> _Told:
    return [one.name for one in office.gallery], [
        _line(one.name, one.place, one.about) for one in office.gallery
    ]


def _figures(office: Office) -> _Told:
    def values(one: Figure) -> Iterator[str]:
        return (f"{value.label}: {value.text} {one.unit}".strip() for value in one.values)

    lines = [_line(one.name, one.year, *values(one), one.note, one.source) for one in office.figures]
    return [one.name for one in office.figures], lines


def _line(*parts: str) -> str:
    """
    Return what is told of one thing in one line.

    >>> _line("Văn phòng", "", "Tiếp dân.", "7h")
    'Văn phòng – Tiếp dân – 7h'
    """
    return " – ".join(part.removesuffix(".") for part in parts if part)


@dataclass(frozen=True, slots=True)
class FoundBy:
    """What a page of the office is found by: what stands on it, and what people call it beside its title."""

    told: Callable[[Office], _Told]
    called: tuple[str, ...]


# For each page of the office; the names of its people are added from the data.
FOUND_BY: Mapping[str, FoundBy] = {
    addresses.CONTACTS: FoundBy(_contacts, (
        *("danh bạ điện thoại", "danh bạ cán bộ", "số điện thoại", "đường dây nóng", "giờ làm việc", "giờ hành chính"),
        *("gọi cho ai", "gặp ai", "liên hệ ai"),
    )),
    addresses.LEADERS: FoundBy(_leaders, (
        *("ban lãnh đạo", "danh sách lãnh đạo", "người đứng đầu", "lãnh đạo huyện", "lãnh đạo xã", "lãnh đạo ubnd"),
        *("tiểu sử lãnh đạo", "thường trực huyện ủy", "thường trực đảng ủy"),
    )),
    addresses.ORGANISATION_CHART: FoundBy(_chart, (
        *("sơ đồ tổ chức", "cơ cấu tổ chức", "bộ máy tổ chức", "bộ máy"),
        *("các phòng ban", "phòng ban", "các đơn vị trực thuộc"),
    )),
    addresses.SCHEDULE: FoundBy(_schedule, (
        *("lịch tiếp công dân", "lịch tiếp dân", "tiếp công dân", "tiếp dân", "ngày tiếp dân", "ngày tiếp công dân"),
        *("lịch công tác", "lịch làm việc", "lịch họp", "lịch tuần"),
    )),
    addresses.EVENTS: FoundBy(_events, ("sự kiện", "lịch lễ hội", "lịch nghỉ lễ", "lịch âm", "âm lịch", "ngày lễ")),
    addresses.SERVICES: FoundBy(_services, (
        *("thủ tục", "thủ tục hành chính", "dịch vụ công", "dịch vụ công trực tuyến", "làm thủ tục", "làm giấy tờ"),
        *("một cửa", "bộ phận một cửa"),
    )),
    addresses.QUESTIONS: FoundBy(_questions, ("câu hỏi", "câu hỏi thường gặp", "hỏi và đáp", "giải đáp", "thắc mắc", "đặt câu hỏi")),
    addresses.GALLERY: FoundBy(_gallery, ("xem video", "phim", "phóng sự", "clip", "thư viện video", "bộ ảnh", "thư viện ảnh", "phóng sự ảnh")),
    addresses.KEY_FIGURES: FoundBy(_figures, ("thống kê", "số liệu thống kê", "con số", "biểu đồ")),
}  # fmt: skip
