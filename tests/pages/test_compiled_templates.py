"""A theme that changes between two builds of one process is rendered as it is."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import jinja2
import pytest
from small_portals import a_portal

from plugins.pages import render
from plugins.pages.compiled_templates import CompiledTemplates
from plugins.pages.jinja_additions import JinjaAdditions
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


def another_run(monkeypatch: pytest.MonkeyPatch, version: str = "1", *, compiles: bool = True) -> None:
    """Let the next rendering know no more than a new process of a version of the program does."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(render, "_COMPILED", CompiledTemplates(lambda: version))
    monkeypatch.setattr(render, "_COMPILED_WITH_ADDITIONS", CompiledTemplates())
    if not compiles:
        monkeypatch.setattr(jinja2.Environment, "compile", None)


def test_the_next_process_compiles_what_changed_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Code lies where Python keeps that of modules."""
    another_run(monkeypatch)
    write(tmp_path / "a", page="Chào {{ view.name }}.")
    assert rendered(tmp_path / "a") == "Chào Lê."
    (kept,) = (tmp_path / "a" / "__pycache__").iterdir()
    before = kept.read_bytes()

    another_run(monkeypatch)
    write(tmp_path / "a", page="Kính chào {{ view.name }}.")
    assert rendered(tmp_path / "a") == "Kính chào Lê."
    assert kept.read_bytes() != before

    another_run(monkeypatch, compiles=False)
    assert rendered(tmp_path / "a") == "Kính chào Lê."


@pytest.mark.parametrize("damage", [lambda data: b"", lambda data: data[:-9], lambda data: data[:-1] + b"?"])
def test_kept_code_that_is_not_whole_is_compiled_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: Callable[[bytes], bytes]
) -> None:
    """A process that was killed while it wrote, and a disk that forgets, leave no page wrong."""
    another_run(monkeypatch)
    write(tmp_path / "a", page="Chào {{ view.name }}.")
    assert rendered(tmp_path / "a") == "Chào Lê."
    (kept,) = (tmp_path / "a" / "__pycache__").iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(damage(whole))

    another_run(monkeypatch)
    assert rendered(tmp_path / "a") == "Chào Lê."
    assert kept.read_bytes() == whole


def test_code_of_another_version_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the program's own filters gave while a template was compiled is in its code."""
    another_run(monkeypatch)
    write(tmp_path / "a", page="Chào {{ view.name }}.")
    assert rendered(tmp_path / "a") == "Chào Lê."

    another_run(monkeypatch, "2", compiles=False)
    with pytest.raises(TypeError):
        rendered(tmp_path / "a")


def test_a_theme_that_was_moved_is_not_compiled_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault in it names the file where it lies now, in a macro too."""
    another_run(monkeypatch)
    macro = "{% macro greeting(text) %}Chào {{ text.khong_co }}.{% endmacro %}"
    write(
        tmp_path / "a", page="{% from 'macro.html' import greeting %}{{ greeting(view.name) }}", macro=macro
    )
    with pytest.raises(jinja2.UndefinedError):
        rendered(tmp_path / "a")
    (tmp_path / "a").rename(tmp_path / "b")

    another_run(monkeypatch, compiles=False)
    with pytest.raises(jinja2.UndefinedError) as raised:
        rendered(tmp_path / "b")
    files = [str(entry.path) for entry in raised.traceback]
    assert str(tmp_path / "b" / "macro.html") in files
    assert not [one for one in files if one.startswith(str(tmp_path / "a"))]


def test_code_is_that_of_its_own_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A template that took the place of another of the same words, kept code and all, is that which its name says."""
    another_run(monkeypatch)
    write(tmp_path / "a", page="{{ self }}", other="{{ self }}")
    before = rendered(tmp_path / "a")
    kept = tmp_path / "a" / "__pycache__"
    (own,) = kept.iterdir()
    own.rename(kept / own.name.replace("page", "other"))

    another_run(monkeypatch)
    assert Renderer(tmp_path / "a", a_portal())._environment.get_template("other.html").name == "other.html"
    assert rendered(tmp_path / "a") == before


def test_code_compiled_with_filters_of_a_settings_file_stays_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Jinja asks a filter while it compiles, and nothing tells of the filter that it became another."""
    another_run(monkeypatch)
    write(tmp_path / "a", page="Chào {{ 'Lê'|vang }}.")
    page = Page("a/", StandingPageView, dict)
    for answer in ("Lê!", "Lê?"):
        another_run(monkeypatch)
        added = JinjaAdditions(filters={"vang": lambda text, answer=answer: answer})
        assert Renderer(tmp_path / "a", a_portal(), added).render(page).decode() == f"Chào {answer}."
    assert not (tmp_path / "a" / "__pycache__").exists()


def test_a_theme_where_nothing_can_be_written_is_rendered_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file in the place of the folder, a disk that is full: each process compiles for itself."""
    another_run(monkeypatch)
    write(tmp_path / "a", page="Chào {{ view.name }}.")
    (tmp_path / "a" / "__pycache__").write_bytes(b"")
    assert rendered(tmp_path / "a") == "Chào Lê."
