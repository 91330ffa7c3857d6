"""
Find telephone numbers in texts: each is a term of the index, so that it is found however its figures are grouped.

Such a term begins with 0, as no word does that is a number. theme/static/js/telephones.js reads them in the same way.
"""

from __future__ import annotations

import re

# As many figures as a number has, or more, with what stands between groups of one: days and prices have fewer.
_GROUPS = re.compile("[0-9](?:[ \u00a0.()–-]{0,3}[0-9]){9,}")
_FIGURES = re.compile("[0-9]+")
_MOST = 12  # figures of a number, the country's code among them
# The country's code, which stands for the first 0.
_CODE = re.compile("^840?(?=[2-9])")
# Of an office, with the code of its area, or of a mobile telephone as they were until 2018; of a mobile telephone as they are.
_TELEPHONE = re.compile("0(?:[12][0-9]{9}|[3-9][0-9]{8})")


def telephones_in(text: str) -> set[str]:
    """
    Return the telephone numbers of a text, without what stands between their figures, with 0 for the country's code.

    >>> sorted(telephones_in("(0237) 3.833.123 – +84 912 345 678; 05/03/2024"))
    ['02373833123', '0912345678']
    """
    found: set[str] = set()
    for run in _GROUPS.findall(text):
        found.update(_telephones_of(_FIGURES.findall(run)))
    return found


def _telephones_of(groups: list[str]) -> set[str]:
    """Return the telephone numbers that groups of figures make one behind the other."""
    found = set()
    at = 0
    while at < len(groups):
        number, count = _telephone_at(groups, at)
        if number:
            found.add(number)
        at += count
    return found


def _telephone_at(groups: list[str], at: int) -> tuple[str, int]:
    """Return the telephone number that begins with a group, "" for none, and how many groups it has."""
    figures = ""
    for count, group in enumerate(groups[at:], 1):
        figures += group
        if len(figures) > _MOST + 1:
            break
        number = _CODE.sub("0", figures)
        # Several groups of figures make one only with the code of an area or of a mobile telephone.
        if _TELEPHONE.fullmatch(number) and (count == 1 or number[1] > "1"):
            return number, count
    return "", 1
