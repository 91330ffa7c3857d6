"""Typed tables of a cache: values of one dataclass, by name, kept as JSON in a store."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from typing import Generic, TypeVar

import msgspec

from plugins.memory.store import CacheDamaged, Store

Value = TypeVar("Value")
# So many rows are read one by one, or this part of all: who asks for more is given all at once, which takes a tenth as long for each.
_ALONE, _PART_ALONE = 100, 16


def encode_row(value: object) -> bytes:
    """Return a value as a cache table stores it: JSON."""
    return msgspec.json.encode(value)


def decode_row(row: bytes, kind: type[Value]) -> Value:
    """
    Return the value of a row, as the next build will read it; raises CacheDamaged for a row of another shape.

    Equal values may differ within (an instant may hold the name of its zone, or its offset alone): what is made of a
    value must not depend on whether it was read from a source or from the cache.
    """
    try:
        return msgspec.json.decode(row, type=kind)
    except (msgspec.MsgspecError, ValueError) as fault:
        raise CacheDamaged(str(fault)) from fault


class CacheTable(Generic[Value]):
    """
    The values of one type (dataclasses of plain values) in a store; all are read when the first is needed.

    ``values`` are those of the last build until they are changed by ``put`` and ``keep_only``;
    ``save`` writes the changes alone. Rows are JSON that must have the type's shape: reading
    it runs no code. Raises CacheDamaged for a row of another shape.
    """

    def __init__(self, store: Store, name: str, kind: type[Value]) -> None:
        self._store = store
        self._name = name
        self._kind = kind
        self._changed: set[str] = set()
        self._asked = 0

    @cached_property
    def _values(self) -> dict[str, Value]:
        decoder = msgspec.json.Decoder(self._kind)
        try:
            return {row: decoder.decode(value) for row, value in self._store.each(self._name)}
        except (msgspec.MsgspecError, ValueError) as fault:
            raise CacheDamaged(f"{self._name}: {fault}") from fault

    @cached_property
    def _most_alone(self) -> int:
        return max(_ALONE, self._store.count(self._name) // _PART_ALONE)

    @property
    def values(self) -> Mapping[str, Value]:
        """The values by name."""
        return self._values

    def put(self, name: str, value: Value) -> None:
        """Set the value of a name."""
        if self._values.get(name) != value:
            self._values[name] = value
            self._changed.add(name)

    def one(self, name: str) -> Value | None:
        """Return one value without reading all; None if there is none."""
        row = self._store.one(self._name, name)
        return decode_row(row, self._kind) if row is not None else None

    def get(self, name: str) -> Value | None:
        """Return one value, None if there is none; a few are read alone, all at once where more are asked for."""
        self._asked += 1
        is_read = "_values" in self.__dict__ or self._asked > self._most_alone
        return self._values.get(name) if is_read else self.one(name)

    def put_alone(self, rows: Iterable[tuple[str, Value]]) -> None:
        """Write values by name without reading all; they last once the store commits."""
        self._store.put(self._name, ((name, encode_row(value)) for name, value in rows))
        self.__dict__.pop("_values", None)

    def drop_alone(self, names: Iterable[str]) -> None:
        """Remove values without reading all; they are gone once the store commits."""
        self._store.drop(self._name, names)
        self.__dict__.pop("_values", None)

    def keep_only(self, names: Collection[str]) -> None:
        """Remove every value that is not named."""
        for name in [name for name in self._values if name not in names]:
            del self._values[name]
            self._changed.add(name)

    def save(self) -> None:
        """Write what changed; it lasts once the store commits. A value that JSON cannot hold is not kept."""
        if not self._changed:
            return
        encode = msgspec.json.Encoder().encode
        rows: list[tuple[str, bytes]] = []
        gone: list[str] = []
        for name in self._changed:
            try:
                rows.append((name, encode(self._values[name])))
            except (KeyError, UnicodeEncodeError):
                gone.append(name)
        self._store.put(self._name, rows)
        self._store.drop(self._name, gone)
        self._changed.clear()
