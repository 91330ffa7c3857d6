"""What is typed with raw keys, as one word, or with a slip is read as it was meant; what is right is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from every_syllable import every_syllable
from hypothesis import given
from hypothesis import strategies as st
from node_scripts import copied, run

from plugins.problems.data_file import data_file
from plugins.search.lexicon import OFFICES, PLACES
from plugins.search.synonyms import read_synonyms
from plugins.search.words import words_in
from plugins.vietnamese.misspellings import CERTAIN, listed, right_phrases

# What the pages of a portal say.
TEXT = """Quy hoạch huyện Thọ Xuân, khu di tích Lam Kinh, đền thờ Lê Hoàn, phụ nữ, đất đai, lợn, sữa, văn bản, giải phóng
mặt bằng, lễ hội, chăn nuôi, người dân, nước, sử dụng, xử lý, sản xuất, năng suất, xuất khẩu, khả năng, trường học,
đường, thôn 3, quốc lộ 47, nghị quyết, kế hoạch, hội, xã, ở xã, OCOP, VHTT, góp ý, thu hồi, bưởi, chợ quê, nguyên,
những người, năng lực, đầu tư, bình thường, ước mơ, hạ, tú, Bàn Đạt"""
READ = """
import { respelt } from "./js/respelling.js";
import { vocabularyOf } from "./js/vocabulary.js";
const vocabulary = vocabularyOf(given.words.map((term) => ({ term, pages: 3 })), new Set());
const result = given.texts.map((text) => respelt(text, { ...given, vocabulary }));
"""
WRITTEN = """
import { fromTelex, fromVni, written } from "./js/typing.js";
import { spelled } from "./js/words.js";
const result = given.map((word) => [written(spelled(word)), written(fromTelex(word)), written(fromVni(word))]);
"""
SHORT_FORMS = [
    ["LHPN", "Liên hiệp Phụ nữ"],
    ["VHTT", "Văn hóa, Thông tin"],
    ["NQ", "Nghị quyết"],
    ["TƯ", "Trung ương"],
]
OFFICE = "Hội Nông dân huyện Thọ Xuân"
CENTRE = "Trung tâm VHTT, TT và DL huyện Thọ Xuân"


def read(folder: Path, *texts: str) -> list[str]:
    """Return what texts are taken for on a portal that says ``TEXT``."""
    found: list[str] = run(
        copied(folder),
        READ,
        {
            "words": sorted(set(filter(None, words_in(TEXT)))),
            "texts": texts,
            "shortForms": SHORT_FORMS,
            "lexicon": {
                "offices": OFFICES,
                "places": PLACES,
                "named": [[3, OFFICE, "co-quan/hoi-nong-dan/", 2], [3, CENTRE, "co-quan/trung-tam/", 9]],
                "synonyms": [
                    ["một cửa", "thủ tục hành chính"],
                    ["tham vấn", "lấy ý kiến"],
                    ["bán đất cho người khác", "chuyển nhượng"],
                ],
                "misspelt": list(listed(CERTAIN).items()),
                "wellSpelt": right_phrases(),
            },
        },
    )
    return found


MEANT = {
    # The keys of Telex, in the order in which people press them.
    "phuj nuwx": "phụ nữ",
    "ddeefn thowf lee hoanf": "đền thờ lê hoàn",
    "quy hoachj": "quy hoạch",
    "dduwowngf": "đường",
    "duongdwf": "đường",
    "nguwowif daan": "người dân",
    # A "w" by itself is "ư", as UniKey has it where no letter before it takes the mark.
    "nhwngx": "những",
    "lwcj": "lực",
    "ddaauf tw": "đầu tư",
    "bình thwowngf": "bình thường",
    "wowcs mow": "ước mơ",
    "NHWNGX NGUWOWIF": "những người",
    # Those of VNI, and a mark that came in time beside one that did not.
    "d9ất": "đất",
    "dat961": "đất",
    "quy hoach5": "quy hoạch",
    "phu5 nu74": "phụ nữ",
    # With the capitals locked: words beside each other, or one of several marks.
    "PHU5 NU74": "phụ nữ",
    "D9AT61": "đất",
    "QUY HOACH5": "QUY hoạch",
    # Words that were typed as one.
    "quyhoach": "quy hoach",
    "thoxuan": "tho xuan",
    "lamkinh": "lam kinh",
    "giaiphongmatbang": "giai phong mat bang",
    "quyhoạch": "quy hoạch",
    # Some of them of one letter, or short forms of consonants; those that the portal knows together with their marks.
    "truonghocoxa": "truong hoc o xa",
    "xaocop": "xa ocop",
    "xavhtt": "xa vhtt",
    "trungtamvhtt": "trung tam vhtt",
    "thutuchanhchinh": "thu tuc hanh chinh",
    "layykien": "lay y kien",
    "lấyýkiến": "lấy ý kiến",
    # With a number, and four letters of what the portal knows.
    "quyhoach2030": "quy hoach2030",
    "thamvấn": "tham vấn",
    "batd": "batd",
    # Joined and with their keys, which make a word longer.
    "hooijdduwowngf": "hội đường",
    "dduwowngfthoxuan": "đường tho xuan",
    # With marks as words that have these.
    "bànđạt": "bàn đạt",
    # A letter too many, too few, another one, two in each other's place: only of what is no word.
    "hoahc": "hoach",
    "hoạnh": "hoạch",
    "xuaatx": "xuất",
    "ngyuen": "nguyen",
    "fụ": "phụ",
    # Another tone, what sounds alike.
    "hoặch": "hoạch",
    "giãi": "giải",
    "nợn": "lợn",
    "xữa": "sữa",
    "trăn": "chăn",
    "nguyêng": "nguyên",
    # The list of misspellings.
    "xử dụng": "sử dụng",
    "Sử lý": "xử lý",
    # Initials.
    "HLHPN": "Hội Liên hiệp Phụ nữ",
    "TTVHTT": "Trung tâm Văn hóa, Thông tin",
    "HNDH": "Hội Nông dân huyện",
}
RIGHT = (
    "quy hoạch",
    "quy hoach",
    "QUY HOẠCH",
    "153/QĐ-TTg",
    "NQ10",
    "QL47",
    "thôn 3",
    "NQ 10",
    "www",
    "web",
    "HA5",
    "TU1",
    "tổ TU1",
    "QL47 QL15",
    "khả năng xuất khẩu",
    "hoà",
    "xyz",
    "2024",
    "quy hoa",
    "hoahxc",
    "abcdefgh",
    "12345",
    "",
    "…",
)


def test_what_was_typed_is_read_as_it_was_meant(tmp_path: Path) -> None:
    """Each kind of slip, alone and beside other words."""
    found = read(tmp_path, *(f"{one} " for one in MEANT))

    assert {one: text.rstrip() for one, text in zip(MEANT, found, strict=True)} == MEANT


def test_the_last_of_words_typed_as_one_may_be_half_typed(tmp_path: Path) -> None:
    """Once two others are whole: while it is typed, what it will be is found."""
    texts = ("lehoilamk", "quyhoachhuyentho", "thuhồiđ", "giaiphongmatb", "lehoilamk ", "lehoilamxq")

    assert read(tmp_path, *texts) == [
        "le hoi lam k",
        "quy hoach huyen tho",
        "thu hồi đ",
        "giai phong mat b",
        "lehoilamk ",
        "lehoilamxq",
    ]


def test_what_is_right_is_left_as_it_is(tmp_path: Path) -> None:
    """Also what is half typed, numbers of documents, what nobody knows."""
    assert read(tmp_path, *RIGHT) == list(RIGHT)


def test_letters_that_changed_their_places_come_first_and_marks_that_were_typed_count(tmp_path: Path) -> None:
    """Of words that are one letter off, whatever number of pages has each."""
    code = """
    import { vocabularyOf } from "./js/vocabulary.js";
    const words = [["hau65", 9], ["han2", 8], ["hua6n", 1], ["tan1", 9], ["tra6n1", 1]];
    const vocabulary = vocabularyOf(words.map(([term, pages]) => ({ term, pages })), new Set());
    const result = given.map((word) => vocabulary.near(word)[0]);
    """

    assert run(copied(tmp_path), code, ["ha6un", "haun", "trna"]) == ["hua6n", "huan", "tran"]


def test_another_number_is_no_number_that_was_struck_wrongly(tmp_path: Path) -> None:
    """Whatever figure is missing, too many, another or in another's place: each of them is a document or a year of its own."""
    code = """
    import { isNearlyTyped, isOneLetterOff, vocabularyOf } from "./js/vocabulary.js";
    const vocabulary = vocabularyOf(["472", "4712", "nam1", "nq", "d9", "t"].map((term) => ({ term, pages: 3 })), new Set());
    const [numbers, names] = given;
    const result = {
      numbers: numbers.filter(([one, other]) => isNearlyTyped(one, other) || isNearlyTyped(other, one) || isOneLetterOff(one, other)),
      near: [].concat(...numbers).filter((one) => vocabulary.near(one).length),
      names: names.map(([one, other]) => isOneLetterOff(one, other)),
    };
    """
    numbers = [("4721", "472"), ("219", "21"), ("203", "20"), ("2019", "2091"), ("15", "5"), ("a61", "1")]
    names = [("nam2031", "nam2021"), ("thon3", "thon"), ("nm2021", "nam2021"), ("nma2021", "nam2021")]

    assert run(copied(tmp_path), code, [numbers, names]) == {
        "numbers": [],
        "near": [],
        "names": [False, False, True, True],
    }


OLD_FONT = """
import { withoutOldFont } from "./js/respelling.js";
import { fromOldFont } from "./js/typing.js";
import { spelled } from "./js/words.js";
// The worst that pages could have: no word as it was typed, and each as letters of an old font would show it.
const result = given.filter((text) => {
  const wordsOf = (some) => some.normalize("NFC").split(" ").map(spelled);
  const shown = new Set(wordsOf(fromOldFont(text.normalize("NFC"))));
  const typed = new Set(wordsOf(text).filter((word) => !shown.has(word)));
  return withoutOldFont(text, { has: (word) => !typed.has(word) }) !== text;
});
"""


def test_no_sound_word_is_read_as_letters_of_an_old_font(tmp_path: Path) -> None:
    """Half of these letters are some of ours too: “phô mai” is no “phụ mai”, whatever words the pages have."""
    syllables = [word for word in every_syllable() if not set(word).isdisjoint("àáâãèéêìíòóôõùúý")]
    capital = [word[0].upper() + word[1:] for word in syllables]
    phrases = [" ".join(pair) for pair in zip(syllables, reversed(capital), strict=True)]
    others = [
        "phô mai",
        "bê tông",
        "ô tô",
        "« phô mai »",
        "5 × 20 phô",
        "phô · mai",
        "½ bê",
        "27,4 km² thô",
        "tháng 5 Ý",
    ]
    texts = [*syllables, *capital, *map(str.upper, syllables), *phrases, *others]

    assert run(copied(tmp_path), OLD_FONT, texts) == []


def test_what_no_sound_word_has_tells_letters_of_an_old_font(tmp_path: Path) -> None:
    """A sign within a word, or a capital behind a small letter; however its letters are composed."""
    texts = ["Quy ho¹ch", "lÔ héi lam kinh", "th«n xãm", "®Êt ®ai", "n\u00adíc s¹ch", "lO\u0302 he\u0301i"]

    assert run(copied(tmp_path), OLD_FONT, texts) == texts


def test_words_are_written_as_they_are_spelled(tmp_path: Path) -> None:
    """The tone where the old way has it."""
    words = [
        "đường",
        "hòa",
        "thủy",
        "quỳ",
        "giặt",
        "giếng",
        "khuỷu",
        "ngoài",
        "nguyễn",
        "quốc",
        "khuya",
        "yến",
        "tuổi",
        "thuở",
        "của",
        "uể",
        "ý",
        "gì",
        "người",
        "hoặc",
        "kiểu",
    ]
    found: list[list[str]] = run(copied(tmp_path), WRITTEN, words)

    assert {word: one for word, (one, _, _) in zip(words, found, strict=True) if word != one} == {
        "quỳ": "quì"
    }


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ('[dong-nghia]\nhoi = ["a"]', "[[dong-nghia]]"),
        ('[[khac]]\nhoi = ["a"]', "không có phần “khac”"),
        ('[[dong-nghia]]\nhoi = ["sổ đỏ"]', "“la” cần là một danh sách"),
        ('[[dong-nghia]]\nhoi = "sổ đỏ"\nla = ["đất"]', "“hoi” cần là một danh sách"),
        ('[[dong-nghia]]\nhoi = ["sổ đỏ", 5]\nla = ["đất"]', "“hoi” cần là một danh sách"),
        ('[[dong-nghia]]\nhoi = ["…"]\nla = ["đất"]', "“hoi” cần là một danh sách"),
        ('[[dong-nghia]]\nhoi = ["Sổ đỏ"]\nla = ["sổ đỏ"]', "đứng ở cả hai vế"),
        ('dong-nghia = ["a"]', "mục thứ 1 bị bỏ qua"),
        ('[[dong-nghia]]\nhoi = ["a"]\nla = ["b"]\nkhac = 1', "“khac” không dùng đến"),
    ],
)
def test_another_word_that_is_not_whole_is_told(row: str, told: str) -> None:
    """With its line."""
    file = data_file(row, "dong-nghia.toml")
    found = read_synonyms(file)

    assert [(told in one.message, one.line in (1, 4)) for one in file.problems] == [(True, True)]
    assert found == ([("a", "b")] if "khac = 1" in row else [])


@given(st.text(max_size=200))
def test_no_text_of_a_data_file_breaks_its_reader(text: str) -> None:
    """Whatever was written is a list of pairs or told."""
    file = data_file(text, "dong-nghia.toml")

    assert isinstance(read_synonyms(file), list)


def test_a_letter_in_another_place_is_one_slip_in_a_word_of_four_letters_or_more(tmp_path: Path) -> None:
    """Two places at most; in a shorter word that makes another word."""
    code = 'import { isNearlyTyped } from "./js/vocabulary.js"; const result = given.map(([one, other]) => isNearlyTyped(one, other));'
    slips = [("knih", "kinh"), ("knhi", "kinh"), ("nkih", "kinh"), ("lma", "lam"), ("hao5ch", "hoa5ch")]
    others = [("nha", "anh"), ("nhki", "kinh"), ("hnik", "kinh"), ("kinh", "kinh"), ("tahnh", "tinhh")]

    assert run(copied(tmp_path), code, [*slips, *others]) == [True] * len(slips) + [False] * len(others)


def test_a_documents_number_typed_as_one_is_parted(tmp_path: Path) -> None:
    """Where its letters are nothing but short forms; another code stays as it is."""
    assert read(tmp_path, "58NQTƯ", "10nqtu ", "58NQ", "58NQX", "A58NQTƯ") == [
        "58 NQ TƯ",
        "10 nq tu ",
        "58NQ",
        "58NQX",
        "A58NQTƯ",
    ]
