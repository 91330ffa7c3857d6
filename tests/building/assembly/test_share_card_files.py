"""A share card is drawn once: whatever a build has forgotten, its picture lies in the cache as photos do."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import PIL
import pytest

from plugins.building.assembly import share_card_files
from plugins.building.edition.result import Result
from plugins.building.run import build
from plugins.building.sources.listener import BuildListener
from plugins.building.sources.settings import BuildSettings
from plugins.building.sources.worker_pool import WorkerPool
from plugins.media.output_folders import PICTURES
from plugins.pages.card_painter import CardPainter
from plugins.pages.share_card import ShareCard

PROJECT = Path(__file__).resolve().parents[3]
NOW = datetime.fromisoformat("2024-06-30T08:00:00+07:00")
SECTIONS = """
[[chuyen-muc]]
ten = "Tin trong huyện"
dia-chi = "tin-trong-huyen"
chinh = true
"""
MONTH = 31 * 86_400
CARDS = 4  # three articles and the portal itself


class Portal:
    """A small portal without photos, and the cards that its builds have drawn."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.drawn = folder, list[str]()
        self.settings = BuildSettings(
            folder / "content",
            folder / "output",
            PROJECT / "theme",
            folder / ".cache",
            NOW,
            siteurl="https://vi-du.gov.vn",
            search=False,
        )
        data = folder / "content" / "du-lieu"
        data.mkdir(parents=True)
        (data / "chuyen-muc.toml").write_text(SECTIONS, "utf-8")
        for number in range(3):
            self.write(number, f"Tin số {number}", "Nội dung.")
        draw = CardPainter.upper_band

        def noted(painter: CardPainter, card: ShareCard) -> bytes:
            self.drawn.append(card.title)
            return draw(painter, card)

        monkeypatch.setattr(CardPainter, "upper_band", noted)

    def write(self, number: int, title: str, body: str) -> None:
        """Write an article."""
        lines = (f"Tiêu đề: {title}", "Ngày đăng: 29/11/2023", "Chuyên mục: Tin trong huyện")
        text = "\n".join([*lines, "Tác giả: Lê Hải", "", body, ""])
        (self.folder / "content" / f"tin-{number}.md").write_text(text, "utf-8")

    def build(self, **more: object) -> list[str]:
        """Build it, and return the titles of the cards that were drawn for that."""
        self.drawn.clear()
        result: Result = build(replace(self.settings, **more), BuildListener(), WorkerPool(1))  # type: ignore[arg-type]
        assert (result.exit, result.fault) == (0, ""), result
        return list(self.drawn)

    def cards(self) -> dict[str, bytes]:
        """Return the published cards."""
        return {path.name: path.read_bytes() for path in (self.folder / "output/anh/chia-se").iterdir()}

    def cached(self) -> list[Path]:
        """Return the folders of the cards in the cache."""
        return sorted((self.folder / ".cache" / PICTURES).glob("the-*"))

    def forget(self) -> None:
        """Leave what a fresh machine has: the sources, and the pictures of the cache."""
        shutil.rmtree(self.folder / "output")
        for path in [*self.folder.glob(".output*"), *(self.folder / ".cache").iterdir()]:
            if path.name != PICTURES:
                shutil.rmtree(path) if path.is_dir() else path.unlink()


@pytest.fixture
def portal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Portal:
    """The portal, built once."""
    made = Portal(tmp_path, monkeypatch)
    assert len(made.build()) == CARDS
    return made


def test_a_machine_with_the_cache_draws_none(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the build's memory and its output, with another version of the library, with a build that forgets: the same bytes."""
    before = portal.cards()
    assert len(before) == len(portal.cached()) == CARDS

    portal.forget()
    assert portal.build() == []
    assert portal.cards() == before

    portal.forget()
    monkeypatch.setattr(PIL, "__version__", "99.9")
    assert portal.build() == []
    assert portal.build(clean=True) == []
    assert portal.cards() == before


def test_what_a_card_shows_decides_whether_it_is_drawn(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another body draws none, another title one; another way to draw, all."""
    portal.write(1, "Tin số 1", "Nội dung khác.")
    assert portal.build() == []
    portal.write(1, "Tin khác hẳn", "Nội dung khác.")
    assert portal.build() == ["Tin khác hẳn"]
    portal.write(1, "Tin số 1", "Nội dung.")
    assert portal.build() == []
    # The card of the portal has its name for a title.
    assert portal.build(name="Cổng tên mới") == ["Cổng tên mới"]
    monkeypatch.setattr("plugins.pages.share_card.DRAWING_VERSION", "khac")
    assert len(portal.build(clean=True)) == CARDS


@pytest.mark.parametrize("damage", ["cut", "other", "gone", "sums"])
def test_a_card_that_is_not_whole_is_drawn_again(portal: Portal, damage: str) -> None:
    """What lies in the cache is believed only with its checksum."""
    before, card = portal.cards(), portal.cached()[0] / share_card_files.FILE
    if damage == "gone":
        card.unlink()
    elif damage == "sums":
        (card.parent / "SHA256SUMS").write_bytes(b"\xff\xfe")
    else:
        data = card.read_bytes()
        card.write_bytes(data[:99] if damage == "cut" else data[:-9] + b"x" + data[-8:])

    portal.forget()
    assert len(portal.build()) == 1
    assert portal.cards() == before


def test_cards_that_no_build_used_for_a_month_are_let_go(portal: Portal) -> None:
    """Those in use stay however old."""
    unused = portal.cached()
    portal.write(1, "Tin khác hẳn", "Nội dung.")
    for path in [*unused, portal.folder / ".cache" / PICTURES / ".da-don"]:
        before = path.stat().st_mtime - MONTH
        os.utime(path, (before, before))

    portal.build()
    assert len(set(unused) - set(portal.cached())) == 1
    assert len(portal.cached()) == CARDS
