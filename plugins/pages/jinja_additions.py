"""What a settings file adds to the templates' language: filters, names and tests, as Pelican's JINJA_… settings say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class JinjaAdditions:
    """
    Filters, names and tests of one settings file, by the names that templates call them by.

    They are code: two of them cannot be compared, so no page is known to be the same as before where there are some.
    """

    filters: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    names: Mapping[str, object] = field(default_factory=dict)
    tests: Mapping[str, Callable[..., Any]] = field(default_factory=dict)


NOTHING_ADDED = JinjaAdditions()
