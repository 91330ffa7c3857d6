"""The files of the index beside the shards: a page's own, the tables of pages, the list of words; and how files are packed and named."""

from __future__ import annotations

import base64
import json
import math
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, fields
from hashlib import blake2b
from itertools import accumulate

import msgspec

from plugins.search.index_entries import IndexEntry
from plugins.search.initials import SIGN
from plugins.search.layout import TIERS
from plugins.search.postings import distances, read_numbers, written, written_shard
from plugins.search.words import is_number

ENDING = ".bin"
_LARGEST = 1 << 26  # bytes
WORDS, TABLE = "words", "pages"
# Letters of a name that tell the content; what is not there has these.
_DIGEST = 6
ABSENT = "-" * _DIGEST
_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"


class DamagedIndex(Exception):
    """A file of the index is not what it should be."""


def packed(data: bytes) -> bytes:
    """Return a file as it is published; theme/static/js/inflate.js unpacks it."""
    return zlib.compress(data)


def unpacked(data: bytes) -> bytes:
    """Return what was packed; raise DamagedIndex for what was not, or for more than any file has."""
    unpacker = zlib.decompressobj()
    try:
        plain = unpacker.decompress(data, _LARGEST)
    except zlib.error as fault:
        raise DamagedIndex(str(fault)) from fault
    if not unpacker.eof or unpacker.unused_data:
        raise DamagedIndex("packed data")
    return plain


def in_letters(number: int) -> str:
    """
    Return a number as names of files have it.

    >>> in_letters(0), in_letters(36 * 36 + 35)
    ('0', '10z')
    """
    letters = ""
    while number or not letters:
        number, rest = divmod(number, len(_LETTERS))
        letters = _LETTERS[rest] + letters
    return letters


def content_letters(data: bytes) -> str:
    """Return the letters by which the name of a file tells its content, ``ABSENT`` for no file."""
    if not data:
        return ABSENT
    number = int.from_bytes(blake2b(data, digest_size=8).digest(), "big") % len(_LETTERS) ** _DIGEST
    return in_letters(number).rjust(_DIGEST, "0")


def page_file(entry: IndexEntry) -> bytes:
    """Return the file of a page: what a result shows of it, and all that the page is found by."""
    # What is empty goes unsaid, unless the reader of the file has no other way to know it.
    told = {
        one.name: value
        for one in fields(entry)
        if (value := getattr(entry, one.name)) or one.default is MISSING
    }
    return packed(msgspec.json.encode(told))


def read_page_file(data: bytes) -> IndexEntry:
    """Return the entry that a page's file was made of; raise DamagedIndex for what is no such file."""
    try:
        return msgspec.json.decode(unpacked(data), type=IndexEntry)
    except (msgspec.MsgspecError, ValueError) as fault:
        raise DamagedIndex(str(fault)) from fault


def length_class(length: int) -> int:
    """
    Return the class of a page of so many words: two classes for each time that it is twice as long.

    >>> length_class(0), length_class(100), length_class(200)
    (0, 13, 15)
    """
    return round(2 * math.log2(max(1, length)))


def table_file(pages: Sequence[tuple[int, int, int]]) -> bytes:
    """
    Return the table of a tier's pages, in the order of their numbers: number, place in the list of places, class of length.

    The file has one column after the other.
    """
    if not pages:
        return b""
    numbers, places, lengths = zip(*pages, strict=True)
    columns = [[len(pages)], distances(numbers), places, lengths]
    return packed(b"".join(map(written, columns)))


def read_index_table(data: bytes) -> list[tuple[int, int, int]]:
    """
    Return the rows of a table's file; raise DamagedIndex where it is none.

    >>> read_index_table(table_file([(5, 0, 13), (900, 2, 15)]))
    [(5, 0, 13), (900, 2, 15)]
    """
    try:
        count, *numbers = read_numbers(unpacked(data))
    except ValueError as fault:
        raise DamagedIndex(str(fault)) from fault
    if len(numbers) != 3 * count:
        raise DamagedIndex("table")
    columns = (accumulate(numbers[:count]), numbers[count : 2 * count], numbers[2 * count :])
    return list(zip(*columns, strict=True))


def page_file_name(tier: int, number: int) -> str:
    """
    Return the name of a page's file: nobody could keep the names that tell the content of each.

    >>> page_file_name(0, 2936)
    '0-29k.bin'
    """
    return f"{tier}-{in_letters(number)}{ENDING}"


def term_file_name(name: str, content: str) -> str:
    """Return the name of a file of terms, which tells its content."""
    return f"{name}-{content}{ENDING}"


def is_named_rightly(path: str, data: bytes) -> bool:
    """
    Tell whether the name of a file of terms tells the content that it has.

    >>> is_named_rightly(f"tu/{term_file_name('0-1', content_letters(b'a'))}", b"a"), is_named_rightly("tu/0-1-abcdef.bin", b"a")
    (True, False)
    """
    return path.removesuffix(ENDING).rpartition("-")[2] == content_letters(data)


def named_files(manifest: str) -> tuple[set[str], dict[int, str]]:
    """
    Return the names of the files of terms that a manifest names, and of these the tables by tier.

    Raises DamagedIndex for what is no manifest, and for a list of words that cannot be read.
    """
    try:
        told = json.loads(manifest)
        unpacked(base64.b64decode(told["words"], validate=True) or packed(b""))
        tables, shards = {}, []
        for tier, one in zip(TIERS, told["tiers"], strict=True):
            tables[tier] = table_name(tier), one["table"]
            listed = [one["shards"][at : at + _DIGEST] for at in range(0, len(one["shards"]), _DIGEST)]
            shards += [(f"{tier}-{number}", content) for number, content in enumerate(listed)]
        named = [*tables.values(), *shards]
        wanted = {term_file_name(name, content) for name, content in named if content != ABSENT}
        return wanted, {tier: term_file_name(*one) for tier, one in tables.items() if one[1] != ABSENT}
    except (ValueError, KeyError, TypeError) as fault:
        raise DamagedIndex(str(fault)) from fault


def table_name(tier: int) -> str:
    """Return the name of a tier's table of pages, without what tells its content."""
    return f"{tier}-{TABLE}"


def is_listed(term: str) -> bool:
    """
    Tell whether a term stands in the list of words.

    >>> [is_listed(term) for term in ("d9a6t1", "d9a6t1 d9ai", "153", "=qhvh")]
    [True, False, False, False]
    """
    return " " not in term and not is_number(term) and not term.startswith(SIGN)


def word_class(pages: int) -> int:
    """Return the class of a word that so many pages have: as many as their number has bits, none for a word that is not there."""
    return pages.bit_length()


def words_file(words: Iterable[Mapping[str, int]]) -> bytes:
    """Return the list of all words, each with its class."""
    counts: Counter[str] = Counter()
    for known in words:
        counts.update(known)
    return packed(written_shard({word: bytes([word_class(count)]) for word, count in counts.items()}))
