"""A portal that is to be kept: its files, where it was public, where each article is from, its redirects, the instant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from plugins.redirects.redirect_table import RedirectTable


@dataclass(frozen=True, slots=True)
class KeptArticle:
    """An article or standing page: its address below the root, its title, its source file and that file's SHA-256."""

    address: str
    title: str
    source: str
    sha256: str
    date: str = ""
    byline: str = ""


@dataclass(frozen=True, slots=True)
class KeptPortal:
    """
    A built portal that is to be kept.

    ``folder`` holds ``files``, paths below it with their SHA-256; ``articles`` go by the path of their page below it;
    ``root`` is the path before every address, ``siteurl`` the address where the portal is public; ``revision`` is that
    of the sources, ``now`` the instant of the archive.
    """

    folder: Path
    files: Mapping[str, str]
    articles: Mapping[str, KeptArticle]
    siteurl: str
    root: str
    table: RedirectTable
    revision: str
    now: datetime

    def read(self, path: str) -> bytes:
        """Return the bytes of a file."""
        return (self.folder / path).read_bytes()

    def address(self, path: str) -> str:
        """Return the absolute address at which a file is public; a page's is that of its folder."""
        shown = path.removesuffix("index.html") if path.rpartition("/")[2] == "index.html" else path
        return f"{self.siteurl}/{shown}"
