"""Find the captions that follow photos."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from plugins.editors.importing.imported_article import (
    ImportedBlock,
    ImportIssue,
    IssueKind,
    Paragraph,
    Photo,
    Role,
)
from plugins.editors.spans.text_spans import Alignment
from plugins.vietnamese.letters import fold

_MOST_WORDS, _MOST_UNMARKED_WORDS, _MOST_CREDIT_WORDS = 60, 30, 8
_IN_PARENTHESES = re.compile(r"^\s*\(.*\)\s*\.?\s*$", re.DOTALL)
_FIRST_WORD = re.compile(
    r"^\(?\s*(?:ảnh|hình|photo|đ/c|đồng chí|toàn cảnh|quang cảnh|một góc|các đại biểu)\b", re.IGNORECASE
)


def with_captions(blocks: Sequence[ImportedBlock]) -> tuple[list[ImportedBlock], list[ImportIssue]]:
    """Return blocks in which each photo has the caption that follows it, and the issues about guessed ones."""
    out: list[ImportedBlock] = []
    issues: list[ImportIssue] = []
    place = 0
    while place < len(blocks):
        block = blocks[place]
        place += 1
        if not isinstance(block, Photo) or block.caption:
            out.append(block)
            continue
        following = blocks[place] if place < len(blocks) else None
        certain = _is_certain(following) if isinstance(following, Paragraph) else None
        if isinstance(following, Paragraph) and certain is not None:
            place += 1
            caption = caption_text(following.text)
            more = blocks[place] if place < len(blocks) else None
            if isinstance(more, Paragraph) and starts_as_photo_credit(more.text):
                caption = f"{caption}. {caption_text(more.text)}".replace("..", ".")
                place += 1
            block = replace(block, caption=caption)
            if not certain:
                issues.append(_guessed(caption))
        out.append(block)
    return out, issues


def _guessed(caption: str) -> ImportIssue:
    return ImportIssue(
        IssueKind.GUESSED,
        f"“{caption[:60]}” được hiểu là chú thích của ảnh đứng trước. Không phải thì tách thành đoạn riêng.",
        near=caption[:40],
    )


def _is_certain(paragraph: Paragraph) -> bool | None:
    """Return whether what follows a photo is certainly its caption, None where it is none."""
    text = paragraph.text.strip()
    words = len(text.split())
    if paragraph.role is Role.CAPTION:
        return True
    if paragraph.role is not Role.TEXT or not text or words > _MOST_WORDS:
        return None
    if _IN_PARENTHESES.match(text) or starts_as_photo_credit(text):
        return True
    is_centred = paragraph.alignment is Alignment.CENTRE
    if paragraph.is_italic:
        return is_centred or words <= _MOST_UNMARKED_WORDS
    if is_centred and not paragraph.is_bold:
        return False
    return False if _FIRST_WORD.match(text) and words <= _MOST_UNMARKED_WORDS else None


def caption_text(text: str) -> str:
    """
    Return a caption without the parentheses around the whole of it.

    >>> caption_text("(Bờ đê sông Chu (đoạn Xuân Lai).)")
    'Bờ đê sông Chu (đoạn Xuân Lai).'
    """
    bare = " ".join(text.split())
    if bare.startswith("(") and bare.rstrip(".").endswith(")"):
        inner = bare.rstrip(".")[1:-1]
        depth = 0
        for letter in inner:
            depth += (letter == "(") - (letter == ")")
            if depth < 0:
                return bare
        return inner.strip() if depth == 0 else bare
    return bare


def starts_as_photo_credit(text: str) -> bool:
    """
    Return whether a short line begins with "Ảnh:", typed with or without accents.

    This is looser than ``prose.credits.is_credit``, which reads what editors of the portal write: old pages
    have credits without accents, and nothing is asked here of the name behind the colon.

    >>> starts_as_photo_credit("Ảnh: Lê Hải"), starts_as_photo_credit("Ảnh chụp sáng 19/02")
    (True, False)
    """
    label = fold(text).startswith(("anh:", "anh :", "(anh:", "photo:"))
    return label and len(text.split()) <= _MOST_CREDIT_WORDS
