"""Pictures are made ready to lie beside an article: upright, in a form of the web, without what the camera noted."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from datetime import datetime

from PIL import Image, ImageOps, UnidentifiedImageError

from plugins.editors.importing.imported_article import Picture
from plugins.media import image_processing
from plugins.media.image_processing import MOST_PIXELS
from plugins.media.picture_files import MOST_BYTES
from plugins.vietnamese.numbers import file_size

_READ = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF")
_ENDINGS = {"JPEG": "jpg", "PNG": "png", "GIF": "gif", "WEBP": "webp"}
_ORIENTATION, _TAKEN, _EXIF, _TAKEN_ORIGINAL = 0x0112, 0x0132, 0x8769, 0x9003
_QUALITY = 92
_UNREADABLE = (
    *(UnidentifiedImageError, OSError, ValueError, SyntaxError),
    *(KeyError, EOFError, IndexError, TypeError, RuntimeError),
)
_BROKEN = "tệp ảnh hỏng hoặc không phải là ảnh"
# Points on the screen: what is smaller is no photo but a bullet or a spacer.
SMALLEST = 40


@dataclass(frozen=True, slots=True)
class Ready:
    """A picture's file: its ending, its bytes, its size, and when the camera says it was taken."""

    ending: str
    data: bytes
    width: int
    height: int
    taken: str = ""


def ready(picture: Picture) -> Ready | str:
    """Return a picture's file, or why there is none, as a clause."""
    data = picture.data
    if data is None:
        return "không có tệp ảnh"
    if not data:
        return "tệp ảnh rỗng"
    if len(data) > MOST_BYTES:
        return f"ảnh nặng {file_size(len(data))}, quá lớn"
    if data.lstrip()[:5].lower() in (b"<svg ", b"<?xml"):
        return Ready("svg", data, SMALLEST, SMALLEST) if b"<svg" in data[:4000] else "không phải là ảnh"
    if data[4:8] == b"ftyp":
        return _from_phone(data, picture)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=_READ) as image:
                if image.width * image.height > MOST_PIXELS:
                    return f"ảnh có {image.width}×{image.height} điểm ảnh, quá lớn"
                return _made_ready(image, data, picture)
    except Image.DecompressionBombError:
        return "ảnh có quá nhiều điểm ảnh"
    except _UNREADABLE:
        return _BROKEN


def _from_phone(data: bytes, picture: Picture) -> Ready | str:
    """Return a photo of the newer kinds (HEIC, AVIF) as the JPEG that every program opens."""
    seen = image_processing.inspect(data)
    if seen is None:
        return _BROKEN
    if seen.width * seen.height > MOST_PIXELS:
        return f"ảnh có {seen.width}×{seen.height} điểm ảnh, quá lớn"
    try:
        upright = image_processing.decoded(data, (seen.width, seen.height))
        still = _turned(_cut(upright, picture.cut), picture.turned)
        return _saved(still, "JPEG", upright.info.get("icc_profile"), _taken(upright))
    except _UNREADABLE:
        return _BROKEN


def _made_ready(image: Image.Image, data: bytes, picture: Picture) -> Ready:
    # Phones write two pictures into one file and call it MPO: the first is the photo.
    kind = "JPEG" if image.format == "MPO" else str(image.format)
    exif = image.getexif()
    taken = _taken(image)
    orientation = exif.get(_ORIENTATION, 1)
    turned = picture.turned
    # Word notes the turn of a photo's own data as a turn of its frame: once is enough.
    if orientation in (3, 6, 8) and {3: 180, 6: 90, 8: 270}[orientation] == turned:
        turned = 0
    changed = orientation != 1 or turned % 360 or any(picture.cut) or kind not in _ENDINGS
    if not changed and not len(exif):
        image.load()
        return Ready(_ENDINGS[kind], data, image.width, image.height, taken)
    if not changed and image.format == "JPEG":
        out = io.BytesIO()
        image.save(out, "JPEG", quality="keep", icc_profile=image.info.get("icc_profile"))
        return Ready("jpg", out.getvalue(), image.width, image.height, taken)
    if not changed and getattr(image, "n_frames", 1) > 1:
        return Ready(_ENDINGS[kind], data, image.width, image.height, taken)
    still = _turned(_cut(ImageOps.exif_transpose(image), picture.cut), turned)
    return _saved(still, kind, image.info.get("icc_profile"), taken)


def _cut(image: Image.Image, cut: tuple[float, float, float, float]) -> Image.Image:
    """Return the part of a picture that the document shows."""
    left, top, right, bottom = (min(max(side, 0.0), 0.95) for side in cut)
    box = (
        round(image.width * left),
        round(image.height * top),
        round(image.width * (1 - right)),
        round(image.height * (1 - bottom)),
    )
    return image.crop(box) if any(cut) and box[2] > box[0] and box[3] > box[1] else image


def _turned(image: Image.Image, degrees: int) -> Image.Image:
    """Return a picture turned clockwise; slants of a few degrees are play and stay as they are."""
    quarters = {1: Image.Transpose.ROTATE_270, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_90}
    quarter = round((degrees % 360) / 90) % 4
    near = abs((degrees % 360) - 90 * round((degrees % 360) / 90)) <= 3
    return image.transpose(quarters[quarter]) if quarter and near else image


def _saved(image: Image.Image, kind: str, profile: bytes | None, taken: str) -> Ready:
    out = io.BytesIO()
    photo = kind == "JPEG" or (
        kind == "TIFF" and not image.has_transparency_data and image.mode not in ("1", "P", "L")
    )
    if photo:
        image = image if image.mode in ("RGB", "L", "CMYK") else image.convert("RGB")
        image.save(out, "JPEG", quality=_QUALITY, icc_profile=profile)
    else:
        image = image if image.mode in ("RGB", "RGBA", "L", "LA", "P", "1") else image.convert("RGB")
        image.save(out, "PNG", optimize=True)
    return Ready("jpg" if photo else "png", out.getvalue(), image.width, image.height, taken)


def _taken(image: Image.Image) -> str:
    """Return the day on which a camera took a photo, as day/month/year, or ""."""
    exif = image.getexif()
    written = exif.get_ifd(_EXIF).get(_TAKEN_ORIGINAL) or exif.get(_TAKEN) or ""
    try:
        return f"{datetime.strptime(str(written)[:10], '%Y:%m:%d'):%d/%m/%Y}"
    except ValueError:
        return ""
