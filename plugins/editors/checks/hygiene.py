"""What nobody sees on the page and everybody stumbles over in the file; all of it can be mended without doubt."""

from __future__ import annotations

import re
import unicodedata

from plugins.editors.checks import autofix
from plugins.editors.checks.lint_input import LintInput, Remarks

_HIDDEN = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad\ue000-\uf8ff]")


def decomposed_letters(lint_input: LintInput) -> Remarks:
    """
    Letters are composed (TCVN 6909, Unicode NFC); a Mac's file names and some PDF files hold others.

    >>> from plugins.editors.checks.lint_input import sheet_of
    >>> [line for line, _ in decomposed_letters(sheet_of("Tiêu đề: A\\n\\nto\\u0302i"))]
    [3]
    """
    if unicodedata.is_normalized("NFC", lint_input.raw):
        return
    for number, line in enumerate(lint_input.raw_lines, 1):
        if not unicodedata.is_normalized("NFC", line):
            yield number, "có chữ gõ bằng dấu rời (chưa phải Unicode dựng sẵn), khó tìm kiếm."


def hidden_characters(lint_input: LintInput) -> Remarks:
    """
    Characters that nobody sees: they part words for machines alone.

    >>> from plugins.editors.checks.lint_input import sheet_of
    >>> [line for line, _ in hidden_characters(sheet_of("Tiêu đề: A\\n\\nmột\\u200b hai"))]
    [3]
    """
    if _HIDDEN.search(lint_input.raw):
        for number, line in enumerate(lint_input.raw_lines, 1):
            if _HIDDEN.search(line):
                yield number, "có ký tự vô hình (thường do chép từ trang web hay Word)."


def trailing_spaces(lint_input: LintInput) -> Remarks:
    """
    No spaces at the end of a line, but for the two that break a line within a paragraph.

    >>> from plugins.editors.checks.lint_input import sheet_of
    >>> text = "Tiêu đề: A \\n\\ncâu một  \\ncâu hai   \\n\\ncâu ba "
    >>> [line for line, _ in trailing_spaces(sheet_of(text))]
    [1, 4, 6]
    """
    mended = autofix.without_trailing_spaces(lint_input.raw_lines, lint_input.source.body_line - 1)
    for number, (line, right) in enumerate(zip(lint_input.raw_lines, mended, strict=True), 1):
        if line != right:
            yield number, "có dấu cách thừa ở cuối dòng."


def section_spelling(lint_input: LintInput) -> Remarks:
    """
    A section has one name; other dashes, capitals and its old names are understood, but not the same.

    >>> from plugins.category.registry import load_sections
    >>> from plugins.editors.checks.lint_input import sheet_of
    >>> sections = load_sections('[[chuyen-muc]]\\nten = "Văn hóa – Xã hội"')
    >>> list(section_spelling(sheet_of("Tiêu đề: A\\nChuyên mục: VĂN HÓA - xã hội", sections=sections)))
    [(2, 'chuyên mục viết là “VĂN HÓA - xã hội”; tên đúng là “Văn hóa – Xã hội”.')]
    """
    written = lint_input.source.value("category")
    right = autofix.section_name(written, lint_input.sections)
    if right != written:
        yield lint_input.source.line("category"), f"chuyên mục viết là “{written}”; tên đúng là “{right}”."


def date_forms(lint_input: LintInput) -> Remarks:
    """
    Days of a header in one form, 29/11/2023 or 29/11/2023 07:30; ISO's is left to those who use it.

    >>> from plugins.editors.checks.lint_input import sheet_of
    >>> list(date_forms(sheet_of("Tiêu đề: A\\nNgày đăng: 7h30, 29-11-2023\\nHết hạn: 1/12/2023\\nNgày ban hành: 2023-11-01")))
    [(2, '“7h30, 29-11-2023” nên viết theo một lối chung: “29/11/2023 07:30”.')]
    """
    for name, one in lint_input.source.fields.items():
        if (
            name in autofix.DAY_FIELDS
            and (right := autofix.day_form(one.value, lint_input.zone)) != one.value
        ):
            yield one.line, f"“{one.value}” nên viết theo một lối chung: “{right}”."
