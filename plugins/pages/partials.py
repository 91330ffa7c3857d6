"""Make the parts of views that several kinds of page share: teasers, breadcrumbs, links to sections and feeds, notices."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from plugins.article.facts import ChangeKind
from plugins.article.place_names import names_in_words
from plugins.lifecycle.outcome import Outcome
from plugins.pages import addresses
from plugins.pages.head_metadata import description_cut
from plugins.pages.life import life_of_a_consultation
from plugins.pages.site import Site, Story
from plugins.pages.structured_data import machine_time
from plugins.pages.view_parts import Link, Moment, PhotoView
from plugins.pages.views import Feed, Notice, Teaser
from plugins.sections.grouping import section_and_ancestors
from plugins.vietnamese.date_texts import short, short_with_time
from plugins.vietnamese.letters import begin_alike, fold

_WITHDRAWN = "Bài này đã được thu hồi"
_KEPT = "Nội dung chỉ giữ lại để tra cứu."
_PLACES = "Tên gọi trong bài và tên hiện nay"
_EXPIRED = "Thông tin trong bài này đã hết hạn"
ATOM, RSS, JSON_FEED = "application/atom+xml", "application/rss+xml", "application/feed+json"


@lru_cache(maxsize=1 << 12)
def shown_instant(moment: datetime) -> Moment:
    """Return an instant for showing; midnight stands for a day without a time."""
    return Moment(machine_time(moment), short_with_time(moment))


def day(value: date | None) -> Moment | None:
    """Return a day for showing."""
    return certain_day(value) if value else None


def certain_day(value: date) -> Moment:
    """Return a day that is known for showing."""
    return Moment(value.isoformat(), short(value))


def section_link(site: Site, path: str) -> Link:
    """Return the link to a section."""
    section = site.sections.by_path.get(path)
    return Link(section.title if section else path, site.href(addresses.section(path)))


def breadcrumb(site: Site, *links: Link) -> tuple[Link, ...]:
    """Return the breadcrumb of a page: the home page and the links below it."""
    return (Link("Trang chủ", site.portal.home), *links)


def section_trail(site: Site, path: str) -> tuple[Link, ...]:
    """Return the breadcrumb from the home page to a section, the section included."""
    return breadcrumb(site, *(section_link(site, part) for part in reversed(section_and_ancestors(path))))


def foreign_language(site: Site, story: Story) -> str:
    """Return the language of an article that is not in the portal's own, else ""."""
    return "" if story.article.lang == site.portal.lang else story.article.lang


def headline(site: Site, story: Story) -> Teaser:
    """Return an article as a title with its day."""
    return _line(site, story)


def teaser(site: Site, story: Story, *, with_section: bool = False) -> Teaser:
    """Return an article as a line of a list, with its lead and its photo."""
    lead = description_cut(story.article.summary, 220)
    section = section_link(site, story.article.section) if with_section else None
    return _line(site, story, lead, section, story.photo)


def _line(
    site: Site, story: Story, lead: str = "", section: Link | None = None, photo: PhotoView | None = None
) -> Teaser:
    """Return an article as a line of a list, with as much of it as is given beside its title and day."""
    article = story.article
    return Teaser(
        title=article.title,
        href=site.href(story.address),
        date=shown_instant(article.date or site.now),
        lead=lead,
        section=section,
        photo=photo,
        life=life_of_a_consultation(article.register, site.now.date()) if article.register else "",
        lang=foreign_language(site, story),
    )


def name_feeds(root: str, name: str, address: str) -> tuple[Feed, ...]:
    """Return the feed of an author, an organisation, a tag or the register, by the address of its list."""
    path = f"{addresses.FEEDS}{addresses.feed_stem(address)}.atom.xml"
    return (Feed(f"{name} (Atom)", addresses.href(root, path), ATOM),)


def section_feeds(root: str, name: str, path: str) -> tuple[Feed, ...]:
    """Return the feeds of a section."""
    stem = f"{addresses.FEEDS}{addresses.feed_stem(addresses.section(path))}"
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


def repeats_lead(story: Story) -> bool:
    """Whether the body opens with its own lead, so that the summary above it would say it twice."""
    lead, summary = story.article.body.lead, story.article.summary
    # A lead is plain text, a summary is in the house style.
    if not lead or lead == summary.replace("\u00a0", " "):
        return bool(lead)
    return begin_alike(lead, summary) and fold(lead)[:120] == fold(summary)[:120]


def _sentence(words: str) -> str:
    """
    Return an editor's words as a sentence: what stands behind a key in a header often has no capital and no full stop.

    >>> _sentence("đăng nhầm ngày"), _sentence("Đăng nhầm."), _sentence("")
    ('Đăng nhầm ngày.', 'Đăng nhầm.', '')
    """
    ends = not words or words.rstrip("”’)").endswith((".", "!", "?", "…"))
    return words[:1].upper() + words[1:] + ("" if ends else ".")


def notices(story: Story) -> tuple[Notice, ...]:
    """Return the notices above an article: that it was withdrawn, has expired, names places by old names; each correction."""
    article = story.article
    found = []
    if story.outcome is Outcome.WITHDRAWN:
        found.append(Notice(_WITHDRAWN, _sentence(article.withdrawal_reason or _KEPT), "withdrawn"))
    if story.expired:
        last = f"Ngày cuối: {short(article.expires.date())}." if article.expires else ""
        found.append(Notice(_EXPIRED, last))
    if article.places:
        found.append(Notice(_PLACES, names_in_words(article.places)))
    for one in article.changes:
        if one.kind is ChangeKind.CORRECTION:
            found.append(
                Notice(f"Đính chính ngày {short(one.moment.date())}", _sentence(one.note), "correction")
            )
    return tuple(found)
