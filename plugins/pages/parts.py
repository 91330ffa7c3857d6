"""The parts that pages share: teasers, bylines, breadcrumbs, register lines, paging."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from urllib.parse import quote

from plugins.article.facts import ChangeKind
from plugins.lifecycle.outcome import Outcome
from plugins.pages import addresses
from plugins.pages.heads import shortened
from plugins.pages.site import Site, Story
from plugins.pages.views import ChangeView, Feed, Link, Moment, Notice, Paging, RegisterEntry, Teaser
from plugins.registers.state import STATE_NAMES, State, standing
from plugins.sections.grouping import section_and_ancestors
from plugins.vietnamese.dates import short, short_with_time
from plugins.vietnamese.letters import begin_alike, fold

PAGES_BESIDE = 2
WITHDRAWN = "Bài này đã được thu hồi"
KEPT = "Nội dung chỉ giữ lại để tra cứu."
EXPIRED = "Thông tin trong bài này đã hết hạn"
ATOM, RSS, JSON_FEED = "application/atom+xml", "application/rss+xml", "application/feed+json"


@lru_cache(maxsize=1 << 12)
def instant(moment: datetime) -> Moment:
    """Return an instant for showing; midnight stands for a day without a time."""
    return Moment(moment.isoformat(), short_with_time(moment))


def day(value: date | None) -> Moment | None:
    """Return a day for showing."""
    return Moment(value.isoformat(), short(value)) if value else None


def section_link(site: Site, path: str) -> Link:
    """Return the link to a section."""
    section = site.sections.by_path.get(path)
    return Link(section.name if section else path, addresses.href(site.portal.root, addresses.section(path)))


def breadcrumb(site: Site, *links: Link) -> tuple[Link, ...]:
    """Return the way from the home page."""
    return (Link("Trang chủ", site.portal.home), *links)


def section_trail(site: Site, path: str) -> tuple[Link, ...]:
    """Return the way from the home page to a section, the section included."""
    return breadcrumb(site, *(section_link(site, part) for part in reversed(section_and_ancestors(path))))


def register_entry(site: Site, story: Story) -> RegisterEntry | None:
    """Return an article's line in the register, or None for plain news."""
    facts = story.article.register
    if facts is None:
        return None
    state = standing(facts, site.now.date())
    return RegisterEntry(
        title=story.article.title,
        href=addresses.href(site.portal.root, story.address),
        kind=facts.kind,
        number=facts.number,
        issued=day(facts.issued),
        issuer=facts.issuer,
        period=facts.period,
        state=state.state.value,
        state_name=STATE_NAMES[state.state],
        state_text=state.text,
        consultation_opens=day(facts.consultation.opens) if facts.consultation else None,
        consultation_closes=day(facts.consultation.closes) if facts.consultation else None,
        disclosure_opens=day(facts.disclosure.opens) if facts.disclosure else None,
        disclosure_closes=day(facts.disclosure.closes) if facts.disclosure else None,
        files=story.files,
        days_left=state.days_left,
        lang=foreign(site, story),
    )


def foreign(site: Site, story: Story) -> str:
    """Return the language of an article that is not in the portal's own, else ""."""
    return "" if story.article.lang == site.portal.lang else story.article.lang


def headline(site: Site, story: Story) -> Teaser:
    """Return an article as a title with its day."""
    article, badge = story.article, ""
    if article.register:
        state = standing(article.register, site.now.date())
        badge = state.text if state.state is State.OPEN else ""
    return Teaser(
        title=article.title,
        href=addresses.href(site.portal.root, story.address),
        date=instant(article.date or site.now),
        badge=badge,
        lang=foreign(site, story),
    )


def teaser(site: Site, story: Story, *, with_section: bool = False) -> Teaser:
    """Return an article as a line of a list, with its lead and its photo."""
    article = story.article
    return replace(
        headline(site, story),
        lead=shortened(article.summary, 220),
        section=section_link(site, article.section) if with_section else None,
        photo=story.photo,
    )


def shown_numbers(current: int, total: int) -> list[int]:
    """
    Return the numbers of the pages that a page leads to: both ends and its neighbours; 0 for those between.

    A gap of one page is no gap: its number takes no more room than the dots.

    >>> shown_numbers(1, 3), shown_numbers(7, 40)
    ([1, 2, 3], [1, 0, 5, 6, 7, 8, 9, 0, 40])
    """
    near = {1, total, *range(max(1, current - PAGES_BESIDE), min(total, current + PAGES_BESIDE) + 1)}
    near |= {number for number in (2, total - 1) if {number - 1, number + 1} <= near}
    shown: list[int] = []
    for number in sorted(near):
        if shown and number - shown[-1] > 1:
            shown.append(0)
        shown.append(number)
    return shown


def paging(site: Site, base: str, current: int, total: int) -> Paging:
    """Return the links between the pages of a list."""

    def href(number: int) -> str:
        return addresses.href(site.portal.root, addresses.numbered(base, number))

    return Paging(
        current=current,
        total=total,
        pages=tuple(
            Link(str(number), href(number)) if number else Link("…", "")
            for number in shown_numbers(current, total)
        ),
        newer=href(current - 1) if current > 1 else "",
        older=href(current + 1) if current < total else "",
    )


def section_feeds(root: str, name: str, path: str) -> tuple[Feed, ...]:
    """Return the feeds of a section; feed files are named by the section's path with hyphens."""
    stem = f"{addresses.FEEDS}{path.replace('/', '-')}"
    return (
        Feed(f"{name} (Atom)", addresses.href(root, f"{stem}.atom.xml"), ATOM),
        Feed(f"{name} (RSS)", addresses.href(root, f"{stem}.rss.xml"), RSS),
    )


def portal_feeds(root: str, name: str) -> tuple[Feed, ...]:
    """Return the feeds of the whole portal."""
    return (
        Feed(f"{name} (Atom)", addresses.href(root, f"{addresses.FEEDS}tat-ca.atom.xml"), ATOM),
        Feed(f"{name} (RSS)", addresses.href(root, f"{addresses.FEEDS}tat-ca.rss.xml"), RSS),
        Feed(f"{name} (JSON)", addresses.href(root, f"{addresses.FEEDS}tat-ca.json"), JSON_FEED),
    )


def _maker_href(site: Site, story: Story, address: str) -> str:
    """Return the address of a writer's or office's page, "" for an article that such pages do not name."""
    return addresses.href(site.portal.root, address) if story.listed else ""


def people_links(site: Site, story: Story) -> tuple[Link, ...]:
    """Return the links to the writers' pages."""
    return tuple(
        Link(person.name, _maker_href(site, story, f"{addresses.AUTHORS}{person.slug}/"))
        for person in story.article.byline.people
    )


def organisation_link(site: Site, story: Story) -> Link | None:
    """Return the link to the page of the organisation that published."""
    organisation = story.article.byline.organisation
    if organisation is None:
        return None
    return Link(organisation.name, _maker_href(site, story, f"{addresses.ORGANISATIONS}{organisation.slug}/"))


def repeats_lead(story: Story) -> bool:
    """Whether the body opens with its own lead, so that the summary above it would say it twice."""
    lead, summary = story.article.body.lead, story.article.summary
    if not lead or lead == summary:
        return bool(lead)
    return begin_alike(lead, summary) and fold(lead)[:120] == fold(summary)[:120]


CHANGE_NAMES = {ChangeKind.UPDATE: "Cập nhật", ChangeKind.CORRECTION: "Đính chính"}


def changes(story: Story) -> tuple[ChangeView, ...]:
    """Return what was changed in an article, the newest first."""
    return tuple(
        ChangeView(instant(one.moment), CHANGE_NAMES[one.kind], one.note) for one in story.article.changes
    )


def notices(story: Story) -> tuple[Notice, ...]:
    """Return what must be known before reading: that it was withdrawn, that its time is over, what was wrong in it."""
    article = story.article
    found = []
    if story.outcome is Outcome.WITHDRAWN:
        found.append(Notice(WITHDRAWN, article.withdrawal_reason or KEPT, "withdrawn"))
    if story.expired:
        last = f"Ngày cuối: {short(article.expires.date())}." if article.expires else ""
        found.append(Notice(EXPIRED, last))
    for one in article.changes:
        if one.kind is ChangeKind.CORRECTION:
            found.append(Notice(f"Đính chính ngày {short(one.moment.date())}", one.note, "correction"))
    return tuple(found)


def share_links(address: str, title: str) -> tuple[Link, ...]:
    """
    Return plain links by which an article is shown to others; none while the site has no address.

    >>> [link.text for link in share_links("https://vi-du.vn/a/", "Một & hai")]
    ['Zalo', 'Facebook', 'Thư điện tử']
    >>> share_links("https://vi-du.vn/a/", "Một & hai")[2].href
    'mailto:?subject=M%E1%BB%99t%20%26%20hai&body=https%3A%2F%2Fvi-du.vn%2Fa%2F'
    """
    if not address:
        return ()
    there, words = quote(address, safe=""), quote(title, safe="")
    # Zalo's own button opens this page, with what is shared as JSON in base64.
    told = quote(b64encode(json.dumps({"url": address}).encode()), safe="")
    return (
        Link("Zalo", f"https://button-share.zalo.me/share_external?layout=1&d={told}&shareType=0"),
        Link("Facebook", f"https://www.facebook.com/sharer/sharer.php?u={there}"),
        Link("Thư điện tử", f"mailto:?subject={words}&body={there}"),
    )


def listed(stories: Sequence[Story]) -> list[Story]:
    """Return those that lists may name."""
    return [story for story in stories if story.listed]
