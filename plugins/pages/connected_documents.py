"""Connect the documents of the portal: a draft and what it became, a document and what replaced or repealed it, both ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from plugins.article.document_kinds import was_signed
from plugins.article.facts import RegisterFacts
from plugins.pages.site import Site, Story
from plugins.registers.named_documents import NamedDocuments, name_of
from plugins.registers.pointed_documents import KnownDocument, PointedDocuments


@dataclass(frozen=True, slots=True)
class Connected:
    """
    The articles of the documents that one document is connected with.

    ``plan`` are those of the same plan: the document that a draft became, the drafts that a document began as;
    ``pointed_at`` are those that an article tells of, though its own be none.
    """

    plan: tuple[Story, ...] = ()
    replaced_by: tuple[Story, ...] = ()
    repealed_by: tuple[Story, ...] = ()
    replaces: tuple[Story, ...] = ()
    repeals: tuple[Story, ...] = ()
    pointed_at: tuple[Story, ...] = ()

    @property
    def groups(self) -> tuple[tuple[Story, ...], ...]:
        """All of them, in the order of the fields."""
        return (
            self.plan,
            self.replaced_by,
            self.repealed_by,
            self.replaces,
            self.repeals,
            self.pointed_at,
        )

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
    _connect_pointers(site, found)
    return found


def _connect_plans(site: Site, found: dict[str, Connected]) -> None:
    decided = [story for story in site.stories if story.decision]
    by_address = {story.address: story for story in site.stories} if decided else {}
    for story in decided:
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
        for other in index.ended(facts.replaces, place) if was_signed(facts.kind) else ():
            _add(found, story, "replaces", documents[other][0])
            if story.listed and story.article.lang == site.portal.lang:
                _add(found, documents[other][0], "replaced_by", story)


def _connect_pointers(site: Site, found: dict[str, Connected]) -> None:
    """Connect articles with the listed documents that they point at; an article's own document is shown anyway."""
    if not any(story.article.documents for story in site.stories):
        return
    documents = [
        story
        for story in site.stories
        if story.article.register and story.listed and story.article.lang == site.portal.lang
    ]
    index = PointedDocuments(
        [
            KnownDocument(facts, story.article.title, story.article.path)
            for story in documents
            if (facts := story.article.register)
        ]
    )
    for story in site.stories:
        for written in story.article.documents:
            for place in index.at(written.target):
                if documents[place].address != story.address:
                    _add(found, story, "pointed_at", documents[place])


def _add(found: dict[str, Connected], story: Story, how: str, other: Story) -> None:
    known = found[story.address]
    # Both sides may tell of each other.
    others = {one.address: one for one in (*getattr(known, how), other)}
    found[story.address] = replace(known, **{how: tuple(others.values())})


def with_ends(site: Site) -> Site:
    """Return a portal whose documents know of all that ended them, though it be that alone that tells so."""
    connected = connected_documents(site)
    stories = (ended(story, connected.get(story.address, ALONE)) for story in site.stories)
    return replace(site, stories=tuple(stories))


def ended(story: Story, connected: Connected) -> Story:
    """
    Return an article whose document is replaced by what says so, and ends on the day on which what ended it is in force.

    What the article says of the document's end itself goes before. Its consultation has come to the document that it became
    on the day on which that is issued, and to none by one that is never issued.
    """
    facts = _decided(story, connected.plan)
    if not facts:
        return story
    if facts.replaced_by or facts.repealed_by:
        others = connected.repealed_by if facts.repealed_by else connected.replaced_by
        told = _ended_by(facts, others) if was_signed(facts.kind) else facts
    elif connected.replaced_by:
        known = [(one.article.register, one.article.title) for one in connected.replaced_by]
        names = "; ".join(name_of(other, title) for other, title in known if other)
        told = replace(_ended_by(facts, connected.replaced_by), replaced_by=names)
    else:
        told = facts
    if told == story.article.register:
        return story
    return replace(story, article=replace(story.article, register=told))


def _decided(story: Story, plan: Iterable[Story]) -> RegisterFacts | None:
    """Return the document of an article; the result of its consultation knows when the document that it names is issued."""
    facts = story.article.register
    decision = next((one.article.register for one in plan if one.address == story.decision), None)
    if not facts or not facts.result or not decision:
        return facts
    known = was_signed(decision.kind)
    result = replace(
        facts.result,
        decision=facts.result.decision if known else None,
        decided=decision.issued if known else None,
    )
    return replace(facts, result=result)


def _ended_by(facts: RegisterFacts, others: Iterable[Story]) -> RegisterFacts:
    """Return a document with the first day of what ended it as its own end, unless its end is known."""
    begins = [day for one in others if (other := one.article.register) and (day := _in_force(other))]
    return replace(facts, in_force_to=facts.in_force_to or min(begins, default=None))


def _in_force(facts: RegisterFacts) -> date | None:
    """Return the first day on which a document is in force as far as that is known."""
    return max(filter(None, (facts.in_force_from, facts.issued)), default=None)
