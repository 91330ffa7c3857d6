"""
Convert text that was typed in fonts of legacy encodings (TCVN3, VNI) to Unicode, run by run.

The name of a font says which encoding its text should be in; the text itself decides, since many
runs carry a legacy font's name and were typed in Unicode.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
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
# Letters that only Unicode has: text that contains them is in no legacy encoding, whatever its font.
_UNICODE_ONLY = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]")
# Fonts that Word takes for symbol fonts have their letters in the private use area.
_PRIVATE_USE = {code: code - 0xF000 for code in range(0xF020, 0xF100)}
_CONVERTERS: dict[str, Callable[[str], str]] = {"tcvn3": from_tcvn3, "vni": from_vni}


@dataclass(frozen=True, slots=True)
class FontRun:
    """A run's text and the name of its font, "" where it is not known."""

    text: str
    font: str = ""


def encoding_of_font(font: str) -> str:
    """
    Return the encoding that a font's name stands for: "tcvn3", "vni" or "" for Unicode.

    >>> encoding_of_font(".VnTimeH"), encoding_of_font("VNI-Times"), encoding_of_font("Times New Roman")
    ('tcvn3', 'vni', '')
    """
    name = font.strip()
    return "tcvn3" if _TCVN3.match(name) else "vni" if _VNI.match(name) else ""


def is_capitals_font(font: str) -> bool:
    """
    Return whether a font of TCVN3 shows small letters as capitals: its name ends in H.

    >>> is_capitals_font(".VnTimeH"), is_capitals_font(".VnTime")
    (True, False)
    """
    return encoding_of_font(font) == "tcvn3" and font.strip().endswith("H")


def fonts_to_unicode(paragraphs: Sequence[Sequence[FontRun]]) -> list[list[str]]:
    """
    Return the texts of runs, paragraph by paragraph, in Unicode.

    >>> fonts_to_unicode([[FontRun("héi nghÞ ", ".VnTimeH"), FontRun("Thä Xu©n", ".VnTime"), FontRun(" số 5")]])
    [['HỘI NGHỊ ', 'Thọ Xuân', ' số 5']]
    """
    evidence = _evidence_of_fonts(paragraphs)
    return [_paragraph(runs, evidence) for runs in paragraphs]


def _paragraph(runs: Sequence[FontRun], evidence: Mapping[str, int]) -> list[str]:
    """Return a paragraph's runs in Unicode; ``evidence`` is that of the whole document for each font."""
    out: list[str] = []
    # Beside letters of today in a font of old code, all that is typed in it here is of today.
    is_today = any(encoding_of_font(run.font) and _UNICODE_ONLY.search(run.text) for run in runs)
    for encoding, group in groupby(runs, key=_possible_encoding):
        neighbours = list(group)
        if not encoding:
            out += [run.text for run in neighbours]
            continue
        in_doubt = not is_today and sum(evidence[font] for font in {run.font for run in neighbours}) >= 0
        out += _converted(neighbours, encoding, in_doubt=in_doubt)
    return out


def _evidence_of_fonts(paragraphs: Iterable[Sequence[FontRun]]) -> Counter[str]:
    """Return, for each font, how many more words of a document are typed in its encoding than in Unicode."""
    evidence = Counter[str]()
    for runs in paragraphs:
        for run in runs:
            if encoding := encoding_of_font(run.font):
                is_today = _UNICODE_ONLY.search(run.text) is not None
                evidence[run.font] += -1 if is_today else _excess(run.text, _CONVERTERS[encoding](run.text))
    return evidence


def _possible_encoding(run: FontRun) -> str:
    """Return the legacy encoding that a run may be in, "" where its letters show that it is in Unicode."""
    return "" if _UNICODE_ONLY.search(run.text) else encoding_of_font(run.font)


def _converted(runs: Sequence[FontRun], encoding: str, *, in_doubt: bool) -> list[str]:
    """
    Return neighbouring runs of one encoding in Unicode; a word may begin in one and end in the next.

    ``in_doubt`` is whether words are converted that are Vietnamese either way.
    """
    texts = [run.text.translate(_PRIVATE_USE) for run in runs]
    whole = "".join(texts)
    convert = _CONVERTERS[encoding]
    excess = _excess(whole, convert(whole))
    if excess < 0 or (excess == 0 and not in_doubt):
        return [run.text for run in runs]
    if encoding == "vni":
        return [nfc(from_vni(text)) for text in _with_whole_pairs(texts)]
    converted = convert(whole)
    out, behind = [], 0
    for run, text in zip(runs, texts, strict=True):
        piece = converted[behind : behind + len(text)]
        out.append(piece.upper() if is_capitals_font(run.font) else piece)
        behind += len(text)
    return out


def _excess(text: str, converted: str) -> int:
    """Return how many more words are Vietnamese once a text is converted than before."""
    before = sum(is_sound(word[0]) for word in marked_words(text))
    return sum(is_syllable(word[0]) for word in marked_words(converted)) - before


def _with_whole_pairs(texts: Sequence[str]) -> list[str]:
    """
    Return texts in which no letter is separated from the mark behind it.

    >>> _with_whole_pairs(["Xua", "ân"])
    ['Xuaâ', 'n']
    """
    out = list(texts)
    for place in range(len(out) - 1):
        while out[place] and out[place + 1] and len(from_vni(out[place][-1] + out[place + 1][0])) == 1:
            out[place] += out[place + 1][0]
            out[place + 1] = out[place + 1][1:]
    return out


@dataclass(frozen=True, slots=True)
class RepairedRuns:
    """The texts of runs, paragraph by paragraph; the names of the encodings found in them, and words that may be damaged."""

    texts: list[list[str]]
    encodings: tuple[str, ...]
    doubtful: tuple[str, ...]


def repaired_runs(paragraphs: Sequence[Sequence[str]]) -> RepairedRuns:
    """
    Return the texts of runs whose fonts tell no encoding, with text in a wrong encoding converted to Unicode.

    >>> repaired_runs([["Hîp t¸c x· ", "n«ng nghiÖp"]]).texts
    [['Hợp tác xã ', 'nông nghiệp']]
    """
    lines = ["".join(runs).replace("\n", "\u2028") for runs in paragraphs]
    found = convert_text("\n".join(lines))
    if not lines:
        return RepairedRuns([], (), ())
    out: list[list[str]] = []
    for runs, before, after in zip(paragraphs, lines, found.text.split("\n"), strict=True):
        if before == after:
            out.append(list(runs))
            continue
        pieces = _split_alike([len(run) for run in runs], before, after)
        out.append([piece.replace("\u2028", "\n") for piece in pieces])
    return RepairedRuns(out, found.encodings, found.doubtful)


def _split_alike(lengths: Iterable[int], before: str, after: str) -> list[str]:
    """Return the changed text split where the text before the change was split into runs of these lengths."""
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
