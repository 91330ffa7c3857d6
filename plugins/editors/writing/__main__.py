"""``python -m plugins.editors.writing``: serve the writing room with the preview, or only get the editor's script."""

from __future__ import annotations

import json
import os
import sys
import webbrowser
from pathlib import Path
from typing import Any

from plugins.building.command import build_arguments, run_portal, saved_files, start_again
from plugins.building.fault_report import exit_code_of
from plugins.commands.exit_codes import FAULT, INTERRUPTED
from plugins.commands.language import language_of
from plugins.commands.option import Arguments
from plugins.commands.parsing import parse_arguments
from plugins.editors.desk.options import NEW_OPTIONS
from plugins.editors.writing.options import NEW, WRITING_OPTIONS
from plugins.editors.writing.wheel_package import NoWheel, editor_script

_MODULE = "plugins.editors.writing"
_ABOUT = "Phòng viết trên trình duyệt / the writing room in the browser"


def _run(portal: Any, arguments: Arguments) -> int:
    from plugins.editors.preview.app import PreviewApp
    from plugins.editors.preview.live_builds import LiveBuilds, serve_preview
    from plugins.editors.writing.open_room import noted_as_open
    from plugins.editors.writing.room_of_portal import room_of_portal
    from plugins.editors.writing.room_routes import NAME, edit_address

    builds = LiveBuilds.of(portal)
    routes = room_of_portal(builds, portal.settings_now, arguments.script)
    app = PreviewApp(builds.feed, {NAME: routes}, edit_address, builds.pictures.file)
    page = arguments.page or f"{NAME}/"
    with (
        serve_preview(app, arguments.port, browser=page if arguments.open else None) as port,
        noted_as_open(Path(portal.path), port),
    ):
        again = portal.stay(saved_files(portal, arguments.settings), builds)
    if again:
        start_again(_MODULE)
    return INTERRUPTED


def _page_of_new(words: str) -> str:
    """
    Make the new article that a command line asks for, and return the page on which it is written, below the site's root.

    Returns "" where a room is open already: the article is shown there.
    """
    from plugins.editors.desk.article_dialog import created, tell
    from plugins.editors.writing.open_room import open_room
    from plugins.editors.writing.room_routes import edit_address

    language, _ = language_of((), os.environ)
    made = created(parse_arguments(json.loads(words), NEW_OPTIONS, "tasks.py new", "", language))
    tell(made)
    # A start after the code was changed opens the room, and makes no second article.
    sys.argv = [word for word in sys.argv if not word.startswith(f"{NEW.code_name}=")]
    page = f"{edit_address(made.shown).removeprefix('/')}&loai={made.kind}"
    room = open_room(made.content)
    if not room:
        return page
    webbrowser.open(f"{room}{page}")
    print(f"Mở {room}{page}", flush=True)
    return ""


def _new_article(words: str) -> tuple[int, str]:
    """Return the exit code of making a new article, and the page to open, "" where there is nothing more to do."""
    pages = [""]

    def make() -> int:
        pages.append(_page_of_new(words))
        return 0

    return exit_code_of(make, interrupted="\nĐã dừng theo yêu cầu; không tạo gì."), pages[-1]


def main() -> int:
    """Get the editor's script, then serve the writing room until it is interrupted; return an exit code."""
    arguments = build_arguments(sys.argv[1:], _MODULE, _ABOUT, *WRITING_OPTIONS)
    page = ""
    if arguments.new:
        code, page = _new_article(arguments.new)
        if not page:
            return code
    try:
        script = editor_script(Path(arguments.packages))
    except (NoWheel, OSError) as fault:
        print(f"lỗi: {fault}", file=sys.stderr)
        return FAULT
    if arguments.install_only:
        return 0
    return run_portal(arguments.replace(preview=True, script=script, page=page), _run)


if __name__ == "__main__":
    sys.exit(main())
