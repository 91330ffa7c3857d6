"""Make the front page: the lead story, the main section, the register's news, the other sections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plugins.category.registry import Section, Sections
from plugins.pages import addresses, partials
from plugins.pages.head_metadata import last_modified, page_head
from plugins.pages.page import Page, page_of
from plugins.pages.register_entries import consultations, documents, register_entries
from plugins.pages.site import Site, Story
from plugins.pages.story_groups import StoryGroups
from plugins.pages.structured_data import home
from plugins.pages.views import HomeView, SectionBlock

# How many articles the blocks of the front page show.
IN_MAIN_SECTION, IN_SECTION, NEWEST = 5, 4, 5
# Among how many of the newest articles the lead story is looked for.
LEAD_AMONG = 5


def lead_story(stories: Sequence[Story]) -> Story | None:
    """Return the article that opens the front page: of the newest few the first that has a photo, else the newest."""
    pictured = (story for story in stories[:LEAD_AMONG] if story.photo)
    return next(pictured, stories[0] if stories else None)


def main_section(sections: Sections) -> Section | None:
    """Return the portal's main section: the one so marked, else the first."""
    return next(
        (section for section in sections.all if section.main), sections.all[0] if sections.all else None
    )


def home_page(site: Site, groups: StoryGroups) -> Iterator[Page]:
    """Make the front page."""
    stories, by_section = groups.listed, groups.by_section
    main = main_section(site.sections)
    lead = lead_story(stories)
    entries = register_entries(site, stories)

    def block(section: Section, count: int) -> SectionBlock:
        chosen = [story for story in by_section.get(section.path, []) if story is not lead][:count]
        return SectionBlock(
            section.name,
            addresses.href(site.portal.root, addresses.section(section.path)),
            tuple(partials.teaser(site, story) for story in chosen),
        )

    others = [
        section
        for section in site.sections.children("")
        if section is not main and by_section.get(section.path)
    ]
    description = f"{site.portal.name}: tin tức, chiến lược, định hướng, quy hoạch và văn bản của địa phương."
    newest = [story for story in stories[: NEWEST + 1] if story is not lead]
    yield page_of(
        addresses.output_path(""),
        HomeView(
            head=page_head(
                site,
                "",
                site.portal.name,
                description,
                changed=last_modified(stories),
                things=tuple(home(site)),
            ),
            lead=partials.teaser(site, lead, with_section=True) if lead else None,
            main=block(main, IN_MAIN_SECTION) if main else SectionBlock("", site.portal.home, ()),
            consultations=consultations(entries),
            documents=documents(entries),
            sections=tuple(shown for section in others if (shown := block(section, IN_SECTION)).teasers),
            newest=tuple(partials.teaser(site, story, with_section=True) for story in newest[:NEWEST]),
        ),
    )
