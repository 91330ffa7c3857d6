"""Remind of marks that a template or a program left in an article's text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.header.parse import ParsedFile
from plugins.problems import Problem, warning
from plugins.prose.code import find_fences, outside_spans

# Marks of a template or a program that were left in a text, or that stand alone in a cell of a table.
_TEMPLATE_MARK = re.compile(r"\{\{[^{}\n]*\}\}|\{%[^%\n]*%\}|\[object [A-Z]\w*\]")
_MACHINE_CELL = re.compile(
    r"(?:\||<td>)[ \t]*(None|undefined|null|NaN|date|lorem ipsum)[ \t]*(?=\||</td>)", re.IGNORECASE
)


def check_template_marks(source: ParsedFile) -> Iterator[Problem]:
    """Yield a reminder for each line in which a template or a program left a mark; code may hold anything."""
    if not (_TEMPLATE_MARK.search(source.body) or _MACHINE_CELL.search(source.body)):
        return
    text = source.body.split("\n")
    for number, (line, is_code) in enumerate(
        zip(text, find_fences(text).is_code, strict=True), source.body_line
    ):
        plain = "".join(piece for piece, code in outside_spans(line) if not code)
        if is_code or line.startswith(("    ", "\t")):
            continue
        found = _TEMPLATE_MARK.search(plain)
        cell = None if found else _MACHINE_CELL.search(plain)
        if word := (found[0] if found else cell[1] if cell else ""):
            message = (
                f"“{word[:40]}” giống chữ của máy còn sót, bạn đọc sẽ thấy nguyên như vậy. "
                "Viết điều cần viết vào đó; nếu đúng là chữ của bài, đặt giữa hai dấu huyền ngược (`…`)."
            )
            yield warning(source.path, number, "chu-may", message)
