"""Read the portal's data files: their text without what no page can show, and their tables."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from plugins.header.decode import PRIVATE
from plugins.problems.data_file import DataFile, data_file, unreadable
from plugins.problems.stop_build import system_reason
from plugins.vietnamese.letters import without_loose_marks
from plugins.vietnamese.stray_letters import without_zero_width


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
    return data_file(without_loose_marks(PRIVATE.sub("", without_zero_width(text))), shown)
