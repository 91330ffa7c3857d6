"""Decode the bytes of a page or text in whatever encoding they are, and tell the editor what was converted."""

from __future__ import annotations

import re

from plugins.editors.importing.imported_article import ImportIssue, IssueKind
from plugins.vietnamese.conversion import Certainty, Conversion, convert_bytes, convert_text

_META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_AMBIGUOUS_CHARSETS = frozenset(
    {"windows-1258", "cp1258", "utf-16", "utf-16le", "utf-16be", "windows-1252", "iso-8859-1"}
)


def decode_text(data: bytes, charset: str = "", *, repair: bool = True) -> Conversion | None:
    """
    Return the text of a page, None where it is no text: its bytes count for more than the charset it names.

    ``repair`` also converts words that are in a legacy encoding inside of valid UTF-8.

    >>> decode_text("<meta charset=iso-8859-1><p>Thọ Xuân</p>".encode()).text
    '<meta charset=iso-8859-1><p>Thọ Xuân</p>'
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decode_legacy(data, charset)
    return convert_bytes(data) if repair else Conversion(text)


def _decode_legacy(data: bytes, charset: str) -> Conversion | None:
    """Return the text of bytes that are no UTF-8."""
    guess = convert_bytes(data)
    found = _META_CHARSET.search(data[:4000])
    named = (found[1].decode("ascii", "replace") if found else charset).lower()
    if named not in _AMBIGUOUS_CHARSETS or (guess is not None and guess.certainty is Certainty.CERTAIN):
        return guess
    try:
        return convert_text(data.decode("cp1252" if named == "iso-8859-1" else named))
    except (UnicodeDecodeError, LookupError):
        return guess


def decoding_issues(conversion: Conversion) -> list[ImportIssue]:
    """Return what the editor should know about a text that was converted."""
    issues = []
    encodings = [name for name in conversion.encodings if "rời" not in name]
    if encodings:
        certainty = "" if conversion.certainty is Certainty.CERTAIN else f" ({conversion.certainty})"
        issues.append(
            ImportIssue(
                IssueKind.GUESSED,
                f"chữ ở mã {', '.join(encodings)} đã đổi sang Unicode{certainty}. Đọc lại một lượt.",
            )
        )
    if conversion.doubtful:
        words = ", ".join(f"“{word}”" for word in conversion.doubtful[:6])
        issues.append(
            ImportIssue(
                IssueKind.GUESSED,
                f"các chữ {words} trông như bị hỏng mã, được giữ nguyên. Gõ lại cho đúng.",
                near=conversion.doubtful[0],
            )
        )
    return issues
