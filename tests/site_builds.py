"""Build a content folder with the project's own theme in this process."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from plugins.building.edition.result import Result
from plugins.building.run import build
from plugins.building.sources.listener import BuildListener
from plugins.building.sources.settings import BuildSettings

PROJECT = Path(__file__).resolve().parents[1]


def build_site(
    content: Path, output: Path, settings: BuildSettings | None, now: datetime, quarantine: bool
) -> Result:
    """Build a content folder; without settings of its own everything is as by default."""
    chosen = settings or BuildSettings(
        content, output, PROJECT / "theme", output.parent / ".cache", now, quarantine=quarantine
    )
    return build(chosen, BuildListener())
