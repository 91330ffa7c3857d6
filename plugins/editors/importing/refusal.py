"""Why a file cannot be imported at all."""

from __future__ import annotations


class ImportRefused(Exception):
    """A source that becomes no article; the text says why and what to do, in Vietnamese."""
