"""What is remembered is given back whole, or not at all."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.memory.cache_table import CacheTable, decode_row, encode_row
from plugins.memory.code_version import code_version
from plugins.memory.digest import digest
from plugins.memory.file_stamps import is_reliable, stamp, stamps_below
from plugins.memory.store import CacheDamaged, open_store


@dataclass(frozen=True)
class Thing:
    """A value to remember."""

    name: str
    when: datetime | None = None
    numbers: tuple[int, ...] = ()


def test_what_was_committed_is_there_for_the_next(tmp_path: Path) -> None:
    """Rows last from the commit on; what came after it is forgotten."""
    path = tmp_path / "nho.db"
    with closing(open_store(path, "1")) as store:
        store.put("chu", [("a", b"1"), ("b\udcff", b"2")])
        store.commit()
        store.put("chu", [("c", b"3")])
    with closing(open_store(path, "1")) as store:
        assert store.all("chu") == {"a": b"1", "b\udcff": b"2"}
        assert store.one("chu", "c") is None


def test_another_version_remembers_nothing(tmp_path: Path) -> None:
    """Rows of other code, libraries or Python are not read."""
    path = tmp_path / "nho.db"
    with closing(open_store(path, "1")) as store:
        store.put("chu", [("a", b"1")])
        store.commit()
    with closing(open_store(path, "2")) as store:
        assert store.all("chu") == {}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_damage_is_noticed_or_does_no_harm(tmp_path: Path, data: st.DataObject) -> None:
    """Whatever bytes of the file change, a row is what was written, or it is told that it cannot be read."""
    path = tmp_path / "nho.db"
    for file in tmp_path.iterdir():
        file.unlink()
    rows = {f"t{number}": os.urandom(3000) for number in range(20)}
    with closing(open_store(path, "1")) as store:
        store.put("chu", rows.items())
        store.commit()
    whole = bytearray(path.read_bytes())
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place] ^= data.draw(st.integers(1, 255))
    path.write_bytes(whole)
    try:
        with closing(open_store(path, "1")) as store:
            found = store.all("chu")
    except CacheDamaged:
        return
    assert all(rows[name] == value for name, value in found.items())


@pytest.mark.parametrize("name", [None, 7, "chữ"])
def test_a_row_without_a_name_is_damage(tmp_path: Path, name: object) -> None:
    """A damaged page may give a row whose name is none, or no bytes."""
    path = tmp_path / "nho.db"
    with closing(open_store(path, "1")) as store:
        store.put("chu", [("a", b"1")])
        store.commit()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("INSERT INTO chu VALUES (?, ?, ?)", (name, b"1", 0))
        raw.commit()
    with closing(open_store(path, "1")) as store:
        with pytest.raises(CacheDamaged):
            store.all("chu")
        with pytest.raises(CacheDamaged):
            store.names("chu")


def test_a_table_gives_equal_values_and_writes_changes_alone(tmp_path: Path) -> None:
    """An instant keeps its offset; what was let go is gone."""
    when = datetime.fromisoformat("2024-06-30T08:00:00+07:00")
    things = {"a": Thing("a", when), "b": Thing("b", None, (1, 2))}
    with closing(open_store(tmp_path / "nho.db", "1")) as store:
        table = CacheTable(store, "vat", Thing)
        for name, thing in things.items():
            table.put(name, thing)
        table.save()
        again = CacheTable(store, "vat", Thing)
        assert again.values == things
        assert again.values["a"].when.isoformat() == when.isoformat()  # type: ignore[union-attr]
        again.keep_only({"b"})
        again.save()
        assert CacheTable(store, "vat", Thing).values == {"b": things["b"]}


def test_a_row_of_another_shape_is_damage(tmp_path: Path) -> None:
    """A table believes only what has its type's shape."""
    with closing(open_store(tmp_path / "nho.db", "1")) as store:
        store.put("vat", [("a", b'{"name": 1}')])
        with pytest.raises(CacheDamaged):
            _ = CacheTable(store, "vat", Thing).values
    with pytest.raises(CacheDamaged):
        decode_row(b"[", Thing)
    assert decode_row(encode_row(Thing("a")), Thing) == Thing("a")


def test_a_stamp_changes_with_every_writing(tmp_path: Path) -> None:
    """Also when size and time are put back; a file of this moment is not trusted yet."""
    path = tmp_path / "a"
    path.write_text("một")
    before = path.stat()
    path.write_text("hai")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert stamp(path.stat()) != stamp(before)
    assert not is_reliable(path.stat())
    assert stamps_below(tmp_path) is None


def test_compiled_code_is_no_source(tmp_path: Path) -> None:
    """What a run leaves beside templates changes nothing that they are read for, however young it is."""
    (tmp_path / "a" / "__pycache__").mkdir(parents=True)
    (tmp_path / "a" / "__pycache__" / "a.pyc").write_bytes(b"")
    assert stamps_below(tmp_path) == []


def test_a_few_of_many_rows_are_read_alone(tmp_path: Path) -> None:
    """Who asks for more than a part of a table is given all of it, which takes a tenth as long for each."""
    with closing(open_store(tmp_path / "nho.db", "1")) as store:
        store.put("vat", ((f"{number}", encode_row(Thing(f"{number}"))) for number in range(3200)))
        table = CacheTable(store, "vat", Thing)
        for number in range(-1, 199):
            assert table.get(f"{number}") == (Thing(f"{number}") if number >= 0 else None)
        store.drop("vat", ["200", "201"])
        assert table.get("200") is None
        # From here on all are known.
        store.drop("vat", ["202"])
        assert table.get("202") == Thing("202")


def test_the_version_knows_the_code(tmp_path: Path) -> None:
    """One letter in one file is another version; parts that are cut otherwise are other parts."""
    (tmp_path / "a.py").write_text("x = 1")
    before = code_version(tmp_path)
    assert code_version(tmp_path) == before
    (tmp_path / "a.py").write_text("x = 2")
    assert code_version(tmp_path) != before
    assert digest([b"ab", b"c"]) != digest([b"a", b"bc"])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork, and works with one process")
def test_a_forked_process_reads_by_a_connection_of_its_own(tmp_path: Path) -> None:
    """SQLite's connections do not cross a fork; what was committed is there on both sides."""
    with closing(open_store(tmp_path / "nho.db", "1")) as store:
        store.put("chu", [("a", b"1")])
        store.commit()
        child = os.fork()
        if not child:
            os._exit(0 if store.one("chu", "a") == b"1" and store._parents is not None else 1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert store.one("chu", "a") == b"1"


def test_a_damaged_name_of_an_index_is_damage(tmp_path: Path) -> None:
    """SQLite quotes it in its message, which is no text then; the store is emptied like any other that is broken."""
    path = tmp_path / "nho.db"
    with closing(open_store(path, "1")) as store:
        store.put("chu", [("a", b"1")])
        store.commit()
    whole = path.read_bytes()
    assert b"indexsqlite_autoindex" in whole
    path.write_bytes(whole.replace(b"indexsqlite_autoindex", b"index\xf3qlite_autoindex"))

    with closing(open_store(path, "1")) as store:
        assert store.all("chu") == {}
