"""
Run the tests of Pelican's habits with other versions of Pelican than the one that is locked.

``tasks.py prove-pelican`` starts it. Each version is installed into an environment of its own, with what of its dependencies has to be
another than here; all else is seen there as it is in this environment. It is gone at the end.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import sysconfig
import tempfile
import venv
from collections.abc import Sequence
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
# The oldest that the portal's code is known to run with, and whatever is newest, release candidates among it.
OLDEST, NEWEST = "==4.11.0.post0", ">=4.12.0rc0"
HABITS = (
    "building/pelican_adapter/test_article_settings.py",
    "building/pelican_adapter/test_configuration.py",
    "building/sources/test_docutils_words.py",
    "building/pelican_adapter/test_other_readers.py",
    "building/pelican_adapter/test_pelican_flags.py",
    "building/pelican_adapter/test_pelican_private.py",
    "building/pelican_adapter/test_pelican_settings.py",
    "building/pelican_adapter/test_plugin_signals.py",
    "building/test_without_pelican.py",
    "whole/test_pelican_habits.py",
    "whole/test_plugins_and_signals.py",
    "whole/test_real_plugins.py",
    "whole/test_settings_of_pelican.py",
    "whole/test_themes_of_pelican.py",
    "whole/test_what_plugins_change.py",
)


def wanted(versions: Sequence[str]) -> list[str]:
    """
    Return what pip is asked for, for versions as they were typed; for none, the oldest and the newest.

    >>> wanted(["4.13.0rc1"]), wanted([])
    (['pelican==4.13.0rc1'], ['pelican==4.11.0.post0', 'pelican>=4.12.0rc0'])
    """
    return [f"pelican=={one}" for one in versions] or [f"pelican{one}" for one in (OLDEST, NEWEST)]


def environment_with(requirement: str, folder: Path) -> Path:
    """Make an environment in a folder that has one Pelican, and else what this one has; return its Python."""
    venv.create(folder, with_pip=False)
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    (packages,) = folder.rglob("site-packages")
    (packages / "cua-cong.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    here = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    for words in installations(requirement):
        subprocess.run([*here, "--disable-pip-version-check", "--only-binary=:all:", *words], check=True)
    return python


def installations(requirement: str) -> tuple[tuple[str, ...], ...]:
    """
    Return what pip is asked to install, one after the other.

    Pelican itself first, also where the one that is seen here would do: its commands have to lie in the environment. Then what it
    needs otherwise than here.
    """
    return ("--ignore-installed", "--no-deps", requirement), (requirement,)


def main(words: Sequence[str]) -> int:
    """Run the tests with each version, and return the worst exit code."""
    parser = argparse.ArgumentParser(prog="prove-pelican", allow_abbrev=False)
    parser.add_argument(
        "--pelican",
        action="append",
        default=[],
        metavar="BẢN",
        help="bản này thay cho bản cũ nhất và mới nhất",
    )
    given = parser.parse_args(words)
    worst = 0
    for requirement in wanted(given.pelican):
        with tempfile.TemporaryDirectory() as folder:
            python = environment_with(requirement, Path(folder))
            code = "import importlib.metadata as m; print('==', 'Pelican', m.version('pelican'))"
            subprocess.run([python, "-c", code], check=True)
            # Libraries warn an older Pelican of what a newer one has mended: no fault of ours.
            done = subprocess.run(
                [python, "-m", "pytest", "-q", "-W", "default", *(str(TESTS / one) for one in HABITS)],
                cwd=TESTS.parent,
                check=False,
            )
        worst = max(worst, abs(done.returncode))
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
