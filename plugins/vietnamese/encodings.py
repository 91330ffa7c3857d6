"""
Detect old Vietnamese encodings: which one a damaged text is in, and what it says.

A word is evidence if it is no Vietnamese syllable as it stands and becomes one when converted.
French, German or sound Vietnamese words all but never do; several in one line are proof.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product

from .letters import nfc
from .syllables import is_syllable

# TCVN 5712:1993 VN3 (ABC), as its bytes look in Latin-1. Capitals with tones have no codes of
# their own: the fonts whose names end in H show the small ones as capitals.
_TCVN3 = str.maketrans(
    "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
    "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
)
# VNI: a mark stands behind its vowel as a letter of its own. Order: sắc, huyền, hỏi, ngã, nặng.
_TONES = "\u0301\u0300\u0309\u0303\u0323"
_VNI_TONES = dict(zip("ùøûõï", _TONES, strict=True))
_VNI_VOWELS = {"a": "a", "e": "e", "o": "o", "u": "u", "y": "y", "ô": "ơ", "ö": "ư"}
_VNI_CIRCUMFLEX = dict(zip("âáàåãä", ("", *_TONES), strict=True))
_VNI_BREVE = dict(zip("êéèúüë", ("", *_TONES), strict=True))
_VNI_ALONE = dict(zip("ñíìæóòîôö", "đíìỉĩịỵơư", strict=True))


def _vni_table() -> dict[str, str]:
    """Return VNI letters, pairs included, and what they mean, small and capital."""
    small = dict(_VNI_ALONE)
    for (vowel, meant), (mark, tone) in product(_VNI_VOWELS.items(), _VNI_TONES.items()):
        small[vowel + mark] = nfc(meant + tone)
    for vowel, (mark, tone) in product("aeo", _VNI_CIRCUMFLEX.items()):
        small[vowel + mark] = nfc(f"{vowel}\u0302{tone}")
    for mark, tone in _VNI_BREVE.items():
        small["a" + mark] = nfc(f"a\u0306{tone}")
    table = dict(small)
    for written, meant in small.items():
        # A capital's mark is a capital, but many typed the small one: “AÂn”, “Aân”.
        table[written.upper()] = meant.upper()
        table[written[0].upper() + written[1:]] = meant.upper()
    return table


_VNI = _vni_table()
# Windows-1258 as a Western program shows it: a tone stands behind its letter and looks like a letter.
_CP1258 = {
    bytes([code]).decode("cp1252"): bytes([code]).decode("cp1258")
    for code in (0xC3, 0xCC, 0xD0, 0xD2, 0xD5, 0xDD, 0xDE, 0xE3, 0xEC, 0xF0, 0xF2, 0xF5, 0xFD)
}
_CP1258_TABLE = str.maketrans(_CP1258)
_VNI_LETTER = re.compile("|".join(sorted(_VNI, key=len, reverse=True)))
# The bytes of UTF-8 as the Western and the Vietnamese code page of Windows show them.
_AS_BYTES = {bytes([code]).decode("cp1252", "ignore") or chr(code): chr(code) for code in range(0x80, 0x100)}
_TO_BYTES = str.maketrans({**_AS_BYTES, "Ă": "\u00c3"})
_UTF8 = re.compile(
    "[\u00c3-\u00c6][\u0080-\u00bf]|\u00e1[\u00ba\u00bb][\u0080-\u00bf]|\u00e2\u0080[\u0093-\u00a6]"
)
VIETNAMESE = frozenset("–—‘’“”…àáâãèéêìíòóôõùúýăđĩũơưĐĂƠƯÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĨŨ") | {
    chr(code) for code in range(0x1EA0, 0x1EFA)
}

# Letters and signs that sound Vietnamese text hardly has, and all damaged text is full of.
RARE = re.compile("[\u0080-\u009f¡-¿×÷ÄÅÆÇËÎÏÐÑÖØÛÜÞßÿäåæçëîïðñöøûüþ]")
_WORD = re.compile("(?:[^\\W\\d_]|[¡-¿×÷])+")
_NOT_ASCII = re.compile("[^\0-\x7f]")
_SAMPLE_WORDS = 8
# So many characters are enough to judge by.
_JUDGED = 4000


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A text that seems to be in an old encoding: its name, a sample, and the sample converted."""

    encoding: str
    sample: str
    converted: str


def from_tcvn3(text: str) -> str:
    """
    Return TCVN3 text in Unicode; small letters among capitals, as the capital fonts have them, are raised.

    >>> from_tcvn3("Thä Xu©n, HéI NGHÞ"), from_tcvn3("VÒ VIÖC")
    ('Thọ Xuân, HỘI NGHỊ', 'VỀ VIỆC')
    """
    if _is_capital(text):
        return text.translate(_TCVN3).upper()
    return _WORD.sub(lambda word: _tcvn3_word(word[0]), text)


# The whole standard (TCVN 5712:1993 VN1) has capitals with tones as well, where other pages have controls.
_FULL: dict[int, str] = {
    code: letter
    for codes, letters in (
        (bytes(range(0x80, 0xA0)), "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ"),
        (b"\x01\x02\x04\x05\x06\x11\x12\x13\x14\x15\x16\x17", "ÚỤỪỬỮỨỰỲỶỸÝỴ"),
        (b"\xaf\xba\xbf\xc0\xc1\xc2\xc3\xc4\xc5\xcd\xd9\xda\xdb\xe0\xf0\xff", "ẰẲẴẮẦẨẪẤỀỂỄẾỒỔỖỐ"),
        (b"\xb0\xb1\xb2\xb3\xb4", "\u0300\u0309\u0303\u0301\u0323"),
    )
    for code, letter in zip(codes, letters, strict=True)
}
_TCVN_FULL: dict[int, int | str] = {**_TCVN3, **_FULL}


def from_tcvn_full(text: str) -> str:
    """
    Return text of the whole TCVN 5712, its bytes shown as Latin-1, in Unicode.

    >>> from_tcvn_full("\x9c \xa7\x92")
    'Ợ ĐÒ'
    """
    return nfc(text.translate(_TCVN_FULL))


def _tcvn3_word(word: str) -> str:
    converted = word.translate(_TCVN3)
    return converted.upper() if _is_capital(word) else converted


def _is_capital(text: str) -> bool:
    """Return whether the plain letters of a text are capitals; one alone may begin a name."""
    known = [letter for letter in text if letter.isascii() and letter.isalpha()]
    return len(known) > 1 and all(map(str.isupper, known))


def from_vni(text: str) -> str:
    """
    Return VNI text in Unicode.

    >>> from_vni("Thoï Xuaân, ÑAÁT")
    'Thọ Xuân, ĐẤT'
    """
    return _VNI_LETTER.sub(lambda letter: _VNI[letter[0]], text)


def from_cp1258(text: str) -> str:
    """
    Return text of the Vietnamese code page that was read as the Western one.

    >>> from_cp1258("ðýõòc, Viêòt, Xuân")
    'được, Việt, Xuân'
    """
    return nfc(text.translate(_CP1258_TABLE))


def from_double_utf8(text: str) -> str:
    """
    Return text whose UTF-8 bytes were read in a code page of Windows and saved again as UTF-8.

    >>> from_double_utf8("Thá»\\x8d XuÃ¢n")
    'Thọ Xuân'
    """
    parts: list[str] = []
    last = 0
    for start, end, letter in double_letters(text):
        parts += (text[last:start], letter)
        last = end
    return nfc("".join((*parts, text[last:])))


def double_letters(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield from where to where in a text the bytes of a letter stand, and that letter."""
    # One character becomes one: places in the translated text are places in the text.
    for found in _UTF8.finditer(text.translate(_TO_BYTES)):
        letter = found[0].encode("latin-1").decode("utf-8")
        if letter in VIETNAMESE:
            yield found.start(), found.end(), letter


# In order: of two that explain as many words, the first.
CONVERTERS: dict[str, Callable[[str], str]] = {
    "TCVN3 (ABC)": from_tcvn3,
    "VNI": from_vni,
    "Windows-1258": from_cp1258,
}
DOUBLE = "UTF-8 bị chuyển mã hai lần"


def legacy_encoding(text: str) -> Suspicion | None:
    """
    Return what a text that decoded as UTF-8 seems to be instead, or None for sound text.

    Every line is judged by itself: a sound header may stand above a pasted body.

    >>> legacy_encoding("Tin: Xaây döïng ñôøi soáng").converted
    'Xây dựng đời sống'
    """
    if text.isascii() or not RARE.search(text):
        return None
    # Not splitlines(): U+0085 is half of a letter here.
    for line in text.split("\n"):
        if len(RARE.findall(line)) > 1:
            suspicion = line_encoding(line[:_JUDGED])
            if suspicion:
                return suspicion
    return None


def line_encoding(line: str) -> Suspicion | None:
    """Return what one line seems to be."""
    letters = list(double_letters(line))
    if len({letter for *_, letter in letters}) > 1 and len(letters) * 4 >= len(_NOT_ASCII.findall(line)):
        start = line.rfind(" ", 0, letters[0][0]) + 1
        return _suspicion(DOUBLE, line[start:], from_double_utf8)
    composed = nfc(line)
    found = {name: evidence(composed, convert) for name, convert in CONVERTERS.items()}
    name = max(found, key=lambda name: len(found[name]))
    return _suspicion(name, composed[found[name][0] :], CONVERTERS[name]) if found[name] else None


def _suspicion(name: str, text: str, convert: Callable[[str], str]) -> Suspicion:
    sample = " ".join(text.split(" ")[:_SAMPLE_WORDS]).strip()
    return Suspicion(name, sample, convert(sample))


def evidence(line: str, convert: Callable[[str], str]) -> list[int]:
    """
    Return where the words stand that only make sense converted; none if they prove nothing.

    Proof is three different words, or two with a sign that no word has ("Xu©n"), if most words
    with marks are such.
    """
    different: set[str] = set()
    places: list[int] = []
    others = 0
    for found in marked_words(line):
        word, converted = found[0], convert(found[0])
        after_digit = line[found.start() - 1 : found.start()].isdigit()
        if not after_digit and len(word) > 1 and not is_sound(word) and is_syllable(converted):
            different.add(word.lower())
            places.append(found.start())
        # A word that is sound both ways, such as “dùng”, speaks for neither.
        elif not is_syllable(converted):
            others += 1
    certain = any(not word.isalpha() and RARE.search(word[1:]) for word in different)
    enough = len(different) > 2 or (len(different) == 2 and certain and not others)
    return places if enough and len(places) >= others else []


def is_sound(word: str) -> bool:
    """
    Return whether a word is a Vietnamese syllable with its capitals where words have them.

    >>> is_sound("Phên"), is_sound("phÊn")
    (True, False)
    """
    return is_syllable(word) and (word[1:].islower() or word.isupper() or len(word) == 1)


def marked_words(line: str) -> Iterator[re.Match[str]]:
    """Yield the words that are not plain ASCII; a soft hyphen alone marks no word."""
    for found in _WORD.finditer(line):
        if not found[0].replace("\u00ad", "").isascii():
            yield found


def guess_bytes(data: bytes) -> Suspicion | None:
    """
    Return which encoding bytes that are not UTF-8 seem to be in; None for UTF-8 and for no text at all.

    >>> guess_bytes("Họ và tên".encode("utf-16")).converted
    'Họ và tên'
    """
    wide = wide_codec(data)
    if wide:
        name, codec = wide
        text = data[:_JUDGED].decode(codec, "replace").lstrip("\ufeff").rstrip("\ufffd")
        return _preview(name, text, text) if is_text(text) else None
    damaged = _not_utf8(data)
    latin = damaged.decode("latin-1")
    if not is_text(latin):
        return None
    western = damaged.decode("cp1252", "replace")
    candidates = (
        ("Windows-1258", nfc(damaged.decode("cp1258", "replace"))),
        ("TCVN3 (ABC)", from_tcvn3(latin)),
        ("VNI", from_vni(western)),
    )
    name, converted = max(candidates, key=lambda candidate: soundness(candidate[1]))
    if soundness(converted) < 0.6:
        name, converted = "Windows-1252", western
    return _preview(name, western, converted)


def wide_codec(data: bytes) -> tuple[str, str] | None:
    """Return the name and the codec of UTF-16 or UTF-32, told by its mark or by its zero bytes."""
    for mark, name, codec in (
        (b"\xff\xfe\0\0", "UTF-32", "utf-32"),
        (b"\0\0\xfe\xff", "UTF-32", "utf-32"),
        (b"\xff\xfe", "UTF-16", "utf-16"),
        (b"\xfe\xff", "UTF-16", "utf-16"),
    ):
        if data.startswith(mark):
            return name, codec
    # Half of each letter's pair is often zero, and the other half never is.
    head = data[:_JUDGED]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd > 10 * even and odd * 4 >= len(head[1::2]):
        return "UTF-16", "utf-16-le"
    if even > 10 * odd and even * 4 >= len(head[::2]):
        return "UTF-16BE", "utf-16-be"
    return None


def _not_utf8(data: bytes) -> bytes:
    """Return the lines that are not UTF-8, as much of them as is needed to judge."""
    damaged: list[bytes] = []
    for line in data.splitlines():
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            damaged.append(line)
    return b"\n".join(damaged)[:_JUDGED]


def is_text(text: str) -> bool:
    """Return whether nearly all characters are such as a text has; pictures and archives fail."""
    strange = sum(ord(letter) < 32 and letter not in "\t\n\r\f" for letter in text)
    return bool(text) and (strange + text.count("\ufffd")) * 50 <= len(text)


def soundness(text: str) -> float:
    """Return which share of the words with marks are Vietnamese syllables."""
    marked = [word[0] for word in marked_words(text)]
    return sum(map(is_syllable, marked)) / len(marked) if marked else 0.0


def _preview(name: str, text: str, converted: str) -> Suspicion:
    return Suspicion(name, _first_line(text), nfc(_first_line(converted)))


def _first_line(text: str) -> str:
    return next((line.strip()[:80].strip() for line in text.splitlines() if line.strip()), "")
