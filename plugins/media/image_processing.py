"""Inspect, decode, resize and encode images by Pillow; what is encoded holds pixels and no metadata."""

from __future__ import annotations

import io
import math
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from PIL import Image, ImageCms, ImageOps, ImageSequence

from plugins.media.image_chunks import gif_frames, without_long_texts

# Pixels of a JPEG, which can be decoded smaller than it is, and of any other still picture; frames of an animation, and
# the pixels of all of them together.
MOST_PIXELS, MOST_DECODED_WHOLE = 170_000_000, 64_000_000
MOST_FRAMES, MOST_MOVING_PIXELS = 1_000, 100_000_000
# Bytes for each pixel of a PNG file: a drawing or screenshot needs less, a photograph more.
PHOTOGRAPHIC = 0.5
_READ = ("JPEG", "PNG", "WEBP", "GIF")  # Pillow's JPEG reader opens MPO too
_HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_AVIF_BRANDS = frozenset({b"avif", b"avis"})
_CAN_BE_DRAFTED = ("JPEG", "MPO")
# Whoever opens a picture checks our own limits before anything is decoded, and names them; Pillow's would speak first.
Image.MAX_IMAGE_PIXELS = None
# It speaks to programmers ("Corrupt EXIF data"), wherever a picture is opened; editors are told what they can mend.
warnings.filterwarnings("ignore", module=r"PIL\.")
# What an animation is published as; WebP moves in more browsers than animated PNG and AVIF do.
_MOVING = {"GIF": "gif", "WEBP": "webp", "PNG": "webp", "AVIF": "webp"}
# EXIF: the tag, its values that are not upright, and those that exchange width and height.
_ORIENTATION = 0x0112
_TURNED, _ON_ITS_SIDE = range(2, 9), range(5, 9)


@dataclass(frozen=True, slots=True)
class ImageInfo:
    """
    What is known of an image without decoding it.

    ``kind`` is the one, known to every browser, that it is published in; ``width`` and ``height`` are pixels once its
    orientation is applied; an animation has several ``frames``; ``too_large`` says that it has more pixels than is
    taken, and that nothing of it was decoded.
    """

    kind: str
    width: int
    height: int
    frames: int = 1
    too_large: bool = False


def inspect(content: bytes) -> ImageInfo | None:
    """Return what an image file holds, None for what is no image; its name is ignored, and little of it is read."""
    try:
        with _opened(content) as image:
            width, height = image.size
            frames = _frame_count(image, content)
            most = MOST_PIXELS if image.format in _CAN_BE_DRAFTED else MOST_DECODED_WHOLE
            of_all = width * height * frames
            if width * height > most or frames > MOST_FRAMES or (frames > 1 and of_all > MOST_MOVING_PIXELS):
                # From here on a PNG is decoded: its notes may stand behind its pixels.
                return ImageInfo("", width, height, frames, too_large=True)
            if _orientation(image) in _ON_ITS_SIDE:
                width, height = height, width
            kind = _MOVING[str(image.format)] if frames > 1 else _still_kind(image, len(content))
            return ImageInfo(kind, width, height, frames)
    except Exception:
        # A decoder may raise anything for a file that only looks like an image.
        return None


def _frame_count(image: Image.Image, content: bytes) -> int:
    """Return how many frames are shown one after the other, 1 for a still image; counting ends above MOST_FRAMES."""
    if image.format == "GIF":
        return gif_frames(content, MOST_FRAMES + 1)
    if image.format not in _MOVING:
        return 1
    return int(getattr(image, "n_frames", 1)) - _hidden_frames(image)


def _hidden_frames(image: Image.Image) -> int:
    """Return how many frames are no part of the animation: a PNG may begin with one for programs that show no animations."""
    return int(bool(getattr(image, "default_image", False)) and getattr(image, "n_frames", 1) > 1)


def _orientation(image: Image.Image) -> int:
    """Return the EXIF orientation (1 to 8); 1, upright, where that cannot be read."""
    try:
        value = image.getexif().get(_ORIENTATION)
    except Exception:
        # The metadata is broken; the pixels may be whole.
        return 1
    return value if isinstance(value, int) and value in _TURNED else 1


def _opened(content: bytes) -> Image.Image:
    """Open an image with Pillow; only the formats that editors may use are tried."""
    _register_modern_formats()
    return Image.open(io.BytesIO(without_long_texts(content)), formats=_formats(content))


def _formats(content: bytes) -> tuple[str, ...]:
    """Return Pillow's names of the formats that some bytes may be in."""
    if content[4:8] != b"ftyp":
        return _READ
    end = min(int.from_bytes(content[:4], "big"), 256)
    brands = {content[place : place + 4] for place in range(8, end, 4)}
    if brands & _AVIF_BRANDS:
        return ("AVIF",)
    if brands & _HEIF_BRANDS:
        _register_heif()
        return ("HEIF",)
    return _READ


@cache
def _register_modern_formats() -> None:
    # By itself Pillow knows these once it has loaded all its plugins; a build without new photos needs none.
    import PIL.AvifImagePlugin
    import PIL.WebPImagePlugin  # noqa: F401


@cache
def _register_heif() -> None:
    # Imported for the first HEIC photo: a build without one need not load it.
    from pillow_heif import register_heif_opener

    register_heif_opener(thumbnails=False)


def _still_kind(image: Image.Image, weight: int) -> str:
    """Return "png" for an image with transparency or the few colours of a drawing, "jpg" for a photograph."""
    if image.format in ("JPEG", "MPO", "HEIF"):
        return "jpg"
    if image.has_transparency_data and _is_transparent(image):
        return "png"
    drawn = image.format == "GIF" or weight < PHOTOGRAPHIC * image.width * image.height
    return "png" if drawn and image.format in ("PNG", "GIF") else "jpg"


def _is_transparent(image: Image.Image) -> bool:
    # Screenshots are saved with an alpha channel in which nothing is transparent.
    try:
        alpha = image if image.mode in ("RGBA", "LA") else image.convert("RGBA")
        least, _ = alpha.getchannel("A").getextrema()
    except Exception:
        # It is broken, which shows when it is drawn.
        return True
    return bool(least != 255)


def decoded(content: bytes, size: tuple[int, int]) -> Image.Image:
    """
    Return a still image upright, in a mode in which it can be resized; raises for a broken file.

    ``size`` is the largest that is needed, orientation applied: a far larger photo may be decoded smaller than it is,
    though not smaller than that.
    """
    with _opened(content) as image:
        if image.format in ("JPEG", "MPO"):
            turned = _orientation(image) in _ON_ITS_SIDE
            # JPEG can be decoded at a half, a quarter or an eighth, which saves time and memory.
            image.draft(None, size[::-1] if turned else size)
        promised = image.size
        image.load()
        if image.size != promised:
            raise ValueError(f"{promised} turned out to be {image.size}")
        upright = ImageOps.exif_transpose(image) if _orientation(image) > 1 else image.copy()
        return _resizable(upright)


def image_part(
    content: bytes, whole: tuple[int, int], box: tuple[int, int, int, int], size: tuple[int, int]
) -> Image.Image:
    """
    Return a part of a still image as ``decoded`` returns all of it; raises for a broken file.

    ``whole`` is the size of the image, orientation applied, ``box`` the edges of the part in it, ``size`` the largest that is needed.
    """
    scale = size[0] / (box[2] - box[0])
    image = decoded(content, (math.ceil(whole[0] * scale), math.ceil(whole[1] * scale)))
    across, down = image.width / whole[0], image.height / whole[1]
    edges = (
        *(round(box[0] * across), round(box[1] * down)),
        *(round(box[2] * across), round(box[3] * down)),
    )
    return image.crop(edges)


def decode_all(content: bytes) -> None:
    """Decode every pixel of an image, as small as its kind allows, and forget them; raises for a broken file."""
    with _opened(content) as image:
        promised, least = image.size, (1, 1)
        if image.format in _CAN_BE_DRAFTED:
            image.draft(None, least)
            promised = image.size
        for frame in ImageSequence.Iterator(image):
            frame.load()
        if image.size != promised:
            raise ValueError(f"{promised} turned out to be {image.size}")


def _resizable(image: Image.Image) -> Image.Image:
    """Return an image in a mode whose values can be averaged: no palette, no 16 bits."""
    if image.mode.startswith("I;16") or image.mode == "I":
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.has_transparency_data:
        return image if image.mode == "RGBA" else image.convert("RGBA")
    if image.mode in ("L", "RGB", "CMYK"):
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def shrunk(image: Image.Image, size: tuple[int, int], *, opaque: bool) -> Image.Image:
    """Return an image at a size in sRGB, without metadata."""
    small = image if image.size == size else image.resize(size, Image.Resampling.LANCZOS)
    coloured = _in_srgb(small)
    if coloured.mode == "CMYK" or (opaque and coloured.mode == "RGBA"):
        coloured = coloured.convert("RGB")
    return _without_metadata(coloured)


def _in_srgb(image: Image.Image) -> Image.Image:
    """Return an image in sRGB, since its own colour profile will be left out."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "RGBA", "CMYK"):
        return image
    mode = "RGB" if image.mode == "CMYK" else image.mode
    try:
        converted = ImageCms.profileToProfile(
            image, io.BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode=mode
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return converted or image


def _without_metadata(image: Image.Image) -> Image.Image:
    """Return an image with these pixels and nothing else."""
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    return bare


def encoded_image(image: Image.Image, kind: str, *, drawn: bool, whole: bool = False) -> bytes:
    """
    Return an image as a file of a kind ("jpg", "png", "webp" or "avif").

    ``drawn`` says that it has edges and text, which must stay sharp; ``whole`` that it is the largest file, offered in
    better quality. How the numbers were chosen stands in docs/en/photos.md.
    """
    out = io.BytesIO()
    if kind == "jpg":
        image.save(out, "JPEG", quality=92 if whole else 78, optimize=True, progressive=True)
    elif kind == "png":
        image.save(out, "PNG", optimize=True)
    elif kind == "webp":
        image.save(out, "WEBP", quality=85 if drawn else 80, method=4, use_sharp_yuv=drawn)
    else:
        # One thread: the bytes must not depend on how many there are, and the other processors have their own photos.
        colours = "4:4:4" if drawn else "4:2:0"
        quality = 65 if drawn else 58
        plain = image if image.mode == "RGBA" else image.convert("RGB")
        plain.save(out, "AVIF", quality=quality, speed=6, subsampling=colours, max_threads=1)
    return out.getvalue()


def redrawn_animation(content: bytes, size: tuple[int, int], kind: str) -> bytes:
    """Return an animation with every frame redrawn at a size, shown as often as the original; raises for a broken file."""
    with _opened(content) as image:
        form = "GIF" if kind == "gif" else "WEBP"
        more = {"disposal": 2} if kind == "gif" else {}
        # A GIF that says nothing is shown once, any other animation without end.
        loops = image.info.get("loop", None if image.format == "GIF" else 0)
        if loops is not None:
            more["loop"] = int(loops)
        frames, durations = zip(*_frames(image, size), strict=True)
        out = io.BytesIO()
        frames[0].save(out, form, save_all=True, append_images=frames[1:], duration=list(durations), **more)
        return out.getvalue()


def _frames(image: Image.Image, size: tuple[int, int]) -> Iterator[tuple[Image.Image, int]]:
    """Yield each frame of an animation and its duration in milliseconds."""
    for frame in islice(ImageSequence.Iterator(image), _hidden_frames(image), None):
        pixels = frame.convert("RGBA")
        fitted = pixels if pixels.size == size else pixels.resize(size, Image.Resampling.LANCZOS)
        yield _without_metadata(fitted), int(frame.info.get("duration", 100) or 100)
