"""Open a picture that came with what is imported: only of the kinds that are read, and of no more pixels than are taken."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, UnidentifiedImageError

from plugins.media.image_processing import MOST_PIXELS

_FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF", "PPM")
# A decoder may raise any of these for a file that only looks like a picture.
UNREADABLE = (
    *(UnidentifiedImageError, OSError, ValueError, SyntaxError),
    *(KeyError, EOFError, IndexError, TypeError, RuntimeError),
)
BROKEN = "tệp ảnh hỏng hoặc không phải là ảnh"


class UnreadablePicture(Exception):
    """A picture that cannot be read, or is not; the words say why, as a clause for a message."""


@contextmanager
def opened_picture(data: bytes) -> Iterator[Image.Image]:
    """Give a picture whose pixels are decoded when they are asked for; raises UnreadablePicture, also where that is found out only then."""
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise UnreadablePicture(f"ảnh có {image.width}×{image.height} điểm ảnh, quá lớn")
            yield image
    except UNREADABLE as fault:
        raise UnreadablePicture(BROKEN) from fault
