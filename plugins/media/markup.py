"""Write the HTML of a picture: srcset, sizes, and the <picture> or <img> element."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from plugins.media.sizes import MEDIA_TYPES, MODERN, Derivative, PublishedPicture

# The sizes attribute of a photo in an article; theme/static/css has the column's width.
BODY_SIZES = "(min-width: 48em) 43rem, 100vw"
# The same of a photo in an album, of which two stand beside each other where there is room.
ALBUM_SIZES = "(min-width: 48em) 21rem, (min-width: 33em) 50vw, 100vw"


@dataclass(frozen=True, slots=True)
class EmbeddedPicture:
    """
    A picture in an article's body.

    ``alt`` describes it; ``leads`` says that it is the first on the page, which browsers are to load at once;
    ``enlarges`` that it stands alone and is a link to its largest file; ``classes`` are names by which a plugin finds it and makes
    files of its own.
    """

    published: PublishedPicture
    alt: str
    leads: bool = False
    enlarges: bool = False
    classes: str = ""


def srcset(files: Sequence[Derivative], root: str) -> str:
    """
    Return the value of a srcset attribute; a single file needs no width. ``root`` is the path before every address.

    >>> srcset(PublishedPicture("anh/a-1", "jpg", 700, 500).of_kind("jpg"), "/cong")
    '/cong/anh/a-1-480.jpg 480w, /cong/anh/a-1-700.jpg 700w'
    """
    if len(files) == 1:
        return f"{root}/{files[0].address}"
    return ", ".join(f"{root}/{file.address} {file.width}w" for file in files)


@lru_cache(maxsize=1 << 10)
def _sources(published: PublishedPicture, root: str, sizes: str) -> tuple[str, str]:
    """Return the <source> elements of a picture, and the src, srcset and sizes of its <img>."""
    several = len(published.of_kind(published.kind)) > 1
    wide = f' sizes="{escape(sizes)}"' if several else ""
    sources = "".join(
        f'<source type="{MEDIA_TYPES[kind]}" srcset="{srcset(published.of_kind(kind), root)}"{wide}>'
        for kind in MODERN
        if published.sized
    )
    own = f'src="{root}/{published.middle.address}"'
    if several:
        own += f' srcset="{srcset(published.of_kind(published.kind), root)}"{wide}'
    return sources, own


@lru_cache(maxsize=1 << 10)
def picture_html(embedded: EmbeddedPicture, root: str = "", sizes: str = BODY_SIZES) -> str:
    """
    Return the element that shows a picture; ``root`` is the path before every address, ``sizes`` tells how wide it is shown.

    >>> picture_html(EmbeddedPicture(PublishedPicture("anh/a-1", "svg", 4, 3, sized=False), 'Ruộng "Bái"'))
    '<img src="/anh/a-1.svg" width="4" height="3" alt="Ruộng &quot;Bái&quot;" loading="lazy" decoding="async">'
    """
    published, largest, root = embedded.published, embedded.published.largest, escape(root)
    sources, own = _sources(published, root, sizes)
    when = 'fetchpriority="high"' if embedded.leads else 'loading="lazy" decoding="async"'
    size = f'width="{largest.width}" height="{largest.height}"'
    if embedded.classes:
        # What a plugin makes of it takes its place: other sources, or a size, would speak against that.
        sources, size = "", f'class="{escape(embedded.classes)}"'
        own = f'src="{root}/{largest.address}"'
    element = f'<img {own} {size} alt="{escape(embedded.alt)}" {when}>'
    if sources:
        element = f"<picture>{sources}{element}</picture>"
    if not embedded.enlarges:
        return element
    # A link has to have a name; the description is one.
    named = "" if embedded.alt else ' aria-label="Xem ảnh lớn"'
    return f'<a class="figure__link" href="{root}/{largest.address}"{named}>{element}</a>'
