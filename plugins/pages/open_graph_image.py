"""Choose the picture that stands for a page where people share it (Open Graph): its photo, or a share card."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from plugins.pages.share_card import HEIGHT, WIDTH, ShareCard, card_address
from plugins.pages.site import Site, Story
from plugins.pages.view_parts import PhotoView, SharedPart

Pairs = tuple[tuple[str, str], ...]
# Those who show what people share draw no SVG, know no AVIF, let nothing move, and take no smaller picture.
MEDIA_TYPES = {"jpg": "image/jpeg", "png": "image/png"}
MIN_SIDE = 200  # pixels


def portal_card(site: Site) -> ShareCard:
    """Return the card of every page that is no article."""
    return ShareCard(site.portal.name, site.portal.authority, urlsplit(site.siteurl).netloc)


def can_be_shared(photo: PhotoView | None) -> bool:
    """Return whether a photo can stand for its article where people share it."""
    return (
        photo is not None
        and photo.full.rpartition(".")[2] in MEDIA_TYPES
        and min(photo.width, photo.height) >= MIN_SIDE
    )


def story_card(site: Site, story: Story) -> ShareCard | None:
    """Return an article's card, None where its photo can be shared."""
    if can_be_shared(story.photo):
        return None
    section = site.sections.by_path.get(story.article.section)
    return ShareCard(
        story.article.title, section.name if section else site.portal.authority, site.portal.name
    )


def share_cards(site: Site) -> Iterator[tuple[str, ShareCard]]:
    """Yield every card that pages name, each once, with its address; none while the site has no address itself."""
    if not site.siteurl or not site.card_style:
        return
    found = (portal_card(site), *(story_card(site, story) for story in site.stories))
    yield from {card_address(card, site.card_style): card for card in found if card}.items()


def open_graph_image(site: Site, story: Story | None = None) -> Pairs:
    """Return the picture of a page as Open Graph names it (an absolute address, sizes in pixels); nothing if there is none."""
    if not site.siteurl:
        return ()
    card = story_card(site, story) if story else portal_card(site)
    if card is None and story and story.photo:
        photo, alt = story.photo, story.photo.alt or story.article.title
        kind = MEDIA_TYPES[photo.full.rpartition(".")[2]]
        part = photo.shared or SharedPart(photo.full, photo.width, photo.height)
        return _pairs(site.absolute(part.href), part.width, part.height, alt, kind)
    if card is None or not site.card_style:
        return ()
    url = site.url(card_address(card, site.card_style))
    return _pairs(url, WIDTH, HEIGHT, card.title, MEDIA_TYPES["png"])


def _pairs(url: str, width: int, height: int, alt: str, kind: str) -> Pairs:
    return (
        ("og:image", url),
        ("og:image:width", str(width)),
        ("og:image:height", str(height)),
        ("og:image:alt", alt),
        ("og:image:type", kind),
    )
