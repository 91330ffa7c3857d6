"""Where the cache of an output folder lies."""

from __future__ import annotations

from pathlib import Path

from plugins.memory.digest import digest


def build_cache_path(cache: Path, output: Path) -> Path:
    """Return the cache file of an output folder: builds into two folders share none."""
    folder = str(output.resolve()).encode("utf-8", "surrogateescape")
    return cache / f"nho-{digest([folder])[:12]}.db"
