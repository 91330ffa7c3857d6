"""A store of the cache: named byte strings in the tables of one SQLite file, each with a checksum that shows damage."""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_SIGNATURE = "signature"


class CacheDamaged(Exception):
    """The cache cannot be read; it is to be destroyed, and everything made anew."""


# What a damaged file raises: SQLite quotes a table's statement in its message, which then may be no text.
_DAMAGE = (sqlite3.DatabaseError, UnicodeDecodeError)


def _checksum(name: bytes, value: bytes) -> int:
    return zlib.crc32(value, zlib.crc32(name))


def _encoded(name: str) -> bytes:
    # A name may be that of a file, which may be no text at all.
    return name.encode("utf-8", "surrogateescape")


class Store:
    """
    Named byte strings in tables, kept in one SQLite file.

    Nothing is on disk before ``commit``; a process that is killed leaves the rows of the last
    commit. Every method raises CacheDamaged where the file or a row is not what was written.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self._process = os.getpid()
        self._parents: sqlite3.Connection | None = None
        self._tables: set[str] = set()

    @contextmanager
    def _table(self, table: str) -> Iterator[sqlite3.Connection]:
        try:
            self._reopen_after_fork()
            if table not in self._tables:
                statement = (
                    f'CREATE TABLE IF NOT EXISTS "{table}" (name BLOB PRIMARY KEY, value BLOB, sum INTEGER)'
                )
                self._connection.execute(statement)
                self._tables.add(table)
            yield self._connection
        except _DAMAGE as fault:
            raise CacheDamaged(str(fault)) from fault

    def _reopen_after_fork(self) -> None:
        """Open the file anew in a forked process: SQLite's connections do not cross a fork (sqlite.org/howtocorrupt)."""
        if os.getpid() != self._process:
            # The parent's connection is kept: closing it here would be using it.
            self._parents, self._connection = self._connection, _connected(self.path)
            self._process = os.getpid()

    @staticmethod
    def _checked(name: bytes, value: bytes, written: int) -> bytes:
        if not isinstance(value, bytes) or _checksum(name, value) != written:
            raise CacheDamaged(repr(name))
        return value

    def each(self, table: str) -> Iterator[tuple[str, bytes]]:
        """Yield the name and the bytes of every row of a table, one after the other: nobody has to hold all at once."""
        with self._table(table) as rows:
            for name, value, written in rows.execute(f'SELECT name, value, sum FROM "{table}"'):
                yield _decoded(name), self._checked(name, value, written)

    def all(self, table: str) -> dict[str, bytes]:
        """Return the bytes of every row of a table, by name."""
        return dict(self.each(table))

    def names(self, table: str) -> list[str]:
        """Return the name of every row of a table."""
        with self._table(table) as rows:
            found = rows.execute(f'SELECT name FROM "{table}"').fetchall()
        return [_decoded(name) for (name,) in found]

    def count(self, table: str) -> int:
        """Return how many rows a table has."""
        with self._table(table) as rows:
            return int(rows.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])

    def one(self, table: str, name: str) -> bytes | None:
        """Return the bytes of one row, None if there is none of that name."""
        with self._table(table) as rows:
            found = rows.execute(
                f'SELECT value, sum FROM "{table}" WHERE name = ?', (_encoded(name),)
            ).fetchone()
        return self._checked(_encoded(name), *found) if found else None

    def put(self, table: str, rows: Iterable[tuple[str, bytes]]) -> None:
        """Write rows, in the place of those of the same name."""
        with self._table(table) as connection:
            connection.executemany(
                f'INSERT OR REPLACE INTO "{table}" VALUES (?, ?, ?)',
                (
                    (name, value, _checksum(name, value))
                    for name, value in ((_encoded(name), value) for name, value in rows)
                ),
            )

    def drop(self, table: str, names: Iterable[str]) -> None:
        """Remove rows."""
        with self._table(table) as connection:
            connection.executemany(
                f'DELETE FROM "{table}" WHERE name = ?', ((_encoded(name),) for name in names)
            )

    def commit(self) -> None:
        """Make all that was written last."""
        try:
            self._connection.commit()
        except _DAMAGE as fault:
            raise CacheDamaged(str(fault)) from fault

    def forget_uncommitted(self) -> None:
        """Take back all that was written since the last commit."""
        try:
            self._connection.rollback()
        except _DAMAGE as fault:
            raise CacheDamaged(str(fault)) from fault
        # A table that was made since is gone too.
        self._tables.clear()

    def close(self) -> None:
        """Close the file; what was not committed is lost."""
        with suppress(sqlite3.Error):
            self._connection.close()


def _decoded(name: object) -> str:
    """Return a row's name; raises CacheDamaged for what is no name."""
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
        # A crash of the machine may lose rows or damage them, which their checksums show.
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA cache_size = -16000")
    except _DAMAGE:
        connection.close()
        raise
    return connection


def open_store(path: Path, version: str) -> Store:
    """
    Open a store; one that is broken, or was written by another version, is emptied first.

    ``version`` is that of the program, see ``code_version``.
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
        except (*_DAMAGE, CacheDamaged):
            pass
        if store:
            store.close()
        destroy(path)
    raise CacheDamaged(str(path))


def rows_elsewhere(path: Path, store: Store, tables: Iterable[str]) -> dict[str, dict[str, bytes]]:
    """
    Return the rows of some tables in another store's file, by table and name; {} unless the same version wrote it.

    That file is only read: another process may go on writing it.
    """
    connection = None
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        other = Store(path, connection)
        if other.one(_SIGNATURE, "version") != store.one(_SIGNATURE, "version"):
            return {}
        return {table: other.all(table) for table in tables}
    except (sqlite3.Error, *_DAMAGE, CacheDamaged):
        return {}
    finally:
        if connection:
            connection.close()
