"""
Initials of what stands in a title or a summary, as terms of the index: whoever types QHVH looks for "quy hoạch vùng huyện".

Such a term begins with a sign that no word has. It leads to the pages that have words with these initials one behind the
other; theme/static/js/initials.js reads in these pages which words they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plugins.search.words import bare, is_number, words_in

SIGN = "="
# How many words are spoken of by their initials: in a title, and in a summary, which has many more of them.
IN_TITLE, IN_LEAD = (3, 4, 5), (4,)
# Left out of initials, as people leave it out: "xóa đói và giảm nghèo" is XĐGN.
_LEFT_OUT = frozenset(words_in("và"))
# No name begins or ends with one of these.
_JOINING = frozenset(
    words_in("của với là về tại được những các cho trong ở từ đến do theo khi bị có không này để trên ra vào")
)
_BREAK = "."


def initial_of(word: str) -> str:
    """
    Return the letter by which a spelled word stands in ``initials_in``: a capital where no initials begin or end with it.

    >>> [initial_of(word) for word in ("d9a6t1", "cua3", "va2", "153", "")]
    ['d', 'C', '', '.', '.']
    """
    if not word or is_number(word):
        return _BREAK
    if word in _LEFT_OUT:
        return ""
    letter = bare(word)[:1]
    return letter.upper() if word in _JOINING else letter


def initials_in(letters: str, lengths: Iterable[int]) -> Iterator[str]:
    """
    Yield the terms of initials that a text has, given with a letter for each of its words.

    >>> list(initials_in("qhvhC.tx", (3, 4)))
    ['=qhv', '=hvh', '=qhvh']
    """
    for length in lengths:
        for start in range(len(letters) - length + 1):
            run = letters[start : start + length]
            if _BREAK not in run and run[0].islower() and run[-1].islower():
                yield SIGN + run.lower()
