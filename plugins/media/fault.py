"""Why a photo or file that an editor named cannot be published."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MediaFault:
    """Why there is nothing to show: a stable code and a sentence for the editor."""

    code: str
    message: str
