"""Tell who receives opinions on a draft."""

from __future__ import annotations

from plugins.article.facts import RegisterFacts
from plugins.pages.site import Site


def receiving_agency(site: Site, facts: RegisterFacts) -> str:
    """Return the agency that is named, else the one whose document it is, else the one whose portal it is."""
    return (facts.ways.agency if facts.ways else "") or facts.issuer or site.portal.authority
