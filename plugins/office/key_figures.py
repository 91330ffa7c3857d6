"""
Key figures, read from ``content/du-lieu/so-lieu.toml``: each a few numbers of one unit, with where they are from.

::

    [[so-lieu]]
    ten = "Số đơn vị hành chính cấp xã của tỉnh"
    don-vi = "xã, phường"
    nguon = "Nghị quyết số 1686/NQ-UBTVQH15"
    nam = "2025"
    kieu = "thanh"

    [[so-lieu.so]]
    nhan = "Trước ngày 01/7/2025"
    gia-tri = 547
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plugins.office.rows import DataRow, rows_of
from plugins.problems.data_file import DATA_FOLDER, DataFile, as_data_file

FILE = f"{DATA_FOLDER}/so-lieu.toml"
BARS, LINE = "thanh", "đường"
MOST = 40
_LONGEST_HEAD = 16


@dataclass(frozen=True, slots=True)
class KeyFigureValue:
    """A number, what it is of, and the number as Vietnamese writes it."""

    label: str
    number: float
    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """Numbers of one unit: of which year, from which source, what to know of them; ``is_line`` where they follow each other in time."""

    name: str
    unit: str
    values: tuple[KeyFigureValue, ...]
    year: str = ""
    source: str = ""
    note: str = ""
    is_line: bool = False

    @property
    def head_of_numbers(self) -> str:
        """
        The head of a column of the numbers: their unit, unless it is so long that the column of the labels would be squeezed.

        >>> Figure("Dân số", "người", ()).head_of_numbers, Figure("Thu", "triệu đồng mỗi người một năm", ()).head_of_numbers
        ('người', 'Giá trị')
        """
        return self.unit if 0 < len(self.unit) <= _LONGEST_HEAD else "Giá trị"


def load_figures(written: str | DataFile) -> tuple[Figure, ...]:
    """
    Return the figures of a data file, or of its text, in its order; one without numbers is left out.

    >>> load_figures('[[so-lieu]]\\nten = "Dân số"\\n[[so-lieu.so]]\\nnhan = "2025"\\ngia-tri = 34346')[0].values[0].text
    '34.346'
    """
    file = as_data_file(written, FILE)
    keys = ("don-vi", "nguon", "nam", "kieu", "ghi-chu", "so")
    return tuple(one for row in rows_of(file, "so-lieu", "ten", keys) if (one := _figure(row)))


def _figure(row: DataRow) -> Figure | None:
    values = tuple(_values(row))
    if not values:
        if not row.values.get("so"):
            row.refuse("so", "chưa có số nào. Thêm [[so-lieu.so]] với “nhan” và “gia-tri”.")
        return None
    if len(values) > MOST:
        row.refuse("so", f"có {len(values)} số, một biểu đồ chỉ vẽ rõ {MOST} số. Chia thành nhiều mục.")
        return None
    return Figure(
        row.text("ten"),
        row.text("don-vi"),
        values,
        year=row.text("nam"),
        source=row.text("nguon"),
        note=row.text("ghi-chu"),
        is_line=row.one_of("kieu", (BARS, LINE)) == LINE and len(values) > 1,
    )


def _values(row: DataRow) -> Iterator[KeyFigureValue]:
    for one in row.rows("so", "nhan", ("gia-tri",)):
        if "gia-tri" not in one.values:
            one.refuse("gia-tri", "chưa có “gia-tri”, nên bị bỏ qua.")
        elif number := one.number("gia-tri"):
            yield KeyFigureValue(one.text("nhan"), *number)
