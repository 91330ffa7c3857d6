"""Where a release comes from, and what it was made with."""

from __future__ import annotations

import platform
import re
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_NAME = re.compile(r"^([A-Za-z0-9_.-]+)==", re.MULTILINE)


def revision(project: Path) -> str:
    """Return the revision of the sources, with “+sửa” where they were changed since; "" where they are in none."""
    head = _git(project, "rev-parse", "HEAD")
    if not head:
        return ""
    changed = _git(project, "status", "--porcelain", "--untracked-files=normal")
    return f"{head}+sửa" if changed else head


def _git(project: Path, *words: str) -> str:
    try:
        done = subprocess.run(["git", "-C", str(project), *words], capture_output=True, check=False)
    except OSError:
        return ""
    return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else ""


def tools(project: Path) -> dict[str, str]:
    """Return the versions of Python and of the packages that the portal is made with."""
    names = _NAME.findall((project / "requirements.in").read_text("utf-8"))
    found = {"python": platform.python_version()}
    for name in names:
        try:
            found[name.lower()] = version(name)
        except PackageNotFoundError:
            continue
    return found
