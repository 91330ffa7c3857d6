"""
The units of an authority and which belongs to which, read from ``content/du-lieu/to-chuc.toml``.

::

    [[don-vi]]
    ten = "UBND xã"
    dung-dau = "Chủ tịch UBND"

    [[don-vi]]
    ten = "Văn phòng"
    thuoc = "UBND xã"
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from plugins.office.rows import DataRow, rows_of
from plugins.problems.data_file import DATA_FOLDER, DataFile, as_data_file
from plugins.vietnamese.loose_names import loose

FILE = f"{DATA_FOLDER}/to-chuc.toml"
# More levels than any authority has: a chain that is longer goes in a circle.
DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the authority, who heads it, and the units below it."""

    name: str
    head: str = ""
    below: tuple[Unit, ...] = ()


def load_chart(written: str | DataFile) -> tuple[Unit, ...]:
    """
    Return the top units of a data file, or of its text, each with those below it, in the file's order.

    >>> load_chart('[[don-vi]]\\nten = "UBND"\\n[[don-vi]]\\nten = "Văn phòng"\\nthuoc = "ubnd"')[0].below[0].name
    'Văn phòng'
    """
    file = as_data_file(written, FILE)
    units: dict[str, Unit] = {}
    parents: dict[str, tuple[str, DataRow]] = {}
    for row in rows_of(file, "don-vi", "ten", ("thuoc", "dung-dau")):
        name = loose(row.text("ten"))
        if name in units:
            row.refuse("ten", "tên này đã có ở trên; mỗi đơn vị ghi một lần.")
            continue
        units[name] = Unit(row.text("ten"), row.text("dung-dau"))
        parents[name] = (loose(row.text("thuoc")), row)
    below: dict[str, list[str]] = {}
    for name in units:
        below.setdefault(_parent(name, parents), []).append(name)
    return _tree("", units, below)


def _parent(name: str, parents: Mapping[str, tuple[str, DataRow]]) -> str:
    """Return the unit that one belongs to, "" for a top one; one that belongs to itself or to none is told of."""
    wanted, row = parents[name]
    above, levels = wanted, 1
    while above:
        if above not in parents:
            if above == wanted:
                row.refuse("thuoc", f"không có đơn vị “{row.text('thuoc')[:60]}” trong tệp này.")
            return "" if above == wanted else wanted
        levels += 1
        if levels > DEEPEST:
            row.refuse("thuoc", f"đơn vị này thuộc chính nó, hoặc dưới quá {DEEPEST} cấp.")
            return ""
        above = parents[above][0]
    return wanted


def _tree(above: str, units: Mapping[str, Unit], below: Mapping[str, list[str]]) -> tuple[Unit, ...]:
    return tuple(replace(units[name], below=_tree(name, units, below)) for name in below.get(above, ()))
