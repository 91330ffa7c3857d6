"""Small portals as a preview shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PIL import Image
from small_sites import AUTHORS, NOW, PROJECT, SECTIONS, an_article

from plugins.building.build_state import BuildOutcome
from plugins.building.run import build_and_keep
from plugins.building.sources.listener import BuildListener
from plugins.building.sources.settings import BuildSettings
from plugins.building.sources.worker_pool import WorkerPool
from plugins.editors.preview.live_builds import snapshot_of
from plugins.editors.preview.snapshot import Snapshot


@dataclass
class Small:
    """A portal's folder with its data, a picture and one good article."""

    folder: Path
    now: datetime = NOW

    def __post_init__(self) -> None:
        data = self.content / "du-lieu"
        data.mkdir(parents=True)
        (self.content / "anh").mkdir()
        (data / "chuyen-muc.toml").write_text(SECTIONS, "utf-8")
        (data / "tac-gia.toml").write_text(AUTHORS, "utf-8")
        Image.new("RGB", (640, 400), "green").save(self.content / "anh" / "ruong.jpg")
        self.write("tot.md", an_article("Bài tốt"))

    @property
    def content(self) -> Path:
        """Where the editors' files lie."""
        return self.folder / "content"

    @property
    def output(self) -> Path:
        """Where the built pages lie."""
        return self.folder / "output"

    def write(self, name: str, text: str | bytes) -> Path:
        """Write a file below content/."""
        path = self.content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def settings(self, *, preview: bool = True) -> BuildSettings:
        """What it is built with."""
        return BuildSettings(
            self.content,
            self.output,
            PROJECT / "theme",
            self.folder / ".cache",
            self.now,
            quarantine=True,
            confirmed_fewer=True,
            cards=False,
            preview=preview,
        )

    def build(self, *, preview: bool = True) -> BuildOutcome:
        """Build it."""
        return build_and_keep(self.settings(preview=preview), BuildListener(), WorkerPool(1))

    def snapshot(self) -> Snapshot:
        """Build its preview, and return what there is to show."""
        built = self.build()
        assert built.state, built.result
        return snapshot_of(built.state, built, Snapshot(self.output, self.folder))

    def page(self, address: str) -> str:
        """Return a built page."""
        return (self.output / address / "index.html").read_text("utf-8")
