"""A photo is turned and cut as it is seen, whatever its kind and however the camera was held."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from plugins.media.photo_edit import SHOWN, WHOLE, PhotoEdit, edited_photo, shown_photo

RED, GREEN, BLUE, WHITE = (220, 30, 30), (40, 160, 60), (30, 60, 220), (240, 240, 240)


def corners(width: int = 400, height: int = 200) -> Image.Image:
    """Return a picture of four colours: red, green above, blue, white below."""
    image = Image.new("RGB", (width, height), WHITE)
    image.paste(RED, (0, 0, width // 2, height // 2))
    image.paste(GREEN, (width // 2, 0, width, height // 2))
    image.paste(BLUE, (0, height // 2, width // 2, height))
    return image


def file_of(image: Image.Image, kind: str = "JPEG", orientation: int = 1, **more: object) -> bytes:
    """Return a picture as a file that asks to be turned."""
    from pillow_heif import register_heif_opener

    register_heif_opener()
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = orientation, "MAY-RIENG"
    out = io.BytesIO()
    image.save(out, kind, exif=exif, **more)
    return out.getvalue()


def colours(data: bytes) -> list[str]:
    """Return the names of the colours in the four corners, from the upper left in reading order."""
    image = Image.open(io.BytesIO(data)).convert("RGB")
    named = {"red": RED, "green": GREEN, "blue": BLUE, "white": WHITE}
    right, low = image.width - 4, image.height - 4
    found = [image.getpixel(place) for place in ((3, 3), (right, 3), (3, low), (right, low))]
    assert all(isinstance(one, tuple) for one in found)
    near = [
        min(named, key=lambda name: sum(abs(a - b) for a, b in zip(named[name], one, strict=True)))  # type: ignore[arg-type]
        for one in found
    ]
    return near


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_turns_go_clockwise_and_parts_are_those_of_the_turned_photo(kind: str) -> None:
    """Upright first: also where the file asks to be turned."""
    turned = edited_photo(file_of(corners(), kind), PhotoEdit(1))
    assert turned is not None
    assert colours(turned.data) == ["blue", "red", "white", "green"]
    assert (turned.width, turned.height) == (200, 400)

    part = edited_photo(file_of(corners(), kind), PhotoEdit(1, 0, 0, WHOLE // 2, WHOLE // 2))
    assert part is not None
    assert colours(part.data) == ["blue"] * 4
    assert Image.open(io.BytesIO(part.data)).size == (part.width, part.height) == (100, 200)


@pytest.mark.parametrize(("orientation", "seen"), [(3, "white blue green red"), (6, "blue red white green")])
def test_a_photo_that_asks_to_be_turned_is_turned_once(orientation: int, seen: str) -> None:
    """Not a second time by whoever reads the new file; the camera is not told either."""
    content = file_of(corners(), orientation=orientation)
    half = edited_photo(content, PhotoEdit(0, 0, 0, WHOLE, WHOLE - 1))
    assert half is not None
    assert colours(half.data) == seen.split()
    exif = Image.open(io.BytesIO(half.data)).getexif()
    assert exif.get(0x0112, 1) == 1
    assert b"MAY-RIENG" not in half.data


def test_heic_is_shown_as_jpeg_and_large_photos_small() -> None:
    """Every browser can show that, and a photo of a phone does not take seconds to come."""
    shown = shown_photo(file_of(corners(3200, 1600), "HEIF"))
    assert shown is not None
    assert (shown.kind, shown.width, shown.height) == ("jpg", SHOWN, SHOWN // 2)
    assert Image.open(io.BytesIO(shown.data)).format == "JPEG"


def test_transparency_stays() -> None:
    """As PNG."""
    clear = corners().convert("RGBA")
    clear.putalpha(Image.new("L", clear.size, 100))
    cut = edited_photo(file_of(clear, "PNG"), PhotoEdit(2, 0, 0, WHOLE // 2, WHOLE))
    assert cut is not None
    image = Image.open(io.BytesIO(cut.data))
    assert (image.format, image.mode) == ("PNG", "RGBA")


def test_what_moves_and_what_is_broken_is_not_edited() -> None:
    """Nothing is made of it."""
    moving = file_of(corners(), "GIF", save_all=True, append_images=[corners().rotate(180)], duration=100)
    whole = file_of(corners(600, 600))
    for content in (moving, b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"", whole[: len(whole) // 2]):
        assert edited_photo(content, PhotoEdit(1)) is None


@given(
    st.builds(PhotoEdit, *[st.integers(-2, 5)], *[st.integers(-5, WHOLE + 5)] * 4),
    st.tuples(st.integers(1, 9), st.integers(1, 9)),
)
def test_any_part_of_any_size_is_a_photo_or_none(edit: PhotoEdit, size: tuple[int, int]) -> None:
    """A part that there is has at least one pixel, and no more than the photo."""
    out = io.BytesIO()
    Image.new("RGB", size).save(out, "PNG")
    made = edited_photo(out.getvalue(), edit)
    assert (made is not None) == edit.is_possible
    if made:
        most = size[::-1] if edit.turns % 2 else size
        assert 1 <= made.width <= most[0]
        assert 1 <= made.height <= most[1]
