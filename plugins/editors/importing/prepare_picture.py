"""Prepare pictures to lie beside an article: upright, in a format of the web, without the camera's metadata."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime

from PIL import Image, ImageOps

from plugins.editors.importing.imported_article import Crop, PictureFile
from plugins.editors.importing.open_picture import BROKEN, UNREADABLE, UnreadablePicture, opened_picture
from plugins.media import image_processing
from plugins.media.image_processing import MOST_PIXELS
from plugins.media.picture_files import MOST_BYTES
from plugins.vietnamese.numbers import file_size

_EXTENSIONS = {"JPEG": "jpg", "PNG": "png", "GIF": "gif", "WEBP": "webp"}
_ORIENTATION, _TAKEN, _EXIF, _TAKEN_ORIGINAL = 0x0112, 0x0132, 0x8769, 0x9003
_QUALITY = 92
_SVG_PIXELS = 40  # an SVG has no size of its own


@dataclass(frozen=True, slots=True)
class PreparedPicture:
    """A picture ready to be written: its extension, bytes and size, and the day on which it was taken, or ""."""

    extension: str
    data: bytes
    width: int
    height: int
    taken: str = ""


def prepare_picture(picture: PictureFile) -> PreparedPicture | str:
    """Return a picture ready to be written, or why there is none, as a clause for a message."""
    data = picture.data
    if data is None:
        return "không có tệp ảnh"
    if not data:
        return "tệp ảnh rỗng"
    if len(data) > MOST_BYTES:
        return f"ảnh nặng {file_size(len(data))}, quá lớn"
    if data.lstrip()[:5].lower() in (b"<svg ", b"<?xml"):
        return (
            PreparedPicture("svg", data, _SVG_PIXELS, _SVG_PIXELS)
            if b"<svg" in data[:4000]
            else "không phải là ảnh"
        )
    if data[4:8] == b"ftyp":
        return _from_phone_format(data, picture)
    try:
        with opened_picture(data) as image:
            return _prepared(image, data, picture)
    except UnreadablePicture as fault:
        return str(fault)


def _from_phone_format(data: bytes, picture: PictureFile) -> PreparedPicture | str:
    """Return a photo of the newer kinds (HEIC, AVIF) as the JPEG that every program opens."""
    size = image_processing.inspect(data)
    if size is None:
        return BROKEN
    if size.width * size.height > MOST_PIXELS:
        return f"ảnh có {size.width}×{size.height} điểm ảnh, quá lớn"
    try:
        upright = image_processing.decoded(data, (size.width, size.height))
        still = _rotated(_cropped(upright, picture.crop), picture.rotation)
        return _saved(still, "JPEG", upright.info.get("icc_profile"), _taken(upright))
    except UNREADABLE:
        return BROKEN


def _prepared(image: Image.Image, data: bytes, picture: PictureFile) -> PreparedPicture:
    """Return a picture that Pillow opened; its bytes stay as they are where nothing must change."""
    # Phones write two pictures into one file and call it MPO: the first is the photo.
    kind = "JPEG" if image.format == "MPO" else str(image.format)
    exif = image.getexif()
    taken = _taken(image)
    orientation = exif.get(_ORIENTATION, 1)
    rotation = picture.rotation
    # Word notes the orientation in a photo's own data as a rotation of its frame: once is enough.
    if orientation in (3, 6, 8) and {3: 180, 6: 90, 8: 270}[orientation] == rotation:
        rotation = 0
    changed = orientation != 1 or rotation % 360 or any(picture.crop) or kind not in _EXTENSIONS
    if not changed and not len(exif):
        image.load()
        return PreparedPicture(_EXTENSIONS[kind], data, image.width, image.height, taken)
    if not changed and image.format == "JPEG":
        out = io.BytesIO()
        image.save(out, "JPEG", quality="keep", icc_profile=image.info.get("icc_profile"))
        return PreparedPicture("jpg", out.getvalue(), image.width, image.height, taken)
    if not changed and getattr(image, "n_frames", 1) > 1:
        return PreparedPicture(_EXTENSIONS[kind], data, image.width, image.height, taken)
    still = _rotated(_cropped(ImageOps.exif_transpose(image), picture.crop), rotation)
    return _saved(still, kind, image.info.get("icc_profile"), taken)


def _cropped(image: Image.Image, crop: Crop) -> Image.Image:
    """Return the part of a picture that the document shows."""
    left, top, right, bottom = (min(max(side, 0.0), 0.95) for side in crop)
    box = (
        round(image.width * left),
        round(image.height * top),
        round(image.width * (1 - right)),
        round(image.height * (1 - bottom)),
    )
    return image.crop(box) if any(crop) and box[2] > box[0] and box[3] > box[1] else image


def _rotated(image: Image.Image, degrees: int) -> Image.Image:
    """Return a picture rotated clockwise by quarters; slants of a few degrees are ornament and stay as they are."""
    quarters = {1: Image.Transpose.ROTATE_270, 2: Image.Transpose.ROTATE_180, 3: Image.Transpose.ROTATE_90}
    quarter = round((degrees % 360) / 90) % 4
    near = abs((degrees % 360) - 90 * round((degrees % 360) / 90)) <= 3
    return image.transpose(quarters[quarter]) if quarter and near else image


def _saved(image: Image.Image, kind: str, profile: bytes | None, taken: str) -> PreparedPicture:
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
    return PreparedPicture("jpg" if photo else "png", out.getvalue(), image.width, image.height, taken)


def _taken(image: Image.Image) -> str:
    """Return the day on which a camera took a photo, as day/month/year, or ""."""
    exif = image.getexif()
    written = exif.get_ifd(_EXIF).get(_TAKEN_ORIGINAL) or exif.get(_TAKEN) or ""
    try:
        return f"{datetime.strptime(str(written)[:10], '%Y:%m:%d'):%d/%m/%Y}"
    except ValueError:
        return ""
