"""Every value that a template shows is escaped exactly once, as Jinja's own escaping does it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError
from markupsafe import Markup

from plugins.pages.fragment_cache import FragmentCache
from plugins.pages.plain_escape import QuickTemplate


class Word(str):
    """A kind of string that says nothing of HTML."""

    __slots__ = ()


class Drawn:
    """A value that has HTML of its own, and another text."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __html__(self) -> str:
        return f"<b>{self.text}</b>"

    def __str__(self) -> str:
        return f"text of {self.text}"


class Liar(str):
    """A string that calls itself Markup."""

    __slots__ = ()

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        return Markup


# Each way in which a value may come into a page.
WAYS = {
    "text": "{{ value }}",
    "attribute": '<p title="{{ value }}">',
    "safe": "{{ value | safe }}",
    "escaped by hand": "{{ value | e }}",
    "forced": "{{ value | forceescape }}",
    "joined": "{{ value ~ '<' ~ value }}",
    "added": "{{ value | string + '&' }}",
    "formatted": "{{ '<%s>' | format(value) }}",
    "formatted markup": "{{ ('<%s>' | safe) | format(value) }}",
    "list": "{{ [value, value] }}",
    "list joined": "{{ [value, 'x' | safe] | join('<') }}",
    "replaced": "{{ value | string | replace('a', '<') }}",
    "upper": "{{ value | upper }}",
    "loop": "{% for one in [value, value] %}{{ one }}{{ loop.index }}{% endfor %}",
    "set": "{% set other = value %}{{ other }}",
    "set block": "{% set other %}<i>{{ value }}</i>{% endset %}{{ other }}",
    "set block twice": "{% set a %}{{ value }}{% endset %}{% set b %}{{ a }}{% endset %}{{ b ~ value }}",
    "filter block": "{% filter trim %} {{ value }} {% endfilter %}",
    "macro": "{% macro shown(one) %}<i>{{ one }}</i>{% endmacro %}{{ shown(value) }}{{ shown(shown(value)) }}",
    "call": "{% macro box() %}<div>{{ caller() }}</div>{% endmacro %}{% call box() %}{{ value }}{% endcall %}",
    "import": "{% from 'part' import shown %}{{ shown(value) }}",
    "include": "{% include 'shows' %}",
    "inherited": "{% extends 'base' %}{% block body %}{{ value }}{{ super() }}{% endblock %}",
    "self": "{% block one %}{{ value }}{% endblock %}{{ self.one() }}",
    "repeated": "{% set here = value %}{% repeated here %}<b>{{ here }}</b>{% endrepeated %}",
    "condition": "{{ value if value else '<' }}{{ '<' if false else value }}",
    "no escaping": "{% autoescape false %}{{ value }}{% endautoescape %}{{ value }}",
    "constant": "{{ '<&>' }}{{ '<b>' | safe }}",
    "recursion": "{% for one in [[value]] recursive %}{{ loop(one) if one is not string else one }}{% endfor %}",
}
OTHERS = {
    "part": "{% macro shown(one) %}<u>{{ one }}</u>{% endmacro %}",
    "shows": "<s>{{ value }}</s>",
    "base": "<main>{% block body %}base {{ value }}{% endblock %}</main>",
}


def _environments() -> tuple[Environment, Environment]:
    """Return Jinja's own environment, and one of templates that escape in our way."""
    made = [
        Environment(
            loader=DictLoader({**OTHERS, **WAYS}),
            extensions=[FragmentCache],
            autoescape=True,
            undefined=StrictUndefined,
        )
        for _ in range(2)
    ]
    made[1].template_class = QuickTemplate
    return made[0], made[1]


STOCK, OURS = _environments()
HOSTILE = (
    *("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' onmouseover='x", "&lt;", "&amp;amp;"),
    *("", "a", "Lê & Trịnh", "\x00<", "\ud800<", "😀<", "{{ 7 * 7 }}", "]]>", "--><b>", "\u2028'"),
)


def _values(text: str) -> list[Any]:
    return [text, Word(text), Markup(text), Drawn(text), Liar(text), [text], {text: text}, (Markup(text),)]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_every_way_escapes_as_jinja_does(way: str, text: str) -> None:
    """A hostile text of any type, shown in any way, is the same as with Jinja's own escaping."""
    for value in (*_values(text), 3, 2.5, True, None):
        shown = [_rendered(environment, way, value) for environment in (STOCK, OURS)]
        assert shown[0] == shown[1], repr(value)


@given(st.text(alphabet=st.sampled_from("<>&\"'a;#39 đ😀"), max_size=12))
def test_any_text_is_escaped_once(text: str) -> None:
    """What a reader sees is the text as it is, and no sign of it is markup."""
    for way in ("text", "loop", "macro", "set block"):
        assert _rendered(STOCK, way, text) == _rendered(OURS, way, text)


def test_an_unknown_name_is_still_an_error() -> None:
    """Nothing is shown in its place."""
    with pytest.raises(UndefinedError):
        OURS.from_string("{{ no_such_name }}").render()
    with pytest.raises(UndefinedError):
        OURS.get_template("text").render()


def test_it_is_our_escaping_that_was_tried() -> None:
    """Every template of the environment has it: those that are loaded, imported, included and made of a string."""
    for name in (*WAYS, *OTHERS):
        assert OURS.get_template(name).root_render_func.__globals__["escape"].__name__ == "html_escaped"
    made = OURS.from_string("{{ value }}")
    assert isinstance(made, QuickTemplate)


def _rendered(environment: Environment, way: str, value: object) -> object:
    try:
        return environment.get_template(way).render(value=value)
    except (TypeError, ValueError, AttributeError, RecursionError) as fault:
        return type(fault)
