"""What a settings file says of how prose is read: with typography or as it is typed, and with which extensions of Python-Markdown besides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from plugins.vietnamese.typography.rules import typeset


@dataclass(frozen=True, slots=True)
class ProseOptions:
    """
    The options of one portal; by themselves, those of the portal.

    Without ``typography`` titles, summaries and bodies stay as they are typed; ``untouched`` are tags whose text does. ``extensions`` are
    what Python-Markdown takes for extensions, names or objects, beside the portal's own; ``extension_options`` pairs a name with its
    options.
    """

    typography: bool = True
    untouched: tuple[str, ...] = ()
    extensions: tuple[Any, ...] = ()
    extension_options: tuple[tuple[str, Mapping[str, Any]], ...] = ()

    def styled(self, text: str) -> str:
        """
        Return a line of text as it is shown.

        >>> ProseOptions().styled('"Họp" - dân'), ProseOptions(typography=False).styled('"Họp" - dân')
        ('“Họp”\xa0– dân', '"Họp" - dân')
        """
        return typeset(text) if self.typography else text


PORTALS_OWN = ProseOptions()
