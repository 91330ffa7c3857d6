"""Pieces of templates that are rendered once for many pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, TemplateSyntaxError

from plugins.pages.fragment_cache import FragmentCache


def environment(**templates: str) -> Environment:
    """Return an environment of templates given by name."""
    return Environment(
        loader=DictLoader(templates), extensions=[FragmentCache], autoescape=True, undefined=StrictUndefined
    )


class Counting:
    """A portal that counts how often it is asked its name."""

    def __init__(self) -> None:
        self.times = 0

    @property
    def name(self) -> str:
        """The name, with a letter that HTML escapes."""
        self.times += 1
        return "Thọ Xuân <huyện>"


def test_a_piece_is_rendered_once_for_all_pages() -> None:
    """The second page asks the portal nothing."""
    template = environment(page="{% repeated %}{{ portal.name }}{% endrepeated %} {{ view }}").get_template(
        "page"
    )
    portal = Counting()
    assert template.render(portal=portal, view="một") == "Thọ Xuân &lt;huyện&gt; một"
    assert template.render(portal=portal, view="hai") == "Thọ Xuân &lt;huyện&gt; hai"
    assert portal.times == 1


def test_a_piece_is_rendered_for_each_value_that_it_names() -> None:
    """A value in the tag makes another piece."""
    source = "{% set here = view.here %}{% repeated here %}[{{ here }}]{% endrepeated %}"
    template = environment(page=source).get_template("page")
    shown = [template.render(view={"here": here}, portal=None) for here in ("/a/", "/b/", "/a/")]
    assert shown == ["[/a/]", "[/b/]", "[/a/]"]


def test_two_pieces_of_one_template_are_two() -> None:
    """A piece is known by its line."""
    source = "{% repeated %}một{% endrepeated %}\n{% repeated %}hai{% endrepeated %}"
    assert environment(page=source).get_template("page").render(portal=None) == "một\nhai"


def test_a_piece_may_import_what_it_uses() -> None:
    """Macros are at hand inside a piece."""
    source = '{% repeated %}{% from "part" import item with context %}{{ item(portal) }}{% endrepeated %}'
    template = environment(
        page=source, part="{% macro item(text) %}<b>{{ text }}</b>{% endmacro %}"
    ).get_template("page")
    assert template.render(portal="cổng") == "<b>cổng</b>"


def test_a_piece_that_uses_more_than_it_names_is_an_error() -> None:
    """A piece that would go stale never gets as far as a page."""
    source = "một\n{% repeated here %}{{ here }}{{ view.title }}{% endrepeated %}"
    with pytest.raises(TemplateSyntaxError, match="“view”") as fault:
        environment(page=source).get_template("page")
    assert fault.value.lineno == 2


def test_the_theme_repeats_its_header_and_footer() -> None:
    """Menu and contacts are most of a page's markup."""
    templates = Path(__file__).resolve().parents[2] / "theme" / "templates" / "partials"
    assert all(
        "{% repeated" in (templates / f"{name}.html").read_text("utf-8") for name in ("header", "footer")
    )
