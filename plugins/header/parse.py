"""Parse a text into the fields of its header and its body."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from plugins.header.fields import BY_NAME, LONGEST_TEXT, HeaderKey, find_key, label, mistyped_key
from plugins.header.state_keys import is_state_key, status_meant
from plugins.header.yaml_values import BLOCK, NestedValue, read_yaml
from plugins.problems import Problem, error, warning
from plugins.vietnamese.letters import fold, without_loose_marks
from plugins.vietnamese.numbers import grouped

IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
# One Vietnamese syllable typed without marks: the first word of a sentence, not an identifier.
SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?",
    re.IGNORECASE,
)
# Pelican's own names that resemble one of our keys without being a typing mistake for it.
NEVER_MEANT = frozenset({"translations", "slugs", "urls", "dates"})
FENCE = "---"
_COLON = re.compile("[:：]")
_LONGEST_KEY = 60
QUOTES = {'"': '"', "'": "'", "“": "”"}


@dataclass(frozen=True, slots=True)
class Field:
    """
    One field: the key's name, the value, the line it begins on, and the key as written.

    ``items`` are the values of a list, () where it is to be parted at its semicolons or commas.
    """

    key: str
    value: str
    line: int
    written: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """A parsed file; ``body_line`` is the line on which the body begins (from 1), ``extra`` are unknown identifiers."""

    path: str
    fields: dict[str, Field]
    body: str
    body_line: int
    problems: tuple[Problem, ...] = ()
    extra: dict[str, str] = field(default_factory=dict)

    def value(self, name: str) -> str:
        """Return a field's value, "" if it is not written."""
        found = self.fields.get(name)
        return found.value if found else ""

    def line(self, name: str) -> int:
        """Return the line of a field, 1 if it is not written."""
        found = self.fields.get(name)
        return found.line if found else 1


@dataclass(frozen=True, slots=True)
class _Entry:
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


def parse(path: str, text: str, plugin_keys: Collection[str] = frozenset()) -> ParsedFile:
    """
    Return the fields and the body of a text, and what is wrong with its header.

    ``plugin_keys`` are keys, in lower case, that are not ours and that somebody else reads.

    >>> source = parse("x.md", "Tiêu đề : Xuân Lai: ba việc\\n\\nThân bài")
    >>> source.value("title"), source.body, source.body_line
    ('Xuân Lai: ba việc', 'Thân bài', 3)
    """
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    opening = lines[first].strip()
    if opening == "+++":
        message = "khối “+++” (TOML) không dùng được ở đây; hãy viết “Tiêu đề: …”, mỗi trường một dòng."
        return ParsedFile(path, {}, "", 1, (error(path, first + 1, "khoi-toml", message),))
    fenced = opening == FENCE
    if not fenced and not _begins_header(opening):
        return ParsedFile(path, {}, text, 1, (_no_header(path, lines, first),))
    start = first + 1 if fenced else first
    end = _header_end(lines, start, fenced)
    problems: list[Problem] = []
    if end is None:
        problems.append(error(path, first + 1, "khoi-chua-dong", "khối “---” chưa đóng bằng một dòng “---”."))
        end = next((n for n in range(start, len(lines)) if not lines[n].strip()), len(lines))
    written = "\n".join(lines[start:end])
    for number in range(start, end) if without_loose_marks(written) != written else ():
        if (bare := without_loose_marks(lines[number])) != lines[number]:
            lines[number] = bare
            message = "có dấu thanh, dấu mũ đứng một mình, không có chữ cái trước nó; dấu ấy đã bị bỏ. Gõ lại chữ đó."
            problems.append(warning(path, number + 1, "dau-roi", message))
    blocks = dict(_yaml_blocks(lines, start, end)) if fenced else {}
    entries = _entries(path, lines, start, end, problems, blocks)
    if fenced:
        entries = [_without_yaml(path, entry, problems) for entry in entries]
    fields, extra = _fields(path, [_joined(entry) for entry in entries], problems, plugin_keys)
    body_start = end + 1
    while body_start < len(lines) and not lines[body_start].strip():
        body_start += 1
    body = "\n".join(lines[body_start:])
    return ParsedFile(path, fields, body, min(body_start, len(lines)) + 1, tuple(problems), extra)


def _split(line: str) -> tuple[str, str, str] | None:
    """Return the key, the colon and the value of a line, or None."""
    found = _COLON.search(line)
    key = line[: found.start()].strip() if found else ""
    return (key, found[0], line[found.end() :].strip()) if found and 0 < len(key) <= _LONGEST_KEY else None


def _begins_header(line: str) -> bool:
    """Tell whether a text's first line belongs to a header; "Ông A nói: …" in a body is none."""
    parts = _split(line)
    if parts is None:
        return False
    return bool(find_key(parts[0]) or mistyped_key(parts[0]) or len(parts[0].split()) <= 4)


def _no_header(path: str, lines: list[str], first: int) -> Problem:
    for number, line in enumerate(lines, 1):
        parts = _split(line)
        key = find_key(parts[0]) if parts else None
        if key and key.name == "title":
            return error(
                path,
                number,
                "thieu-phan-dau",
                f"không thấy “Tiêu đề:” ở đầu tệp mà ở dòng {number}. Hãy chuyển phần này lên đầu tệp.",
            )
    return error(
        path,
        first + 1,
        "thieu-phan-dau",
        "không thấy phần đầu của bài. Tệp cần mở đầu bằng “Tiêu đề: …”, “Ngày đăng: …”, "
        "“Chuyên mục: …”, rồi một dòng trống.",
    )


def _header_end(lines: list[str], start: int, fenced: bool) -> int | None:
    """Return the index of the line that ends the header, None where a fenced header is never closed."""
    for number in range(start, len(lines)):
        bare = lines[number].strip()
        if (fenced and bare == FENCE) or (not fenced and not bare):
            return number
    return None if fenced else len(lines)


def _yaml_blocks(lines: list[str], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the index of each line whose value is the block below it (“>-”, “|”), and the index of the line after the block."""
    number = start
    while number < end:
        parts = _split(lines[number])
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


def _entries(
    path: str, lines: list[str], start: int, end: int, problems: list[Problem], blocks: Mapping[int, int]
) -> list[_Entry]:
    """Return the entries in order; a problem is added for every line that is none. ``blocks`` are those of ``_yaml_blocks``."""
    entries: list[_EntryLines] = []
    after_block = start
    # Where every line is indented, indentation does not mark a line that continues the one before.
    all_indented = all(line[:1] in " \t" for line in lines[start:end] if line.strip())
    for number in range(start, end):
        line = lines[number]
        if not line.strip() or number < after_block:
            continue
        parts = _split(line)
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
    return [_Entry(one.written, " ".join(one.values), one.line, tuple(one.items)) for one in entries]


def _entry(written: str, value: str, line: int) -> _Entry:
    """Return an entry; where somebody put the key in quotation marks, those around the value are no part of it either."""
    key = written.strip("“”\"'")
    if key == written or not find_key(key):
        return _Entry(written, value, line)
    opening = value[:1]
    if len(value) > 1 and QUOTES.get(opening) == value[-1] and opening not in value[1:-1]:
        value = value[1:-1].strip()
    return _Entry(key, value, line)


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


def _joined(entry: _Entry) -> _Entry:
    """Return an entry whose list lines are one value."""
    if not entry.items:
        return entry
    is_exact = entry.exact and any(sign in item for item in entry.items for sign in ",;")
    return replace(entry, value="; ".join(entry.items), items=entry.items if is_exact else ())


def _without_yaml(path: str, entry: _Entry, problems: list[Problem]) -> _Entry:
    """Return an entry of a block between --- lines without YAML's quotes and brackets; a warning is added."""
    if "\n" in entry.value or entry.value[:1] == "[":
        return _from_yaml(path, entry, problems)
    value, items = _unquoted(entry.value), tuple(_unquoted(item) for item in entry.items)
    exact = items != entry.items
    if value in ("~", "null"):
        value = ""
    if value != entry.value or (items != entry.items):
        message = f"“{entry.written}” viết kiểu YAML: đã bỏ dấu ngoặc quanh giá trị."
        problems.append(warning(path, entry.line, "kieu-yaml", message))
    elif items:
        message = f"danh sách “- …” được hiểu là các giá trị của “{entry.written}”."
        problems.append(warning(path, entry.line, "kieu-yaml", message))
    return replace(entry, value=value, items=items, exact=exact)


def _from_yaml(path: str, entry: _Entry, problems: list[Problem]) -> _Entry:
    """Return an entry whose value is a block or a list in brackets; what is no YAML is kept as it is written."""
    key = find_key(entry.written)
    try:
        read = read_yaml(entry.value)
    except NestedValue:
        message = (
            f"“{entry.written}” viết kiểu YAML lồng nhau, không đọc được. Viết mỗi giá trị một dòng “- …”."
        )
        problems.append(error(path, entry.line, "kieu-yaml", message))
        return replace(entry, value="")
    if isinstance(read, tuple) and key and not key.is_list:
        # A field of one value has none that need brackets around them: they are part of it.
        return entry
    if read is None:
        value = " ".join(entry.value.split())
        bracketed = re.fullmatch(r"\[(.*)\]", value)
        if not bracketed or not key or not key.is_list:
            return replace(entry, value=value)
        read = tuple(_unquoted(item.strip()) for item in bracketed[1].split(",") if item.strip())
    block = isinstance(read, str)
    how = "đã nối các dòng thành một giá trị" if block else "đã bỏ dấu ngoặc quanh giá trị"
    problems.append(warning(path, entry.line, "kieu-yaml", f"“{entry.written}” viết kiểu YAML: {how}."))
    if isinstance(read, str):
        return replace(entry, value=read)
    return replace(entry, value="", items=read, exact=True)


def _unquoted(value: str) -> str:
    """
    Return a value without the quotes around the whole of it.

    >>> _unquoted('"Một"'), _unquoted('"Một" và "hai"')
    ('Một', '"Một" và "hai"')
    """
    if len(value) >= 2 and QUOTES.get(value[0]) == value[-1] and value[0] in "\"'":
        inner = value[1:-1]
        if "\\" in inner or value[0] in inner:
            read = read_yaml(value)
            if isinstance(read, str):
                return read
        return (
            value
            if value[0] in inner.replace("\\" + value[0], "")
            else inner.replace("\\" + value[0], value[0])
        )
    return value


def _fields(
    path: str, entries: list[_Entry], problems: list[Problem], plugin_keys: Collection[str]
) -> tuple[dict[str, Field], dict[str, str]]:
    """Return the known fields by name, and the values of unknown identifiers; those that a plugin reads are no fault."""
    fields: dict[str, Field] = {}
    extra: dict[str, str] = {}
    switches: list[_Entry] = []
    for entry in entries:
        key = find_key(entry.written)
        if key is None and is_state_key(entry.written):
            switches.append(entry)
        elif key is None and entry.written.lower() in plugin_keys:
            extra[entry.written] = entry.value[:LONGEST_TEXT]
        elif key is None:
            problems.append(_unknown(path, entry))
            if problems[-1].code == "truong-bo-qua":
                extra[entry.written] = entry.value
        elif key.name in fields:
            problems.append(_repeated(path, entry, key, fields[key.name]))
        else:
            if len(entry.value) > key.longest:
                problems.append(_too_long(path, entry, key))
            value = entry.value[: key.longest]
            fields[key.name] = Field(key.name, value, entry.line, entry.written, entry.items)
    for entry in switches:
        _switch(path, entry, fields, problems)
    if "author" in fields and "authors" in fields:
        second = max(fields["author"], fields["authors"], key=lambda one: one.line)
        message = f"vừa có “Tác giả” vừa có “{second.written}”. Hãy gộp thành một dòng “Tác giả: …; …”."
        problems.append(error(path, second.line, "truong-lap", message))
    return fields, extra


def _switch(path: str, entry: _Entry, fields: dict[str, Field], problems: list[Problem]) -> None:
    """Make the status of an entry such as “draft: true”, with a reminder; add an error for one that is not understood."""
    meant, shown = status_meant(entry.written, entry.value), f"“{entry.written}: {entry.value[:40]}”"
    if meant is None:
        message = (
            f"{shown} nói ai được xem bài, nhưng không rõ là có hay không. "
            "Xóa dòng này và viết “Trạng thái: nháp”, “đăng” hoặc “ẩn”."
        )
        problems.append(error(path, entry.line, "trang-thai", message))
    elif meant and "status" not in fields:
        fields["status"] = Field("status", meant, entry.line, entry.written)
        message = f"{shown} được hiểu là “Trạng thái: {meant}”. Nên viết như vậy."
        problems.append(warning(path, entry.line, "trang-thai-nhac", message))
    elif meant and fold(fields["status"].value) not in (fold(meant), "draft", "hidden"):
        status = f"“Trạng thái: {fields['status'].value[:40]}” (dòng {fields['status'].line})"
        message = f"{shown} và {status} nói hai điều khác nhau. Xóa một dòng."
        problems.append(error(path, entry.line, "trang-thai", message))


def _too_long(path: str, entry: _Entry, key: HeaderKey) -> Problem:
    message = (
        f"“{entry.written}” dài {grouped(len(entry.value))} ký tự, nhiều nhất là {grouped(key.longest)}. "
        "Rút ngắn lại; phần còn lại đưa vào thân bài hoặc tệp đính kèm."
    )
    return error(path, entry.line, "truong-dai", message)


def _repeated(path: str, entry: _Entry, key: HeaderKey, first: Field) -> Problem:
    kept = f"có hai dòng “{label(key.name)}” (dòng {first.line} và dòng {entry.line})"
    if key.name == "summary":
        return warning(path, entry.line, "truong-lap", f"{kept}; dùng dòng đầu. Hãy xóa một dòng.")
    return error(path, entry.line, "truong-lap", f"{kept}. Hãy xóa hoặc gộp lại.")


def _unknown(path: str, entry: _Entry) -> Problem:
    written = entry.written
    meant = None if written.lower() in NEVER_MEANT else mistyped_key(written)
    if meant:
        suggestion = label(meant.name)
        return error(path, entry.line, "truong-la", f"không có trường “{written}”. Ý bạn là “{suggestion}”?")
    is_identifier = (
        IDENTIFIER.fullmatch(written) and not written.isupper() and not SYLLABLE.fullmatch(written)
    )
    if is_identifier:
        return warning(path, entry.line, "truong-bo-qua", f"không có trường “{written}”; bỏ qua dòng này.")
    return error(
        path,
        entry.line,
        "truong-la",
        f"“{written}” không phải tên trường. Nếu đây là thân bài, hãy thêm một dòng trống "
        "giữa phần đầu và thân bài.",
    )


def known_labels() -> list[str]:
    """Return the Vietnamese label of every key, in the order of the table."""
    return [key.label for key in BY_NAME.values()]
