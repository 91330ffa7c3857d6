"""The editor's routes: requests of its own pages with the token of this process, in the manager's own protocol."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.editors.preview.http import Request, Response
from plugins.editors.writing.backend import ACTIONS
from plugins.editors.writing.content_folder import ContentFolder, EditRefused
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
def routes(tmp_path: Path) -> EditorRoutes:
    """The editor's routes over a small folder, with a package of one script."""
    (tmp_path / PATH).parent.mkdir(parents=True)
    (tmp_path / PATH).write_text(TEXT, "utf-8")
    package = tmp_path / "goi"
    package.mkdir()
    (package / "decap-cms.js").write_text("1", "utf-8")

    def render(path: str, data: bytes, waiting: list[str]) -> RenderedPage:
        return RenderedPage(f"{path} {data.decode()} {waiting}", [])

    return EditorRoutes(
        ContentFolder(tmp_path / "content"),
        package,
        lambda endpoints: {"backend": endpoints.backend, "host": endpoints.host},
        lambda source: f"/trang-cua/{source}",
        render,
    )


def send(
    routes: EditorRoutes,
    message: Any,
    what: str = "v1",
    token: str = "",
    method: str = "POST",
    **headers: str,
) -> Response:
    """Return the response to a message, sent as our own page sends it."""
    sent = {**OURS, **{name.replace("_", "-"): value for name, value in headers.items()}}
    body = message if isinstance(message, bytes) else json.dumps(message).encode()
    return routes(Request(method, f"may/{token or routes.token}/{what}", "", sent, body))


def ask(routes: EditorRoutes, action: str, **params: Any) -> Any:
    """Return the response to an action of the manager."""
    answer = send(routes, {"branch": "local", "action": action, "params": params})
    assert isinstance(answer.body, bytes)
    return json.loads(answer.body)


def test_an_article_is_read_and_saved(routes: EditorRoutes) -> None:
    """As the manager asks for it: the list, one of them, a changed one with a photo."""
    (listed,) = ask(routes, "entriesByFolder", folder="content/bai-viet", extension="md", depth=3)
    read = ask(routes, "getEntry", path=PATH)
    assert listed == read == {"data": TEXT, "file": {"path": PATH, "id": read["file"]["id"]}}
    photo = {
        "path": "content/bai-viet/tin/a.jpg",
        "content": base64.b64encode(b"anh").decode(),
        "encoding": "base64",
    }
    files = [{"path": PATH, "slug": "tin/bai", "raw": "khác"}]
    saved = ask(
        routes, "persistEntry", dataFiles=files, assets=[photo], options={}, known={PATH: read["file"]["id"]}
    )

    assert ask(routes, "getEntry", path=PATH)["file"]["id"] == saved["known"][PATH]
    assert base64.b64decode(ask(routes, "getMediaFile", path=photo["path"])["content"]) == b"anh"
    assert (
        ask(routes, "getDeployPreview", collection="bai-viet", slug="tin/bai")["url"] == f"/trang-cua/{PATH}"
    )
    assert ask(routes, "deleteFiles", paths=[PATH]) == {"message": "đã xóa"}
    assert send(routes, {"action": "getEntry", "params": {"path": PATH}}).status == 404


def test_no_list_of_photos_is_sent(routes: EditorRoutes) -> None:
    """It would hold every photo whole."""
    assert ask(routes, "getMedia", mediaFolder="content/anh") == []


@pytest.mark.parametrize(
    "message",
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
def test_what_is_not_understood_is_not_done(routes: EditorRoutes, message: Any) -> None:
    """And is answered in words, not by a fault of the program."""
    answer = send(routes, message)

    assert 400 <= answer.status < 500
    assert isinstance(answer.body, bytes)
    assert json.loads(answer.body)["error"]
    assert ask(routes, "getEntry", path=PATH)["data"] == TEXT


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
def test_a_page_of_elsewhere_writes_nothing(routes: EditorRoutes, headers: dict[str, str]) -> None:
    """Not even with the token."""
    files = [{"path": PATH, "raw": "xấu"}]
    answer = send(routes, {"action": "persistEntry", "params": {"dataFiles": files}}, **headers)

    assert answer.status == 403
    assert ask(routes, "getEntry", path=PATH)["data"] == TEXT


def test_a_window_of_an_earlier_start_writes_nothing(routes: EditorRoutes) -> None:
    """Its token is another; the editor is told to load the page again."""
    message = {"action": "deleteFiles", "params": {"paths": [PATH]}}

    assert send(routes, message, token="x").status == 403
    assert send(routes, message, token="é").status == 403
    assert send(routes, message, method="GET").status == 403
    assert (
        EditorRoutes(routes.folder, routes.package, routes.config_for, routes.page_of, routes.render).token
        != routes.token
    )


def test_a_text_is_rendered_before_it_is_saved(routes: EditorRoutes) -> None:
    """Only under a path that it could be saved at."""
    answer = send(routes, {"path": PATH, "text": "chữ", "waiting": ["a.jpg"]}, "xem")
    assert isinstance(answer.body, bytes)
    assert json.loads(answer.body) == {"html": "bai-viet/tin/bai.md chữ ['a.jpg']", "problems": []}

    assert send(routes, {"path": "../x.md", "text": "chữ"}, "xem").status == 422
    assert send(routes, {"path": PATH}, "xem").status == 400
    assert send(routes, {}, "khac").status == 404


def read(routes: EditorRoutes, path: str) -> Response:
    """Return the response to a GET request."""
    return routes(Request("GET", path, "", {"host": HOST}))


def test_the_page_and_its_scripts_are_served_with_a_policy_of_their_own(routes: EditorRoutes) -> None:
    """Looser than the portal's where the manager needs it, and closed to every other host."""
    for path in ("", "tep/editor.js", "goi/decap-cms.js", "cau-hinh.json"):
        answer = read(routes, path)
        assert answer.status == 200, path
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "http:" not in policy
        assert "https:" not in policy
        assert "*" not in policy
    assert read(routes, "goi/../bai.md").status == 404
    assert read(routes, "tep/%2e%2e/routes.py").status == 404
    assert read(routes, "khac").status == 404
    config = read(routes, "cau-hinh.json").body
    assert isinstance(config, bytes)
    assert json.loads(config) == {"backend": f"bien-tap/may/{routes.token}/v1", "host": f"http://{HOST}"}


def test_broken_data_files_are_told(routes: EditorRoutes) -> None:
    """In the words of the fault."""

    def broken(endpoints: object) -> dict[str, object]:
        raise EditRefused("chuyen-muc.toml sai", 500)

    answer = read(
        EditorRoutes(routes.folder, routes.package, broken, routes.page_of, routes.render), "cau-hinh.json"
    )
    assert isinstance(answer.body, bytes)
    assert (answer.status, json.loads(answer.body)) == (500, {"error": "chuyen-muc.toml sai"})


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[" * 100_000,
        b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
        b"9" * 10_000,
        b'"\\ud800"',
        b"\xff\xfe",
        b"null",
        b"[]",
        b"NaN",
    ],
)
@pytest.mark.parametrize("what", ["v1", "xem"])
def test_what_is_no_question_gets_400(routes: EditorRoutes, body: bytes, what: str) -> None:
    """Neither broken, nor nested deeper than anybody writes."""
    assert send(routes, body, what).status == 400


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=8)
    | st.sampled_from([PATH, "content", "../x", "\0", "\ud800"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
PARAMS = (
    "path",
    "paths",
    "folder",
    "files",
    "dataFiles",
    "assets",
    "asset",
    "known",
    "collection",
    "slug",
    "text",
    "waiting",
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    action=st.sampled_from([*ACTIONS, "getDeployPreview", "x"]),
    params=st.dictionaries(st.sampled_from(PARAMS), VALUES, max_size=4) | VALUES,
    what=st.sampled_from(["v1", "xem"]),
)
def test_no_question_of_any_shape_ends_in_a_fault(
    routes: EditorRoutes, action: str, params: Any, what: str
) -> None:
    """Each is answered, or refused with a reason."""
    message = {"action": action, "params": params} if what == "v1" else params
    answer = send(routes, json.dumps(message).encode(), what)
    assert answer.status < 500
