"""The bad and unusual inputs that every build must stand: as data, by group, with what is wanted."""

from __future__ import annotations

from badcases import address, author, category, config, date, encoding, files, media, metadata, prose, title
from badcases.case import Action, Case

GROUPS = (title, date, encoding, address, category, author, metadata, media, prose, files, config)
CASES: tuple[Case, ...] = tuple(
    sorted((case for group in GROUPS for case in group.CASES), key=lambda case: case.id)
)

__all__ = ["CASES", "Action", "Case"]
