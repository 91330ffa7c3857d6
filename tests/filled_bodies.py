"""Fill the placeholders of a body, where a test wants to see what stands between them."""

from __future__ import annotations

from collections.abc import Callable

from plugins.prose.body import PLACEHOLDER, Body, Reference


def filled(body: Body, fill: Callable[[Reference], str]) -> str:
    """Return a body's HTML with every placeholder replaced by what ``fill`` makes of its reference."""
    return PLACEHOLDER.sub(lambda found: fill(body.references[int(found[1])]), body.html)
