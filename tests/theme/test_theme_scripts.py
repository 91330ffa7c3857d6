"""The theme's scripts say what they should, run without a browser."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest
from lunar_vn import solar_to_lunar
from outside_tools import node

SCRIPTS = Path(__file__).resolve().parents[2] / "theme" / "static" / "js"


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    """A copy of the scripts that Node takes for modules."""
    shutil.copytree(SCRIPTS, tmp_path / "js")
    (tmp_path / "package.json").write_text('{"type": "module"}', "utf-8")
    return tmp_path


def run(folder: Path, code: str) -> list[str]:
    """Return the list that a piece of code makes of the scripts."""
    (folder / "run.js").write_text(f"{code}\nconsole.log(JSON.stringify(result));", "utf-8")
    done = subprocess.run([node(), "run.js"], cwd=folder, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout))


def test_lunar_days_agree_with_the_library(scripts: Path) -> None:
    """Every day from 1990 to 2050, leap months included, as lunar-vn has it."""
    first, count = date(1990, 1, 1), 22280
    days = [first + timedelta(days=number) for number in range(count)]
    found = run(
        scripts,
        'import { lunarDate } from "./js/lunar.js";'
        f"const days = {json.dumps([[day.day, day.month, day.year] for day in days])};"
        "const result = days.map((day) => { const l = lunarDate(...day); return [l.day, l.month, l.year, l.leap]; });",
    )
    for day, ours in zip(days, found, strict=True):
        theirs = solar_to_lunar(day)
        assert ours == [theirs.day, theirs.month, theirs.year, theirs.leap], day


def test_days_in_words_are_those_of_viet_nam(scripts: Path) -> None:
    """Late evening in London is the next day here; Tết is the first of the first month."""
    instants = [
        "2024-02-09T17:00:00Z",
        "2024-02-09T16:59:59Z",
        "2023-11-29T00:00:00Z",
        "2025-07-25T03:00:00Z",
    ]
    found = run(
        scripts,
        'import { inWords, lunarWords } from "./js/today.js";'
        f"const result = {json.dumps(instants)}.map((i) => inWords(new Date(i)) + '; ' + lunarWords(new Date(i)));",
    )

    assert found == [
        "Thứ Bảy, ngày 10 tháng 02 năm 2024; mùng 1 tháng Giêng năm Giáp Thìn",
        "Thứ Sáu, ngày 09 tháng 02 năm 2024; ngày 30 tháng Chạp năm Quý Mão",
        "Thứ Tư, ngày 29 tháng 11 năm 2023; ngày 17 tháng 10 năm Quý Mão",
        "Thứ Sáu, ngày 25 tháng 7 năm 2025; mùng 1 tháng 6 nhuận năm Ất Tỵ",
    ]


@pytest.mark.parametrize(
    ("query", "fits"),
    [
        ("quy hoach", True),
        ("QUY HOẠCH", True),
        ("dat đai", True),
        ("dát", False),
        ("153/qđ", True),
        ("làng", False),
    ],
)
def test_a_filter_reads_with_and_without_marks(scripts: Path, query: str, fits: bool) -> None:
    """Words without marks find any that read so; typed marks are honoured, đ with d too."""
    text = "Quy hoạch sử dụng đất đai, số 153/QĐ-TTg, lang"
    found = run(
        scripts,
        'import { matches } from "./js/fold.js";'
        f"const result = [matches({json.dumps(text)}, {json.dumps(query)})];",
    )
    assert found == [fits]
