"""Define the parts that views are made of: links, moments, photos and files, as templates show them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads somewhere; ``lang`` is its language where that is not the portal's."""

    text: str
    href: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time: ``iso`` for machines (an instant or a day), ``text`` for readers."""

    iso: str
    text: str


@dataclass(frozen=True, slots=True)
class ImageSource:
    """One kind of a picture's files: the media type, and the addresses with their widths ("/a.avif 480w, …")."""

    kind: str
    srcset: str


@dataclass(frozen=True, slots=True)
class SharedPart:
    """The part of a photo that stands for it where people share it: its file, and its size in pixels."""

    href: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PhotoView:
    """
    A picture with its size in pixels.

    ``src`` is for browsers that know no other kind, ``srcset`` the other sizes of that kind;
    ``sources`` are the kinds to try before it, the best first; ``full`` is the largest picture;
    ``credit`` says who took it ("Ảnh: Lê Hải"); ``focus`` is what must be seen where it is cut (steps of a quarter from the left and the top,
    "10"), "" for the middle; ``shared`` is what of it is shared so that this is seen, None where all of it is.
    """

    src: str
    width: int
    height: int
    alt: str
    caption: str = ""
    credit: str = ""
    full: str = ""
    srcset: str = ""
    sources: tuple[ImageSource, ...] = ()
    focus: str = ""
    shared: SharedPart | None = None


@dataclass(frozen=True, slots=True)
class File:
    """An attachment: its title or the name of its file, type ("PDF") and size in words ("1,2 MB"); ``pages`` is 0 where there are none to count; ``file_name`` is told beside a title."""

    name: str
    href: str
    kind: str
    size: str
    pages: int = 0
    file_name: str = ""
