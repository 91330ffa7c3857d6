"""The Vietnamese language and its house style: letters, slugs, order, dates in words, numbers, old encodings, typography."""

from typing import Any


def __getattr__(name: str) -> Any:
    """Return what Pelican calls where this package is installed as its plugin; nothing of Pelican is loaded before."""
    if name == "register":
        from .pelican_plugin import register

        return register
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
