"""
Turn texts into the words of the search index; theme/static/js/words.js reads a query in the same way.

A word is spelled as the VNI method types it: small letters, a figure for each mark, the tone last.
So it has one spelling whatever its capitals, its Unicode form and the place of its tone, and without
the figures it is what people type in a hurry. The index has it in both ways. Beside the words stand the
pairs of words that follow each other, without marks: a syllable alone says little in Vietnamese, and
two together are hardly ever another two.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from itertools import chain, pairwise, zip_longest

from plugins.vietnamese.letters import nfc

# No word has these letters side by side. Pagefind finds every word that begins with the query, so a whole word has an end.
JOINT, END, EXACT, FACET = "zj", "zq", "zx", "zf"
BREAK = ""
# How often a word counts in one page: more says no more of what the page is about.
MAX_COUNT = 3

_LETTERS = "A-Za-zÀ-ÖØ-öø-ɏͰ-῿぀-鿿가-힯"
# A word, or the end of a sentence.
_TOKEN = re.compile(rf"[0-9]+|[{_LETTERS}]+|[.!?…;:]+(?=\s|$)|\n+")
_NUMBER_SIGNS = frozenset({"so61", "so"})
_TONES = dict(zip("\u0301\u0300\u0309\u0303\u0323", "12345", strict=True))
_SHAPES = dict(zip("\u0302\u031b\u0306", "678", strict=True)) | {"đ": "d9"}
_LAST_Y = re.compile("^(h|k|l|m|s|t|qu)y([1-5]?)$")
_NO_FIGURES = str.maketrans("", "", "0123456789")


@lru_cache(maxsize=1 << 16)
def spelled(word: str) -> str:
    """
    Return the one spelling of a word; i for y where both are written, no zeros before a number.

    >>> [spelled(word) for word in ("Đường", "hóa", "hoá", "KỶ", "kỉ", "05")]
    ['d9u7o7ng2', 'hoa1', 'hoa1', 'ki3', 'ki3', '5']
    """
    if word.isdecimal():
        return word.lstrip("0") or "0"
    letters, tone = "", ""
    for letter in unicodedata.normalize("NFD", word.lower()):
        tone = _TONES.get(letter, tone)
        if letter in _SHAPES or not "\u0300" <= letter <= "\u036f":
            letters += _SHAPES.get(letter, letter)
    return _LAST_Y.sub(r"\1i\2", nfc(letters) + tone)


@lru_cache(maxsize=1 << 16)
def bare(word: str) -> str:
    """
    Return a spelled word without its marks.

    >>> bare("d9u7o7ng2"), bare("153")
    ('duong', '153')
    """
    return word if word.isdecimal() else word.translate(_NO_FIGURES)


@lru_cache(maxsize=1 << 16)
def _read(token: str) -> str:
    return spelled(token) if token.isalnum() else BREAK


def words_in(text: str) -> list[str]:
    """
    Return the spelled words of a text, with a break where a sentence ends.

    "Số" before a number is left out, as half of all mentions leave it out.

    >>> words_in("Nghị quyết số 10-NQ/TU. Đất đai")
    ['nghi5', 'quye6t1', '10', 'nq', 'tu', '', 'd9a6t1', 'd9ai']
    """
    words = [_read(token) for token in _TOKEN.findall(nfc(text))]
    return [
        word
        for word, after in zip_longest(words, words[1:], fillvalue=BREAK)
        if not (word in _NUMBER_SIGNS and after.isdecimal())
    ]


def index_words(text: str) -> list[str]:
    """
    Return what the index has of a text: each word with its marks, each without them, each pair, as often as they count.

    A pair that is written without marks counts twice where it stands so: whoever types "lam kinh"
    may mean "làm kinh", but means Lam Kinh more often.

    >>> index_words("Đất đai, đất làng")[:6]
    ['zxd9a6t1zq', 'zxd9a6t1zq', 'zxd9aizq', 'zxlang2zq', 'datzq', 'datzq']
    >>> index_words("Đất đai, đất làng")[8:]
    ['zjdatzjdaizq', 'zjdaizjdatzq', 'zjdatzjlangzq']
    """
    words = words_in(text)
    found: Counter[str] = Counter()
    plain: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for word, times in Counter(words).items():
        if word != BREAK:
            plain[f"{bare(word)}{END}"] += times
            if bare(word) != word:
                found[f"{EXACT}{word}{END}"] = times
    for (one, other), times in Counter(pairwise(words)).items():
        if one and other:
            is_bare = bare(one) == one and bare(other) == other
            pairs[f"{JOINT}{bare(one)}{JOINT}{bare(other)}{END}"] += times * (2 if is_bare else 1)
    counted = chain(found.items(), plain.items(), pairs.items())
    return [word for word, times in counted for _ in range(min(times, MAX_COUNT))]


def facet(value: str) -> str:
    """
    Return the word that stands for a section or a year in the index; no text has it.

    >>> facet("van-hoa"), facet("2024")
    ('zfvanzjhoazq', 'zf2024zq')
    """
    return f"{FACET}{value.replace('-', JOINT)}{END}"
