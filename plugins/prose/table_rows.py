"""Count the cells in the rows of a Markdown table, and warn of rows that have too many or too few."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from plugins.problems.problem import Problem, warning
from plugins.prose import limits
from plugins.vietnamese.numbers import with_thousands_points

_SEPARATOR = re.compile(r"^[ \t]*(?:\|[ \t]*)?:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*(?:\|[ \t]*)?$")
_EDGE = re.compile(r"(?<!\\)\|")
_SHOWN_AT_MOST = 5


def is_separator(line: str) -> bool:
    """Return whether a line is the one below a table's head ("|---|---|")."""
    return "|" in line and bool(_SEPARATOR.match(line))


def row_cells(line: str) -> list[str]:
    """
    Return the cells of a row.

    >>> row_cells("| a | b\\\\|c |")
    [' a ', ' b\\\\|c ']
    """
    row = line.strip().removeprefix("|")
    if row.endswith("|") and not row.endswith("\\|"):
        row = row[:-1]
    if "`" in row:
        row = re.sub(r"(`+)[^`]*\1", lambda code: code[0].replace("|", "\\|"), row)
    return _EDGE.split(row)


def check_rows(lines: Sequence[str], number: int, path: str) -> Iterator[Problem]:
    """Yield a warning for each row whose cells are not as many as the head's, and for a huge table."""
    if len(lines) < 2:
        return
    head = next((i for i in range(1, len(lines)) if is_separator(lines[i]) and "|" in lines[i - 1]), None)
    if head is None:
        return
    columns = len(row_cells(lines[head]))
    if len(row_cells(lines[head - 1])) != columns:
        message = (
            f"hàng đầu bảng có {len(row_cells(lines[head - 1]))} ô, dòng gạch dưới có {columns} ô; "
            "phải bằng nhau thì mới thành bảng."
        )
        yield warning(path, number + head, "bang-lech", message)
        return
    rows = len(lines) - head - 1
    if rows > limits.TABLE_ROWS:
        message = f"bảng có {with_thousands_points(rows)} dòng. Nên đính kèm tệp .xlsx hoặc .csv."
        yield warning(path, number + head - 1, "bang-dai", message)
    uneven = 0
    for place, line in enumerate(lines[head + 1 :], number + head + 1):
        cells = len(row_cells(line))
        if cells == columns:
            continue
        uneven += 1
        if uneven > _SHOWN_AT_MOST:
            return
        what = "ô thừa bị bỏ" if cells > columns else "ô thiếu để trống"
        yield warning(path, place, "bang-lech", f"hàng có {cells} ô, bảng có {columns} cột ({what}).")
