"""Escape what a template shows, each value once: the escaping of Jinja, which makes no object for every value."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from types import CodeType
from typing import Any

from jinja2 import Environment, Template

# The part of ``escape`` that works on text; it returns a plain string, where ``escape`` wraps each in a Markup.
from markupsafe import Markup, _escape_inner, escape  # type: ignore[attr-defined]


def html_escaped(value: object) -> str:
    """
    Return a value as HTML; what is HTML already stays as it is.

    The result is a plain string, fit to be joined and for nothing else: escaped again, it would be escaped twice.

    >>> html_escaped("a < b"), html_escaped(Markup("<b>a</b>")), html_escaped(3)
    ('a &lt; b', Markup('<b>a</b>'), Markup('3'))
    """
    if type(value) is str:
        return _escape_inner(value)
    return value if type(value) is Markup else escape(value)


class QuickTemplate(Template):
    """A template whose code calls ``html_escaped`` for all that it shows; compiled code only joins what it escapes."""

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],
        uptodate: Callable[[], bool] | None = None,
    ) -> Template:
        """Return the template of compiled code."""
        template = super().from_code(environment, code, globals, uptodate)
        template.root_render_func.__globals__["escape"] = html_escaped
        return template
