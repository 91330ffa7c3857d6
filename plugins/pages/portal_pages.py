"""Every page of the portal as a value, kind by kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from urllib.parse import urlencode

from plugins.article.facts import Article
from plugins.category.registry import Section, Sections
from plugins.pages import addresses, parts
from plugins.pages.heads import article_head, changed_last, page_head, shortened
from plugins.pages.page import Page, page_of
from plugins.pages.site import Site, Story
from plugins.pages.views import (
    ArticleView,
    Branch,
    Count,
    Feed,
    HomeView,
    IndexView,
    Link,
    ListView,
    NotFoundView,
    PageView,
    RegisterEntry,
    RegisterView,
    SearchView,
    SectionBlock,
    SectionView,
    SitemapView,
)
from plugins.sections import grouping
from plugins.sections.related import Related
from plugins.vietnamese.collation import sort_key

HOME_MAIN, HOME_SECTION, HOME_NEWEST = 5, 4, 5
CONSULTATIONS, DOCUMENTS = 3, 4
LEAD_AMONG = 5
OTHER_NEWS, RELATED = 5, 4
EXAMPLES = 3
SYLLABLES_PER_MINUTE = 220
Keys = Callable[[Article], Iterable[str]]


def _grouped(stories: Sequence[Story], keys: Keys) -> dict[str, list[Story]]:
    groups: dict[str, list[Story]] = {}
    for story in stories:
        for key in keys(story.article):
            groups.setdefault(key, []).append(story)
    return groups


def _year(story: Story) -> int:
    return grouping.instant(story.article).year


def _by_year(stories: Sequence[Story]) -> dict[int, list[Story]]:
    years: dict[int, list[Story]] = {}
    for story in stories:
        years.setdefault(_year(story), []).append(story)
    return years


def register_lines(site: Site, stories: Iterable[Story]) -> list[tuple[Story, RegisterEntry]]:
    """Return the register with the article of each line: open consultations first, of one state the newest first."""
    order = {"open": 0, "upcoming": 1, "closed": 2, "approved": 3}
    lines = [(story, entry) for story in stories if (entry := parts.register_entry(site, story))]
    return sorted(lines, key=lambda line: order[line[1].state])


def register_entries(site: Site, stories: Iterable[Story]) -> list[RegisterEntry]:
    """Return the lines of the register, in the order of the register."""
    return [entry for _, entry in register_lines(site, stories)]


def lead_story(stories: Sequence[Story]) -> Story | None:
    """Return the article that opens the front page: of the newest few the first that has a photo, else the newest."""
    pictured = (story for story in stories[:LEAD_AMONG] if story.photo)
    return next(pictured, stories[0] if stories else None)


def consultations(entries: Iterable[RegisterEntry]) -> tuple[RegisterEntry, ...]:
    """Return the drafts that wait for what people think, those that close first before the others."""
    waiting = [entry for entry in entries if entry.state in ("open", "upcoming")]
    waiting.sort(key=lambda entry: (entry.state != "open", *_when(entry)))
    return tuple(waiting[:CONSULTATIONS])


def _when(entry: RegisterEntry) -> tuple[bool, str]:
    """Return what consultations of one state are ordered by: the day on which something ends or begins, no day last."""
    day = entry.consultation_closes if entry.state == "open" else entry.consultation_opens
    return day is None, day.iso if day else ""


def documents(entries: Iterable[RegisterEntry]) -> tuple[RegisterEntry, ...]:
    """Return the documents that were issued last."""
    issued = [(entry.issued.iso, entry) for entry in entries if entry.issued and entry.state == "approved"]
    issued.sort(key=lambda pair: pair[0], reverse=True)
    return tuple(entry for _, entry in issued[:DOCUMENTS])


def _href(site: Site, address: str) -> str:
    return addresses.href(site.portal.root, address)


def main_section(sections: Sections) -> Section | None:
    """Return the portal's main section: the one so marked, else the first."""
    return next(
        (section for section in sections.all if section.main), sections.all[0] if sections.all else None
    )


def home(site: Site, stories: Sequence[Story], by_section: dict[str, list[Story]]) -> Iterator[Page]:
    """Make the front page: the lead story, the main section first, then the others."""
    main = main_section(site.sections)
    lead = lead_story(stories)

    entries = register_entries(site, stories)

    def block(section: Section, count: int) -> SectionBlock:
        chosen = [story for story in by_section.get(section.path, []) if story is not lead][:count]
        return SectionBlock(
            section.name,
            _href(site, addresses.section(section.path)),
            tuple(parts.teaser(site, story) for story in chosen),
        )

    others = [
        section
        for section in site.sections.children("")
        if section is not main and by_section.get(section.path)
    ]
    description = f"{site.portal.name}: tin tức, chiến lược, định hướng, quy hoạch và văn bản của địa phương."
    yield page_of(
        addresses.output_path(""),
        "home.html",
        HomeView(
            head=page_head(site, "", site.portal.name, description, changed=changed_last(stories)),
            lead=parts.teaser(site, lead, with_section=True) if lead else None,
            main=block(main, HOME_MAIN) if main else SectionBlock("", site.portal.home, ()),
            consultations=consultations(entries),
            documents=documents(entries),
            sections=tuple(shown for section in others if (shown := block(section, HOME_SECTION)).teasers),
            newest=tuple(
                parts.teaser(site, story, with_section=True)
                for story in stories[: HOME_NEWEST + 1]
                if story is not lead
            )[:HOME_NEWEST],
        ),
    )


def _years(site: Site, base: str, years: dict[int, list[Story]]) -> tuple[Count, ...]:
    return tuple(
        Count(str(year), _href(site, addresses.year(base, year)), len(of)) for year, of in years.items()
    )


def section_pages(site: Site, section: Section, stories: Sequence[Story]) -> Iterator[Page]:
    """Make a section's list in pages of twenty, and its years."""
    base = addresses.section(section.path)
    years = _by_year(stories)
    slices = grouping.sliced(stories, site.page_size)
    counts = _years(site, base, years)
    entries = register_entries(site, stories) if section.main else []
    waiting, issued = consultations(entries), documents(entries)
    changed = changed_last(stories)
    for number, chosen in enumerate(slices, start=1):
        beside = (waiting, issued) if number == 1 else ((), ())
        yield Page(
            addresses.output_path(addresses.numbered(base, number)),
            "section.html",
            partial(_section_view, site, section, chosen, number, len(slices), changed, counts, *beside),
            beside=(section, number, len(slices), changed, counts, beside),
            told=chosen,
        )
    trail = parts.section_trail(site, section.path)
    for year, of in years.items():
        yield from listing(site, addresses.year(base, year), f"{section.name}: năm {year}", of, trail)


def _section_view(
    site: Site,
    section: Section,
    stories: Sequence[Story],
    number: int,
    total: int,
    changed: datetime | None,
    years: tuple[Count, ...],
    waiting: tuple[RegisterEntry, ...],
    issued: tuple[RegisterEntry, ...],
) -> SectionView:
    base = addresses.section(section.path)
    feeds = parts.section_feeds(site.portal.root, section.name, section.path)
    title = section.name if number == 1 else f"{section.name} – trang {number}"
    description = section.description or f"Tin bài chuyên mục {section.name}."
    lead = parts.teaser(site, stories[0]) if number == 1 and stories else None
    return SectionView(
        head=page_head(
            site, addresses.numbered(base, number), title, description, feeds=feeds, changed=changed
        ),
        breadcrumb=parts.section_trail(site, section.path),
        name=section.name,
        description=section.description,
        subsections=tuple(
            parts.section_link(site, child.path) for child in site.sections.children(section.path)
        ),
        teasers=tuple(parts.teaser(site, story) for story in stories[1 if lead else 0 :]),
        paging=parts.paging(site, base, number, total),
        years=years,
        feeds=feeds,
        lead=lead,
        register=site.portal.register if section.main else None,
        consultations=waiting,
        documents=issued,
    )


def listing(
    site: Site, base: str, title: str, stories: Sequence[Story], trail: tuple[Link, ...]
) -> Iterator[Page]:
    """Make a plain list of articles in pages of twenty."""
    slices = grouping.sliced(stories, site.page_size)
    changed = changed_last(stories)
    for number, chosen in enumerate(slices, start=1):
        yield Page(
            addresses.output_path(addresses.numbered(base, number)),
            "list.html",
            partial(_list_view, site, base, title, chosen, trail, number, len(slices), changed),
            beside=(title, trail, number, len(slices), changed),
            told=chosen,
        )


def _list_view(
    site: Site,
    base: str,
    title: str,
    stories: Sequence[Story],
    trail: tuple[Link, ...],
    number: int,
    total: int,
    changed: datetime | None,
) -> ListView:
    shown = title if number == 1 else f"{title} – trang {number}"
    address = addresses.numbered(base, number)
    return ListView(
        head=page_head(site, address, shown, f"{title}: danh sách tin bài.", changed=changed),
        breadcrumb=(*trail, Link(title, _href(site, base))),
        title=title,
        description="",
        teasers=tuple(parts.teaser(site, story, with_section=True) for story in stories),
        paging=parts.paging(site, base, number, total),
    )


def index(site: Site, address: str, title: str, entries: Iterable[Count], trail: tuple[Link, ...]) -> Page:
    """Make an index of lists."""
    return page_of(
        addresses.output_path(address),
        "index_of.html",
        IndexView(
            head=page_head(site, address, title, f"{title} của {site.portal.name}."),
            breadcrumb=(*trail, Link(title, _href(site, address))),
            title=title,
            description="",
            entries=tuple(entries),
        ),
    )


def _taxonomy(
    site: Site,
    stories: Sequence[Story],
    base: str,
    title: str,
    names: Callable[[Article], Iterable[tuple[str, str]]],
    heading: str,
) -> Iterator[Page]:
    """Make the pages of all authors, organisations or tags, and the index of them."""
    display: dict[str, str] = {}
    for story in stories:
        for slug, name in names(story.article):
            display.setdefault(slug, name)
    groups = _grouped(stories, lambda article: [slug for slug, _ in names(article)])
    trail = parts.breadcrumb(site)
    ordered = sorted(groups, key=lambda slug: sort_key(display[slug]))
    yield index(
        site,
        base,
        title,
        (Count(display[slug], _href(site, f"{base}{slug}/"), len(groups[slug])) for slug in ordered),
        trail,
    )
    below = (*trail, Link(title, _href(site, base)))
    for slug in ordered:
        yield from listing(site, f"{base}{slug}/", heading.format(display[slug]), groups[slug], below)


def taxonomies(site: Site, stories: Sequence[Story]) -> Iterator[Page]:
    """Make the pages by author, by organisation and by tag."""
    yield from _taxonomy(
        site,
        stories,
        addresses.AUTHORS,
        "Tác giả",
        lambda article: [(person.slug, person.name) for person in article.byline.people],
        "Bài của {}",
    )
    yield from _taxonomy(
        site,
        stories,
        addresses.ORGANISATIONS,
        "Cơ quan",
        lambda article: (
            [(article.byline.organisation.slug, article.byline.organisation.name)]
            if article.byline.organisation
            else []
        ),
        "Tin bài của {}",
    )
    yield from _taxonomy(
        site,
        stories,
        addresses.TAGS,
        "Thẻ",
        lambda article: [(tag.slug, tag.name) for tag in article.tags],
        "Thẻ “{}”",
    )


def archive(site: Site, stories: Sequence[Story]) -> Iterator[Page]:
    """Make the portal's archive by year."""
    years = _by_year(stories)
    counts = [
        Count(f"Năm {year}", _href(site, addresses.year(addresses.ARCHIVE, year)), len(of))
        for year, of in years.items()
    ]
    yield index(site, addresses.ARCHIVE, "Lưu trữ", counts, parts.breadcrumb(site))
    trail = parts.breadcrumb(site, Link("Lưu trữ", _href(site, addresses.ARCHIVE)))
    for year, of in years.items():
        yield from listing(site, addresses.year(addresses.ARCHIVE, year), f"Tin bài năm {year}", of, trail)


def article_page(
    site: Site, story: Story, newer: Sequence[Story], older: Sequence[Story], related: Sequence[Story]
) -> Page:
    """Make an article's page, with its section's other news around it and what shares its tags."""
    return Page(
        addresses.output_path(story.address),
        "article.html",
        partial(_article_view, site, newer, older, related),
        beside=(len(newer), len(older)),
        story=story,
        told=(*newer, *older, *related),
    )


def _neighbour(site: Site, stories: Sequence[Story], place: int) -> Link | None:
    """Return a link to the first or last of some articles, None where there is none."""
    if not stories:
        return None
    story = stories[place]
    return Link(story.article.title, _href(site, story.address), parts.foreign(site, story))


def _article_view(
    site: Site, newer: Sequence[Story], older: Sequence[Story], related: Sequence[Story], story: Story
) -> ArticleView:
    article = story.article
    link = parts.section_link(site, article.section)
    root = site.portal.root
    head = article_head(site, story, link.text)
    return ArticleView(
        head=head,
        breadcrumb=parts.section_trail(site, article.section),
        title=article.title,
        published=parts.instant(grouping.instant(article)),
        modified=parts.instant(article.modified) if article.modified else None,
        changes=parts.changes(story),
        notices=parts.notices(story),
        summary="" if parts.repeats_lead(story) else article.summary,
        cover=story.cover,
        html=story.html,
        people=parts.people_links(site, story),
        organisation=parts.organisation_link(site, story),
        source=article.source.name if article.source else "",
        source_href=article.source.url if article.source else "",
        tags=tuple(
            Link(tag.name, addresses.href(root, f"{addresses.TAGS}{tag.slug}/")) for tag in article.tags
        )
        if story.listed
        else (),
        attachments=story.files,
        register=parts.register_entry(site, story),
        newer=tuple(parts.headline(site, other) for other in newer),
        older=tuple(parts.headline(site, other) for other in older),
        related=tuple(parts.headline(site, other) for other in related),
        previous=_neighbour(site, older, 0) if story.listed else None,
        next=_neighbour(site, newer, -1) if story.listed else None,
        share=parts.share_links(head.canonical, article.title) if story.listed else (),
        lang=article.lang,
        reading_minutes=max(1, round(article.body.syllables / SYLLABLES_PER_MINUTE)),
    )


def articles(site: Site, by_own_section: dict[str, list[Story]]) -> Iterator[Page]:
    """Make all articles' pages, each with its section's other news around it."""
    places = {
        story.address: (position, stories)
        for stories in by_own_section.values()
        for position, story in enumerate(stories)
    }
    listed = parts.listed(site.stories)
    numbers = {story.address: number for number, story in enumerate(listed)}
    by_tag = Related([tag.slug for tag in story.article.tags] for story in listed)
    for story in site.stories:
        if story.address not in places:
            yield article_page(
                site, story, (), by_own_section.get(story.article.section, [])[:OTHER_NEWS], ()
            )
            continue
        newer, older = grouping.around(*places[story.address], OTHER_NEWS)
        beside = [numbers[other.address] for other in (*newer, *older)]
        related = by_tag.of(numbers[story.address], RELATED, beside)
        yield article_page(site, story, newer, older, [listed[number] for number in related])


def standing_pages(site: Site) -> Iterator[Page]:
    """Make the standing pages."""
    for story in site.standing:
        yield standing_page(site, story)


def standing_page(site: Site, story: Story) -> Page:
    """Make one standing page."""
    return Page(addresses.output_path(story.address), "page.html", partial(_standing_view, site), story=story)


def _standing_view(site: Site, story: Story) -> PageView:
    article = story.article
    return PageView(
        head=page_head(
            site,
            story.address,
            article.title,
            shortened(article.summary) or article.title,
            changed=changed_last([story]),
            robots="" if story.listed else "noindex",
        ),
        breadcrumb=parts.breadcrumb(site, Link(article.title, _href(site, story.address))),
        title=article.title,
        summary="" if parts.repeats_lead(story) else article.summary,
        html=story.html,
        attachments=story.files,
        modified=parts.instant(article.modified) if article.modified else None,
        notices=parts.notices(story),
    )


def _downloads(site: Site, entries: Sequence[RegisterEntry]) -> Iterator[Link]:
    yield Link("Bảng tính (CSV)", _href(site, addresses.REGISTER_CSV))
    yield Link("Dữ liệu (JSON)", _href(site, addresses.REGISTER_JSON))
    # A calendar needs an event (RFC 5545, 3.6): without a day there is none.
    if any(entry.has_days for entry in entries):
        yield Link("Lịch lấy ý kiến (ICS)", _href(site, addresses.REGISTER_CALENDAR))


def register_page(site: Site, stories: Sequence[Story]) -> Iterator[Page]:
    """Make the planning register, whole."""
    entries = register_entries(site, stories)
    if not entries or site.portal.register is None:
        return
    title = site.portal.register.text
    description = (
        "Chiến lược, quy hoạch, kế hoạch và các đợt lấy ý kiến, kèm số hiệu, ngày ban hành và tệp văn bản."
    )
    yield page_of(
        addresses.output_path(addresses.REGISTER),
        "register.html",
        RegisterView(
            head=page_head(
                site,
                addresses.REGISTER,
                title,
                description,
                changed=changed_last(story for story in stories if story.article.register),
            ),
            breadcrumb=parts.breadcrumb(site, site.portal.register),
            title=title,
            description=description,
            entries=tuple(entries),
            downloads=tuple(_downloads(site, entries)),
        ),
    )


def _branch(site: Site, section: Section) -> Branch:
    return Branch(
        section.name,
        _href(site, addresses.section(section.path)),
        tuple(_branch(site, child) for child in site.sections.children(section.path)),
    )


def site_map(site: Site) -> Page:
    """Make the site map as a tree."""
    portal = site.portal
    sections = Branch(
        "Chuyên mục", portal.home, tuple(_branch(site, section) for section in site.sections.children(""))
    )
    lookups = [link for link in (portal.search, portal.register, portal.archive) if link]
    lookups += [
        Link("Tác giả", _href(site, addresses.AUTHORS)),
        Link("Cơ quan", _href(site, addresses.ORGANISATIONS)),
        Link("Thẻ", _href(site, addresses.TAGS)),
    ]
    branches = [
        sections,
        Branch("Tra cứu", portal.home, tuple(Branch(link.text, link.href) for link in lookups)),
    ]
    if portal.standing:
        branches.append(
            Branch("Giới thiệu", portal.home, tuple(Branch(link.text, link.href) for link in portal.standing))
        )
    return page_of(
        addresses.output_path(addresses.SITEMAP),
        "sitemap.html",
        SitemapView(
            head=page_head(site, addresses.SITEMAP, "Sơ đồ cổng", f"Sơ đồ {portal.name}."),
            breadcrumb=parts.breadcrumb(site, Link("Sơ đồ cổng", _href(site, addresses.SITEMAP))),
            title="Sơ đồ cổng",
            branches=tuple(branches),
        ),
    )


def search_page(site: Site, stories: Sequence[Story]) -> Iterator[Page]:
    """Make the search page, where the portal has one."""
    link = site.portal.search
    if link is None:
        return
    years = [
        Link(f"Năm {year}", _href(site, addresses.year(addresses.ARCHIVE, year)))
        for year in sorted({_year(story) for story in stories}, reverse=True)
    ]
    description = f"Tìm tin bài, quy hoạch và văn bản trên {site.portal.name}."
    yield page_of(
        addresses.output_path(addresses.SEARCH),
        "search.html",
        SearchView(
            head=page_head(site, addresses.SEARCH, link.text, description, robots="noindex"),
            breadcrumb=parts.breadcrumb(site, link),
            title=link.text,
            index=_href(site, addresses.SEARCH_INDEX),
            years=tuple(years),
            examples=tuple(
                Link(text, f"{link.href}?{urlencode({'tim': text})}") for text in search_examples(stories)
            ),
        ),
    )


def search_examples(stories: Sequence[Story]) -> list[str]:
    """Return what is worth a try: the tags of most articles, the newest document's number."""
    tags = Counter(tag.name for story in stories for tag in story.article.tags)
    common = sorted(tags, key=lambda name: (-tags[name], sort_key(name)))[:EXAMPLES]
    numbers = (story.article.register.number for story in stories if story.article.register)
    return [*common, *[number for number in numbers if number][:1]]


def not_found(site: Site, stories: Sequence[Story]) -> Page:
    """Make the page for addresses that do not exist, with the editors' words where trang/404.md has them."""
    own = site.missing
    title = own.article.title if own else "Không tìm thấy trang"
    description = "Trang này không có hoặc đã chuyển đi."
    head = page_head(site, addresses.NOT_FOUND, title, description, robots="noindex")
    newest = tuple(parts.teaser(site, story) for story in stories[:HOME_SECTION])
    view = NotFoundView(head, title, newest, own.html if own else "")
    return page_of(addresses.NOT_FOUND, "not_found.html", view)


def all_pages(site: Site) -> Iterator[Page]:
    """Make every page of the portal."""
    stories = parts.listed(site.stories)
    by_section = _grouped(stories, lambda article: grouping.section_and_ancestors(article.section))
    by_own_section = _grouped(stories, lambda article: (article.section,))
    yield from home(site, stories, by_section)
    for section in site.sections.all:
        yield from section_pages(site, section, by_section.get(section.path, []))
    yield from articles(site, by_own_section)
    yield from standing_pages(site)
    yield from register_page(site, stories)
    yield from taxonomies(site, stories)
    yield from archive(site, stories)
    yield site_map(site)
    yield from search_page(site, stories)
    yield not_found(site, stories)


def feeds_of(site: Site) -> tuple[Feed, ...]:
    """Return the portal's own feeds, as the pages link to them."""
    return parts.portal_feeds(site.portal.root, site.portal.name)
