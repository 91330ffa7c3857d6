"""Find the words that the code of Pelican's plugins is written with: a header key that is one of them is read by a plugin."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

# What Pelican's articles have by themselves: a header key of that name would take its place, so it reaches nobody.
_OWN = """
allowed_statuses author authors category content date date_format default_status default_template filename get_content
get_relative_source_path get_siteurl get_static_links get_summary get_url_setting in_default_lang is_valid lang
locale_date locale_modified mandatory_properties metadata modified override_save_as override_url
refresh_metadata_intersite_links relative_dir relative_source_path save_as settings slug source_path status summary
tags template timezone title translations url url_format
"""
PELICANS_OWN = frozenset(_OWN.split())
_KEY = re.compile(r"[a-z][a-z0-9_]*")
_CLASS = re.compile(r"[a-z][a-z0-9]*-(?:[a-z0-9]+-)*(?:[a-z0-9]+)?")
_SETTING = re.compile(r"[A-Z][A-Z0-9_]*")


def keys_in_plugins(settings: Mapping[str, Any]) -> frozenset[str]:
    """
    Return the header keys that the plugins of a settings file may read: names of attributes and texts in their code.

    The code is read, not run, so that check, preview and build know the same of it.
    """
    return frozenset(word for word in _words_in_plugins(settings) if _KEY.fullmatch(word)) - PELICANS_OWN


def settings_in_plugins(settings: Mapping[str, Any]) -> frozenset[str]:
    """Return the settings that the plugins of a settings file may read."""
    return frozenset(word for word in _words_in_plugins(settings) if _SETTING.fullmatch(word))


def classes_in_plugins(settings: Mapping[str, Any]) -> frozenset[str]:
    """
    Return the classes that the plugins of a settings file may look for in HTML: texts of several words with hyphens between them.

    One that ends with a hyphen stands for all that begin so (``image-process-``). A word alone is too often something else.
    """
    return frozenset(word for word in _words_in_plugins(settings) if _CLASS.fullmatch(word))


def _words_in_plugins(settings: Mapping[str, Any]) -> Iterator[str]:
    paths = [str(path) for path in settings.get("PLUGIN_PATHS") or ()]
    files = {file for plugin in settings.get("PLUGINS") or () for file in _code_of(plugin, paths)}
    for file in files:
        yield from _words_in(file)


def _code_of(plugin: object, paths: list[str]) -> Iterator[Path]:
    """Yield the files with a plugin's code; a plugin is given by its name, or as a module, a class or an object."""
    if isinstance(plugin, str):
        if spec := _spec_of(plugin, paths):
            yield from _files([spec.origin], spec.submodule_search_locations)
    else:
        module = plugin if isinstance(plugin, ModuleType) else sys.modules.get(_module_of(plugin))
        yield from _files([getattr(module, "__file__", None)], getattr(module, "__path__", None))


def _module_of(plugin: object) -> str:
    return str(getattr(plugin, "__module__", ""))


def _spec_of(name: str, paths: list[str]) -> ModuleSpec | None:
    """Return where a plugin's module lies, looked up as Pelican does; None where it is nowhere: the build tells of that."""
    for full in (f"pelican.plugins.{name}", name):
        with suppress(ImportError, ValueError, AttributeError):
            if spec := find_spec(full):
                return spec
    with suppress(ImportError, ValueError):
        return PathFinder.find_spec(name, paths)
    return None


def _files(origins: Iterable[str | None], folders: Iterable[str] | None) -> Iterator[Path]:
    for folder in folders or ():
        yield from Path(folder).rglob("*.py")
    yield from (Path(one) for one in origins if one and one.endswith(".py"))


def _words_in(file: Path) -> Iterator[str]:
    """Yield the words that a program may read a header key or a setting with."""
    try:
        tree = ast.parse(file.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.Name) and node.id.isupper():
            yield node.id
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            # Headers are read in lower case, however a plugin spells their keys.
            yield from (node.value, node.value.lower())
