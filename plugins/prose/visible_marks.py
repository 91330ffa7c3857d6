"""Warn of Markdown that a reader of the finished page would see as signs: what was not read as its writer meant it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from itertools import chain

from plugins.prose.code import find_fences
from plugins.prose.collector import Collector, quoted_text

CODE = "ky-hieu-con-hien"
_VERBATIM = re.compile(r"<(pre|code|kbd|samp|var)\b[^>]*>.*?</\1>", re.DOTALL)
_SHOWN_ADDRESS = re.compile(r"<a\b[^>]*>[^<\s]*[./@][^<\s]*</a>")
_LINE_END = re.compile(
    r"</(?:p|h[1-6]|li|t[dhr]|d[td]|figcaption|caption|summary|blockquote|div)>|<[bh]r\b[^>]*>"
)
_TAG = re.compile(r"<[^>]*>")
_CODE_SHOWN = "\ufffc"  # what stands in for code, so that marks around it are seen
_MARKS = re.compile(r"\*+|~~?|==|__?|\[\^|\^|\]|\{|\||`+|:::|-{3,}|\\|&\w+;|%%|\$\$|!!!|!")
_ESCAPED = re.compile(r"\\[!-/:-@\[-`{-~]")
# None of the kinds can match a text that has none of these.
_SIGNS = re.compile("|".join(map(re.escape, (
    *("**", " *", "==", "__", " _", ">_", "`", "%%", "$$", "!!!", "???", ":::", "---", "~", "^", "|", "{", "\\"),
    *("[[", "![", "[!", "](", "] (", "]（", ")[", "][", "[x]", "[X]", "[TOC]", "[toc]", "&amp;", ">! <a"),
))))  # fmt: skip
# One of these is in each of them: they are looked for faster, and most texts have none, nor the first letter of one.
_RARE = (
    "*",
    "_",
    "`",
    "$",
    "~",
    "^",
    "|",
    "{",
    "\\",
    "[",
    "]",
    "==",
    "%%",
    "!!!",
    "???",
    ":::",
    "---",
    "&amp;",
    ">! <a",
)
_FILE = r"\.(?:md|pdf|docx?|xlsx?|pptx?|zip|jpe?g|png|gif|webp|svg|html?|vn|com|org|net)\b"
_ADDRESS = (
    rf"(?:https?:|www\.|mailto:|tel:|/|\#(?=[^\W\d])|\{{\w+\}}|{_CODE_SHOWN}|(?:url|link)\b|[^()\n]{{1,200}}{_FILE})"
    r"[^()（）\n]{0,200}"
)


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of mark: how it looks on the page, and what to write instead."""

    pattern: re.Pattern[str]
    advice: str


def _kind(pattern: str, advice: str, flags: int = re.MULTILINE) -> _Kind:
    return _Kind(re.compile(pattern, flags), advice)


_KINDS = (
    _kind(
        rf"\[[^\[\]\n]{{1,300}}\] ?[(（]{_ADDRESS}[)）]?|!\[[^\[\]\n]{{0,300}}\] ?[(（][^()（）\n]{{1,200}}[)）]?",
        "Liên kết và ảnh viết liền [chữ](địa chỉ), không có dấu cách ở giữa; trong thẻ HTML thì viết "
        '<a href="địa chỉ">chữ</a>',
    ),
    _kind(r"^!\s(?=\S).{0,60}", "Ảnh viết liền ![mô tả](tên tệp), không có dấu cách sau dấu !"),
    _kind(
        rf"\((?:https?:|www\.)[^()\s]{{1,200}}\)\[[^\[\]\n]{{1,200}}\]|\([^()\n]{{1,100}}\)\[(?:https?:|www\.|[^\[\]\s]{{1,200}}{_FILE})[^\[\]\n]{{0,200}}\]",
        "Liên kết viết chữ trước, địa chỉ sau: [chữ](địa chỉ)",
    ),
    _kind(
        r"(?<![\w\]])\[(?=[^\[\]\n]{0,40}[^\W\d_]{2})[^\[\]\n^]{1,100}\]\[[^\[\]\n^]{0,100}\]",
        "Liên kết [chữ][tên] cần một dòng “[tên]: địa chỉ”; hoặc viết [chữ](địa chỉ)",
    ),
    _kind(
        r"(?<![\w*/])(?<!\w\()\*{2,3}\s?(?=[^\W\d_]|[“\"(])[^*\n]{1,200}\*{2,3}(?![\w*/])"
        r"|(?<![\w*/(])\*\*(?=[^\W_])[^*\n]{0,60}|(?<![\w/])__(?=[^\W\d_])[^_\n]{1,100}\s__(?!\w)",
        "Chữ đậm cần đủ hai dấu ** sát chữ ở đầu và cuối: **chữ đậm**; trong thẻ HTML thì viết <b>chữ</b>",
    ),
    _kind(
        r"(?<![\w*/])\*[^\W\d_][^*\n]{0,100}\s\*(?![\w*/])|(?<![\w/])_[^\W\d_][^_\n]{0,100}\s_(?!\w)",
        "Dấu * phải sát chữ ở cả hai đầu: *chữ nghiêng*",
    ),
    _kind(r"(?<![\w~/])~~\s?(?=[^\W_])[^~\n]{1,200}~~(?!~)", "Dấu ~~ phải sát chữ ở cả hai đầu: ~~chữ gạch~~"),
    _kind(r"(?<![\w=])==(?=[^\W_])[^=\n]{1,200}(?<=\w)==(?![\w=])", "Chữ tô nền thì viết <mark>chữ</mark>"),
    _kind(
        r"(?<=[A-Za-z])~\d{1,3}~|(?<=\w)\^-?\w{1,5}\^",
        "Chữ nhỏ ở dưới viết H<sub>2</sub>O, ở trên viết 10<sup>3</sup>",
    ),
    _kind(
        r"\[\^ ?(?!\w-\w)[\w-]{1,40} ?\]|\^\[(?=[^\[\]\n]{0,100}[^\W\d_] )[^\[\]\n]{1,200}\]",
        "Chú thích viết [^1] trong câu, và cần một dòng lời của nó ở cuối bài: “[^1]: lời chú thích”",
    ),
    _kind(
        r"(?<!\{)\{:?\s*(?:[#.][a-zA-Z][\w-]*\s*)+\}(?!\})|\{:?\s*(?:width|height|style|class|align|target)\s*=[^{}\n]{1,80}\}",
        "Cổng không dùng phần trong ngoặc nhọn { }; xóa đi",
    ),
    _kind(
        r"^\|[^|\n]*\|.*\|$(?:\n\|.*\|$)*|^[^|\n]{1,200} \| [^\n]{1,300}\n[^|\n]{1,200} \| .{1,300}$",
        "Bảng cần một dòng |---|---| ngay dưới hàng đầu, và một dòng trống trước bảng",
    ),
    _kind(r"^\[[xX]\](?=\w).{0,60}", "Việc cần làm viết “- [x] chữ”, có dấu cách sau ngoặc"),
    _kind(r"^(?:```|~~~|:::).*$", "Đặt dấu này ở đầu một dòng riêng, hoặc xóa đi"),
    _kind(
        r"(?<![\w`])`{1,3}(?=[^\s`])[^`\n]{0,60}|(?<=.)```",
        "Chữ của máy cần dấu ` ở cả hai đầu: `chữ`; không phải thì xóa dấu ấy",
    ),
    _kind(r"(?<=\n)-{3,}$", "Muốn kẻ ngang, để một dòng trống ở trên và dưới dòng ---"),
    # Not of C:\thu-muc\.
    _kind(r"(?:^|(?<=\s))[^\s\\]{0,60}[\w.,:;!?)”%] ?\\$", "Dấu \\ ở cuối đoạn không có nghĩa; xóa đi"),
    _kind(r"!?\[\[(?=[^\s\[\]$-])(?!_?TOC_?\])[^\[\]\n]{1,200}\]\]", "Cổng không đọc [[…]]; viết [chữ](tên-tệp.md)"),
    _kind(
        r"\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]|^(?:(?:!!!|\?\?\?)\+? [a-z]+\b|===!? [“\"]).{0,60}|\$\$[^$\n]{1,200}\$\$",
        "Cổng không đọc dấu này; xóa đi",
        re.IGNORECASE | re.MULTILINE,
    ),
    _kind(r"(?<![\d%])%%[^%\n]{1,200}%%(?!%)", "Ghi chú riêng viết trong <!-- -->"),
    _kind(r"^\[{1,2}_?TOC_?\]{1,2}$", "Cổng không làm mục lục kiểu này; xóa đi", re.IGNORECASE | re.MULTILINE),
    _kind(r"(?:(?:!?\[|\*\w?) ?){100,}", "Xóa các ký hiệu lặp thừa"),
    _kind(r"&(?:nbsp|amp|quot|ndash|mdash);", "Gõ thẳng dấu ấy"),
)  # fmt: skip


def report_visible_marks(html: str, collector: Collector) -> None:
    """
    Note a warning, with its line, for each mark of Markdown in the finished text, code and addresses left aside.

    What the source escapes is meant to be seen.
    """
    if not any(sign[0] in html and sign in html for sign in _RARE) or not _SIGNS.search(html):
        return
    text = _SHOWN_ADDRESS.sub(_shown_address, _VERBATIM.sub(_CODE_SHOWN, html))
    text = unescape(_TAG.sub("", _LINE_END.sub("\n\n", text)))
    lines: list[str] | None = None
    for kind in _KINDS:
        for found in kind.pattern.finditer(text):
            lines = _lines_with_marks(collector.source) if lines is None else lines
            place = _line_with(found[0], kind, lines)
            if place is not None:
                shown = quoted_text(found[0].replace(_CODE_SHOWN, "…"))
                message = f"“{shown}” còn hiện nguyên dấu trên trang. {kind.advice}."
                collector.warning(collector.first_line + place, CODE, message)


def _shown_address(link: re.Match[str]) -> str:
    """Return the text of a link that shows its address."""
    return _TAG.sub("", link[0])


def _lines_with_marks(source: str) -> list[str]:
    """Return the lines of a source without code and without escaped signs."""
    fenced = find_fences(source.split("\n"))
    return [
        "" if code else _ESCAPED.sub("", line).replace("&amp;", "&")
        for line, code in zip(fenced.lines, fenced.is_code, strict=True)
    ]


def _line_with(found: str, kind: _Kind, lines: list[str]) -> int | None:
    """Return the place of the line that has the mark and its words, or the mark alone; None if no line has the mark."""
    begin = found.split("\n", 1)[0].strip()
    words = re.findall(r"\w+", begin)[:4]
    signs = _MARKS.findall(begin)
    whole = (place for place, line in enumerate(lines) if begin == line.strip())
    exact = (place for place, line in enumerate(lines) if begin in line)
    with_words = (
        place
        for place, line in enumerate(lines)
        if all(word in line for word in words) and any(sign in line for sign in signs)
    )
    same_kind = (place for place, line in enumerate(lines) if kind.pattern.search(f"\n{line.strip()}"))
    return next(chain(whole, exact, with_words, same_kind), None)
