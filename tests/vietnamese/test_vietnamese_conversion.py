"""Old and damaged text becomes Unicode; sound text stays as it is, to the letter."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata

import pytest
from every_syllable import TONES, every_syllable
from hypothesis import given
from hypothesis import strategies as st

from plugins.vietnamese.conversion import Certainty, convert_bytes, convert_text
from plugins.vietnamese.encodings import DOUBLE, from_cp1258, from_tcvn3, from_tcvn_full, from_vni

VIETNAMESE = [
    "Bà con thôn Đoài góp công sửa đường, dựng lại nhà văn hóa trước mùa mưa bão",
    "Trường mầm non nhận thêm trẻ từ tháng chín; phụ huynh nộp hồ sơ tại văn phòng",
    "Lớp học nghề đan lát dành cho những người thợ trẻ được mở miễn phí ở nhà truyền thống",
    "Thủy lợi, khoẻ mạnh, quý giá, kỹ nghệ: mỗi chữ một kiểu viết",
    "ỦY BAN NHÂN DÂN XÃ, HỘI NGHỊ TỔNG KẾT, QUYẾT ĐỊNH SỐ 12/QĐ-UBND",
]
FOREIGN = [
    "Le goût du thé où tôt ou tard il a dû naître, déjà vu, là-bas « côté forêt », août, mât, fût, très sûr",
    "Große Häuser über schöne Flüsse, Mädchen hören Öl, Äpfel süß, Gemüse für Bäcker",
    "São João não é só pão; mañana el niño oyó aquí más allá, aún país, ¿qué?, ¡así!",
    "Perché no? Così è più facile: però la città, lì giù, è già là",
    "Ærø, Tromsø, Åland, smörgåsbord, Þór, Ísland, café, naïve, façade, Noël, Zoë",
    "Łódź, Kraków, żółć; Plzeň, Dvořák; İstanbul, Beşiktaş; Москва, Αθήνα, 東京",
    "5 µm, 10 µm, 3 µg; © 2024 ® 38 °C · 20 m² ± 1 ¼ «tin» §5 ×2 ÷3 ¹ ² ³",
    "def f(x): return {'a': [1, 2], \"b\": x ** 2}  # it's 100% “fine” – really…",
    "1.234.567,89 đồng; 86,1%; 12/2026/QĐ-UBND; 07:30; +84 237 3833 123; a_b@c.vn",
]
SOUND_WORDS = sorted({word for line in VIETNAMESE + FOREIGN for word in line.split()})
LETTERS = "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđ"


SYLLABLES = every_syllable()


def as_tcvn3(text: str) -> str:
    """Return small letters as the bytes of TCVN3, shown as Latin-1."""
    return text.translate(TO_TCVN3)


def as_cp1258(text: str) -> bytes:
    """Return text as Windows-1258 has it: the tone behind its letter."""
    out = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in parts if mark in TONES and mark)
        bare = "".join(mark for mark in parts if mark not in tone)
        out.append(unicodedata.normalize("NFC", bare) + tone)
    return "".join(out).encode("cp1258")


def misread(text: str, codec: str) -> str:
    """Return text whose UTF-8 bytes were read in a code page; bytes it has not stay what they are."""
    return "".join(bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in text.encode("utf-8"))


def _table(convert, signs: list[str]) -> dict[int, str]:  # type: ignore[no-untyped-def]
    table: dict[int, str] = {}
    for sign in signs:
        meant = convert(sign)
        if len(meant) == 1 and meant != sign:
            table.setdefault(ord(meant), sign)
    return table


LATIN = [chr(code) for code in range(0xA1, 0x100)]
TO_TCVN3 = _table(from_tcvn3, LATIN)
TO_VNI = _table(from_vni, LATIN + [base + mark for base in "aeouyôöAEOUYÔÖ" for mark in LATIN])


# Sound text.


@pytest.mark.parametrize("text", [*VIETNAMESE, *FOREIGN, "\n".join(VIETNAMESE + FOREIGN), ""])
def test_sound_text_stays(text: str) -> None:
    """Vietnamese, French, German, Italian, code, numbers: not a letter changes, and it is certain."""
    found = convert_text(text)
    assert (found.text, found.encodings, found.certainty) == (text, (), Certainty.CERTAIN)
    as_bytes = convert_bytes(text.encode())
    assert text == "" or (as_bytes is not None and as_bytes.text == text)


@given(
    st.lists(st.sampled_from([*SOUND_WORDS, "\n"]), max_size=60),
    st.sampled_from([str, str.upper, str.title, str.lower]),
)
def test_sound_words_in_any_order_stay(words: list[str], case) -> None:  # type: ignore[no-untyped-def]
    """However sound words are mixed."""
    text = unicodedata.normalize("NFC", case(" ".join(words)))
    assert convert_text(text).text == text


@given(st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=40))
def test_sound_syllables_stay(words: list[str]) -> None:
    """All that Vietnamese can say."""
    text = " ".join(words)
    assert convert_text(text).text == text


@given(st.text(max_size=80))
def test_what_is_converted_is_composed_and_stays_so(text: str) -> None:
    """Any text: what comes out is NFC, and sound in its own eyes."""
    once = convert_text(text).text
    assert once == unicodedata.normalize("NFC", once)


@given(st.binary(max_size=200))
def test_any_bytes_are_judged(data: bytes) -> None:
    """No bytes bring the converter down."""
    convert_bytes(data)


# Every syllable, there and back.


def test_there_are_syllables() -> None:
    """The list is the language, not a handful."""
    assert len(SYLLABLES) > 15_000
    assert {"nghiêng", "thuở", "quyết", "giữa", "hoà", "hòa", "yểng"} <= set(SYLLABLES)


@pytest.mark.parametrize(("name", "table"), [("tcvn3", TO_TCVN3), ("vni", TO_VNI)])
def test_every_syllable_comes_back_from_a_font_code(name: str, table: dict[int, str]) -> None:
    """TCVN3 and VNI lose nothing."""
    convert = from_tcvn3 if name == "tcvn3" else from_vni
    assert [word for word in SYLLABLES if convert(word.translate(table)) != word] == []


def test_every_syllable_comes_back_from_the_code_page() -> None:
    """Windows-1258, read as itself or as the Western page."""
    wrong = [word for word in SYLLABLES if from_cp1258(as_cp1258(word).decode("cp1252")) != word]
    assert wrong == []


@pytest.mark.parametrize("codec", ["cp1252", "cp1258", "latin-1"])
def test_lines_come_back_from_a_double_encoding(codec: str) -> None:
    """UTF-8 that was read in a code page, once, twice and three times."""
    for line in VIETNAMESE[:4]:
        damaged = line
        for _ in range(3):
            damaged = misread(damaged, codec)
            found = convert_text(damaged)
            assert found.text == line
            assert found.encodings == (DOUBLE,)


@given(
    st.lists(st.sampled_from(SYLLABLES), min_size=8, max_size=30),
    st.sampled_from(["utf-16", "utf-16-le", "utf-16-be"]),
)
def test_wide_text_comes_back(words: list[str], codec: str) -> None:
    """UTF-16 with its mark or without."""
    text = " ".join(words)
    found = convert_bytes(text.encode(codec))
    assert found is not None
    assert found.text == text


@given(st.lists(st.sampled_from(SYLLABLES), max_size=30))
def test_decomposed_text_is_composed(words: list[str]) -> None:
    """Letters and marks that came apart, as macOS and old programs write them."""
    text = " ".join(words)
    assert convert_text(unicodedata.normalize("NFD", text)).text == text


# Whole files.


@pytest.mark.parametrize("sentence", VIETNAMESE[:4])
@pytest.mark.parametrize("name", ["TCVN3 (ABC)", "VNI", "Windows-1258"])
def test_a_file_in_an_old_page_is_read_and_it_is_certain(sentence: str, name: str) -> None:
    """Bytes of each page, alone and below lines that are UTF-8."""
    data = {
        "TCVN3 (ABC)": as_tcvn3(sentence).encode("latin-1"),
        "VNI": sentence.translate(TO_VNI).encode("cp1252"),
        "Windows-1258": as_cp1258(sentence),
    }[name]
    header = "Chuyên mục: Đời sống\n"
    for before, expected in ((b"", sentence), (header.encode(), header + sentence)):
        found = convert_bytes(before + data)
        assert found is not None
        assert (found.encodings, found.certainty) == ((name,), Certainty.CERTAIN)
        # The capital fonts of TCVN3 have no capitals of their own.
        assert found.text.lower() == expected.lower()


def test_iconv_agrees_on_every_line() -> None:
    """glibc knows the standard: what it reads, we read; the bytes are judged right without being told."""
    program = shutil.which("iconv")
    if program is None:
        pytest.skip("no iconv on this machine; install the package libc-bin")
    for line in VIETNAMESE:
        made = subprocess.run(
            [program, "-f", "UTF-8", "-t", "TCVN5712-1"],
            input=line.encode(),
            capture_output=True,
            check=False,
        )
        if made.returncode:
            pytest.skip("iconv of this machine does not know TCVN5712-1; install glibc's gconv modules")
        assert from_tcvn_full(made.stdout.decode("latin-1")) == line
        found = convert_bytes(made.stdout)
        assert found is not None
        assert found.text == line


@pytest.mark.parametrize(
    ("damaged", "sound"),
    [
        ("Nước s¹ch về lµng, bà con phÊn khëi", "Nước sạch về làng, bà con phấn khởi"),
        (
            "Đại hội chi ®oµn thôn Hång Hµ đã bầu 5 ®ång chÝ",
            "Đại hội chi đoàn thôn Hồng Hà đã bầu 5 đồng chí",
        ),
        (
            f"Bà con đã {misread('chăm lo việc', 'cp1252')} họ hàng, giữ nếp nhà, quét dọn ngõ xóm, tỉa cành, đắp lại bờ",
            "Bà con đã chăm lo việc họ hàng, giữ nếp nhà, quét dọn ngõ xóm, tỉa cành, đắp lại bờ",
        ),
    ],
)
def test_only_the_damaged_words_of_a_line_change(damaged: str, sound: str) -> None:
    """Text that was half converted once before."""
    found = convert_text(damaged)
    assert found.text == sound
    assert found.encodings in (("TCVN3 (ABC)",), (DOUBLE,))


def test_a_weak_line_is_read_as_its_neighbours_are() -> None:
    """A title of two words says little alone; below it stands the proof."""
    body = as_tcvn3(VIETNAMESE[0])
    found = convert_text(f"Hµ Néi\n\n{body}\n\nvâ thuËt\n")
    assert found.text.splitlines()[0] == "Hà Nội"
    assert "võ thuật" in found.text


def test_a_word_that_is_sound_both_ways_follows_its_line() -> None:
    """“lóc” is a word; below “§¨ng” it is not."""
    found = convert_text(f"{VIETNAMESE[1]}\n§¨ng lóc: 19/09/2023\n{as_tcvn3(VIETNAMESE[0])}\n")
    assert found.text.splitlines()[1] == "Đăng lúc: 19/09/2023"


def test_a_quotation_in_french_survives_beside_old_text() -> None:
    """What makes no sense converted stays, although the document is an old one."""
    body = as_tcvn3(VIETNAMESE[0])
    french = "déjà vu, là-bas, très sûr, naître"
    assert convert_text(f"{body}\n{french}\n").text.splitlines()[1] == french


def test_what_is_lost_is_told() -> None:
    """A letter whose byte was dropped cannot be known: it stays and is named."""
    line = misread(VIETNAMESE[1], "cp1252").replace("\u009d", "\ufffd")
    found = convert_text(line)
    assert "\ufffd" in found.text
    assert found.doubtful


def test_western_text_is_read_but_not_sworn_to() -> None:
    """A French file in the Western page is likely, no more; a picture is no text."""
    found = convert_bytes("Déjà très tôt à l'école".encode("latin-1"))
    assert found is not None
    assert (found.text, found.certainty) == ("Déjà très tôt à l'école", Certainty.LIKELY)
    assert convert_bytes(b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01" * 9) is None
    assert convert_bytes(bytes(range(256)) * 4) is None
