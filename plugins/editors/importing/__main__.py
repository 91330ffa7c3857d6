"""``python -m plugins.editors.importing import …`` and ``… convert …``: what the tasks of these names run."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from plugins.commands.entry_point import run_and_exit
from plugins.commands.exit_codes import FAULT, INTERRUPTED
from plugins.commands.parsing import parse_arguments
from plugins.editors.importing.options import CONVERT_OPTIONS, IMPORT_OPTIONS
from plugins.editors.importing.refusal import ImportRefused
from plugins.problems.stop_build import StopBuild, reason_with_advice


def main(words: Sequence[str]) -> int:
    """Run one of the two tasks; return 0, 1 (something was not done), 2 (fault) or 130 (interrupted)."""
    name, *rest = words
    try:
        if name == "convert":
            from plugins.editors.importing import converting

            return converting.convert_files(parse_arguments(rest, CONVERT_OPTIONS, "tasks.py convert", ""))
        from plugins.editors.importing import run

        return run.import_sources(parse_arguments(rest, IMPORT_OPTIONS, "tasks.py import", ""))
    except (ImportRefused, StopBuild) as fault:
        print(f"lỗi: {fault}", file=sys.stderr)
    except KeyboardInterrupt:
        print("Đã dừng theo yêu cầu. Chạy lại lệnh để làm tiếp; bài đã nhập không nhập lại.", file=sys.stderr)
        return INTERRUPTED
    except OSError as fault:
        print(f"lỗi: {fault.filename or 'hệ thống'}: {reason_with_advice(fault)}", file=sys.stderr)
    return FAULT


if __name__ == "__main__":
    run_and_exit(main)
