"""Plan which files a picture is published as, and draw them, without the metadata of the original."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import PIL

from plugins.files.checksum import sha256
from plugins.media import picture_cache
from plugins.media.fault import MediaFault
from plugins.media.names import content_name
from plugins.media.output_folders import PICTURES
from plugins.media.sizes import LONGEST_MOVING, WIDTHS, Derivative, PublishedPicture, cut_box, within
from plugins.problems.printable import printable
from plugins.vietnamese.numbers import file_size, with_thousands_points

if TYPE_CHECKING:
    from plugins.media.image_processing import ImageInfo

GIANT = 6000  # pixels; the editor is reminded that such a photo was made smaller
MOST_BYTES = 120_000_000
NAME_LENGTH = 40  # characters of a file's words in an address, which a page names up to nine times
# Raise it whenever photos are drawn in another way: addresses (which browsers cache for a year) and names in the
# cache are made of it.
OPERATION = "2"
_OPERATIONS = {"svg": "3", "gif": "3", "webp": "3"}
EXTENSIONS = frozenset(
    {".jpg", ".jpeg", ".jpe", ".png", ".webp", ".avif", ".heic", ".heif", ".hif", ".gif", ".svg"}
)
KINDS = "JPEG, PNG, WebP, AVIF, HEIC, GIF, SVG"


@dataclass(frozen=True, slots=True)
class PicturePlan:
    """
    What a picture is published as; ``digest`` is its SHA-256, ``reminder`` a sentence for the editor, or "".

    ``cut`` is the part of it that is published, as ``cut_box`` has it for a photo of the size ``size`` and this focus; "" for all of it.
    """

    source: Path
    digest: str
    published: PublishedPicture
    reminder: str = ""
    cut: str = ""
    size: tuple[int, int] = (0, 0)

    @property
    def cache_name(self) -> str:
        """The name of the finished picture in a cache folder."""
        form = "" if self.published.sized else f"-cat{self.cut}" if self.cut else "-1"
        return f"{self.digest}-{_operation(self.published.kind)}-{PIL.__version__}{form}"

    @property
    def whole(self) -> PicturePlan:
        """The plan for the picture at its own size."""
        return replace(self, published=self.published.whole)

    def cut_for_sharing(self, focus: str) -> PicturePlan | None:
        """Return the plan for the part of a photo that is shared, None where all of it is."""
        published = self.published.cut(focus)
        size = (self.published.width, self.published.height)
        return replace(self, published=published, cut=focus, size=size) if published else None


def plan_picture(source: Path, shown: str) -> PicturePlan | MediaFault:
    """Return what is to be published of the picture ``source``; ``shown`` names it in messages."""
    name = printable(shown)
    content = _content_of(source, name)
    if isinstance(content, MediaFault):
        return content
    original = _Original(source, shown, name, content, sha256(content))
    return _plan_drawing(original) if source.suffix.lower() == ".svg" else _plan_image(original)


@dataclass(frozen=True, slots=True)
class _Original:
    """A picture as the editor gave it; ``shown`` is its path, ``name`` the same for messages."""

    source: Path
    shown: str
    name: str
    content: bytes
    digest: str

    def address(self, kind: str) -> str:
        """Return the address of what is published of it as a kind, without an ending."""
        version = f"{self.digest} {_operation(kind)}".encode()
        return f"{PICTURES}/{content_name(PurePosixPath(self.shown).stem, version, NAME_LENGTH)}"


def _content_of(source: Path, name: str) -> bytes | MediaFault:
    """Return the bytes of a picture; one that is too large is not read."""
    try:
        size = source.stat().st_size
        if size > MOST_BYTES:
            return MediaFault(
                "anh-qua-lon", f"ảnh “{name}” nặng {file_size(size)}, quá lớn. Thu nhỏ ảnh rồi chép lại."
            )
        content = source.read_bytes()
    except OSError:
        return MediaFault("khong-doc-duoc", f"không đọc được ảnh “{name}”. Kiểm tra quyền đọc.")
    return content or MediaFault("tep-rong", f"ảnh “{name}” rỗng (0 byte). Chép lại ảnh.")


def _plan_drawing(original: _Original) -> PicturePlan | MediaFault:
    """Return what is to be published of an SVG file."""
    # What reads pictures takes long to import, and most builds meet no new one.
    from plugins.media import svg

    drawing = svg.sanitise(original.content)
    if isinstance(drawing, svg.SvgRefused):
        return MediaFault(
            "anh-qua-lon" if drawing.too_large else "svg-cam", f"ảnh “{original.name}”: {drawing.reason}"
        )
    published = PublishedPicture(original.address("svg"), "svg", drawing.width, drawing.height, sized=False)
    return PicturePlan(original.source, original.digest, published)


def _plan_image(original: _Original) -> PicturePlan | MediaFault:
    """Return what is to be published of a picture of points, moving or not."""
    # What decodes pictures takes long to import, and most builds meet no new one.
    from plugins.media import image_processing

    name = original.name
    image = image_processing.inspect(original.content)
    if image is None:
        message = f"“{name}” không phải là ảnh {_promised(original.source)}. Xuất lại ảnh từ phần mềm ảnh."
        return MediaFault("anh-gia", message)
    if image.too_large:
        return MediaFault("anh-qua-lon", _too_large(name, image, image_processing.MOST_FRAMES))
    address = original.address(image.kind)
    if image.frames > 1:
        fitted = within(image.width, image.height, LONGEST_MOVING)
        moving = PublishedPicture(address, image.kind, *fitted, sized=False)
        return PicturePlan(original.source, original.digest, moving)
    reminder = ""
    if max(image.width, image.height) > GIANT:
        size = file_size(len(original.content))
        reminder = f"ảnh “{name}” {image.width}×{image.height} ({size}) được thu còn {WIDTHS[-1]} px."
    published = PublishedPicture(address, image.kind, image.width, image.height)
    return PicturePlan(original.source, original.digest, published, reminder)


def _operation(kind: str) -> str:
    """Return the version of how pictures of a kind are drawn."""
    return _OPERATIONS.get(kind, OPERATION)


def _too_large(name: str, image: ImageInfo, most_frames: int) -> str:
    """Return why a picture is not decoded, and what to do."""
    size = f"{image.width}×{image.height}"
    if image.frames > most_frames:
        most = with_thousands_points(most_frames)
        return f"ảnh động “{name}” có hơn {most} khung hình {size}, quá nặng. Cắt ngắn, hoặc đăng dạng video (MP4)."
    if image.frames > 1:
        return (
            f"ảnh động “{name}” có {image.frames} khung hình {size}, quá nặng. "
            "Thu nhỏ, cắt ngắn, hoặc đăng dạng video (MP4)."
        )
    return (
        f"ảnh “{name}” có {size} điểm ảnh, quá lớn. Thu nhỏ ảnh, hoặc lưu thành JPEG nhỏ hơn, rồi chép lại."
    )


def _promised(source: Path) -> str:
    return source.suffix.lstrip(".").upper().replace("JPG", "JPEG")


def draw(planned: PicturePlan, folder: Path) -> MediaFault | None:
    """Draw all files of a picture into the cache folder; return None, or why that cannot be done."""
    files = _files(planned)
    if isinstance(files, MediaFault):
        return files
    picture_cache.store(folder, planned.cache_name, files)
    return None


def drawn(planned: PicturePlan, derivative: Derivative, folder: Path) -> bytes | MediaFault:
    """Return one file of a picture, drawing the picture if the cache folder does not hold that file whole."""
    data = picture_cache.load(folder, planned.cache_name, _file(derivative))
    if data is not None:
        return data
    files = _files(planned)
    if isinstance(files, MediaFault):
        return files
    picture_cache.store(folder, planned.cache_name, files)
    return files[_file(derivative)]


def _files(planned: PicturePlan) -> dict[str, bytes] | MediaFault:
    """Return the bytes of all files of a picture by their names in the cache; it is decoded once."""
    try:
        content = planned.source.read_bytes()
        return {_file(derivative): data for derivative, data in _drawn(content, planned)}
    except Exception:
        # A decoder may raise anything for a broken file.
        return broken(planned)


def fault_in_pixels(planned: PicturePlan, shown: str) -> MediaFault | None:
    """Return the fault of a picture that cannot be decoded to its end, None for a whole one; ``shown`` names it in messages."""
    from plugins.media import image_processing

    if planned.published.kind == "svg":
        # It was read whole to be planned.
        return None
    try:
        image_processing.decode_all(planned.source.read_bytes())
    except Exception:
        # A decoder may raise anything for a broken file.
        return broken(planned, shown)
    return None


def broken(planned: PicturePlan, shown: str = "") -> MediaFault:
    """Return the fault of a picture whose beginning can be read and whose pixels cannot; ``shown`` names it, else its file."""
    name = printable(shown or planned.source.name)
    return MediaFault("anh-hong", f"ảnh “{name}” bị hỏng, không mở được hết. Chép lại ảnh.")


def _file(derivative: Derivative) -> str:
    """Return the name of a file in the cache."""
    return f"{derivative.width}.{derivative.kind}"


def _drawn(content: bytes, planned: PicturePlan) -> Iterator[tuple[Derivative, bytes]]:
    """Yield each file of a picture with its bytes; raises for a broken file."""
    from plugins.media import image_processing

    published = planned.published
    largest, kind = published.largest, published.kind
    size = (largest.width, largest.height)
    if kind == "svg":
        yield largest, _svg(content)
    elif planned.cut:
        part = image_processing.image_part(content, planned.size, cut_box(*planned.size, planned.cut), size)
        small = image_processing.shrunk(part, size, opaque=kind == "jpg")
        yield largest, image_processing.encoded_image(small, kind, drawn=kind == "png")
    elif not published.sized and kind not in ("jpg", "png"):
        yield largest, image_processing.redrawn_animation(content, size, kind)
    else:
        image = image_processing.decoded(content, size)
        for of_width in zip(*map(published.of_kind, published.kinds), strict=True):
            small = image_processing.shrunk(
                image, (of_width[0].width, of_width[0].height), opaque=kind == "jpg"
            )
            for derivative in of_width:
                data = image_processing.encoded_image(
                    small, derivative.kind, drawn=kind == "png", whole=not published.sized
                )
                yield derivative, data


def _svg(content: bytes) -> bytes:
    from plugins.media import svg

    drawing = svg.sanitise(content)
    if isinstance(drawing, svg.SafeSvg):
        return drawing.data
    raise ValueError(drawing.reason)
