"""
Files of an old portal that did not come for the moment: the server was busy, or did not answer in time.

The note at the head of the draft tells each of them, with its address. When the import goes on, that note is read again: what comes by then
is laid beside the draft, and its line is taken out of the note. An editor who has deleted the line waits for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import unquote

from plugins.editors.importing.note_words import NOT_FOR_THE_MOMENT
from plugins.editors.spans.span_markdown import escape_address
from plugins.header.fields import label

_NOTE = re.compile(r"<!--\r?\n(.*?)\r?\n-->", re.DOTALL)
_LINE = re.compile(rf"^- (ảnh|tệp) “([^”\n]+)” ở (https?://\S+) {NOT_FOR_THE_MOMENT}\b.*$", re.MULTILINE)
_TARGET = re.compile(r"(?<=\]\()[^()\s]+(?=\))|(?<=href=\")[^\"]+(?=\")")


@dataclass(frozen=True, slots=True)
class AwaitedFile:
    """A file that a draft waits for: what it is called there, where it lies, and its line in the draft's note."""

    name: str
    address: str
    is_photo: bool
    line: str


def awaited_message(name: str, address: str, *, is_photo: bool) -> str:
    """
    Return what is told of a file that did not come for the moment.

    >>> message = awaited_message("gặt.jpg", "http://a.vn/a--b.jpg", is_photo=True)
    >>> [(one.name, one.address) for one in awaited_in(f"<!--\\n- {message}\\n-->")]
    [('gặt.jpg', 'http://a.vn/a-%2Db.jpg')]
    """
    kind, place = ("ảnh", "với đúng tên ấy") if is_photo else ("tệp", "rồi đặt lại liên kết")
    # No comment of HTML may have two hyphens in it.
    written = "".join(address.split()).replace("--", "-%2D").replace("<", "%3C")
    return f"{kind} “{name}” ở {written} {NOT_FOR_THE_MOMENT}. Chạy lại đúng lệnh nhập để tải tiếp, hoặc chép tệp vào cạnh bài {place}."


def awaited_in(text: str) -> list[AwaitedFile]:
    """Return the files that a draft's note says it waits for."""
    note = _NOTE.search(text)
    return list(_awaited(note[1])) if note else []


def _awaited(note: str) -> Iterator[AwaitedFile]:
    for found in _LINE.finditer(note):
        yield AwaitedFile(found[2], found[3], found[1] == "ảnh", found[0])


def with_file(text: str, awaited: AwaitedFile, name: str) -> str:
    """
    Return a draft whose file has come and lies beside it as ``name``: what leads to it is changed, its line is gone.

    >>> line = awaited_message("a.jpg", "http://a.vn/a.jpg", is_photo=True)
    >>> text = f"Tiêu đề: A\\n\\n<!--\\nXem\\n- {line}\\n-->\\n\\n![](a.jpg)\\n"
    >>> with_file(text, awaited_in(text)[0], "a.png")
    'Tiêu đề: A\\n\\n<!--\\nXem\\n-->\\n\\n![](a.png)\\n'
    """
    text = text.replace(f"{awaited.line}\n", "", 1)
    if awaited.is_photo:
        html = f'src="{escape(awaited.name)}"'
        return text.replace(f"]({awaited.name})", f"]({name})").replace(html, f'src="{escape(name)}"')
    wanted, link = unquote(awaited.address), escape_address(name)
    text = _TARGET.sub(lambda found: link if unquote(unescape(found[0])) == wanted else found[0], text)
    return _with_attachment(text, name)


def _with_attachment(text: str, name: str) -> str:
    """Return a draft with one more file among the attachments of its header."""
    header, separator, rest = text.partition("\n\n")
    key = f"{label('attachments')}: "
    lines = header.split("\n")
    at = next((n for n, line in enumerate(lines) if line.startswith(key)), None)
    if at is None:
        lines.append(f"{key}{name}")
    else:
        lines[at] = f"{lines[at]}; {name}"
    return "\n".join(lines) + separator + rest
