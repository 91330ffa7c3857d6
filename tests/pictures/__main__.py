"""``python3 tasks.py pictures``: build the portal at a fixed instant and take pictures of its pages into docs/pictures/."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pictures.taking import a_browser, take

PROJECT = Path(__file__).resolve().parents[2]
# The content of the sample is at its liveliest then: a consultation is open, another is to come.
INSTANT = "2024-06-30T08:00:00+07:00"
# What is published has whole addresses, and so has links to share it.
ADDRESS = "https://thoxuan.thanhhoa.gov.vn"


def main() -> int:
    """Build, take, tell."""
    parser = argparse.ArgumentParser(prog="tasks.py pictures")
    parser.add_argument("--now", default=INSTANT)
    parser.add_argument("--output", type=Path, default=PROJECT / "docs" / "pictures")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "output"
        build = [sys.executable, "-m", "plugins.building", "content", "-s", "publishconf.py", "-o", site]
        done = subprocess.run(
            [*build, "--now", arguments.now],
            cwd=PROJECT,
            env={"PORTAL_URL": ADDRESS, **os.environ, "PYTHONUTF8": "1"},
            stdout=subprocess.DEVNULL,
            check=False,
        )
        if done.returncode:
            return done.returncode
        with a_browser() as browser:
            for path in take(browser, site, arguments.output, arguments.now):
                print(f"{path.name}: {path.stat().st_size // 1000} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
