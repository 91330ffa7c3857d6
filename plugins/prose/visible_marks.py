"""Warn of Markdown that a reader of the finished page would see as signs: what was not read as its writer meant it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import chain

from plugins.prose.code import find_fences
from plugins.prose.collector import Collector, shortened

CODE = "ky-hieu-con-hien"
_VERBATIM = re.compile(r"<(pre|code|kbd|samp|var)\b[^>]*>.*?</\1>", re.DOTALL)
_SHOWN_ADDRESS = re.compile(r"<a\b[^>]*>[^<\s]*[./@][^<\s]*</a>")
_LINE_END = re.compile(
    r"</(?:p|h[1-6]|li|t[dhr]|d[td]|figcaption|caption|summary|blockquote|div)>|<[bh]r\b[^>]*>"
)
_TAG = re.compile(r"<[^>]*>")
_CODE_SHOWN = "\ufffc"  # what stands in for code, so that marks around it are seen
# None of the kinds can match a text that has none of these.
_SIGNS = (
    "**",
    "~~",
    "==",
    "[^",
    "[[",
    "![",
    "[!",
    "](",
    "] (",
    "|",
    "{",
    "\\",
    "```",
    "---",
    " *",
    ":::",
    "[TOC]",
    "&amp;",
)
_ADDRESS = (
    r"(?:https?:|www\.|mailto:|tel:|/|\#(?=[^\W\d])|\{\w+\}|" + _CODE_SHOWN + r"|"
    r"[^()\n]{1,200}\.(?:md|pdf|docx?|xlsx?|pptx?|zip|jpe?g|png|gif|webp|svg|html?|vn|com|org|net)\b)[^()\n]{0,200}"
)


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of mark: how it looks on the page, and what to write instead."""

    pattern: re.Pattern[str]
    advice: str


_KINDS = (
    _Kind(
        re.compile(rf"!?\[[^\[\]\n]{{1,300}}\] ?\({_ADDRESS}\)"),
        "Liên kết và ảnh viết liền [chữ](địa chỉ), không có dấu cách ở giữa; trong thẻ HTML thì viết "
        '<a href="địa chỉ">chữ</a>',
    ),
    _Kind(
        re.compile(
            r"(?<![\w*/])(?<!\w\()\*\*\s?(?=[^\W\d_]|[“\"(])[^*\n]{1,200}\*\*(?![\w*/])|(?<![\w*/(])\*\*(?=[^\W_])[^*\n]{0,60}"
        ),
        "Chữ đậm cần đủ hai dấu ** sát chữ ở đầu và cuối: **chữ đậm**; trong thẻ HTML thì viết <b>chữ</b>",
    ),
    _Kind(
        re.compile(r"(?<![\w*/])\*[^\W\d_][^*\n]{0,100}\s\*(?![\w*/])"),
        "Dấu * phải sát chữ ở cả hai đầu: *chữ nghiêng*",
    ),
    _Kind(re.compile(r"(?<![\w~/])~~(?=\S)[^~\n]{1,200}~~(?!~)"), "Dấu ~~ phải sát chữ ở cả hai đầu: ~~chữ gạch~~"),
    _Kind(re.compile(r"(?<![\w=])==(?=[^\W_])[^=\n]{1,200}(?<=\w)==(?![\w=])"), "Chữ tô nền thì viết <mark>chữ</mark>"),
    _Kind(
        re.compile(r"\[\^(?!\w-\w)[\w-]{1,40}\]"),
        "Chú thích cần một dòng lời của nó ở cuối bài: “[^1]: lời chú thích”",
    ),
    _Kind(
        re.compile(r"\{:?\s*(?:[#.][a-zA-Z][\w-]*\s*)+\}|\{:?\s*(?:width|height|style|class|align|target)\s*=[^{}\n]{1,80}\}"),
        "Cổng không dùng phần trong ngoặc nhọn { }; xóa đi",
    ),
    _Kind(re.compile(r"^\|[^|\n]*\|.*\|$(?:\n\|.*\|$)*", re.MULTILINE), "Bảng cần một dòng |---|---| ngay dưới hàng đầu, và một dòng trống trước bảng"),
    _Kind(re.compile(r"^(?:```|~~~|:::).*$", re.MULTILINE), "Đặt dấu này ở đầu một dòng riêng, hoặc xóa đi"),
    _Kind(re.compile(r"(?<=\n)-{3,}$", re.MULTILINE), "Muốn kẻ ngang, để một dòng trống ở trên và dưới dòng ---"),
    _Kind(re.compile(r"(?<=[\w.,:;!?)”%])[ ]?\\$", re.MULTILINE), "Dấu \\ ở cuối đoạn không có nghĩa; xóa đi"),
    _Kind(re.compile(r"!?\[\[(?=[^\s\[\]$-])[^\[\]\n]{1,200}\]\]"), "Cổng không đọc [[…]]; viết [chữ](tên-tệp.md)"),
    _Kind(re.compile(r"\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]", re.IGNORECASE), "Cổng không đọc dấu này; xóa đi"),
    _Kind(re.compile(r"^\[TOC\]$", re.MULTILINE), "Cổng không làm mục lục kiểu này; xóa đi"),
    _Kind(re.compile(r"(?:(?:!?\[|\*\w?) ?){100,}"), "Xóa các ký hiệu lặp thừa"),
    _Kind(re.compile(r"&(?:nbsp|amp|quot|ndash|mdash);"), "Gõ thẳng dấu ấy"),
)  # fmt: skip


def report_visible_marks(html: str, collector: Collector) -> None:
    """Note a warning, with its line, for each mark of Markdown in the finished text, code and addresses left aside."""
    if not any(sign in html for sign in _SIGNS):
        return
    text = _SHOWN_ADDRESS.sub(_shown_address, _VERBATIM.sub(_CODE_SHOWN, html))
    text = unescape(_TAG.sub("", _LINE_END.sub("\n\n", text)))
    lines: list[str] | None = None
    for kind in _KINDS:
        for found in kind.pattern.finditer(text):
            lines = _lines_without_code(collector.source) if lines is None else lines
            shown = shortened(found[0].replace(_CODE_SHOWN, "…"))
            message = f"“{shown}” còn hiện nguyên dấu trên trang. {kind.advice}."
            collector.warning(_line_of(found[0], kind, lines, collector), CODE, message)


def _shown_address(link: re.Match[str]) -> str:
    """Return the text of a link that shows its address."""
    return _TAG.sub("", link[0])


def _lines_without_code(source: str) -> list[str]:
    fenced = find_fences(source.split("\n"))
    return ["" if code else line for line, code in zip(fenced.lines, fenced.is_code, strict=True)]


def _line_of(found: str, kind: _Kind, lines: list[str], collector: Collector) -> int:
    """Return the line of the file that has the mark and its words, or the mark alone."""
    begin = found.split("\n", 1)[0].strip()
    words = re.findall(r"\w+", begin)[:4]
    exact = (place for place, line in enumerate(lines) if begin in line)
    with_words = (
        place
        for place, line in enumerate(lines)
        if all(word in line for word in words) and any(sign in line for sign in _marks_in(begin))
    )
    same_kind = (place for place, line in enumerate(lines) if kind.pattern.search(f"\n{line.strip()}"))
    place = next(chain(exact, with_words, same_kind), None)
    return 0 if place is None else collector.first_line + place


def _marks_in(found: str) -> Iterator[str]:
    """Yield the signs of a match that stand in its source as they stand on the page."""
    yield from re.findall(r"\*+|~~|==|\[\^|\]|\{|\||```|:::|-{3,}|\\|&\w+;", found)
