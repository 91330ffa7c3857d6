"""What an office tells of itself: each clear entry is shown, each other one is told of at its line and stops nothing."""

from __future__ import annotations

import tomllib
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.office.appointments import load_schedule
from plugins.office.chart import Unit, load_chart
from plugins.office.contacts import load_contacts
from plugins.office.key_figures import load_figures
from plugins.office.leaders import load_leaders
from plugins.office.office_data import READERS, read_office
from plugins.office.questions import load_questions
from plugins.office.services import load_services
from plugins.office.video_gallery import load_gallery
from plugins.problems import Level
from plugins.problems.data_file import DataFile, data_file

NUMBER = '[[so-lieu]]\nten = "A"\n[[so-lieu.so]]\nnhan = "B"\ngia-tri = {}'
EVENT = '[[buoi]]\nnoi-dung = "Hội"\nngay = 2026-12-15\n'
WRONG = [
    (load_contacts, '[[phong]]\nten = "Văn phòng"\ndien-thoai = "0237"', 3, "dien-thoai"),
    (load_contacts, '[[phong]]\nten = "Văn phòng"\nthu = "a@"', 3, "thư"),
    (load_contacts, '[[phong]]\nviec = "Tiếp dân"', 1, "chưa có “ten”"),
    (load_contacts, '[[phong]]\nten = "A"\n[[phong.nguoi]]\nten = "B"\nbao-chi = "có"', 5, "true"),
    (load_contacts, '[[phong]]\nten = "A"\ndienthoai = "0237 3833 123"', 3, "Có phải “dien-thoai”"),
    (load_contacts, '[[can-bo]]\nten = "A"', 1, "[[phong]]"),
    (load_leaders, '[[lanh-dao]]\nten = "A"\ntrang = "/ong a/"', 3, "đường dẫn"),
    (load_schedule, '[[buoi]]\nnoi-dung = "Họp"', 1, "chưa có ngày"),
    (load_schedule, '[[buoi]]\nnoi-dung = "Họp"\nngay = "31/02/2026"', 3, "31"),
    (load_schedule, '[[buoi]]\nnoi-dung = "Họp"\nngay = 2026-12-15\ntu = "sáng"', 4, "7h30"),
    (load_schedule, '[[buoi]]\nnoi-dung = "Họp"\nngay = 2026-12-15\ntu = "9h"\nden = "8h"', 5, "không sau"),
    (load_schedule, '[[buoi]]\nnoi-dung = "Họp"\nngay = 2026-12-15\nloai = "Họp"', 4, "Tiếp công dân"),
    (load_schedule, f"{EVENT}den-ngay = 2062-12-15", 4, "quá một năm"),
    (load_schedule, f"{EVENT}am-lich = 'rằm tháng 11'", 4, "15/12/2026 là mùng 7 tháng 11"),
    (
        load_services,
        '[[linh-vuc]]\nten = "A"\n[[linh-vuc.thu-tuc]]\nten = "B"\ndia-chi = "javascript:x"',
        5,
        "https",
    ),
    (load_questions, '[[cau]]\nhoi = "Ở đâu?"', 1, "lời đáp"),
    (load_figures, '[[so-lieu]]\nten = "A"', 1, "chưa có số nào"),
    (load_figures, NUMBER.format('"27.4"'), 5, "27,4"),
    (load_figures, NUMBER.format("34.346"), 5, "34346"),
    (load_figures, NUMBER.format("true"), 5, "không rõ"),
    (load_figures, NUMBER.format('"12 người"'), 5, "không rõ"),
    (load_figures, '[[so-lieu]]\nten = "A"\n[[so-lieu.so]]\nnhan = "B"', 3, "gia-tri"),
    (load_figures, NUMBER.format("1").replace('"A"', '"A"\nkieu = "tròn"'), 3, "Dùng: thanh, đường"),
    (load_figures, '[[so-lieu]]\nten = "A"\n' + "[[so-lieu.so]]\nnhan = 1\ngia-tri = 1\n" * 41, 3, "41 số"),
    (load_gallery, '[[video]]\nten = "A"', 1, "một trong hai"),
    (load_gallery, '[[video]]\nten = "A"\nloai = "Tranh"\nbai = "b"', 3, "Dùng: Video, Bộ ảnh"),
    (load_gallery, '[[video]]\nten = "A"\nbai = "b"\ndia-chi = "https://a.vn/"', 3, "một trong hai"),
    (load_gallery, '[[video]]\nten = "A"\ndia-chi = "javascript:x"', 3, "https://"),
    (load_gallery, '[[video]]\nten = "A"\ndia-chi = "https://10.0.0.7/phim"', 3, "trong mạng của bạn"),
    (load_gallery, '[[video]]\nten = "A"\nbai = "/b/"', 3, "đường dẫn"),
    (load_chart, '[[don-vi]]\nten = "A"\nthuoc = "B"', 3, "không có đơn vị"),
    (load_chart, '[[don-vi]]\nten = "A"\n[[don-vi]]\nten = "a"', 4, "đã có"),
]


@pytest.mark.parametrize(
    ("load", "text", "line", "words"), WRONG, ids=[row[3] + str(row[2]) for row in WRONG]
)
def test_what_is_not_clear_is_told_at_its_line(load, text: str, line: int, words: str) -> None:  # type: ignore[no-untyped-def]
    """With what to write instead."""
    file = data_file(text, "x.toml")
    load(file)

    (problem,) = file.problems
    assert problem.line == line
    assert words in problem.message


def test_a_kind_is_known_however_it_is_typed() -> None:
    """In small letters, without marks, with a space too many: as the keys of an article are."""
    for kind in ("tiếp công dân", "TIẾP CÔNG DÂN", "tiep cong dan", " Tiếp  công dân "):
        (one,) = load_schedule(f'{EVENT}loai = "{kind}"')
        assert one.kind == "Tiếp công dân"
    (event,) = load_schedule(f'{EVENT}loai = "sự kiện"')
    (album,) = load_gallery('[[video]]\nten = "A"\nloai = "bộ ảnh"\nbai = "b"')
    (line,) = load_figures(
        '[[so-lieu]]\nten = "A"\nkieu = "Đường"\n' + "[[so-lieu.so]]\nnhan = 1\ngia-tri = 1\n" * 2
    )
    assert event.kind == "Sự kiện"
    assert album.is_album
    assert line.is_line


@pytest.mark.parametrize(
    ("answer", "level"),
    [
        ("", Level.WARNING),
        ('dap = ""', Level.WARNING),
        ('dap = " "', Level.WARNING),
        ('dap = """\n\n"""', Level.WARNING),
        ("dap = [7]", Level.ERROR),
        ("dap = false", Level.ERROR),
        (f'dap = "{"a" * 20_001}"', Level.ERROR),
    ],
)
def test_a_question_that_waits_for_its_answer_stops_nobody(answer: str, level: Level) -> None:
    """It is not shown, and everything else is published; what is no text is a fault."""
    file = data_file(f'[[cau]]\nhoi = "Ở đâu?"\n{answer}', "x.toml")

    assert load_questions(file) == ()
    assert [one.level for one in file.problems] == [level]


@pytest.mark.parametrize(
    ("load", "text"),
    [
        (load_questions, '[[cau]]\nhoi = "Ở đâu?"\nngay = {}\ndap = "Ở xã."'),
        (load_gallery, '[[video]]\nten = "Hội"\nngay = {}\nbai = "le-hoi"'),
    ],
)
def test_what_is_said_to_be_done_and_is_dated_after_today_is_told(load, text: str) -> None:  # type: ignore[no-untyped-def]
    """A slip of the year; it is shown all the same, and nobody is stopped."""
    today, later = (data_file(text.format(day), "x.toml") for day in ("2026-11-02", "2062-11-02"))

    assert [len(load(file, date(2026, 11, 2))) for file in (today, later)] == [1, 1]
    assert today.problems == []
    (problem,) = later.problems
    assert (problem.level, problem.line) == (Level.WARNING, 3)
    assert "ngày 02/11/2062 chưa tới" in problem.message


def test_addresses_in_an_answer_are_those_that_readers_can_open() -> None:
    """Without the mark that ends a sentence; what leads nobody anywhere is no link."""
    text = "Nộp tại https://dichvucong.gov.vn/p?ma=1.001 (xem http://a.vn). Không mở được: https://localhost/x, https://a@b.vn/."
    (one,) = load_questions(f'[[cau]]\nhoi = "Ở đâu?"\ndap = "{text}"')
    assert one.addresses == ("https://dichvucong.gov.vn/p?ma=1.001", "http://a.vn")
    assert one.line == 3


def test_a_clear_entry_stands_beside_a_faulty_one() -> None:
    """A slip takes out what is wrong, not the department."""
    file = data_file('[[phong]]\nten = "Văn phòng"\nthu = "sai"\n[[phong]]\nten = "Công an"', "x.toml")

    assert [(one.name, one.mail) for one in load_contacts(file)] == [("Văn phòng", ""), ("Công an", "")]


@pytest.mark.parametrize(
    ("written", "number", "text"),
    [
        ("34346", 34346, "34.346"),
        ("-5", -5, "–5"),
        ("0", 0, "0"),
        ('"27,4"', 27.4, "27,4"),
        ('"34.346"', 34346, "34.346"),
        ('"1.234.567,50"', 1234567.5, "1.234.567,50"),
        ('"–3,2"', -3.2, "–3,2"),
        ('"0,0"', 0, "0,0"),
    ],
)
def test_a_number_is_read_as_vietnamese_writes_it(written: str, number: float, text: str) -> None:
    """And written so again."""
    (figure,) = load_figures(NUMBER.format(written))

    assert [(one.number, one.text) for one in figure.values] == [(number, text)]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("mùng 7 tháng 11", ""),
        ("7/11", ""),
        ("từ mùng 7 đến mùng 9 tháng 11", "từ mùng 7 đến mùng 9 tháng 11"),
        ("ngày vía", "ngày vía"),
    ],
)
def test_a_lunar_day_that_is_the_day_itself_is_not_said_twice(written: str, kept: str) -> None:
    """It is reckoned and shown beside the day; what says more is kept."""
    (one,) = load_schedule(f'{EVENT}am-lich = "{written}"')

    assert " ".join(one.lunar.split()) == kept


def test_an_hour_that_cannot_be_read_makes_no_whole_day_of_an_appointment() -> None:
    """People would come at any hour; a last hour alone may be missing."""
    assert load_schedule(f'{EVENT}tu = "24h"') == ()
    (one,) = load_schedule(f'{EVENT}tu = "7h"\nden = "xong việc"')
    assert (one.begins, one.ends) == (time(7), None)


@pytest.mark.parametrize(
    ("hours", "is_overnight"),
    [
        ('den-ngay = 2026-12-16\ntu = "22h"\nden = "1h"', True),
        ('den-ngay = 2026-12-16\ntu = "8h"\nden = "11h"', False),
        ('den-ngay = 2026-12-17\ntu = "22h"\nden = "1h"', False),
        ('tu = "8h"\nden = "11h"', False),
    ],
)
def test_a_night_is_known_from_days(hours: str, is_overnight: bool) -> None:
    """What ends in the hours after midnight is one thing; what lasts two days has its hours on each."""
    (one,) = load_schedule(f"{EVENT}{hours}")

    assert one.is_overnight is is_overnight


def test_appointments_stand_in_the_order_of_time() -> None:
    """Those of a whole day before those of an hour."""
    days = [
        ("Chiều", "2026-12-15", "13h30"),
        ("Sáng", "2026-12-15", "7h"),
        ("Hôm trước", "2026-12-14", ""),
        ("Cả ngày", "2026-12-15", ""),
    ]
    text = "".join(
        f'[[buoi]]\nnoi-dung = "{what}"\nngay = {day}\ntu = "{clock}"\n' for what, day, clock in days
    )

    assert [one.what for one in load_schedule(text)] == ["Hôm trước", "Cả ngày", "Sáng", "Chiều"]


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 14)), max_size=12))
def test_every_office_stands_once_in_the_chart_whatever_it_belongs_to(pairs: list[tuple[int, int]]) -> None:
    """To itself, in circles, to units that are not there."""
    text = "".join(f'[[don-vi]]\nten = "Phòng {own}"\nthuoc = "Phòng {above}"\n' for own, above in pairs)

    def names(units: tuple[Unit, ...]) -> list[str]:
        return [name for unit in units for name in (unit.name, *names(unit.below))]

    found = [" ".join(name.split()) for name in names(load_chart(text))]
    assert sorted(found) == sorted({f"Phòng {own}" for own, _ in pairs})


# A whole number that Python does not write.
HUGE = f"0x{'f' * 4000}"
VALUES = st.recursive(
    st.one_of(
        st.text(max_size=12)
        .map(lambda text: text.replace("\\", "").replace('"', ""))
        .map(lambda text: f'"{text}"'),
        st.sampled_from(
            ["true", "1", "2026-12-15", "7:30:00", '"7h30"', '"15/12/2026"', '"a@b.vn"', "nan", HUGE]
        ),
    ),
    lambda inner: st.lists(inner, max_size=3).map(lambda parts: f"[{', '.join(parts)}]"),
    max_leaves=4,
)
KEYS = [
    "ten",
    "noi-dung",
    "hoi",
    "dap",
    "ngay",
    "tu",
    "den",
    "thu",
    "dien-thoai",
    "trang",
    "thuoc",
    "nguoi",
    "thu-tuc",
    "loai",
    "nhan",
    "gia-tri",
    "so",
    "kieu",
    "bai",
    "dia-chi",
    "am-lich",
    "den-ngay",
]
TABLES = [
    "phong",
    "lanh-dao",
    "don-vi",
    "buoi",
    "linh-vuc",
    "cau",
    "phong.nguoi",
    "so-lieu",
    "so-lieu.so",
    "video",
]


@given(
    st.lists(st.tuples(st.sampled_from(TABLES), st.dictionaries(st.sampled_from(KEYS), VALUES)), max_size=5)
)
def test_no_data_file_is_an_error_of_the_program(rows: list[tuple[str, dict[str, str]]]) -> None:
    """Whatever stands in it; each problem names a line of the file."""
    lines = [
        line
        for table, keys in rows
        for line in (f"[[{table}]]", *(f"{key} = {value}" for key, value in keys.items()))
    ]
    text = "\n".join(lines)
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    for read in (*READERS.values(), load_questions, load_gallery):
        file = data_file(text, "x.toml")
        read(file)
        assert all(1 <= problem.line <= len(lines) for problem in file.problems)


def test_without_data_files_nothing_is_told() -> None:
    """An office that has none has no page of these."""
    office = read_office(lambda path: DataFile(path))

    assert not any(
        (
            office.contacts,
            office.leaders,
            office.chart,
            office.schedule,
            office.services,
            office.questions,
            office.figures,
            office.gallery,
        )
    )
