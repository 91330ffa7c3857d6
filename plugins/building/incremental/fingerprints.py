"""
Prints: short names for values. Two values of one print are equal, so a page whose prints stay need not be made.

A page is made from the facts of the site, from its template with all that the template
includes, from the articles that it names, and from the plain values beside them. Its print is
made of theirs. No page can depend on anything else: nothing else is given to it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from plugins.memory.digest import digest
from plugins.pages.page import Page
from plugins.pages.page_kinds import template_of
from plugins.pages.site import Site, Story
from plugins.registers.state import state_on

_NAMES_ANOTHER = re.compile(r"{%-?\s*(?:extends|include|import|from)\b\s*([^%]*)")
_LITERAL = re.compile(r"""^(["'])([^"']+)\1""")


def template_fingerprints(templates: Path) -> dict[str, str]:
    """
    Return a print for each template, which covers whatever it extends, includes or imports.

    A template that computes the name of another one rests on them all.
    """
    texts = {path.relative_to(templates).as_posix(): path.read_bytes() for path in templates.rglob("*.html")}
    named = {name: _named(text.decode("utf-8", "replace"), texts) for name, text in texts.items()}
    return {name: digest(texts[one] for one in sorted(_closure(name, named))) for name in texts}


def _named(text: str, all_names: Mapping[str, bytes]) -> set[str]:
    found: set[str] = set()
    for statement in _NAMES_ANOTHER.finditer(text):
        literal = _LITERAL.match(statement[1])
        found |= {literal[2]} & all_names.keys() if literal else set(all_names)
    return found


def _closure(name: str, named: Mapping[str, set[str]]) -> set[str]:
    found, waiting = {name}, [name]
    while waiting:
        new = named[waiting.pop()] - found
        found |= new
        waiting += new
    return found


class Fingerprints:
    """
    The prints of one build's articles, pages and files.

    ``told`` and ``whole`` have, by the path that problems name, the prints of what lists tell of
    an article and of all that its own page shows.
    """

    def __init__(
        self, site: Site, told: Mapping[str, str], whole: Mapping[str, str], templates: Path
    ) -> None:
        self._templates = template_fingerprints(templates)
        facts = (site.portal, site.siteurl, site.sections.all, site.page_size, site.card_style)
        self._site = _of(facts)
        self._told, self._whole = told, dict(whole)
        self._listed: dict[str, str] = {}
        self._now = site.now.date()

    def read_again(self, path: str, whole: str) -> None:
        """Take note that an article is another one now, of which lists tell the same."""
        self._whole[path] = whole

    def whole(self, story: Story) -> str:
        """Return the print of all that an article's own page shows of it."""
        return self._whole[story.article.path]

    def told(self, story: Story) -> str:
        """Return the print of what lists and feeds tell of an article."""
        path = story.article.path
        if path not in self._listed:
            self._listed[path] = self._tell(story)
        return self._listed[path]

    def _tell(self, story: Story) -> str:
        state = state_on(story.article.register, self._now).text if story.article.register else ""
        return (
            f"{self._told[story.article.path]}|{story.address}|{story.outcome.value}|{story.expired}|{state}"
        )

    def of_page(self, page: Page) -> str:
        """Return the print of a page."""
        whole = ""
        if page.story:
            whole = f"{self._whole[page.story.article.path]}{self.told(page.story)}"
        told = map(self.told, page.listed)
        return _joined(self._site, self._templates[template_of(page)], repr(page.values), whole, *told)

    def of_file(self, told: Sequence[Story], beside: tuple[object, ...]) -> str:
        """Return the print of a file that is made from these articles and values."""
        return _joined(self._site, repr(beside), *map(self.told, told))


def _joined(*parts: str) -> str:
    # Prints, reprs and addresses hold no line break, so no two lists of parts make one text.
    return digest(["\n".join(parts).encode("utf-8", "surrogateescape")])


def _of(value: object) -> str:
    return digest([repr(value).encode("utf-8", "surrogateescape")])
