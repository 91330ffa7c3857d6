"""How the checks of the audit find parts of a page that the theme wrote."""

from __future__ import annotations

import re

# A block of JSON-LD; the group is what it holds.
LINKED_DATA = re.compile(r"<script type=\"application/ld\+json\">(.*?)</script>", re.DOTALL)


def head_end(text: str) -> int:
    """
    Return where the head of a page ends.

    >>> head_end("<head></head><body>"), head_end("<head>")
    (14, 6)
    """
    return text.find("<body") + 1 or len(text)
