"""Where the staging folder of an output folder lies; standard library only, as it is removed before anything is installed."""

from __future__ import annotations

from pathlib import Path


def staging_of(output: Path) -> Path:
    """
    Return the staging folder of an output folder: its sibling, so that both lie on one file system.

    >>> staging_of(Path("/cong/output")).as_posix()
    '/cong/.output.moi'
    """
    public = output.resolve()
    return public.parent / f".{public.name}.moi"
