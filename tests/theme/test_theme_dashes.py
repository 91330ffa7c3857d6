"""No line begins with a dash, wherever a page shows a text: in names of sections as in titles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup, NavigableString

# An option of a list has one line.
UNSEEN = frozenset({"script", "style", "template", "code", "pre", "option", "title"})
LOOSE_DASH = re.compile("[ \n][-–—][ \n]")


def texts_with_loose_dashes(page: str) -> Iterator[str]:
    """Yield the texts of a page in which a line may break before a dash."""
    body = BeautifulSoup(page, "html.parser").body
    for text in body.find_all(string=LOOSE_DASH) if body else ():
        assert isinstance(text, NavigableString)
        if not {str(parent.name) for parent in text.parents} & UNSEEN:
            yield text.strip()


def test_no_line_of_any_page_begins_with_a_dash(specimen: Path) -> None:
    """The space before a dash keeps it at the word that it follows."""
    pages = {path.relative_to(specimen): path.read_text("utf-8") for path in specimen.rglob("*.html")}

    assert sum(page.count("Đảng\u00a0– Chính quyền") for page in pages.values()) > len(pages)
    assert {text for page in pages.values() for text in texts_with_loose_dashes(page)} == set()
