"""Describe the next moment at which the portal changes without an edit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, order=True, slots=True)
class NextChange:
    """A moment from which the same sources make another portal, and why, in words for the keeper."""

    moment: datetime
    why: str
