"""Make the page of each article, with its section's other news around it and what shares its tags."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import partial
from html import unescape
from urllib.parse import quote

from plugins.article.facts import ChangeKind, Tag
from plugins.pages import addresses, partials
from plugins.pages.connected_documents import ALONE, Connected, connected_documents
from plugins.pages.consultation import consultation
from plugins.pages.head_metadata import article_head
from plugins.pages.mail_link import report_link
from plugins.pages.page import Page
from plugins.pages.register_entries import register_entry
from plugins.pages.side_column import side_column, text_height
from plugins.pages.site import Site, Story
from plugins.pages.story_groups import StoryGroups
from plugins.pages.videos import videos_in, without_captions
from plugins.pages.view_parts import Link
from plugins.pages.views import ArticleView, ChangeView
from plugins.sections import grouping
from plugins.sections.related import Related
from plugins.vietnamese.typography.rules import typeset

OTHER_NEWS, RELATED = 5, 4
# Of other sections as many as these, not further away in the list of all.
ELSEWHERE, REACH = 6, 8
SYLLABLES_PER_MINUTE = 220
# From so many syllables and headings on an article has a table of contents.
LONG, FEWEST_HEADINGS = 400, 3
_HEADING = re.compile(r'<h2 id="([^"]+)"[^>]*>(.*?)</h2>', re.S)
# A note's number is no part of a heading.
_TAG = re.compile(r"<sup\b.*?</sup>|<[^>]*>", re.S)
CHANGE_NAMES = {ChangeKind.UPDATE: "Cập nhật", ChangeKind.CORRECTION: "Đính chính"}


def article_pages(site: Site, groups: StoryGroups) -> Iterator[Page]:
    """Make all articles' pages."""
    pages = ArticlePages(site, groups)
    for story in site.stories:
        yield pages.page_of(story)


class ArticlePages:
    """The pages of a portal's articles, each with what stands around it; one that no list names shows the newest of its section."""

    def __init__(self, site: Site, groups: StoryGroups) -> None:
        self._site, self._groups = site, groups
        self._places = {
            story.address: (position, stories)
            for stories in groups.by_own_section.values()
            for position, story in enumerate(stories)
        }
        self._numbers = {story.address: number for number, story in enumerate(groups.listed)}
        self._by_tag = Related([tag.slug for tag in story.article.tags] for story in groups.listed)
        self._connected = connected_documents(site)

    def page_of(self, story: Story) -> Page:
        """Make the page of an article."""
        connected = self._connected.get(story.address, ALONE)
        if story.address not in self._places:
            newest = self._groups.by_own_section.get(story.article.section, [])[:OTHER_NEWS]
            return article_page(self._site, story, (), newest, (), connected)
        newer, older = grouping.around(*self._places[story.address], OTHER_NEWS)
        shown = [self._numbers[other.address] for other in (*newer, *older)]
        related = self._by_tag.of(self._numbers[story.address], RELATED, shown)
        of_tags = [self._groups.listed[number] for number in related]
        elsewhere = self._elsewhere(story, of_tags)
        return article_page(self._site, story, newer, older, of_tags, connected, elsewhere)

    def _elsewhere(self, story: Story, related: Sequence[Story]) -> list[Story]:
        """Return articles of other sections that are near in time."""
        taken = {one.address for one in related}
        return grouping.nearest_suiting(
            self._numbers[story.address],
            self._groups.listed,
            REACH,
            ELSEWHERE,
            lambda one: one.article.section != story.article.section and one.address not in taken,
        )

    def around(self, stories: Sequence[Story]) -> list[Story]:
        """
        Return the articles on whose pages other articles may stand because these came, went or changed.

        They need not be among the portal's own; those that are, are returned too.
        """
        found: set[str] = set()
        for story in stories:
            of_section = self._groups.by_own_section.get(story.article.section, [])
            place = _place_of(story, of_section)
            near = of_section[max(0, place - OTHER_NEWS) : place + 1 + OTHER_NEWS]
            found.update(other.address for other in near)
            number = _place_of(story, self._groups.listed)
            found.update(self._groups.listed[one].address for one in self._by_tag.near(number))
            in_reach = self._groups.listed[max(0, number - REACH) : number + 1 + REACH]
            found.update(other.address for other in in_reach)
        sections = {story.article.section for story in stories}
        return [
            story
            for story in self._site.stories
            if story.address in found
            or (story.article.section in sections and story.address not in self._places)
        ]


def _place_of(story: Story, stories: Sequence[Story]) -> int:
    """Return the place that an article has, or would have, among others in the order of lists."""
    return bisect_left(
        stories, grouping.place_key(story.article), key=lambda other: grouping.place_key(other.article)
    )


def article_page(
    site: Site,
    story: Story,
    newer: Sequence[Story],
    older: Sequence[Story],
    related: Sequence[Story],
    connected: Connected = ALONE,
    elsewhere: Sequence[Story] = (),
) -> Page:
    """
    Make an article's page, with links to newer, older and related articles, to the documents its own is connected with, and to
    articles of other sections.
    """
    return Page(
        addresses.output_path(story.address),
        ArticleView,
        partial(_view, site, newer, older, related, elsewhere, connected),
        values=tuple(map(len, (newer, older, related, elsewhere, *connected.groups))),
        story=story,
        listed=(*newer, *older, *related, *elsewhere, *connected.stories),
    )


def _view(
    site: Site,
    newer: Sequence[Story],
    older: Sequence[Story],
    related: Sequence[Story],
    elsewhere: Sequence[Story],
    connected: Connected,
    story: Story,
) -> ArticleView:
    article = story.article
    opening, html = _opened(story)
    trail = partials.section_trail(site, article.section)
    videos = videos_in(story.files, story.cover)
    ends = (*connected.replaces, *connected.repeals)
    head = article_head(site, story, trail[-1].text, trail, ends)
    contents = _contents(html) if article.body.syllables >= LONG else ()
    around = ([partials.headline(site, one) for one in group] for group in (newer, older, related, elsewhere))
    text = text_height(article.body.syllables, html, is_document=article.register is not None)
    beside = side_column(contents, *around, text=text)
    return ArticleView(
        head=head,
        breadcrumb=trail,
        title=article.title,
        published=partials.shown_instant(grouping.listed_instant(article)),
        modified=partials.shown_instant(article.modified) if article.modified else None,
        changes=_changes(story),
        notices=partials.notices(story),
        summary="" if partials.repeats_lead(story) else article.summary,
        cover=None if videos else story.cover,
        html=html,
        people=_people_links(site, story),
        organisation=_organisation_link(site, story),
        source=article.source.name if article.source else "",
        source_href=article.source.url if article.source else "",
        tags=_list_links(site, story, addresses.TAGS, article.tags),
        communes=_list_links(site, story, addresses.COMMUNES, article.communes),
        attachments=without_captions(story.files, videos),
        register=register_entry(site, story, connected),
        beside=beside,
        previous=_neighbour(site, older, 0) if story.listed else None,
        next=_neighbour(site, newer, -1) if story.listed else None,
        share=share_links(head.canonical, article.title) if story.listed else (),
        opening=opening,
        contents=contents,
        lang=article.lang,
        report=report_link(site, story.address, article.title, article.lang),
        reading_minutes=max(1, round(article.body.syllables / SYLLABLES_PER_MINUTE)),
        consultation=consultation(site, story, connected.plan),
        videos=videos,
        documents=tuple(entry for one in connected.pointed_at if (entry := register_entry(site, one))),
    )


def _opened(story: Story) -> tuple[str, str]:
    """Return a document's own lead, which its facts follow, and the rest of the body; "" and the body for all others."""
    if not (story.article.register and partials.repeats_lead(story) and story.html.startswith("<p>")):
        return "", story.html
    lead, end, rest = story.html.partition("</p>")
    return lead + end, rest.lstrip()


def _contents(html: str) -> tuple[Link, ...]:
    """
    Return links to a body's headings of the second level, none where there are few.

    >>> [link.href for link in _contents('<h2 id="a">Một</h2><h2 id="b">Hai</h2><h2 id="c">Ba</h2>')]
    ['#a', '#b', '#c']
    >>> _contents('<h2 id="a">Một</h2>')
    ()
    """
    found = tuple(
        Link(unescape(_TAG.sub("", heading[2])).strip(), f"#{heading[1]}")
        for heading in _HEADING.finditer(html)
    )
    return found if len(found) >= FEWEST_HEADINGS else ()


def _neighbour(site: Site, stories: Sequence[Story], place: int) -> Link | None:
    """Return a link to the first or last of some articles, None where there is none."""
    if not stories:
        return None
    story = stories[place]
    href = site.href(story.address)
    return Link(story.article.title, href, partials.foreign_language(site, story))


def _changes(story: Story) -> tuple[ChangeView, ...]:
    """Return what was changed in an article, the newest first."""
    return tuple(
        ChangeView(partials.shown_instant(one.moment), CHANGE_NAMES[one.kind], one.note)
        for one in story.article.changes
    )


def _byline_href(site: Site, story: Story, address: str) -> str:
    """Return the address of a writer's or organisation's page, "" for an article that such pages do not name."""
    return site.href(address) if story.listed else ""


def _people_links(site: Site, story: Story) -> tuple[Link, ...]:
    """Return the links to the writers' pages."""
    return tuple(
        Link(person.name, _byline_href(site, story, f"{addresses.AUTHORS}{person.slug}/"))
        for person in story.article.byline.people
    )


def _organisation_link(site: Site, story: Story) -> Link | None:
    """Return the link to the page of the organisation that published."""
    organisation = story.article.byline.organisation
    if organisation is None:
        return None
    address = f"{addresses.ORGANISATIONS}{organisation.slug}/"
    return Link(organisation.name, _byline_href(site, story, address))


def _list_links(site: Site, story: Story, base: str, names: Sequence[Tag]) -> tuple[Link, ...]:
    """Return the links to the pages of tags or communes, none for an article that such pages do not name."""
    if not story.listed:
        return ()
    return tuple(Link(typeset(one.name), site.href(f"{base}{one.slug}/")) for one in names)


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
    url, subject = quote(address, safe=""), quote(title, safe="")
    # Zalo's own button opens this page, with what is shared as JSON in base64.
    data = quote(b64encode(json.dumps({"url": address}).encode()), safe="")
    return (
        Link("Zalo", f"https://button-share.zalo.me/share_external?layout=1&d={data}&shareType=0"),
        Link("Facebook", f"https://www.facebook.com/sharer/sharer.php?u={url}"),
        Link("Thư điện tử", f"mailto:?subject={subject}&body={url}"),
    )
