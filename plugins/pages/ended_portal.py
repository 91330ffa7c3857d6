"""What some pages say of a portal whose authority has ended: since when, and who took over."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EndedPortal:
    """
    The notice of a portal that is kept for reference only.

    ``day`` is the day of the end as people write it, ``date`` the same as an ISO date; ``words`` are the keeper's own,
    or ""; ``successor`` is a name; ``href`` leads to it, or is ""; ``address`` is what paper shows of ``href``, "" for
    a page of this portal; ``unit`` names who has ended, as the beginning of a sentence.
    """

    day: str
    date: str
    words: str
    successor: str
    href: str = ""
    address: str = ""
    unit: str = "Đơn vị"
