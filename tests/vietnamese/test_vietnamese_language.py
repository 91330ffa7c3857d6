"""Letters, slugs, order, dates, numbers and nearest names."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.vietnamese.collation import sort_key
from plugins.vietnamese.date_texts import in_words, short, short_with_time, time_text
from plugins.vietnamese.letters import begin_alike, fold, fold_alike, nfc
from plugins.vietnamese.nearest import nearest
from plugins.vietnamese.numbers import file_size, with_thousands_points
from plugins.vietnamese.slugs import slugify
from plugins.vietnamese.syllables import is_syllable

WORDS = st.text(alphabet="aàảãáạăằâấbcdđeêệghiklmnoôộơợpqrstuưựvxyỷ ĐƯỚ0123456789-/.,%", max_size=120)
# As ICU's Vietnamese collator has them.
IN_ORDER = [
    "1 xã", "2 xã", "An", "àn", "Án", "Ăn", "Ân", "Ẩn", "Ấn", "Bình", "Công", "cờ", "Dung", "Dũng", "Đạt", "Đức",
    "Em", "Êm", "Lê An", "Lề An", "Lê Bình", "Lê Hà", "Lê Hài", "Lê Hải", "Ngà", "Nghĩa", "Ngọc", "Ong", "Ông", "Ơn",
    "Uyên", "Ưng", "Ỷ", "Yến",
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Đường làng ngõ xóm", "duong-lang-ngo-xom"),
        ("42/2022/NĐ-CP", "42-2022-nd-cp"),
        ("12/2026/QĐ-UBND", "12-2026-qd-ubnd"),
        ("tăng 86,1%", "tang-86-1"),
        ("1.500.000 đồng", "1-500-000-dong"),
        ("ƯỚC MƠ – ‘xanh’…", "uoc-mo-xanh"),
        ("Ða\u0323i ho\u0323\u0302i", "dai-hoi"),
        ("Bán đất", "ban-dat"),
        ("Bàn Đạt", "ban-dat"),
        ("Сад 中国", "sad-zhong-guo"),
        ("thu\u200bhồi", "thuhoi"),
        ("🙂 …", ""),
        ("", ""),
    ],
)
def test_a_slug_has_only_plain_letters_and_loses_no_word(text: str, slug: str) -> None:
    """A slug has only a-z, 0-9 and hyphens, and nothing of the words is lost."""
    assert slugify(text) == slug


def test_long_slugs_are_cut_between_words() -> None:
    """No word is cut, unless the first is too long by itself."""
    slug = slugify("trồng cây " * 20)
    assert len(slug) <= 80
    assert slug.split("-") == (["trong", "cay"] * 20)[: len(slug.split("-"))]
    assert slugify("một hai ba", limit=7) == "mot-hai"
    assert slugify("a" * 200) == "a" * 80


@given(WORDS)
def test_slugs_know_one_form_of_letters(text: str) -> None:
    """Composed or not, the slug is the same; a slug is its own slug."""
    slug = slugify(text)
    assert slug == slugify(unicodedata.normalize("NFD", text)) == slugify(slug)
    assert len(slug) <= 80
    assert not slug.startswith("-")
    assert not slug.endswith("-")


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(text: str) -> None:
    """A folded text has no marks left, whatever it was written in."""
    assert fold(unicodedata.normalize("NFD", text)) == fold(nfc(text))


@given(st.text(max_size=40) | WORDS, WORDS)
def test_a_look_at_the_first_letters_never_tells_apart_what_is_alike(text: str, more: str) -> None:
    """However a text is written, and whatever follows it in one of the two."""
    decomposed = unicodedata.normalize("NFD", f"  {text.upper()}")
    assert begin_alike(nfc(text.upper()), decomposed)
    assert fold_alike(nfc(text.upper()), decomposed)
    assert begin_alike(f"{text} {more}", text) or not fold(f"{text} {more}").startswith(fold(text))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ĐẢNG BỘ", "dang bo"),
        ("hòa", "hoa"),
        ("hoà", "hoa"),
        ("Ðồng\u00a0 Xuân\u200b", "dong xuan"),
        ("tie\u0302\u0301n", "tien"),
        ("한국", "한국"),
    ],
)
def test_a_search_without_marks_finds_what_was_written_with_them(text: str, folded: str) -> None:
    """What readers type in a hurry finds what editors wrote."""
    assert fold(text) == folded


def test_order_is_that_of_dictionaries() -> None:
    """Letters before tones, tones before capitals, over the whole text."""
    shuffled = list(IN_ORDER)
    Random(3).shuffle(shuffled)
    assert sorted(shuffled, key=sort_key) == IN_ORDER
    decomposed = [unicodedata.normalize("NFD", word) for word in shuffled]
    assert [nfc(word) for word in sorted(decomposed, key=sort_key)] == IN_ORDER


@pytest.mark.parametrize(
    "row", ["a à ả ã á ạ ă â b", "o ò õ ô ồ ơ ờ p", "d D đ Đ e", "ma mA Ma mà Mà mã", "ad ae æ af"]
)
def test_order_of_single_letters(row: str) -> None:
    """ngang, huyền, hỏi, ngã, sắc, nặng; small before capital; a ligature after its letters."""
    words = row.split()
    backwards = words[::-1]
    assert sorted(backwards, key=sort_key) == words


@given(st.text(max_size=30), st.text(max_size=30))
def test_equal_keys_mean_equal_texts(one: str, other: str) -> None:
    """The order is total: a list sorted twice comes out the same."""
    assert (sort_key(one) == sort_key(other)) == (one == other)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2024, 1, 1), "Thứ Hai, ngày 01 tháng 01 năm 2024"),
        (date(2024, 2, 29), "Thứ Năm, ngày 29 tháng 02 năm 2024"),
        (date(2024, 3, 5), "Thứ Ba, ngày 05 tháng 3 năm 2024"),
        (date(2024, 6, 30), "Chủ Nhật, ngày 30 tháng 6 năm 2024"),
        (date(2024, 12, 7), "Thứ Bảy, ngày 07 tháng 12 năm 2024"),
    ],
)
def test_date_in_words(day: date, words: str) -> None:
    """A zero stands before days under 10 and months 1 and 2, and nowhere else."""
    assert in_words(day) == words


def test_dates_in_figures() -> None:
    """Day first, always; a time of midnight is not known, and not shown."""
    assert short(date(2024, 6, 5)) == "05/06/2024"
    assert short_with_time(datetime(2024, 6, 5, 17, 3)) == "05/06/2024 17:03"
    assert short_with_time(datetime(2024, 6, 5)) == "05/06/2024"
    assert time_text(datetime(2024, 6, 5)) == "00:00"


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 B"), (999, "999 B"), (1000, "1 kB"), (999_499, "999 kB"), (999_500, "1 MB"), (1_249_999, "1,2 MB"),
        (999_949_999, "999,9 MB"), (999_950_000, "1 GB"), (1_500_000_000_000, "1.500 GB"),
    ],
)  # fmt: skip
def test_no_file_size_is_a_thousand_of_a_smaller_unit(size: int, words: str) -> None:
    """No size is shown as a thousand of a smaller unit."""
    assert file_size(size) == words


def test_numbers_are_grouped() -> None:
    """Points stand between thousands."""
    assert [with_thousands_points(number) for number in (0, 999, 1000, 40_000, -1_234_567)] == [
        "0", "999", "1.000", "40.000", "-1.234.567",
    ]  # fmt: skip


def test_slips_and_missing_marks_find_their_name() -> None:
    """Slips of the fingers and missing marks find their name; names with the right marks come first."""
    names = ["Tin tức", "Quy hoạch", "Thông báo", "Thông bão", "Giới thiệu"]
    assert nearest("thong bao", names) == ["Thông báo", "Thông bão"]
    assert nearest("Thông bão", names)[0] == "Thông bão"
    assert nearest("Quy hạoch", names) == ["Quy hoạch"]
    assert nearest("thongbao", names, limit=1) == ["Thông báo"]
    assert nearest("xyz", names) == []
    assert nearest("", names) == []
    assert nearest("a" * 10_000, ["a" * 10_000]) == ["a" * 10_000]


@pytest.mark.parametrize(
    "word", ["nghiêng", "quốc", "giếng", "gì", "khuya", "thuở", "yêu", "ĐƯỢC", "xoong", "Quỳnh"]
)
def test_rare_builds_are_syllables(word: str) -> None:
    """Rare builds are syllables too."""
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["", "b", "zô", "cát2", "mặtt", "tật̀", "tot", "strasse", "forêt"])
def test_what_breaks_a_rule_of_spelling_is_no_syllable(word: str) -> None:
    """What breaks a rule of spelling is none."""
    assert not is_syllable(word)
