"""
Compare the words of a source with those of the article that it became: the completeness check.

The source's lines are read by readers of their own, which share nothing with those that make the article, so
that a fault of one is seen by the other. What counts is which words are there, and how often, not their order.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from plugins.vietnamese.conversion import Convert
from plugins.vietnamese.encodings import from_tcvn3, from_vni, is_sound
from plugins.vietnamese.letters import INVISIBLE

Words = tuple[str, ...]

_WORD = re.compile(r"[^\W_]+")
# Letters that only Unicode has: a word with one of them was never typed in an old encoding.
_UNICODE_ONLY = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]")
# Fonts that Word takes for symbol fonts have their letters in the private use area.
_PRIVATE_USE = {code: code - 0xF000 for code in range(0xF020, 0xF100)}
_LEAST_PARTED = 4
_ROMAN = re.compile(r"[ivxlc]+")
_PUNCTUATION = '.,;:!?()“”"'
_INLINE_TAG = re.compile(r"</?(?:strong|em|s|sup|sub|a)\b[^<>]*>")
_BLOCK_TAG = re.compile(r"</?(?:table|thead|tbody|tr|t[dh]|br|img)\b[^<>]*>")
_LINK_END = re.compile(r"(?<!\\)\]\([^()\s]*\)")
_NOTE = re.compile(r"(?<!\\)\[\^\w+\]:?")
# A whole row of a table in HTML, where stars mean nothing, or one mark of emphasis.
_EMPHASIS = re.compile(r"^<t[^\n]*$|(?<!\\)\*+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class SourceLine:
    """
    A line of a source.

    ``is_repeated`` is true where the same words stand elsewhere too (tables of contents, headers of pages): it
    is enough that the article has them once.
    """

    text: str
    is_repeated: bool = False


@dataclass(frozen=True, slots=True)
class LostWords:
    """Words that a source has and its article does not: each run of them as it stands in the source, and how many."""

    runs: tuple[str, ...] = ()
    count: int = 0


def comparable_words(text: str) -> Words:
    """
    Return the words of a text as they are compared: capitals, punctuation and invisible characters aside.

    >>> comparable_words("Xã Xuân\\u00adLai, 10³ CÂY")
    ('xã', 'xuânlai', '103', 'cây')
    """
    return tuple(_WORD.findall(_comparable(text)))


def _comparable(text: str) -> str:
    return unicodedata.normalize("NFKC", INVISIBLE.sub("", text)).casefold()


def words_of_markdown(text: str) -> str:
    """
    Return the text that Markdown of the importing room shows: no marks, elements, addresses and references to notes.

    >>> words_of_markdown("Bà **c**on [xã](https://a.vn/x) gặt[^1] 2\\\\*3 &lt;b><br>*sớm*")
    'Bà con [xã] gặt 2\\\\*3 <b> sớm'
    """
    plain = _NOTE.sub("", _LINK_END.sub("]", text))
    plain = _EMPHASIS.sub(
        lambda line: line[0] if line[0].startswith("<t") else line[0].replace("*", ""), plain
    )
    return html.unescape(_BLOCK_TAG.sub(" ", _INLINE_TAG.sub("", plain)))


def lost_words(lines: Sequence[SourceLine], kept: str) -> LostWords:
    """
    Return the words of a source's lines that a text does not have.

    >>> lost_words([SourceLine("Bà con gặt sớm."), SourceLine("Trời mưa.")], "Bà con gặt.")
    LostWords(runs=('sớm', 'Trời mưa'), count=3)
    """
    kept_words = comparable_words(kept)
    found = _Comparison(Counter(kept_words), lines, "".join(kept_words))
    once = [(line.text, comparable_words(line.text)) for line in lines if not line.is_repeated]
    lost: dict[int, list[str]] = {}
    for place in _order([words for _, words in once], kept, kept_words):
        if runs := found.runs_not_found(*once[place]):
            lost[place] = runs
    present = set(kept_words)
    repeated = [run for line in lines if line.is_repeated for run in found.runs_not_among(line.text, present)]
    runs = [run for place in sorted(lost) for run in lost[place]]
    told = set(comparable_words(" ".join(runs)))
    runs += [run for run in dict.fromkeys(repeated) if not told.issuperset(comparable_words(run))]
    return LostWords(tuple(runs), sum(len(run.split()) for run in runs))


def _order(lines: Sequence[Words], kept: str, kept_words: Words) -> list[int]:
    """
    Return the places of lines, those that are surely in the text first.

    A word that both a line that is there and one that is lost have belongs to the first.
    """
    whole = {comparable_words(line) for line in kept.split("\n")}
    triples = set(zip(kept_words, kept_words[1:], kept_words[2:], strict=False))

    def rank(place: int) -> float:
        words = lines[place]
        if words in whole:
            return -2.0
        own = list(zip(words, words[1:], words[2:], strict=False))
        return -sum(one in triples for one in own) / len(own) if own else 0.5

    return sorted(range(len(lines)), key=rank)


@dataclass(slots=True)
class _Comparison:
    """
    The words of the text that no line of the source has claimed, and the lines of the source.

    ``letters`` are all letters of the text: what stands between two letters of a word (a link that ends, a mark)
    parts it for one reader and not for the other.
    """

    unclaimed: Counter[str]
    lines: Sequence[SourceLine]
    letters: str
    _known: tuple[Convert, ...] | None = None

    @property
    def converters(self) -> tuple[Convert, ...]:
        """The old encodings that the lines may be in; found out when the first word is not there as it stands."""
        if self._known is None:
            self._known = _converters(self.lines)
        return self._known

    def runs_not_found(self, line: str, its_words: Words) -> list[str]:
        """Claim the words of a line; return the runs of those that are not there."""
        words = Counter(its_words)
        if all(self.unclaimed[word] >= count for word, count in words.items()):
            self.unclaimed.subtract(words)
            return []
        return list(self._claim(line.split(), is_today=bool(_UNICODE_ONLY.search(line))))

    def runs_not_among(self, line: str, present: set[str]) -> list[str]:
        """
        Return the words of a line that are not among those present, but for bare numbers such as those of pages.

        A longer word may stand among the letters of all: marks part words, and what was moved is joined to another.
        """
        missing: list[str] = []
        for piece in line.split():
            gone = self._not_among(piece, present)
            if gone and not any(
                present.issuperset(comparable_words(read(piece))) for read in self.converters
            ):
                missing += gone
        return [" ".join(missing)] if missing else []

    def _not_among(self, piece: str, present: set[str]) -> list[str]:
        return [
            word
            for word in comparable_words(piece)
            if word not in present
            and not word.isdecimal()
            and not _ROMAN.fullmatch(word)
            and (len(word) < _LEAST_PARTED or word not in self.letters)
        ]

    def _claim(self, pieces: Iterable[str], *, is_today: bool) -> Iterator[str]:
        run: list[str] = []
        for piece in pieces:
            # Beside letters of today a word that is one as it stands was typed so.
            is_typed_so = is_today and is_sound(piece.strip(_PUNCTUATION))
            missing = self._missing(piece, () if is_typed_so else self.converters)
            if missing:
                run.append(missing)
            elif run and comparable_words(piece):
                yield " ".join(run)
                run = []
        if run:
            yield " ".join(run)

    def _missing(self, piece: str, converters: Sequence[Convert]) -> str:
        """Return what of a piece without spaces is not there, claiming what is."""
        for convert in (_as_it_is, *converters):
            wanted = Counter(comparable_words(convert(piece)))
            if all(self.unclaimed[word] >= count for word, count in wanted.items()):
                self.unclaimed.subtract(wanted)
                return ""
        missing = []
        for found in _WORD.finditer(unicodedata.normalize("NFKC", INVISIBLE.sub("", piece))):
            word = found[0].casefold()
            if self.unclaimed[word] > 0:
                self.unclaimed[word] -= 1
            elif word not in self.unclaimed and len(word) >= _LEAST_PARTED and word in self.letters:
                continue
            else:
                missing.append(found[0])
        return " ".join(missing)


def _as_it_is(text: str) -> str:
    return text


def _from_tcvn3(text: str) -> str:
    return from_tcvn3(text.translate(_PRIVATE_USE))


def _from_vni(text: str) -> str:
    return from_vni(text.translate(_PRIVATE_USE))


def _converters(lines: Sequence[SourceLine]) -> tuple[Convert, ...]:
    """
    Return the old encodings that a source is typed in, by its own words.

    A word that is one in either encoding is no evidence; a source where more words are of today's Unicode is in none.
    """
    pieces = [piece for line in lines for piece in line.text.split() if not piece.isascii()]
    today = sum(bool(_UNICODE_ONLY.search(piece)) for piece in pieces)
    found = []
    for convert in (_from_tcvn3, _from_vni):
        evidence = sum(_is_made_sound(piece, convert) for piece in pieces)
        if evidence and evidence * 20 >= today:
            found.append(convert)
    return tuple(found)


def _is_made_sound(piece: str, convert: Convert) -> bool:
    bare = piece.strip(_PUNCTUATION)
    if _UNICODE_ONLY.search(bare) or is_sound(bare):
        return False
    converted = convert(bare)
    return converted != bare and is_sound(converted)
