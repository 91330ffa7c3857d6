"""Pictures as bytes and as pixels: what a file is, how it is decoded upright, how pixels become a file with nothing else in it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from PIL import Image, ImageCms, ImageOps, ImageSequence

MOST_PIXELS = 170_000_000
MOST_FRAMES = 300
# Bytes for each pixel in a PNG file: what is drawn or copied from a screen needs less, a photograph more.
PHOTOGRAPHIC = 0.5
_READ = ("JPEG", "PNG", "WEBP", "GIF")  # Pillow's JPEG reader opens MPO too
_HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_AVIF_BRANDS = frozenset({b"avif", b"avis"})
_MOVING = {"GIF": "gif", "WEBP": "webp"}
_TURNED, _ON_ITS_SIDE = range(2, 9), range(5, 9)
_ORIENTATION = 0x0112


@dataclass(frozen=True, slots=True)
class Seen:
    """
    What the bytes of a picture tell: the kind, known to every browser, that it is published in;
    its size in pixels as it is seen, orientation applied; whether it moves.
    """

    kind: str
    width: int
    height: int
    moves: bool = False


def seen(content: bytes) -> Seen | None:
    """Return what a file is, None for what is no picture; only its beginning is believed, and little more is read."""
    try:
        with _opened(content) as image:
            width, height = image.size
            if _orientation(image) in _ON_ITS_SIDE:
                width, height = height, width
            if width * height > MOST_PIXELS:
                # Too large to be published: no pixel of it is looked at.
                return Seen("jpg", width, height)
            moving = _MOVING.get(str(image.format))
            if moving and getattr(image, "is_animated", False):
                return Seen(moving, width, height, True)
            return Seen(_still_kind(image, len(content)), width, height)
    except Exception:
        # What a decoder raises for a file that only looks like a picture is anybody's guess.
        return None


def _orientation(image: Image.Image) -> int:
    """Return how the camera was held (EXIF's 1 to 8); 1, upright, where that cannot be read."""
    try:
        value = image.getexif().get(_ORIENTATION)
    except Exception:
        # Notes that are broken say nothing; the picture may be whole.
        return 1
    return value if isinstance(value, int) and value in _TURNED else 1


def _opened(content: bytes) -> Image.Image:
    """Return the picture that some bytes are; only the kinds that editors may use are tried."""
    _learn_modern()
    limit, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
    try:
        # Our own limit is checked before anything is decoded, and tells the size.
        return Image.open(io.BytesIO(content), formats=_formats(content))
    finally:
        Image.MAX_IMAGE_PIXELS = limit


def _formats(content: bytes) -> tuple[str, ...]:
    """Return the names by which Pillow knows the kinds that some bytes may be."""
    if content[4:8] != b"ftyp":
        return _READ
    end = min(int.from_bytes(content[:4], "big"), 256)
    brands = {content[place : place + 4] for place in range(8, end, 4)}
    if brands & _AVIF_BRANDS:
        return ("AVIF",)
    if brands & _HEIF_BRANDS:
        _learn_heif()
        return ("HEIF",)
    return _READ


@cache
def _learn_modern() -> None:
    # Pillow knows these by itself only once it has loaded every plugin it has; a build without new photos needs none.
    import PIL.AvifImagePlugin
    import PIL.WebPImagePlugin  # noqa: F401


@cache
def _learn_heif() -> None:
    # Loaded for the first photo of a phone: a build without one pays nothing.
    from pillow_heif import register_heif_opener

    register_heif_opener(thumbnails=False)


def _still_kind(image: Image.Image, weight: int) -> str:
    """Return "png" for what is seen through or has the few colours of a drawing, "jpg" for a photograph."""
    if image.format in ("JPEG", "MPO", "HEIF"):
        return "jpg"
    if image.has_transparency_data and _seen_through(image):
        return "png"
    drawn = image.format == "GIF" or weight < PHOTOGRAPHIC * image.width * image.height
    return "png" if drawn and image.format in ("PNG", "GIF") else "jpg"


def _seen_through(image: Image.Image) -> bool:
    # Programs save pictures of the screen with a layer of transparency in which nothing is transparent.
    try:
        least, _ = image.convert("RGBA").getchannel("A").getextrema()
    except Exception:
        # It is a picture, though a broken one: to draw it will tell.
        return True
    return bool(least != 255)


def decoded(content: bytes, size: tuple[int, int]) -> Image.Image:
    """
    Return a still picture upright, in a mode whose values can be mixed; raises for a broken file.

    ``size`` is the largest that is needed, as seen: a photo far larger may come smaller than it is,
    though not smaller than that.
    """
    with _opened(content) as image:
        if image.format in ("JPEG", "MPO"):
            turned = _orientation(image) in _ON_ITS_SIDE
            # JPEG can be decoded at a half, a quarter, an eighth: a giant needs no giant memory.
            image.draft(None, size[::-1] if turned else size)
        promised = image.size
        image.load()
        if image.size != promised:
            raise ValueError(f"{promised} turned out to be {image.size}")
        upright = ImageOps.exif_transpose(image) if _orientation(image) > 1 else image.copy()
        return _mixable(upright)


def _mixable(image: Image.Image) -> Image.Image:
    """Return a picture whose pixels hold amounts of light (or ink), not numbers of a palette."""
    if image.mode.startswith("I;16") or image.mode == "I":
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.has_transparency_data:
        return image if image.mode == "RGBA" else image.convert("RGBA")
    if image.mode in ("L", "RGB", "CMYK"):
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def shrunk(image: Image.Image, size: tuple[int, int], *, opaque: bool) -> Image.Image:
    """Return a picture at a size, in the colours of the web, and nothing but its pixels."""
    small = image if image.size == size else image.resize(size, Image.Resampling.LANCZOS)
    coloured = _in_srgb(small)
    if coloured.mode == "CMYK" or (opaque and coloured.mode == "RGBA"):
        coloured = coloured.convert("RGB")
    return _bare(coloured)


def _in_srgb(image: Image.Image) -> Image.Image:
    """Return a picture in the colours of the web, since its own profile will be left out."""
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


def _bare(image: Image.Image) -> Image.Image:
    """Return the pixels without anything that was written beside them."""
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    return bare


def encoded(image: Image.Image, kind: str, *, drawn: bool, whole: bool = False) -> bytes:
    """
    Return bare pixels as a file of a kind.

    What was ``drawn`` has edges and words, which must stay sharp; a ``whole`` picture is for who
    wants it as good as it is. How the numbers were chosen stands in docs/en/photos.md.
    """
    out = io.BytesIO()
    if kind == "jpg":
        image.save(out, "JPEG", quality=92 if whole else 78, optimize=True, progressive=True)
    elif kind == "png":
        image.save(out, "PNG", optimize=True)
    elif kind == "webp":
        image.save(out, "WEBP", quality=85 if drawn else 80, method=4, use_sharp_yuv=drawn)
    else:
        # One thread: how many there are must not show in the bytes, and the other processors have photos of their own.
        colours = "4:4:4" if drawn else "4:2:0"
        quality = 65 if drawn else 58
        plain = image if image.mode == "RGBA" else image.convert("RGB")
        plain.save(out, "AVIF", quality=quality, speed=6, subsampling=colours, max_threads=1)
    return out.getvalue()


def moving(content: bytes, size: tuple[int, int], kind: str) -> bytes:
    """Return a moving picture with every frame redrawn; raises for a broken file and for far too many frames."""
    with _opened(content) as image:
        if int(getattr(image, "n_frames", 1)) > MOST_FRAMES:
            raise ValueError("too many frames")
        frames, durations = zip(*_frames(image, size), strict=True)
        out = io.BytesIO()
        form = "GIF" if kind == "gif" else "WEBP"
        more = {"disposal": 2} if kind == "gif" else {}
        frames[0].save(
            out, form, save_all=True, append_images=frames[1:], duration=list(durations), loop=0, **more
        )
        return out.getvalue()


def _frames(image: Image.Image, size: tuple[int, int]) -> Iterator[tuple[Image.Image, int]]:
    """Yield each frame of a picture and how long it stays, in milliseconds."""
    for frame in ImageSequence.Iterator(image):
        pixels = frame.convert("RGBA")
        fitted = pixels if pixels.size == size else pixels.resize(size, Image.Resampling.LANCZOS)
        yield _bare(fitted), int(frame.info.get("duration", 100) or 100)
