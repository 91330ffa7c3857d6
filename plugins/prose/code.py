"""Find code in a Markdown source: fenced blocks by line, code spans by offset."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_FENCE = re.compile(r"^((?: {0,3}>){0,10})([ \t]*)(`{3,}|~{3,})(.*)$")
_RUN = re.compile("`+")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_WORD = re.compile(r"[\w#.+-]+")
_OPTION = r"[.#]?[\w+-]+(?:=(?:\"[^\"{}]*\"|'[^'{}]*'|[^\s\"'{}=]+))?"
# What Python-Markdown reads behind a fence for an extension that colours code.
_OPTIONS = re.compile(
    rf"\{{\s*{_OPTION}(?:\s+{_OPTION})*\s*\}}|[\w#.+-]+[ ]+hl_lines=(?:\"[\d ]*\"|'[\d ]*')"
)
# Stands before a fence that is part of an item or a quotation; see character_placeholders.py for who uses which.
NESTED_FENCE = "\ue00b"


@dataclass(frozen=True, slots=True)
class Fenced:
    """
    Lines with normalised fences; which of them are code; the index of a fence that never closes.

    ``opens_at`` has, by the index of each opening fence, the column in which it began, ``quotes`` the depth of the
    quotation in which it lies.
    """

    lines: tuple[str, ...]
    is_code: tuple[bool, ...]
    unclosed: int | None = None
    opens_at: Mapping[int, int] = field(default_factory=dict)
    quotes: Mapping[int, int] = field(default_factory=dict)


def find_fences(lines: Sequence[str], *, with_options: bool = False) -> Fenced:
    """
    Return the lines with every fenced block brought to one form (no indent, no marks of quotations, equal fences).

    ``with_options`` keeps what a fence says for an extension that colours code, beside the language.

    >>> find_fences(["```` py x", "a", "`````"]).lines
    ('````py', 'a', '````')
    >>> find_fences(["``` {.py hl_lines='1'}", "a", "```"], with_options=True).lines
    ("```{.py hl_lines='1'}", 'a', '```')
    >>> find_fences(["> ```", "> a", "b"]).lines
    ('```', 'a\\n```', 'b')
    """
    text = "\n".join(lines)
    if "```" not in text and "~~~" not in text:
        return Fenced(tuple(lines), (False,) * len(lines))
    tidy: list[str] = []
    is_code: list[bool] = []
    opens_at: dict[int, int] = {}
    quotes: dict[int, int] = {}
    fence, opened, indent, depth = "", 0, 0, 0
    for place, line in enumerate(lines):
        if fence and depth:
            quoted = re.match(rf"(?: {{0,3}}>[ \t]?){{{depth}}}", line)
            if quoted:
                line = line[quoted.end() :]
            else:  # The end of a quotation ends what is in it.
                tidy[-1] += f"\n{fence}"
                fence = ""
        found = _FENCE.match(line)
        if not fence and found and "`" not in found[4]:
            fence, opened, indent = found[3], place, len(found[2].expandtabs(4))
            opens_at[place], depth = indent, found[1].count(">")
            if depth:
                quotes[place], indent = depth, max(indent - 1, 0)
            options = _OPTIONS.fullmatch(found[4].strip()) if with_options else None
            told = options or _WORD.search(found[4])
            tidy.append(fence + (told[0] if told else ""))
            is_code.append(True)
        elif fence:
            closes = found and not found[1] and found[3].startswith(fence) and not found[4].strip()
            tidy.append(fence if closes else _without_indent(line, indent))
            is_code.append(True)
            fence = "" if closes else fence
        else:
            tidy.append(line)
            is_code.append(False)
    if fence and depth and opened + 1 < len(lines):
        tidy[-1] += f"\n{fence}"
        fence = ""
    return Fenced(tuple(tidy), tuple(is_code), opened if fence else None, opens_at, quotes)


def _without_indent(line: str, columns: int) -> str:
    """Return a line of code without as many spaces as stand before its fence, as far as it has them."""
    if not columns or not line[:1].isspace():
        return line
    line = line.expandtabs(4) if "\t" in line[:columns] else line
    return line[min(columns, len(line) - len(line.lstrip(" "))) :]


def find_spans(text: str) -> list[tuple[int, int]]:
    """
    Return the offsets of code spans, from the first backquote to behind the last, in linear time.

    >>> find_spans("a `b` c ``d ` e``")
    [(2, 5), (8, 17)]
    """
    runs = [(run.start(), run.end()) for run in _RUN.finditer(text)]
    if not runs:
        return []
    by_length: dict[int, list[int]] = defaultdict(list)
    for start, end in runs:
        by_length[end - start].append(start)
    breaks = [gap.start() for gap in _BLANK_LINE.finditer(text)]
    spans: list[tuple[int, int]] = []
    behind = 0
    for start, end in runs:
        if start < behind or (start and text[start - 1] == "\\"):
            continue
        same = by_length[end - start]
        place = bisect_right(same, start)
        gap = bisect_right(breaks, start)
        limit = breaks[gap] if gap < len(breaks) else len(text)
        if place < len(same) and same[place] < limit:
            behind = same[place] + end - start
            spans.append((start, behind))
    return spans


def outside_spans(text: str) -> list[tuple[str, bool]]:
    """Return the pieces of ``text`` in order, each with whether it is a code span."""
    pieces: list[tuple[str, bool]] = []
    behind = 0
    for start, end in find_spans(text):
        pieces.append((text[behind:start], False))
        pieces.append((text[start:end], True))
        behind = end
    pieces.append((text[behind:], False))
    return pieces
