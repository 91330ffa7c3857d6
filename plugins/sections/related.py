"""Find related articles: those that share tags and are near each other in time."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence

NEWER, OLDER = 2, 4  # neighbours that are looked at for each tag


class Related:
    """
    The articles of a portal by their tags, the newest first.

    Only neighbours in time are looked at, so that a new article changes the related articles of few
    others, and the cost of each is the same in a portal of any size.
    """

    def __init__(self, tags: Iterable[Sequence[Hashable]]) -> None:
        """Take the tags of every article, in the order of the articles."""
        self._tags = list(tags)
        by_tag: defaultdict[Hashable, list[int]] = defaultdict(list)
        for number, own in enumerate(self._tags):
            for tag in own:
                by_tag[tag].append(number)
        self._by_tag = dict(by_tag)

    def of(self, number: int, count: int, besides: Iterable[int] = ()) -> list[int]:
        """
        Return the numbers of at most ``count`` articles that share tags with one, those that share most first.

        >>> Related([["hội"], ["lúa"], ["hội", "lúa"], ["hội", "lúa"]]).of(2, 2)
        [3, 1]
        """
        shared: dict[int, int] = {}
        for lane in map(self._by_tag.__getitem__, self._tags[number]):
            place = bisect_left(lane, number)
            for other in lane[max(0, place - NEWER) : place]:
                shared[other] = shared.get(other, 0) + 1
            for other in lane[place + 1 : place + 1 + OLDER]:
                shared[other] = shared.get(other, 0) + 1
        for other in besides:
            shared.pop(other, None)
        return sorted(shared, key=lambda other: (-shared[other], abs(other - number), other))[:count]

    def near(self, number: int) -> set[int]:
        """
        Return the numbers of those whose related articles may be others because of one more or less at a place.

        Whoever counts an article on the other side of that place is one: how far apart the two are has changed.

        >>> sorted(Related([["hội"]] * 12).near(6))
        [2, 3, 4, 5, 6, 7, 8]
        """
        found: set[int] = set()
        for lane in self._by_tag.values():
            place = bisect_left(lane, number)
            found.update(lane[max(0, place - OLDER) : place + 1 + NEWER])
        return found
