"""Read a list of addresses: a text with one on each line, or a table whose first column holds them."""

from __future__ import annotations

import csv

_WEB = ("http://", "https://")
_MOST = 100_000


def addresses_in_list(text: str, *, is_table: bool = False) -> list[str]:
    """
    Return the addresses in a list, each once; [] for a text that is no list.

    Empty lines and those that begin with "#" say nothing; a table may have a row of names at its top.

    >>> addresses_in_list("# cổng cũ\\nhttps://a.vn/1\\n\\nhttps://a.vn/2\\tTin hai\\nhttps://a.vn/1\\n")
    ['https://a.vn/1', 'https://a.vn/2']
    >>> addresses_in_list("Xã gặt sớm\\n\\nhttps://a.vn/1"), addresses_in_list("URL,Lượt\\nhttps://a.vn/1,5", is_table=True)
    ([], ['https://a.vn/1'])
    """
    lines = text.lstrip("\ufeff").splitlines()
    if is_table:
        separator = max(",;\t", key=lambda one: text[:5000].count(one))
        cells = [row[0].strip() for row in csv.reader(lines, delimiter=separator) if row and row[0].strip()]
        cells = cells[1:] if cells and not cells[0].lower().startswith(_WEB) else cells
    else:
        cells = [line.split()[0] for line in lines if line.strip() and not line.lstrip().startswith("#")]
    if len(cells) > _MOST or not all(one.lower().startswith(_WEB) for one in cells):
        return []
    return list(dict.fromkeys(cells))
