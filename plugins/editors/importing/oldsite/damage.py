"""What looks damaged in an old article: told, since nobody can know what was meant."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plugins.editors.importing.imported_article import (
    Block,
    Doubt,
    HorizontalRule,
    Paragraph,
    Photo,
    Role,
    SourceKind,
    words_of,
)
from plugins.editors.importing.oldsite.lines import words_on_line
from plugins.vietnamese.letters import fold

_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff01-\uff60]")
_FALSE_TONE = re.compile(r"\b[Qq][úùủũụ][aăâeêiyơ]\w*")
_LOST_DEGREE = re.compile(r"\b\d{1,2}(?:[.,]\d)?\s?(?:\?|o|º|\ufffd)?C\b(?!\.)")
_PARENTHESES = re.compile(r"^\([^()]{12,300}\)\.?$")
_TABLE_BEGINS = frozenset({"stt", "tt", "so tt", "so thu tu"})


def damage(blocks: Sequence[Block], title: str, lead: str) -> list[Doubt]:
    """Return what looks damaged in the words, and captions that have lost their photo."""
    doubts: list[Doubt] = []
    text = "\n".join((title, lead, words_of(blocks)))

    def told(pattern: re.Pattern[str], message: str) -> None:
        found = list(dict.fromkeys(match[0].strip() for match in pattern.finditer(text)))
        if found:
            words = ", ".join(f"“{word}”" for word in found[:5])
            doubts.append(Doubt(SourceKind.GUESSED, message.format(words), near=_around(text, found[0])))

    told(_CJK, "có chữ lạ {} lọt vào bài. Xóa hoặc gõ lại.")
    told(_FALSE_TONE, "{} đặt sai chỗ dấu thanh. Gõ lại (quá, quý…).")
    told(_LOST_DEGREE, "{}: có lẽ mất dấu độ; viết ví dụ 38°C.")
    before: Block | None = None
    for block in blocks:
        if isinstance(block, Paragraph) and block.role is Role.TEXT and not isinstance(before, Photo):
            words = words_on_line(block)
            if _PARENTHESES.match(words) and "\n" not in block.text:
                message = f"“{words[:60]}” có vẻ là chú thích của một ảnh đã mất. Thêm ảnh phía trên, hoặc xóa dòng này."
                doubts.append(Doubt(SourceKind.GUESSED, message, near=words[:40]))
        before = block
    return [*doubts, *_broken_tables(blocks)]


def _around(text: str, word: str) -> str:
    place = text.find(word)
    return text[place : place + 25].split("\n")[0]


def _broken_tables(blocks: Sequence[Block]) -> list[Doubt]:
    """Return a doubt for each run of very short lines that was a table once."""
    doubts: list[Doubt] = []
    run: list[str] = []
    for block in [*blocks, HorizontalRule()]:
        words = (
            words_on_line(block)
            if isinstance(block, Paragraph) and block.role in (Role.TEXT, Role.NUMBER)
            else ""
        )
        if words and len(words.split()) <= 6:
            run.append(words)
            continue
        figures = sum(bool(re.fullmatch(r"[\d.,%/]+", one)) for one in run)
        if len(run) >= 6 and (fold(run[0]) in _TABLE_BEGINS or figures * 4 >= len(run)):
            message = f"{len(run)} dòng ngắn từ “{run[0]}” có vẻ là một bảng đã vỡ, mỗi ô một dòng. Kẻ lại bảng theo trang cũ."
            doubts.append(Doubt(SourceKind.GUESSED, message, near=run[0]))
        run = []
    return doubts
