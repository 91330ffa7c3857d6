"""Part the lines of a header into its entries: a key, its value, and the list below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from plugins.header.fields import find_key
from plugins.header.yaml_values import BLOCK
from plugins.problems import Problem, error, warning

QUOTES = {'"': '"', "'": "'", "“": "”"}
_COLON = re.compile("[:：]")
_LONGEST_KEY = 60


@dataclass(frozen=True, slots=True)
class Entry:
    """
    A key of the header as it is written, its value, the line of the key, and the lines “- …” below it.

    ``exact`` tells that an item may hold commas and semicolons: quotes or brackets say where it ends.
    """

    written: str
    value: str
    line: int
    items: tuple[str, ...] = ()
    exact: bool = False


@dataclass(slots=True)
class _EntryLines:
    """An entry of which more lines may follow: its key, the parts of its value, its line, its list lines so far."""

    written: str
    values: list[str]
    line: int
    items: list[str] = field(default_factory=list)


def split_line(line: str) -> tuple[str, str, str] | None:
    """Return the key, the colon and the value of a line, or None."""
    found = _COLON.search(line)
    key = line[: found.start()].strip() if found else ""
    return (key, found[0], line[found.end() :].strip()) if found and 0 < len(key) <= _LONGEST_KEY else None


def yaml_blocks(lines: list[str], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the index of each line whose value is the block below it (“>-”, “|”), and the index of the line after the block."""
    number = start
    while number < end:
        parts = split_line(lines[number])
        if not parts or not BLOCK.fullmatch(parts[2]):
            number += 1
            continue
        first, indent = number, _indent(lines[number])
        number += 1
        while number < end and (not lines[number].strip() or _indent(lines[number]) > indent):
            number += 1
        yield first, number


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def entries_of(
    path: str, lines: list[str], start: int, end: int, problems: list[Problem], blocks: Mapping[int, int]
) -> list[Entry]:
    """Return the entries in order; a problem is added for every line that is none. ``blocks`` are those of ``yaml_blocks``."""
    entries: list[_EntryLines] = []
    after_block = start
    # Where every line is indented, indentation does not mark a line that continues the one before.
    all_indented = all(line[:1] in " \t" for line in lines[start:end] if line.strip())
    for number in range(start, end):
        line = lines[number]
        if not line.strip() or number < after_block:
            continue
        parts = split_line(line)
        if number in blocks and parts:
            after_block = blocks[number]
            block = "\n".join([parts[2], *(one[_indent(line) :] for one in lines[number + 1 : after_block])])
            entries.append(_EntryLines(parts[0], [block], number + 1))
            continue
        known = find_key(parts[0]) if parts else None
        continues = line[:1].isspace() and not all_indented
        item = re.match(r"\s*[-*•]\s+(.*)$", line)
        if entries and item and _takes_items(entries[-1]):
            entries[-1].items.append(item[1].strip())
        elif entries and continues and not known:
            entries[-1].values.append(line.strip())
        elif parts is None:
            problems.append(_no_entry(path, number + 1, line.strip(), bool(entries)))
        else:
            if parts[1] == "：":
                message = "dấu “：” (toàn góc) sau tên trường được hiểu là “:”."
                problems.append(warning(path, number + 1, "hai-cham-toan-goc", message))
            one = _entry(parts[0].strip(), parts[2], number + 1)
            entries.append(_EntryLines(one.written, [one.value] if one.value else [], one.line))
    return [Entry(one.written, " ".join(one.values), one.line, tuple(one.items)) for one in entries]


def _entry(written: str, value: str, line: int) -> Entry:
    """Return an entry; where somebody put the key in quotation marks, those around the value are no part of it either."""
    key = written.strip("“”\"'")
    if key == written or not find_key(key):
        return Entry(written, value, line)
    opening = value[:1]
    if len(value) > 1 and QUOTES.get(opening) == value[-1] and opening not in value[1:-1]:
        value = value[1:-1].strip()
    return Entry(key, value, line)


def _takes_items(entry: _EntryLines) -> bool:
    """Return whether a line “- …” below an entry is one of its values."""
    key = find_key(entry.written)
    return not entry.values and (key is None or key.is_list)


def _no_entry(path: str, line: int, text: str, follows: bool) -> Problem:
    short = text if len(text) <= 40 else f"{text[:40].rstrip()}…"
    hint = (
        "Nếu dòng trên bị xuống dòng, hãy nối lại; nếu thân bài bắt đầu ở đây, hãy thêm một dòng trống."
        if follows
        else "Phần đầu gồm các dòng như “Tiêu đề: …”."
    )
    return error(path, line, "dong-sai-dang", f"dòng “{short}” không có dạng “Tên trường: giá trị”. {hint}")


def with_joined_lines(entry: Entry) -> Entry:
    """Return an entry whose list lines are one value."""
    if not entry.items:
        return entry
    is_exact = entry.exact and any(sign in item for item in entry.items for sign in ",;")
    return replace(entry, value="; ".join(entry.items), items=entry.items if is_exact else ())
