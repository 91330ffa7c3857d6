"""Colour text for a terminal, where colours are wanted."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TextIO

from plugins.commands.option import Option

COLOUR = Option(
    ("--mau", "--color"), "tô màu cả khi không ghi ra màn hình", "colour even what no terminal shows"
)
NO_COLOUR = Option(
    ("--khong-mau", "--no-color"), "không tô màu (hoặc đặt biến NO_COLOR)", "no colours (or set NO_COLOR)"
)


@dataclass(frozen=True, slots=True)
class Paint:
    """Adds colour codes to text, or leaves it plain if not ``on``."""

    on: bool = False

    def _with(self, code: str, text: str) -> str:
        return f"\033[{code}m{text}\033[0m" if self.on and text else text

    def red(self, text: str) -> str:
        """Return text in red."""
        return self._with("31", text)

    def green(self, text: str) -> str:
        """Return text in green."""
        return self._with("32", text)

    def yellow(self, text: str) -> str:
        """Return text in yellow."""
        return self._with("33", text)

    def blue(self, text: str) -> str:
        """Return text in a blue that is light enough for dark terminals."""
        return self._with("36", text)

    def bold(self, text: str) -> str:
        """
        Return text in bold.

        >>> Paint(True).bold("x"), Paint(False).bold("x")
        ('\\x1b[1mx\\x1b[0m', 'x')
        """
        return self._with("1", text)

    def faint(self, text: str) -> str:
        """Return text in a faint colour."""
        return self._with("2", text)


def paint_for(
    stream: TextIO, environment: Mapping[str, str], *, forced: bool = False, off: bool = False
) -> Paint:
    """
    Return the Paint for a stream: ``off`` or ``forced``, else NO_COLOR (no-color.org), else whether it is a terminal.

    >>> import io
    >>> paint_for(io.StringIO(), {}).on, paint_for(io.StringIO(), {"NO_COLOR": "1"}, forced=True).on
    (False, True)
    """
    if off or (not forced and environment.get("NO_COLOR")):
        return Paint(False)
    on = forced or (stream.isatty() and environment.get("TERM") != "dumb")
    if on and os.name == "nt":
        # An old Windows console shows colours only after a call like this.
        os.system("")
    return Paint(on)
