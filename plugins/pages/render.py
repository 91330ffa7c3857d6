"""Render pages with the theme's templates (Jinja)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import suppress
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, TemplateError, nodes
from jinja2.meta import find_undeclared_variables
from markupsafe import Markup, escape

from plugins.memory.code_version import running_version
from plugins.pages.compiled_templates import CompiledTemplates
from plugins.pages.fragment_cache import FragmentCache
from plugins.pages.jinja_additions import NOTHING_ADDED, JinjaAdditions
from plugins.pages.language_attributes import language_attributes
from plugins.pages.page import Page
from plugins.pages.page_kinds import template_of
from plugins.pages.plain_escape import QuickTemplate
from plugins.pages.views import PortalView
from plugins.vietnamese.jinja_filters import FILTERS
from plugins.vietnamese.typography.html import whole_numbers

# Every environment has the options of the one below, so what it compiles serves the next as well. What a settings file adds
# is known by name alone, and Jinja may ask it for a value while it compiles: such code is kept by itself, and in memory.
_COMPILED, _COMPILED_WITH_ADDITIONS = CompiledTemplates(running_version), CompiledTemplates()
_MARKS = re.compile("</span>([,.;:!?…)\\]”’]+)")
_SYLLABLES = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)+")
# More capitalised syllables in a row are no name, and would not fit a line.
_LONGEST_NAME = 4
# A line may break after the dash, and leaves a year alone in the next.
_YEARS = re.compile(r"(?<![\w/–-])(?:19|20)\d\d–(?:19|20)\d\d(?![\w/–-])")


class _Environment(Environment):
    """Templates know the same globals all through a build, so that a plain dict of them will do."""

    template_class = QuickTemplate

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._by_name: dict[str, Template] = {}

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> Template:
        # A page asks for sixteen templates; Jinja's own cache takes a lock for each.
        found = self._by_name.get(name)
        if found is None:
            found = self._by_name[name] = super().get_template(name, parent, globals)
        return found

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        # Every import of a macro compares these names; a ChainMap, Jinja's own, takes a quarter of a page's time for it.
        return {**self.globals, **(d or {})}


def _whole_numbers(text: str) -> str:
    """
    Return a text in which document numbers and spans of years stay on one line, wherever a page shows it: HTML where there are some.

    >>> print(_whole_numbers("Kế hoạch giai đoạn 2025–2030: mới"))
    Kế hoạch giai đoạn <span class="nb">2025–2030:</span> mới
    """
    if "/" in text:
        text = _with_marks(whole_numbers(escape(text)))
    return (
        _with_marks(_YEARS.sub(r'<span class="nb">\g<0></span>', str(escape(text)))) if "–" in text else text
    )


def _with_marks(html: str) -> Markup:
    """Return HTML in which the marks that follow what stays on one line belong to it: on a small phone it is a box, after which a line may end."""
    return Markup(_MARKS.sub(r"\1</span>", html))


def _whole_names(text: str) -> str:
    """
    Return a title in which names too stay on one line: capitalised syllables beside each other. What is balanced breaks where its lines
    come out alike, in the middle of a name as well.

    >>> print(_whole_names("Phụ nữ huyện Thọ Xuân & bà Lê Thị Hoa: 12/QĐ-UBND"))
    Phụ nữ huyện <span class="nb">Thọ Xuân</span> &amp; bà <span class="nb">Lê Thị Hoa:</span> <span class="nb">12/QĐ-UBND</span>
    """
    return _with_marks(_SYLLABLES.sub(_with_names, str(escape(_whole_numbers(text)))))


def _with_names(syllables: re.Match[str]) -> str:
    runs = [(is_name, [*run]) for is_name, run in groupby(syllables[0].split(" "), str.istitle)]
    return " ".join(
        f'<span class="nb">{" ".join(run)}</span>'
        if is_name and 1 < len(run) <= _LONGEST_NAME
        else " ".join(run)
        for is_name, run in runs
    )


def template_environment(templates: Path, added: JinjaAdditions = NOTHING_ADDED) -> _Environment:
    """Return what renders with the templates of a folder; what a settings file added takes the place of no filter that the theme needs."""
    environment = _Environment(
        loader=FileSystemLoader(templates),
        extensions=[FragmentCache],
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        # The theme does not change while a build renders with it.
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=_COMPILED if added == NOTHING_ADDED else _COMPILED_WITH_ADDITIONS,
    )
    environment.filters.update(FILTERS)
    environment.filters.update(added.filters)
    environment.tests.update(added.tests)
    environment.globals.update(added.names)
    environment.filters["language"] = language_attributes
    environment.filters["whole_numbers"] = _whole_numbers
    environment.filters["whole_names"] = _whole_names
    return environment


def _load_all(environment: _Environment) -> None:
    for name in environment.list_templates(extensions=["html"]):
        with suppress(TemplateError):
            environment.get_template(name)


def asked_of_plugins(templates: Path) -> frozenset[str]:
    """Return the names that the templates of a folder ask for and no build gives them: those of plugins, such as ``article``."""
    environment = template_environment(templates)
    given = {"view", "portal", *environment.globals}
    asked: set[str] = set()
    for file in templates.rglob("*.html"):
        with suppress(TemplateError):
            tree = environment.parse(file.read_text("utf-8", "replace"))
            asked |= find_undeclared_variables(tree) - set(_named_in(tree))
            # What a page sets at its top, the templates that it extends and includes may ask for.
            given |= set(_set_at_top(tree))
    return frozenset(asked - given)


def _set_at_top(tree: nodes.Template) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, nodes.Assign) and isinstance(node.target, nodes.Name):
            yield node.target.name


def _named_in(tree: nodes.Template) -> Iterator[str]:
    """Yield the names that a template gives by itself: Jinja does not count those of its top as known in its blocks."""
    for macro in tree.find_all(nodes.Macro):
        yield macro.name
    for imported in tree.find_all(nodes.FromImport):
        yield from (one if isinstance(one, str) else one[1] for one in imported.names)
    for name in tree.find_all(nodes.Name):
        if name.ctx == "store":
            yield name.name


def compile_templates(templates: Path) -> None:
    """Compile every template of a folder that is whole: who renders with them later in this process need not."""
    _load_all(template_environment(templates))


class Renderer:
    """Renders pages with the theme's templates; a name that a template does not know is an error."""

    def __init__(self, templates: Path, portal: PortalView, added: JinjaAdditions = NOTHING_ADDED) -> None:
        self._portal = portal
        self._environment = template_environment(templates, added)

    def load_all(self) -> None:
        """Compile every template of the theme that is whole; a page that needs one with a fault tells of it."""
        _load_all(self._environment)

    def render(self, page: Page, more: Mapping[str, object] = MappingProxyType({})) -> bytes:
        """
        Return the page's file; raises jinja2.TemplateError when the theme is at fault.

        ``more`` are names that the template may ask for beside its view and the portal's facts.
        """
        template = self._environment.get_template(template_of(page))
        return template.render({**more, "view": page.view, "portal": self._portal}).encode("utf-8")
