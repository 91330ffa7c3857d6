"""Change single fields in the header of a file: lines that do not change keep every byte, their spelling and their end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from plugins.header.decode import decode
from plugins.header.entries import QUOTES
from plugins.header.fields import BY_NAME, KEYS, ValueKind, find_key, label
from plugins.header.parse import FENCE, ParsedFile, parse

_LINE = re.compile("[^\n\r\x85\u2028\u2029]*(?:\r\n?|[\n\x85\u2028\u2029]|$)")
_END = re.compile("(?:\r\n?|[\n\x85\u2028\u2029])$")
_ITEM = re.compile(r"\s*[-*•]\s+")
_KEY = re.compile(r"[^:：]{1,60}[:：]")
_ORDER = {key.name: number for number, key in enumerate(KEYS)}


@dataclass(frozen=True, slots=True)
class HeaderText:
    """
    A file in two: its head, which is all before the body, byte for byte, and the body.

    ``values`` are those of the fields as a form shows them: several values of one field each on a line or, where
    they are short, with semicolons between them. ``readable`` tells that there is a header that can be changed.
    """

    head: str
    body: str
    values: Mapping[str, str]
    lines: Mapping[str, int]
    readable: bool


def header_text(path: str, text: str) -> HeaderText:
    """
    Return a file in two, and the values of its header.

    >>> parted = header_text("x.md", "Tiêu đề: Một\\nTHẺ : a; b\\n\\n\\nThân bài")
    >>> parted.head, parted.body, parted.values["tags"]
    ('Tiêu đề: Một\\nTHẺ : a; b\\n\\n\\n', 'Thân bài', 'a; b')
    """
    parsed, lines = _parsed(path, text)
    if parsed is None:
        return HeaderText("", text, {}, {}, False)
    behind = min(parsed.body_line - 1, len(lines))
    head = _Head.of(parsed, lines)
    values = {name: head.shown(name, field.value) for name, field in parsed.fields.items()}
    numbers = {name: field.line for name, field in parsed.fields.items()}
    return HeaderText("".join(lines[:behind]), "".join(lines[behind:]), values, numbers, True)


def _parsed(path: str, text: str) -> tuple[ParsedFile | None, list[str]]:
    """Return what a text's header says, None where it cannot be read line by line, and the lines with their ends."""
    lines = [found for found in _LINE.findall(text) if found]
    decoded, _ = decode(path, text.encode("utf-8"))
    if not decoded.strip():
        return None, lines
    parsed = parse(path, decoded)
    told = {problem.code for problem in parsed.problems}
    if not parsed.fields or told & {"khoi-toml", "thieu-phan-dau", "khoi-chua-dong"}:
        return None, lines
    # Where the reader mends lost line ends, its lines are not those of the file.
    same = len(decoded.split("\n")) == len(lines) + (not lines or bool(_END.search(lines[-1])))
    return (parsed if same else None), lines


def with_fields(path: str, text: str, values: Mapping[str, str]) -> str:
    """
    Return a file in which some fields have other values; "" takes a field out.

    A field that is new stands behind the nearest of those before it in the table of keys.

    >>> with_fields("x.md", "TIÊU ĐỀ : Một\\nNgày đăng: 1/2/2024\\n\\nA", {"title": "Hai", "status": "nháp"})
    'TIÊU ĐỀ : Hai\\nNgày đăng: 1/2/2024\\nTrạng thái: nháp\\n\\nA'
    """
    parsed, lines = _parsed(path, text)
    if parsed is None:
        return text
    head = _Head.of(parsed, lines)
    for name in sorted(values, key=lambda one: _ORDER.get(one, len(_ORDER))):
        if name in BY_NAME:
            head.put(name, _tidy(name, values[name]))
    return "".join([*head.lines, *lines[head.behind :]])


def _tidy(name: str, value: str) -> str:
    """
    Return a value as a header can hold it.

    >>> _tidy("title", " Một\\n  hai "), _tidy("corrections", "1/2/2024 – a\\n\\n 2/2/2024 – b")
    ('Một hai', '1/2/2024 – a\\n2/2/2024 – b')
    """
    parts = [" ".join(part.split()) for part in re.split("[\n\r\x85\u2028\u2029]+", value)]
    return ("\n" if _has_notes(name) else " ").join(part for part in parts if part)


@dataclass(slots=True)
class _Head:
    """The lines of a header while its fields are changed: an entry of several lines is one of them with the rest empty."""

    lines: list[str]
    behind: int
    start: int
    end: str
    fenced: bool
    spans: dict[str, tuple[int, int]]

    @classmethod
    def of(cls, parsed: ParsedFile, lines: list[str]) -> _Head:
        behind = min(parsed.body_line - 1, len(lines))
        first = next(number for number, line in enumerate(lines) if line.strip())
        fenced = lines[first].strip().lstrip("\ufeff") == FENCE
        found = next((match[0] for line in lines if (match := _END.search(line))), "\n")
        start = first + 1 if fenced else first
        spans = dict(_spans(parsed, lines[:behind], start, fenced))
        return cls(list(lines[:behind]), behind, start, found, fenced, spans)

    def shown(self, name: str, value: str) -> str:
        """Return a value as a form shows it: several values on lines of their own, where they stand so in the file."""
        first, after = self.spans.get(name, (0, 0))
        items = [line.strip() for line in self.lines[first + 1 : after]] if _has_notes(name) else []
        if not items or not all(_ITEM.match(item) for item in items):
            return value
        return "\n".join(_unquoted(_ITEM.sub("", item, count=1)) for item in items)

    def put(self, name: str, value: str) -> None:
        """Give a field a value, or take it out."""
        span = self.spans.get(name)
        if span is None:
            if value:
                self._add(name, value)
            return
        first, after = span
        written = self.lines[first]
        key = written[: re.search("[:：]", written).end()] if ":" in written or "：" in written else ""  # type: ignore[union-attr]
        last = _END.search(self.lines[after - 1])
        self.lines[first:after] = ["", *[""] * (after - first - 1)]
        if value:
            text = self._entry(key or f"{label(name)}:", name, value)
            self.lines[first] = text if last else text.removesuffix(self.end)

    def _add(self, name: str, value: str) -> None:
        before = [after for one, (_, after) in self.spans.items() if _ORDER[one] < _ORDER[name]]
        place = max(before, default=self.start)
        text = self._entry(f"{label(name)}:", name, value)
        if place and self.lines[place - 1] and not _END.search(self.lines[place - 1]):
            self.lines[place - 1] += self.end
        # With the line before it, so that the places of all others stay.
        if place:
            self.lines[place - 1] += text
        else:
            self.lines[0] = text + self.lines[0]

    def _entry(self, key: str, name: str, value: str) -> str:
        several = value.split("\n") if _has_notes(name) else []
        if len(several) < 2:
            return f"{key} {self._guarded(value)}{self.end}"
        return self.end.join([key, *(f"- {self._guarded(one)}" for one in several), ""])

    def _guarded(self, value: str) -> str:
        """Return a value that is read as itself between fences, where quotes and brackets around the whole are markup."""
        if not self.fenced or not (value[:1] in "\"'[|>~" or value in ("null", "~")):
            return value
        if QUOTES.get(value[0]) != value[-1] and value[0] not in "[|>~" and value != "null":
            return value
        if "'" not in value:
            return f"'{value}'"
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'


def _has_notes(name: str) -> bool:
    """Tell whether the values of a field hold commas and semicolons of their own: each stands on a line."""
    return BY_NAME[name].kind is ValueKind.DATED_NOTE


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] in "\"'" and value[-1] == value[0] else value


def _spans(
    parsed: ParsedFile, lines: list[str], start: int, fenced: bool
) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield each field with the indices of its first line and of the line behind its last."""
    begins = {field.line - 1: name for name, field in parsed.fields.items()}
    indented = all(line[:1] in " \t" for line in lines[start:] if line.strip() and line.strip() != FENCE)
    for first, name in begins.items():
        after = first + 1
        while after < len(lines) and after not in begins and _continues(lines[after], fenced, indented):
            after += 1
        yield name, (first, after)


def _continues(line: str, fenced: bool, indented: bool) -> bool:
    """Tell whether a line belongs to the field above it: an item, or a line that is indented and no field of its own."""
    bare = line.strip()
    if not bare or (fenced and bare == FENCE):
        return False
    if _ITEM.match(line):
        return True
    key = _KEY.match(bare)
    return line[:1].isspace() and not indented and not (key and find_key(key[0][:-1]))
