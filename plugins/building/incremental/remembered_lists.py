"""What a build leaves of its lists: each article as lists show it, and what articles share that one more or less may touch."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from plugins.article.facts import Article
from plugins.lifecycle.outcome import Outcome
from plugins.memory.cache_table import decode_row, encode_row
from plugins.memory.store import CacheDamaged, Store
from plugins.pages.view_parts import File, PhotoView

_STORIES, _SHARED = "stories", "shared names"
_NAMES = "names"


class RememberedStory(msgspec.Struct, frozen=True, array_like=True):
    """
    An article or standing page with an address, as lists show it: its facts without its body, its photo and files.

    ``report`` and ``decision`` are those of a ``Story``.
    """

    article: Article
    outcome: Outcome
    expired: bool
    photo: PhotoView | None
    files: tuple[File, ...]
    report: File | None
    decision: str


class SharedNames(msgspec.Struct):
    """
    What the articles of a portal share, so that another article, or one less, may change what is said of others.

    None of it has to be forgotten with the article that brought it: what is named here in vain makes a build whole, no more.
    """

    #: The folded titles of articles by their paths below content/.
    titles: dict[str, str]
    #: The names of people under each slug.
    people: dict[str, list[str]]
    #: The names of tags under each slug, communes among them.
    tags: dict[str, list[str]]
    #: How many articles name a section that the data file does not, -1 where they write it in several ways.
    sections: dict[str, int]
    #: The slugs of translations.
    foreign: set[str]
    #: The addresses that scheduled articles will have.
    waiting: set[str]
    #: The file names that links looked for.
    looked_up: set[str]
    #: The articles that links lead to, by path.
    linked: set[str]
    #: All that is said to be an address of the site, or once was, in the form of ``address_key``.
    addresses: set[str]
    #: How many articles use a picture or a file.
    media: dict[str, int]


class ListCache:
    """
    The tables of the lists in the store of a build's cache.

    They are those of the last build only where that is remembered as a whole, and written together with it.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def stories(self) -> dict[str, RememberedStory]:
        """Return all articles and standing pages by their paths below content/."""
        decoder = msgspec.json.Decoder(RememberedStory)
        try:
            return {path: decoder.decode(row) for path, row in self._store.each(_STORIES)}
        except (msgspec.MsgspecError, ValueError) as fault:
            raise CacheDamaged(f"{_STORIES}: {fault}") from fault

    def names(self) -> SharedNames | None:
        """Return what articles share, None where it is not known."""
        row = self._store.one(_SHARED, _NAMES)
        return decode_row(row, SharedNames) if row else None

    def put_all(self, stories: Iterable[tuple[str, RememberedStory]], names: SharedNames) -> None:
        """Remember all articles and standing pages in place of those before, and what they share."""
        self._store.drop(_STORIES, self._store.names(_STORIES))
        self.put(stories, names)

    def put(self, stories: Iterable[tuple[str, RememberedStory]], names: SharedNames) -> None:
        """Remember some articles, and what all share."""
        rows = [(path, encode_row(story)) for path, story in stories]
        self._store.put(_STORIES, rows)
        self._store.put(_SHARED, [(_NAMES, encode_row(names))])

    def drop(self, paths: Iterable[str]) -> None:
        """Forget some articles."""
        self._store.drop(_STORIES, paths)
