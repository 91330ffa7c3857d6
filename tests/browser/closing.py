"""Close windows of a browser without waiting for ever: on a busy machine Chromium sometimes never says that one is closed."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from playwright.sync_api import BrowserContext

SECONDS = 30


def close_context(context: BrowserContext) -> None:
    """Close a context with its pages; one that does not answer is left to the end of the browser."""
    # The public method has no deadline, and a run of all tests stood still in it for good.
    inner = context._impl_obj
    with suppress(TimeoutError):
        context._sync(asyncio.wait_for(inner.close(reason=None), SECONDS))
