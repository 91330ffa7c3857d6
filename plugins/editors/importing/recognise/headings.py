"""Find the headings among paragraphs: short bold or numbered lines that stand alone."""

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
from plugins.editors.spans.text_spans import Alignment, merged_spans
from plugins.prose.heading_levels import demoted

SENTENCE_END = re.compile(r"(?:[.;!?…:,]|\./\.)[”\"’)]*$")
_MOST_WORDS, _MOST_CHARACTERS, _MOST_LARGE_WORDS = 24, 160, 15
_DEEPEST_LEVEL = 5
_NUMBERINGS = (
    ("part", re.compile(r"^(?:phần|chương)\s+(?:[IVXLC]+|\d+|thứ)\b", re.IGNORECASE)),
    ("roman", re.compile(r"^[IVX]{1,5}\s*[.\-–/)]")),
    ("upper", re.compile(r"^[A-H]\s*[.)]\s")),
    ("article", re.compile(r"^điều\s+\d+", re.IGNORECASE)),
    ("decimal", re.compile(r"^\d{1,2}\s*[.)/]\s*\D")),
    ("second", re.compile(r"^\d{1,2}\.\d{1,2}[.)]?\s")),
    ("third", re.compile(r"^\d{1,2}\.\d{1,2}\.\d{1,2}")),
    ("letter", re.compile(r"^[a-zđ]\s*[.)]\s")),
)
# The numberings from the highest level to the lowest; "" is no numbering.
_RANKS = ("part", "upper", "roman", "", "article", "decimal", "second", "third", "letter")


def with_headings(blocks: Sequence[ImportedBlock]) -> tuple[list[ImportedBlock], list[ImportIssue]]:
    """Return blocks in which short bold lines that stand alone are headings, and the issue about them."""
    out = list(blocks)
    found = _headings(blocks)
    deepest = max(
        (one.level for one in blocks if isinstance(one, Paragraph) and one.role is Role.HEADING), default=0
    )
    ranks = sorted({_rank(block) for _, block in found})
    for place, block in found:
        level = min(deepest + ranks.index(_rank(block)) + 1, _DEEPEST_LEVEL)
        out[place] = _as_heading(block, level)
    out = with_continuous_levels(out)
    if not found:
        return out, []
    names = "; ".join(f"“{block.text.strip()[:50]}”" for _, block in found[:6]) + (
        "; …" if len(found) > 6 else ""
    )
    message = (
        f"{len(found)} dòng chữ đậm được hiểu là tiêu đề mục: {names}. Không phải thì bỏ dấu # ở đầu dòng."
    )
    return out, [ImportIssue(IssueKind.GUESSED, message, near=found[0][1].text.strip()[:40])]


def _headings(blocks: Sequence[ImportedBlock]) -> list[tuple[int, Paragraph]]:
    """Return the paragraphs that look like headings, with their places."""
    body_size = font_size_of_body(blocks)
    found: list[tuple[int, Paragraph]] = []
    for place, block in enumerate(blocks[:-1]):
        before = blocks[place - 1] if place else None
        if isinstance(block, Paragraph) and _looks_like_heading(block, body_size):
            may_be_caption = isinstance(before, Photo) and not before.caption
            if not may_be_caption or numbering(block.text):
                found.append((place, block))
    return found


def _as_heading(paragraph: Paragraph, level: int) -> Paragraph:
    """Return a paragraph as a heading: what is bold or italic as a whole is so because it is a heading."""
    is_italic = paragraph.is_italic
    spans = merged_spans(
        replace(span, bold=False, italic=span.italic and not is_italic, text=span.text.replace("\n", " "))
        for span in paragraph.spans
    )
    return replace(paragraph, spans=spans, role=Role.HEADING, level=level)


def _rank(paragraph: Paragraph) -> int:
    return _RANKS.index(numbering(paragraph.text))


def numbering(text: str) -> str:
    """
    Return the name of the numbering that a line begins with, "" for none.

    >>> numbering("IV. Kết quả"), numbering("2.1. Lúa"), numbering("Kết quả")
    ('roman', 'second', '')
    """
    return next((name for name, form in reversed(_NUMBERINGS) if form.match(text.strip())), "")


def font_size_of_body(blocks: Sequence[ImportedBlock]) -> float:
    """Return the font size of most of the text in points, 0 where no size is known."""
    sizes: dict[float, int] = {}
    for block in blocks:
        if isinstance(block, Paragraph) and block.role is Role.TEXT:
            sizes[block.size] = sizes.get(block.size, 0) + len(block.text)
    return max(sizes, key=lambda size: sizes[size], default=0.0)


def _looks_like_heading(paragraph: Paragraph, body_size: float) -> bool:
    text = paragraph.text.strip()
    words = len(text.split())
    if paragraph.role is not Role.TEXT or not 0 < words <= _MOST_WORDS or len(text) > _MOST_CHARACTERS:
        return False
    is_right = paragraph.alignment is Alignment.RIGHT
    if is_right or SENTENCE_END.search(text) or not re.search(r"[^\W\d_]{2}", text):
        return False
    is_large = body_size > 0 and paragraph.size >= body_size + 2 and words <= _MOST_LARGE_WORDS
    is_numbered_capitals = text.isupper() and numbering(text) in ("part", "upper", "roman")
    return paragraph.is_bold or is_large or is_numbered_capitals


def with_continuous_levels(blocks: Sequence[ImportedBlock]) -> list[ImportedBlock]:
    """Return blocks whose headings begin at the first level and skip none."""
    places = [
        n for n, block in enumerate(blocks) if isinstance(block, Paragraph) and block.role is Role.HEADING
    ]
    headings = [block for n in places if isinstance(block := blocks[n], Paragraph)]
    out = list(blocks)
    for place, block, level in zip(places, headings, demoted(one.level for one in headings), strict=True):
        out[place] = replace(block, level=level - 1)
    return out
