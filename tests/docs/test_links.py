"""Every link of the documents leads somewhere."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

import pytest
from documents import DOCUMENTS, PROJECT, anchors, label, links


@pytest.mark.parametrize("page", DOCUMENTS, ids=label)
def test_relative_links_and_anchors_lead_somewhere(page: Path) -> None:
    """A file is there, within the project, and has the heading that is named."""
    dead = []
    for target in links(page):
        if "://" in target or target.startswith("mailto:"):
            continue
        name, _, anchor = unquote(target).partition("#")
        file = (page.parent / name).resolve() if name else page
        there = file.exists() and file.is_relative_to(PROJECT)
        if not there or (anchor and (file.suffix != ".md" or anchor not in anchors(file))):
            dead.append(target)
    assert dead == []


def test_every_document_can_be_reached() -> None:
    """From one of the two READMEs, link by link."""
    waiting = [PROJECT / "README.md", PROJECT / "README.en.md"]
    reached = set(waiting)
    while waiting:
        page = waiting.pop()
        for target in links(page):
            file = (page.parent / unquote(target).partition("#")[0]).resolve()
            if file.suffix == ".md" and file in DOCUMENTS and file not in reached:
                reached.add(file)
                waiting.append(file)
    assert [label(page) for page in DOCUMENTS if page not in reached] == []


@pytest.mark.parametrize("name", ["README.md", "README.en.md"])
def test_the_readmes_lead_to_each_other_at_once(name: str) -> None:
    """In the first line: who reads only one of the two languages need not search."""
    other = {"README.md": "README.en.md", "README.en.md": "README.md"}[name]
    first = (PROJECT / name).read_text("utf-8").splitlines()[0]

    assert f"]({other})" in first
