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


@pytest.mark.parametrize("document", ["README.md", "docs/giao-dien.md"])
def test_documents_show_pictures_and_say_what_is_on_them(document: str) -> None:
    """Each picture exists and is described; none lies in docs/anh/ that the page of the theme does not show."""
    path = PROJECT / document
    found = SHOWN.findall(path.read_text("utf-8"))

    assert found
    assert all(len(words) > 40 for words, _ in found)
    assert all((path.parent / file).is_file() for _, file in found)
    if document == "docs/giao-dien.md":
        assert {Path(file).name for _, file in found} == {
            one.name for one in (PROJECT / "docs/anh").iterdir()
        }
