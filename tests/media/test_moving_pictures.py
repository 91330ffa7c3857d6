"""Animations move as often as they did, and no small file costs a build its memory or its time."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from plugins.media import image_processing, picture_files
from plugins.media.fault import MediaFault
from plugins.media.image_chunks import LONGEST_TEXT, gif_frames, without_long_texts

FRAMES = [Image.new("RGB", (60, 40), (40 * number, 90, 200 - 40 * number)) for number in range(4)]


def animation(kind: str, **more: object) -> bytes:
    """Return an animation of four frames as a file."""
    out = io.BytesIO()
    FRAMES[0].save(out, kind, save_all=True, append_images=FRAMES[1:], duration=[100, 200, 300, 400], **more)
    return out.getvalue()


def published(folder: Path, name: str, content: bytes) -> tuple[str, Image.Image]:
    """Return what an animation is published as: its kind, and its only file, opened."""
    (folder / name).write_bytes(content)
    plan = picture_files.plan_picture(folder / name, f"anh/{name}")
    assert isinstance(plan, picture_files.PicturePlan), plan
    (file,) = plan.published.files
    data = picture_files.drawn(plan, file, folder / "cache")
    assert isinstance(data, bytes)
    return plan.published.kind, Image.open(io.BytesIO(data))


def fault_of(folder: Path, name: str, content: bytes) -> MediaFault:
    """Return why a picture is not published."""
    (folder / name).write_bytes(content)
    fault = picture_files.plan_picture(folder / name, f"anh/{name}")
    assert isinstance(fault, MediaFault)
    assert name in fault.message
    return fault


@pytest.mark.parametrize(
    ("name", "more", "kind", "loops"),
    [
        ("a.gif", {}, "gif", None),
        ("a.gif", {"loop": 0}, "gif", 0),
        ("a.gif", {"loop": 2}, "gif", 2),
        ("a.webp", {"loop": 0}, "webp", 0),
        ("a.webp", {"loop": 1}, "webp", 1),
        ("a.webp", {"loop": 3}, "webp", 3),
        ("a.png", {"loop": 0}, "webp", 0),
        ("a.png", {"loop": 2}, "webp", 2),
        ("a.avif", {}, "webp", 0),
    ],
)
def test_an_animation_moves_as_it_did(
    tmp_path: Path, name: str, more: dict[str, object], kind: str, loops: int | None
) -> None:
    """Whatever its kind: as many frames, as long, shown as often."""
    form = {"gif": "GIF", "webp": "WEBP", "png": "PNG", "avif": "AVIF"}[name[2:]]
    found, image = published(tmp_path, name, animation(form, **more))
    assert (found, image.info.get("loop"), getattr(image, "n_frames", 1)) == (kind, loops, 4)
    times = []
    for number in range(4):
        image.seek(number)
        image.load()
        times.append(image.info["duration"])
    assert times == [100, 200, 300, 400]


def test_the_frame_for_programs_that_show_no_animation_is_not_shown(tmp_path: Path) -> None:
    """A PNG may begin with a frame that is no part of what moves."""
    _, image = published(tmp_path, "a.png", animation("PNG", default_image=True))
    assert getattr(image, "n_frames", 1) == 3
    assert image.convert("RGB").getpixel((5, 5))[0] > 20  # type: ignore[index]


@given(st.integers(1, 12), st.integers(1, 20), st.booleans())
def test_the_frames_of_a_gif_are_counted_without_decoding_them(count: int, most: int, coloured: bool) -> None:
    """As many as there are, and no more than are asked for."""
    out = io.BytesIO()
    frames = [
        Image.effect_noise((9, 7), 90).convert("RGB") if coloured else Image.new("L", (9, 7), 9 * one)
        for one in range(count)
    ]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:], comment=b"ghi chu" * 60)
    whole = out.getvalue()
    assert gif_frames(whole, most) == min(getattr(Image.open(out), "n_frames", 1), most)
    assert gif_frames(whole[: len(whole) // 2], most) <= most


@pytest.mark.parametrize("damage", [0, 5, 10, 13, 200])
def test_counting_ends_on_any_bytes(damage: int) -> None:
    """A torn file is counted as far as it goes."""
    assert 0 <= gif_frames(animation("GIF")[:damage], 99) <= 4
    assert gif_frames(b"GIF89a" + bytes([damage]) * 5000, 99) <= 99


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "AVIF"])
def test_an_animation_of_too_many_pixels_is_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """Frames count as often as there are; none is decoded."""
    monkeypatch.setattr(image_processing, "MOST_MOVING_PIXELS", 3 * 60 * 40)
    content = animation(kind)
    monkeypatch.setattr(Image.Image, "convert", pytest.fail)
    fault = fault_of(tmp_path, "dong.gif", content)
    assert fault.code == "anh-qua-lon"
    assert "4 khung hình 60×40" in fault.message


def test_an_animation_of_too_many_frames_is_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However small they are."""
    monkeypatch.setattr(image_processing, "MOST_FRAMES", 3)
    fault = fault_of(tmp_path, "dong.gif", animation("GIF"))
    assert fault.code == "anh-qua-lon"
    assert "hơn 3 khung hình" in fault.message


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "AVIF", "HEIF", "GIF"])
def test_a_still_picture_that_has_to_be_decoded_whole_may_be_smaller_than_a_jpeg(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """Only JPEG can be decoded smaller than it is."""
    image_processing._register_heif()
    monkeypatch.setattr(image_processing, "MOST_DECODED_WHOLE", 60 * 40 - 1)
    out = io.BytesIO()
    FRAMES[0].save(out, kind)
    assert fault_of(tmp_path, "to.png", out.getvalue()).code == "anh-qua-lon"
    FRAMES[0].save(jpeg := io.BytesIO(), "JPEG")
    (tmp_path / "to.jpg").write_bytes(jpeg.getvalue())
    assert isinstance(picture_files.plan_picture(tmp_path / "to.jpg", "to.jpg"), picture_files.PicturePlan)


def chunk(kind: bytes, data: bytes) -> bytes:
    """Return a chunk of a PNG file."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


LONG = b"a" * (LONGEST_TEXT * 10)
TEXTS = {
    "tEXt": chunk(b"tEXt", b"Comment\0" + LONG),
    "zTXt": chunk(b"zTXt", b"Comment\0\0" + zlib.compress(LONG)),
    "iTXt": chunk(b"iTXt", b"Comment\0\1\0vi\0\0" + zlib.compress(LONG)),
    "iTXt, unpacked": chunk(b"iTXt", b"Comment\0\0\0vi\0\0" + LONG),
    "iCCP": chunk(b"iCCP", b"Mau\0\0" + zlib.compress(LONG)),
    "many": chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"a" * LONGEST_TEXT)) * 400,
}


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("behind", [False, True])
def test_a_png_with_long_texts_is_a_picture(tmp_path: Path, name: str, behind: bool) -> None:
    """A screenshot program may write what it likes before the pixels and behind them."""
    out = io.BytesIO()
    FRAMES[0].save(out, "PNG")
    whole = out.getvalue()
    place = len(whole) - 12 if behind else 33
    (tmp_path / "a.png").write_bytes(whole[:place] + TEXTS[name] + whole[place:])
    plan = picture_files.plan_picture(tmp_path / "a.png", "a.png")
    assert isinstance(plan, picture_files.PicturePlan), plan
    assert picture_files.draw(plan, tmp_path / "cache") is None


def test_short_texts_stay_for_whoever_reads_the_orientation() -> None:
    """What tells how a photo was held is among them."""
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Software", "Máy quét", zip=True)
    out = io.BytesIO()
    FRAMES[0].save(out, "PNG", pnginfo=notes)
    assert without_long_texts(out.getvalue()) == out.getvalue()


@given(st.binary(max_size=60), st.integers(0, 60))
def test_any_bytes_behind_the_name_of_a_png_are_taken(data: bytes, place: int) -> None:
    """A broken file comes through as it is, or shorter; nothing is raised."""
    whole = b"\x89PNG\r\n\x1a\n" + data[:place] + b"\xff\xff\xff\xffzTXt" + data[place:]
    assert len(without_long_texts(whole)) <= len(whole)


def test_nothing_of_a_picture_that_is_too_large_is_decoded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even for its notes, which may stand behind its pixels."""
    monkeypatch.setattr(image_processing, "MOST_DECODED_WHOLE", 60 * 40 - 1)
    FRAMES[0].save(out := io.BytesIO(), "PNG")
    monkeypatch.setattr(PngImagePlugin.PngImageFile, "load", pytest.fail)
    assert fault_of(tmp_path, "to.png", out.getvalue()).code == "anh-qua-lon"
