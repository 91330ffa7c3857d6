"""
Convert text in an old encoding, or decoded wrongly, to Unicode in composed letters, and say how sure that is.

Sound text is never changed: a word is converted only if it is no Vietnamese as it stands and is once converted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .encodings import (
    CONVERTERS,
    DOUBLE,
    RARE,
    VIETNAMESE,
    double_letters,
    evidence,
    from_tcvn3,
    from_tcvn_full,
    from_vni,
    is_sound,
    is_text,
    line_encoding,
    marked_words,
    soundness,
    wide_codec,
)
from .letters import nfc
from .syllables import is_syllable

Convert = Callable[[str], str]

DECOMPOSED = "chữ và dấu rời (chưa dựng sẵn)"
_SURE, _FAIR = 0.9, 0.6
_ENOUGH_WORDS = 4
_LEAST_DOUBLE_LINES = 2
_DEEPEST = 4
# What a second reading as bytes can have made: letters, and signs that stand for half a letter.
_BYTE_LIKE = re.compile(
    "[\u0080-\u00ff\u0102\u0103\u0110\u0111\u0152-\u0192\u01a0-\u01b0\u02c6\u02dc\u0300-\u0323\u2013-\u2122\u20ab]+"
)
_LETTER = re.compile(r"[^\W\d_]")
# Letters that no code page of a Western or Vietnamese machine has.
_ONLY_UNICODE = re.compile("[\u1ea0-\u1ef9]")
# Letters that only today's Vietnamese has, and no old encoding shows.
_TODAY = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]")
# The bytes that characters of either code page stand for; where both have one, it is the same byte.
_BYTES = {
    bytes([code]).decode(page, "ignore") or chr(code): code
    for page in ("cp1258", "cp1252")
    for code in range(0x80, 0x100)
}


class Certainty(StrEnum):
    """How sure a conversion is; the value is the word that editors read."""

    CERTAIN = "chắc chắn"
    LIKELY = "có lẽ"
    UNKNOWN = "không rõ"


@dataclass(frozen=True, slots=True)
class Conversion:
    """
    A converted text, the encodings that were found in it, and how sure the conversion is.

    ``doubtful`` are words that look damaged and were left as they are.
    """

    text: str
    encodings: tuple[str, ...] = ()
    certainty: Certainty = Certainty.CERTAIN
    doubtful: tuple[str, ...] = ()


def convert_bytes(data: bytes) -> Conversion | None:
    """
    Return the text that bytes hold, in Unicode; None for what is no text.

    >>> convert_bytes("Họ và tên".encode("utf-16-le")).text
    'Họ và tên'
    >>> convert_bytes(b"H\\xe4p d\\xa9n").encodings
    ('TCVN3 (ABC)',)
    """
    wide = wide_codec(data)
    if wide:
        return _from_wide(data, *wide)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _from_code_page(data)
    if "\0" in text or not is_text(text or " "):
        return None
    return convert_text(text)


def _from_wide(data: bytes, name: str, codec: str) -> Conversion | None:
    try:
        text = data.decode(codec).lstrip("\ufeff")
    except UnicodeDecodeError:
        return None
    if not is_text(text) or not _LETTER.search(text):
        return None
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff"))
    return _followed_by(name, convert_text(text), Certainty.CERTAIN if marked else Certainty.LIKELY)


def _followed_by(name: str, rest: Conversion, certainty: Certainty) -> Conversion:
    """Return two conversions as one; it is as sure as the less sure of them."""
    least = max(certainty, rest.certainty, key=list(Certainty).index)
    return Conversion(rest.text, (name, *rest.encodings), least, rest.doubtful)


def _from_code_page(data: bytes) -> Conversion | None:
    """Convert the lines that are not UTF-8 from the code page that makes the most Vietnamese words of them."""
    lines = data.split(b"\n")
    damaged = b"\n".join(line for line in lines if not _is_utf8(line))
    if not is_text(damaged.decode("latin-1")) and not any(code in damaged for code in range(0x80, 0xA0)):
        return None
    candidates: list[tuple[str, Convert]] = [
        ("Windows-1258", lambda text: nfc(text.encode("latin-1").decode("cp1258"))),
        ("TCVN3 (ABC)", from_tcvn3),
        ("VNI", lambda text: from_vni(text.encode("latin-1").decode("cp1252"))),
        ("TCVN 5712 đầy đủ", from_tcvn_full),
        ("Windows-1252", lambda text: text.encode("latin-1").decode("cp1252")),
    ]
    latin = damaged.decode("latin-1")
    scored = sorted(_scored(latin, candidates), key=lambda one: -one[0])
    if not scored:
        return None
    best, name, convert = scored[0]
    second = next((one[0] for one in scored if one[2](latin) != convert(latin)), 0.0)
    if best < _FAIR:
        western = next((one for one in scored if one[1] == "Windows-1252"), None)
        if western is None:
            return None
        _, name, convert = western
    words = sum(1 for _ in marked_words(convert(latin)))
    sure = best >= _SURE and words >= _ENOUGH_WORDS and best - second > 0.15
    text = "\n".join(
        line.decode("utf-8") if _is_utf8(line) else convert(line.decode("latin-1")) for line in lines
    )
    return Conversion(nfc(text), (name,), Certainty.CERTAIN if sure else Certainty.LIKELY)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _scored(text: str, candidates: Sequence[tuple[str, Convert]]) -> Iterator[tuple[float, str, Convert]]:
    """Yield the soundness of a text in each code page, but for one that has no such characters."""
    for name, convert in candidates:
        try:
            converted = convert(text)
        except UnicodeDecodeError:
            continue
        if is_text(converted):
            yield soundness(converted), name, convert


def convert_text(text: str) -> Conversion:
    """
    Return a text that decoded well with its damaged parts made sound, in composed letters.

    Every line is judged by itself, and then again given the encodings of the others.

    >>> convert_text("Hîp t¸c x· n«ng nghiÖp §«ng H¶i").text
    'Hợp tác xã nông nghiệp Đông Hải'
    >>> convert_text("Thủy lợi, déjà vu, 38 °C").encodings
    ()
    """
    composed = nfc(text)
    if not RARE.search(text) and not _BYTE_LIKE.search(text):
        return Conversion(composed, (DECOMPOSED,) if composed != text else ())
    # Not of the composed text: a lone mark may be half of a letter here.
    undone = _undoubled_lines(text.split("\n"))
    encodings = [DOUBLE] if "\n".join(undone) != text else []
    lines = [nfc(line) for line in undone]
    if not encodings and composed != text:
        encodings.append(DECOMPOSED)
    verdicts = [_verdict(line) for line in lines]
    known = sorted({name for name in verdicts if name}, key=lambda name: -verdicts.count(name))
    pure = bool(known) and not any(_TODAY.search(line) for line in lines)
    certainty = Certainty.CERTAIN
    doubtful: list[str] = []
    converted: list[str] = []
    for line, verdict in zip(lines, verdicts, strict=True):
        sound, sure = _converted(line, verdict, known, pure)
        converted.append(sound)
        if not sure:
            certainty = Certainty.LIKELY
        if known or encodings:
            doubtful += _damaged_words(sound)
    encodings += known
    return Conversion("\n".join(converted), tuple(encodings), certainty, tuple(dict.fromkeys(doubtful)))


def _undoubled_lines(lines: Sequence[str]) -> list[str]:
    """
    Return lines as they were meant, each judged by itself, then given the others.

    Where some lines surely were read as a code page and none has a letter that no code page has, so were the short
    ones and the foreign words: whatever is bytes of UTF-8 throughout is read.

    >>> _undoubled_lines(["TrÆ°á»›c tin bÃ£o xÃ£", "ngÃ y mai cáº¥y lÃºa", "(HÃ¬nh 1) â†’ naÃ¯ve"])[2]
    '(Hình 1) → naïve'
    """
    undone = [undoubled(line) for line in lines]
    certain = sum(one != line for one, line in zip(undone, lines, strict=True))
    if certain < _LEAST_DOUBLE_LINES or any(_ONLY_UNICODE.search(line) for line in lines):
        return undone
    return [_read_strictly(line) or one for line, one in zip(lines, undone, strict=True)]


def _read_strictly(line: str) -> str:
    """Return a line all of whose characters beyond ASCII are bytes of UTF-8, read; "" for any other."""
    read = line
    for _ in range(_DEEPEST):
        try:
            codes = bytes(_BYTES.get(one, ord(one)) for one in read)
            deeper = codes.decode("utf-8")
        except ValueError:
            break
        if deeper == read:
            break
        read = deeper
    return read if read != line else ""


def undoubled(line: str) -> str:
    """
    Return a line whose UTF-8 bytes were read as a code page, once or several times, as it was meant.

    >>> undoubled("Thá»\\x8d XuÃ¢n"), undoubled("não, São Paulo")
    ('Thọ Xuân', 'não, São Paulo')
    """
    if line.isascii():
        return line
    before, read = line, _bytes_read(line)
    for _ in range(_DEEPEST):
        deeper = _bytes_read(read)
        if deeper == read:
            break
        before, read = read, deeper
    return read if read != line and (judged_double(before) or _words_made_sound(line, read)) else line


def _words_made_sound(line: str, read: str) -> bool:
    """
    Return whether at least two damaged words became syllables, and no word that was sound was lost.

    >>> _words_made_sound("Bà con chÄƒm lo viá»‡c họ", "Bà con chăm lo việc họ")
    True
    """
    before = {word[0] for word in marked_words(line)}
    after = {word[0] for word in marked_words(read)}
    made = after - before
    return len(made) > 1 and all(map(is_sound, made)) and not any(map(is_sound, before - after))


def judged_double(line: str) -> bool:
    """Return whether enough of what is no ASCII in a line are the bytes of Vietnamese letters."""
    letters = list(double_letters(line))
    strange = len(re.findall("[^\0-\x7f]", line))
    return len({letter for *_, letter in letters}) > 1 and len(letters) * 4 >= strange


def _bytes_read(line: str) -> str:
    """
    Return a line in which characters that are the bytes of a letter are that letter.

    >>> _bytes_read("DÃ¢n"), _bytes_read("Dân")
    ('Dân', 'Dân')
    """
    return _BYTE_LIKE.sub(lambda run: _read_run(run[0]), line)


def _read_run(run: str) -> str:
    codes = [_BYTES.get(character, ord(character) if ord(character) < 0x100 else -1) for character in run]
    out: list[str] = []
    place = 0
    while place < len(run):
        read = next(filter(None, (_letter(codes[place : place + length]) for length in (3, 2))), "")
        out.append(read or run[place])
        place += len(read.encode("utf-8")) or 1
    return "".join(out)


def _letter(codes: list[int]) -> str:
    """Return the one character that some bytes are, if a Vietnamese text can have it, whole or read once more."""
    try:
        letter = bytes(codes).decode("utf-8")
    except (UnicodeDecodeError, ValueError):
        return ""
    wanted = letter in VIETNAMESE or letter in _BYTES or "\x80" <= letter <= "\xff"
    return letter if len(letter) == 1 and wanted else ""


def _verdict(line: str) -> str:
    """Return the old encoding that a line is in, or ""."""
    if len(RARE.findall(line)) < 2:
        return ""
    suspicion = line_encoding(line)
    return suspicion.encoding if suspicion and suspicion.encoding in CONVERTERS else ""


def _converted(line: str, verdict: str, known: Sequence[str], pure: bool) -> tuple[str, bool]:
    """Return a line made sound and whether that is sure; ``known`` are the encodings of other lines."""
    if verdict and not _TODAY.search(line):
        return nfc(CONVERTERS[verdict](line)), _is_proven(line, CONVERTERS[verdict])
    for name in [verdict] if verdict else known:
        convert = CONVERTERS[name]
        if pure and not verdict and _explains(line, convert):
            return nfc(convert(line)), True
        by_words = _by_words(line, convert)
        if by_words != line and not _TODAY.search(line) and _explains(line, convert):
            # A line without one sound letter of today, among others that are old as a whole.
            return nfc(convert(line)), False
        if by_words != line:
            return by_words, bool(verdict)
    return line, True


def _is_proven(line: str, convert: Convert) -> bool:
    return soundness(convert(line)) >= _SURE and len(evidence(line, convert)) >= _ENOUGH_WORDS - 1


def _explains(line: str, convert: Convert) -> bool:
    """Return whether a line of an old document has as many Vietnamese words converted as it stands, or more."""
    marked = [word[0] for word in marked_words(line)]
    if not marked:
        return False
    as_is = sum(map(is_syllable, marked))
    return sum(is_syllable(convert(word)) for word in marked) >= max(as_is, len(marked) / 2)


def _by_words(line: str, convert: Convert) -> str:
    """
    Return a line in which only the words are converted that are no Vietnamese as they stand.

    >>> _by_words("Nước s¹ch về lµng", from_tcvn3)
    'Nước sạch về làng'
    """

    def converted_if_damaged(found: re.Match[str]) -> str:
        word = found[0]
        converted = nfc(convert(word))
        damaged = len(word) > 1 and not is_sound(word) and is_sound(converted) and not _TODAY.search(word)
        return converted if damaged else word

    out: list[str] = []
    behind = 0
    for found in marked_words(line):
        out += (line[behind : found.start()], converted_if_damaged(found))
        behind = found.end()
    return "".join((*out, line[behind:]))


def _damaged_words(line: str) -> Iterator[str]:
    """Yield the words of a converted line that still look damaged."""
    for found in marked_words(line):
        word = found[0]
        signs = [letter for letter in word if RARE.match(letter)]
        if len(word) > 1 and signs and not is_syllable(word) and any(map(_LETTER.match, word)):
            if "\ufffd" in word or any(not letter.isalpha() for letter in signs):
                yield word
