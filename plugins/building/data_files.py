"""Read the portal's data files as text, and find what damaged it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from plugins.header.damaged_text import damage
from plugins.header.decode import PRIVATE
from plugins.problems import Problem
from plugins.problems.data_file import DATA_FOLDER, DataFileFault
from plugins.vietnamese.letters import without_loose_marks
from plugins.vietnamese.stray_letters import without_zero_width


def data_text(path: Path) -> str:
    """Return the text of a data file, composed and without characters that no page can show; "" where there is no file."""
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as fault:
        raise DataFileFault(f"{path}: không phải UTF-8. Hãy lưu lại tệp này bằng UTF-8.") from fault
    return without_loose_marks(PRIVATE.sub("", without_zero_width(text)))


def damaged_data(content: Path) -> Iterator[Problem]:
    """Yield an error for each line of a data file in which letters are lost or were read in a wrong code page."""
    for path in sorted((content / DATA_FOLDER).glob("*.toml")):
        yield from damage(f"{content.name}/{DATA_FOLDER}/{path.name}", data_text(path), "gõ lại chữ ấy")
