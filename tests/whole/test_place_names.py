"""From the day on which a place has another name, older articles say so and search knows both; the build knows that day."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest
from small_sites import Build, an_article

from plugins.building.run import build as build_with
from plugins.building.sources.listener import BuildListener
from plugins.building.sources.settings import BuildSettings

PLACES = """[[dia-danh]]
cu = "xã Xuân Hồng"
nay = "xã Thọ Xuân"
tu-ngay = 2025-07-01
[[dia-danh]]
cu = "thị trấn Thọ Xuân"
nay = "xã Thọ Xuân"
tu-ngay = 2025-07-01
"""
EVE, DAY = (datetime.fromisoformat(f"2025-{day}T08:00:00+07:00") for day in ("06-30", "07-01"))
NOTICE = "Tên gọi trong bài và tên hiện nay"


@pytest.fixture
def portal(site: Path) -> Path:
    """A portal with an article of before that names two places, and one that names none."""
    (site / "content" / "du-lieu" / "dia-danh.toml").write_text(PLACES, "utf-8")
    body = "Ở các xã Xuân Lai, Xuân Hồng và thị trấn Thọ Xuân."
    (site / "content" / "cu.md").write_text(an_article("Bài cũ", body=body), "utf-8")
    (site / "content" / "khac.md").write_text(an_article("Ông Nguyễn Xuân Hồng"), "utf-8")
    (site / "content" / "moi.md").write_text(an_article("Bài mới", date="02/07/2025", body=body), "utf-8")
    return site


def page(site: Path, name: str, year: int = 2023) -> str:
    """Return a page."""
    return (site / "output" / "tin-trong-huyen" / str(year) / name / "index.html").read_text("utf-8")


def test_an_older_article_says_it_from_the_day_on(portal: Path, build: Build) -> None:
    """Also where only the day has passed since the last build; not an article that knows the new name, nor a person."""
    before = build(EVE)
    assert before.next_change is not None
    assert before.next_change.moment.isoformat() == "2025-07-01T00:00:00+07:00"
    assert NOTICE not in page(portal, "cu")

    build(DAY)
    assert NOTICE in page(portal, "cu")
    assert "Xã Xuân Hồng, thị trấn Thọ Xuân nay là xã Thọ Xuân (từ 01/07/2025)." in page(
        portal, "cu"
    ).replace("\u00a0", " ")
    assert NOTICE not in page(portal, "khac")
    build(datetime.fromisoformat("2025-07-03T08:00:00+07:00"))
    assert NOTICE not in page(portal, "moi", 2025)


def test_search_knows_both_names(portal: Path) -> None:
    """From the day on, with the kind of place and without it where that means one place alone."""

    def names(now: datetime) -> list[list[str]]:
        settings = BuildSettings(
            *(
                portal / "content",
                portal / "output",
                Path(__file__).resolve().parents[2] / "theme",
                portal / ".cache",
                now,
            ),
            search=True,
        )
        assert build_with(settings, BuildListener()).exit == 0
        found = json.loads((portal / "output" / "tim-kiem" / "chi-muc.json").read_text("utf-8"))
        return [pair for pair in found["abbreviations"] if pair[1] == "xã Thọ Xuân"]

    assert names(EVE) == []
    assert names(DAY) == [
        ["xã Xuân Hồng", "xã Thọ Xuân"],
        ["Xuân Hồng", "xã Thọ Xuân"],
        ["thị trấn Thọ Xuân", "xã Thọ Xuân"],
    ]
