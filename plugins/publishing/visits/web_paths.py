"""Where the files of a release are served, and which addresses are the site's own."""

from __future__ import annotations

from urllib.parse import quote, urljoin, urlsplit

from plugins.publishing.visits.http_client import LiveClient, LiveResponse
from plugins.web.web_client import REDIRECTS

__all__ = ["REDIRECTS", "address_of", "is_on_own_host", "leads_elsewhere"]


def address_of(path: str) -> str:
    """
    Return the address at which a file is served, below the root.

    >>> address_of("tin/index.html"), address_of("a b.pdf")
    ('tin/', 'a%20b.pdf')
    """
    return quote(
        path.removesuffix("index.html") if path == "index.html" or path.endswith("/index.html") else path
    )


def leads_elsewhere(client: LiveClient, response: LiveResponse) -> bool:
    """Tell whether an answer is a redirect to another host."""
    return response.status in REDIRECTS and not is_on_own_host(client, response.location)


def is_on_own_host(client: LiveClient, location: str) -> bool:
    """Tell whether an address is on the site's own host."""
    try:
        resolved = urlsplit(urljoin(f"{client.siteurl}/", location))
        return resolved.hostname == urlsplit(client.siteurl).hostname
    except ValueError:
        return False
