"""Where a release comes from: the git revision of the sources, and the versions of the packages."""

from __future__ import annotations

import os
import platform
import re
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from plugins.files.git import ask_git

# Stands behind a revision where files changed since.
CHANGED = "+sửa"
_NAME = re.compile(r"^([A-Za-z0-9_.-]+)==", re.MULTILINE)


def revision(project: Path) -> str:
    """
    Return the git revision of a project, with “+sửa” where files changed since; "" outside a repository.

    Where git is missing, as in the image that GitLab runs, it is the commit that was checked out for the job.
    """
    head = (ask_git(project, "rev-parse", "HEAD") or "").strip()
    if not head:
        return os.environ.get("CI_COMMIT_SHA", "") if (project / ".git").exists() else ""
    changed = ask_git(project, "status", "--porcelain", "--untracked-files=normal")
    return f"{head}{CHANGED}" if changed else head


def tools(project: Path) -> dict[str, str]:
    """Return the versions of Python and of the packages in requirements.in."""
    names = _NAME.findall((project / "requirements.in").read_text("utf-8"))
    found = {"python": platform.python_version()}
    for name in names:
        try:
            found[name.lower()] = version(name)
        except PackageNotFoundError:
            continue
    return found
