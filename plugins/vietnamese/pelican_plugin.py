"""Give the templates of any Pelican site the filters of this package."""

from __future__ import annotations

from typing import Any

from pelican.plugins import signals

from .jinja_filters import FILTERS


def register() -> None:
    """Be a plugin: wait for Pelican's settings, which its generators take their filters from."""
    signals.initialized.connect(_add_filters)


def _add_filters(pelican: Any) -> None:
    """Add the filters to those of the settings file; a name that it gives to another filter stays that filter's."""
    pelican.settings["JINJA_FILTERS"] = {**FILTERS, **(pelican.settings.get("JINJA_FILTERS") or {})}
