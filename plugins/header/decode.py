"""Decode the bytes of an article: UTF-8, composed letters (NFC), one kind of line end, no control characters."""

from __future__ import annotations

import codecs
import re
import unicodedata

from plugins.header.damaged_text import damaged_lines, is_lfs_pointer, may_be_damaged
from plugins.problems import Problem, error, warning
from plugins.vietnamese.encodings import Suspicion, guess_bytes, legacy_encoding
from plugins.vietnamese.letters import nfc
from plugins.vietnamese.stray_letters import DOUBTFUL, plain_letters, without_zero_width

PRIVATE = re.compile("[\ue000-\uf8ff]")
# Code points that never are characters: one of them makes a feed that no reader opens.
_NO_CHARACTERS = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
CONTROL = re.compile(f"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f{_NO_CHARACTERS}]")
BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
SEPARATORS = re.compile("[\u2028\u2029]")
LINE_END = re.compile("\r\n?|[\x85\u2028\u2029]")
FALSE_D = re.compile("[\u00d0\u0189]")
# One search shows whether any of the characters that need a problem occurs at all.
RARE = re.compile(
    f"[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00d0\u0189\u202a-\u202e\u2066-\u2069{_NO_CHARACTERS}]"
)
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
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _from_utf16(path, data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as failure:
        return "", [_not_utf8(path, data, failure)]
    if "\0" in text:
        return "", [_nul(path, data)]
    if is_lfs_pointer(text):
        return "", [_lfs_pointer(path)]
    if SOUND.fullmatch(text) and not text.isspace() and text and not may_be_damaged(text):
        return text, []
    text, problems = _without_separators_in_header(path, text)
    text = LINE_END.sub("\n", text)
    suspicion = legacy_encoding(text)
    if suspicion:
        return "", [_old_font(path, text, suspicion)]
    problems += damaged_lines(path, text, _command(path))
    text = nfc(PRIVATE.sub("", without_zero_width(text)))
    if not text.strip():
        return "", [error(path, 0, "tep-rong", "tệp rỗng. Hãy xóa tệp hoặc thêm dòng “Tiêu đề: …”.")]
    problems += _styled(path, text)
    text = plain_letters(text)
    if not RARE.search(text):
        return text, problems
    problems += _rare(path, text)
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
    """Return the command that converts a file, as it is typed; without --ghi it shows what would change."""
    return f'python3 tasks.py convert "{path}" --ghi'


def _from_utf16(path: str, data: bytes) -> tuple[str, list[Problem]]:
    """Return the text of a file in UTF-16 with its mark, as Notepad's “Unicode” saves it, with a reminder."""
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError:
        text = "\0"
    # UTF-32 begins with the same mark, and has zero bytes where UTF-16 has letters.
    if "\0" in text:
        return "", [_nul(path, data)]
    text, problems = decode(path, text.encode("utf-8"))
    message = f"tệp lưu bằng UTF-16 (“Unicode” của Notepad); đã đọc được. Nên lưu lại bằng UTF-8, hoặc chạy: {_command(path)}."
    return text, [warning(path, 1, "ma-hoa", message), *problems]


def _without_separators_in_header(path: str, text: str) -> tuple[str, list[Problem]]:
    """
    Return a text whose header has no line or paragraph separator, with an error for each of its lines that had one.

    Below the header they part lines, as they were meant to.
    """
    if not SEPARATORS.search(text):
        return text, []
    lines = re.split("\r\n?|\n", text)
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    fenced = lines[first].strip() == "---"
    problems = []
    for number in range(first + fenced, len(lines)):
        line = lines[number]
        if not line.strip() or (fenced and line.strip() == "---"):
            break
        # A file may be written with such separators alone: then they part lines as well.
        if found := SEPARATORS.search(line) if number + 1 < len(lines) else None:
            lines[number] = SEPARATORS.sub(" ", line)
            message = (
                f"dòng này có ký tự ngắt dòng ẩn U+{ord(found[0]):04X} (chép từ trang web hay trình thiết kế): "
                "không rõ giá trị hết ở đâu. Gõ lại dòng này."
            )
            problems.append(error(path, number + 1, "ngat-dong-an", message))
    return "\n".join(lines), problems


def _styled(path: str, text: str) -> list[Problem]:
    """Return a reminder of the first line with letters of Facebook's “fonts”, and one of the first with doubtful ones."""
    problems = []
    lines = text.split("\n")
    if (plain := plain_letters(text)) != text:
        pairs = zip(lines, plain.split("\n"), strict=True)
        number, (line, right) = next((n, pair) for n, pair in enumerate(pairs, 1) if pair[0] != pair[1])
        message = (
            f"đã đổi chữ kiểu Facebook, Zalo thành chữ thường: “{_one_line(line)}” → “{_one_line(right)}”."
        )
        problems.append(warning(path, number, "chu-kieu", message))
    if DOUBTFUL.search(plain):
        number, found = next((n, hit) for n, line in enumerate(lines, 1) if (hit := DOUBTFUL.search(line)))
        message = f"“{found[0]}” là ký hiệu, máy đọc màn hình và ô tìm kiếm không hiểu là chữ hay số. Gõ lại, ví dụ “1.”."
        problems.append(warning(path, number, "chu-kieu", message))
    return problems


def _lfs_pointer(path: str) -> Problem:
    message = (
        "đây là con trỏ Git LFS, nội dung thật chưa được tải về. Chạy: git lfs pull; "
        "nếu là bài viết, bỏ *.md khỏi .gitattributes."
    )
    return error(path, 1, "con-tro-lfs", message)


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
