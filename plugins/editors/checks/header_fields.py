"""Advice on header fields that are read otherwise than their writer meant, or that miss their other half."""

from __future__ import annotations

import re

from plugins.author.byline import is_name, is_organisation
from plugins.editors.checks.lint_input import LintInput, Remarks

_AND = re.compile(r"\s+(?:và|&|\+)\s+")
_DASH = re.compile(r"\s+[-–—/]\s+|\s*\(")
# What stands before a name in a newspaper's byline.
_LABEL = re.compile(
    r"^(?:bài(?:\s*(?:và|,|&)\s*ảnh)?|tin(?:\s*(?:và|,|&)\s*ảnh)?|ảnh|thực hiện|người viết)\s*:\s*",
    re.IGNORECASE,
)


def joined_authors(lint_input: LintInput) -> Remarks:
    """
    Writers are parted by semicolons, an organisation stands behind a comma; “A và B” would be one person.

    >>> from plugins.editors.checks.lint_input import lint_input_of
    >>> names = ("Lê Hải và Bùi An", "Lê Hải - Trung tâm VHTT", "Trung tâm Văn hóa và Thể thao", "Lê Hải; Bùi An")
    >>> [message[-35:] for name in names for _, message in joined_authors(lint_input_of(f"Tiêu đề: A\\nTác giả: {name}"))]
    [' người. Hãy viết: “Lê Hải; Bùi An”.', 'Hãy viết: “Lê Hải, Trung tâm VHTT”.']
    """
    for name in ("author", "authors"):
        for part in lint_input.source.value(name).split(";"):
            if right := _parted(part.strip()):
                yield (
                    lint_input.source.line(name),
                    f"“{part.strip()}” sẽ thành tên của một người. Hãy viết: “{right}”.",
                )


def _parted(written: str) -> str:
    """
    Return how the people and the organisation of a text are parted, "" where nothing joins them.

    >>> [_parted(text) for text in ("Lê Hải, Bùi An và Đỗ Mai", "Lê Hải (Đài TT)", "Lê Hải / Bùi An", "Bài và ảnh: Lê Hải")]
    ['Lê Hải; Bùi An; Đỗ Mai', 'Lê Hải, Đài TT', 'Lê Hải; Bùi An', 'Lê Hải']
    """
    if is_organisation(written):
        return ""
    bare = _LABEL.sub("", written)
    names = re.split(r"\s*,\s*", _AND.sub(", ", bare)) if _AND.search(bare) else _DASH.split(bare)
    if len(names) > 1 and all(_is_full_name(name) for name in names):
        return "; ".join(names)
    person, *organisation = _DASH.split(bare, maxsplit=1)
    if organisation and _is_full_name(person) and is_organisation(organisation[0]):
        return f"{person}, {organisation[0].rstrip(') ')}"
    return bare if bare != written and _is_full_name(bare) else ""


def _is_full_name(text: str) -> bool:
    return is_name(text) and len(text.split()) > 1


def endless_consultation(lint_input: LintInput) -> Remarks:
    """
    A consultation says until when opinions are taken.

    >>> from plugins.editors.checks.lint_input import lint_input_of
    >>> [line for line, _ in endless_consultation(lint_input_of("Tiêu đề: A\\nLấy ý kiến từ: 29/11/2026"))]
    [2]
    """
    value = lint_input.source.value
    if value("consultation_from") and not value("consultation_to"):
        yield (
            lint_input.source.line("consultation_from"),
            "đợt lấy ý kiến chưa có ngày cuối: bạn đọc không biết gửi đến bao giờ, và sau hai tháng cổng ghi “Chưa rõ tình trạng”. Thêm dòng “Lấy ý kiến đến: …”.",
        )
