"""Check an article's text for words that a program left, and for a weight that no page may have."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator

from plugins.header.parse import ParsedFile
from plugins.problems import Problem, error, warning
from plugins.prose.code import find_fences, outside_spans

# What a program writes where a value is missing: alone in a cell, or "None" behind a colon or at the end of a sentence.
_MACHINE_WORD = re.compile(
    r"(?:\||<td>)[ \t]*(None|undefined|null|NaN|date|lorem ipsum)[ \t]*(?=\||</td>)"
    r"|(?:^|(?<=:))[ \t]*(None)\b(?=[ \t]*(?:[.,;)]|$))",
    re.IGNORECASE | re.MULTILINE,
)
_IN_CELLS = ("undefined", "null", "nan", "date", "lorem ipsum")
# Compressed bytes of a body: what no page may weigh, less what stands around a body.
_HEAVY = 450_000


def check_machine_words(source: ParsedFile) -> Iterator[Problem]:
    """Yield a reminder for each line in which a program left a word in place of a value; code may hold anything."""
    if not _may_have_machine_word(source.body) or not _MACHINE_WORD.search(source.body):
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


def _may_have_machine_word(text: str) -> bool:
    """
    Tell whether looking for a machine's word is worth its time: in most articles none of them occurs.

    >>> [_may_have_machine_word(text) for text in ("Giá: NONE", "| Null |", "<td>x</td> null", "tên null", "|xã|")]
    [True, True, True, False, False]
    """
    small = text.lower()
    return "none" in small or (("|" in text or "<" in text) and any(word in small for word in _IN_CELLS))


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
