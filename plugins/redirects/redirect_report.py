"""Report the redirects: their numbers, and the target of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from plugins.redirects.redirect_table import Origin, RedirectTable, is_elsewhere
from plugins.vietnamese.numbers import with_thousands_points


def redirect_counts(table: RedirectTable) -> Iterator[str]:
    """Yield a line with the number of each kind of redirect."""
    numbers = Counter(one.origin for one in table.redirects)
    rows = [(origin.value, numbers[origin]) for origin in Origin]
    rows += [
        ("cả nhánh địa chỉ (dấu “*”)", len(table.prefixes)),
        ("đã bỏ có lý do", len(table.gone)),
        ("tên bài theo mẫu địa chỉ cũ", len(table.names.by_name)),
        ("tên trùng nhau, mẫu không dùng được", len(table.names.ambiguous)),
    ]
    width = max(len(label) for label, _ in rows)
    for label, number in rows:
        yield f"  {label:<{width}}  {with_thousands_points(number):>8}"


def redirect_lines(table: RedirectTable) -> Iterator[str]:
    """
    Yield a line with each old address and its target.

    >>> from plugins.redirects.old_address import parse_old_address
    >>> from plugins.redirects.redirect_table import Redirect, redirect_table
    >>> old = parse_old_address("/web/cu.html")
    >>> list(redirect_lines(redirect_table([Redirect(old, "tin/moi/", Origin.ARTICLE)], [], [], [])))
    ['/web/cu.html -> /tin/moi/ (“Đường dẫn cũ” của bài)']
    """
    for one in table.redirects:
        yield f"{one.old} -> {_shown(one.to)} ({one.origin.value})"
    for prefix in table.prefixes:
        rest = "*" if prefix.keeps_rest else ""
        to = "đã bỏ" if prefix.to is None else f"{_shown(prefix.to)}{rest}"
        yield f"{prefix.old}/* -> {to} ({Origin.DATA.value})"
    for gone in table.gone:
        yield f"{gone.old} -> đã bỏ: {gone.reason}"


def _shown(to: str) -> str:
    return to if is_elsewhere(to) else f"/{to}"
