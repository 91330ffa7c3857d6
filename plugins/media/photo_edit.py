"""Turn and cut a photo, and draw one for a browser that cannot read its kind; what is drawn is new, the file stays as it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plugins.media.sizes import LONGEST_WHOLE, within

if TYPE_CHECKING:
    from PIL.Image import Image

WHOLE = 10_000  # a side of a photo, in the measure in which parts of it are told
SHOWN = 1600  # pixels of the longest side of a photo that is only looked at
QUARTERS = 4


@dataclass(frozen=True, slots=True)
class PhotoEdit:
    """
    What is done to a photo that stands upright: quarter turns clockwise, then the part of it that stays.

    The part is told in ten-thousandths of the turned photo's sides, so that it means the same at every size.
    """

    turns: int = 0
    left: int = 0
    top: int = 0
    width: int = WHOLE
    height: int = WHOLE

    @property
    def changes_nothing(self) -> bool:
        """Whether the photo stays as it is."""
        return self == PhotoEdit()

    @property
    def is_possible(self) -> bool:
        """
        Whether there is such a part of a photo.

        >>> PhotoEdit(1, 0, 0, 5000, 5000).is_possible, PhotoEdit(0, 6000, 0, 5000, 5000).is_possible
        (True, False)
        """
        sides = ((self.left, self.width), (self.top, self.height))
        return 0 <= self.turns < QUARTERS and all(
            start >= 0 and length > 0 and start + length <= WHOLE for start, length in sides
        )


@dataclass(frozen=True, slots=True)
class DrawnPhoto:
    """A photo that was drawn: its kind ("jpg" or "png"), its size in pixels, its bytes."""

    kind: str
    width: int
    height: int
    data: bytes


def editable_size(content: bytes) -> tuple[int, int] | None:
    """Return the size in pixels of a photo that stands upright, None for what cannot be turned or cut."""
    from plugins.media import image_processing

    found = image_processing.inspect(content)
    return None if found is None or found.too_large or found.frames > 1 else (found.width, found.height)


def edited_photo(content: bytes, edit: PhotoEdit) -> DrawnPhoto | None:
    """Return a photo turned and cut; None for a moving picture, a drawing of shapes, and a file that cannot be read."""
    return _drawn(content, edit, LONGEST_WHOLE)


def shown_photo(content: bytes, turns: int = 0) -> DrawnPhoto | None:
    """Return a photo upright and turned, small enough to be looked at in a browser; None as for ``edited_photo``."""
    return _drawn(content, PhotoEdit(turns), SHOWN)


def _drawn(content: bytes, edit: PhotoEdit, longest: int) -> DrawnPhoto | None:
    # What decodes pictures takes long to import.
    from plugins.media import image_processing

    if not edit.is_possible:
        return None
    found = image_processing.inspect(content)
    if found is None or found.too_large or found.frames > 1:
        return None
    fitted = within(found.width, found.height, longest)
    try:
        upright = image_processing.shrunk(
            image_processing.decoded(content, fitted), fitted, opaque=found.kind == "jpg"
        )
        part = _part(_turned(upright, edit.turns), edit)
        data = image_processing.encoded_image(part, found.kind, drawn=found.kind == "png", whole=True)
    except Exception:
        # A decoder may raise anything for a broken file.
        return None
    return DrawnPhoto(found.kind, part.width, part.height, data)


def _turned(image: Image, turns: int) -> Image:
    from PIL.Image import Transpose

    # Pillow turns the other way round.
    how = {1: Transpose.ROTATE_270, 2: Transpose.ROTATE_180, 3: Transpose.ROTATE_90}.get(turns)
    return image if how is None else image.transpose(how)


def _part(image: Image, edit: PhotoEdit) -> Image:
    left, right = _span(edit.left, edit.width, image.width)
    top, bottom = _span(edit.top, edit.height, image.height)
    if (left, top, right, bottom) == (0, 0, image.width, image.height):
        return image
    return image.crop((left, top, right, bottom))


def _span(start: int, length: int, pixels: int) -> tuple[int, int]:
    """
    Return where a part of a side begins and ends in pixels, at least one of them.

    >>> _span(0, 2500, 1000), _span(9999, 1, 10)
    ((0, 250), (9, 10))
    """
    first = min(round(start * pixels / WHOLE), pixels - 1)
    return first, max(first + 1, round((start + length) * pixels / WHOLE))
