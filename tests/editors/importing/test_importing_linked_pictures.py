"""Pictures of an old page come in their largest form; what came smaller than it is there is told."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from importing_portals import REGISTRIES
from PIL import Image

from plugins.editors.importing.import_source import ImportSource
from plugins.editors.importing.imported_article import ImportedArticle, Photo, PictureFile
from plugins.editors.importing.linked_files import with_pictures
from plugins.editors.importing.placement import plan_placement
from plugins.editors.importing.whole_portal.portal_report import reported_article

SMALL, LARGE = "http://a.vn/wp-content/uploads/gat-300x200.jpg", "http://a.vn/wp-content/uploads/gat.jpg"


def a_picture(width: int) -> bytes:
    """Return a picture of a width."""
    out = io.BytesIO()
    Image.new("RGB", (width, width * 2 // 3)).save(out, "JPEG")
    return out.getvalue()


def told(there: dict[str, bytes], busy: set[str]) -> list[str]:
    """Return what is told of the one picture of a page whose portal has these files, and is busy when asked for those."""
    page = ImportedArticle("a.html", body=(Photo(SMALL),))
    source = ImportSource(
        "a.html",
        b"",
        "http://a.vn/a.html",
        get_file=there.get,
        base="http://a.vn/a.html",
        is_awaited=busy.__contains__,
    )
    return [issue.message for issue in with_pictures(page, {SMALL: (SMALL,)}, source).issues]


def test_a_small_copy_is_told_while_the_picture_itself_did_not_come() -> None:
    """With the address at which it is; nothing is told of one that is not there, and of one that came."""
    small, large = a_picture(300), a_picture(900)
    (message,) = told({SMALL: small}, {LARGE})
    assert LARGE in message
    assert "bản nhỏ" in message
    assert told({SMALL: small}, set()) == []
    assert told({SMALL: small, LARGE: large}, set()) == []


def test_a_picture_of_which_nothing_came_is_waited_for() -> None:
    """Once, at its largest."""
    (message,) = told({}, {SMALL, LARGE})
    assert LARGE in message
    assert "Chạy lại đúng lệnh nhập" in message


def written(page: ImportedArticle, folder: Path) -> str:
    """Return the file of an article that wants nothing else."""
    complete = replace(page, title="Gặt sớm", date="19/09/2023", section="Tin trong huyện", byline="Lê Hải")
    return plan_placement(complete, folder, REGISTRIES).text


@pytest.mark.parametrize("data", [None, b"no picture"], ids=["not in the source", "unreadable"])
def test_the_report_says_of_every_photo_that_is_missing_that_it_is_wanted_first(
    tmp_path: Path, data: bytes | None
) -> None:
    """Whatever kept it from coming: the draft cannot be published without it, and is not told among the others."""
    page = ImportedArticle(
        "a.docx", body=(Photo("1", "Đồng lúa"),), pictures={"1": PictureFile("gat.jpg", data)}
    )

    assert reported_article(written(page, tmp_path), "content/a.md").is_unfinished


def test_the_report_says_of_what_an_old_portal_lacks_that_it_is_wanted_first(tmp_path: Path) -> None:
    """Photos and files that are not there, photos that may come later, those of which only a small one came."""
    page = ImportedArticle("a.html", body=(Photo(SMALL, "Đồng lúa"),))
    for there, busy in (({}, set()), ({}, {LARGE}), ({SMALL: a_picture(300)}, {LARGE})):
        source = ImportSource(
            "a.html",
            b"",
            "http://a.vn/a.html",
            get_file=there.get,
            base="http://a.vn/a.html",
            is_awaited=busy.__contains__,
        )
        found = with_pictures(page, {SMALL: (SMALL,)}, source)
        assert reported_article(written(found, tmp_path), "content/a.md").is_unfinished
    assert not reported_article(written(ImportedArticle("a.html"), tmp_path), "content/a.md").is_unfinished
