"""The exception for a fault in one of the portal's own data files."""

from __future__ import annotations


class DataFileFault(ValueError):
    """A file of ``content/du-lieu/`` that does not hold what it should; the text says why, in Vietnamese."""
