"""What the repository keeps: sources that somebody wrote, in the places that docs name; nothing that a tool left behind."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path, PurePosixPath

import pytest

PROJECT = Path(__file__).resolve().parents[1]
# The fixed top level, and beside it what a Git host, Python's tools and a person at the door look for there.
FOLDERS = {"content", "docs", "plugins", "tests", "theme", ".ci", ".github", ".gitlab"}
FILES = {
    *(
        "tasks.py",
        "pelicanconf.py",
        "publishconf.py",
        "pyproject.toml",
        "LICENSE",
        "Containerfile",
        ".containerignore",
    ),
    *("README.md", "README.en.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"),
    *(".gitignore", ".gitattributes", ".gitlab-ci.yml", "viet.bat", "viet.command", "viet.sh"),
}
LOCKS = {
    "requirements",
    "requirements-archive",
    "requirements-bench",
    "requirements-dev",
    "requirements-import",
}
# What is written by hand, and the pictures, letters and papers that the sample content, the theme and the documents need.
SOURCES = {
    "",
    ".py",
    ".md",
    ".js",
    ".mjs",
    ".css",
    ".html",
    ".toml",
    ".yml",
    ".json",
    ".csv",
    ".conf",
    ".xsd",
    ".txt",
    ".in",
}
STARTERS = {".sh", ".bat", ".command"}
MATERIAL = {".jpg", ".png", ".webp", ".svg", ".ico", ".woff2", ".pdf"}
# Bytes: twice the largest photo that there is; locks with hashes are longer.
LARGEST = 256 * 1024


@pytest.fixture(scope="module")
def tracked() -> list[PurePosixPath]:
    """Return the files that Git keeps, relative to the project."""
    if not (PROJECT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("Git is needed to know what the repository keeps; a checkout with its .git has it")
    listed = subprocess.run(["git", "-C", PROJECT, "ls-files", "-z"], check=True, capture_output=True).stdout
    return [PurePosixPath(os.fsdecode(name)) for name in listed.split(b"\0") if name]


def test_the_top_level_holds_what_the_documents_name(tracked: list[PurePosixPath]) -> None:
    """A folder or file that appears at the top is a decision, not what a download left there."""
    folders = {path.parts[0] for path in tracked if len(path.parts) > 1}
    files = {path.name for path in tracked if len(path.parts) == 1}
    locks = {f"{lock}{end}" for lock in LOCKS for end in (".in", ".txt")}
    assert folders == FOLDERS
    assert files == FILES | locks


def test_every_file_is_a_source_or_its_material(tracked: list[PurePosixPath]) -> None:
    """No package, archive, database, log or compiled file is kept."""
    strange = [
        str(path)
        for path in tracked
        if path.suffix not in SOURCES | STARTERS | MATERIAL and not path.name.startswith(".")
    ]
    assert not strange


def test_no_file_is_larger_than_a_photo(tracked: list[PurePosixPath]) -> None:
    """Who clones the project waits for every byte that was ever in it."""
    large = [
        str(path)
        for path in tracked
        if (PROJECT / path).is_file() and (PROJECT / path).stat().st_size > LARGEST
    ]
    assert not large
