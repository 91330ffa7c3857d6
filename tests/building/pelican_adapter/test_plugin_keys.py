"""Which header keys plugins and themes read, found in their code."""

from __future__ import annotations

from pathlib import Path

from plugins.building.pelican_adapter.plugin_keys import keys_in_plugins, settings_in_plugins
from plugins.building.pelican_adapter.theme_kind import (
    OUR_TEMPLATES,
    is_pelican_theme,
    keys_shown,
    template_names,
)


def test_a_plugin_reads_the_attributes_and_texts_of_its_code(tmp_path: Path) -> None:
    """Words of comments and docstrings are none, nor what Pelican's articles have by themselves."""
    package = tmp_path / "chuoi"
    package.mkdir()
    (package / "__init__.py").write_text(
        '"""Reads layout."""\ndef run(article):  # sidebar\n'
        '    return article.metadata.get("Series"), article.series_index, article.title, article.settings["CHUOI_TEN"]\n',
        "utf-8",
    )
    settings = {"PLUGINS": ["chuoi"], "PLUGIN_PATHS": [str(tmp_path)]}

    found = keys_in_plugins(settings)

    assert {"series", "series_index"} <= found
    assert not found & {"layout", "sidebar", "title", "settings", "metadata"}
    assert "CHUOI_TEN" in settings_in_plugins(settings)


def test_a_plugin_that_is_nowhere_or_broken_reads_nothing(tmp_path: Path) -> None:
    """The build tells of it; to look for header keys is no reason to stop."""
    (tmp_path / "hong.py").write_text("def (", "utf-8")

    assert (
        keys_in_plugins({"PLUGINS": ["khong.co", "hong", "..", ""], "PLUGIN_PATHS": [tmp_path]})
        == frozenset()
    )


def theme(folder: Path, **templates: str) -> Path:
    """Write a theme's templates, and return its folder."""
    (folder / "templates").mkdir(parents=True)
    for name, text in templates.items():
        (folder / "templates" / f"{name}.html").write_text(text, "utf-8")
    return folder


def test_a_theme_that_happens_to_have_a_name_of_ours_is_not_ours(tmp_path: Path) -> None:
    """Each name of our pages alone, and three of them together; ours stays ours where a template of it is missing."""
    for number, name in enumerate(sorted(OUR_TEMPLATES)):
        assert is_pelican_theme(theme(tmp_path / str(number), base="", **{name: ""}) / "templates")
    three = dict.fromkeys(sorted(OUR_TEMPLATES)[:3], "")
    assert is_pelican_theme(theme(tmp_path / "three", base="", article="", **three) / "templates")
    most = dict.fromkeys(sorted(OUR_TEMPLATES)[1:], "")
    assert not is_pelican_theme(theme(tmp_path / "ours", base="", **most) / "templates")
    assert not is_pelican_theme(tmp_path / "nowhere")


def test_a_plain_theme_shows_header_keys_and_has_the_templates_of_simple(tmp_path: Path) -> None:
    """What Pelican's loader finds, an article may ask for."""
    made = theme(
        tmp_path / "theme", article="{{ article.subtitle }} {{ page.metadata.mood }} {{ article.title }}"
    )
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "wide.html").write_text("", "utf-8")

    assert keys_shown(made) == {"subtitle", "mood"}
    assert {"article", "page", "archives", "wide"} <= template_names(made, [tmp_path / "more"])
