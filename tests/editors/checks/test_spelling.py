"""The commonest misspellings are told and fixed, and what only looks like one is left alone."""

from __future__ import annotations

import re

import pytest

from plugins.editors.checks.spelling import misspellings, respelt
from plugins.vietnamese import misspellings as misspelt
from plugins.vietnamese.letters import nfc

LIST = misspelt.LIST.read_text("utf-8")
ROWS = [(wrong, right) for wrong, right in re.findall(r'^"([^"]+)" = "([^"]+)"$', LIST, re.MULTILINE)]
RIGHT_PHRASES = re.findall(r'"([^"]+)"', LIST.partition("[dung]")[2])


def found_in(text: str) -> list[tuple[str, str]]:
    """Return what is misspelt in a text, and what is right."""
    return [(one.written, one.right) for one in misspellings(text)]


def test_the_list_has_the_two_hundred_commonest() -> None:
    """Each stands once, in composed small letters."""
    wrong = [one for one, _ in ROWS]

    assert len(wrong) >= 200
    assert len(wrong) == len(set(wrong))
    assert all(nfc(one).lower() == one for row in ROWS for one in row)


@pytest.mark.parametrize(("wrong", "right"), ROWS, ids=[wrong for wrong, _ in ROWS])
def test_each_misspelling_is_found_and_its_cure_is_sound(wrong: str, right: str) -> None:
    """A cure is no misspelling itself; capitals stay."""
    assert found_in(f"Họp xong, {wrong}.") == [(wrong, right)]
    assert found_in(f"{wrong.upper()}!") == [(wrong.upper(), right.upper())]
    assert found_in(f"Họp xong, {right}.") == []


@pytest.mark.parametrize("phrase", RIGHT_PHRASES)
def test_a_right_phrase_is_no_misspelling(phrase: str) -> None:
    """Two words side by side may look like a misspelling and be the ends of two others."""
    assert found_in(f"Xã có {phrase} nữa.") == []


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("đựơc", "được"),
        ("huỵên", "huyện"),
        ("Tòan", "Toàn"),
        ("khỏan", "khoản"),
        ("qúa", "quá"),
        ("gíao", "giáo"),
        ("thíêt", "thiết"),
        ("hùynh", "huỳnh"),
        ("nguời", "người"),
        ("ĐUỢC", "ĐƯỢC"),
        ("truờng", "trường"),
        ("nghành", "ngành"),
        ("NGHUYÊN", "NGUYÊN"),
        ("ngiệp", "nghiệp"),
    ],
)
def test_letters_and_marks_in_the_wrong_place_are_put_right(wrong: str, right: str) -> None:
    """What no word can have is known without a list."""
    assert respelt(wrong) == right


@pytest.mark.parametrize(
    ("text", "certain"),
    [
        ("Tin nghành nông nghiệp", True),
        ("Con nghà nghèo", False),
        ("doanh nghân", False),
        ("Trao đổi. Mặc khác, phải xem.", True),
        ("Chia sẽ khó khăn", False),
    ],
)
def test_what_may_be_another_word_is_asked_about(text: str, certain: bool) -> None:
    """Only what has one cure is fixed without a question."""
    assert [one.certain for one in misspellings(text)] == [certain]


@pytest.mark.parametrize(
    "text",
    [
        "Thuở ấy bà con huơ tay, người già giữ gìn nghề quý; quà quê, quả quýt, quỹ và quỳ.",
        "Văn hóa, hoà giải, thủy lợi, thuỷ lợi, mía, mùa, múa, cửa, lúa, giúa, của, nghĩa, ngoằn.",
        "Ông Nguyễn Văn Mổi ở thôn Ba; ông Gabriel García Márquez; Nguyễn Thị Nghành.",
        "Khả năng xuất khẩu, thành công xuất sắc, hồ sơ xuất cảnh, khẩn trương trình duyệt.",
        "Cơ quan trong huyện, vấn đề suất ăn, lịch sử lý luận, cũng cố gắng, suy nghĩ học tập.",
        "Ăn mặc khác ngày thường; tiền mặt dù ít; đừng nghĩ học là khó; nghiên cứu kỹ luật đất đai; anh cũng cố hết sức.",
        "Nội công xuất hiện, thành tựu chung của huyện, chuyến thăm quan trọng, bà bảo lũ trẻ về, tập trung cư dân.",
        "Ông Lê Văn Sát nhập viện; chị Trần Hoa San sẽ dự; đổi vỏ hộp sữa đổi cây; nền tản nhiệt; dải phóng xạ.",
        "https://vi-du.vn/nguoi-dan, ngx-bootstrap, ghost, Nginx, nghe, nghỉ, nghiêm, Ngô, ngay.",
    ],
)
def test_right_words_are_left_alone(text: str) -> None:
    """Names, both styles of tone marks, foreign words and rare words are no misspellings."""
    assert found_in(text) == []
