"""What the editor's pages may ask: by their own host, with the token of this start, in the manager's own questions."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from plugins.editors.preview.http import Request, Response
from plugins.editors.writing.content_folder import EditRefused, Folder
from plugins.editors.writing.routes import EditorRoutes, RenderedPage

TEXT = "Tiêu đề: A\n\nChữ.\n"
PATH = "content/bai-viet/tin/bai.md"
HOST = "127.0.0.1:8000"
OURS = {
    "host": HOST,
    "origin": f"http://{HOST}",
    "content-type": "application/json; charset=utf-8",
    "sec-fetch-site": "same-origin",
}


@pytest.fixture
def room(tmp_path: Path) -> EditorRoutes:
    """The editor's room over a small folder, with a package of one script."""
    (tmp_path / PATH).parent.mkdir(parents=True)
    (tmp_path / PATH).write_text(TEXT, "utf-8")
    package = tmp_path / "goi"
    package.mkdir()
    (package / "decap-cms.js").write_text("1", "utf-8")

    def look(path: str, data: bytes, waiting: list[str]) -> RenderedPage:
        return RenderedPage(f"{path} {data.decode()} {waiting}", [])

    return EditorRoutes(
        Folder(tmp_path / "content"),
        package,
        lambda doors: {"engine": doors.engine, "host": doors.host},
        lambda source: f"/trang-cua/{source}",
        look,
    )


def send(
    room: EditorRoutes, asked: Any, what: str = "v1", token: str = "", method: str = "POST", **headers: str
) -> Response:
    """Return the answer to a question, asked as our own page asks."""
    told = {**OURS, **{name.replace("_", "-"): value for name, value in headers.items()}}
    body = asked if isinstance(asked, bytes) else json.dumps(asked).encode()
    return room(Request(method, f"may/{token or room.token}/{what}", "", told, body))


def ask(room: EditorRoutes, action: str, **params: Any) -> Any:
    """Return what is answered to an action."""
    answer = send(room, {"branch": "local", "action": action, "params": params})
    assert isinstance(answer.body, bytes)
    return json.loads(answer.body)


def test_an_article_is_read_and_saved(room: EditorRoutes) -> None:
    """As the manager asks for it: the list, one of them, a changed one with a photo."""
    (listed,) = ask(room, "entriesByFolder", folder="content/bai-viet", extension="md", depth=3)
    read = ask(room, "getEntry", path=PATH)
    assert listed == read == {"data": TEXT, "file": {"path": PATH, "id": read["file"]["id"]}}
    photo = {
        "path": "content/bai-viet/tin/a.jpg",
        "content": base64.b64encode(b"anh").decode(),
        "encoding": "base64",
    }
    files = [{"path": PATH, "slug": "tin/bai", "raw": "khác"}]
    saved = ask(
        room, "persistEntry", dataFiles=files, assets=[photo], options={}, known={PATH: read["file"]["id"]}
    )

    assert ask(room, "getEntry", path=PATH)["file"]["id"] == saved["known"][PATH]
    assert base64.b64decode(ask(room, "getMediaFile", path=photo["path"])["content"]) == b"anh"
    assert ask(room, "getDeployPreview", collection="bai-viet", slug="tin/bai")["url"] == f"/trang-cua/{PATH}"
    assert ask(room, "deleteFiles", paths=[PATH]) == {"message": "đã xóa"}
    assert send(room, {"action": "getEntry", "params": {"path": PATH}}).status == 404


def test_no_list_of_photos_is_sent(room: EditorRoutes) -> None:
    """It would hold every photo whole."""
    assert ask(room, "getMedia", mediaFolder="content/anh") == []


@pytest.mark.parametrize(
    "asked",
    [
        b"khong phai json",
        [],
        {"action": "xoa-het"},
        {"action": "getEntry"},
        {"action": "getEntry", "params": {"path": 7}},
        {"action": "getEntry", "params": {"path": "../bi-mat.md"}},
        {
            "action": "persistEntry",
            "params": {"dataFiles": [{"path": PATH, "raw": "x", "newPath": "content/x.md"}]},
        },
        {"action": "persistEntry", "params": {"dataFiles": "x"}},
        {
            "action": "persistEntry",
            "params": {"dataFiles": [], "assets": [{"path": "content/a.jpg", "content": "!"}]},
        },
        {"action": "deleteFiles", "params": {"paths": [PATH, 7]}},
    ],
)
def test_what_is_not_understood_is_not_done(room: EditorRoutes, asked: Any) -> None:
    """And is answered in words, not by a fault of the program."""
    answer = send(room, asked)

    assert 400 <= answer.status < 500
    assert isinstance(answer.body, bytes)
    assert json.loads(answer.body)["error"]
    assert ask(room, "getEntry", path=PATH)["data"] == TEXT


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://vi-du.vn"},
        {"origin": "null"},
        {"origin": ""},
        {"origin": "http://127.0.0.1:9000"},
        {"content_type": "text/plain"},
        {"content_type": "application/x-www-form-urlencoded"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
    ],
)
def test_a_page_of_elsewhere_writes_nothing(room: EditorRoutes, headers: dict[str, str]) -> None:
    """Not even with the token."""
    files = [{"path": PATH, "raw": "xấu"}]
    answer = send(room, {"action": "persistEntry", "params": {"dataFiles": files}}, **headers)

    assert answer.status == 403
    assert ask(room, "getEntry", path=PATH)["data"] == TEXT


def test_a_window_of_an_earlier_start_writes_nothing(room: EditorRoutes) -> None:
    """Its token is another; the editor is told to load the page again."""
    asked = {"action": "deleteFiles", "params": {"paths": [PATH]}}

    assert send(room, asked, token="x").status == 403
    assert send(room, asked, token="é").status == 403
    assert send(room, asked, method="GET").status == 403
    assert (
        EditorRoutes(room.folder, room.package, room.configured, room.page_of, room.look).token != room.token
    )


def test_a_text_is_looked_at_before_it_is_saved(room: EditorRoutes) -> None:
    """Only under a path that it could be saved at."""
    answer = send(room, {"path": PATH, "text": "chữ", "waiting": ["a.jpg"]}, "xem")
    assert isinstance(answer.body, bytes)
    assert json.loads(answer.body) == {"html": "bai-viet/tin/bai.md chữ ['a.jpg']", "problems": []}

    assert send(room, {"path": "../x.md", "text": "chữ"}, "xem").status == 422
    assert send(room, {"path": PATH}, "xem").status == 400
    assert send(room, {}, "khac").status == 404


def read(room: EditorRoutes, path: str) -> Response:
    """Return the answer to a plain question."""
    return room(Request("GET", path, "", {"host": HOST}))


def test_the_page_and_its_scripts_are_served_with_a_policy_of_their_own(room: EditorRoutes) -> None:
    """Looser than the portal's where the manager needs it, and closed to every other host."""
    for path in ("", "tep/editor.js", "goi/decap-cms.js", "cau-hinh.json"):
        answer = read(room, path)
        assert answer.status == 200, path
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "http:" not in policy
        assert "https:" not in policy
        assert "*" not in policy
    assert read(room, "goi/../bai.md").status == 404
    assert read(room, "tep/%2e%2e/room.py").status == 404
    assert read(room, "khac").status == 404
    told = read(room, "cau-hinh.json").body
    assert isinstance(told, bytes)
    assert json.loads(told) == {"engine": f"bien-tap/may/{room.token}/v1", "host": f"http://{HOST}"}


def test_broken_data_files_are_told(room: EditorRoutes) -> None:
    """In the words of the fault."""

    def broken(doors: object) -> dict[str, object]:
        raise EditRefused("chuyen-muc.toml sai", 500)

    answer = read(EditorRoutes(room.folder, room.package, broken, room.page_of, room.look), "cau-hinh.json")
    assert isinstance(answer.body, bytes)
    assert (answer.status, json.loads(answer.body)) == (500, {"error": "chuyen-muc.toml sai"})
