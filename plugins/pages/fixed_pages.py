"""Make the pages of which there is one each: the site map, the search page, the 404 page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

from plugins.category.registry import Section
from plugins.pages import addresses, partials
from plugins.pages.head_metadata import HeadFacts, page_head
from plugins.pages.page import Page, page_of
from plugins.pages.site import Site
from plugins.pages.story_groups import StoryGroups, shown_taxonomies
from plugins.pages.view_parts import Link
from plugins.pages.views import Branch, NotFoundView, SearchView, SitemapView

# How many tags the search page offers as examples, and how many articles the 404 page.
EXAMPLES, NEWEST = 3, 4


def sitemap_page(site: Site, groups: StoryGroups) -> Iterator[Page]:
    """Make the site map: a tree of the sections, the lists and the standing pages."""
    portal, title = site.portal, "Sơ đồ cổng"
    sections = tuple(_branch(site, section) for section in site.sections.children(""))
    lists = [link for link in (portal.search, *portal.registers, portal.archive) if link]
    lists += [Link(taxonomy.title, site.href(taxonomy.base)) for taxonomy in shown_taxonomies(groups)]
    branches = [Branch("Chuyên mục", portal.home, sections), _branch_of_links(site, "Tra cứu", lists)]
    if portal.office:
        branches.append(_branch_of_links(site, "Cơ quan", portal.office))
    if portal.standing:
        branches.append(_branch_of_links(site, "Giới thiệu", portal.standing))
    trail = partials.breadcrumb(site, Link(title, site.href(addresses.SITEMAP)))
    yield page_of(
        addresses.output_path(addresses.SITEMAP),
        SitemapView(
            head=page_head(site, HeadFacts(addresses.SITEMAP, title, f"Sơ đồ {portal.name}.", trail=trail)),
            breadcrumb=trail,
            title=title,
            branches=tuple(branches),
        ),
    )


def _branch(site: Site, section: Section) -> Branch:
    return Branch(
        section.title,
        site.href(addresses.section(section.path)),
        tuple(_branch(site, child) for child in site.sections.children(section.path)),
    )


def _branch_of_links(site: Site, text: str, links: Sequence[Link]) -> Branch:
    return Branch(text, site.portal.home, tuple(Branch(link.text, link.href) for link in links))


def search_page(site: Site, groups: StoryGroups) -> Iterator[Page]:
    """Make the search page, where the portal has one."""
    link = site.portal.search
    if link is None:
        return
    years = [
        Link(f"Năm {year}", site.href(addresses.year(addresses.ARCHIVE, year))) for year in groups.by_year
    ]
    examples = [Link(text, f"{link.href}?{urlencode({'tim': text})}") for text in _search_examples(groups)]
    description = f"Tìm tin bài, quy hoạch và văn bản trên {site.portal.name}."
    trail = partials.breadcrumb(site, link)
    yield page_of(
        addresses.output_path(addresses.SEARCH),
        SearchView(
            head=page_head(
                site, HeadFacts(addresses.SEARCH, link.text, description, robots="noindex", trail=trail)
            ),
            breadcrumb=trail,
            title=link.text,
            index=site.href(addresses.SEARCH_INDEX),
            years=tuple(years),
            examples=tuple(examples),
        ),
    )


def _search_examples(groups: StoryGroups) -> list[str]:
    """Return what is worth a try: the tags of most articles, the newest document's number."""
    # Terms are in the order of the alphabet, which stays among those of as many articles.
    tags = sorted(groups.terms[addresses.TAGS], key=lambda tag: -len(tag.stories))[:EXAMPLES]
    numbers = (story.article.register.number for story in groups.listed if story.article.register)
    number = next((number for number in numbers if number), "")
    return [tag.name for tag in tags] + ([number] if number else [])


def not_found_page(site: Site, groups: StoryGroups) -> Iterator[Page]:
    """Make the page for addresses that do not exist, with the editors' words where trang/404.md has them."""
    own = site.missing
    title = own.article.title if own else "Không tìm thấy trang"
    description = "Trang này không có hoặc đã chuyển đi."
    head = page_head(site, HeadFacts(addresses.NOT_FOUND, title, description, robots="noindex"))
    newest = tuple(partials.teaser(site, story) for story in groups.listed[:NEWEST])
    yield page_of(addresses.NOT_FOUND, NotFoundView(head, title, newest, own.html if own else ""))
