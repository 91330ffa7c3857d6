"""
Turn an entry into the terms of the index, each with its weight; theme/static/js/words.js reads a query in the same way.

A term is a word, or two words that follow each other: a syllable alone says little in Vietnamese, and
two together are hardly ever another two; and the initials of some words in a title or a summary, and telephone numbers. Terms have their marks; what is typed without marks is any term that reads so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from plugins.search.index_entries import IndexEntry
from plugins.search.initials import IN_LEAD, IN_TITLE, initial_of, initials_in
from plugins.search.postings import Postings, sign_of
from plugins.search.telephones import telephones_in
from plugins.search.words import BREAK_NUMBER, PAIR_SIZE, SIZE, Vocabulary, in_bytes, numbers_of

# How often a term counts in one page: more says no more of what the page is about.
MAX_COUNT = 3
# In which fields a term may stand; search-index.js has them in the same order.
FIELDS = ("title", "number", "lead", "topics", "opening")
# How many words of a title count as its opening.
OPENING_WORDS = 2
# There are fewer weights than this.
WEIGHTS = MAX_COUNT << len(FIELDS)


# How many pages are counted before their terms are sorted in.
_SORTED_TOGETHER = 50
# The bits of a word's number.
_BITS = 8 * SIZE
_LOWER = (1 << _BITS) - 1
_BREAK = in_bytes(BREAK_NUMBER)


@dataclass(frozen=True, slots=True)
class PageSize:
    """About how many terms a page has, what stands at the end of a sentence counted too, and how many words."""

    terms: int
    words: int


class TermsOfPages:
    """
    The terms of pages that come one by one, in the order of their numbers.

    A weight tells how often a term counts in the page, and with a bit for each field in which it stands. What is done for
    every term of every page is done with numbers; names are made once for all pages.
    """

    def __init__(self) -> None:
        self._vocabulary = Vocabulary()
        # By weight, one more than it is written with: a term's weight is told only once for all pages that have it.
        self._pages: list[defaultdict[int, list[int]]] = [defaultdict(list) for _ in range(WEIGHTS + 1)]
        self._counted: list[tuple[int, dict[int, int]]] = []
        self._letters: list[str] = []

    def add(self, page: int, entry: IndexEntry) -> PageSize:
        """Add a page."""
        read, by_weight = self._vocabulary.read, self._pages
        fields = [read(text) for text in (entry.title, entry.number, entry.lead, entry.topics)]
        opening = read(" ".join(entry.title.split()[:OPENING_WORDS]))
        rest = read("\n".join((entry.text, entry.section, entry.unshown)))
        words = _BREAK.join((*fields, rest, b""))
        counts = Counter(_terms(words))
        size = PageSize(len(counts), len(words) // SIZE - counts.pop(BREAK_NUMBER))
        of_fields: dict[int, int] = {}
        for bit, part in enumerate((*fields, opening)):
            for term in set(_terms(part)):
                of_fields[term] = of_fields.get(term, 0) + (MAX_COUNT << bit)
        for term, weight in of_fields.items():
            if times := counts.pop(term, 0):
                by_weight[(times if times < MAX_COUNT else MAX_COUNT) + weight][term].append(page)
        telephones = telephones_in(
            "\n".join((entry.title, entry.lead, entry.topics, entry.text, entry.unshown))
        )
        for name in self._initials(fields[0], fields[2]) | telephones:
            by_weight[1][self._vocabulary.number(name)].append(page)
        self._counted.append((page, counts))
        if len(self._counted) >= _SORTED_TOGETHER:
            self._sort()
        return size

    def _initials(self, title: bytes, lead: bytes) -> set[str]:
        """Return the initials by which something in a title or a summary may be asked for."""
        known, words = self._letters, self._vocabulary.words
        known.extend(initial_of(word) for word in words[len(known) :])
        in_title, in_lead = (
            "".join(known[number] for number in numbers_of(text, SIZE)) for text in (title, lead)
        )
        return {*initials_in(in_title, IN_TITLE), *initials_in(in_lead, IN_LEAD)}

    def _sort(self) -> None:
        """Sort the terms of counted pages in, many pages one after the other, which a processor's memory likes."""
        by_weight = self._pages
        for page, counts in self._counted:
            for term, times in counts.items():
                by_weight[times if times < MAX_COUNT else MAX_COUNT][term].append(page)
        self._counted.clear()

    def all(self) -> Postings:
        """Return the postings of all pages that were added."""
        self._sort()
        words, bare = self._vocabulary.words, self._vocabulary.bare
        found: Postings = {}
        for over, by_term in enumerate(self._pages):
            weight = over - 1
            for term, pages in by_term.items():
                one, other = term & _LOWER, term >> _BITS
                if BREAK_NUMBER in (one, other):
                    continue
                if not other:
                    found[words[one] + sign_of(weight)] = pages
                elif bare[one] and bare[other]:
                    key = f"{words[one]} {words[other]}{sign_of(_doubled(weight))}"
                    found[key] = sorted(found[key] + pages) if key in found else pages
                else:
                    found[f"{words[one]} {words[other]}{sign_of(weight)}"] = pages
        return found


def _terms(words: bytes) -> Iterator[int]:
    """Yield every word of a text, and every two neighbours."""
    return chain(numbers_of(words, SIZE), numbers_of(words, PAIR_SIZE), numbers_of(words[SIZE:], PAIR_SIZE))


def _doubled(weight: int) -> int:
    """
    Return the weight of a pair that is written without marks: it counts twice.

    Whoever types "lam kinh" may mean "làm kinh", but means Lam Kinh more often.

    >>> _doubled(0), _doubled(1), _doubled(2), _doubled(MAX_COUNT)
    (1, 2, 2, 4)
    """
    times = 2 * (weight % MAX_COUNT + 1)
    return weight - weight % MAX_COUNT + min(times, MAX_COUNT) - 1
