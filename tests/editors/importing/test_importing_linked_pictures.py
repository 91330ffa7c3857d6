"""Pictures of an old page come in their largest form; what came smaller than it is there is told."""

from __future__ import annotations

import io

from PIL import Image

from plugins.editors.importing.import_source import ImportSource
from plugins.editors.importing.imported_article import ImportedArticle, Photo
from plugins.editors.importing.linked_files import with_pictures

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
