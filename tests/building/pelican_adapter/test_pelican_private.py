"""The private names of Pelican and Python-Markdown that are used stand in one place each, and are those of the installed libraries."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from markdown.treeprocessors import InlineProcessor
from pelican.contents import Content
from pelican.generators import ArticlesGenerator, Generator
from pelican.plugins import _utils
from pelican.settings import DEFAULT_CONFIG
from pelican.writers import Writer

PLUGINS = Path(__file__).resolve().parents[3] / "plugins"
PELICANS, MARKDOWNS = "building/pelican_adapter/pelican_private.py", "prose/parser.py"
WHAT_TO_DO = (
    "the upgrade moved a private name: find what took its place in the library's source, change plugins/{} alone, "
    "then run tests/whole/test_plugins_and_signals.py, test_themes_of_pelican.py and tests/prose"
)
USED: list[tuple[Callable[..., Any], list[str], str]] = [
    (_utils.get_plugin_name, ["plugin"], PELICANS),
    (_utils.load_plugins, ["settings"], PELICANS),
    (ArticlesGenerator._build_period_archives, ["self", "sorted_articles", "articles", "settings"], PELICANS),
    (Generator._update_context, ["self", "items"], PELICANS),
    (vars(InlineProcessor)["_InlineProcessor__handleInline"], ["self", "data", "patternIndex"], MARKDOWNS),
    (
        vars(InlineProcessor)["_InlineProcessor__applyPattern"],
        ["self", "pattern", "data", "patternIndex", "startIndex"],
        MARKDOWNS,
    ),
]


@pytest.mark.parametrize(
    ("function", "parameters", "file"), USED, ids=lambda one: getattr(one, "__name__", "")
)
def test_what_is_used_is_there_with_its_parameters(
    function: Callable[..., Any], parameters: list[str], file: str
) -> None:
    """Another order or number of parameters is another function."""
    assert list(inspect.signature(function).parameters) == parameters, WHAT_TO_DO.format(file)


def test_pelicans_writer_knows_what_it_wrote(tmp_path: Path) -> None:
    """As a set of paths."""
    assert Writer(str(tmp_path))._written_files == set(), WHAT_TO_DO.format(PELICANS)


def test_pelicans_contents_have_their_html() -> None:
    """As it was given."""
    content = Content("<p>Chữ</p>", {"title": "x"}, settings=dict(DEFAULT_CONFIG), source_path="x.md")
    assert content._content == "<p>Chữ</p>", WHAT_TO_DO.format(PELICANS)


def test_private_names_of_the_libraries_stand_in_one_module_each() -> None:
    """Whoever needs another adds it there, and to this test."""
    private = re.compile(
        r"_InlineProcessor__|plugins\._utils|plugins import _utils|\b(?:generator|content|writer|pelican|articles|pages)\._[a-z]"
    )
    found = {
        file.relative_to(PLUGINS).as_posix()
        for file in PLUGINS.rglob("*.py")
        if private.search(file.read_text("utf-8"))
    }
    assert found == {PELICANS, MARKDOWNS}
