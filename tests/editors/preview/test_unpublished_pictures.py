"""Photos of a page that no build has published yet are seen all the same."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from plugins.editors.preview.app import PreviewApp
from plugins.editors.preview.http import Request
from plugins.editors.preview.snapshot import Snapshot, SnapshotFeed
from plugins.editors.preview.unpublished_pictures import UnpublishedPictures
from plugins.media.picture_files import PicturePlan, plan_picture


def planned(folder: Path, name: str) -> PicturePlan:
    """Write a photo, and return what is planned of it."""
    Image.new("RGB", (500, 300), "navy").save(folder / name)
    found = plan_picture(folder / name, name)
    assert isinstance(found, PicturePlan)
    return found


def test_a_photo_that_no_build_has_published_is_drawn_when_a_page_asks(tmp_path: Path) -> None:
    """Into the cache in which the build finds it; other addresses are not found, as before."""
    pictures, photo = UnpublishedPictures(), planned(tmp_path, "hop.png")
    pictures.remember([photo], tmp_path / "cache")
    app = PreviewApp(SnapshotFeed(Snapshot(tmp_path / "output", tmp_path)), picture=pictures.file)

    for file in photo.published.files:
        answer = app.respond(Request("GET", f"/{file.address}", headers={"host": "127.0.0.1:8000"}))
        assert (answer.status, answer.headers["Content-Type"].partition("/")[0]) == (200, "image")
        assert isinstance(answer.body, bytes)
        assert Image.open(io.BytesIO(answer.body)).size == (file.width, file.height)
    assert (tmp_path / "cache" / "anh" / photo.cache_name).is_dir()
    assert pictures.file("anh/khac-480.avif") is None


def test_a_photo_that_is_gone_is_not_found(tmp_path: Path) -> None:
    """It may be removed between two requests."""
    pictures, photo = UnpublishedPictures(), planned(tmp_path, "hop.png")
    pictures.remember([photo], tmp_path / "cache")
    photo.source.unlink()

    assert pictures.file(photo.published.files[0].address) is None
