"""Where opinions may be sent is published only as what readers can use, and what came of them as what it says."""

from __future__ import annotations

from datetime import UTC, date

import pytest

from plugins.article.facts import ConsultationResult, FileReference, RegisterFacts, ResponseWays
from plugins.article.header_values import HeaderValues
from plugins.article.register_fields import read_register
from plugins.header.parse import parse


def read(header: str) -> tuple[RegisterFacts, list[tuple[int, str]]]:
    """Return the facts of a draft with these lines, and lines and codes of what is told."""
    values = HeaderValues(parse("x.md", f"Loại văn bản: Dự thảo\n{header}\n\nB"), UTC, 2026)
    facts = read_register(values)
    assert facts
    return facts, [(one.line, one.code) for one in values.problems]


def test_ways_are_read_as_they_are_written() -> None:
    """All five, with the spaces that a number is written with."""
    facts, problems = read(
        "Nơi nhận ý kiến: Phòng Kinh tế\nEmail nhận ý kiến: gopy@xa.gov.vn\n"
        "Địa chỉ nhận ý kiến: Khu 3, xã Thọ Xuân\nĐiện thoại nhận ý kiến: (0237) 3833 123 máy lẻ 12\n"
        "Biểu mẫu góp ý: https://gopy.vn/mau?id=1"
    )

    assert problems == []
    assert facts.ways == ResponseWays(
        "Phòng Kinh tế",
        "gopy@xa.gov.vn",
        "Khu 3, xã Thọ Xuân",
        "(0237) 3833 123 máy lẻ 12",
        "https://gopy.vn/mau?id=1",
    )
    assert facts.ways.any
    assert not ResponseWays("Phòng Kinh tế").any


@pytest.mark.parametrize(
    "line",
    [
        "Thư điện tử nhận ý kiến: gopy",
        "Thư điện tử nhận ý kiến: Phòng Kinh tế <gopy@xa.gov.vn>",
        "Thư điện tử nhận ý kiến: gopy@xa.gov.vn?bcc=ai@do.vn",
        "Thư điện tử nhận ý kiến: một@xa.gov.vn",
        "Điện thoại nhận ý kiến: 113",
        "Điện thoại nhận ý kiến: 0237 3833 123 hoặc 0912 345 678",
        "Địa chỉ nhận ý kiến: 12",
        "Địa chỉ nhận ý kiến: https://xa.gov.vn",
        "Biểu mẫu góp ý: javascript:alert(1)",
        "Biểu mẫu góp ý: http://localhost/mau",
        "Biểu mẫu góp ý: gopy.vn/mau",
        'Biểu mẫu góp ý: https://a.vn/"onclick="x',
    ],
)
def test_what_nobody_can_use_is_an_error_and_published_nowhere(line: str) -> None:
    """The line is told, and the fact is not there."""
    facts, problems = read(line)

    assert problems == [(2, "noi-nhan-y-kien")]
    assert facts.ways is None


@pytest.mark.parametrize(
    ("lines", "result"),
    [
        ("Số ý kiến: 37", ConsultationResult(37)),
        ("Số ý kiến: 1.204 ý kiến", ConsultationResult(1204)),
        ("Số ý kiến: 0", ConsultationResult(0)),
        ("Kết quả lấy ý kiến: Tiếp thu hai ý kiến.", ConsultationResult(text="Tiếp thu hai ý kiến.")),
        (
            "Kết quả lấy ý kiến: bao-cao.pdf",
            ConsultationResult(file=FileReference("bao-cao.pdf", 2)),
        ),
        (
            "Văn bản được ban hành: quyet-dinh.md",
            ConsultationResult(decision=FileReference("quyet-dinh.md", 2)),
        ),
    ],
)
def test_what_came_of_it_is_read(lines: str, result: ConsultationResult) -> None:
    """A number, a text, a file's name or an article's; how many wrote is not yet a result."""
    facts, problems = read(f"{lines}\nLấy ý kiến đến: 04/04/2024")

    assert (facts.result, problems) == (result, [])
    assert facts.concluded == (result.opinions is None)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("Lấy ý kiến đến: 04/04/2024\nNgày công bố kết quả: 25/04/2024", []),
        ("Ngày công bố kết quả: 25/04/2024", []),
        ("Lấy ý kiến đến: 25/04/2024\nNgày công bố kết quả: 25/04/2024", [(3, "khoang-ngay")]),
        ("Lấy ý kiến đến: 04/05/2024\nCông bố kết quả: 25/04/2024", [(3, "khoang-ngay")]),
        ("Lấy ý kiến từ: 04/04/2024\nNgày công bố kết quả: 25/04/2024", []),
        ("Lấy ý kiến từ: 25/04/2024\nNgày công bố kết quả: 25/04/2024", [(3, "khoang-ngay")]),
    ],
)
def test_a_result_has_its_day(lines: str, told: list[tuple[int, str]]) -> None:
    """After the last day on which people are asked, or, where nobody wrote it, the first."""
    facts, problems = read(lines)
    assert facts.result
    assert facts.result.published == date(2024, 4, 25)
    assert [one for one in problems if one[1] == "khoang-ngay"] == told


@pytest.mark.parametrize(
    "line", ["Kết quả lấy ý kiến: Tiếp thu hai ý kiến.", "Văn bản được ban hành: quyet-dinh.md"]
)
def test_a_result_that_no_page_can_tell_is_told_to_the_editor(line: str) -> None:
    """Without any day of the consultation nothing is known of when it was over."""
    assert read(f"{line}\nNgày công bố kết quả: 25/04/2024")[1] == [(2, "tinh-trang-van-ban")]


@pytest.mark.parametrize(
    ("line", "problems"),
    [
        ("", [(2, "tinh-trang-van-ban")]),
        ("Ngày công bố kết quả: 25/04/2024", []),
        ("Lấy ý kiến đến: 25/04/2024", []),
    ],
)
def test_a_result_of_a_consultation_that_may_still_run_is_told_to_the_editor(
    line: str, problems: list[tuple[int, str]]
) -> None:
    """Where nobody wrote when it ends, nor when its result is told, the page goes on asking for opinions."""
    assert read(f"Kết quả lấy ý kiến: Tiếp thu hai ý kiến.\nLấy ý kiến từ: 04/04/2024\n{line}")[1] == problems


@pytest.mark.parametrize("number", ["nhiều", "-3", "3,5", "12 người", "1.23"])
def test_a_number_of_opinions_is_a_number(number: str) -> None:
    """Anything else is told at its line."""
    assert read(f"Số ý kiến: {number}")[1] == [(2, "so-y-kien")]
