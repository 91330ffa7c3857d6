"""A new article from the terminal opens in the room that is open, or in one that is opened for it."""

from __future__ import annotations

import json
import sys
import webbrowser
from pathlib import Path

import pytest
from small_sites import AUTHORS, SECTIONS, settings_file

from plugins.editors.preview.app import PreviewApp
from plugins.editors.preview.http import text_response
from plugins.editors.preview.server import Server
from plugins.editors.preview.snapshot import Snapshot, SnapshotFeed
from plugins.editors.writing import __main__ as command
from plugins.editors.writing.open_room import noted_as_open, open_room


@pytest.fixture
def portal(tmp_path: Path) -> Path:
    """A portal with sections and writers."""
    data = tmp_path / "content" / "du-lieu"
    data.mkdir(parents=True)
    (data / "chuyen-muc.toml").write_text(SECTIONS, "utf-8")
    (data / "tac-gia.toml").write_text(AUTHORS, "utf-8")
    settings_file(tmp_path, 'SITEURL = ""')
    return tmp_path


def asked_for(portal: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let the command line ask for a new article; return a list to which each page that a browser opens is added."""
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda page: opened.append(page) or True)
    words = [
        "--settings",
        str(portal / "conf.py"),
        "--title=Họp xã",
        "--section=Tin trong huyện",
        "--now=2024-03-05",
        "--kind=thong-bao",
    ]
    monkeypatch.setattr(sys, "argv", ["writing", "--packages", "x", "--open", f"--new={json.dumps(words)}"])
    return opened


PAGE = "bien-tap/viet?bai=content/bai-viet/tin-trong-huyen/2024/hop-xa.md&loai=thong-bao"


def test_the_article_is_shown_in_the_room_that_is_open(portal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No second room is started."""
    opened = asked_for(portal, monkeypatch)
    feed = SnapshotFeed(Snapshot(portal / "output", portal))
    server = Server(0, PreviewApp(feed, {"bien-tap": lambda request: text_response(200, "")}).respond)
    server.start()
    try:
        with noted_as_open(portal / "content", server.port):
            assert open_room(portal / "content") == f"http://127.0.0.1:{server.port}/"
            assert command.main() == 0
        assert open_room(portal / "content") == ""
    finally:
        server.close()
    assert opened == [f"http://127.0.0.1:{server.port}/{PAGE}"]


def test_without_an_open_room_one_is_opened_at_the_article(
    portal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a room that was killed left behind is no room; after a start of its own the command makes no second article."""
    opened = asked_for(portal, monkeypatch)
    served: list[str] = []
    monkeypatch.setattr(command, "editor_script", lambda folder: b"")
    monkeypatch.setattr(command, "run_portal", lambda arguments, run: served.append(arguments.page) or 0)
    with noted_as_open(portal / "content", 9):
        assert command.main() == 0

    assert (served, opened) == ([PAGE], [])
    assert not any(word.startswith("--new") for word in sys.argv)
    assert (portal / "content/bai-viet/tin-trong-huyen/2024/hop-xa.md").is_file()


@pytest.mark.parametrize(
    "said",
    ["", "[]", "{}", '{"dia_chi": 1}', '{"dia_chi": "https://example.org/"}', '{"dia_chi": "file:///etc/"}'],
)
def test_what_is_no_room_of_this_machine_is_not_asked(portal: Path, said: str) -> None:
    """Whoever writes into that file sends nobody elsewhere."""
    with noted_as_open(portal / "content", 1):
        (portal / "ban-luu" / "dang-mo.json").write_text(said, "utf-8")
        assert open_room(portal / "content") == ""
