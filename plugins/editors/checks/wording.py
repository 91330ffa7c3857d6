"""Advice on words: two styles of tone marks, words typed twice, leftovers of forms and old pages."""

from __future__ import annotations

import re
from collections import Counter

from plugins.editors.checks.lint_input import LintInput, Remarks

# Where the tone mark of an open oa, oe, uy stands, in the old and the new style; “quý” has no choice. Names keep their own
# spelling: words in capitals do not count.
_OLD_STYLE = re.compile(r"\b(?:[bcdđghklmnpqrstvx]{0,3}(?:[òóỏõọ][ae]|(?<!q)[ùúủũụ]y)|Ủy)\b")
_NEW_STYLE = re.compile(r"\b(?:[bcdđghklmnpqrstvx]{0,3}(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])|Uỷ)\b")
# A quick test for words of each style.
_STYLE_SIGNS = (re.compile(r"[òóỏõọ][ae]\b|[ùúủũụ]y\b"), re.compile(r"o[àáảãạèéẻẽẹ]\b|u[ỳýỷỹỵ]\b"))
# Words that grammar never doubles; “xanh xanh”, “luôn luôn”, “từ từ” are good Vietnamese.
_WORDS = "của và các những với cho trong được bị để tại về theo trên nhưng một cùng do đến đã sẽ tỉnh huyện"
_SMALL = tuple(_WORDS.split())
_SMALL_TWICE = tuple(f"{word} {word}" for word in _SMALL)
DOUBLED = re.compile(rf"\b({'|'.join(_SMALL)})[ \u00a0]+\1\b", re.IGNORECASE)
# A quick test for leftovers of a form or of a program, in small letters.
_SIGNS = """
&nbsp;|&amp;|&quot;|&lt;|&gt;|[object|undefined| nan|#ref!|#n/a|#value!|todo|fixme|xxx|%s|%d|${|<%|lorem ipsum|dolor sit
click to add|bookmark|nhập nội dung|nhập tiêu đề|nhập tóm tắt|bài viết ở đây|chèn ảnh|chèn hình|chèn link|chèn bảng
thêm ảnh|thêm hình|thêm link|thêm bảng|xx/xx|dd/mm|[tên|[họ|[điền|[nhập|[ghi
"""
_LEAKED_SIGNS = tuple(sign for line in _SIGNS.strip().splitlines() for sign in line.split("|"))
_LEAKED = re.compile(
    r"\[object Object\]|\bundefined\b|(?<![\w-])NaN(?!\w)|#REF!|#N/A|#VALUE!|&(?:nbsp|amp|quot|lt|gt);|\bTODO\b|\bFIXME\b"
    r"|\bXXX+\b|%[sd]\b|\$\{\w+\}|<%.{0,200}?%>|(?i:lorem ipsum|\bdolor sit amet\b|\bclick to add\b|bookmark not defined"
    r"|\bnhập (?:nội dung|tiêu đề|tóm tắt)(?: (?:tại|vào|ở) đây)?\b|\b(?:tên|tiêu đề) bài viết ở đây\b"
    r"|\(?(?:chèn|thêm) (?:ảnh|hình|link|bảng) (?:vào đây|ở đây|tại đây)\)?"
    r"|\bxx/xx(?:/\w{2,4})?\b|\bdd/mm(?:/y{2,4})?\b|\[(?:tên|họ tên|họ và tên|điền|nhập|ghi)\b[^\[\]]{0,40}\](?![(\[]))"
)
# Text around the article on an old page, alone on its line.
_BOILERPLATE = re.compile(
    r"[ \t>*_#-]*(?:date|title|content|author|100 ?%|In trang|In bài(?: viết)?|Gửi email|Chia sẻ|Bản in|Lượt xem\s*:.*|Số lần xem\s*:.*"
    r"|Đăng lúc\s*:.*|Đăng ngày\s*:?.*\d{4}.*|Các tin khác|Tin liên quan|Tin cùng chuyên mục|Xem thêm|Về đầu trang|Cỡ chữ.*"
    r"|A-\s*A\s*A\+|null|none)[ \t*_:]*$",
    re.IGNORECASE,
)


def mixed_tone_marks(lint_input: LintInput) -> Remarks:
    """
    An article has one style of tone marks, “hòa, thủy” or “hoà, thuỷ”, not both.

    >>> from plugins.editors.checks.lint_input import lint_input_of
    >>> text = "Tiêu đề: A\\n\\nVăn hóa, hòa giải, quý, hoàn thành.\\nSức khoẻ."
    >>> list(mixed_tone_marks(lint_input_of(text)))
    [(4, 'bài có cả hai lối đặt dấu: “hóa” và “khoẻ”. Chọn một lối cho cả bài.')]
    """
    if not lint_input.is_vietnamese or not all(sign.search(lint_input.lowered) for sign in _STYLE_SIGNS):
        return
    old = [(line, word) for line, passage in lint_input.passages for word in _OLD_STYLE.findall(passage)]
    new = [(line, word) for line, passage in lint_input.passages for word in _NEW_STYLE.findall(passage)]
    if old and new:
        fewer = min((old, new), key=len)
        examples = [Counter(word for _, word in words).most_common(1)[0][0] for words in (old, new)]
        yield (
            fewer[0][0],
            f"bài có cả hai lối đặt dấu: “{examples[0]}” và “{examples[1]}”. Chọn một lối cho cả bài.",
        )


def doubled_words(lint_input: LintInput) -> Remarks:
    """
    A grammatical word is not typed twice in a row.

    >>> from plugins.editors.checks.lint_input import lint_input_of
    >>> list(doubled_words(lint_input_of("Tiêu đề: A\\n\\nHội viên của của xã luôn luôn vui.")))
    [(3, '“của của” lặp từ. Bỏ một từ.')]
    """
    if lint_input.is_vietnamese and lint_input.has_any(_SMALL_TWICE):
        for line, passage in lint_input.passages:
            for found in DOUBLED.finditer(passage):
                yield line, f"“{found[0]}” lặp từ. Bỏ một từ."


def leaked_placeholders(lint_input: LintInput) -> Remarks:
    """
    A text has no leftovers of a form, a template or the frame of an old page.

    >>> from plugins.editors.checks.lint_input import lint_input_of
    >>> [line for line, _ in leaked_placeholders(lint_input_of("Tiêu đề: A\\n\\ndate\\n\\nNgày &nbsp; 100% hộ dân\\n\\nCác tin khác"))]
    [3, 5, 7]
    >>> [line for line, _ in leaked_placeholders(lint_input_of("Tiêu đề: A\\n\\nSáng xx/xx/2024,\\n\\nông [Tên người dự] đọc [Tên sách](s.pdf)."))]
    [3, 5]
    """
    may_leak = lint_input.has_any(_LEAKED_SIGNS)
    for line, passage in lint_input.passages:
        if found := (may_leak and _LEAKED.search(passage)) or _BOILERPLATE.match(passage):
            yield (
                line,
                f"“{found[0].strip()[:60]}” giống chữ giữ chỗ hay chữ của khung trang cũ còn sót lại. Xóa nếu không thuộc bài.",
            )
