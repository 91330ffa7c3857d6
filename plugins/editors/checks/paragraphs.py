"""Advice on paragraphs: text in capitals, and hashtags that Markdown makes headings of."""

from __future__ import annotations

import re

from plugins.editors.checks.lint_input import LintInput, Remarks

_LETTER = re.compile(r"[^\W\d_]")
_CAPITALS = 50  # letters; less is the head of a document or the name of an organisation
_HASHTAG = re.compile(r"#(?!\d+\b)[^\W_]\w*(?=\s|$)")


def shouted_paragraphs(lint_input: LintInput) -> Remarks:
    """
    A paragraph is not in capitals, which are slow to read; headings and rows of tables may be.

    >>> from plugins.editors.checks.lint_input import lint_input_of
    >>> text = "THÔNG BÁO TỚI TOÀN THỂ BÀ CON NHÂN DÂN TRONG XÃ VỀ VIỆC CẮT ĐIỆN NGÀY MAI."
    >>> [line for line, _ in shouted_paragraphs(lint_input_of(f"Tiêu đề: A\\n\\nMột câu.\\n\\n{text}\\n\\n# {text}"))]
    [5]
    """
    first = lint_input.source.body_line
    for line, passage in lint_input.passages:
        if line < first or passage.lstrip().startswith(("#", "|")):
            continue
        letters = _LETTER.findall(passage) if passage.upper() == passage else []
        if len(letters) > _CAPITALS:
            yield line, "cả đoạn viết hoa, rất khó đọc. Viết chữ thường; chỗ cần nhấn mạnh thì để **đậm**."


def hashtag_headings(lint_input: LintInput) -> Remarks:
    """
    A hashtag at the beginning of a line becomes a heading.

    >>> from plugins.editors.checks.lint_input import lint_input_of
    >>> text = "Tiêu đề: A\\n\\n#thoxuan #dulich\\n\\n# Mục\\n\\n#1 trong huyện\\n\\n##Kết quả"
    >>> [line for line, _ in hashtag_headings(lint_input_of(text))]
    [3]
    """
    for line, text in enumerate(lint_input.body_lines, lint_input.source.body_line):
        if text.startswith("#") and (found := _HASHTAG.match(text)):
            yield (
                line,
                f"“{found[0]}” ở đầu dòng thành tiêu đề mục. Chuyển vào “Thẻ”, hoặc xóa; nếu muốn tiêu đề, viết “# ” rồi đến chữ.",
            )
