"""Old encodings are recognised and read; sound text never is suspected."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.vietnamese.encodings import from_double_utf8, from_tcvn3, from_vni, guess_bytes, legacy_encoding

SENTENCES = [
    "Bà con thôn Đoài góp công sửa đường, dựng lại nhà văn hóa trước mùa mưa bão",
    "Trường mầm non nhận thêm trẻ từ tháng chín; phụ huynh nộp hồ sơ tại văn phòng",
    "Lớp học nghề đan lát dành cho những người thợ trẻ được mở miễn phí ở nhà truyền thống",
    "Thủy lợi, khoẻ mạnh, quý giá, kỹ nghệ: mỗi chữ một kiểu viết",
    "Giếng làng cũ được khơi, nước trong vắt quanh năm",
]
FOREIGN = [
    "Le goût du thé où tôt ou tard il a dû naître, déjà vu, là-bas « côté forêt », août, mât, fût, très sûr",
    "Große Häuser über schöne Flüsse, Mädchen hören Öl, Äpfel süß, Gemüse für Bäcker",
    "São João não é só pão; mañana el niño oyó aquí más allá, aún país, ¿qué?, ¡así!",
    "Él está aquí — año nuevo, corazón; l’été à la mairie, ça va ? « où »",
    "Ærø, Tromsø, Åland, smörgåsbord, Þór, Ísland, café, naïve, façade, Noël, Zoë",
    "5 µm, 10 µm, 3 µg; © 2024 ® 38 °C · 20 m² ± 1 ¼ «tin» §5 ×2 ÷3 ¹ ² ³",
    "The café's résumé: naïve coöperation, über-cool, soup\u00adçon, £5 ¥7 €9",
]
SOUND_WORDS = sorted({word for sentence in SENTENCES for word in sentence.split()})
FOREIGN_WORDS = sorted({word for sentence in FOREIGN for word in sentence.split()})
LETTERS = "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđ"


def to_table(convert, candidates: list[str]) -> dict[int, str]:  # type: ignore[no-untyped-def]
    """Return a translation from Unicode letters to what an old encoding writes for them."""
    table: dict[int, str] = {}
    for candidate in candidates:
        meant = convert(candidate)
        if len(meant) == 1 and meant != candidate:
            table.setdefault(ord(meant), candidate)
    return table


LATIN = [chr(code) for code in range(0xA1, 0x100)]
TCVN3 = to_table(from_tcvn3, LATIN)
VNI = to_table(from_vni, LATIN + [base + mark for base in "aeouyôöAEOUYÔÖ" for mark in LATIN])


def test_tables_have_every_letter() -> None:
    """Both tables know all small letters; VNI all capitals, TCVN3 those without tones."""
    # ý of TCVN3, and ì and í of VNI, look as they do in Latin-1.
    assert {letter for letter in LETTERS if ord(letter) not in TCVN3} == {"ý"}
    assert {letter for letter in LETTERS + LETTERS.upper() if ord(letter) not in VNI} == set("ìíÌÍ")
    assert {letter for letter in "ĂÂÊÔƠƯĐ" if ord(letter) not in TCVN3} == set()


@pytest.mark.parametrize(
    ("old", "text"),
    [
        ("Hîp t¸c x· n«ng nghiÖp §«ng H¶i", "Hợp tác xã nông nghiệp Đông Hải"),
        ("TH¤NG B¸O VÒ VIÖC HäP", "THÔNG BÁO VỀ VIỆC HỌP"),
        ("¡n, ¢n, £m, ¤ng, ¥n, ¦ng", "Ăn, Ân, Êm, Ông, Ơn, Ưng"),
        (
            "n\u00adíc m¾m, ®\u00adêng, s÷a, quü, kú, lý, vâ, thñy",
            "nước mắm, đường, sữa, quỹ, kỳ, lý, võ, thủy",
        ),
    ],
)
def test_tcvn3_is_read(old: str, text: str) -> None:
    """ABC text becomes Unicode, and capitals of the capital fonts are raised."""
    assert from_tcvn3(old) == text


@pytest.mark.parametrize(
    ("old", "text"),
    [
        ("Hôïp taùc xaõ noâng nghieäp Ñoâng Haûi", "Hợp tác xã nông nghiệp Đông Hải"),
        ("THOÂNG BAÙO VEÀ VIEÄC HOÏP", "THÔNG BÁO VỀ VIỆC HỌP"),
        (
            "nöôùc maém, ñöôøng, quyõ, kyø, vónh vieãn, nghó, chæ thò",
            "nước mắm, đường, quỹ, kỳ, vĩnh viễn, nghĩ, chỉ thị",
        ),
        ("Aên, Aâm, AÂm, Oâng, Ôn, Öng", "Ăn, Âm, Âm, Ông, Ơn, Ưng"),
    ],
)
def test_vni_is_read(old: str, text: str) -> None:
    """VNI text becomes Unicode, whether the mark of a capital is one or not."""
    assert from_vni(old) == text


def test_tcvn3_is_what_iconv_makes_of_it() -> None:
    """Where the machine's iconv knows the standard, both tables agree."""
    program = shutil.which("iconv")
    for letter, old in TCVN3.items() if program else ():
        run = subprocess.run(
            [str(program), "-f", "TCVN5712-1", "-t", "UTF-8"],
            input=old.encode("latin-1"), capture_output=True, check=False,
        )  # fmt: skip
        if run.returncode == 0:
            assert unicodedata.normalize("NFC", run.stdout.decode()) == chr(letter)


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize(("name", "table"), [("TCVN3 (ABC)", TCVN3), ("VNI", VNI)])
def test_old_text_is_named_and_shown(sentence: str, name: str, table: dict[int, str]) -> None:
    """A pasted line is recognised below a sound header, and its sample is a part of the text."""
    text = f"Tiêu đề: Một tiêu đề đúng\n\n{sentence.translate(table)}\n"
    suspicion = legacy_encoding(text)
    assert suspicion is not None
    assert suspicion.encoding == name
    assert suspicion.sample in text
    assert suspicion.converted.lower() in sentence.lower()


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("codec", ["latin-1", "cp1252", "cp1258"])
def test_double_encoding_is_named_and_shown(sentence: str, codec: str) -> None:
    """UTF-8 that was read in a code page and saved again is recognised."""
    damaged = "".join(bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in sentence.encode("utf-8"))
    suspicion = legacy_encoding(f"Tin: {damaged}")
    assert suspicion is not None
    assert suspicion.encoding == "UTF-8 bị chuyển mã hai lần"
    assert suspicion.converted.replace("Tin: ", "") in sentence
    assert from_double_utf8(damaged) == sentence


@pytest.mark.parametrize("text", [*SENTENCES, *FOREIGN, "\n".join(SENTENCES + FOREIGN)])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_sound_text_is_not_suspected(text: str, form: str) -> None:
    """Vietnamese, French, German, Spanish, signs: none is taken for another."""
    assert legacy_encoding(unicodedata.normalize(form, text)) is None  # type: ignore[arg-type]


@given(
    st.lists(st.sampled_from(SOUND_WORDS + FOREIGN_WORDS), max_size=40),
    st.sampled_from([str, str.upper, str.title]),
)
def test_sound_words_in_any_order_are_not_suspected(words: list[str], case) -> None:  # type: ignore[no-untyped-def]
    """However sound words are mixed, no line of them looks damaged."""
    assert legacy_encoding(case(" ".join(words))) is None


@given(st.text(max_size=80))
def test_any_text_is_judged(text: str) -> None:
    """No text brings the judge down."""
    legacy_encoding(text)
    assert guess_bytes(text.replace("\0", "").encode()) is None or text.startswith("\ufeff")


@given(st.binary(max_size=200))
def test_any_bytes_are_judged(data: bytes) -> None:
    """No bytes bring the judge down, and UTF-8 without NULs is never called anything else."""
    guess_bytes(data)


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-16", "UTF-16"), ("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16BE"), ("utf-32", "UTF-32"),
    ],
)  # fmt: skip
def test_wide_bytes_are_named(sentence: str, codec: str, name: str) -> None:
    """UTF-16 is known by its mark, or by its zero bytes."""
    suspicion = guess_bytes(f"Tiêu đề: {sentence}\r\n".encode(codec))
    assert suspicion is not None
    assert (suspicion.encoding, suspicion.converted) == (name, f"Tiêu đề: {sentence}"[:80].strip())


def as_cp1258(text: str) -> bytes:
    """Return text as Windows-1258 has it: the tone behind its letter."""
    out = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323")
        bare = "".join(mark for mark in parts if mark not in tone)
        out.append(unicodedata.normalize("NFC", bare) + tone)
    return "".join(out).encode("cp1258")


@pytest.mark.parametrize("sentence", SENTENCES)
def test_bytes_of_code_pages_are_named(sentence: str) -> None:
    """Windows-1258, TCVN3 and VNI files are told apart, also where the rest of the file is UTF-8."""
    header = "Chuyên mục: Đời sống\n".encode()
    for name, data in (
        ("Windows-1258", as_cp1258(sentence)),
        ("TCVN3 (ABC)", sentence.translate(TCVN3).encode("latin-1")),
        ("VNI", sentence.translate(VNI).encode("cp1252")),
    ):
        suspicion = guess_bytes(header + data)
        assert suspicion is not None
        assert (suspicion.encoding, suspicion.converted.lower()) == (name, sentence[:80].strip().lower())


def test_western_text_is_named_so_and_a_picture_is_no_text() -> None:
    """Western text is named so; a picture is no text; UTF-8 is left alone."""
    western = guess_bytes("Déjà très tôt à l'école".encode("latin-1"))
    assert western is not None
    assert (western.encoding, western.converted) == ("Windows-1252", "Déjà très tôt à l'école")
    assert guess_bytes(bytes(range(256)) * 4) is None
    assert guess_bytes(b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01" * 9) is None
    assert guess_bytes(b"") is None
    assert guess_bytes("Một bài đúng".encode()) is None
