"""Find what looks damaged in an old article, so that the editor can repair it: nobody else knows what was meant."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plugins.editors.importing.imported_article import (
    HorizontalRule,
    ImportedBlock,
    ImportIssue,
    IssueKind,
    Paragraph,
    Photo,
    Role,
    text_of_blocks,
)
from plugins.editors.importing.oldsite.lines import text_on_one_line
from plugins.vietnamese.letters import fold

_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff01-\uff60]")
_MISPLACED_TONE = re.compile(r"\b[Qq][úùủũụ][aăâeêiyơ]\w*")
_LOST_DEGREE = re.compile(r"\b\d{1,2}(?:[.,]\d)?\s?(?:\?|o|º|\ufffd)?C\b(?!\.)")
_PATTERNS = (
    (_CJK, "có chữ lạ {} lọt vào bài. Xóa hoặc gõ lại."),
    (_MISPLACED_TONE, "{} đặt sai chỗ dấu thanh. Gõ lại (quá, quý…)."),
    (_LOST_DEGREE, "{}: có lẽ mất dấu độ; viết ví dụ 38°C."),
)
_PARENTHESES = re.compile(r"^\([^()]{12,300}\)\.?$")
_TABLE_BEGINS = frozenset({"stt", "tt", "so tt", "so thu tu"})


def find_damage(blocks: Sequence[ImportedBlock], title: str, lead: str) -> list[ImportIssue]:
    """Return the issues about damaged words, captions that have lost their photo, and tables that fell apart."""
    issues: list[ImportIssue] = []
    text = "\n".join((title, lead, text_of_blocks(blocks)))

    for pattern, message in _PATTERNS:
        found = list(dict.fromkeys(match[0].strip() for match in pattern.finditer(text)))
        if found:
            words = ", ".join(f"“{word}”" for word in found[:5])
            issues.append(ImportIssue(IssueKind.GUESSED, message.format(words), near=_around(text, found[0])))
    before: ImportedBlock | None = None
    for block in blocks:
        if isinstance(block, Paragraph) and block.role is Role.TEXT and not isinstance(before, Photo):
            words = text_on_one_line(block)
            if _PARENTHESES.match(words) and "\n" not in block.text:
                message = f"“{words[:60]}” có vẻ là chú thích của một ảnh đã mất. Thêm ảnh phía trên, hoặc xóa dòng này."
                issues.append(ImportIssue(IssueKind.GUESSED, message, near=words[:40]))
        before = block
    return [*issues, *_broken_tables(blocks)]


def _around(text: str, word: str) -> str:
    """Return a word with what follows it on its line."""
    place = text.find(word)
    return text[place : place + 25].split("\n")[0]


def _broken_tables(blocks: Sequence[ImportedBlock]) -> list[ImportIssue]:
    """Return an issue for each run of very short lines that was a table once."""
    issues: list[ImportIssue] = []
    run: list[str] = []
    for block in [*blocks, HorizontalRule()]:
        words = (
            text_on_one_line(block)
            if isinstance(block, Paragraph) and block.role in (Role.TEXT, Role.NUMBER)
            else ""
        )
        if words and len(words.split()) <= 6:
            run.append(words)
            continue
        figures = sum(bool(re.fullmatch(r"[\d.,%/]+", one)) for one in run)
        if len(run) >= 6 and (fold(run[0]) in _TABLE_BEGINS or figures * 4 >= len(run)):
            message = f"{len(run)} dòng ngắn từ “{run[0]}” có vẻ là một bảng đã vỡ, mỗi ô một dòng. Kẻ lại bảng theo trang cũ."
            issues.append(ImportIssue(IssueKind.GUESSED, message, near=run[0]))
        run = []
    return issues
