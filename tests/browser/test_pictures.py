"""The documents show the portal as it is: pictures that can be taken again, each with words that say what it shows."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from given import NOW
from pictures.taking import PICTURES, take
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

PROJECT = Path(__file__).resolve().parents[2]
SHOWN = re.compile(r"!\[([^\]]*)\]\(([^)]+\.webp)\)")
HEAVY = 160_000


def test_a_picture_is_the_same_each_time(browser: Browser, published: Path, tmp_path: Path) -> None:
    """One instant, one picture; a page that the portal has not is left out."""
    wanted = [PICTURES[3], replace(PICTURES[0], name="khong-co", pages=("khong-co/",))]
    (once,) = take(browser, published, tmp_path / "1", NOW, wanted)
    (again,) = take(browser, published, tmp_path / "2", NOW, wanted)

    assert once.name == "so-quy-hoach.webp"
    assert once.read_bytes() == again.read_bytes()


def shown() -> list[tuple[Path, str, str]]:
    """Return each picture of the documents: the document, the words, the file."""
    pages = [*sorted(PROJECT.glob("*.md")), *sorted((PROJECT / "docs").rglob("*.md"))]
    return [(page, *found) for page in pages for found in SHOWN.findall(page.read_text("utf-8"))]


@pytest.mark.parametrize(("page", "words", "file"), shown())
def test_a_picture_of_a_document_exists_and_is_described(page: Path, words: str, file: str) -> None:
    """Who does not see it is told what is on it."""
    assert (page.parent / file).is_file()
    assert len(words) > 10


def test_no_picture_lies_idle() -> None:
    """Each file in docs/pictures/ is shown by a document."""
    files = {one.name for one in (PROJECT / "docs/pictures").iterdir()}
    assert {Path(file).name for _, _, file in shown()} == files
