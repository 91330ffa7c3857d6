"""The kind of a document of the register is asked about where a known one is nearly written."""

from __future__ import annotations

from datetime import UTC, date

import pytest

from plugins.article.header_values import HeaderValues
from plugins.article.register_fields import read_register
from plugins.header.parse import parse


def told(header: str, code: str = "loai-van-ban") -> list[tuple[int, str]]:
    """Return lines and messages of what is told of the register's fields under a code."""
    values = HeaderValues(parse("x.md", f"Tiêu đề: A\n{header}\n\nB"), UTC, 2026)
    read_register(values)
    return [(one.line, one.message) for one in values.problems if one.code == code]


@pytest.mark.parametrize("kind", ["Kế hoach", "Nghi quyet", "Quyết địn", "Du thao", "Thông bá", "Quy hoặch"])
def test_a_kind_that_nearly_is_a_known_one_is_asked_about(kind: str) -> None:
    """The message names the one that is meant, at its line."""
    problems = told(f"Loại văn bản: {kind}")

    assert [line for line, _ in problems] == [2]
    assert "Ý bạn là “" in problems[0][1]


@pytest.mark.parametrize(
    "kind", ["Kế hoạch", "kế hoạch", "Quy định", "Quy chế", "Biên bản", "Giấy mời", "Đề án", "Dự án", "Luật"]
)
def test_known_and_other_kinds_are_not(kind: str) -> None:
    """An editor may write kinds that nobody listed."""
    assert told(f"Loại văn bản: {kind}") == []


def test_a_place_of_issue_is_no_day() -> None:
    """Papers print both in one line; the message says where the day goes."""
    place = "Loại văn bản: Kế hoạch\nNgày ban hành: 01/02/2019\nNơi ban hành: Thọ Xuân"
    assert told(place, "noi-ban-hanh") == []
    problems = told(f"{place}, ngày 01 tháng 02 năm 2019", "noi-ban-hanh")
    assert [line for line, _ in problems] == [4]
    assert "“Ngày ban hành”" in problems[0][1]


def test_recipients_are_a_list() -> None:
    """One behind each semicolon."""
    values = HeaderValues(
        parse("x.md", "Loại văn bản: Kế hoạch\nNơi nhận: Như trên; Lưu: VT;\n\nB"), UTC, 2026
    )
    facts = read_register(values)
    assert facts is not None
    assert facts.recipients == ("Như trên", "Lưu: VT")


def test_a_missing_kind_says_what_to_write() -> None:
    """The line to add stands in the message."""
    assert "“Loại văn bản: …”" in told("Số ký hiệu: 12/KH-UBND")[0][1]


@pytest.mark.parametrize(
    ("header", "line", "words"),
    [
        ("Loại văn bản: Kế hoạch\nThời kỳ: 2025", 2, "thiếu “Ngày ban hành”"),
        ("Loại văn bản: Quy hoạch\nCông khai từ: 01/02/2019", 2, "thiếu “Ngày ban hành”"),
        ("Loại văn bản: Dự thảo\nNgày ban hành: 01/02/2019", 3, "cổng bỏ qua “Ngày ban hành”"),
        (
            "Loại văn bản: Quyết định\nNgày ban hành: 15/01/2025\nCó hiệu lực từ: 01/01/2025",
            4,
            "sớm hơn “Ngày ban hành”",
        ),
        (
            "Loại văn bản: Kế hoạch\nNgày ban hành: 15/06/2024\nLấy ý kiến từ: 10/06/2024\nLấy ý kiến đến: 15/06/2024",
            3,
            "không sau “Lấy ý kiến đến”",
        ),
        (
            "Loại văn bản: Kế hoạch\nNgày ban hành: 15/05/2024\nLấy ý kiến từ: 10/06/2024",
            3,
            "không sau “Lấy ý kiến từ”",
        ),
        ("Loại văn bản: Dự thảo\nCó hiệu lực từ: 01/01/2025", 3, "cổng bỏ qua “Có hiệu lực từ”"),
        ("Loại văn bản: Tờ trình\nHết hiệu lực từ: 01/01/2025", 3, "cổng bỏ qua “Hết hiệu lực từ”"),
        ("Loại văn bản: Dự thảo\nSố ý kiến: 12", 3, "không rõ lấy ý kiến khi nào"),
        ("Loại văn bản: Dự thảo\nNgày công bố kết quả: 01/02/2024", 3, "không rõ lấy ý kiến khi nào"),
    ],
)
def test_what_keeps_a_state_from_being_told_is_asked_for(header: str, line: int, words: str) -> None:
    """The editor learns the line, and what to write there."""
    problems = told(header, "tinh-trang-van-ban")

    assert [one for one, _ in problems] == [line]
    assert words in problems[0][1]


@pytest.mark.parametrize(
    "header",
    [
        "Loại văn bản: Kế hoạch\nNgày ban hành: 01/02/2019",
        "Loại văn bản: Kế hoạch\nNgày ban hành: Chưa rõ.",
        "Loại văn bản: Kế hoạch\nNgày ban hành: không rõ",
        "Loại văn bản: Kế hoạch\nNgày ban hành: 15/01/2025\nCó hiệu lực từ: 15/01/2025",
        "Loại văn bản: Dự thảo\nLấy ý kiến đến: 01/02/2019\nSố ý kiến: 12",
        "Loại văn bản: Kế hoạch\nLấy ý kiến đến: 01/02/2019",
        "Loại văn bản: Kế hoạch\nBị bãi bỏ bởi: Quyết định số 1/QĐ-UBND",
        "Loại văn bản: Dự thảo Nghị quyết",
        "Loại văn bản: Dự thảo\nLấy ý kiến từ: 01/02/2019",
        "Loại văn bản: Đồ án\nCông khai từ: 01/02/2019",
        "Loại văn bản: Kế hoạch\nNgày ban hành: 16/06/2024\nLấy ý kiến đến: 15/06/2024",
        "Loại văn bản: Dự thảo\nBị bãi bỏ bởi: Công văn số 5/CV-UBND\nHết hiệu lực từ: 01/01/2025",
        "Loại văn bản: Tờ trình\nSố ký hiệu: 5/TTr-UBND\nNgày ban hành: 01/02/2019",
    ],
)
def test_what_can_be_told_or_is_known_to_be_unknown_is_not_asked_for(header: str) -> None:
    """No reminder where the state follows from what is written, or the editor says that nobody knows."""
    assert told(header, "tinh-trang-van-ban") == []


def test_a_day_of_issue_that_cannot_be_read_is_told_once() -> None:
    """It is not missing besides."""
    header = "Loại văn bản: Quyết định\nNgày ban hành: cuối năm 2026"

    assert told(header, "tinh-trang-van-ban") == []
    assert len(told(header, "ngay")) == 1


def test_a_document_is_replaced_or_repealed() -> None:
    """Where both are written the editor chooses."""
    header = "Loại văn bản: Quyết định\nĐược thay thế bởi: Quyết định số 2/QĐ-UBND\nBị bãi bỏ bởi: Nghị quyết số 3/NQ-HĐND"

    assert [line for line, _ in told(header, "thay-the-mau-thuan")] == [4]


def test_what_is_not_signed_is_not_in_force() -> None:
    """No page says since when a draft is in force; when one was given up is told."""
    draft = "Loại văn bản: Dự thảo\nCó hiệu lực từ: 01/01/2025\nHết hiệu lực từ: 01/01/2026"
    for header, end in ((draft, None), (f"{draft}\nBị bãi bỏ bởi: Công văn số 5/CV-UBND", date(2026, 1, 1))):
        facts = read_register(HeaderValues(parse("x.md", f"{header}\n\nB"), UTC, 2026))
        assert facts
        assert (facts.in_force_from, facts.in_force_to) == (None, end)


def test_a_document_does_not_lapse_before_it_is_in_force() -> None:
    """The later day must be the later one, and the message names both lines."""
    header = "Loại văn bản: Quyết định\nNgày ban hành: 02/01/2024\nHết hiệu lực từ: 01/01/2024"

    assert told(header, "khoang-ngay") == [(4, "“Hết hiệu lực từ” sớm hơn “Ngày ban hành”.")]


@pytest.mark.parametrize("name", ["Lấy ý kiến đến", "Công khai từ", "Ngày ban hành", "Có hiệu lực từ"])
def test_an_hour_that_no_page_shows_is_told(name: str) -> None:
    """Days of a document are whole days: who closes at 17:00 must know that the page says “đến hết ngày”."""
    day = f"Loại văn bản: Kế hoạch\n{name}: 30/06/2024"

    assert told(day, "ngay-nhac") == []
    ((line, message),) = told(f"{day} 17:00", "ngay-nhac")
    assert line == 3
    assert "trọn ngày 30/06/2024" in message
