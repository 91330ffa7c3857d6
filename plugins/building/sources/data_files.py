"""Read the portal's data files: their text without what no page can show, and their tables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from plugins.header.decode import BIDI, CONTROL, PRIVATE
from plugins.problems.data_file import DataFile, data_file, unreadable
from plugins.problems.printable import printable
from plugins.problems.stop_build import system_reason
from plugins.vietnamese.letters import nfc, without_loose_marks
from plugins.vietnamese.stray_letters import without_zero_width

_CONTROL = re.compile(f"\0|{CONTROL.pattern}")
# What may be in a value that TOML reads: written as it is, or as an escape.
_MAY_BE_STRANGE = re.compile(rf"{BIDI.pattern}|{_CONTROL.pattern}|\\[bfeuUx]")


@dataclass(frozen=True, slots=True)
class DataFiles:
    """
    The data files of a content folder as one build sees them.

    Each is read from the disk when it is first asked for, and never again: one that is saved meanwhile belongs to the next build.
    """

    content: Path
    _read: dict[str, DataFile] = field(default_factory=dict)

    def file(self, below: str) -> DataFile:
        """Return a data file as ``read_data_file`` does; the problems that its readers add are those of each alone."""
        if below not in self._read:
            self._read[below] = read_data_file(self.content, below)
        file = self._read[below]
        return replace(file, problems=[*file.problems])


def read_data_file(content: Path, below: str) -> DataFile:
    """
    Return a data file, given by its path below the content folder; one that is not there is empty.

    Letters are composed, characters that no page can show are left out.
    """
    path, shown = content / below, f"{content.name}/{below}"
    try:
        if not path.is_file() and (path.exists() or path.is_symlink()):
            return unreadable(shown, "đây không phải một tệp thường. Xóa, hoặc chép tệp thật vào đây.")
        written = path.read_bytes()
    except FileNotFoundError:
        return DataFile(shown)
    except OSError as fault:
        return unreadable(shown, f"không đọc được tệp: {system_reason(fault)}. Kiểm tra quyền đọc.")
    try:
        text = written.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        return data_file(written, shown)
    return _with_plain_values(data_file(_without_invisible(text), shown))


def _without_invisible(text: str) -> str:
    return without_loose_marks(PRIVATE.sub("", without_zero_width(text)))


def _with_plain_values(file: DataFile) -> DataFile:
    """Return a data file whose keys and values have no characters that break a page or a feed; what was taken out is told."""
    if not _MAY_BE_STRANGE.search(file.text):
        return file
    return replace(file, tables=_plain_table(file, file.tables))


def _plain_table(file: DataFile, table: Mapping[str, Any], *place: str | int) -> dict[str, Any]:
    """Return a table of a data file, at a place, with plain texts; an entry whose key is none is told of and left out."""
    found: dict[str, Any] = {}
    for written, value in table.items():
        key = nfc(written)
        if strange := {*key} - {*_plain_text(key)}:
            marks = ", ".join(f"U+{ord(mark):04X}" for mark in sorted(strange))
            message = f"tên “{printable(key)}” có ký tự không hiện ra được ({marks}), nên bị bỏ qua. Gõ lại tên này."
            file.refuse(message, *place, written)
        elif key in found:
            file.refuse(f"có hai “{key}”, cái này bị bỏ qua. Giữ một.", *place, written)
        else:
            found[key] = _plain(file, value, *place, written)
    return found


def _plain(file: DataFile, value: object, *place: str | int) -> Any:
    """Return a value of a data file, at a place, with plain text in it; add what was wrong to the file's problems."""
    if isinstance(value, Mapping):
        return _plain_table(file, value, *place)
    if isinstance(value, list):
        return [_plain(file, one, *place, number) for number, one in enumerate(value)]
    if not isinstance(value, str):
        return value
    name = printable(next((part for part in reversed(place) if isinstance(part, str)), ""))
    for mark in dict.fromkeys(BIDI.findall(value)):
        message = f"“{name}” có ký tự đảo chiều chữ U+{ord(mark):04X}, làm chữ hiện ra khác với nội dung thật; đã bỏ. "
        file.refuse(f"{message}Gõ lại giá trị này.", *place)
    for mark in dict.fromkeys(_CONTROL.findall(value)):
        message = (
            f"“{name}” có ký tự điều khiển U+{ord(mark):04X}; đã thay bằng dấu cách. Gõ lại giá trị này."
        )
        file.remind(message, *place)
    return _plain_text(value)


def _plain_text(text: str) -> str:
    return _without_invisible(BIDI.sub("", _CONTROL.sub(" ", text)))
