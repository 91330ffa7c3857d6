"""Find the addresses that the attributes of an HTML tag name, and the parts of a page that repeat on others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import AnyStr

# Attributes whose value is one address; ``srcset`` holds several.
ADDRESS_ATTRIBUTES = frozenset({"href", "src", "poster", "data", "action", "cite"})
# Where a page is cut: the parts before <main> and behind it are the same on many pages.
_SEAMS = ("<body", "<main", "</main")
_ATTRIBUTE = re.compile(r"([^\s\"'=<>/]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")


def attributes_of(written: str) -> dict[str, str]:
    """Return the attributes of a start tag, unescaped; of two with one name, the first."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(written):
        found.setdefault(name.lower(), unescape(double or single or bare))
    return found


def addresses_in_srcset(value: str) -> list[str]:
    """Return the addresses that a ``srcset`` names."""
    return [part.split()[0] for part in value.split(",") if part.strip()]


def addresses_in(attributes: Mapping[str, str]) -> list[str]:
    """
    Return the addresses that a tag names, in the order of its attributes; an empty one only where it loads something.

    >>> addresses_in({"srcset": "/b.png 2x", "class": "x", "src": "/a.png", "href": ""})
    ['/a.png', '/b.png']
    """
    named = [
        value for name, value in attributes.items() if name in ADDRESS_ATTRIBUTES and (value or name == "src")
    ]
    return named + addresses_in_srcset(attributes["srcset"]) if "srcset" in attributes else named


def page_parts(page: AnyStr) -> Iterator[AnyStr]:
    """
    Yield the four parts of a page, text or bytes: head, masthead, main part, footer; an empty one for what it does not have.

    Masthead and footer repeat on other pages.

    >>> list(page_parts("<title>x</title><body>y<main>z</main>"))
    ['<title>x</title>', '<body>y', '<main>z', '</main>']
    """
    behind = 0
    for seam in _SEAMS:
        sign = seam if isinstance(page, str) else seam.encode()
        place = max(page.find(sign, behind), behind)
        yield page[behind:place]
        behind = place
    yield page[behind:]
