"""Photos: what will be published is planned from the file, then drawn anew without its metadata."""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
import warnings
from dataclasses import dataclass
from html import escape
from pathlib import Path, PurePosixPath

import PIL
from PIL import Image, ImageCms, ImageOps, ImageSequence, UnidentifiedImageError

from plugins.media import svg
from plugins.media.library import Fault
from plugins.media.names import printable, published_name
from plugins.vietnamese.numbers import file_size

FOLDER = "anh"
LONGEST = 1600
GIANT = 6000  # pixels; the editor is told that such a photo was shrunk
MOST_PIXELS = 170_000_000
MOST_BYTES = 120_000_000
MOST_FRAMES = 300
OPERATION = "1"  # raise it whenever the drawing of a photo changes: it is part of the cache's key
EXTENSIONS = frozenset({".jpg", ".jpeg", ".jpe", ".png", ".webp", ".gif", ".svg"})
_KINDS = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "WEBP": "webp", "GIF": "gif"}
_READ = ("JPEG", "PNG", "WEBP", "GIF")  # Pillow's JPEG reader opens MPO too
_TURNED = frozenset({5, 6, 7, 8})
_ORIENTATION = 0x0112


@dataclass(frozen=True, slots=True)
class Published:
    """A published picture: its address below the site's root, and its size in pixels."""

    address: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be made of one picture; ``reminder`` is for the editor, or ""."""

    source: Path
    digest: str
    kind: str
    published: Published
    reminder: str = ""

    @property
    def cache_name(self) -> str:
        """The name of the finished picture in a cache folder."""
        return f"{self.digest}-{OPERATION}-{PIL.__version__}-{LONGEST}.{self.kind}"


def fitted(width: int, height: int) -> tuple[int, int]:
    """
    Return the size of a picture after shrinking; small ones keep theirs.

    >>> fitted(12000, 9000), fitted(800, 600)
    ((1600, 1200), (800, 600))
    """
    longest = max(width, height)
    if longest <= LONGEST:
        return width, height
    return max(1, round(width * LONGEST / longest)), max(1, round(height * LONGEST / longest))


def plan(source: Path, shown: str) -> Plan | Fault:
    """Return what is to be published of the picture ``source``; ``shown`` names it in messages."""
    name = printable(shown)
    try:
        size = source.stat().st_size
        if size > MOST_BYTES:
            return Fault(
                "anh-qua-lon", f"ảnh “{name}” nặng {file_size(size)}, quá lớn. Thu nhỏ ảnh rồi chép lại."
            )
        content = source.read_bytes()
    except OSError:
        return Fault("khong-doc-duoc", f"không đọc được ảnh “{name}”. Kiểm tra quyền đọc.")
    if not content:
        return Fault("tep-rong", f"ảnh “{name}” rỗng (0 byte). Chép lại ảnh.")
    digest = hashlib.sha256(content).hexdigest()
    stem = PurePosixPath(shown).stem
    if source.suffix.lower() == ".svg":
        drawing = svg.safe(content)
        if isinstance(drawing, svg.Refused):
            return Fault("svg-cam", f"ảnh “{name}”: {drawing.reason}")
        address = f"{FOLDER}/{published_name(stem, content, 'svg')}"
        return Plan(source, digest, "svg", Published(address, drawing.width, drawing.height))
    measured = _measured(content)
    if measured is None:
        return Fault(
            "anh-gia", f"“{name}” không phải là ảnh {_promised(source)}. Xuất lại ảnh từ phần mềm ảnh."
        )
    kind, width, height = measured
    if width * height > MOST_PIXELS:
        message = f"ảnh “{name}” có {width}×{height} điểm ảnh, quá lớn. Thu nhỏ ảnh rồi chép lại."
        return Fault("anh-qua-lon", message)
    new_width, new_height = fitted(width, height)
    reminder = ""
    if max(width, height) > GIANT:
        reminder = f"ảnh “{name}” {width}×{height} ({file_size(size)}) được thu còn {LONGEST} px."
    address = f"{FOLDER}/{published_name(stem, content, kind)}"
    return Plan(source, digest, kind, Published(address, new_width, new_height), reminder)


def _promised(source: Path) -> str:
    return source.suffix.lstrip(".").upper().replace("JPG", "JPEG")


def _opened(content: bytes) -> Image.Image:
    """Return the picture that some bytes are; only the kinds that are published are tried."""
    with warnings.catch_warnings():
        # Our own limit is checked in plan(), before anything is decoded.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        return Image.open(io.BytesIO(content), formats=_READ)


def _measured(content: bytes) -> tuple[str, int, int] | None:
    """Return kind, width and height as seen (orientation applied), or None for what is no picture."""
    try:
        with _opened(content) as image:
            width, height = image.size
            if image.getexif().get(_ORIENTATION) in _TURNED:
                width, height = height, width
            return _KINDS[str(image.format)], width, height
    except Image.DecompressionBombError:
        return "jpg", MOST_PIXELS, MOST_PIXELS
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, KeyError):
        return None


def draw(planned: Plan, cache: Path) -> Path | Fault:
    """Return the finished picture in the cache folder, making it if it is not there yet, or not as it was made."""
    finished = cache / planned.cache_name
    proof = finished.with_name(f"{finished.name}.sha256")
    if finished.is_file() and proof.is_file() and proof.read_bytes() == _sum(finished.read_bytes()):
        return finished
    try:
        content = planned.source.read_bytes()
        data = _svg(content) if planned.kind == "svg" else _redrawn(content, planned)
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
        name = printable(planned.source.name)
        return Fault("anh-hong", f"ảnh “{name}” bị hỏng, không mở được hết. Chép lại ảnh.")
    write_whole(finished, data)
    write_whole(proof, _sum(data))
    return finished


def _sum(data: bytes) -> bytes:
    return hashlib.sha256(data).hexdigest().encode()


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".moi-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _svg(content: bytes) -> bytes:
    drawing = svg.safe(content)
    if isinstance(drawing, svg.Drawing):
        return drawing.data
    raise ValueError(drawing.reason)


def _redrawn(content: bytes, planned: Plan) -> bytes:
    """Return a picture's pixels, upright and no larger than wanted, as a new file."""
    size = (planned.published.width, planned.published.height)
    with _opened(content) as image:
        if getattr(image, "n_frames", 1) > 1 and planned.kind in ("gif", "webp"):
            return _moving(image, size, planned.kind)
        if planned.kind == "jpg":
            # JPEG can be decoded at a half, a quarter, an eighth: a giant needs no giant memory.
            image.draft("RGB", (LONGEST * 2, LONGEST * 2))
        upright = ImageOps.exif_transpose(image)
        still = _in_srgb(upright)
        mode = {"jpg": "RGB"}.get(planned.kind, "RGBA" if still.has_transparency_data else "RGB")
        if still.mode != mode and not (planned.kind == "png" and still.mode == "L"):
            still = still.convert(mode)
        if still.size != size:
            still = still.resize(size, Image.Resampling.LANCZOS)
        return _saved(still, planned.kind)


def _in_srgb(image: Image.Image) -> Image.Image:
    """Return a picture in the colours of the web, since its own profile will be left out."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "CMYK"):
        return image
    try:
        converted = ImageCms.profileToProfile(
            image, io.BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return converted or image


def _bare(image: Image.Image) -> Image.Image:
    """Return the pixels without anything that was written beside them."""
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    return bare


def _saved(image: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    if kind == "jpg":
        _bare(image).save(out, "JPEG", quality=84, optimize=True, progressive=True)
    elif kind == "png":
        _bare(image).save(out, "PNG", optimize=True)
    elif kind == "webp":
        _bare(image).save(out, "WEBP", quality=84, method=4)
    else:
        _bare(image).save(out, "GIF", optimize=True)
    return out.getvalue()


def _moving(image: Image.Image, size: tuple[int, int], kind: str) -> bytes:
    """Return a moving picture with every frame redrawn."""
    if int(getattr(image, "n_frames", 1)) > MOST_FRAMES:
        raise ValueError("too many frames")
    frames: list[Image.Image] = []
    durations: list[int] = []
    for frame in ImageSequence.Iterator(image):
        pixels = frame.convert("RGBA")
        frames.append(_bare(pixels if pixels.size == size else pixels.resize(size, Image.Resampling.LANCZOS)))
        durations.append(int(frame.info.get("duration", 100) or 100))
    out = io.BytesIO()
    form = "GIF" if kind == "gif" else "WEBP"
    more = {"disposal": 2} if kind == "gif" else {}
    frames[0].save(out, form, save_all=True, append_images=frames[1:], duration=durations, loop=0, **more)
    return out.getvalue()


def picture_html(published: Published, alt: str, lazy: bool, root: str = "") -> str:
    """
    Return the element that shows a picture; ``root`` is the path before every address.

    >>> picture_html(Published("anh/a-1.jpg", 4, 3), 'Ruộng "Bái"', lazy=False)
    '<img src="/anh/a-1.jpg" width="4" height="3" alt="Ruộng &quot;Bái&quot;" decoding="async">'
    """
    loading = ' loading="lazy"' if lazy else ""
    return (
        f'<img src="{escape(f"{root}/{published.address}")}" width="{published.width}" '
        f'height="{published.height}" alt="{escape(alt)}"{loading} decoding="async">'
    )
