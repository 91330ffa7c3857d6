"""The packages of the portal: rooms that know one subject each, and the wings building, publishing and editors."""

from typing import Any


def __getattr__(name: str) -> Any:
    """Return the class that PELICAN_CLASS names, when it is first needed: Pelican takes long to load."""
    if name == "Portal":
        from plugins.building.portal import Portal

        return Portal
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
