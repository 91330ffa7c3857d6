"""Check an article's text before it is rendered: a repeated title, numbers that look like identity cards."""

from __future__ import annotations

import gzip
import re
from collections.abc import Collection, Iterator

from plugins.article.urls import WEB_ADDRESS
from plugins.header.parse import ParsedFile
from plugins.problems import Problem, error, warning
from plugins.prose.code import find_fences, outside_spans
from plugins.typography.rules import typeset
from plugins.vietnamese.letters import fold_alike

PERSONAL_ID_CODE = "so-can-cuoc"
# What a program writes where a value is missing: alone in a cell, or "None" behind a colon or at the end of a sentence.
_MACHINE_WORD = re.compile(
    r"(?:\||<td>)[ \t]*(None|undefined|null|NaN|date|lorem ipsum)[ \t]*(?=\||</td>)"
    r"|(?:^|(?<=:))[ \t]*(None)\b(?=[ \t]*(?:[.,;)]|$))",
    re.IGNORECASE | re.MULTILINE,
)
# Compressed bytes of a body: what no page may weigh, less what stands around a body.
_HEAVY = 450_000
_TWELVE_DIGITS = re.compile(r"[0-9]{12}")
_PERSONAL_ID = re.compile(r"(?<![\d.,/])\d{12}(?![\d.,/]\d|\d)")


def check_repeated_title(source: ParsedFile, title: str) -> Iterator[Problem]:
    """Yield a reminder where a text opens with its own title."""
    opening = source.body.split("\n", 1)[0].strip(" \t#*_=")
    if not (title and opening):
        return
    # Typography changes the length of a text a little.
    if fold_alike(typeset(opening[: 3 * len(title) + 40]).rstrip("."), title.rstrip(".")):
        message = "dòng này lặp lại tiêu đề. Hãy xóa để tiêu đề không hiện hai lần."
        yield warning(source.path, source.body_line, "lap-tieu-de", message)


def check_machine_words(source: ParsedFile) -> Iterator[Problem]:
    """Yield a reminder for each line in which a program left a word in place of a value; code may hold anything."""
    if not _MACHINE_WORD.search(source.body):
        return
    lines = source.body.split("\n")
    is_code = find_fences(lines).is_code
    for number, (line, code) in enumerate(zip(lines, is_code, strict=True)):
        plain = "".join(piece for piece, is_span in outside_spans(line) if not is_span)
        if not code and (found := _MACHINE_WORD.search(plain)):
            message = (
                f"“{found[1] or found[2]}” giống chữ của máy còn sót, bạn đọc sẽ thấy nguyên như vậy. "
                "Viết điều cần viết vào đó; nếu đúng là chữ của bài, đặt giữa hai dấu huyền ngược (`…`)."
            )
            yield warning(source.path, source.body_line + number, "chu-may", message)


def check_weight(source: ParsedFile, html: str) -> Iterator[Problem]:
    """Yield an error for a body that is so long that its page would keep a slow phone waiting for minutes."""
    if len(html) < _HEAVY:
        return
    size = len(gzip.compress(html.encode("utf-8", "replace"), 6))
    if size > _HEAVY:
        message = (
            f"bài nặng {size // 1000} kB khi truyền, chưa kể ảnh; không được quá {_HEAVY // 1000} kB. "
            "Tách thành nhiều bài, hoặc đính kèm tệp."
        )
        yield error(source.path, source.body_line, "trang-nang", message)


def check_personal_ids(source: ParsedFile, reported: Collection[int]) -> Iterator[Problem]:
    """Yield a reminder for each line with the number of an identity card; ``reported`` are lines that have one already."""
    if not _TWELVE_DIGITS.search(source.body):
        return
    for number, line in enumerate(source.body.split("\n"), source.body_line):
        if number not in reported and _PERSONAL_ID.search(WEB_ADDRESS.sub("", line)):
            message = (
                "có dãy 12 chữ số giống số căn cước công dân. Hãy xóa hoặc che bớt "
                "(Luật Bảo vệ dữ liệu cá nhân)."
            )
            yield warning(source.path, number, PERSONAL_ID_CODE, message)
