"""``python3 tasks.py specimen``: write the page of all components for who keeps the theme."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from component_specimen.page import write_specimen
from plugins.problems.stop_build import StopBuild


def main() -> int:
    """Write, tell where."""
    parser = argparse.ArgumentParser(prog="tasks.py specimen")
    parser.add_argument("output", type=Path)
    try:
        page = write_specimen(parser.parse_args().output, date.today())
    except StopBuild as fault:
        print(f"lỗi: {fault}", file=sys.stderr)
        return 2
    print(f"Mở bằng trình duyệt: {page.as_uri()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
