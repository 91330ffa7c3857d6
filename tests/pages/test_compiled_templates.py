"""A theme that changes between two builds of one process is rendered as it is."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest
from small_portals import a_portal

from plugins.pages.page import Page
from plugins.pages.render import Renderer
from plugins.pages.views import StandingPageView


def rendered(folder: Path) -> str:
    """Return what a renderer of its own makes of the folder's one page, a standing page."""
    return Renderer(folder, a_portal()).render(Page("a/", StandingPageView, lambda: {"name": "Lê"})).decode()


def write(folder: Path, **templates: str) -> None:
    """Write templates, given by name."""
    folder.mkdir(exist_ok=True)
    for name, source in templates.items():
        (folder / f"{name}.html").write_text(source, "utf-8")


def test_a_changed_template_is_compiled_again(tmp_path: Path) -> None:
    """The page's own and what it includes, at once, forth and back; the same source in another folder is another's."""
    write(tmp_path / "a", page="Chào {{ view.name }}{% include 'end.html' %}", end=".")
    write(tmp_path / "b", page="Chào {{ view.name }}{% include 'end.html' %}", end="?")
    assert rendered(tmp_path / "a") == "Chào Lê."
    assert rendered(tmp_path / "b") == "Chào Lê?"

    write(tmp_path / "a", end="!")
    assert rendered(tmp_path / "a") == "Chào Lê!"
    write(tmp_path / "a", page="Kính chào {{ view.name }}{% include 'end.html' %}", end=".")
    assert rendered(tmp_path / "a") == "Kính chào Lê."
    assert rendered(tmp_path / "b") == "Chào Lê?"


def test_an_unchanged_template_is_compiled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever saves one article after the other waits for the article, not for the theme."""
    write(tmp_path / "a", page="Chào {{ view.name }}.")
    assert rendered(tmp_path / "a") == "Chào Lê."
    monkeypatch.setattr(jinja2.Environment, "compile", None)

    assert rendered(tmp_path / "a") == "Chào Lê."


def test_a_broken_template_is_an_error_each_time_until_it_is_whole(tmp_path: Path) -> None:
    """Nothing of it is kept."""
    write(tmp_path / "a", page="Chào {{ view.name }}.")
    assert rendered(tmp_path / "a") == "Chào Lê."
    write(tmp_path / "a", page="Chào {{ view.name }.")
    for _ in range(2):
        with pytest.raises(jinja2.TemplateSyntaxError):
            rendered(tmp_path / "a")
    write(tmp_path / "a", page="Chào {{ view.name }}.")
    assert rendered(tmp_path / "a") == "Chào Lê."


def test_all_templates_are_compiled_beforehand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes that share them compile none; one with a fault stops only the page that needs it."""
    write(
        tmp_path / "a", page="Chào {{ view.name }}{% include 'end.html' %}", end=".", broken="{{ view.name }"
    )
    renderer = Renderer(tmp_path / "a", a_portal())
    renderer.load_all()
    monkeypatch.setattr(jinja2.Environment, "compile", None)

    assert renderer.render(Page("a/", StandingPageView, lambda: {"name": "Lê"})) == "Chào Lê.".encode()
