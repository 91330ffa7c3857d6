"""``python -m plugins.build``: Pelican's own command with our options and exit codes."""

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
    parser.add_argument("--json", default="", help="ghi kết quả ra tệp JSON")
    return parser.parse_known_args()


def main() -> int:
    """Run Pelican; return 0, 1 (articles rejected), 2 (fault of configuration) or 130 (interrupted)."""
    ours, rest = _arguments()
    settings = {"NOW": ours.now, "QUARANTINE": ours.quarantine, "CONFIRM_FEWER": ours.confirm_fewer}
    settings["CLEAN"] = ours.clean
    settings["REPORT"] = str(Path(ours.json).resolve()) if ours.json else ""
    extra = [f"{name}={json.dumps(value)}" for name, value in settings.items() if value]
    import pelican

    from plugins.edition.faults import StopBuild

    words = [*rest, *(["-e", *extra] if extra else [])]
    try:
        asked = pelican.parse_arguments(words)
        if asked.listen or asked.autoreload:
            pelican.main(words)
        else:
            # Not pelican.main: it turns every fault into a traceback and exit code 1.
            portal = pelican.get_instance(asked)[0]
            if ours.stay:
                _stay(portal, asked.settings)
            else:
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


def _stay(portal: Any, settings: str) -> None:
    """Build again for each change of the sources; begin anew where the code itself changed."""
    from plugins.build.watching import changes

    own_code = Path(__file__).resolve().parents[1]
    chosen = Path(settings or "pelicanconf.py").resolve()
    folders = [
        Path(portal.path).resolve(),
        Path(portal.theme).resolve(),
        own_code,
        *chosen.parent.glob("*.py"),
    ]
    if portal.stay(changes(folders)):
        os.execv(sys.executable, [sys.executable, "-m", "plugins.build", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
