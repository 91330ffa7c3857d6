"""What people wrote of a portal that is public: the audit of the output takes none of it for a fault of the theme."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cached_property
from html import unescape

from plugins.building.build_state import BuildState
from plugins.building.sources.authority_file import AUTHORITY_FILE, load_authority

_TEXT = re.compile(r">([^<>]+)<")


def strings_in(value: object) -> Iterator[str]:
    """
    Yield every text in a value.

    >>> list(strings_in({"a": ["b", 1, ("c",)]}))
    ['b', 'c']
    """
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from strings_in(one)
    elif isinstance(value, list | tuple | frozenset):
        for one in value:
            yield from strings_in(one)
    elif is_dataclass(value):
        for one in fields(value):
            yield from strings_in(getattr(value, one.name))


class WrittenTexts:
    """The texts of public articles, sections and people, of the portal itself, and the names of all files."""

    def __init__(self, state: BuildState) -> None:
        self._state = state

    def has(self, text: str) -> bool:
        """Tell whether somebody wrote a text, which is given as it was written or as it stands in a page."""
        wanted = unescape(text).strip().lower()
        return wanted in self._alone if wanted == "date" else wanted in self._running

    @cached_property
    def _texts(self) -> list[str]:
        """All texts, each as readers see it; gathered when they are first asked for."""
        state, site = self._state, self._state.model.site
        stories = [*site.stories, *site.standing, *([site.missing] if site.missing else [])]
        portal = (
            state.settings.name,
            load_authority(state.data.file(AUTHORITY_FILE)),
            site.sections.all,
            state.registries.authors,
        )
        found = [*strings_in(portal), *state.library.files]
        paths = state.paths
        with state.bodies() as body_of:
            for story in stories:
                body = body_of(paths[story.article.path])
                found += [*strings_in(story.article), *_TEXT.findall(body), body]
        return [unescape(text).lower() for text in found]

    @cached_property
    def _running(self) -> str:
        return "\0".join(self._texts)

    @cached_property
    def _alone(self) -> frozenset[str]:
        return frozenset(text.strip() for text in self._texts)
