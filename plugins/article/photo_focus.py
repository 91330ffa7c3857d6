"""Read which part of a photo must be seen where lists cut it."""

from __future__ import annotations

import re

from plugins.media.sizes import FOCUS_STEPS
from plugins.vietnamese.letters import fold

_ACROSS = {"trai": 0, "left": 0, "phai": FOCUS_STEPS, "right": FOCUS_STEPS}
_DOWN = {"tren": 0, "top": 0, "duoi": FOCUS_STEPS, "bottom": FOCUS_STEPS}
_MIDDLE = frozenset({"giua", "center", "centre", "middle"})
_PERCENT = re.compile(r"(\d{1,3})(?:[.,]\d+)?\s*%?\s*[,;x/ ]\s*(\d{1,3})(?:[.,]\d+)?\s*%?")


def read_focus(written: str) -> str | None:
    """
    Return a place of a photo as two figures, steps from the left and from the top; "" for the middle, None for what is no place.

    >>> read_focus("Trên trái"), read_focus("dưới"), read_focus("30% 10%"), read_focus("giữa"), read_focus("mặt người")
    ('00', '24', '10', '', None)
    """
    words = re.split(r"[\s,;-]+", fold(written)) if written.strip() else []
    if found := _PERCENT.fullmatch(written.strip()):
        percents = [int(figure) for figure in found.groups()]
        return (
            _figures(*(round(percent * FOCUS_STEPS / 100) for percent in percents))
            if max(percents) <= 100
            else None
        )
    across = [_ACROSS[word] for word in words if word in _ACROSS]
    down = [_DOWN[word] for word in words if word in _DOWN]
    known = len(across) + len(down) + sum(word in _MIDDLE for word in words)
    if known != len(words) or len(across) > 1 or len(down) > 1:
        return None
    return _figures(*(across or [FOCUS_STEPS // 2]), *(down or [FOCUS_STEPS // 2]))


def _figures(across: int, down: int) -> str:
    middle = FOCUS_STEPS // 2
    return "" if (across, down) == (middle, middle) else f"{across}{down}"
