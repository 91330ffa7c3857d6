"""A page that has something odd is read again, element by element, for what is wrong and on which line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from plugins.building.edition.output_scan import scan
from plugins.problems import Problem, error
from plugins.publishing.audit.page_scan import Base, faults_of, is_linked_data

# What stands in these is shown as it was written, or is not shown at all.
_VERBATIM = frozenset({"code", "pre", "kbd", "samp", "script", "style", "textarea"})
_VOID = frozenset(
    {"br", "hr", "img", "input", "link", "meta", "source", "wbr", "area", "base", "col", "embed", "track"}
)
_SHOWN = ("content", "title", "alt", "value", "placeholder", "aria-label", "label")
_IN_CODE = "Nếu đúng là chữ của bài, đặt nó giữa hai dấu huyền ngược (`…`)."
# English sentences may begin with None; a leaked one stands alone or ends what it leaked into.
_ENGLISH = r"(?!\s+(?:of|the|other|are|is|was|were|has|have|more|who|but|in|can|will)\b)"
_LEAKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("sot-ky-hieu", re.compile(r"\{\{|\{%|%\}|\}\}")),
    ("chu-con-sot", re.compile(rf"\bNone\b{_ENGLISH}")),
    ("chu-con-sot", re.compile(r"\bundefined\b|\[object [A-Z]\w*\]")),
    ("chu-con-sot", re.compile(r"\blorem\b", re.IGNORECASE)),
    ("chu-con-sot", re.compile(r"^\s*date\s*$", re.IGNORECASE)),
)
_DAMAGED = re.compile("\ufffd|[\x80-\x9f]|á[»º][\u0080-\u00bf‘’“”•–—]|Ä‘|Æ[°¡]")


def leaks_in(text: str) -> Iterator[tuple[str, str]]:
    """
    Yield the code and the word of each placeholder in a text.

    >>> list(leaks_in("Tác giả: None")), list(leaks_in("None of them")), list(leaks_in("date"))
    ([('chu-con-sot', 'None')], [], [('chu-con-sot', 'date')])
    """
    for code, pattern in _LEAKS:
        if found := pattern.search(text):
            yield code, found[0].strip()


class _Reader(HTMLParser):
    """Reads one page; lives as long as one call."""

    def __init__(self, path: str, base: Base) -> None:
        super().__init__(convert_charrefs=True)
        self.path, self.base = path, base
        self.problems: list[Problem] = []
        self.verbatim: list[str] = []
        self.linked_data = False
        self.title: str | None = None
        self._in_title = False

    def _tell(self, code: str, message: str) -> None:
        self.problems.append(error(self.path, self.getpos()[0], code, message))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in reversed(attrs)}
        for code, message in faults_of(tag, attributes, self.base):
            self._tell(code, message)
        for name in _SHOWN:
            for code, word in leaks_in(attributes.get(name, "")) if name in attributes else ():
                # A date picker's attribute may be named by that word; a text that people read may not.
                if word.lower() != "date" or name == "content":
                    self._tell(code, f"“{word}” còn sót trong {name} của <{tag}>. Kiểm tra bài và giao diện.")
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
                self._tell("may-doc-hong", "khối JSON-LD không đọc được hoặc thiếu @context, @type.")
            return
        for code, word in leaks_in(data):
            self._tell(code, f"chữ “{word}” còn sót trong trang. {_IN_CODE}")


def look_closely(path: str, data: bytes, base: Base) -> list[Problem]:
    """Return every fault of one page, with its line."""
    problems = list(scan(path, data).problems)
    text = data.decode("utf-8", "replace")
    reader = _Reader(path, base)
    reader.feed(text)
    reader.close()
    problems += reader.problems
    if not (reader.title or "").strip():
        problems.append(error(path, 0, "thieu-tieu-de", "trang không có <title>."))
    if text.startswith("\ufeff"):
        problems.append(error(path, 1, "sai-bang-ma", "trang mở đầu bằng dấu BOM."))
    if found := _DAMAGED.search(text):
        line = text.count("\n", 0, found.start()) + 1
        problems.append(error(path, line, "sai-bang-ma", f"có chữ hỏng vì sai bảng mã (“{found[0]!a}”)."))
    return sorted(dict.fromkeys(problems))
