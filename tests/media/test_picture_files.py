"""Photos as they are published: planned from the file, drawn anew, and nothing but their pixels."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from picture_blocks import beside_pixels
from PIL import Image, ImageCms
from pillow_heif import options, register_heif_opener

from plugins.media import image_processing, picture_files
from plugins.media.fault import MediaFault
from plugins.media.sizes import Derivative

RED, GREEN = (220, 30, 30), (40, 120, 60)
PROJECT = Path(__file__).resolve().parents[2]
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
register_heif_opener()


def picture(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """Return a green picture whose upper left corner is red."""
    image = Image.new("RGB", (width, height), GREEN)
    image.paste(RED, (0, 0, width // 4, height // 4))
    return image.convert(mode)


def written(image: Image.Image, kind: str = "JPEG", **more: object) -> bytes:
    """Return a picture as a file."""
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def planned(folder: Path, name: str, content: bytes) -> picture_files.PicturePlan:
    """Write a file and return what is planned of it."""
    (folder / name).write_bytes(content)
    plan = picture_files.plan_picture(folder / name, f"anh/{name}")
    assert isinstance(plan, picture_files.PicturePlan)
    return plan


def drawn(plan: picture_files.PicturePlan, folder: Path) -> dict[Derivative, Image.Image]:
    """Draw a picture and return its files, opened."""
    files = {file: picture_files.drawn(plan, file, folder / "cache") for file in plan.published.files}
    assert not [data for data in files.values() if isinstance(data, MediaFault)]
    return {file: Image.open(io.BytesIO(data)) for file, data in files.items() if isinstance(data, bytes)}


def red_corners(image: Image.Image) -> list[str]:
    """Return in which corners a picture is red."""
    right, low = image.width - 3, image.height - 3
    places = {
        "upper left": (2, 2),
        "upper right": (right, 2),
        "lower left": (2, low),
        "lower right": (right, low),
    }
    pixels = {name: image.convert("RGB").getpixel(place) for name, place in places.items()}
    return [name for name, (red, green, _) in pixels.items() if red > 150 > green]  # type: ignore[misc]


def exif(orientation: int) -> bytes:
    """Return what a phone notes: whose it is, where it was, how it was held."""
    data = Image.Exif()
    data[0x010F], data[0x0112] = "MAY-RIENG", orientation
    data.get_ifd(0x8825).update({1: "N", 2: (19.0, 55.0, 0.0), 3: "E", 4: (105.0, 30.0, 0.0)})
    return data.tobytes()


PHOTOGRAPH = Image.effect_noise((700, 120), 90).convert("RGB")


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.jpg", written(picture(700, 120)), "jpg"),
        ("a.jpg", written(picture(700, 120, "L")), "jpg"),
        ("a.jpg", written(picture(700, 120, "CMYK")), "jpg"),
        ("a.jpg", written(picture(700, 120), "MPO", save_all=True, append_images=[picture(700, 120)]), "jpg"),
        ("a.HEIC", written(picture(700, 120), "HEIF"), "jpg"),
        ("a.avif", written(picture(700, 120), "AVIF"), "jpg"),
        ("a.webp", written(picture(700, 120), "WEBP"), "jpg"),
        ("a.webp", written(picture(700, 120, "RGBA"), "WEBP", lossless=True), "jpg"),
        ("ảnh chụp.png", written(PHOTOGRAPH, "PNG"), "jpg"),
        ("a.png", written(PHOTOGRAPH.convert("RGBA"), "PNG"), "jpg"),
        ("a.png", written(picture(700, 120), "PNG"), "png"),
        ("a.png", written(picture(700, 120, "P"), "PNG"), "png"),
        ("a.png", written(picture(700, 120, "1"), "PNG"), "png"),
        ("a.png", written(picture(700, 120, "L").convert("I;16"), "PNG"), "png"),
        ("a.gif", written(picture(700, 120), "GIF"), "png"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_kind_becomes_light_kinds_and_one_that_all_browsers_know(
    tmp_path: Path, name: str, content: bytes, kind: str
) -> None:
    """A photograph falls back on JPEG, a drawing on PNG; each file is what its address says."""
    plan = planned(tmp_path, name, content)
    files = drawn(plan, tmp_path)
    assert plan.published.kinds == ("avif", "webp", kind)
    assert {(file.kind, file.width) for file in files} == {
        (one, width) for one in ("avif", "webp", kind) for width in (480, 700)
    }
    formats = {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG", "png": "PNG"}
    for file, image in files.items():
        assert (image.format, image.size) == (formats[file.kind], (file.width, file.height)), file
        image.load()


def test_a_photo_keeps_its_words_and_its_colours(tmp_path: Path) -> None:
    """The address is plain ASCII; what was red is red in every file."""
    plan = planned(tmp_path, "Mương mới.jpg", written(picture(700, 120)))
    assert plan.published.name.startswith("anh/muong-moi-")
    for file, image in drawn(plan, tmp_path).items():
        assert red_corners(image) == ["upper left"], file


CORNERS = {
    1: "upper left",
    2: "upper right",
    3: "lower right",
    4: "lower left",
    5: "upper left",
    6: "upper right",
    7: "lower right",
    8: "lower left",
}


@pytest.mark.parametrize("kind", ["JPEG", "HEIF", "WEBP", "PNG", "AVIF", "MPO"])
@pytest.mark.parametrize("orientation", CORNERS)
def test_photos_are_upright_and_tell_nothing(tmp_path: Path, kind: str, orientation: int) -> None:
    """However the phone was held: turned once, never twice; place, camera, profile and notes are left out."""
    more = {"comment": b"GHI-CHU-RIENG"} if kind == "JPEG" else {}
    plan = planned(
        tmp_path,
        f"a.{kind.lower()}",
        written(picture(640, 160), kind, exif=exif(orientation), icc_profile=SRGB, **more),
    )
    size = (plan.published.width, plan.published.height)
    assert size == ((160, 640) if orientation > 4 else (640, 160))
    for file, image in drawn(plan, tmp_path).items():
        assert image.size == (file.width, file.height)
        assert red_corners(image) == [CORNERS[orientation]], file
        data = picture_files.drawn(plan, file, tmp_path / "cache")
        assert isinstance(data, bytes)
        assert beside_pixels(data) == set(), file


def test_a_phones_photo_is_turned_as_its_file_says_and_not_again_for_its_notes(tmp_path: Path) -> None:
    """A HEIC file turns itself (irot); phones repeat it in their notes, which the standard leaves to nobody."""
    turned = written(picture(640, 160), "HEIF", exif=exif(6))
    note = bytes.fromhex("0112 0003 0000 0001 0006")
    assert b"irot" in turned
    assert note in turned
    plan = planned(tmp_path, "a.heic", turned)
    assert (plan.published.width, plan.published.height) == (160, 640)

    # One whose notes alone say so.
    upright = written(picture(640, 160), "HEIF", exif=exif(1))
    claimed = upright.replace(bytes.fromhex("0112 0003 0000 0001 0001"), note)
    assert claimed != upright
    assert b"irot" not in claimed
    plan = planned(tmp_path, "a.heic", claimed)
    for image in drawn(plan, tmp_path).values():
        assert red_corners(image) == ["upper left"]
        assert image.width > image.height


def test_a_phones_photo_in_tiles_is_one_photo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Phones cut a photo into squares of 512 pixels."""
    monkeypatch.setattr(options, "GRID_TILE_SIZE", 512)
    plan = planned(tmp_path, "IMG_0001.HEIC", written(picture(1100, 600), "HEIF", exif=exif(8)))
    assert (plan.published.width, plan.published.height) == (600, 1100)
    for file, image in drawn(plan, tmp_path).items():
        assert red_corners(image) == ["lower left"], file


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "PNG"])
def test_notes_that_are_broken_hold_no_photo_back(tmp_path: Path, kind: str) -> None:
    """Old programs leave notes that nobody can read; they are left out like all others."""
    plan = planned(tmp_path, "a.jpg", written(picture(640, 160), kind, exif=b"Exif\0\0MAY-RIENG"))
    for file, image in drawn(plan, tmp_path).items():
        assert red_corners(image) == ["upper left"], file


def test_colours_of_another_profile_become_those_of_the_web(tmp_path: Path) -> None:
    """A profile is left out, so the pixels are changed as it says."""
    # In this one red and green have changed places.
    swapped = SRGB.replace(b"rXYZ", b"----").replace(b"gXYZ", b"rXYZ").replace(b"----", b"gXYZ")
    plan = planned(tmp_path, "a.jpg", written(picture(640, 160), icc_profile=swapped))
    for image in drawn(plan, tmp_path).values():
        red, green, _ = image.convert("RGB").getpixel((2, 2))  # type: ignore[misc]
        assert green > 150 > red


def test_what_is_seen_through_stays_so(tmp_path: Path) -> None:
    """An emblem without a background lies on any colour."""
    image = picture(700, 120, "RGBA")
    image.paste((0, 0, 0, 0), (350, 60, 700, 120))
    plan = planned(tmp_path, "a.png", written(image, "PNG"))
    assert plan.published.kind == "png"
    for file, one in drawn(plan, tmp_path).items():
        pixels = one.convert("RGBA")
        assert pixels.getpixel((5, 5))[3] == 255, file  # type: ignore[index]
        assert pixels.getpixel((one.width - 5, one.height - 5))[3] == 0, file  # type: ignore[index]


@pytest.mark.parametrize(("kind", "suffix"), [("GIF", "gif"), ("WEBP", "webp")])
def test_what_moves_goes_on_moving(tmp_path: Path, kind: str, suffix: str) -> None:
    """One file, its own kind, every frame with its time."""
    frames = [Image.new("RGB", (60, 40), (place * 60, 0, 0)) for place in range(4)]
    data = written(frames[0], kind, save_all=True, append_images=frames[1:], duration=[100, 200, 300, 400])
    plan = planned(tmp_path, f"a.{suffix}", data)
    ((file, image),) = drawn(plan, tmp_path).items()
    assert file.address == f"{plan.published.name}.{suffix}"
    assert (image.n_frames, image.size) == (4, (60, 40))  # type: ignore[attr-defined]


@pytest.mark.parametrize("size", [(1, 1), (2, 3), (5000, 3), (3, 5000), (481, 1), (1, 20_000)])
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_photos_of_odd_sizes_are_drawn(tmp_path: Path, size: tuple[int, int], kind: str) -> None:
    """Lines, dots and ribbons too; nothing is enlarged."""
    for file, image in drawn(planned(tmp_path, "a.jpg", written(picture(*size), kind)), tmp_path).items():
        assert image.size == (file.width, file.height)
        assert file.width <= size[0]
        image.load()


def test_giants_are_shrunk_and_told(tmp_path: Path) -> None:
    """A photo larger than any screen is shrunk, with a reminder."""
    plan = planned(tmp_path, "to.jpg", written(picture(6400, 3200)))
    assert (plan.published.largest.width, plan.published.largest.height) == (1440, 720)
    assert "6400×3200" in plan.reminder
    assert "1440 px" in plan.reminder


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.jpg", b"", "tep-rong"),
        ("a.jpg", b"<html><script>x</script></html>", "anh-gia"),
        ("a.heic", b"\0\0\0\x1cftypheic" + bytes(40), "anh-gia"),
        ("a.avif", b"\0\0\0\x1cftypavif" + bytes(40), "anh-gia"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(40), "anh-gia"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>", "svg-cam"),
    ],
)
def test_what_is_no_picture_is_refused(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    """The bytes decide, not the name."""
    (tmp_path / name).write_bytes(content)
    fault = picture_files.plan_picture(tmp_path / name, name)
    assert isinstance(fault, MediaFault)
    assert fault.code == code
    assert name in fault.message


def test_a_picture_that_promises_too_many_pixels_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is named with its size; nothing of it is decoded."""
    monkeypatch.setattr(image_processing, "_is_transparent", pytest.fail)
    header = b"IHDR" + struct.pack(">IIBBBBB", 40_000, 30_000, 8, 6, 0, 0, 0)
    chunk = struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    (tmp_path / "to.png").write_bytes(b"\x89PNG\r\n\x1a\n" + chunk + written(picture(9, 9), "PNG")[33:])
    fault = picture_files.plan_picture(tmp_path / "to.png", "to.png")
    assert isinstance(fault, MediaFault)
    assert fault.code == "anh-qua-lon"
    assert "“to.png” có 40000×30000" in fault.message


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF", "GIF"])
def test_a_torn_photo_is_a_fault_by_name(tmp_path: Path, kind: str) -> None:
    """A photo that ends too early is not published half, whatever its kind."""
    whole = written(PHOTOGRAPH, kind)
    (tmp_path / "rach.jpg").write_bytes(whole[: len(whole) // 2])
    plan = picture_files.plan_picture(tmp_path / "rach.jpg", "rach.jpg")
    fault = plan if isinstance(plan, MediaFault) else picture_files.draw(plan, tmp_path / "cache")
    assert isinstance(fault, MediaFault)
    assert "rach.jpg" in fault.message
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF", "GIF"])
def test_no_damage_stops_a_build(tmp_path: Path, kind: str) -> None:
    """Bytes changed anywhere: the photo is drawn, or it is a fault that names it."""
    whole = written(picture(64, 48), kind, exif=exif(6)) if kind != "GIF" else written(picture(64, 48), kind)
    for place in range(0, len(whole), max(1, len(whole) // 60)):
        damaged = bytearray(whole)
        damaged[place : place + 4] = b"\xff\x00\xfe\x7f"
        (tmp_path / "a.jpg").write_bytes(damaged)
        plan = picture_files.plan_picture(tmp_path / "a.jpg", "a.jpg")
        done = plan if isinstance(plan, MediaFault) else picture_files.draw(plan, tmp_path / "cache")
        assert done is None or "a.jpg" in done.message, place


def test_drawing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    """The result depends on the photo alone."""
    plan = planned(tmp_path, "a.jpg", written(PHOTOGRAPH))
    for folder in ("mot", "hai"):
        assert picture_files.draw(plan, tmp_path / folder) is None
    (one,), (other,) = (list((tmp_path / folder).iterdir()) for folder in ("mot", "hai"))
    assert {file.name: file.read_bytes() for file in one.iterdir()} == {
        file.name: file.read_bytes() for file in other.iterdir()
    }


def test_a_photo_is_decoded_once_for_all_its_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nine files, one look at the source; from then on none."""
    plan = planned(tmp_path, "a.jpg", written(picture(1600, 200)))
    looks = []
    decode = image_processing.decoded
    monkeypatch.setattr(
        image_processing, "decoded", lambda *arguments: looks.append(arguments) or decode(*arguments)
    )
    assert len(drawn(plan, tmp_path)) == 9
    assert len(looks) == 1


def test_an_address_is_another_one_when_the_drawing_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Browsers keep a picture for a year; what is drawn otherwise has to be fetched anew."""
    plan = planned(tmp_path, "a.jpg", written(picture(700, 120)))
    before = (plan.published.name, plan.cache_name)
    monkeypatch.setattr(picture_files, "OPERATION", "khac")
    plan = planned(tmp_path, "a.jpg", written(picture(700, 120)))
    assert plan.published.name != before[0]
    assert plan.cache_name != before[1]


def test_an_address_is_another_one_when_the_photo_is(tmp_path: Path) -> None:
    """The name tells what is in the file."""
    one = planned(tmp_path, "a.jpg", written(picture(700, 120)))
    other = planned(tmp_path, "a.jpg", written(picture(700, 121)))
    assert one.published.name != other.published.name


@pytest.mark.parametrize("kind", ["JPEG", "HEIF"])
def test_the_picture_itself_is_offered_without_its_metadata(tmp_path: Path, kind: str) -> None:
    """Its own size, upright, as good as it is: never the file as it came."""
    plan = planned(tmp_path, "a.jpg", written(picture(2000, 300), kind, exif=exif(6))).whole
    ((file, image),) = drawn(plan, tmp_path).items()
    data = picture_files.drawn(plan, file, tmp_path / "cache")
    assert isinstance(data, bytes)
    assert (image.format, image.size, red_corners(image)) == ("JPEG", (300, 2000), ["upper right"])
    assert beside_pixels(data) == set()


def test_a_finished_picture_that_was_damaged_is_drawn_again(tmp_path: Path) -> None:
    """What lies in the cache is used only as it was made, each file of it."""
    plan = planned(tmp_path, "a.jpg", written(picture(700, 120)))
    wholes = {file: picture_files.drawn(plan, file, tmp_path / "cache") for file in plan.published.files}
    folder = tmp_path / "cache" / plan.cache_name
    for file, whole in wholes.items():
        assert isinstance(whole, bytes)
        for damage in (whole[:-9], b"", whole + b"x"):
            (folder / f"{file.width}.{file.kind}").write_bytes(damage)
            assert picture_files.drawn(plan, file, tmp_path / "cache") == whole
        (folder / f"{file.width}.{file.kind}").unlink()
        assert picture_files.drawn(plan, file, tmp_path / "cache") == whole


def test_a_build_without_a_phones_photo_does_not_load_what_reads_them() -> None:
    """Nor the plugins for AVIF and WebP while no photo is new."""
    code = (
        "import sys; import plugins.building.whole_build; "
        "sys.exit(any(name in sys.modules for name in ('pillow_heif', 'pypdf', 'PIL._avif')))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=PROJECT, check=False).returncode == 0


@pytest.mark.parametrize("orientation", [1, 6])
def test_a_photo_is_cut_where_it_is_shared_so_that_its_focus_is_seen(
    tmp_path: Path, orientation: int
) -> None:
    """The upper left of what is seen is red, also of a photo that the camera held sideways; what is cut lies in the cache."""
    upright = picture(1600, 2400)
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored = upright if orientation == 1 else upright.transpose(Image.Transpose.ROTATE_90)
    plan = planned(tmp_path, "a.jpg", written(stored, exif=exif))
    top, bottom = plan.cut_for_sharing("20"), plan.cut_for_sharing("24")
    assert top
    assert bottom
    (upper,), (lower,) = drawn(top, tmp_path).values(), drawn(bottom, tmp_path).values()
    assert upper.size == lower.size == (1200, 630)
    assert (red_corners(upper), red_corners(lower)) == (["upper left"], [])
    assert len({plan.cache_name, plan.whole.cache_name, top.cache_name, bottom.cache_name}) == 4
