"""Make the standing pages that editors write: contact, terms of use and the like."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from plugins.pages import addresses, partials
from plugins.pages.head_metadata import HeadFacts, description_cut, last_modified, page_head
from plugins.pages.mail_link import report_link
from plugins.pages.page import Page
from plugins.pages.site import Site, Story
from plugins.pages.story_groups import StoryGroups
from plugins.pages.view_parts import Link
from plugins.pages.views import StandingPageView


def standing_pages(site: Site, groups: StoryGroups) -> Iterator[Page]:
    """Make the standing pages."""
    for story in site.standing:
        yield standing_page(site, story)


def standing_page(site: Site, story: Story) -> Page:
    """Make one standing page."""
    return Page(addresses.output_path(story.address), StandingPageView, partial(_view, site), story=story)


def _view(site: Site, story: Story) -> StandingPageView:
    article = story.article
    own = Link(article.title, site.href(story.address))
    trail = partials.breadcrumb(site, own)
    return StandingPageView(
        head=page_head(
            site,
            HeadFacts(
                story.address,
                article.title,
                description_cut(article.summary) or article.title,
                changed=last_modified([story]),
                robots="" if story.listed else "noindex",
                trail=trail,
                lang=article.lang,
            ),
        ),
        breadcrumb=trail,
        title=article.title,
        summary="" if partials.repeats_lead(story) else article.summary,
        cover=story.cover,
        html=story.html,
        attachments=story.files,
        modified=partials.shown_instant(article.modified) if article.modified else None,
        notices=partials.notices(story),
        lang=partials.foreign_language(site, story),
        report=report_link(site, story.address, article.title, article.lang),
    )
