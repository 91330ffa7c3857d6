"""``python -m plugins.building``: Pelican's own command with our options and exit codes."""

from __future__ import annotations

import argparse
import json
import os
import sys
import traceback
from pathlib import Path
from typing import Any


def _arguments() -> tuple[argparse.Namespace, list[str]]:
    parser = argparse.ArgumentParser(description="Dựng cổng thông tin / build the portal", allow_abbrev=False)
    parser.add_argument("--quarantine", action="store_true", help="dựng các bài còn lại khi có bài lỗi")
    parser.add_argument("--now", default="", help="thời điểm dựng, ví dụ 2024-06-30T08:00+07:00")
    parser.add_argument("--confirm-fewer", action="store_true", help="xác nhận số bài giảm mạnh")
    parser.add_argument("--clean", action="store_true", help="dựng lại từ đầu; không bao giờ cần")
    parser.add_argument("--stay", action="store_true", help="ở lại, dựng lại mỗi khi có thay đổi")
    parser.add_argument("--preview", action="store_true", help="hiện cả bài nháp, bài hẹn giờ, bài còn lỗi")
    parser.add_argument("--serve", type=int, default=None, metavar="CỔNG", help="mở trên máy này khi ở lại")
    parser.add_argument("--open", action="store_true", help="mở trình duyệt")
    parser.add_argument("--editor", default="", metavar="GÓI", help="kèm trình soạn thảo trong trình duyệt")
    parser.add_argument(
        "--write-editor", default="", metavar="THƯ_MỤC", help="ghi trình soạn thảo dùng với máy chủ Git"
    )
    parser.add_argument("--share", default="", metavar="THƯ_MỤC", help="ghi bản xem thử cho người khác mở")
    parser.add_argument("--url", default="", help="địa chỉ của bản dựng")
    parser.add_argument("--json", default="", help="ghi kết quả ra tệp JSON")
    return parser.parse_known_args()


def main() -> int:
    """Run Pelican; return 0, 1 (articles rejected), 2 (fault of configuration) or 130 (interrupted)."""
    ours, rest = _arguments()
    settings = {"NOW": ours.now, "QUARANTINE": ours.quarantine, "CONFIRM_FEWER": ours.confirm_fewer}
    settings |= {"CLEAN": ours.clean, "PREVIEW": ours.preview, "SITEURL": ours.url}
    settings["REPORT"] = str(Path(ours.json).resolve()) if ours.json else ""
    extra = [f"{name}={json.dumps(value)}" for name, value in settings.items() if value]
    import pelican

    from plugins.problems.stop_build import StopBuild

    words = [*rest, *(["-e", *extra] if extra else [])]
    try:
        asked = pelican.parse_arguments(words)
        if asked.listen or asked.autoreload:
            pelican.main(words)
        else:
            # Not pelican.main: it turns every fault into a traceback and exit code 1.
            portal = pelican.get_instance(asked)[0]
            if ours.write_editor:
                return _write_editor(portal, Path(ours.editor), Path(ours.write_editor))
            if ours.share:
                return _share(portal, Path(ours.share))
            if ours.stay:
                return _stay(portal, asked.settings, ours)
            portal.run()
    except SyntaxError as fault:
        print(
            f"lỗi: lỗi cú pháp trong {Path(fault.filename or '').name} dòng {fault.lineno}. Sửa tệp này rồi dựng lại."
        )
        return 2
    except StopBuild as fault:
        print(f"lỗi: {fault}")
        return 2
    except KeyboardInterrupt:
        print("Đã dừng theo yêu cầu; không phát hành.")
        return 130
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 2
    except Exception as fault:
        place = traceback.extract_tb(fault.__traceback__)[-1]
        print(
            f"lỗi: {type(fault).__name__}: {fault} ({Path(place.filename).name}, dòng {place.lineno}). Bản cũ được giữ nguyên."
        )
        return 2
    return 0


def _share(portal: Any, target: Path) -> int:
    """Build a preview and put it into a folder that others can open; articles with faults are marked in it."""
    from plugins.editors.preview.export import export
    from plugins.editors.preview.live_builds import LiveBuilds

    shown = LiveBuilds.of(portal)
    if (ended := portal.build_for(shown)).exit > 1:
        return int(ended.exit)
    export(shown.feed.snapshot, target)
    print(f"Bản xem thử nằm trong “{target}”; chép thư mục này lên nơi người khác mở được.")
    return 0


def _write_editor(portal: Any, package: Path, target: Path) -> int:
    """Write the browser editor for a web host."""
    from plugins.editors.writing.live_desk import write_for_host

    write_for_host(portal.settings_now(), package, target)
    print(f"Trình soạn thảo nằm trong “{target}”; chép thư mục này lên máy chủ, tại địa chỉ /bien-tap/.")
    return 0


def _stay(portal: Any, settings: str, ours: argparse.Namespace) -> int:
    """Build again for each change of the sources; begin anew where the code itself changed."""
    from plugins.building.file_watcher import changes

    own_code = Path(__file__).resolve().parents[1]
    chosen = Path(settings or "pelicanconf.py").resolve()
    folders = [
        Path(portal.path).resolve(),
        Path(portal.theme).resolve(),
        own_code,
        *chosen.parent.glob("*.py"),
    ]
    saved = changes(folders)
    again = portal.stay(saved) if ours.serve is None else _on_stage(portal, saved, ours)
    if again:
        words = [word for word in sys.argv[1:] if word != "--open"]
        os.execv(sys.executable, [sys.executable, "-m", "plugins.building", *words])
    # Nothing else ends the watching but an interrupt.
    return 130


def _on_stage(portal: Any, saved: Any, ours: argparse.Namespace) -> bool:
    """Answer on this machine for as long as builds go on; return whether it was code that changed."""
    from plugins.editors.preview.app import PreviewApp
    from plugins.editors.preview.live_builds import LiveBuilds, serve_preview
    from plugins.editors.writing.live_desk import LiveDesk, edit_address

    shown = LiveBuilds.of(portal)
    app, door = PreviewApp(shown.feed), ""
    if ours.editor:
        room = LiveDesk(shown, portal.settings_now).room(Path(ours.editor))
        app, door = PreviewApp(shown.feed, {"bien-tap": room}, edit_address), "bien-tap/"
    with serve_preview(app, ours.serve, browser=door if ours.open else None):
        return bool(portal.stay(saved, shown))


if __name__ == "__main__":
    sys.exit(main())
