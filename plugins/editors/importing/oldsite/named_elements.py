"""Select elements of a page by many selectors, most of which name a class or an id that the page has nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

_NAME_ALONE = re.compile(r"[.#][\w-]+")


@dataclass(frozen=True, slots=True)
class NamedElements:
    """A page, with the classes and ids that its elements had at first, as selectors write them: it may only lose elements."""

    soup: BeautifulSoup
    names: frozenset[str]

    @classmethod
    def of(cls, soup: BeautifulSoup) -> NamedElements:
        """
        Return a page whose elements can be selected.

        >>> page = NamedElements.of(BeautifulSoup('<p class="a b">1</p><p id="c">2</p>', "html.parser"))
        >>> sorted(page.names), page.select([".b", "#b", "#c"])
        (['#c', '.a', '.b'], [<p class="a b">1</p>, <p id="c">2</p>])
        """
        names: set[str] = set()
        for element in soup.find_all(True):
            names |= {f".{one}" for one in element.get_attribute_list("class") if one}
            names |= {f"#{one}" for one in element.get_attribute_list("id") if one}
        return cls(soup, frozenset(names))

    def select(self, selectors: Iterable[str]) -> list[Tag]:
        """Return the elements that match one of the selectors, in their order in the page."""
        possible = [one for one in selectors if one in self.names or not _NAME_ALONE.fullmatch(one)]
        return list(self.soup.select(", ".join(possible))) if possible else []
