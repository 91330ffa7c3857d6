"""Advice on abbreviations that an article never explains."""

from __future__ import annotations

import re
import unicodedata

from plugins.editors.checks.lint_input import LintInput, Remarks
from plugins.vietnamese.typography.html import DOCUMENT_NUMBER

# What every reader of a Vietnamese newspaper knows; what this portal's readers know stands in kiem-tra.toml.
_KNOWN = """
UBND HĐND UBMTTQ MTTQ TTXVN VTV VOV TNCS TNCSHCM LLVT LLVTND CAND QĐND XHCN CNXH CHXHCN CNH HĐH ĐCSVN TW TƯ BCH BCĐ BTV
TP TPHCM HCM HN TX TT QL ĐT
THCS THPT PTTH THPTQG ĐH CĐ THCN BHXH BHYT BHTN ATTP VSATTP DS KHHGĐ HIV AIDS COVID SARS ADN DNA
HTX GDP GRDP VNĐ VND USD EUR ODA FDI OCOP VAT GTGT TNHH CP CPI PCI WTO ASEAN APEC UNESCO UNICEF WHO FAO LHQ EU NATO
TV CNTT IT AI IOT SMS QR PDF USB CD DVD GPS ID CCCD CMND CMT VNEID ATM POS WIFI LED LCD PC CSS URL RSS TTHC DVC ISO HTML GMT UTC
GS PGS TS THS BS NSND NSƯT NGƯT NGND AHLĐ AHLLVT CSGT PCCC CNCH
SEA FIFA AFC VFF MC DJ CLB VĐV HLV HCV HCB HCĐ KW KWH MW KV GMO GAP NXB TCVN QCVN NQ QĐ CT KH NĐ TB CV OK
"""
KNOWN = frozenset(_KNOWN.split())
_CAPITALS = re.compile(r"(?<![\w/&.-])[A-ZĐƯƠ]{2,8}(?:&[A-ZĐƯ]{1,8})?(?![\w/&-])")
_ROMAN = re.compile(r"M{0,3}(?:C[MD]|D?C{0,3})(?:X[CL]|L?X{0,3})(?:I[XV]|V?I{0,3})")
_DEFINED = re.compile(r"^\*\[([^\]\n]+)\]:", re.MULTILINE)
_INITIAL = re.compile(r"[^\W\d_]+")
# Letters. Shorter abbreviations are found by chance among the initials of any page, so they must be written out beside it.
_SHORTEST_BY_INITIALS = 4


def unexplained_abbreviations(lint_input: LintInput) -> Remarks:
    """
    An abbreviation that not everybody knows is written out where it stands first.

    >>> from plugins.editors.checks.lint_input import lint_input_of
    >>> text = "Tiêu đề: Họp\\n\\nHội LHPN và Hội Cựu chiến binh (CCB) họp với UBND; CCB tham gia."
    >>> [(line, message[:21]) for line, message in unexplained_abbreviations(lint_input_of(text))]
    [(3, '“LHPN” chưa được giải')]
    """
    if not lint_input.is_vietnamese:
        return
    text = lint_input.words
    reported: set[str] = set()
    for line, passage in lint_input.passages:
        if not _CAPITALS.search(passage) or _is_shouted(passage):
            continue
        for found in _CAPITALS.finditer(DOCUMENT_NUMBER.sub("", passage)):
            word = found[0]
            if (
                word in reported
                or _needs_no_explanation(word, lint_input)
                or _is_explained(word, text, lint_input)
            ):
                continue
            reported.add(word)
            yield (
                line,
                f"“{word}” chưa được giải thích trong bài. Lần đầu hãy viết đủ, ví dụ: “Tên đầy đủ ({word})”. "
                "Nếu ai ở đây cũng biết, thêm vào “da-biet” trong du-lieu/kiem-tra.toml.",
            )


def _needs_no_explanation(word: str, lint_input: LintInput) -> bool:
    # A grade (AA, AAA) is no abbreviation.
    is_grade = len(set(word)) == 1
    return (
        is_grade or word in KNOWN or word in lint_input.settings.abbreviations or bool(_ROMAN.fullmatch(word))
    )


def _is_shouted(passage: str) -> bool:
    """Tell whether a whole line is written in capitals, so that they do not mark abbreviations."""
    words = re.findall(r"[^\W\d_]{2,}", passage)
    return len(words) > 2 and sum(word.isupper() for word in words) * 2 > len(words)


def _is_explained(word: str, text: str, lint_input: LintInput) -> bool:
    """Tell whether a text says what an abbreviation stands for."""
    mark = re.escape(word)
    if re.search(rf"[(“][^()\n]{{0,40}}\b{mark}[^()\n]{{0,3}}[)”]|\b{mark}\s*(?:\(|\[)[^\W\d_]", text):
        return True
    if word in _DEFINED.findall(lint_input.source.body):
        return True
    return len(word) >= _SHORTEST_BY_INITIALS and word in _initials(text)


def _initials(text: str) -> str:
    """
    Return the first letters of all words in capitals, without diacritics.

    >>> _initials("Hội Liên hiệp Phụ nữ đẹp")
    'HLHPNĐ'
    """
    return "".join(unicodedata.normalize("NFD", word[0])[0].upper() for word in _INITIAL.findall(text))
