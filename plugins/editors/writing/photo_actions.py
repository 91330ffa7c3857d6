"""What the dialogs for photos ask for: a photo as it was chosen, one that is cut and turned, a focal point as figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from plugins.article.photo_focus import read_focus
from plugins.editors.writing import room_requests as ask
from plugins.editors.writing.article_photos import NO_PHOTO, NOT_EDITABLE, ArticlePhotos
from plugins.editors.writing.content_folder import EditRefused
from plugins.editors.writing.room_requests import RequestTable
from plugins.media.photo_edit import editable_size
from plugins.media.sizes import FOCUS_STEPS

MIDDLE = FOCUS_STEPS // 2


@dataclass(frozen=True, slots=True)
class PhotoActions:
    """What pages may ask of the photos of articles."""

    photos: ArticlePhotos

    def by_name(self) -> Mapping[str, Callable[[RequestTable], object]]:
        """Return the actions by the names under which pages ask for them."""
        return {"anh-goc": self.chosen, "sua-anh": self.edit, "tam-anh": self.focus}

    def chosen(self, table: RequestTable) -> object:
        """Return the size of a photo as it was chosen, and what was done to it."""
        path, name = ask.requested_path(table), ask.photo_name(table)
        found = self.photos.to_edit(path, name)
        if found is None:
            raise EditRefused(NO_PHOTO.format(name), 404)
        size = editable_size(found.data)
        if size is None:
            raise EditRefused(NOT_EDITABLE.format(name))
        edit = found.edit
        part = [edit.left, edit.top, edit.width, edit.height]
        return {"rong": size[0], "cao": size[1], "xoay": edit.turns, "cat": part}

    def edit(self, table: RequestTable) -> object:
        """Store a photo turned and cut, and return its name."""
        wanted = ask.photo_edit(table)
        return {"ten": self.photos.edit(wanted.path, wanted.name, wanted.edit)}

    def focus(self, table: RequestTable) -> object:
        """Return a written focal point as steps from the left and from the top, the middle for none and for what is no place."""
        figures = read_focus(ask.text(table, "tam"))
        across, down = (int(figure) for figure in figures) if figures else (MIDDLE, MIDDLE)
        return {"ngang": across, "doc": down, "buoc": FOCUS_STEPS}
