"""Small sites for whole-site tests."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image
from site_builds import build_site
from small_sites import AUTHORS, NOW, SECTIONS, Build, an_article

from plugins.building.edition.result import Result


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site's folder with its data, a picture and one good article."""
    content = tmp_path / "content"
    (content / "du-lieu").mkdir(parents=True)
    (content / "anh").mkdir()
    (content / "du-lieu" / "chuyen-muc.toml").write_text(SECTIONS, "utf-8")
    (content / "du-lieu" / "tac-gia.toml").write_text(AUTHORS, "utf-8")
    Image.new("RGB", (640, 400), "green").save(content / "anh" / "PN tập huấn.jpg")
    (content / "tot.md").write_text(an_article("Bài tốt"), "utf-8")
    return tmp_path


@pytest.fixture
def build(site: Path) -> Build:
    """Build the site at a fixed instant."""

    def build(now: datetime = NOW, *, quarantine: bool = False) -> Result:
        return build_site(site / "content", site / "output", None, now, quarantine)

    return build
