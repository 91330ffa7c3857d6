"""
Text that was typed in fonts of old codes becomes Unicode, run by run.

The name of a font says which code its text should be in; what the text says itself decides, since
many runs carry an old font's name and were typed in Unicode.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from plugins.vietnamese.conversion import convert_text
from plugins.vietnamese.encodings import from_tcvn3, from_vni, is_sound, marked_words
from plugins.vietnamese.letters import nfc
from plugins.vietnamese.syllables import is_syllable

_TCVN3 = re.compile(
    r"^(?:\.vn|vn(?=time|arial|helv|courier|book|century|cent|univ|clar|coop|old))", re.IGNORECASE
)
_VNI = re.compile(r"^vni[-_ ]|^vni(?=times|helve|arial|univer|book)", re.IGNORECASE)
# Letters that only Unicode has; in a font of an old code they show that the text is no old one.
_TODAY = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]")
# Fonts that count as collections of signs have their letters here.
_SIGNS = {code: code - 0xF000 for code in range(0xF020, 0xF100)}


@dataclass(frozen=True, slots=True)
class FontText:
    """A run's text and the name of its font, "" where none is known."""

    text: str
    font: str = ""


def code_of(font: str) -> str:
    """
    Return the code that a font's name promises: "tcvn3", "vni" or "" for Unicode.

    >>> code_of(".VnTimeH"), code_of("VNI-Times"), code_of("Times New Roman")
    ('tcvn3', 'vni', '')
    """
    name = font.strip()
    return "tcvn3" if _TCVN3.match(name) else "vni" if _VNI.match(name) else ""


def shows_capitals(font: str) -> bool:
    """
    Return whether a font of TCVN3 shows small letters as capitals: its name ends in H.

    >>> shows_capitals(".VnTimeH"), shows_capitals(".VnTime")
    (True, False)
    """
    return code_of(font) == "tcvn3" and font.strip().endswith("H")


def in_unicode(paragraphs: Sequence[Sequence[FontText]]) -> list[list[str]]:
    """
    Return the texts of runs, paragraph by paragraph, in Unicode.

    >>> in_unicode([[FontText("héi nghÞ ", ".VnTimeH"), FontText("Thä Xu©n", ".VnTime"), FontText(" số 5")]])
    [['HỘI NGHỊ ', 'Thọ Xuân', ' số 5']]
    """
    return [_paragraph(runs) for runs in paragraphs]


def _paragraph(runs: Sequence[FontText]) -> list[str]:
    out: list[str] = []
    for code, group in groupby(runs, key=_promised):
        neighbours = list(group)
        out += _old(neighbours, code) if code else [run.text for run in neighbours]
    return out


def _promised(run: FontText) -> str:
    """Return the code that a run may be in: letters of today in it show that it is in none."""
    return "" if _TODAY.search(run.text) else code_of(run.font)


def _old(runs: Sequence[FontText], code: str) -> list[str]:
    """Return neighbouring runs of one code; a word may begin in one and end in the next."""
    texts = [run.text.translate(_SIGNS) for run in runs]
    whole = "".join(texts)
    convert = from_tcvn3 if code == "tcvn3" else from_vni
    if not _is_old(whole, convert(whole)):
        return [run.text for run in runs]
    if code == "vni":
        return [nfc(from_vni(text)) for text in _pairs_kept(texts)]
    meant = convert(whole)
    out, behind = [], 0
    for run, text in zip(runs, texts, strict=True):
        piece = meant[behind : behind + len(text)]
        out.append(piece.upper() if shows_capitals(run.font) else piece)
        behind += len(text)
    return out


def _is_old(text: str, converted: str) -> bool:
    """Return whether text in an old font is in its code: it makes as much sense converted as it stands."""
    before = sum(is_sound(word[0]) for word in marked_words(text))
    after = sum(is_syllable(word[0]) for word in marked_words(converted))
    return after >= before


def _pairs_kept(texts: Sequence[str]) -> list[str]:
    """
    Return texts in which no letter is cut from the mark behind it.

    >>> _pairs_kept(["Xua", "ân"])
    ['Xuaâ', 'n']
    """
    out = list(texts)
    for place in range(len(out) - 1):
        while out[place] and out[place + 1] and len(from_vni(out[place][-1] + out[place + 1][0])) == 1:
            out[place] += out[place + 1][0]
            out[place + 1] = out[place + 1][1:]
    return out


def mended(paragraphs: Sequence[Sequence[str]]) -> tuple[list[list[str]], tuple[str, ...], tuple[str, ...]]:
    """
    Return texts whose fonts say nothing with what is damaged in them made sound, which codes that was, and doubtful words.

    >>> mended([["Hîp t¸c x· ", "n«ng nghiÖp"]])[0]
    [['Hợp tác xã ', 'nông nghiệp']]
    """
    lines = ["".join(runs).replace("\n", "\u2028") for runs in paragraphs]
    found = convert_text("\n".join(lines))
    out: list[list[str]] = []
    for runs, before, after in zip(paragraphs, lines, found.text.split("\n"), strict=True):
        if before == after:
            out.append(list(runs))
            continue
        cuts = _moved([len(run) for run in runs], before, after)
        out.append([piece.replace("\u2028", "\n") for piece in cuts])
    return out, found.encodings, found.doubtful


def _moved(lengths: Iterable[int], before: str, after: str) -> list[str]:
    """Return the changed text cut where the text before it was."""
    if len(before) == len(after):
        places = {place: place for place in range(len(before) + 1)}
    else:
        places = {0: 0, len(before): len(after)}
        for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            for step in range(i2 - i1):
                places[i1 + step] = j1 + step if tag == "equal" else min(j1 + step, j2)
        places[len(before)] = len(after)
    out, behind = [], 0
    for length in lengths:
        out.append(after[places[behind] : places[behind + length]])
        behind += length
    return out
