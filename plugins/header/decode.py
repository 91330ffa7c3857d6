"""Decode the bytes of an article: UTF-8, composed letters (NFC), one kind of line end, no control characters."""

from __future__ import annotations

import re
import unicodedata

from plugins.problems import Problem, error, warning
from plugins.vietnamese.encodings import Suspicion, guess_bytes, legacy_encoding
from plugins.vietnamese.letters import nfc

ZERO_WIDTH = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
PRIVATE = re.compile("[\ue000-\uf8ff]")
CONTROL = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
LINE_END = re.compile("\r\n?|[\x85\u2028\u2029]")
FALSE_D = re.compile("[\u00d0\u0189]")
# One search shows whether any of the characters that need a problem occurs at all.
RARE = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00d0\u0189\u202a-\u202e\u2066-\u2069]")
# Vietnamese as it is typed today: all letters composed, none a sign of another encoding. Such a text needs no work.
SOUND = re.compile("[\t\n -~\u00a0“”‘’–—…ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]*")
FOREIGN = re.compile("[\u0370-\u03ff\u0400-\u052f]")
WORD = re.compile(r"[^\W\d_]+")


def decode(path: str, data: bytes) -> tuple[str, list[Problem]]:
    """
    Return a file's text and the problems of its characters; the text is "" where it cannot be decoded.

    >>> decode("x.md", b"\\xef\\xbb\\xbfM\\xe1\\xbb\\x99t\\r\\n")
    ('Một\\n', [])
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as failure:
        return "", [_not_utf8(path, data, failure)]
    if "\0" in text:
        return "", [_nul(path, data)]
    if SOUND.fullmatch(text) and not text.isspace() and text:
        return text, []
    text = LINE_END.sub("\n", text)
    suspicion = legacy_encoding(text)
    if suspicion:
        return "", [_old_font(path, text, suspicion)]
    text = nfc(PRIVATE.sub("", ZERO_WIDTH.sub("", text)))
    if not text.strip():
        return "", [error(path, 0, "tep-rong", "tệp rỗng. Hãy xóa tệp hoặc thêm dòng “Tiêu đề: …”.")]
    if not RARE.search(text):
        return text, []
    problems = list(_rare(path, text))
    return BIDI.sub("", FALSE_D.sub("Đ", CONTROL.sub(" ", text))), problems


def homoglyphs(text: str) -> list[str]:
    """
    Return the Cyrillic and Greek letters that stand in a word among Latin ones.

    >>> homoglyphs("\\u0422họ Xuân, \\u03b1 = 5")
    ['Т']
    """
    found: list[str] = []
    if not FOREIGN.search(text):
        return found
    for word in WORD.findall(text):
        if any(unicodedata.name(letter, "").startswith("LATIN") for letter in word):
            found.extend(FOREIGN.findall(word))
    return list(dict.fromkeys(found))


def _line(text: str | bytes, position: int) -> int:
    before = text[:position]
    if isinstance(before, bytes):
        return len(LINE_END.sub("\n", before.decode("latin-1")).split("\n"))
    return before.count("\n") + 1


def _not_utf8(path: str, data: bytes, failure: UnicodeDecodeError) -> Problem:
    guess = guess_bytes(data)
    encoding = guess.encoding if guess else "không rõ"
    preview = (
        f" Bản xem trước đã chuyển: “{_one_line(guess.converted)}”." if guess and guess.converted else ""
    )
    return error(
        path,
        1 if encoding == "UTF-16" else _line(data, failure.start),
        "ma-hoa",
        f"tệp không phải UTF-8 (đoán là {encoding}; byte 0x{data[failure.start]:02X} ở vị trí "
        f"{failure.start + 1}). Hãy mở lại tệp với mã này rồi lưu bằng UTF-8, hoặc chạy: {_command(path)}.{preview}",
    )


def _command(path: str) -> str:
    """Return the command that converts a file, as it is typed; without --write it shows what would change."""
    return f'python3 tasks.py convert "{path}" --write'


def _nul(path: str, data: bytes) -> Problem:
    guess = guess_bytes(data)
    if guess:
        return error(
            path,
            1,
            "ma-hoa",
            f"tệp không phải UTF-8 (đoán là {guess.encoding}). Hãy lưu lại tệp bằng UTF-8, "
            f"hoặc chạy: {_command(path)}. Bản xem trước đã chuyển: “{_one_line(guess.converted)}”.",
        )
    return error(path, _line(data, data.index(0)), "byte-nul", "có byte NUL: tệp có lẽ đã hỏng khi sao chép.")


def _old_font(path: str, text: str, suspicion: Suspicion) -> Problem:
    place = text.find(suspicion.sample.split(" ")[0])
    converted = f" → “{_one_line(suspicion.converted)}”?" if suspicion.converted else "."
    return error(
        path,
        _line(text, max(place, 0)),
        "phong-cu",
        f"văn bản có vẻ dùng mã {suspicion.encoding}: “{_one_line(suspicion.sample)}”{converted} "
        f"Hãy chuyển sang Unicode: {_command(path)}.",
    )


def _one_line(text: str) -> str:
    """Return text for a message: one line, nothing that a terminal would obey."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:80]


def _rare(path: str, text: str) -> list[Problem]:
    """Return one problem for each line and rare character in it, in the order of lines."""
    problems = []
    for number, line in enumerate(text.split("\n"), 1):
        for mark in dict.fromkeys(BIDI.findall(line)):
            problems.append(
                error(
                    path,
                    number,
                    "dao-chieu",
                    f"có ký tự đảo chiều chữ U+{ord(mark):04X}, làm chữ hiện ra khác với nội dung thật. "
                    "Hãy xóa ký tự này.",
                )
            )
        for mark in dict.fromkeys(CONTROL.findall(line)):
            problems.append(
                warning(
                    path,
                    number,
                    "ky-tu-dieu-khien",
                    f"đã thay ký tự điều khiển U+{ord(mark):04X} bằng dấu cách.",
                )
            )
        for mark in dict.fromkeys(FALSE_D.findall(line)):
            problems.append(
                warning(path, number, "chu-d", f"đã đổi “{mark}” (U+{ord(mark):04X}) thành “Đ” (U+0110).")
            )
    return problems
