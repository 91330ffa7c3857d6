"""Tell who made an article: its writers, else their organisation, else the authority whose portal it is."""

from __future__ import annotations

from dataclasses import dataclass

from plugins.pages import addresses
from plugins.pages.site import Site, Story


@dataclass(frozen=True, slots=True)
class Creator:
    """
    The creator of a page: a schema.org type, a name, the address of a page about them or "".

    ``organisation`` is the one that a person writes for, where the byline names it.
    """

    kind: str
    name: str
    href: str = ""
    organisation: Creator | None = None


def creators(site: Site, story: Story) -> tuple[Creator, ...]:
    """Return the creators of an article: its writers, else their organisation, else the authority whose portal it is."""
    byline, root = story.article.byline, site.portal.root

    def href(base: str, slug: str) -> str:
        # The pages of writers and organisations name only what lists name.
        return addresses.href(root, f"{base}{slug}/") if story.listed and story.article.section else ""

    named = byline.organisation
    organisation = (
        Creator("Organization", named.name, href(addresses.ORGANISATIONS, named.slug)) if named else None
    )
    people = tuple(
        Creator("Person", person.name, href(addresses.AUTHORS, person.slug), organisation)
        for person in byline.people
    )
    own = Creator("GovernmentOrganization", site.portal.authority, site.portal.home)
    return people or (organisation or own,)
