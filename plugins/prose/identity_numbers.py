"""Find what looks like the number of a citizen's identity card: twelve digits that begin with a province's number."""

from __future__ import annotations

import re

# It begins with a literal character, which makes a search over a long text fast.
LIKELY = re.compile(r"0(?<![\w/=.,#&%+\-]0)\d{11}(?![\w/=+\-]|[.,]\w)")
# Code, addresses and the targets of links: their numbers are nobody's.
_UNREAD = re.compile(r"(`+)(?!`).*?\1|https?://\S+|\bwww\.\S+|(?<=\])\([^()\s]*")


def has_identity_number(line: str) -> bool:
    """
    Tell whether a line of Markdown shows such a number.

    >>> texts = ("038201012345", "`038201012345`", "a038201012345", "https://a.vn/?id=038201012345")
    >>> [has_identity_number(f"Số {text}.") for text in texts]
    [True, False, False, False]
    """
    return bool(LIKELY.search(line)) and bool(LIKELY.search(_UNREAD.sub(" ", line)))
