"""Name the files that a picture is published as: their kinds, sizes in pixels and addresses. No file is opened here."""

from __future__ import annotations

from dataclasses import dataclass, replace

WIDTHS = (480, 960, 1440)
TALLEST = 4320  # pixels; posters are long, and no phone needs a longer one
# A photo at most a tenth wider than one of the widths is not published at its own width.
NEAR = 1.1
# Pixels of the longest side of an animation, and of a picture that is offered at its own size.
LONGEST_MOVING, LONGEST_WHOLE = 1600, 6000
# The best first: a browser takes the first that it knows.
MODERN = ("avif", "webp")
# Pixels of a photo where it is shared (Facebook and Zalo show all of that form), and of the narrowest that they show large.
SHARED, NARROWEST_SHARED = (1200, 630), 600
_CAN_BE_CUT = ("jpg", "png")
FOCUS_STEPS = 4  # a photo is parted into so many steps from left to right, and from top to bottom
MEDIA_TYPES = {
    "avif": "image/avif",
    "webp": "image/webp",
    "jpg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "svg": "image/svg+xml",
}


def widths(width: int, height: int) -> tuple[int, ...]:
    """
    Return the widths at which a photo of a size is published, the smallest first; none is larger than the photo.

    >>> widths(6000, 4000), widths(700, 500), widths(1000, 600), widths(300, 200)
    ((480, 960, 1440), (480, 700), (480, 960), (300,))
    >>> widths(2000, 12000)
    (480, 720)
    """
    widest = min(width, max(1, TALLEST * width // height))
    chosen = tuple(one for one in WIDTHS if one <= widest)
    own = widest < WIDTHS[-1] and (not chosen or widest > chosen[-1] * NEAR)
    return (*chosen, widest) if own else chosen


def height_at(width: int, of: tuple[int, int]) -> int:
    """
    Return the height of a picture that is shrunk to a width; ``of`` is its own size.

    At most TALLEST: a very tall picture is squeezed.

    >>> height_at(480, (4032, 3024)), height_at(480, (9000, 3)), height_at(1, (1, 20000))
    (360, 1, 4320)
    """
    return max(1, min(TALLEST, round(of[1] * width / of[0])))


def within(width: int, height: int, longest: int) -> tuple[int, int]:
    """
    Return the size of a picture none of whose sides is longer than that; smaller ones keep theirs.

    >>> within(12000, 9000, 1600), within(800, 600, 1600)
    ((1600, 1200), (800, 600))
    """
    side = max(width, height)
    if side <= longest:
        return width, height
    return max(1, round(width * longest / side)), max(1, round(height * longest / side))


def cut_box(width: int, height: int, focus: str) -> tuple[int, int, int, int]:
    """
    Return the largest part of a photo that has the form in which it is shared: left, top, right and bottom edge in pixels.

    ``focus`` is what must be seen: figures of two steps, from the left and from the top.

    >>> cut_box(1200, 900, "20"), cut_box(1200, 900, "24"), cut_box(3000, 630, "02")
    ((0, 0, 1200, 630), (0, 270, 1200, 900), (0, 0, 1200, 630))
    """
    across, down = int(focus[0]), int(focus[1])
    wide = max(1, min(width, round(height * SHARED[0] / SHARED[1])))
    high = max(1, min(height, round(width * SHARED[1] / SHARED[0])))
    left, top = (width - wide) * across // FOCUS_STEPS, (height - high) * down // FOCUS_STEPS
    return left, top, left + wide, top + high


@dataclass(frozen=True, slots=True)
class Derivative:
    """One published file of a picture: its kind, its size in pixels, its address below the site's root."""

    kind: str
    width: int
    height: int
    address: str


@dataclass(frozen=True, slots=True)
class PublishedPicture:
    """
    The files that one picture is published as.

    ``name`` is what all its addresses begin with; ``kind`` is the one that every browser knows
    ("jpg", "png", "gif", "webp" for what moves, "svg"). ``sized`` says that there are several sizes,
    each in modern kinds too, and ``width`` and ``height`` are those of the editor's own file in pixels,
    orientation applied; without it there is one file, and they are that file's.
    """

    name: str
    kind: str
    width: int
    height: int
    sized: bool = True

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of its files, the best first, the one that every browser knows last."""
        return (*MODERN, self.kind) if self.sized else (self.kind,)

    def of_kind(self, kind: str) -> tuple[Derivative, ...]:
        """
        Return the files of one of its kinds, the smallest first.

        >>> [file.address for file in PublishedPicture("anh/a-1", "jpg", 700, 500).of_kind("avif")]
        ['anh/a-1-480.avif', 'anh/a-1-700.avif']
        """
        if not self.sized:
            return (Derivative(kind, self.width, self.height, f"{self.name}.{kind}"),)
        size = (self.width, self.height)
        return tuple(
            Derivative(kind, width, height_at(width, size), f"{self.name}-{width}.{kind}")
            for width in widths(*size)
        )

    @property
    def files(self) -> tuple[Derivative, ...]:
        """All its files."""
        return tuple(file for kind in self.kinds for file in self.of_kind(kind))

    @property
    def largest(self) -> Derivative:
        """The largest file of the kind that every browser knows."""
        return self.of_kind(self.kind)[-1]

    @property
    def middle(self) -> Derivative:
        """The file for a browser that cannot choose: no wider than a phone needs, of the kind that all know."""
        files = self.of_kind(self.kind)
        return next((file for file in reversed(files) if file.width <= WIDTHS[1]), files[0])

    @property
    def whole(self) -> PublishedPicture:
        """
        The one file of the picture at its own size, for articles that link to it.

        >>> PublishedPicture("anh/a-1", "jpg", 4032, 3024).whole.files
        (Derivative(kind='jpg', width=4032, height=3024, address='anh/a-1-goc.jpg'),)
        """
        if not self.sized:
            return self
        width, height = within(self.width, self.height, LONGEST_WHOLE)
        return replace(self, name=f"{self.name}-goc", width=width, height=height, sized=False)

    def cut(self, focus: str) -> PublishedPicture | None:
        """
        Return the one file of a photo as it is cut where it is shared, so that its focus is seen; None where there is nothing to cut.

        >>> PublishedPicture("anh/a-1", "jpg", 4032, 3024).cut("21").files
        (Derivative(kind='jpg', width=1200, height=630, address='anh/a-1-cat21.jpg'),)
        >>> [PublishedPicture("anh/a-1", "jpg", *size).cut(focus) for size, focus in (((4032, 3024), ""), ((500, 500), "20"))]
        [None, None]
        """
        if not (focus and self.sized and self.kind in _CAN_BE_CUT):
            return None
        left, top, right, bottom = cut_box(self.width, self.height, focus)
        if right - left < NARROWEST_SHARED:
            return None
        width, height = within(right - left, bottom - top, SHARED[0])
        return replace(self, name=f"{self.name}-cat{focus}", width=width, height=height, sized=False)
