"""
What of Pelican is not meant for others, and is used here all the same: all of it, and nothing elsewhere.

tests/building/pelican_adapter/test_pelican_private.py holds each name against the Pelican that is installed, and says what to do where an upgrade moved it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pelican.generators import ArticlesGenerator
from pelican.plugins import _utils
from pelican.writers import Writer


def plugin_name(plugin: Any) -> str:
    """Return the name of a plugin: a module, a class or an object."""
    return str(_utils.get_plugin_name(plugin))


def load_plugins(settings: Mapping[str, Any]) -> list[Any]:
    """Return the plugins that settings name, and installed ones where they name none; raises what importing them raises."""
    found: list[Any] = _utils.load_plugins(settings)
    return found


def html_of(content: Any) -> str:
    """Return the body of an article or page as plugins left it, links within the site not yet resolved."""
    # Plugins of older Pelicans put a function of this name on an article.
    html: str = content._get_content() if hasattr(content, "_get_content") else content._content
    return html


def know_files(writer: Any, paths: Iterable[str]) -> None:
    """Let Pelican's writer take files for its own: it refuses to write a second one of a path."""
    if isinstance(writer, Writer):
        writer._written_files |= set(paths)


def period_archives(generator: ArticlesGenerator, settings: Mapping[str, Any]) -> Any:
    """Return the archives of years, months and days that settings ask for."""
    return generator._build_period_archives(generator.dates, generator.articles, settings)


def update_context(generator: Any, names: Iterable[str]) -> None:
    """Give the context of templates the values of a generator's attributes."""
    generator._update_context(tuple(names))
