"""``python -m plugins.editors.writing FOLDER``: set up the manager's package in a folder, and say where it lies."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from plugins.editors.writing.npm_package import NotInstalled, install


def main() -> int:
    """Return 0 when the package is there, 2 when it cannot be."""
    parser = argparse.ArgumentParser(description="Cài trình soạn thảo trong trình duyệt")
    parser.add_argument("folder", help="nơi cài")
    try:
        print(install(Path(parser.parse_args().folder)))
    except (NotInstalled, OSError) as fault:
        print(f"lỗi: {fault}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
