"""The titles of the articles of a folder, read from their headers alone."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from plugins.header.decode import decode
from plugins.header.parse import parse
from plugins.media.article_endings import ARTICLE_ENDINGS
from plugins.problems.data_file import DATA_FOLDER

_HEAD = 8_192  # bytes: a header that is longer has its title before


def article_titles(content: Path, paths: Iterable[str]) -> dict[str, str]:
    """Return the title of each article by its path below ``content``; what is no article or cannot be read has none."""
    found = {}
    for path in paths:
        if path.lower().endswith(ARTICLE_ENDINGS) and not path.startswith(f"{DATA_FOLDER}/"):
            if title := _title(content / path):
                found[path] = title
    return found


def _title(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            data = opened.read(_HEAD)
    except OSError:
        return ""
    # A letter that is cut in two at the end is none of the title.
    text, _ = decode(file.name, data.decode("utf-8", "ignore").encode("utf-8"))
    return parse(file.name, text).value("title")
