"""Write numbers as Vietnamese does: a point between thousands, a comma before decimals."""

from __future__ import annotations


def with_thousands_points(number: int) -> str:
    """
    Return a whole number with points between thousands.

    >>> with_thousands_points(1500000)
    '1.500.000'
    """
    return f"{number:,}".replace(",", ".")


def file_size(size: int) -> str:
    """
    Return a size in bytes in words, in steps of a thousand as file managers show them.

    >>> file_size(900), file_size(250_000), file_size(1_260_000), file_size(2_000_000)
    ('900 B', '250 kB', '1,3 MB', '2 MB')
    """
    if size < 1000:
        return f"{size} B"
    # The limits lie where rounding would show a thousand of the smaller unit.
    if size < 999_500:
        return f"{round(size / 1000)} kB"
    if size < 999_950_000:
        return f"{_one_decimal(size / 1_000_000)} MB"
    return f"{_one_decimal(size / 1_000_000_000)} GB"


def _one_decimal(number: float) -> str:
    """Return a number with one decimal, or none where that would be a zero."""
    whole, _, decimal = f"{number:.1f}".partition(".")
    return with_thousands_points(int(whole)) + ("" if decimal == "0" else f",{decimal}")


def duration(seconds: float) -> str:
    """
    Return about how long something takes, as one says it.

    >>> [duration(one) for one in (5, 200, 3700, 90_000)]
    ['dưới 1 phút', '3 phút', '1 giờ 2 phút', '25 giờ']
    """
    minutes = round(seconds / 60)
    if minutes < 1:
        return "dưới 1 phút"
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{minutes} phút"
    return f"{hours} giờ {rest} phút" if rest and hours < 10 else f"{hours} giờ"
