"""Read one article as a build does, without a build."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

from badcases.paths import PROJECT
from plugins.article.read import read_article
from plugins.article.registries import Registries
from plugins.building.sources.data_files import DataFiles
from plugins.building.sources.read_registries import read_registries

__all__ = ["Registries", "read", "registries_of"]


def registries_of(site: Path) -> Registries:
    """Return what a site says of its sections and writers."""
    return read_registries(DataFiles(site / "content"), ZoneInfo("Asia/Ho_Chi_Minh"), PROJECT / "theme")


def read(path: str, data: bytes, registries: Registries) -> object:
    """Read one article."""
    return read_article(path, data, registries)
