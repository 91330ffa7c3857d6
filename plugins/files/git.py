"""Run git on a folder: what it answers, and which files are not as in the last commit."""

from __future__ import annotations

from pathlib import Path

from plugins.files.timed_program import run_timed

_SECONDS = 60


def ask_git(folder: Path, *words: str, stdin: str = "", seconds: float = _SECONDS) -> str | None:
    """Return what git prints for a folder, paths as they are written; None where it refuses, takes too long or is not there."""
    command = ["git", "-C", str(folder), "-c", "core.quotepath=off", *words]
    try:
        done = run_timed(command, seconds, stdin=stdin.encode())
    except OSError:
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


def changed_since_commit(folder: Path) -> frozenset[str] | None:
    """
    Return the files below a folder that are not as in the last commit: new, changed, moved or gone, by their paths below it.

    None where the folder is in no repository, or nothing was committed yet.
    """
    changed = ask_git(folder, "diff", "--name-only", "--no-renames", "-z", "--relative", "HEAD", "--", ".")
    fresh = ask_git(folder, "ls-files", "-z", "--others", "--exclude-standard", "--", ".")
    if changed is None or fresh is None:
        return None
    return frozenset(path for path in f"{changed}{fresh}".split("\0") if path)
