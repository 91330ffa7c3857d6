"""Photos, drawings and attachments as they are published."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from plugins.media import attachments, photos, svg
from plugins.media.library import Fault


def photo(width: int, height: int, kind: str = "JPEG", **more: object) -> bytes:
    """Return a photo of one colour."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), (40, 120, 60)).save(out, kind, **more)
    return out.getvalue()


def drawn(folder: Path, name: str, content: bytes) -> tuple[photos.Plan, bytes]:
    """Return the plan and the bytes of a published picture."""
    (folder / name).write_bytes(content)
    plan = photos.plan(folder / name, f"anh/{name}")
    assert isinstance(plan, photos.Plan)
    finished = photos.draw(plan, folder / "cache")
    assert isinstance(finished, Path)
    return plan, finished.read_bytes()


@pytest.mark.parametrize(
    ("kind", "suffix"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp"), ("GIF", "gif")]
)
def test_pictures_of_every_kind_are_redrawn(tmp_path: Path, kind: str, suffix: str) -> None:
    """Each kind stays its kind, with an address that is plain ASCII."""
    plan, data = drawn(tmp_path, f"Mương mới.{suffix}", photo(30, 20, kind))
    assert plan.published.address.startswith("anh/muong-moi-")
    assert plan.published.address.endswith(f".{suffix}")
    with Image.open(io.BytesIO(data)) as image:
        assert (image.format, image.size) == (kind, (30, 20))


def test_place_and_camera_are_left_out_and_the_photo_is_upright(tmp_path: Path) -> None:
    """Nothing but the pixels is published."""
    exif = Image.Exif()
    exif[0x010F] = "MAY-RIENG"
    exif[0x0112] = 6
    exif.get_ifd(0x8825).update({1: "N", 2: (19.0, 55.0, 0.0)})
    plan, data = drawn(tmp_path, "a.jpg", photo(40, 20, exif=exif, comment=b"RIENG"))
    assert (plan.published.width, plan.published.height) == (20, 40)
    assert b"RIENG" not in data
    with Image.open(io.BytesIO(data)) as image:
        assert image.size == (20, 40)
        assert not image.getexif()


def test_giants_are_shrunk_and_told(tmp_path: Path) -> None:
    """A photo larger than any screen is shrunk, with a reminder."""
    plan, data = drawn(tmp_path, "to.jpg", photo(6400, 3200))
    assert (plan.published.width, plan.published.height) == (1600, 800)
    assert "6400×3200" in plan.reminder
    with Image.open(io.BytesIO(data)) as image:
        assert image.size == (1600, 800)


def test_drawing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    """The result depends on the photo alone."""
    _, first = drawn(tmp_path, "a.jpg", photo(50, 40))
    for file in (tmp_path / "cache").iterdir():
        file.unlink()
    assert drawn(tmp_path, "a.jpg", photo(50, 40))[1] == first


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.jpg", b"", "tep-rong"),
        ("a.jpg", b"<html><script>x</script></html>", "anh-gia"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>", "svg-cam"),
    ],
)
def test_what_is_no_picture_is_refused(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    """The bytes decide, not the name."""
    (tmp_path / name).write_bytes(content)
    fault = photos.plan(tmp_path / name, name)
    assert isinstance(fault, Fault)
    assert fault.code == code
    assert name in fault.message


def test_a_torn_photo_is_a_fault(tmp_path: Path) -> None:
    """A photo that ends too early is not published half."""
    (tmp_path / "a.jpg").write_bytes(photo(400, 400)[:900])
    plan = photos.plan(tmp_path / "a.jpg", "a.jpg")
    fault = plan if isinstance(plan, Fault) else photos.draw(plan, tmp_path / "cache")
    assert isinstance(fault, Fault)
    assert not (tmp_path / "cache").exists()


SHAPE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30">{}</svg>'


def test_a_plain_drawing_is_published() -> None:
    """Shapes stay; a program's notes go."""
    found = svg.safe(SHAPE.format('<metadata>RIENG</metadata><path d="M0 0h9"/>').encode())
    assert isinstance(found, svg.Drawing)
    assert (found.width, found.height) == (40, 30)
    assert b"RIENG" not in found.data
    assert b'<path d="M0 0h9" />' in found.data


@pytest.mark.parametrize(
    "inside",
    [
        "<script>x</script>",
        "<foreignObject/>",
        '<a href="#x"/>',
        "<style>a{}</style>",
        '<path onclick="x"/>',
        '<path style="fill:url(//vd.vn)"/>',
        '<path fill="url(//vd.vn/a)"/>',
        '<use href="https://vd.vn/a.svg#b"/>',
        '<image href="a.png"/>',
        "<animate/>",
        '<script xmlns="http://www.w3.org/1999/xhtml">x</script>',
    ],
)
def test_drawings_that_act_or_reach_out_are_refused(inside: str) -> None:
    """Nothing in a drawing runs or loads."""
    assert isinstance(svg.safe(SHAPE.format(inside).encode()), svg.Refused)


def test_entities_are_refused() -> None:
    """A file that would swell in memory is not even read."""
    assert isinstance(svg.safe(b'<!DOCTYPE svg [<!ENTITY a "aa">]>' + SHAPE.encode()), svg.Refused)


def test_attachments_have_kind_and_size(tmp_path: Path) -> None:
    """Readers are told what they will get."""
    (tmp_path / "To trinh.DOCX").write_bytes(b"PK" * 600)
    found = attachments.plan(tmp_path / "To trinh.DOCX", "tin/Tờ trình.DOCX")
    assert isinstance(found, attachments.Attachment)
    assert (found.kind, found.name) == ("Word", "Tờ trình.DOCX")
    assert found.address.startswith("tai-lieu/to-trinh-")
    assert found.address.endswith(".docx")
    assert "kB" in found.size or "KB" in found.size


def test_other_kinds_are_no_attachments(tmp_path: Path) -> None:
    """A program or a setting is never published."""
    (tmp_path / "a.py").write_text("x")
    assert isinstance(attachments.plan(tmp_path / "a.py", "a.py"), Fault)


def test_a_finished_picture_that_was_damaged_is_drawn_again(tmp_path: Path) -> None:
    """What lies in the cache is used only as it was made."""
    Image.new("RGB", (30, 20), "green").save(tmp_path / "a.jpg")
    plan = photos.plan(tmp_path / "a.jpg", "a.jpg")
    assert isinstance(plan, photos.Plan)
    finished = photos.draw(plan, tmp_path / "cache")
    assert isinstance(finished, Path)
    whole = finished.read_bytes()
    for damage in (whole[:-9], b"", whole + b"x"):
        finished.write_bytes(damage)
        assert photos.draw(plan, tmp_path / "cache") == finished
        assert finished.read_bytes() == whole
