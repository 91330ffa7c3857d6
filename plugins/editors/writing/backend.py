"""
The manager's questions about a folder on this machine, and their answers.

The questions are those that the manager asks any server beside it (its "proxy" backend): an
action and its parameters as JSON. Ours adds one thing: what is saved says which text it was
made of, so that two people, or two windows, do not write over each other.
"""

from __future__ import annotations

import base64
import binascii
import posixpath
from collections.abc import Callable, Mapping

from plugins.editors.writing.content_folder import EditRefused, Folder, Saving, Text, identity_of

Told = Mapping[str, object]


def answer(folder: Folder, asked: object, page_of: Callable[[str], str]) -> object:
    """
    Return the answer to a question; raises Refused for what is not done or not understood.

    ``page_of`` returns the address of the page that a file is shown on, "" if it is on none.
    """
    action, params = _table(asked).get("action"), _table(_table(asked).get("params", {}))
    if action == "getDeployPreview":
        path = f"{folder.root.name}/{_text(params, 'collection')}/{_text(params, 'slug')}.md"
        page = page_of(path)
        return {"url": page, "status": "SUCCESS"} if page else None
    do = ACTIONS.get(str(action))
    if do is None:
        raise EditRefused(f"không hiểu việc “{str(action)[:40]}”.")
    return do(folder, params)


def _table(value: object) -> Told:
    if not isinstance(value, Mapping):
        raise EditRefused("câu hỏi không đúng dạng.", 400)
    return value


def _tables(value: object) -> list[Told]:
    if not isinstance(value, list):
        raise EditRefused("câu hỏi không đúng dạng.", 400)
    return [_table(one) for one in value]


def _text(params: Told, name: str) -> str:
    value = params.get(name)
    if not isinstance(value, str):
        raise EditRefused(f"thiếu “{name}”.", 400)
    return value


def _entry(text: Text) -> Told:
    return {"data": text.text, "file": {"path": text.path, "id": text.identity}}


def _media(folder: Folder, path: str) -> Told:
    data = folder.file(path)
    told = {"id": identity_of(data), "path": path, "name": posixpath.basename(path)}
    return {**told, "encoding": "base64", "content": base64.b64encode(data).decode("ascii")}


def _listed(folder: Folder, params: Told) -> object:
    return [_entry(text) for text in folder.texts(_text(params, "folder"))]


def _read(folder: Folder, params: Told) -> object:
    return _entry(folder.text(_text(params, "path")))


def _read_some(folder: Folder, params: Told) -> object:
    return [_entry(folder.text(_text(one, "path"))) for one in _tables(params.get("files"))]


def _save(folder: Folder, params: Told) -> object:
    texts = _tables(params.get("dataFiles"))
    if any(one.get("newPath") not in (None, "", one.get("path")) for one in texts):
        raise EditRefused("chuyển bài sang tệp khác: hãy đổi tên tệp trong thư mục.")
    known = params.get("known")
    saved = folder.save(
        [_saving(one, known if isinstance(known, Mapping) else {}) for one in texts],
        [_asset(one) for one in _tables(params.get("assets", []))],
    )
    return {"message": "đã lưu", "known": saved}


def _saving(one: Told, known: Told) -> Saving:
    path = _text(one, "path")
    before = known.get(path)
    return Saving(path, _text(one, "raw").encode("utf-8"), before if isinstance(before, str) else None)


def _asset(one: Told) -> Saving:
    try:
        data = base64.b64decode(_text(one, "content"), validate=True)
    except (binascii.Error, ValueError) as fault:
        raise EditRefused("tệp gửi lên không đúng dạng.", 400) from fault
    return Saving(_text(one, "path"), data)


def _no_media(folder: Folder, params: Told) -> object:
    """Return no list of photos: it would hold every photo whole. Each is asked for by its name where it is shown."""
    return []


def _read_media(folder: Folder, params: Told) -> object:
    return _media(folder, _text(params, "path"))


def _save_media(folder: Folder, params: Told) -> object:
    asset = _asset(_table(params.get("asset")))
    folder.save([], [asset])
    return _media(folder, asset.path)


def _remove(folder: Folder, params: Told) -> object:
    paths = params.get("paths", [params.get("path")])
    if not isinstance(paths, list) or not all(isinstance(path, str) for path in paths):
        raise EditRefused("câu hỏi không đúng dạng.", 400)
    for path in paths:
        folder.remove(path)
    return {"message": "đã xóa"}


ACTIONS: dict[str, Callable[[Folder, Told], object]] = {
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
