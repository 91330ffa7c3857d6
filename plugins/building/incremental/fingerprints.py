"""
Fingerprint pages and files: a short digest of everything a page is made from.

A page whose fingerprint is the same as in the last build need not be made again. It is made from
the facts of the site, from its template with all that the template includes, from the articles
that it shows or lists, and from plain values; its fingerprint covers all of these. No page can
depend on anything else: nothing else is given to it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from plugins.building.incremental.renamed_assets import assets_digest
from plugins.memory.digest import digest, value_digest
from plugins.pages.page import Page
from plugins.pages.page_kinds import template_of
from plugins.pages.site import Site, Story
from plugins.registers.state import consultation_on, issue_to_come, phase_on

_REFERENCE = re.compile(r"{%-?\s*(?:extends|include|import|from)\b\s*([^%]*)")
_LITERAL = re.compile(r"""^(["'])([^"']+)\1""")


def template_fingerprints(templates: Path) -> dict[str, str]:
    """
    Return a fingerprint for each template, which covers every template that it extends, includes or imports.

    A template that computes the name of another one depends on them all.
    """
    texts = {path.relative_to(templates).as_posix(): path.read_bytes() for path in templates.rglob("*.html")}
    references = {name: _referenced(text.decode("utf-8", "replace"), texts) for name, text in texts.items()}
    return {name: digest(texts[one] for one in sorted(_closure(name, references))) for name in texts}


def _referenced(text: str, all_names: Mapping[str, bytes]) -> set[str]:
    found: set[str] = set()
    for statement in _REFERENCE.finditer(text):
        literal = _LITERAL.match(statement[1])
        found |= {literal[2]} & all_names.keys() if literal else set(all_names)
    return found


def _closure(name: str, references: Mapping[str, set[str]]) -> set[str]:
    found, waiting = {name}, [name]
    while waiting:
        new = references[waiting.pop()] - found
        found |= new
        waiting += new
    return found


@dataclass(frozen=True, slots=True)
class ArticleKeys:
    """
    Two digests of each article, by the path that problems name it by.

    An article key covers what lists show of an article by itself, a page key all that its own page shows.
    """

    article: dict[str, str]
    page: dict[str, str]


class Fingerprints:
    """The fingerprints of one build's pages and files."""

    def __init__(self, site: Site, keys: ArticleKeys, templates: Path) -> None:
        self._templates = template_fingerprints(templates)
        bare = site.without_assets()
        self._site = value_digest(
            (bare.portal, site.siteurl, site.sections.all, site.page_size, site.card_style)
        )
        self._assets = assets_digest(site.portal.assets)
        self.keys = keys
        self._listing_keys: dict[str, str] = {}
        self._today = site.now.date()
        self._whole = site.feeds.full_text

    def set_page_key(self, path: str, key: str) -> None:
        """Take another page key for an article whose article key is still the same."""
        self.keys.page[path] = key

    def page_key(self, story: Story) -> str:
        """Return a digest of all that an article's own page shows of it."""
        return self.keys.page[story.article.path]

    def listing_key(self, story: Story) -> str:
        """Return a text that changes whenever lists and feeds show another thing of an article: its key, address, outcome, state."""
        key = self._listing_keys.get(story.article.path)
        if key is None:
            key = self._listing_keys[story.article.path] = self._make_listing_key(story)
        return key

    def _listing_keys_of(self, stories: Sequence[Story]) -> list[str]:
        # Every article stands on a dozen pages: to ask the dictionary here takes half the time.
        known = self._listing_keys
        return [known.get(story.article.path) or self.listing_key(story) for story in stories]

    def _make_listing_key(self, story: Story) -> str:
        path, register = story.article.path, story.article.register
        # A page may show a state, that of a consultation, since when each holds, and whether a day of issue is only planned,
        # nothing else that hangs on the day.
        phases = (phase_on(register, self._today), consultation_on(register, self._today)) if register else ()
        state = " ".join(f"{phase.begins} {phase.state}" for phase in phases if phase)
        state += " planned" if register and issue_to_come(register, self._today) else ""
        # Feeds with whole articles are lists that show all of an article.
        whole = self.keys.page[path] if self._whole else ""
        return (
            f"{self.keys.article[path]}|{whole}|{story.address}|{story.outcome.value}|{story.expired}|{state}"
        )

    def of_page(self, page: Page) -> str:
        """Return the fingerprint of a page, at its end that of the addresses of the theme's files, as ``RenamedAssets`` takes it apart."""
        own = f"{self.page_key(page.story)}{self.listing_key(page.story)}" if page.story else ""
        listed = self._listing_keys_of(page.listed)
        bare = _joined(self._site, self._templates[template_of(page)], repr(page.values), own, *listed)
        return f"{bare}.{self._assets}"

    def of_file(self, listed: Sequence[Story], values: tuple[object, ...]) -> str:
        """Return the fingerprint of a file that is made from what lists show of some articles, and from plain values; it shows nothing of the theme."""
        return _joined(self._site, repr(values), *self._listing_keys_of(listed))


def _joined(*parts: str) -> str:
    # Digests, reprs and addresses hold no line break, so no two lists of parts make one text.
    return digest(["\n".join(parts).encode("utf-8", "surrogateescape")])
