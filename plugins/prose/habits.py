"""Read what people write by habit of other editors: escaped signs, line breaks by a backslash, bold with loose spaces."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element

from plugins.prose.character_placeholders import with_placeholders
from plugins.prose.code import find_spans

# CommonMark escapes every ASCII sign; Python-Markdown only those that mean something to it.
_ESCAPED = re.compile(r"\\(\\|[<>&~|:@#\"'$%,/;=?^])")
_BREAK = re.compile(r"(?<!\\)((?:\\\\)*)\\\n(?=[ \t]*\S)")
_BOLD_MARK = re.compile(r"(?<![*\\])\*\*(?!\*)")
_LETTER = re.compile(r"[^\W\d_]")
_SPACE = " \t\u00a0\u202f"
_TASK = re.compile(r"^\s*\[([ xX])\][ \u00a0]+(?=\S|$)")
_BOX = {" ": "☐", "x": "☑", "X": "☑"}


def as_commonmark(text: str) -> str:
    r"""
    Return a block of Markdown, given without its code, with escaped signs as placeholders and breaks as two spaces.

    >>> as_commonmark("một\\\nhai")
    'một  \nhai'
    """
    if "\\" not in text:
        return text
    text = _BREAK.sub(r"\1  \n", text)
    return _ESCAPED.sub(lambda sign: sign[0] if sign[1] == "\\" else with_placeholders(sign[1]), text)


def with_tight_bold(text: str) -> str:
    """
    Return text in which the marks of bold stand tight upon what they hold, where one line shows which belong together.

    >>> with_tight_bold("**đậm **chữ, ** đậm** và 2 ** 3")
    '**đậm **chữ, ** đậm** và 2 ** 3'
    >>> with_tight_bold("**đậm **chữ và ** đậm**"), with_tight_bold("2 ** 3 và 4 ** 5")
    ('**đậm** chữ và  **đậm**', '2 ** 3 và 4 ** 5')
    """
    if "**" not in text:
        return text
    return "\n".join(_tight_line(line) if "**" in line else line for line in text.split("\n"))


def _tight_line(line: str) -> str:
    spans = find_spans(line)
    marks = [
        mark.start()
        for mark in _BOLD_MARK.finditer(line)
        if not any(start <= mark.start() < end for start, end in spans)
    ]
    if not marks or len(marks) % 2:
        return line
    out: list[str] = []
    behind = 0
    for opening, closing in zip(marks[::2], marks[1::2], strict=True):
        inner = line[opening + 2 : closing]
        tight = inner.strip(_SPACE)
        before, after = line[:opening][-1:], line[closing + 2 :][:1]
        is_text = _LETTER.search(tight) or (
            tight[:1].isdigit() and inner[0] not in _SPACE and after.isalpha()
        )
        is_term = line[:opening].rstrip(_SPACE)[-1:].isdigit() and (
            inner[:1] in _SPACE or tight[:1].isdigit()
        )
        if tight == inner or "|" in inner or not is_text or is_term:
            continue
        if inner[0] in _SPACE and inner[-1] in _SPACE and (before + after).strip(_SPACE).isalnum():
            continue
        left = inner[: len(inner) - len(inner.lstrip(_SPACE))]
        right = inner[len(inner.rstrip(_SPACE)) :]
        out += [line[behind:opening], left, "**", tight, "**", right]
        behind = closing + 2
    return "".join([*out, line[behind:]])


def mark_tasks(items: Iterable[Element]) -> None:
    """Put a box before each list item that is a task: ``[ ]`` is to be done, ``[x]`` is done."""
    for item in items:
        holder = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
        text = holder.text or ""
        if type(text) is str and (task := _TASK.match(text)):
            holder.text = f"{_BOX[task[1]]} {text[task.end() :]}"
