"""Photos: what will be published is planned from the file, then drawn anew without its metadata."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

import PIL

from plugins.files.checksum import sha256
from plugins.media import picture_cache, pictures, svg
from plugins.media.library import Fault
from plugins.media.names import content_name, printable
from plugins.media.sizes import FOLDER, LONGEST_MOVING, WIDTHS, Derivative, Published, within
from plugins.vietnamese.numbers import file_size

GIANT = 6000  # pixels; the editor is told that such a photo was shrunk
MOST_BYTES = 120_000_000
NAME_LENGTH = 40  # characters of a file's words in an address, which a page names up to nine times
# Raise it whenever the drawing of a photo changes: addresses are made of it, for browsers keep what they have for a
# year, and so are names in the cache.
OPERATION = "2"
EXTENSIONS = frozenset(
    {".jpg", ".jpeg", ".jpe", ".png", ".webp", ".avif", ".heic", ".heif", ".hif", ".gif", ".svg"}
)
KINDS = "JPEG, PNG, WebP, AVIF, HEIC, GIF, SVG"


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be made of one picture; ``digest`` names its bytes, ``reminder`` is for the editor, or ""."""

    source: Path
    digest: str
    published: Published
    reminder: str = ""

    @property
    def cache_name(self) -> str:
        """The name of the finished picture in a cache folder."""
        form = "" if self.published.sized else "-1"
        return f"{self.digest}-{OPERATION}-{PIL.__version__}{form}"

    @property
    def whole(self) -> Plan:
        """The plan for the picture at its own size."""
        return replace(self, published=self.published.whole)


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
    digest = sha256(content)
    address = (
        f"{FOLDER}/{content_name(PurePosixPath(shown).stem, f'{digest} {OPERATION}'.encode(), NAME_LENGTH)}"
    )
    if source.suffix.lower() == ".svg":
        drawing = svg.safe(content)
        if isinstance(drawing, svg.SvgRefused):
            return Fault("svg-cam", f"ảnh “{name}”: {drawing.reason}")
        published = Published(address, "svg", drawing.width, drawing.height, sized=False)
        return Plan(source, digest, published)
    seen = pictures.seen(content)
    if seen is None:
        message = f"“{name}” không phải là ảnh {_promised(source)}. Xuất lại ảnh từ phần mềm ảnh."
        return Fault("anh-gia", message)
    if seen.width * seen.height > pictures.MOST_PIXELS:
        message = f"ảnh “{name}” có {seen.width}×{seen.height} điểm ảnh, quá lớn. Thu nhỏ ảnh rồi chép lại."
        return Fault("anh-qua-lon", message)
    if seen.moves:
        fitted = within(seen.width, seen.height, LONGEST_MOVING)
        return Plan(source, digest, Published(address, seen.kind, *fitted, sized=False))
    reminder = ""
    if max(seen.width, seen.height) > GIANT:
        reminder = (
            f"ảnh “{name}” {seen.width}×{seen.height} ({file_size(size)}) được thu còn {WIDTHS[-1]} px."
        )
    return Plan(source, digest, Published(address, seen.kind, seen.width, seen.height), reminder)


def _promised(source: Path) -> str:
    return source.suffix.lstrip(".").upper().replace("JPG", "JPEG")


def draw(planned: Plan, folder: Path) -> Fault | None:
    """Draw all files of a picture and put them into the cache folder; return why that cannot be."""
    files = _files(planned)
    if isinstance(files, Fault):
        return files
    picture_cache.keep(folder, planned.cache_name, files)
    return None


def drawn(planned: Plan, derivative: Derivative, folder: Path) -> bytes | Fault:
    """Return one file of a picture, drawing the picture if it is not in the cache folder, or not as it was made."""
    data = picture_cache.taken(folder, planned.cache_name, _file(derivative))
    if data is not None:
        return data
    files = _files(planned)
    if isinstance(files, Fault):
        return files
    picture_cache.keep(folder, planned.cache_name, files)
    return files[_file(derivative)]


def _files(planned: Plan) -> dict[str, bytes] | Fault:
    """Return all files of a picture by their names in the cache; it is decoded once."""
    try:
        content = planned.source.read_bytes()
        return {_file(derivative): data for derivative, data in _drawn(content, planned.published)}
    except Exception:
        # What a decoder raises for a broken file is anybody's guess.
        return torn(planned)


def torn(planned: Plan) -> Fault:
    """Return the fault of a picture that begins well and cannot be drawn."""
    name = printable(planned.source.name)
    return Fault("anh-hong", f"ảnh “{name}” bị hỏng, không mở được hết. Chép lại ảnh.")


def _file(derivative: Derivative) -> str:
    """Return the name of a file in the cache."""
    return f"{derivative.width}.{derivative.kind}"


def _drawn(content: bytes, published: Published) -> Iterator[tuple[Derivative, bytes]]:
    """Yield each file of a picture with its bytes; raises for a broken file."""
    largest, kind = published.largest, published.kind
    size = (largest.width, largest.height)
    if kind == "svg":
        yield largest, _svg(content)
    elif not published.sized and kind not in ("jpg", "png"):
        yield largest, pictures.moving(content, size, kind)
    else:
        image = pictures.decoded(content, size)
        for of_width in zip(*map(published.of_kind, published.kinds), strict=True):
            small = pictures.shrunk(image, (of_width[0].width, of_width[0].height), opaque=kind == "jpg")
            for derivative in of_width:
                data = pictures.encoded(
                    small, derivative.kind, drawn=kind == "png", whole=not published.sized
                )
                yield derivative, data


def _svg(content: bytes) -> bytes:
    drawing = svg.safe(content)
    if isinstance(drawing, svg.Drawing):
        return drawing.data
    raise ValueError(drawing.reason)
