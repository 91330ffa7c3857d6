"""The documents show the portal as it is: pictures that can be taken again, each with words that say what it shows."""

from __future__ import annotations

import re
from pathlib import Path

import outside_tools
import pytest
from given import NOW
from pictures.taking import PICTURES, take
from PIL import Image

pytestmark = pytest.mark.browser

PROJECT = Path(__file__).resolve().parents[2]
SHOWN = re.compile(r"!\[([^\]]*)\]\(([^)]+\.webp)\)")
HEAVY = 160_000


def test_pictures_are_the_same_each_time(published: Path, tmp_path: Path) -> None:
    """One instant, one picture of every page that there is, none of them heavy."""
    outside_tools.chromium()
    once = take(published, tmp_path / "1", NOW)
    again = take(published, tmp_path / "2", NOW)

    there = [
        one.name for one in PICTURES if (published / one.pages[0].partition("?")[0] / "index.html").exists()
    ]
    assert [path.stem for path in once] == there
    assert len(there) >= 5
    assert [path.read_bytes() for path in once] == [path.read_bytes() for path in again]
    assert all(10_000 < path.stat().st_size < HEAVY for path in once)
    assert {Image.open(path).size for path in once} == {(1280, 960), (3 * 390 + 2 * 24, 844)}


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
