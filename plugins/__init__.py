"""The rooms of the portal, in the order that an article passes through them."""

from typing import Any


def __getattr__(name: str) -> Any:
    """Return the class that PELICAN_CLASS names, once it is asked for: Pelican takes long to load."""
    if name == "Portal":
        from plugins.building.wiring import Portal

        return Portal
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
