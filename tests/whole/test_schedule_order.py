"""The schedule begins with the week of the day; the build knows on which day that is another one."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

from small_sites import Build, an_article

SCHEDULE = """[[buoi]]
noi-dung = "Họp giao ban"
loai = "Lịch công tác"
ngay = 2026-12-16
[[buoi]]
noi-dung = "Hội xuân"
loai = "Sự kiện"
ngay = 2027-01-04
"""


def test_the_order_changes_on_the_day_that_the_build_names(site: Path, build: Build) -> None:
    """Though nothing was edited since; until then builds repeat what they made."""
    (site / "content" / "du-lieu" / "lich.toml").write_text(SCHEDULE, "utf-8")
    (site / "content" / "tin.md").write_text(an_article("Tin"), "utf-8")

    def weeks(day: str) -> tuple[list[str], str]:
        built = build(datetime.fromisoformat(f"{day}T08:00:00+07:00"))
        text = (site / "output" / "van-phong" / "lich" / "index.html").read_text("utf-8")
        change = built.next_change
        return re.findall(r'id="tuan-([\d-]+)"', text), change.moment.isoformat()[:10] if change else ""

    assert weeks("2026-12-20") == (["2026-12-14", "2027-01-04"], "2026-12-21")
    assert weeks("2026-12-21") == (["2027-01-04", "2026-12-14"], "2027-01-11")
    assert weeks("2027-01-11") == (["2027-01-04", "2026-12-14"], "2027-02-01")
    assert weeks("2027-02-01") == (["2027-01-04", "2026-12-14"], "")
