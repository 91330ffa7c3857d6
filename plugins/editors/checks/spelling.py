"""Advice on misspelt words: a list of the commonest, and the letters and marks that no Vietnamese word has in such a place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from plugins.editors.checks.lint_input import LintInput, Remarks
from plugins.vietnamese.letters import nfc
from plugins.vietnamese.misspellings import CERTAIN, LIKELY, OPENING, listed, right_phrases
from plugins.vietnamese.syllables import is_syllable

_WORD = re.compile(r"[^\W\d_]+")
_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
# A tone on the first of two vowels that has its place on the second: đựơc, huỵên, tòan, qúa, gíao.
_MISPLACED = re.compile(
    r"[ứừửữự](?=ơ)|[íìỉĩịýỳỷỹỵ](?=ê)|[úùủũụ](?=[ôơâê])|[óòỏõọ](?=[ae][cimnptuy]|ă)"
    r"|(?<=q)[úùủũụ](?=[aăâeêoôơyi])|(?<=g)[íìỉĩị](?=[aăâeoôơuư])|[úùủũụ](?=y[ntcae])",
    re.IGNORECASE,
)
# "ươ" typed without its first horn; open as in “thuở” it is right.
_HORN = re.compile(r"u(?=[ơớờởỡợ](?:ng|[cimnptu])$)", re.IGNORECASE)
_NGH = re.compile(r"^(ng)h(?=[aàáảãạăắằẳẵặâấầẩẫậoòóỏõọôốồổỗộơớờởỡợuùúủũụưứừửữự])", re.IGNORECASE)
_NG = re.compile(r"^(ng)(?=[eèéẻẽẹêếềểễệiìíỉĩị])", re.IGNORECASE)
_CERTAIN_NG = frozenset({"ngành", "ngày", "ngàn", "nguyên", "nguyễn", "người", "nguồn", "ngoài", "ngoại"})
# What stands before the first word of a clause: nothing, or a sign.
_CLAUSE = re.compile(r"(?:^|[.,;:!?…–(“\"*>-])[ \u00a0]*$")


@dataclass(frozen=True, slots=True)
class Misspelling:
    """Where a misspelling starts and ends in a text, how it is written, what is right, and whether that is certain."""

    start: int
    end: int
    written: str
    right: str
    certain: bool


@dataclass(frozen=True, slots=True)
class _Entry:
    """What is right for a misspelling of the list, whether that is certain, and whether it is wrong at the start of a clause only."""

    right: str
    certain: bool = True
    opens_clause: bool = False


@cache
def _listed() -> dict[str, _Entry]:
    """Return what is right for each misspelling of the list; right phrases are their own."""
    wrong = {
        one: _Entry(right, certain=kind != LIKELY, opens_clause=kind == OPENING)
        for kind in (CERTAIN, OPENING, LIKELY)
        for one, right in listed(kind).items()
    }
    return wrong | {one: _Entry(one) for one in right_phrases()}


@cache
def _listed_pattern() -> re.Pattern[str]:
    """Return a pattern of all misspellings of the list, the longest first, in small letters."""
    by_letter: dict[str, list[str]] = {}
    for wrong in sorted(_listed(), key=lambda wrong: (-len(wrong), wrong)):
        by_letter.setdefault(wrong[0], []).append(re.escape(wrong[1:]).replace(r"\ ", r"[ \u00a0]"))
    groups = (f"{letter}(?:{'|'.join(rests)})" for letter, rests in by_letter.items())
    return re.compile(rf"\b(?:{'|'.join(groups)})(?!\w)")


@cache
def _openings() -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    """Return the misspellings of one word, and the first two words of the others: what a text without them need not be searched for."""
    wrong = [one.replace(",", "").split(" ") for one, entry in _listed().items() if entry.right != one]
    alone = frozenset(words[0] for words in wrong if len(words) == 1)
    return alone, frozenset((words[0], words[1]) for words in wrong if len(words) > 1)


def _may_be_listed(small: str) -> bool:
    """Tell whether a text in small letters may hold a misspelling of the list."""
    words = _WORD.findall(small)
    alone, pairs = _openings()
    return not (alone.isdisjoint(words) and pairs.isdisjoint(pairwise(words)))


# The words of a language are few, and each comes often.
@lru_cache(maxsize=1 << 14)
def respelt(word: str) -> str:
    """
    Return a word with its letters and its tone in their places; the word itself where they are, or where it is no syllable then.

    >>> [respelt(word) for word in ("đựơc", "Huỵên", "nguời", "NGHÀNH", "gìn", "thuở", "García")]
    ['được', 'Huyện', 'người', 'NGÀNH', 'gìn', 'thuở', 'García']
    """
    right = _NGH.sub(r"\1", word)
    right = _NG.sub(lambda found: found[1] + ("H" if found[1].isupper() else "h"), right)
    right = _HORN.sub(lambda found: "Ư" if found[0] == "U" else "ư", right)
    if found := _MISPLACED.search(right):
        vowel, tone = _without_tone(found[0])
        place = found.end()
        right = right[: found.start()] + vowel + nfc(right[place] + tone) + right[place + 1 :]
    return right if right != word and is_syllable(right) else word


def _without_tone(letter: str) -> tuple[str, str]:
    """
    Return a letter without its tone, and the tone.

    >>> _without_tone("ự") == ("ư", "\\u0323")
    True
    """
    parts = unicodedata.normalize("NFD", letter)
    return nfc(_TONE.sub("", parts)), "".join(_TONE.findall(parts))


def misspellings(text: str) -> Iterator[Misspelling]:
    """
    Yield the misspellings in a text, those of the list first.

    >>> [(one.written, one.right) for one in misspellings("Nghành nông nghiệp XỬ DỤNG giống mới.")]
    [('XỬ DỤNG', 'SỬ DỤNG'), ('Nghành', 'Ngành')]
    """
    small = text.lower()
    taken: set[int] = set()
    # A letter that is two in lower case would shift all that follows.
    searched = len(small) == len(text) and _may_be_listed(small)
    for found in _listed_pattern().finditer(small) if searched else ():
        entry = _listed()[found[0].replace("\u00a0", " ")]
        start, end = found.span()
        written = text[start:end]
        if entry.right == found[0] or _is_name(text, start, end):
            continue
        if entry.opens_clause and not _CLAUSE.search(text, max(start - 3, 0), start):
            continue
        taken.update(range(start, end))
        yield Misspelling(start, end, written, _with_capitals(written, entry.right), entry.certain)
    cures = {word: right for word in {*_WORD.findall(text)} if (right := respelt(word)) != word}
    for found in _WORD.finditer(text) if cures else ():
        if found[0] not in cures or found.start() in taken or _is_name(text, *found.span()):
            continue
        right = cures[found[0]]
        # “nghà” may be “ngà” as well as “nhà”.
        certain = not _NGH.match(found[0]) or right.lower() in _CERTAIN_NG
        yield Misspelling(found.start(), found.end(), found[0], right, certain)


def _is_name(text: str, start: int, end: int) -> bool:
    """
    Return whether a word, or the first of several, is written as the end of a name: with a capital behind another one.

    >>> _is_name("Ông Nguyễn Mổi nói", 11, 14), _is_name("UBND Huỵên họp", 5, 10), _is_name("Cô Hoa San sẽ đến", 7, 13)
    (True, False, True)
    """
    first, *others = text[start:end].replace("\u00a0", " ").split(" ")
    if not first[0].isupper() or first.isupper() or any(other[0].isupper() for other in others):
        return False
    before = text[max(start - 20, 0) : start].split()
    return bool(before) and before[-1].isalpha() and before[-1].istitle()


def _with_capitals(written: str, right: str) -> str:
    """
    Return a text with the capitals of another one.

    >>> [_with_capitals(written, "sử dụng") for written in ("xử dụng", "Xử dụng", "XỬ DỤNG", "Xử Dụng")]
    ['sử dụng', 'Sử dụng', 'SỬ DỤNG', 'Sử Dụng']
    """
    if written.isupper():
        return right.upper()
    ours, theirs = right.split(" "), re.split("[ \u00a0]", written)
    if len(ours) != len(theirs):
        return right
    words = (
        word[:1].upper() + word[1:] if old[:1].isupper() else word
        for word, old in zip(ours, theirs, strict=True)
    )
    return " ".join(words)


def misspelt_words(lint_input: LintInput) -> Remarks:
    """
    A text has no common misspellings.

    >>> from plugins.editors.checks.lint_input import lint_input_of
    >>> list(misspelt_words(lint_input_of("Tiêu đề: A\\n\\nXã sát nhập hai thôn, `xử dụng` là mã.")))
    [(3, '“sát nhập” sai chính tả; viết “sáp nhập”.')]
    """
    if not lint_input.is_vietnamese:
        return
    for line, passage in lint_input.passages:
        for found in misspellings(passage):
            verb = "sai chính tả" if found.certain else "có lẽ sai chính tả"
            yield line, f"“{found.written}” {verb}; viết “{found.right}”."
