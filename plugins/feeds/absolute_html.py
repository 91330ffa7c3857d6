"""Make the HTML of an article readable outside of its page."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urljoin

from bs4 import BeautifulSoup

_ADDRESSES = ("href", "src", "poster")
# What a page chooses a picture by, and what its own scripts and styles look for.
_OF_PAGES = ("srcset", "sizes", "class", "id", "loading", "decoding", "fetchpriority")


@lru_cache(maxsize=256)
def absolute_html(html: str, base: str) -> str:
    """
    Return HTML whose addresses are seen from outside, without what only a page of the portal understands.

    >>> absolute_html('<p id="x"><a href="/tin/">Tin</a> <img src="/a.jpg" srcset="/b.jpg 2x"></p>', "https://vi-du.vn/c/")
    '<p><a href="https://vi-du.vn/tin/">Tin</a> <img src="https://vi-du.vn/a.jpg"/></p>'
    """
    soup = BeautifulSoup(html, "html.parser")
    for element in soup.find_all(True):
        for name in _OF_PAGES:
            element.attrs.pop(name, None)
        for name in _ADDRESSES:
            if name in element.attrs:
                element[name] = urljoin(base, str(element[name]))
    for source in soup.find_all("source"):
        source.decompose()
    return str(soup)
