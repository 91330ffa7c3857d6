"""Rows on disk: data, never code, each with a sum that shows damage."""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_SIGNATURE = "signature"


class CacheDamaged(Exception):
    """What was remembered cannot be read; it is to be destroyed, and everything made anew."""


def _sum(name: bytes, value: bytes) -> int:
    return zlib.crc32(value, zlib.crc32(name))


def _written(name: str) -> bytes:
    # A file's name may be no text at all.
    return name.encode("utf-8", "surrogateescape")


class Store:
    """
    Named byte strings in shelves (tables), kept in one SQLite file.

    Nothing is on disk before ``commit``; a process that is killed leaves the rows of the last
    commit. Every method raises Damaged where the file or a row is not what was written.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self._process = os.getpid()
        self._parents: sqlite3.Connection | None = None
        self._shelves: set[str] = set()

    @contextmanager
    def _shelf(self, shelf: str) -> Iterator[sqlite3.Connection]:
        try:
            self._not_the_parents()
            if shelf not in self._shelves:
                table = (
                    f'CREATE TABLE IF NOT EXISTS "{shelf}" (name BLOB PRIMARY KEY, value BLOB, sum INTEGER)'
                )
                self._connection.execute(table)
                self._shelves.add(shelf)
            yield self._connection
        except sqlite3.DatabaseError as fault:
            raise CacheDamaged(str(fault)) from fault

    def _not_the_parents(self) -> None:
        """Open the file anew in a forked process: SQLite's connections do not cross a fork (sqlite.org/howtocorrupt)."""
        if os.getpid() != self._process:
            # The parent's is kept, for closing it here would be using it.
            self._parents, self._connection = self._connection, _connected(self.path)
            self._process = os.getpid()

    @staticmethod
    def _whole(name: bytes, value: bytes, written: int) -> bytes:
        if not isinstance(value, bytes) or _sum(name, value) != written:
            raise CacheDamaged(repr(name))
        return value

    def all(self, shelf: str) -> dict[str, bytes]:
        """Return every row of a shelf."""
        with self._shelf(shelf) as rows:
            found = rows.execute(f'SELECT name, value, sum FROM "{shelf}"').fetchall()
        return {_read(name): self._whole(name, value, written) for name, value, written in found}

    def names(self, shelf: str) -> list[str]:
        """Return the name of every row of a shelf."""
        with self._shelf(shelf) as rows:
            found = rows.execute(f'SELECT name FROM "{shelf}"').fetchall()
        return [_read(name) for (name,) in found]

    def one(self, shelf: str, name: str) -> bytes | None:
        """Return one row, None if there is none of that name."""
        with self._shelf(shelf) as rows:
            found = rows.execute(
                f'SELECT value, sum FROM "{shelf}" WHERE name = ?', (_written(name),)
            ).fetchone()
        return self._whole(_written(name), *found) if found else None

    def put(self, shelf: str, rows: Iterable[tuple[str, bytes]]) -> None:
        """Write rows, in the place of those of the same name."""
        with self._shelf(shelf) as connection:
            connection.executemany(
                f'INSERT OR REPLACE INTO "{shelf}" VALUES (?, ?, ?)',
                (
                    (name, value, _sum(name, value))
                    for name, value in ((_written(name), value) for name, value in rows)
                ),
            )

    def drop(self, shelf: str, names: Iterable[str]) -> None:
        """Remove rows."""
        with self._shelf(shelf) as connection:
            connection.executemany(
                f'DELETE FROM "{shelf}" WHERE name = ?', ((_written(name),) for name in names)
            )

    def commit(self) -> None:
        """Make all that was written last."""
        try:
            self._connection.commit()
        except sqlite3.DatabaseError as fault:
            raise CacheDamaged(str(fault)) from fault

    def close(self) -> None:
        """Let go of the file; what was not committed is forgotten."""
        with suppress(sqlite3.Error):
            self._connection.close()


def _read(name: object) -> str:
    """Return a row's name; a damaged page may hold anything in its place."""
    if not isinstance(name, bytes):
        raise CacheDamaged(repr(name))
    return name.decode("utf-8", "surrogateescape")


def destroy(path: Path) -> None:
    """Remove a store's file and what SQLite keeps beside it."""
    for ending in ("", "-journal", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _connected(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, isolation_level="IMMEDIATE", check_same_thread=False)
    try:
        # A crash of the machine may cost the rows; it cannot make them wrong, for each has its sum.
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA cache_size = -16000")
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def open_store(path: Path, version: str) -> Store:
    """
    Open a store; one that is broken, or was written by another version, is emptied first.

    ``version`` says by whom: it changes with the code, its libraries and Python.
    """
    for attempt in (1, 2):
        store = None
        try:
            store = Store(path, _connected(path))
            if store.one(_SIGNATURE, "version") == version.encode():
                return store
            if not store.all(_SIGNATURE) and attempt == 2:
                store.put(_SIGNATURE, [("version", version.encode())])
                store.commit()
                return store
        except (sqlite3.DatabaseError, CacheDamaged):
            pass
        if store:
            store.close()
        destroy(path)
    raise CacheDamaged(str(path))


def rows_elsewhere(path: Path, store: Store, shelves: Iterable[str]) -> dict[str, dict[str, bytes]]:
    """
    Return the rows of some shelves of another store's file, by their shelves; {} unless the same version wrote it.

    That file is only read: whoever has it open may go on writing.
    """
    connection = None
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        other = Store(path, connection)
        if other.one(_SIGNATURE, "version") != store.one(_SIGNATURE, "version"):
            return {}
        return {shelf: other.all(shelf) for shelf in shelves}
    except (sqlite3.Error, CacheDamaged):
        return {}
    finally:
        if connection:
            connection.close()
