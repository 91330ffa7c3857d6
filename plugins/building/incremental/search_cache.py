"""What a build leaves of the search index for the next one: the pages it has, their files, and the files of terms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from plugins.memory.cache_table import CacheTable, decode_row, encode_row
from plugins.memory.store import CacheDamaged, Store

_STATE, _PLACES, _PAGES, _TERMS = "search state", "search places", "search pages", "search terms"
_INDEX, _WORDS = "index", "words"


class IndexedPage(msgspec.Struct, frozen=True, array_like=True):
    """
    A page of the index.

    ``key`` is a digest of all that is found and shown of it; ``tier`` and ``number`` are where it stands, ``size`` is about how
    many terms it has, ``length`` the class of its length, ``place`` the main section that it is in.
    """

    key: str
    tier: int
    number: int
    size: int
    length: int
    place: str


class IndexState(msgspec.Struct, frozen=True, array_like=True):
    """
    The index as it was left, without its pages: what all of it was made with, its numbering, and what its pages are together.

    ``sizes`` and ``counts`` are the terms and pages of each tier, ``places`` the pages of each main section. ``shards``
    tells the content of each shard by tier, ``lists`` that of the other files of terms by name.
    """

    basis: str
    slots: int
    first: tuple[int, int]
    years: list[int]
    sizes: list[int]
    counts: list[int]
    places: dict[str, int]
    shards: list[list[str]]
    lists: dict[str, str]


NOTHING = IndexState("", 0, (0, 0), [], [0, 0], [0, 0], {}, [[], []], {})


class SearchCache:
    """The tables of the search index in the store of a build's cache."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._indexed = CacheTable(store, _PLACES, IndexedPage)

    def state(self) -> IndexState:
        """Return the index as it was left."""
        row = self._store.one(_STATE, _INDEX)
        return decode_row(row, IndexState) if row else NOTHING

    def indexed(self, addresses: Iterable[str] | None = None) -> dict[str, IndexedPage]:
        """Return pages of the index by address: all, or those of these addresses that it has."""
        if addresses is None:
            return dict(self._indexed.values)
        return {one: page for one in addresses if (page := self._indexed.one(one))}

    def words(self) -> list[dict[str, int]]:
        """Return, by tier, every word of the index with the number of pages that have it."""
        row = self._store.one(_STATE, _WORDS)
        return decode_row(row, list[dict[str, int]]) if row else [{}, {}]

    def put_state(self, state: IndexState, words: Sequence[Mapping[str, int]]) -> None:
        """Remember how the index is left."""
        self._store.put(_STATE, [(_INDEX, encode_row(state)), (_WORDS, encode_row(words))])

    def put_indexed(self, before: Mapping[str, IndexedPage], pages: Mapping[str, IndexedPage]) -> None:
        """Remember pages of the index, given with those that they take the place of."""
        self._indexed.put_alone((one, page) for one, page in pages.items() if before.get(one) != page)
        self._indexed.drop_alone([one for one in before if one not in pages])

    def page(self, address: str) -> bytes:
        """Return the file of a page; raise CacheDamaged where it is lost."""
        return self._whole(_PAGES, address)

    def put_pages(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Remember the files of pages by address."""
        self._store.put(_PAGES, files)

    def drop_pages(self, addresses: Iterable[str]) -> None:
        """Forget the files of pages."""
        self._store.drop(_PAGES, addresses)

    def terms(self, name: str) -> bytes:
        """Return a file of terms; raise CacheDamaged where it is lost."""
        return self._whole(_TERMS, name)

    def has_terms(self, name: str) -> bool:
        """Tell whether there is a file of terms of this name."""
        return self._store.one(_TERMS, name) is not None

    def put_terms(self, files: Mapping[str, bytes]) -> None:
        """Remember files of terms by name; those without any bytes are forgotten."""
        self._store.put(_TERMS, ((name, data) for name, data in files.items() if data))
        self._store.drop(_TERMS, [name for name, data in files.items() if not data])

    def forget_shards(self, tier: int) -> None:
        """Forget every shard of a tier; the table of its pages, whose name begins like theirs, stays."""
        tiers = ((name, name.partition("-")) for name in self._store.names(_TERMS))
        gone = [name for name, (of, _, shard) in tiers if of == str(tier) and shard.isdecimal()]
        self._store.drop(_TERMS, gone)

    def forget(self) -> None:
        """Forget the index."""
        if self._store.one(_STATE, _INDEX) is not None:
            for table in (_STATE, _PLACES, _PAGES, _TERMS):
                self._store.drop(table, self._store.names(table))

    def _whole(self, table: str, name: str) -> bytes:
        data = self._store.one(table, name)
        if data is None:
            raise CacheDamaged(name)
        return data
