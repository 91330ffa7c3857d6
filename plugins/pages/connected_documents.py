"""Connect the documents of the portal: a draft and what it became, a document and what replaced or repealed it, both ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from plugins.pages.site import Site, Story
from plugins.registers.named_documents import NamedDocuments


@dataclass(frozen=True, slots=True)
class Connected:
    """
    The articles of the documents that one document is connected with.

    ``plan`` are those of the same plan: the document that a draft became, the drafts that a document began as.
    """

    plan: tuple[Story, ...] = ()
    replaced_by: tuple[Story, ...] = ()
    repealed_by: tuple[Story, ...] = ()
    replaces: tuple[Story, ...] = ()
    repeals: tuple[Story, ...] = ()

    @property
    def groups(self) -> tuple[tuple[Story, ...], ...]:
        """All of them, in the order of the fields."""
        return self.plan, self.replaced_by, self.repealed_by, self.replaces, self.repeals

    @property
    def stories(self) -> tuple[Story, ...]:
        """All of them in one row: what the page of the document depends on."""
        return tuple(story for group in self.groups for story in group)


ALONE = Connected()
NOTHING_CONNECTED: Mapping[str, Connected] = MappingProxyType({})


def connected_documents(site: Site) -> Mapping[str, Connected]:
    """Return what the documents of a portal are connected with, by the address of each that is connected at all."""
    found = defaultdict[str, Connected](Connected)
    _connect_plans(site, found)
    _connect_successors(site, found)
    return found


def _connect_plans(site: Site, found: dict[str, Connected]) -> None:
    by_address = {story.address: story for story in site.stories}
    for story in site.stories:
        if decision := by_address.get(story.decision):
            _add(found, story, "plan", decision)
            if story.listed:
                _add(found, decision, "plan", story)


def _connect_successors(site: Site, found: dict[str, Connected]) -> None:
    """Connect documents with those that ended them, as far as a listed article in the portal's language tells of them."""
    documents = [(story, facts) for story in site.stories if (facts := story.article.register)]
    index = NamedDocuments(
        [
            facts if story.listed and story.article.lang == site.portal.lang else replace(facts, number="")
            for story, facts in documents
        ]
    )
    for place, (story, facts) in enumerate(documents):
        for text, ended_by, ends in (
            (facts.replaced_by, "replaced_by", "replaces"),
            (facts.repealed_by, "repealed_by", "repeals"),
        ):
            for other in index.named(text, place):
                _add(found, story, ended_by, documents[other][0])
                if story.listed:
                    _add(found, documents[other][0], ends, story)


def _add(found: dict[str, Connected], story: Story, how: str, other: Story) -> None:
    known = found[story.address]
    found[story.address] = replace(known, **{how: (*getattr(known, how), other)})
