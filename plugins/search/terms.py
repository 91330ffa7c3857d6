"""
Turn an entry into the terms of the index, each with its weight; theme/static/js/words.js reads a query in the same way.

A term is a word, or two words that follow each other: a syllable alone says little in Vietnamese, and
two together are hardly ever another two. Terms have their marks; what is typed without marks is any term that reads so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from plugins.search.index_entries import IndexEntry
from plugins.search.words import BREAK, bare, words_in

# How often a term counts in one page: more says no more of what the page is about.
MAX_COUNT = 3
# In which fields a term may stand; search-index.js has them in the same order.
FIELDS = ("title", "number", "lead", "topics", "opening")
# How many words of a title count as its opening.
OPENING_WORDS = 2
# There are fewer weights than this.
WEIGHTS = MAX_COUNT << len(FIELDS)


@dataclass(frozen=True, slots=True)
class PageTerms:
    """
    The terms of a page with their weights, and how many words it has.

    A weight tells how often a term counts in the page, and with a bit for each field in which it stands.
    """

    weights: dict[str, int]
    length: int


def page_terms(entry: IndexEntry) -> PageTerms:
    """Return the terms of an entry."""
    opening = " ".join(entry.title.split()[:OPENING_WORDS])
    fields = [words_in(text) for text in (entry.title, entry.number, entry.lead, entry.topics)]
    rest = words_in("\n".join((entry.text, entry.section, entry.unshown)))
    words = [word for part in (*fields, rest) for word in (*part, BREAK)]
    weights = _counted(words)
    for bit, part in enumerate((*fields, words_in(opening))):
        for term in {*part, *map(" ".join, pairwise(part))}:
            if term in weights:
                weights[term] += MAX_COUNT << bit
    return PageTerms(weights, len(words) - words.count(BREAK))


def _counted(words: Sequence[str]) -> dict[str, int]:
    """
    Return the weight of each term by how often it stands in a text.

    A pair that is written without marks counts twice: whoever types "lam kinh" may mean "làm kinh", but means Lam
    Kinh more often.
    """
    counts = Counter(words)
    del counts[BREAK]
    bare_words = {word for word in counts if bare(word) == word}
    weights = {word: times - 1 if times < MAX_COUNT else MAX_COUNT - 1 for word, times in counts.items()}
    for (one, other), times in Counter(pairwise(words)).items():
        if one and other:
            is_bare = one in bare_words and other in bare_words
            count = times + times if is_bare else times
            weights[f"{one} {other}"] = count - 1 if count < MAX_COUNT else MAX_COUNT - 1
    return weights
