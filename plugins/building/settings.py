"""What a build is told from outside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from pathlib import Path

_HOW = frozenset({"now", "cache", "confirmed_fewer", "forgetful", "readers"})


@dataclass(frozen=True, slots=True)
class BuildSettings:
    """
    The folders, the address and the instant of a build.

    ``siteurl`` has no slash at its end, "" while there is no address yet; ``now`` is the one
    clock of the build; ``confirmed_fewer`` lets a build have far fewer articles than the last;
    ``forgetful`` builds from nothing, as if no build had been before;
    ``preview`` shows what is not public too: drafts, what waits for its day, what has errors;
    ``open_sections`` takes plain Pelican content; ``plain_theme`` leaves the pages to a theme that
    was made for Pelican; without ``photos`` a page has their descriptions in their place;
    ``cards`` are drawn for what has no photo to be shared with;
    ``search`` makes an index of the portal, its search page and box;
    ``readers`` are for articles that are not
    Markdown: each makes the text of an article, header and HTML body, of a file with
    its ending, or raises ValueError with the reason.
    """

    content: Path
    output: Path
    theme: Path
    cache: Path
    now: datetime
    siteurl: str = ""
    name: str = ""
    zone: str = "Asia/Ho_Chi_Minh"
    quarantine: bool = False
    open_sections: bool = False
    confirmed_fewer: bool = False
    forgetful: bool = False
    preview: bool = False
    plain_theme: bool = False
    photos: bool = True
    cards: bool = True
    search: bool = False
    readers: Mapping[str, Callable[[Path], str]] = field(default_factory=dict)

    @property
    def told(self) -> tuple[str, ...]:
        """The settings that say what is built, as text; the others say how."""
        return tuple(str(getattr(self, one.name)) for one in fields(self) if one.name not in _HOW)
