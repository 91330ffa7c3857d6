"""
Build one shard of the search index with Pagefind: the files that browsers read of it.

Pagefind's program is run as its own Python package asks it, over a pipe; that package itself
waits a tenth of a second for each answer, which is a quarter of an hour for ten thousand pages.
"""

from __future__ import annotations

import base64
import gzip
import json
import os
import subprocess
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from plugins.search.index_entries import IndexEntry
from plugins.search.words import facet, index_words

# What searches in a browser, the same for every shard.
COMMON = frozenset({"pagefind.js", "wasm.unknown.pagefind"})
# What a browser asks for first, and by which it learns whether it knows the rest.
ENTRY_POINT = "pagefind-entry.json"
# Words of the index that a browser fetches together, as Pagefind counts them; its own 20,000 weigh 70 kB.
_CHUNK = "5000"
# How many words of a title count as its opening.
OPENING_WORDS = 2
_SIGNATURE = b"pagefind_dcd"
# Of what Pagefind makes beside that: no page and no highlighting of its own, no second copy for a worker.
_PUBLISHED = ("fragment/", "index/", "pagefind.vi-", ENTRY_POINT)


class IndexingError(Exception):
    """Raised where an index cannot be built; the message is for the keeper of the portal."""


@lru_cache(maxsize=1)
def pagefind_program() -> Path | None:
    """Return Pagefind's program, None on a machine for which there is none."""
    try:
        from pagefind_bin import get_executable

        return Path(get_executable())
    except (ImportError, OSError):
        return None


def shard_language(number: int) -> str:
    """
    Return the language that the pages of a shard are declared in: Pagefind begins the names of its results with it.

    >>> shard_language(3)
    'vi-3'
    """
    return f"vi-{number}"


def build_shard(number: int, entries: Iterable[IndexEntry]) -> dict[str, bytes]:
    """
    Return the files of one shard by their paths below its folder; the same entries in the same order make the same files.

    Pagefind is given the texts that are searched; in its fragments they are replaced by what results
    show. Raises IndexingError where Pagefind cannot do its work.
    """
    shown: dict[str, bytes] = {}
    files = _run_pagefind(_requests(number, entries, shown))
    return {
        path: _with_shown(data, shown) if path.startswith("fragment/") else data
        for path, data in files
        if path.startswith(_PUBLISHED) or path in COMMON
    }


def _requests(
    number: int, entries: Iterable[IndexEntry], shown: dict[str, bytes]
) -> Iterator[dict[str, Any]]:
    """Yield the requests to Pagefind, and put into ``shown``, by each page's name, the fragment that its result shows."""
    yield {"type": "NewIndex", "config": {}}
    for entry in entries:
        result = _shown(entry)
        # Results are cached for ever by their name, which Pagefind makes of what it is given.
        name = f"{entry.address}#{blake2b(result, digest_size=4).hexdigest()}"
        shown[name] = result
        yield {
            "type": "AddRecord",
            "index_id": 0,
            "url": name,
            "content": " ".join(_searched_words(entry)),
            "language": shard_language(number),
            "meta": {name: " ".join(words) for name, words in _weighted_fields(entry) if words},
        }
    yield {"type": "GetFiles", "index_id": 0}


def _searched_words(entry: IndexEntry) -> Iterator[str]:
    texts = (entry.title, entry.number, entry.lead, entry.topics, entry.text, entry.section, entry.unshown)
    yield from index_words("\n".join(texts))
    yield from (facet(value) for value in (entry.place, entry.year) if value)


def _weighted_fields(entry: IndexEntry) -> Iterator[tuple[str, list[str]]]:
    """Yield the fields in which a word counts for more; search-index.js says how much more."""
    for name in ("title", "number", "lead", "topics"):
        yield name, list(dict.fromkeys(index_words(getattr(entry, name))))
    yield "opening", index_words(" ".join(entry.title.split()[:OPENING_WORDS]))


def _shown(entry: IndexEntry) -> bytes:
    """Return what a result shows, in the form of Pagefind's fragments."""
    texts = {"title": entry.title, "section": entry.section, "day": entry.day}
    fragment = {
        "url": entry.address,
        "content": entry.text,
        "word_count": 0,
        "filters": {},
        "meta": {name: text for name, text in texts.items() if text},
        "anchors": [],
    }
    return json.dumps(fragment, ensure_ascii=False, sort_keys=True).encode("utf-8")


def _with_shown(fragment: bytes, shown: dict[str, bytes]) -> bytes:
    name = json.loads(gzip.decompress(fragment)[len(_SIGNATURE) :])["url"]
    return gzip.compress(_SIGNATURE + shown[name], mtime=0)


def _run_pagefind(requests: Iterator[dict[str, Any]]) -> list[tuple[str, bytes]]:
    """Run Pagefind's program with these requests, and return the files that it answers with, by path."""
    with _started() as process, ThreadPoolExecutor(1) as pool:
        try:
            # It answers while requests are sent: neither side may wait for the other.
            sending = pool.submit(_send, process, requests)
            last = next((one for one in _answers(process) if one["type"] in ("GetFiles", "Error")), None)
        finally:
            process.kill()
        sending.result()
    if last is None or last["type"] == "Error":
        raise IndexingError(f"pagefind dừng giữa chừng ({(last or {}).get('message', 'không nói lý do')})")
    return [(file["path"], base64.b64decode(file["content"])) for file in last["files"]]


def _started() -> subprocess.Popen[bytes]:
    executable = pagefind_program()
    if executable is None:
        raise IndexingError("không có chương trình pagefind cho máy này")
    environment = {**os.environ, "PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": _CHUNK}
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    command: list[str | Path] = [executable, "--service"]
    try:
        return subprocess.Popen(command, bufsize=0, stdin=pipe, stdout=pipe, stderr=nowhere, env=environment)
    except OSError as fault:
        raise IndexingError(f"không chạy được {executable} ({fault.strerror or fault})") from fault


def _send(process: subprocess.Popen[bytes], requests: Iterator[dict[str, Any]]) -> None:
    """
    Write all requests to the program; where one cannot be made, end it, so that nobody waits for its answer.

    The pipe stays open: Pagefind ends when it is closed, whether it has answered or not.
    """
    assert process.stdin
    try:
        for number, payload in enumerate(requests, start=1):
            message = json.dumps({"message_id": number, "payload": payload}).encode("ascii")
            rest = memoryview(base64.b64encode(message) + b",")
            # A program that has died reads nothing more; that it also answers nothing more is noticed by the reader.
            with suppress(OSError):
                while rest:
                    rest = rest[process.stdin.write(rest) :]
    except BaseException:
        process.kill()
        raise


def _answers(process: subprocess.Popen[bytes]) -> Iterator[dict[str, Any]]:
    """Yield the answers as they come, until the program closes its output."""
    assert process.stdout
    waiting = bytearray()
    while data := process.stdout.read(1 << 20):
        waiting += data
        if b"," in data:
            *whole, rest = bytes(waiting).split(b",")
            waiting = bytearray(rest)
            yield from (json.loads(base64.b64decode(message))["payload"] for message in whole)
