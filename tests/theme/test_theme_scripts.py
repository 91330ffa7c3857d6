"""The theme's scripts say what they should, run without a browser."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from lunar_vn import solar_to_lunar
from node_scripts import SCRIPTS, copied, run

from plugins.article.facts import ConsultationResult, RegisterFacts, Span
from plugins.pages.life import written_life
from plugins.registers.state import STATE_NAMES, RegisterState, next_phase, state_on
from plugins.vietnamese.numbers import with_thousands_points


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    """A copy of the scripts that Node takes for modules."""
    return copied(tmp_path)


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


# First days of the lunar year in Việt Nam; in 1968, 1985, 2007 and 2030 not those of the Chinese calendar.
TET = [
    "1968-01-29",
    "1985-01-21",
    "2000-02-05",
    "2001-01-24",
    "2002-02-12",
    "2003-02-01",
    "2004-01-22",
    "2005-02-09",
    "2006-01-29",
    "2007-02-17",
    "2008-02-07",
    "2009-01-26",
    "2010-02-14",
    "2011-02-03",
    "2012-01-23",
    "2013-02-10",
    "2014-01-31",
    "2015-02-19",
    "2016-02-08",
    "2017-01-28",
    "2018-02-16",
    "2019-02-05",
    "2020-01-25",
    "2021-02-12",
    "2022-02-01",
    "2023-01-22",
    "2024-02-10",
    "2025-01-29",
    "2026-02-17",
    "2027-02-06",
    "2028-01-26",
    "2029-02-13",
    "2030-02-02",
]
LEAP_MONTHS = [
    "2001-4",
    "2004-2",
    "2006-7",
    "2009-5",
    "2012-4",
    "2014-9",
    "2017-6",
    "2020-4",
    "2023-2",
    "2025-6",
    "2028-5",
]


def test_tet_falls_on_the_days_that_people_remember(scripts: Path) -> None:
    """The first of the first month on each known day, and the day before the last of a year."""
    days = [date.fromisoformat(day) for day in TET]
    days += [day - timedelta(days=1) for day in days]
    found = run(
        scripts,
        'import { lunarDate } from "./js/lunar.js";'
        f"const days = {json.dumps([[day.day, day.month, day.year] for day in days])};"
        "const result = days.map((day) => { const l = lunarDate(...day); return [l.day, l.month, l.year]; });",
    )

    assert found[: len(TET)] == [[1, 1, day.year] for day in days[: len(TET)]]
    assert {(month, year) for _, month, year in found[len(TET) :]} == {
        (12, day.year - 1) for day in days[: len(TET)]
    }
    assert {day for day, _, _ in found[len(TET) :]} == {29, 30}


def test_leap_months_are_the_known_ones(scripts: Path) -> None:
    """From 2000 to 2030 these and no others; the festivals of the district fall on their days."""
    found = run(
        scripts,
        'import { lunarDate } from "./js/lunar.js";'
        "const leaps = new Set();"
        "for (let day = new Date(Date.UTC(2000, 1, 5)); day.getUTCFullYear() < 2031; day.setUTCDate(day.getUTCDate() + 1)) {"
        "  const l = lunarDate(day.getUTCDate(), day.getUTCMonth() + 1, day.getUTCFullYear());"
        "  if (l.leap) leaps.add(`${l.year}-${l.month}`);"
        "}"
        "const lamKinh = [[17, 9, 2022], [24, 9, 2024]].map((d) => { const l = lunarDate(...d); return `${l.day}/${l.month}`; });"
        "const result = [...leaps, ...lamKinh];",
    )

    assert found == [*LEAP_MONTHS, "22/8", "22/8"]


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
        ("văn hoá", True),
        ("văn hóa", True),
        ("VĂN HÓ", False),
        ("thủy lợi", True),
        ("thuỷ lợi", True),
        ("thúy", False),
        ("hoạ", True),
        ("  ", True),
    ],
)
def test_a_filter_reads_with_and_without_marks(scripts: Path, query: str, fits: bool) -> None:
    """Words without marks find any that read so; typed marks are honoured, wherever the tone is put, đ with d too."""
    text = "Quy hoạch sử dụng đất đai, số 153/QĐ-TTg, lang, Văn hóa, thuỷ lợi"
    found = run(
        scripts,
        'import { havingWords, readable } from "./js/fold.js";'
        f"const result = [havingWords({json.dumps(query)})(readable({json.dumps(text)}))];",
    )
    assert found == [fits]


def test_numbers_are_written_as_pages_write_them(scripts: Path) -> None:
    """With points between thousands."""
    numbers = [0, 7, 999, 1000, 1284, 34346, 999999, 1500000]
    found = run(
        scripts, 'import { grouped } from "./js/numbers.js"; const result = given.map(grouped);', numbers
    )

    assert found == [with_thousands_points(number) for number in numbers]


# What is shown of how many there are: a number of things is written by one function, in all scripts.
COUNTED = re.compile(
    r"\$\{(?!grouped\()[^{}]*\} (?:bài|tên|trang|văn bản|trên)\b|\(\$\{(?!grouped\(|chosen\(|place)"
)


@pytest.mark.parametrize("script", sorted(SCRIPTS.glob("*.js")), ids=lambda path: path.name)
def test_a_number_of_things_has_its_points(script: Path) -> None:
    """Each that stands before what is counted, or in brackets behind it, is grouped; what is shown at once is never many."""
    at_once = "Xem thêm ${"
    lines = [line for line in script.read_text("utf-8").splitlines() if at_once not in line]

    assert [line for line in lines if COUNTED.search(line)] == []


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        (
            "Tổng số lên hơn 40.000, tỷ lệ đạt 86,1%. Xong!",
            ["Tổng số lên hơn 40.000, tỷ lệ đạt 86,1%.", "Xong!"],
        ),
        ("Nghị quyết 10-NQ/TU; ngày 10.01.2022…", ["Nghị quyết 10-NQ/TU;", "ngày 10.01.2022…"]),
        ("  – …  ", []),
        ("", []),
    ],
)
def test_a_voice_reads_sentence_by_sentence(scripts: Path, text: str, pieces: list[str]) -> None:
    """A mark inside a number ends nothing; what has no words is not read."""
    code = (
        f'import {{ spokenPieces }} from "./js/listen.js"; const result = spokenPieces({json.dumps(text)});'
    )

    assert run(scripts, code) == pieces


def test_a_long_sentence_is_read_in_pieces_and_whole(scripts: Path) -> None:
    """Some voices stop after fifteen seconds of one piece: none is longer than they bear, and nothing is lost."""
    text = f"{'Ba con số, một việc làm chung của cả thôn, ' * 12}rồi xong."
    code = (
        f'import {{ spokenPieces }} from "./js/listen.js"; const result = spokenPieces({json.dumps(text)});'
    )
    pieces = run(scripts, code)

    assert " ".join(pieces) == text
    assert all(len(piece) <= 200 for piece in pieces)


@pytest.mark.parametrize("script", sorted(SCRIPTS.glob("*.js")), ids=lambda path: path.name)
def test_scripts_speak_the_language_of_2018(script: Path) -> None:
    """A browser that meets one word it does not know runs nothing of a script (ECMAScript 2018, the newest of that year)."""
    text = re.sub(r"/\*.*?\*/|//[^\n]*|`[^`]*`|\"[^\"\n]*\"", "", script.read_text("utf-8"), flags=re.S)

    newer = r"\?\.(?!\d)|\?\?|\|\|=|&&=|\(\?<[=!]|\\p\{|\.(?:replaceAll|replaceChildren|at|flat|flatMap|matchAll|fromEntries)\(|#\w+\s*[(=;]"
    assert re.findall(newer, text) == []
    assert not re.search(r"catch\s*\{", text)


DAYS = [date(2024, 5, 30) + timedelta(days=number) for number in range(130)]
TOLD = ConsultationResult(text="Tiếp thu.")


@pytest.mark.parametrize("closes", [None, date(2024, 6, 30)])
@pytest.mark.parametrize(
    "result",
    [None, TOLD, replace(TOLD, published=date(2024, 7, 10)), replace(TOLD, published=date(2024, 9, 10))],
)
def test_a_browser_tells_the_state_of_a_consultation_as_a_build_would(
    scripts: Path, closes: date | None, result: ConsultationResult | None
) -> None:
    """On every day, with or without a last day and a result; days are counted to a last day that somebody wrote, and to no other."""
    facts = RegisterFacts("Dự thảo", consultation=Span(date(2024, 6, 1), closes), result=result)
    found = run(
        scripts,
        'import { stateOn } from "./js/states.js"; const result = given.days.map((day) => stateOn(given.life, day));',
        {"life": written_life(facts), "days": [day.isoformat() for day in DAYS]},
    )

    for day, told in zip(DAYS, found, strict=True):
        state = state_on(facts, day)
        left = (closes - day).days if closes and state is RegisterState.OPEN else None
        assert told == {"state": state.value, "words": STATE_NAMES[state], "left": left}, day


def test_a_browser_tells_every_state_as_a_build_of_its_day_would(scripts: Path) -> None:
    """Over all combinations of consultation, display, result and signing, on every day after that of the build."""
    lives = [
        RegisterFacts(kind, issued=issued, consultation=asked, disclosure=shown, result=result)
        for kind in ("Dự thảo", "Quyết định")
        for asked in (
            None,
            Span(date(2024, 6, 5), date(2024, 6, 12)),
            Span(date(2024, 6, 5)),
            Span(None, date(2024, 6, 12)),
        )
        for shown in (
            None,
            Span(date(2024, 6, 10), date(2024, 6, 20)),
            Span(date(2024, 6, 13)),
            Span(None, date(2024, 6, 8)),
        )
        for result in (None, TOLD, replace(TOLD, published=date(2024, 6, 16)))
        for issued in (None, date(2024, 6, 9), date(2024, 6, 18))
    ]
    days = [*DAYS[:30], *(date(2024, 8, day) for day in (10, 11, 12))]
    found = run(
        scripts,
        'import { stateOn } from "./js/states.js";'
        "const result = given.lives.map((life) => given.days.map((day) => stateOn(life, day)));",
        {"lives": [written_life(facts) for facts in lives], "days": [day.isoformat() for day in days]},
    )

    for facts, told in zip(lives, found, strict=True):
        closes = facts.consultation.closes if facts.consultation else None
        for day, one in zip(days, told, strict=True):
            state = state_on(facts, day)
            after = next_phase(facts, day)
            is_own_end = closes and after and after.begins == closes + timedelta(1)
            left = (closes - day).days if closes and is_own_end and state is RegisterState.OPEN else None
            assert one == {"state": state.value, "words": STATE_NAMES[state], "left": left}, (facts, day)
