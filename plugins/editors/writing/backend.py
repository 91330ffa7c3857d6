"""
The backend that the content manager asks to read and write a folder on this machine.

Requests and responses are those of the manager's "proxy" backend: an action and its parameters as
JSON. We add one thing: a save names the checksum of the text that it was made from, so that two
people, or two windows, do not overwrite each other's changes.
"""

from __future__ import annotations

import base64
import binascii
import posixpath
from collections.abc import Callable, Mapping

from plugins.editors.writing.content_folder import (
    ArticleText,
    ContentFolder,
    EditRefused,
    FileToSave,
    checksum_of,
)

Params = Mapping[str, object]


def handle_action(folder: ContentFolder, request: object, page_of: Callable[[str], str]) -> object:
    """
    Return the response to a request of the manager; raises EditRefused for one that is refused or not understood.

    ``page_of`` returns the address of the page that is made of a source file, "" if there is none.
    """
    action, params = _table(request).get("action"), _table(_table(request).get("params", {}))
    if action == "getDeployPreview":
        path = f"{folder.root.name}/{_text(params, 'collection')}/{_text(params, 'slug')}.md"
        page = page_of(path)
        return {"url": page, "status": "SUCCESS"} if page else None
    do = ACTIONS.get(str(action))
    if do is None:
        raise EditRefused(f"không hiểu việc “{str(action)[:40]}”.")
    return do(folder, params)


def _table(value: object) -> Params:
    if not isinstance(value, Mapping):
        raise EditRefused("câu hỏi không đúng dạng.", 400)
    return value


def _tables(value: object) -> list[Params]:
    if not isinstance(value, list):
        raise EditRefused("câu hỏi không đúng dạng.", 400)
    return [_table(one) for one in value]


def _text(params: Params, name: str) -> str:
    value = params.get(name)
    if not isinstance(value, str):
        raise EditRefused(f"thiếu “{name}”.", 400)
    return value


def _entry(text: ArticleText) -> Params:
    return {"data": text.text, "file": {"path": text.path, "id": text.checksum}}


def _media(folder: ContentFolder, path: str) -> Params:
    data = folder.file(path)
    facts = {"id": checksum_of(data), "path": path, "name": posixpath.basename(path)}
    return {**facts, "encoding": "base64", "content": base64.b64encode(data).decode("ascii")}


def _listed(folder: ContentFolder, params: Params) -> object:
    return [_entry(text) for text in folder.texts(_text(params, "folder"))]


def _read(folder: ContentFolder, params: Params) -> object:
    return _entry(folder.text(_text(params, "path")))


def _read_some(folder: ContentFolder, params: Params) -> object:
    return [_entry(folder.text(_text(one, "path"))) for one in _tables(params.get("files"))]


def _save(folder: ContentFolder, params: Params) -> object:
    texts = _tables(params.get("dataFiles"))
    if any(one.get("newPath") not in (None, "", one.get("path")) for one in texts):
        raise EditRefused("chuyển bài sang tệp khác: hãy đổi tên tệp trong thư mục.")
    known = params.get("known")
    saved = folder.save(
        [_text_to_save(one, known if isinstance(known, Mapping) else {}) for one in texts],
        [_file_to_save(one) for one in _tables(params.get("assets", []))],
    )
    return {"message": "đã lưu", "known": saved}


def _text_to_save(one: Params, known: Params) -> FileToSave:
    path = _text(one, "path")
    before = known.get(path)
    return FileToSave(path, _text(one, "raw").encode("utf-8"), before if isinstance(before, str) else None)


def _file_to_save(one: Params) -> FileToSave:
    try:
        data = base64.b64decode(_text(one, "content"), validate=True)
    except (binascii.Error, ValueError) as fault:
        raise EditRefused("tệp gửi lên không đúng dạng.", 400) from fault
    return FileToSave(_text(one, "path"), data)


def _no_media(folder: ContentFolder, params: Params) -> object:
    """Return no photos: the list would hold the bytes of all of them. Each is asked for by its name where it is shown."""
    return []


def _read_media(folder: ContentFolder, params: Params) -> object:
    return _media(folder, _text(params, "path"))


def _save_media(folder: ContentFolder, params: Params) -> object:
    asset = _file_to_save(_table(params.get("asset")))
    folder.save([], [asset])
    return _media(folder, asset.path)


def _remove(folder: ContentFolder, params: Params) -> object:
    paths = params.get("paths", [params.get("path")])
    if not isinstance(paths, list) or not all(isinstance(path, str) for path in paths):
        raise EditRefused("câu hỏi không đúng dạng.", 400)
    for path in paths:
        folder.remove(path)
    return {"message": "đã xóa"}


ACTIONS: dict[str, Callable[[ContentFolder, Params], object]] = {
    "entriesByFolder": _listed,
    "entriesByFiles": _read_some,
    "getEntry": _read,
    "persistEntry": _save,
    "getMedia": _no_media,
    "getMediaFile": _read_media,
    "persistMedia": _save_media,
    "deleteFile": _remove,
    "deleteFiles": _remove,
}
