"""Which articles link to one: by the name of its file, or by the address of its page."""

from __future__ import annotations

from plugins.building.assembly.assemble import SiteModel
from plugins.building.incremental.build_cache import CachedLinks
from plugins.building.linking.own_addresses import places_of


def linking_articles(model: SiteModel, path: str) -> list[str]:
    """Return the articles with a page that link to another one; all paths are below content/."""
    address = model.targets.addresses.get(path, "")
    return [other for other, links in model.links.items() if other != path and _lead_to(links, path, address)]


def _lead_to(links: CachedLinks, path: str, address: str) -> bool:
    return path in links.target_fingerprints or any(
        address in places_of(link) for link in links.own_links if address
    )
