"""
The files of terms: for each term of a shard the pages that have it, by the weight that it has in them.

A file holds the number of its terms and the length of their names, the names in order (each as the number of letters
that it shares with the one before, and the rest), the lengths of their lists, the lists. A list holds, for each
weight, the weight, the number of pages, and the pages' numbers, each as the distance from the one before. All numbers are
written in sevens of bits, the lowest first. theme/static/js/shard.js reads this.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import sub

# Of each term and weight (its last letter), the numbers of the pages that have it.
Postings = dict[str, list[int]]
# The first letter that stands for a weight; no letter of the weights is wider than a byte in memory.
_SIGN = 0x80


def sign_of(weight: int) -> str:
    """Return the letter that stands for a weight."""
    return chr(_SIGN + weight)


class _Varints(dict[int, bytes]):
    """Numbers as they are written; those met before are remembered."""

    def __missing__(self, number: int) -> bytes:
        data = bytearray()
        rest = number
        while rest > 0x7F:
            data.append(rest & 0x7F | 0x80)
            rest >>= 7
        data.append(rest)
        written = bytes(data)
        if number < 1 << 14:
            self[number] = written
        return written


_WRITTEN = _Varints()


def written(numbers: Sequence[int]) -> bytes:
    """
    Return numbers as the files have them.

    >>> written([1, 127, 300])
    b'\\x01\\x7f\\xac\\x02'
    """
    if not numbers or max(numbers) < 0x80:
        return bytes(numbers)
    return b"".join(map(_WRITTEN.__getitem__, numbers))


def distances(numbers: Sequence[int]) -> list[int]:
    """
    Return how far each of some numbers in order is from the one before.

    >>> distances([3, 4, 9])
    [3, 1, 5]
    """
    return [*numbers[:1], *map(sub, numbers[1:], numbers)]


def read_numbers(data: bytes) -> Iterator[int]:
    """
    Yield the numbers that were written.

    >>> list(read_numbers(written([1, 127, 300])))
    [1, 127, 300]
    """
    number = shift = 0
    for byte in data:
        if byte > 0x7F:
            number |= (byte & 0x7F) << shift
            shift += 7
        else:
            yield number | byte << shift
            number = shift = 0


def _in_order(pages: Sequence[int]) -> bytes:
    """Return how many numbers there are, which are in order, and how far each is from the one before."""
    return _WRITTEN[len(pages)] + b"".join(map(_WRITTEN.__getitem__, map(sub, pages, (0, *pages))))


def written_list(pages: Mapping[int, Sequence[int]]) -> bytes:
    """Return the list of a term: ``pages`` has its pages' numbers in order, by weight."""
    return b"".join([_WRITTEN[weight] + _in_order(pages[weight]) for weight in sorted(pages)])


def read_list(data: bytes) -> dict[int, list[int]]:
    """
    Return the pages of a term by weight.

    >>> read_list(written_list({0: [2, 900], 4: [3]}))
    {0: [2, 900], 4: [3]}
    """
    numbers = read_numbers(data)
    pages: dict[int, list[int]] = {}
    for weight in numbers:
        count, place = next(numbers), 0
        pages[weight] = [place := place + next(numbers) for _ in range(count)]
    return pages


def written_shard(lists: Mapping[str, bytes]) -> bytes:
    """Return the file of some terms, each with its list."""
    terms = sorted(lists)
    names = bytearray()
    before = b""
    for term in terms:
        name = term.encode()
        shared = _shared(before, name)
        names += written([shared, len(name) - shared]) + name[shared:]
        before = name
    counts = written([len(lists[term]) for term in terms])
    return b"".join((written([len(terms), len(names)]), names, counts, *(lists[term] for term in terms)))


def _shared(one: bytes, other: bytes) -> int:
    """Return how many bytes two names begin with alike."""
    most = min(len(one), len(other))
    for at in range(most):
        if one[at] != other[at]:
            return at
    return most


class _Cursor:
    """A place in a file."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def number(self) -> int:
        number = shift = 0
        while (byte := self._data[self._at]) > 0x7F:
            number |= (byte & 0x7F) << shift
            shift += 7
            self._at += 1
        self._at += 1
        return number | byte << shift

    def take(self, count: int) -> bytes:
        self._at += count
        return self._data[self._at - count : self._at]


def read_shard(data: bytes) -> dict[str, bytes]:
    """
    Return the lists of a file by their terms.

    >>> read_shard(written_shard({"dat": b"a", "dat lang": b"", "d9a6t1": b"bc"}))
    {'d9a6t1': b'bc', 'dat': b'a', 'dat lang': b''}
    """
    if not data:
        return {}
    cursor = _Cursor(data)
    count = cursor.number()
    cursor.number()
    terms, name = [], b""
    for _ in range(count):
        shared, more = cursor.number(), cursor.number()
        name = name[:shared] + cursor.take(more)
        terms.append(name.decode())
    lengths = [cursor.number() for _ in range(count)]
    return {term: cursor.take(length) for term, length in zip(terms, lengths, strict=True)}


def changed_shard_lists(lists: dict[str, bytes], removed: Postings, added: Postings) -> dict[str, bytes]:
    """Return the lists of a shard without some pages of its terms, and with others."""
    touched: dict[str, dict[int, set[int]]] = {}

    def pages_of(key: str) -> set[int]:
        term = key[:-1]
        if term not in touched:
            old = read_list(lists[term]) if term in lists else {}
            touched[term] = {weight: set(pages) for weight, pages in old.items()}
        return touched[term].setdefault(ord(key[-1]) - _SIGN, set())

    for key, pages in removed.items():
        pages_of(key).difference_update(pages)
    for key, pages in added.items():
        pages_of(key).update(pages)
    changed = dict(lists)
    for term, by_weight in touched.items():
        left = {weight: sorted(pages) for weight, pages in by_weight.items() if pages}
        if left:
            changed[term] = written_list(left)
        else:
            changed.pop(term, None)
    return changed


def new_lists(postings: Postings) -> dict[str, bytes]:
    """Return the lists of terms that have no other pages than these."""
    by_term: defaultdict[str, dict[int, list[int]]] = defaultdict(dict)
    for key, pages in postings.items():
        by_term[key[:-1]][ord(key[-1]) - _SIGN] = sorted(pages)
    return {term: written_list(pages) for term, pages in by_term.items()}


def merged_postings(parts: Iterable[Postings]) -> Postings:
    """Return several postings as one."""
    whole: defaultdict[str, list[int]] = defaultdict(list)
    for part in parts:
        for key, pages in part.items():
            whole[key].extend(pages)
    return whole


def differing(removed: Postings, added: Postings) -> tuple[Postings, Postings]:
    """
    Return two postings without what both have.

    >>> differing({"a": [1, 2], "b": [3]}, {"a": [2, 4], "b": [3]})
    ({'a': [1]}, {'a': [4]})
    """
    gone, come = dict(removed), dict(added)
    for key in removed.keys() & added.keys():
        old, new = set(removed[key]), set(added[key])
        gone[key], come[key] = sorted(old - new), sorted(new - old)
    return _without_empty(gone), _without_empty(come)


def _without_empty(postings: Postings) -> Postings:
    return {key: pages for key, pages in postings.items() if pages}
