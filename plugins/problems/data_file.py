"""Read the portal's own data files, and say in Vietnamese where one is broken."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from plugins.vietnamese.letters import nfc

# Where the portal's data files lie, below content/.
DATA_FOLDER = "du-lieu"
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


class DataFileFault(ValueError):
    """A file of ``content/du-lieu/`` that does not hold what it should; the text says why, in Vietnamese."""


def toml_tables(written: str | bytes, name: str) -> dict[str, Any]:
    """
    Return the tables of a TOML file, its letters composed (NFC); raise DataFileFault, which calls it ``name``, for one that is broken.

    >>> toml_tables('ten = "Xuân Lai"', "don-vi.toml")
    {'ten': 'Xuân Lai'}
    >>> toml_tables('ten = "Xuân Lai', "don-vi.toml")
    Traceback (most recent call last):
    plugins.problems.data_file.DataFileFault: don-vi.toml sai cú pháp TOML ở cuối dòng 1. Xem lại dấu ngoặc, dấu “=” và dấu phẩy ở đó.
    """
    try:
        text = written if isinstance(written, str) else written.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DataFileFault(f"{name} không phải UTF-8; hãy lưu lại bằng UTF-8.") from None
    try:
        return tomllib.loads(nfc(text))
    except tomllib.TOMLDecodeError as fault:
        place = _PLACE.search(str(fault))
        where = f"dòng {place[1]}, ký tự thứ {place[2]}" if place else f"cuối dòng {text.count(chr(10)) + 1}"
        advice = "Xem lại dấu ngoặc, dấu “=” và dấu phẩy ở đó."
        raise DataFileFault(f"{name} sai cú pháp TOML ở {where}. {advice}") from None
