"""What docutils says of a fault in an .rst file, in the editor's language and with the line."""

from __future__ import annotations

import re
from typing import NamedTuple

_SAID = re.compile(
    r"^(?:(?P<file>.*?):)??(?P<line>\d+): \((?:INFO|WARNING|ERROR|SEVERE)/\d\) (?P<words>.*)", re.DOTALL
)
_NAMES = {
    "emphasis": "*chữ nghiêng*",
    "strong": "**chữ đậm**",
    "literal": "``mã``",
    "substitution_reference": "|thay thế|",
    "internal target": "_`đích`",
    "interpreted text": "`chữ`",
}
_ENDS = {
    "Block quote": "Đoạn thụt vào",
    "Bullet list": "Danh sách",
    "Definition list": "Danh sách định nghĩa",
    "Enumerated list": "Danh sách đánh số",
    "Explicit markup": "Khối “.. ”",
    "Field list": "Phần đầu “:khóa: giá trị”",
    "Line block": "Khối dòng “| ”",
    "Literal block": "Khối mã",
    "Option list": "Danh sách tùy chọn",
}
# What docutils says, and what it means; groups are names, which stay as they are written.
_MEANINGS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(said), meaning)
    for said, meaning in (
        (r"Inline interpreted text or phrase reference start-string without end-string", "dấu ` mở mà không đóng"),
        (r"Inline (?P<name>[\w ]+?) start-string without end-string", "{name} mở mà không đóng"),
        (r"(?P<block>[A-Z][a-z]+(?: [a-z]+)?) ends without a blank line", "{block} kết thúc mà không có dòng trống sau nó"),
        (r"Title (?:under|over)line too short", "dòng gạch của đề mục ngắn hơn đề mục; gạch ít nhất bằng số chữ"),
        (r"Title overline & underline mismatch|Missing matching underline", "hai dòng gạch trên và dưới đề mục không giống nhau"),
        (r"Incomplete section title", "đề mục thiếu dòng gạch"),
        (r"(?:Title level inconsistent|Inconsistent title style|A level \d+ section cannot)", "cấp đề mục nhảy bậc; dùng lại kiểu gạch của cấp trên"),
        (r"(?:Unexpected|Invalid) section title", "đề mục nằm ở chỗ không được có đề mục"),
        (r"Unexpected indentation", "dòng thụt vào mà dòng trước không mở khối nào; thêm dòng trống trước nó"),
        (r"Literal block expected; none found", "sau “::” không có khối mã thụt vào"),
        (r"Inconsistent literal block quoting", "khối mã trích dẫn có dòng thiếu dấu ở đầu"),
        (r"Blank line required after table", "thiếu dòng trống sau bảng"),
        (r"Malformed table", "bảng vẽ không khớp cột; kiểm tra các dấu = - + |"),
        (r'"(?P<word>[\w-]+)" directive disabled', "“.. {word}::” không dùng được ở đây"),
        (r'Unknown directive type "(?P<word>[^"]*)"', "không có lệnh “.. {word}::”"),
        (r'Unknown interpreted text role "(?P<word>[^"]*)"', "không có kiểu chữ “:{word}:”"),
        (r'Error in "(?P<word>[^"]*)" directive', "lệnh “.. {word}::” viết chưa đúng"),
        (r'Content block expected for the "(?P<word>[^"]*)" directive', "lệnh “.. {word}::” thiếu nội dung thụt vào dưới nó"),
        (r'Unknown target name: "(?P<word>[^"]*)"', "liên kết “{word}_” không có đích"),
        (r'Undefined substitution referenced: "(?P<word>[^"]*)"', "“|{word}|” chưa được định nghĩa"),
        (r"Duplicate (?:explicit |implicit )?target name[:,]? ?\"?(?P<word>[^\"\n]*)", "tên đích “{word}” đặt hai lần"),
        (r"Anonymous hyperlink mismatch", "số liên kết “__” và số đích không bằng nhau"),
        (r"Too many (?:autonumbered|symbol) footnote references", "dấu chú thích nhiều hơn chú thích"),
        (r"(?:Footnote|Citation) content expected", "chú thích thiếu nội dung"),
    )
)  # fmt: skip


class ReaderFault(NamedTuple):
    """What is wrong with a file, in words, and the line, 0 where it is not known."""

    words: str
    line: int = 0


def in_editors_words(said: str) -> ReaderFault:
    """
    Return what a reader's message means; one that is not docutils' is left as it is.

    >>> in_editors_words("/tmp/a.rst:7: (WARNING/2) Inline emphasis start-string without end-string.")
    ReaderFault(words='*chữ nghiêng* mở mà không đóng', line=7)
    >>> in_editors_words('a.rst:3: (ERROR/3) Unknown target name: "so do".').words
    'liên kết “so do_” không có đích'
    >>> in_editors_words("a.rst:3: (ERROR/3) Something new.").words, in_editors_words("khác")
    ('docutils báo: Something new.', ReaderFault(words='khác', line=0))
    """
    found = _SAID.match(said)
    if not found:
        return ReaderFault(said)
    words = " ".join(found["words"].split())
    for pattern, meaning in _MEANINGS:
        if match := pattern.match(words):
            names = match.groupdict()
            if "name" in names:
                names["name"] = _NAMES.get(names["name"], names["name"])
            if "block" in names:
                names["block"] = _ENDS.get(names["block"], "Khối này")
            return ReaderFault(meaning.format(**names), int(found["line"]))
    return ReaderFault(f"docutils báo: {words[:160]}", int(found["line"]))
