"""
Turn texts into the words of the search index; theme/static/js/words.js reads a query in the same way.

A word is spelled as the VNI method types it: small letters, a figure for each mark, the tone last.
So it has one spelling whatever its capitals, its Unicode form and the place of its tone, and without
the figures it is what people type in a hurry. A number is one word, whatever points it has: "2.005" is 2005, and "2,5" is no part of it.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from array import array
from collections.abc import Iterator
from functools import lru_cache

from plugins.vietnamese.letters import nfc

# Where a sentence ends.
BREAK = ""

_LETTERS = "A-Za-zÀ-ÖØ-öø-ɏͰ-῿぀-鿿가-힯"
_LINE_END = "\0"
# Figures with signs between them, as in numbers, days and telephone numbers.
_RUN = r"\+?[0-9]+(?:[.,/][0-9]+)*"
# A word, a run of figures, or the end of a sentence: the last of several signs, or rows of dots would be read again from each.
_TOKEN = re.compile(rf"{_RUN}|[{_LETTERS}]+|[.!?…;:]$|{_LINE_END}")
_FIGURES = re.compile("[0-9]+")
_TEN = "0123456789"
# "34.346" and "1.500.000,25"; "1,500,000" as English has it; "2,5".
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]{1,3})?")
_ENGLISH = re.compile("[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}")
_FRACTION = re.compile("[0-9]+,[0-9]{1,3}")
_ZEROS = re.compile("^0+(?=[0-9])")
_NUMBER_SIGNS = ("so61", "so")
# Words that "số" is a part of, with their marks and without: "dân số 34.346" says of what the number is.
_COUNTED = ("da6n", "to6ng3", "chi3", "con", "he65", "ti3", "d9a", "thie63u", "si4")
_TONES = dict(zip("\u0301\u0300\u0309\u0303\u0323", "12345", strict=True))
_SHAPES = dict(zip("\u0302\u031b\u0306", "678", strict=True)) | {"đ": "d9"}
_LAST_Y = re.compile("^(h|k|l|m|s|t|qu)y([1-5]?)$")
_NO_FIGURES = str.maketrans("", "", _TEN)
# Bytes of a word's number, and of those of two neighbours, which are read as one number, the first word its lower half.
SIZE, PAIR_SIZE = 4, 8
_KINDS = {SIZE: "I", PAIR_SIZE: "Q"}
BREAK_NUMBER = 1


def in_bytes(number: int) -> bytes:
    """Return the number of a word as texts are held."""
    return number.to_bytes(SIZE, "little")


def numbers_of(words: bytes, size: int) -> array[int]:
    """
    Return the numbers of so many bytes each that stand in a text; what is left at its end is no number.

    >>> list(numbers_of(in_bytes(5) + in_bytes(6), SIZE)), list(numbers_of(in_bytes(5) + in_bytes(6), PAIR_SIZE)) == [5 | 6 << 32]
    ([5, 6], True)
    """
    numbers = array(_KINDS[size], words[: len(words) // size * size])
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def is_number(word: str) -> bool:
    """Tell whether a word, spelled or not, is a number: no other begins with a figure."""
    return word[:1] in _TEN and word != BREAK


@lru_cache(maxsize=1 << 16)
def spelled(word: str) -> str:
    """
    Return the one spelling of a word; i for y where both are written, no zeros before a number.

    >>> [spelled(word) for word in ("Đường", "hóa", "hoá", "KỶ", "kỉ", "05", "0,5")]
    ['d9u7o7ng2', 'hoa1', 'hoa1', 'ki3', 'ki3', '5', '0,5']
    """
    if is_number(word):
        return _ZEROS.sub("", word)
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

    >>> bare("d9u7o7ng2"), bare("153"), bare("2,5")
    ('duong', '153', '2,5')
    """
    return word if is_number(word) else word.translate(_NO_FIGURES)


def _numbers_in(run: str) -> Iterator[str]:
    """
    Yield the numbers of a run of figures: without the points of thousands, with the comma of a fraction.

    Days and telephone numbers stay apart at each sign.

    >>> [list(_numbers_in(run)) for run in ("34.346", "1.500.000,5", "+2,05", "1.200/1.500", "15,16/5/2024", "0912.345.678", "+84.912.345.678")]
    [['34346'], ['1500000,5'], ['2,05'], ['1200', '1500'], ['15', '16', '5', '2024'], ['0912', '345', '678'], ['84', '912', '345', '678']]
    """
    parts = run.split("/")
    for part in parts:
        number = part if part.startswith("+84") else part.removeprefix("+")
        if _THOUSANDS.fullmatch(number):
            yield number.replace(".", "")
        elif _ENGLISH.fullmatch(number):
            yield number.replace(",", "")
        elif len(parts) == 1 and _FRACTION.fullmatch(number):
            yield number
        else:
            yield from _FIGURES.findall(number)


class Vocabulary(dict[str, bytes]):
    """
    The words of many texts by numbers, in the order in which they are met.

    A text is held as bytes, ``SIZE`` for the number of each word: texts are joined, parted and counted as fast as bytes are.
    ``words`` has the words by number, ``bare`` tells of each whether it has no marks; number 0 stands for no word.
    """

    def __init__(self) -> None:
        self.words = ["", BREAK]
        self.bare = [False, False]
        self._numbers = {BREAK: in_bytes(BREAK_NUMBER)}
        self._figures: set[bytes] = set()
        self._signs = [self._number(sign) for sign in _NUMBER_SIGNS]
        self._counted = {self._number(one) for word in _COUNTED for one in (word, bare(word))}

    def __missing__(self, piece: str) -> bytes:
        """Return the words of what stands between two spaces: most pieces of a text are met again."""
        words: list[str] = []
        for token in _TOKEN.findall(piece):
            if token[-1] in _TEN:
                words += map(spelled, _numbers_in(token))
            else:
                words.append(spelled(token) if token.isalnum() else BREAK)
        self[piece] = found = b"".join(map(self._number, words))
        return found

    def number(self, name: str) -> int:
        """Return the number of a name that stands in no text."""
        return int.from_bytes(self._number(name), "little")

    def _number(self, word: str) -> bytes:
        if word not in self._numbers:
            number = self._numbers[word] = in_bytes(len(self.words))
            self.words.append(word)
            self.bare.append(bare(word) == word)
            if is_number(word):
                self._figures.add(number)
        return self._numbers[word]

    def read(self, text: str) -> bytes:
        """Return the words of a text, with a break where a sentence ends; "số" before a number is left out where it is its sign."""
        pieces = nfc(text).replace("\n", f" {_LINE_END} ").split()
        words = b"".join(map(self.__getitem__, pieces))
        for sign in self._signs:
            place = words.find(sign)
            while place >= 0:
                after = place + SIZE
                is_sign = place % SIZE == 0 and words[after : after + SIZE] in self._figures
                if is_sign and words[place - SIZE : place] not in self._counted:
                    words = words[:place] + words[after:]
                else:
                    place += 1
                place = words.find(sign, place)
        return words


def words_in(text: str) -> list[str]:
    """
    Return the spelled words of a text, with a break where a sentence ends.

    "Số" before a number is left out, as half of all mentions leave it out.

    >>> words_in("Nghị quyết số 10-NQ/TU. Dân số 5")
    ['nghi5', 'quye6t1', '10', 'nq', 'tu', '', 'da6n', 'so61', '5']
    """
    vocabulary = Vocabulary()
    return [vocabulary.words[number] for number in numbers_of(vocabulary.read(text), SIZE)]
