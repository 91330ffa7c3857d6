"""Read the text of a data file of the portal: its tables, the line of each entry, and what is wrong with it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from plugins.problems.problem import Problem, error, warning
from plugins.vietnamese.letters import nfc

# Where the portal's data files lie, below content/.
DATA_FOLDER = "du-lieu"
CODE = "sai-toml"  # of a file that cannot be read
# The standard library's time for a name of many parts grows by their square.
_DEEP_KEY = re.compile(r"(?<![^\s\[{,=])(?:[^\s.=\"'#\[\]{},]*+\.){64}")
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")
_STRING_OR_COMMENT = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*', re.DOTALL
)
_PART = r"(?:[\w-]+|\"(?:\\.|[^\"\\\n])*\"|'[^'\n]*')"
_NAME = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
_HEAD = re.compile(rf"[ \t]*(\[\[?)[ \t]*({_NAME})[ \t]*\]")
_KEY = re.compile(rf"[ \t]*({_NAME})[ \t]*=")
_PARTS = re.compile(_PART)

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class DataFile:
    """
    A data file as it was read: the path that problems name, its text, its tables.

    ``problems`` gathers what is wrong with it: whoever reads an entry adds what is wrong with that one and
    goes on with the others. A file that cannot be read has no tables, and ``readable`` is false.
    """

    path: str
    text: str = ""
    tables: Mapping[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def readable(self) -> bool:
        """Whether the file could be read as TOML."""
        return all(problem.code != CODE for problem in self.problems)

    def line(self, *place: str | int) -> int:
        """Return the line of an entry, given by the names of its tables and keys and its number in a list."""
        return line_of(self.text, *place)

    def refuse(self, message: str, *place: str | int) -> None:
        """Add an error: the entry at a place is left out, or what is wrong in it."""
        self.problems.append(error(self.path, self.line(*place), "muc-du-lieu", message))

    def remind(self, message: str, *place: str | int) -> None:
        """Add a reminder: the entry at a place is left out, or what is wrong in it, and nothing that is public hangs on that."""
        self.problems.append(warning(self.path, self.line(*place), "muc-du-lieu", message))

    def refuse_others(self, *names: str, instead: str) -> None:
        """Refuse every part of the file but those of these names; ``instead`` is a sentence that says what to write."""
        for name in self.tables:
            if name not in names:
                self.refuse(f"không có phần “{name}”. {instead}", name)

    def rows(self, name: str) -> list[Any]:
        """Return the entries [[name]]; refuse what is no list."""
        rows = self.tables.get(name, [])
        if isinstance(rows, list):
            return rows
        self.refuse(f"“{name}” cần viết dạng [[{name}]], dòng dưới là các khóa của mục ấy.", name)
        return []

    def table(self, name: str) -> Mapping[str, Any]:
        """Return the table [name]; refuse what is none."""
        table = self.tables.get(name, {})
        if isinstance(table, Mapping):
            return table
        self.refuse(f"“{name}” cần viết dạng [{name}], dòng dưới là các khóa của mục ấy.", name)
        return {}


def data_file(written: str | bytes, path: str) -> DataFile:
    """
    Return a data file, its letters composed (NFC); ``path`` is how problems name it.

    >>> data_file('ten = "Xuân Lai"', "don-vi.toml").tables
    {'ten': 'Xuân Lai'}
    >>> print(*data_file('ten = "Xuân Lai', "don-vi.toml").problems)
    don-vi.toml:1: lỗi [sai-toml]: sai cú pháp TOML ở cuối tệp. Xem lại dấu ngoặc, dấu “=” và dấu phẩy ở đó.
    """
    try:
        text = nfc(written if isinstance(written, str) else written.decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        before = bytes(fault.object[: fault.start])
        return unreadable(
            path, "tệp không phải UTF-8. Hãy lưu lại tệp này bằng UTF-8.", before.count(b"\n") + 1
        )
    if deep := _DEEP_KEY.search(text):
        message = "tên có quá nhiều dấu chấm. Mỗi dòng viết: tên = giá trị."
        return replace(unreadable(path, message, text.count("\n", 0, deep.start()) + 1), text=text)
    try:
        return DataFile(path, text, tomllib.loads(text))
    except (ValueError, RecursionError) as fault:
        place = _PLACE.search(str(fault))
        where = f"ký tự thứ {place[2]}" if place else "cuối tệp"
        message = f"sai cú pháp TOML ở {where}. Xem lại dấu ngoặc, dấu “=” và dấu phẩy ở đó."
        line = int(place[1]) if place else text.rstrip().count("\n") + 1
        return replace(unreadable(path, message, line), text=text)


def unreadable(path: str, message: str, line: int = 1) -> DataFile:
    """Return a data file that cannot be read, and why."""
    return DataFile(path, problems=[error(path, line, CODE, message)])


def as_data_file(written: str | DataFile, path: str) -> DataFile:
    """Return a data file, whether given as such or as its text."""
    return written if isinstance(written, DataFile) else data_file(written, path)


def line_of(text: str, *place: str | int) -> int:
    r"""
    Return the line of an entry of a TOML text, counted from 1; of what it stands in, where it has no line of its own.

    >>> text = "[[a]]\nx = 1\n[[a]]\n[[a.b]]\ny = '''\n[[a]]\n'''\nz.u = 2\n"
    >>> [line_of(text, *place) for place in (("a", 1), ("a", 1, "b", 0, "z", "u"), ("a", 1, "k"), ("k",))]
    [3, 8, 3, 1]
    """
    lines = _lines(text)
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 1)


@lru_cache(maxsize=8)
def _lines(text: str) -> Mapping[Place, int]:
    """Return the line of every table and key of a TOML text; those of inline tables have none."""
    found: dict[Place, int] = {}
    counts: dict[Place, int] = {}
    masked = _STRING_OR_COMMENT.sub(lambda one: re.sub(r"[^\n]", "x", one[0]), text)
    table: Place = ()
    depth = 0
    for number, (line, mask) in enumerate(zip(text.split("\n"), masked.split("\n"), strict=True), 1):
        if depth == 0 and (head := _HEAD.match(line)) and mask.lstrip().startswith("["):
            table = _place(head[2], (), counts)
            if head[1] == "[[":
                counts[table] = counts.get(table, -1) + 1
                table = (*table, counts[table])
            found.setdefault(table, number)
            found.setdefault(table[:-1] if head[1] == "[[" else table, number)
        elif depth == 0 and "=" in mask and (key := _KEY.match(line)):
            found.setdefault(_place(key[1], table, {}), number)
        depth += sum(map(mask.count, "[{")) - sum(map(mask.count, "]}"))
    return found


def _place(name: str, table: Place, counts: Mapping[Place, int]) -> Place:
    """Return the place that a dotted name means below a table; of a list of tables on the way, the last is meant."""
    for part in _PARTS.findall(name):
        if table in counts:
            table = (*table, counts[table])
        table = (*table, _key_named(part))
    return table


def _key_named(part: str) -> str:
    r"""
    Return the key that a part of a dotted name means.

    >>> _key_named("ten"), _key_named(r"'a\b'"), _key_named(r'"t\u00ean"')
    ('ten', 'a\\b', 'tên')
    """
    if not part.startswith('"') or "\\" not in part:
        return part.strip("\"'")
    try:
        return str(tomllib.loads(f"x = {part}")["x"])
    except tomllib.TOMLDecodeError:
        return part
