"""Parse a text into the fields of its header and its body."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from plugins.header.entries import Entry, entries_of, split_line, with_joined_lines, yaml_blocks
from plugins.header.fields import LONGEST_TEXT, HeaderKey, find_key, label, mistyped_key
from plugins.header.state_keys import is_state_key, status_meant
from plugins.header.yaml_entries import without_yaml
from plugins.problems import Problem, error, warning
from plugins.vietnamese.letters import fold, without_loose_marks
from plugins.vietnamese.numbers import with_thousands_points

IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
# One Vietnamese syllable typed without marks: the first word of a sentence, not an identifier.
SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?",
    re.IGNORECASE,
)
# Pelican's own names that resemble one of our keys without being a typing mistake for it.
NEVER_MEANT = frozenset({"translations", "slugs", "urls", "dates"})
FENCE = "---"


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
    blocks = dict(yaml_blocks(lines, start, end)) if fenced else {}
    entries = entries_of(path, lines, start, end, problems, blocks)
    if fenced:
        entries = [without_yaml(path, entry, problems) for entry in entries]
    fields, extra = _fields(path, [with_joined_lines(entry) for entry in entries], problems, plugin_keys)
    body_start = end + 1
    while body_start < len(lines) and not lines[body_start].strip():
        body_start += 1
    body = "\n".join(lines[body_start:])
    return ParsedFile(path, fields, body, min(body_start, len(lines)) + 1, tuple(problems), extra)


def _begins_header(line: str) -> bool:
    """Tell whether a text's first line belongs to a header; "Ông A nói: …" in a body is none."""
    parts = split_line(line)
    if parts is None:
        return False
    return bool(find_key(parts[0]) or mistyped_key(parts[0]) or len(parts[0].split()) <= 4)


def _no_header(path: str, lines: list[str], first: int) -> Problem:
    for number, line in enumerate(lines, 1):
        parts = split_line(line)
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


def _fields(
    path: str, entries: list[Entry], problems: list[Problem], plugin_keys: Collection[str]
) -> tuple[dict[str, Field], dict[str, str]]:
    """Return the known fields by name, and the values of unknown identifiers; those that a plugin reads are no fault."""
    fields: dict[str, Field] = {}
    extra: dict[str, str] = {}
    switches: list[Entry] = []
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


def _switch(path: str, entry: Entry, fields: dict[str, Field], problems: list[Problem]) -> None:
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


def _too_long(path: str, entry: Entry, key: HeaderKey) -> Problem:
    message = (
        f"“{entry.written}” dài {with_thousands_points(len(entry.value))} ký tự, nhiều nhất là {with_thousands_points(key.longest)}. "
        "Rút ngắn lại; phần còn lại đưa vào thân bài hoặc tệp đính kèm."
    )
    return error(path, entry.line, "truong-dai", message)


def _repeated(path: str, entry: Entry, key: HeaderKey, first: Field) -> Problem:
    kept = f"có hai dòng “{label(key.name)}” (dòng {first.line} và dòng {entry.line})"
    if key.name == "summary":
        return warning(path, entry.line, "truong-lap", f"{kept}; dùng dòng đầu. Hãy xóa một dòng.")
    return error(path, entry.line, "truong-lap", f"{kept}. Hãy xóa hoặc gộp lại.")


def _unknown(path: str, entry: Entry) -> Problem:
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
