"""Advice on defects of the file that the page does not show; all of them can be fixed automatically."""

from __future__ import annotations

import re
import unicodedata

from plugins.editors.checks import autofix
from plugins.editors.checks.lint_input import LintInput, Remarks
from plugins.header.fields import BY_NAME, ValueKind
from plugins.vietnamese.stray_letters import ZERO_WIDTH

_HIDDEN = re.compile(f"{ZERO_WIDTH.pattern}|[\ue000-\uf8ff]")


def decomposed_letters(lint_input: LintInput) -> Remarks:
    """
    Letters are precomposed (TCVN 6909, Unicode NFC); text from a Mac's file names and some PDF files is not.

    >>> from plugins.editors.checks.lint_input import lint_input_of
    >>> [line for line, _ in decomposed_letters(lint_input_of("Tiêu đề: A\\n\\nto\\u0302i"))]
    [3]
    """
    if unicodedata.is_normalized("NFC", lint_input.raw):
        return
    for number, line in enumerate(lint_input.raw_lines, 1):
        if not unicodedata.is_normalized("NFC", line):
            yield number, "có chữ gõ bằng dấu rời (chưa phải Unicode dựng sẵn), khó tìm kiếm."


def hidden_characters(lint_input: LintInput) -> Remarks:
    """
    A text has no invisible characters, which split words for search and screen readers.

    >>> from plugins.editors.checks.lint_input import lint_input_of
    >>> [line for line, _ in hidden_characters(lint_input_of("Tiêu đề: A\\n\\nmột\\u200b hai"))]
    [3]
    """
    if _HIDDEN.search(lint_input.raw):
        for number, line in enumerate(lint_input.raw_lines, 1):
            if _HIDDEN.search(line):
                yield number, "có ký tự vô hình (thường do chép từ trang web hay Word)."


def trailing_spaces(lint_input: LintInput) -> Remarks:
    """
    A line has no spaces at its end, except for the two that break a line within a paragraph.

    >>> from plugins.editors.checks.lint_input import lint_input_of
    >>> text = "Tiêu đề: A \\n\\ncâu một  \\ncâu hai   \\n\\ncâu ba "
    >>> [line for line, _ in trailing_spaces(lint_input_of(text))]
    [1, 4, 6]
    """
    fixed = autofix.without_trailing_spaces(lint_input.raw_lines, lint_input.source.body_line - 1)
    for number, (line, right) in enumerate(zip(lint_input.raw_lines, fixed, strict=True), 1):
        if line != right:
            yield number, "có dấu cách thừa ở cuối dòng."


def section_spelling(lint_input: LintInput) -> Remarks:
    """
    A section is written with its own name; other dashes and capitals are understood, but not the same.

    >>> from plugins.category.registry import load_sections
    >>> from plugins.editors.checks.lint_input import lint_input_of
    >>> sections = load_sections('[[chuyen-muc]]\\nten = "Văn hóa – Xã hội"')
    >>> list(section_spelling(lint_input_of("Tiêu đề: A\\nChuyên mục: VĂN HÓA - xã hội", sections=sections)))
    [(2, 'chuyên mục viết là “VĂN HÓA - xã hội”; tên đúng là “Văn hóa – Xã hội”.')]
    """
    written = lint_input.source.value("category")
    right = autofix.normalised_section(written, lint_input.sections)
    if right != written:
        yield lint_input.source.line("category"), f"chuyên mục viết là “{written}”; tên đúng là “{right}”."


def date_forms(lint_input: LintInput) -> Remarks:
    """
    Dates of a header have one form, 29/11/2023 or 29/11/2023 07:30; ISO dates are accepted too.

    >>> from plugins.editors.checks.lint_input import lint_input_of
    >>> list(date_forms(lint_input_of("Tiêu đề: A\\nNgày đăng: 7h30, 29-11-2023\\nHết hạn: 1/12/2023\\nNgày ban hành: 2023-11-01")))
    [(2, '“7h30, 29-11-2023” nên viết theo một lối chung: “29/11/2023 07:30”.')]
    """
    for name, one in lint_input.source.fields.items():
        if BY_NAME[name].kind is not ValueKind.DATE:
            continue
        right = autofix.normalised_date(one.value, lint_input.zone)
        if right != one.value:
            yield one.line, f"“{one.value}” nên viết theo một lối chung: “{right}”."
