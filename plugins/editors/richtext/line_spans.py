"""Part the lines of a Markdown body where its top-level blocks begin and end, as the prose room reads them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from plugins.prose.box_tags import is_box_line
from plugins.prose.code import find_fences
from plugins.prose.comments import without_comments
from plugins.prose.table_rows import is_separator, row_cells

# A line that keeps two lists apart, or two quotations: it shows nothing.
SEPARATOR = "<div></div>"

_LINE_END = re.compile(r"\r\n|\r|\n")
_ITEM = re.compile("^([ \t]*)([-+*]|\\d{1,9}\\.)[ \t\u00a0\u202f\u2007]+(?=\\S)")
_INTERRUPTS = re.compile(r"^ {0,3}(?:[-+*]|1[.)])[ \t]+\S")
_RULE = re.compile(r"^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")
_UNDERLINE = re.compile(r"^(?:=+|-+) *$")
_QUOTE = re.compile(r"^ {0,3}>")
_NOTE = re.compile(r"^ {0,3}\[\^[^\]]*\]:")
_DEFINITION = re.compile(r"^ {0,3}(?:\[[^\]]+\]|\*\[[^\]]+\]) ?:")
_MEANING = re.compile(r"^ {0,3}: ")
_BOX_TAG = re.compile(r"<(/?)(?:details|div|section)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(
    r"^ {0,3}</?(address|article|aside|blockquote|body|center|dd|details|dir|div|dl|dt|fieldset|figcaption|figure|footer"
    r"|form|h[1-6]|header|hgroup|html|iframe|legend|li|main|map|math|menu|nav|noscript|object|ol|output|p|pre|script"
    r"|section|style|summary|table|tbody|td|textarea|tfoot|th|thead|tr|ul|video)\b",
    re.IGNORECASE,
)


class SpanKind(StrEnum):
    """What the lines of a block are."""

    TEXT = "text"
    BULLETS = "bullets"
    NUMBERS = "numbers"
    QUOTE = "quote"
    NOTE = "note"
    MEANINGS = "meanings"  # words and what they mean
    HIDDEN = "hidden"  # shows nothing, or is shown as it is written: comments, definitions, code
    BOX = "box"  # between tags that stand on lines of their own
    HTML = "html"


@dataclass(frozen=True, slots=True)
class LineSpan:
    """The lines of one block, from ``first`` to before ``after``."""

    first: int
    after: int
    kind: SpanKind


@dataclass(frozen=True, slots=True)
class SourceLines:
    """
    The lines of a source without their ends, and the ends.

    >>> SourceLines.of("a\\r\\nb").between(0, 2)
    'a\\r\\nb'
    """

    texts: tuple[str, ...]
    ends: tuple[str, ...]

    @classmethod
    def of(cls, source: str) -> SourceLines:
        """Return the lines of a source."""
        return cls(tuple(_LINE_END.split(source)), (*_LINE_END.findall(source), ""))

    def between(self, first: int, after: int) -> str:
        """Return the source of lines without the end of the last."""
        pieces = [
            text + end for text, end in zip(self.texts[first:after], self.ends[first:after], strict=True)
        ]
        return "".join(pieces)[: -len(self.ends[after - 1]) or None] if pieces else ""

    @property
    def usual_end(self) -> str:
        """How most lines end."""
        ends = [end for end in self.ends if end]
        return max(dict.fromkeys(ends), key=ends.count, default="\n")


def line_spans(lines: Sequence[str]) -> list[LineSpan]:
    """
    Return the blocks of a body's lines; blank lines are in none.

    >>> [(one.first, one.after, one.kind.value) for one in line_spans(["# A", "b", "", "- c", "", "- d", "", "e"])]
    [(0, 1, 'text'), (1, 2, 'text'), (3, 6, 'bullets'), (7, 8, 'text')]
    """
    fenced = find_fences(lines)
    masked = "\n".join("" if code else line for line, code in zip(lines, fenced.is_code, strict=True))
    plain = without_comments(masked)[0].split("\n")
    return _Parting(lines, plain, fenced.is_code, frozenset(fenced.opens_at)).spans()


@dataclass(slots=True)
class _Parting:
    """
    Walks down the lines once.

    ``plain`` are the lines without comments and code; ``fences`` are where fenced code begins.
    """

    lines: Sequence[str]
    plain: Sequence[str]
    is_code: Sequence[bool]
    fences: frozenset[int]
    found: list[LineSpan] = field(default_factory=list)

    def spans(self) -> list[LineSpan]:
        """Return all blocks."""
        place = 0
        while place < len(self.lines):
            if self._is_blank(place) or self.plain[place].strip() == SEPARATOR:
                place += 1
                continue
            span = self._block_at(place)
            self._add(span)
            place = span.after
        return self.found

    def _add(self, span: LineSpan) -> None:
        before = self.found[-1] if self.found else None
        is_meaning = _MEANING.match(self.plain[span.first]) is not None
        indented = self.plain[span.first].startswith("    ")
        apart = before and any(line.strip() == SEPARATOR for line in self.plain[before.after : span.first])
        if (
            before
            and not apart
            and (
                is_meaning
                or (
                    before.kind is SpanKind.MEANINGS
                    and (span.kind is SpanKind.MEANINGS or (indented and not self.is_code[span.first]))
                )
            )
        ):
            self.found[-1] = LineSpan(before.first, span.after, SpanKind.MEANINGS)
        else:
            self.found.append(span)

    def _is_blank(self, place: int) -> bool:
        """Return whether a line says nothing at all, not even to editors."""
        return not self.lines[place].strip() and not self.is_code[place]

    def _is_text(self, place: int) -> bool:
        """Return whether there is text in a line that is not code."""
        return place < len(self.lines) and bool(self.plain[place].strip()) and not self.is_code[place]

    def _block_at(self, place: int) -> LineSpan:
        if self.is_code[place] and not _QUOTE.match(self.lines[place]):
            return LineSpan(place, self._after_code(place), SpanKind.HIDDEN)
        if not self.is_code[place] and not self.plain[place].strip():
            return LineSpan(place, self._after_comments(place), SpanKind.HIDDEN)
        line = self.lines[place] if self.is_code[place] else self.plain[place]
        if is_box_line(line):
            return LineSpan(place, self._after_box(place), SpanKind.BOX)
        if tag := _TAG.match(line):
            return LineSpan(place, self._after_html(place, tag[1]), SpanKind.HTML)
        if line.startswith("#"):
            return LineSpan(place, place + 1, SpanKind.TEXT)
        if _NOTE.match(line):
            return LineSpan(place, self._after_note(place), SpanKind.NOTE)
        if _QUOTE.match(line):
            return LineSpan(place, self._after_quote(place), SpanKind.QUOTE)
        return self._underlined(place) or self._list_at(place) or self._paragraph_at(place)

    def _after_code(self, place: int) -> int:
        place += 1
        while place < len(self.lines) and self.is_code[place] and place not in self.fences:
            place += 1
        return place

    def _after_comments(self, place: int) -> int:
        after = place + 1
        while place < len(self.lines) and not self.plain[place].strip() and not self.is_code[place]:
            after = place + 1 if self.lines[place].strip() else after
            place += 1
        return after

    def _after_box(self, place: int) -> int:
        """Return the line behind the end of a box, in which there may be blank lines."""
        depth = 0
        for number in range(place, len(self.lines)):
            if not self.is_code[number]:
                depth += sum(-1 if tag[1] else 1 for tag in _BOX_TAG.finditer(self.plain[number]))
            if depth <= 0:
                break
        return number + 1

    def _after_html(self, place: int, name: str) -> int:
        """Return the blank line behind the end of an element, in which there may be blank lines."""
        tags = re.compile(rf"<(/?){name}\b[^<>]*>", re.IGNORECASE)
        depth = 0
        while place < len(self.lines):
            depth += sum(-1 if tag[1] else 1 for tag in tags.finditer(self.plain[place]))
            if depth <= 0 and not self._is_text(place + 1):
                return place + 1
            place += 1
        return place

    def _after_note(self, place: int) -> int:
        """Return the line behind a footnote: indented paragraphs belong to it."""
        while True:
            place += 1
            if self._is_text(place):
                if _NOTE.match(self.plain[place]):
                    return place
                continue
            following = self._next_text(place)
            if following is None or not self.plain[following].startswith("    "):
                return place
            place = following

    def _after_quote(self, place: int) -> int:
        while True:
            place += 1
            if place < len(self.lines) and self.is_code[place] and _QUOTE.match(self.lines[place]):
                continue
            if self._is_text(place) and not is_box_line(self.plain[place]):
                continue
            following = self._next_filled(place)
            if following >= len(self.lines) or not _QUOTE.match(self.lines[following]):
                return place
            place = following

    def _next_text(self, place: int) -> int | None:
        """Return the next line with text behind blank ones and comments; None where code or the end comes first."""
        place = self._next_filled(place)
        return place if self._is_text(place) else None

    def _list_at(self, place: int) -> LineSpan | None:
        item = None if _RULE.match(self.plain[place]) else _ITEM.match(self.plain[place])
        if item is None or len(item[1].expandtabs(4)) > 3:
            return None
        first, kind = place, _kind_of(item[2])
        while True:
            place += 1
            if self._is_code_in_item(place):
                continue
            if self._is_text(place):
                if self._is_other_list(place, kind) or self.plain[place].startswith("#"):
                    break
                continue
            following = self._next_filled(place)
            if not self._is_code_in_item(following) and not self._continues(following, kind):
                break
            place = following
        return LineSpan(first, place, kind)

    def _is_code_in_item(self, place: int) -> bool:
        """Return whether a line of code belongs to the item above it: where it begins it is indented, the rest follows it."""
        if not 0 < place < len(self.lines) or not self.is_code[place]:
            return False
        return self.lines[place][:1].isspace() if place in self.fences else self.is_code[place - 1]

    def _next_filled(self, place: int) -> int:
        """Return the next line that shows something, the number of lines where there is none."""
        while place < len(self.lines) and not self.plain[place].strip() and not self.is_code[place]:
            place += 1
        return place

    def _continues(self, place: int, kind: SpanKind) -> bool:
        """Return whether a line behind a blank one belongs to a list."""
        if not self._is_text(place):
            return False
        line = self.plain[place]
        item = None if _RULE.match(line) else _ITEM.match(line)
        indent = len(line[: len(line) - len(line.lstrip(" \t"))].expandtabs(4))
        return indent >= 2 or (item is not None and _kind_of(item[2]) is kind)

    def _is_other_list(self, place: int, kind: SpanKind) -> bool:
        item = None if _RULE.match(self.plain[place]) else _ITEM.match(self.plain[place])
        return item is not None and len(item[1].expandtabs(4)) < 2 and _kind_of(item[2]) is not kind

    def _underlined(self, place: int) -> LineSpan | None:
        """Return a heading that has a line below it."""
        if _RULE.match(self.plain[place]):
            return LineSpan(place, place + 1, SpanKind.TEXT)
        below = self._is_text(place + 1) and _UNDERLINE.match(self.plain[place + 1])
        if below and not _ITEM.match(self.plain[place]):
            return LineSpan(place, place + 2, SpanKind.TEXT)
        return None

    def _paragraph_at(self, place: int) -> LineSpan:
        first, kind = place, SpanKind.TEXT
        is_table = self._is_table_head(place)
        while True:
            if _MEANING.match(self.plain[place]):
                kind = SpanKind.MEANINGS
            elif _DEFINITION.match(self.plain[place]):
                kind = SpanKind.HIDDEN
            place += 1
            if not self._is_text(place) or (not is_table and self._begins(place)):
                return LineSpan(first, place, kind)

    def _begins(self, place: int) -> bool:
        """Return whether a block begins on a line below a paragraph's."""
        line = self.plain[place]
        return bool(
            line.startswith("#")
            or _RULE.match(line)
            or _INTERRUPTS.match(line)
            or _QUOTE.match(line)
            or _NOTE.match(line)
            or _TAG.match(line)
            or is_box_line(line)
            or self._is_table_head(place)
        )

    def _is_table_head(self, place: int) -> bool:
        if not self._is_text(place + 1) or "|" not in self.plain[place]:
            return False
        below = self.plain[place + 1]
        return is_separator(below) and len(row_cells(self.plain[place])) == len(row_cells(below))


def _kind_of(mark: str) -> SpanKind:
    return SpanKind.NUMBERS if mark[0].isdigit() else SpanKind.BULLETS


def with_joined_blocks(spans: Sequence[LineSpan], places: frozenset[int]) -> list[LineSpan]:
    """Return blocks in which each of ``places`` is one with the block behind it."""
    out: list[LineSpan] = []
    for place, span in enumerate(spans):
        if place - 1 in places and out:
            out[-1] = replace(out[-1], after=span.after)
        else:
            out.append(span)
    return out
