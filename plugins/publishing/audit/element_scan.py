"""Scan a page element by element for every fault and its line; only pages that ``page_scan`` suspects are scanned so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser

from plugins.building.edition.output_scan import scan
from plugins.problems import Problem, error
from plugins.publishing.audit.head_checks import comment_without_end
from plugins.publishing.audit.linked_data import is_linked_data
from plugins.publishing.audit.page_scan import (
    BRACKETS,
    SUSPICIOUS_LETTERS,
    UNSEEN,
)
from plugins.publishing.audit.site_base import SiteBase
from plugins.publishing.audit.tag_checks import tag_faults
from plugins.vietnamese.encodings import legacy_encoding

# The text of these elements is code, or is not shown.
_VERBATIM = frozenset({"code", "pre", "kbd", "samp", "script", "style", "textarea"})
_VOID = frozenset(
    {"br", "hr", "img", "input", "link", "meta", "source", "wbr", "area", "base", "col", "embed", "track"}
)
# Attributes whose text readers see.
_SHOWN_ATTRIBUTES = ("content", "title", "alt", "value", "placeholder", "aria-label", "label")
# English sentences may begin with None; a leftover one stands alone or ends a sentence.
_ENGLISH = r"(?!\s+(?:of|the|other|are|is|was|were|has|have|more|who|but|in|can|will)\b)"
_PLACEHOLDERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("sot-ky-hieu", re.compile(r"\{\{|\{%|%\}|\}\}")),
    ("chu-con-sot", re.compile(rf"\bNone\b{_ENGLISH}")),
    ("chu-con-sot", re.compile(r"\bundefined\b|\[object [A-Z]\w*\]")),
    ("chu-con-sot", re.compile(r"\blorem\b", re.IGNORECASE)),
    ("chu-con-sot", re.compile(r"^\s*date\s*$", re.IGNORECASE)),
    ("chu-con-sot", re.compile(r"\bNaN\b|\bInvalid Date\b|^\s*(?:null|nil|NULL)\s*$|%\(\w+\)s|\{\d?\}")),
    ("chu-con-sot", re.compile(r"&(?:amp|lt|gt|quot|nbsp|#\d+);|</(?:p|div|span|a|strong|b)>")),
    (
        "chu-con-sot",
        re.compile(r"<[A-Za-z_.]+ object at 0x|datetime\.(?:datetime|date)\(|\$\{\w|<%[=\s]|<\?(?:php|=)"),
    ),
    (
        "chu-con-sot",
        # Faults of a spreadsheet's cells; what git leaves where two edits met.
        re.compile(r"#(?:REF!|VALUE!|DIV/0!|NAME\?|N/A(?!\w))|^(?:<{7}|>{7}) \S", re.MULTILINE),
    ),
    (
        "chu-con-sot",
        re.compile(r"Traceback \(most recent call|jinja2\.|(?:Warning|Notice|Fatal error)</?b?>?: |SQLSTATE"),
    ),
)
# What whoever makes a page leaves to be filled in later, and what breaks in sell: told as a reminder even where it was written.
TO_DO = re.compile(
    r"\b(?:TODO|FIXME|TBD)\b"
    r"|\[(?:(?:tên|điền|nhập|chèn)\b[^\]\[\n]{0,40}"
    r"|(?:họ tên|họ và tên|địa chỉ|số điện thoại|email|tiêu đề|nội dung|cơ quan|đơn vị|mô tả)\s*)\]"
    r"|(?:điền|chèn|nhập) (?:nội dung|tên|ảnh|chữ) vào đây",
    re.IGNORECASE,
)
SPAM = re.compile(
    r"casino|nhà cái|cá cược|tài xỉu|nổ hũ|game bài|đánh bài đổi thưởng|xổ số online|lô đề online|slot game|baccarat|viagra|cialis"
    r"|\b(?:bet88|fun88|w88|bong88|789bet|kubet|shbet|new88|okvip|sunwin|go88|hi88|jun88|8xbet)\b",
    re.IGNORECASE,
)
_TAGS = re.compile(r"<script.*?</script>|<[^>]*>", re.DOTALL)
_DAMAGED = re.compile(f"\ufffd|[{UNSEEN}]|á[»º][\u0080-\u00bf‘’“”•–—]|Ä‘|Æ[°¡]")


def placeholders_in(text: str) -> Iterator[tuple[str, str]]:
    """
    Yield the code and the word of each placeholder that was left in a text.

    >>> list(placeholders_in("Tác giả: None")), list(placeholders_in("None of them")), list(placeholders_in("date"))
    ([('chu-con-sot', 'None')], [], [('chu-con-sot', 'date')])
    """
    for code, pattern in _PLACEHOLDERS:
        if found := pattern.search(text):
            yield code, found[0].strip()


@dataclass(frozen=True, slots=True)
class Leftover:
    """
    A word on a page that looks left over or damaged, and the problem that it is unless somebody wrote it.

    With ``is_told_anyway`` it is a reminder then.
    """

    word: str
    problem: Problem
    is_told_anyway: bool = False


class _ElementScanner(HTMLParser):
    """Scans one page; made for one call of ``scan_elements``."""

    def __init__(self, path: str, base: SiteBase) -> None:
        super().__init__(convert_charrefs=True)
        self.path, self.base = path, base
        self.problems: list[Problem] = []
        self.leftovers: list[Leftover] = []
        self.verbatim: list[str] = []
        self.linked_data = False
        self.title: str | None = None
        self._in_title = False

    def _report(self, code: str, message: str) -> None:
        self.problems.append(error(self.path, self.getpos()[0], code, message))

    def _report_word(self, word: str, code: str, message: str) -> None:
        self.leftovers.append(Leftover(word, error(self.path, self.getpos()[0], code, message)))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in reversed(attrs)}
        for code, message in tag_faults(tag, attributes, self.base):
            self._report(code, message)
        for name in _SHOWN_ATTRIBUTES:
            self._report_unfinished(attributes.get(name, ""))
            for code, word in placeholders_in(attributes.get(name, "")) if name in attributes else ():
                # “date” alone may be a date picker's label; as the content of a meta tag it is a placeholder.
                if word.lower() != "date" or name == "content":
                    message = f"“{word}” còn sót trong {name} của <{tag}>. Kiểm tra giao diện."
                    self._report_word(word, code, message)
        if tag in _VERBATIM and tag not in _VOID:
            self.verbatim.append(tag)
            self.linked_data = attributes.get("type", "").lower() == "application/ld+json"
        self._in_title = tag == "title" and self.title is None

    def handle_endtag(self, tag: str) -> None:
        if self.verbatim and self.verbatim[-1] == tag:
            self.verbatim.pop()
        self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title = (self.title or "") + data
        if self.verbatim:
            if self.verbatim[-1] == "script" and self.linked_data and not is_linked_data(data):
                self._report("may-doc-hong", "khối JSON-LD không đọc được hoặc thiếu @context, @type.")
            if self.linked_data:
                self._report_unfinished(data)
            return
        for code, word in placeholders_in(data):
            message = f"chữ “{word}” còn sót trong trang mà không bài nào viết. Kiểm tra giao diện và plugin."
            self._report_word(word, code, message)
        self._report_unfinished(data)

    def handle_pi(self, data: str) -> None:
        """Report code of a server that no server ran."""
        if data.startswith("xml"):
            return
        self._report_word(f"<?{data}", "chu-con-sot", f"mã máy chủ “<?{data[:40]}” còn sót trong trang.")

    def handle_comment(self, data: str) -> None:
        """Report what is left to do in comments: nobody writes these into a public page on purpose."""
        if data.startswith("#"):
            # Some servers run such a comment.
            self._report_word(data, "chu-con-sot", f"lệnh của máy chủ “<!--{data[:40]}” còn sót trong trang.")
        self._report_unfinished(data)

    def _report_unfinished(self, text: str) -> None:
        for pattern, told, what in (
            (TO_DO, True, "chỗ chờ điền"),
            (SPAM, False, "lời mời cờ bạc, quảng cáo"),
        ):
            for found in pattern.finditer(text):
                line = self.getpos()[0] + text.count("\n", 0, found.start())
                problem = error(self.path, line, "chu-con-sot", f"{what} “{found[0]}” còn trên trang.")
                self.leftovers.append(Leftover(found[0], problem, told))


def unfinished_in(path: str, text: str) -> Iterator[Leftover]:
    """Yield what was left to fill in, and text in an old encoding, in a file for machines."""
    # The expression is slow on long texts, and nearly none has any of these.
    is_unfinished = any(word in text for word in ("TODO", "FIXME", "TBD", "vào đây")) or BRACKETS.search(text)
    for found in TO_DO.finditer(text) if is_unfinished else ():
        line = text.count("\n", 0, found.start()) + 1
        yield Leftover(
            found[0], error(path, line, "chu-con-sot", f"chỗ chờ điền “{found[0]}” còn sót."), True
        )
    if SUSPICIOUS_LETTERS.search(text):
        yield from _in_old_encoding(path, text)


def scan_elements(path: str, data: bytes, base: SiteBase) -> tuple[list[Problem], list[Leftover]]:
    """Return every fault of one page with its line, and the words that are faults unless somebody wrote them."""
    problems = list(scan(path, data).problems)
    text = data.decode("utf-8", "replace")
    scanner = _ElementScanner(path, base)
    # Python's parser looks for the end of such a comment again at each "<" in it.
    scanner.feed(text[: comment_without_end(text)])
    scanner.close()
    problems += scanner.problems
    if not (scanner.title or "").strip():
        problems.append(error(path, 0, "thieu-tieu-de", "trang không có <title>."))
    if text.startswith("\ufeff"):
        problems.append(error(path, 1, "sai-bang-ma", "trang mở đầu bằng dấu BOM."))
    return sorted(dict.fromkeys(problems)), [*scanner.leftovers, *_damaged(path, text)]


def _damaged(path: str, text: str) -> Iterator[Leftover]:
    """Yield the first of each sort of damaged letters."""
    yield from _in_old_encoding(path, text)
    places = {found[0]: found.start() for found in reversed([*_DAMAGED.finditer(text)])}
    for letters, place in places.items():
        message = f"có chữ hỏng vì sai bảng mã (“{letters!a}”)."
        yield Leftover(letters, error(path, text.count("\n", 0, place) + 1, "sai-bang-ma", message))


def _in_old_encoding(path: str, text: str) -> Iterator[Leftover]:
    if suspicion := legacy_encoding(unescape(_TAGS.sub("\n", text))):
        # A file for machines puts signs of its own around what somebody wrote.
        word = suspicion.sample.split(" ")[0].strip("\"',;:[]{}")
        line = text.count("\n", 0, max(text.find(word), 0)) + 1
        message = f"chữ ở bảng mã cũ ({suspicion.encoding}): “{suspicion.sample[:60]}”, nghĩa là “{suspicion.converted[:60]}”."
        yield Leftover(word, error(path, line, "sai-bang-ma", message))
