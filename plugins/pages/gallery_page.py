"""Make the page of films and albums of photos: those that articles have, and links to those elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from plugins.office.video_gallery import GalleryEntry
from plugins.pages import addresses, partials
from plugins.pages.office_pages import office_head
from plugins.pages.office_views import VideoCardView, VideoGalleryView
from plugins.pages.page import Page, page_of
from plugins.pages.site import Site, Story
from plugins.pages.story_groups import StoryGroups
from plugins.pages.videos import videos_in
from plugins.sections import grouping


def gallery_page(site: Site, groups: StoryGroups) -> Iterator[Page]:
    """Make the page of films and albums; an article that has no film, or is not public, is not shown."""
    shown = stories_shown(site)
    cards = tuple(card for one in site.office.gallery if (card := _card(site, one, shown.get(one))))
    if site.office.gallery:
        view = VideoGalleryView(**office_head(site, "gallery"), cards=cards)
        yield page_of(addresses.output_path(addresses.GALLERY), view)


def stories_shown(site: Site) -> Mapping[GalleryEntry, Story]:
    """Return the public article of each film that it has, and of each album."""
    if not site.office.gallery:
        return {}
    wanted = {one.article for one in site.office.gallery}
    public = {
        story.article.slug: story for story in site.stories if story.article.slug in wanted and story.listed
    }
    found = ((one, public.get(one.article)) for one in site.office.gallery)
    return {one: story for one, story in found if story and (one.is_album or videos_in(story.files))}


def _card(site: Site, one: GalleryEntry, story: Story | None) -> VideoCardView | None:
    if one.href:
        host = urlsplit(one.href).hostname or one.href
        day = partials.day(one.day)
        return VideoCardView(one.name, one.href, day, one.about, host, one.place, is_album=one.is_album)
    if story is None:
        return None
    day = partials.day(one.day or grouping.listed_instant(story.article).date())
    href = site.href(story.address)
    captioned = not one.is_album and any(video.captions for video in videos_in(story.files))
    return VideoCardView(
        one.name, href, day, one.about, captioned=captioned, photo=story.photo, is_album=one.is_album
    )
