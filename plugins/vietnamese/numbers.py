"""Numbers as Vietnamese writes them: a point between thousands, a comma before decimals."""

from __future__ import annotations


def grouped(number: int) -> str:
    """
    Return a whole number with points between thousands.

    >>> grouped(1500000)
    '1.500.000'
    """
    return f"{number:,}".replace(",", ".")


def file_size(size: int) -> str:
    """
    Return a size in bytes in words.

    >>> file_size(900), file_size(250_000), file_size(1_260_000)
    ('900 B', '250 kB', '1,3 MB')
    """
    if size < 1000:
        return f"{size} B"
    if size < 1_000_000:
        return f"{size // 1000} kB"
    return f"{size / 1_000_000:.1f} MB".replace(".", ",")
