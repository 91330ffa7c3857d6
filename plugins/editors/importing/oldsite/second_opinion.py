"""
Ask another extractor (Resiliparse) which paragraphs of an old page are its article, and tell where it disagrees.

It only counts what nobody doubts to be running text: whole sentences of some length. What both leave out, or
both take, is told by the completeness check alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Protocol

from plugins.editors.importing.completeness import comparable_words
from plugins.editors.importing.imported_article import (
    ImportedArticle,
    ImportIssue,
    IssueKind,
    Paragraph,
    blocks_of_kind,
)

# What it costs grows with the square of the entries of a list to choose from, and of little else.
_MOST_LETTERS, _MOST_CHOICES = 1_500_000, 3_000
_LEAST_WORDS, _SHARED, _GRAM = 12, 0.5, 4
_SENTENCE_END = re.compile(r"[.!?…][\"”)]*$")
_CELLS = re.compile(r"\t|\|")
_SHOWN_WORDS = 14


class Extract(Protocol):
    """An extractor: the main text of a page, a line for each paragraph."""

    def __call__(self, html: str) -> str:
        """Return the text."""
        ...


@cache
def second_extractor() -> Extract | None:
    """Return the other extractor, None where it is not installed (``requirements-import.txt``)."""
    try:
        from resiliparse.extract.html2text import extract_plain_text
    except ImportError:
        return None

    def extract(html: str) -> str:
        text: str = extract_plain_text(
            html, main_content=True, alt_texts=False, links=False, form_fields=False, noscript=False
        )
        return text

    return extract


def disagreements(html: str, imported: ImportedArticle, extract: Extract | None) -> list[ImportIssue]:
    """Return the issues about paragraphs that one of the two takes for the article and the other does not."""
    if extract is None or len(html) > _MOST_LETTERS or html.lower().count("<option") > _MOST_CHOICES:
        return []
    try:
        theirs = extract(html.encode("utf-8", "replace").decode()).split("\n")
    except (RuntimeError, ValueError, TypeError, MemoryError):
        return []
    ours = [
        imported.title,
        imported.lead,
        *(block.text for block in blocks_of_kind(Paragraph, imported.body)),
    ]
    if not any(comparable_words(line) for line in theirs):
        return []
    more, less = list(_not_in(theirs, ours)), list(_not_in(ours[2:], theirs))
    return [*_more(more), *_less(less)]


def _not_in(lines: Iterable[str], others: Iterable[str]) -> Iterator[str]:
    """Yield the sentences among lines of which less than half stands in the others."""
    text = f" {' '.join(' '.join(comparable_words(line)) for line in others)} "
    for line in lines:
        words = comparable_words(line)
        if len(words) < _LEAST_WORDS or not _SENTENCE_END.search(line.strip()) or _CELLS.search(line.strip()):
            continue
        grams = [" ".join(words[place : place + _GRAM]) for place in range(len(words) - _GRAM + 1)]
        if sum(f" {gram} " in text for gram in grams) < len(grams) * _SHARED:
            yield " ".join(line.split())


def _more(lines: list[str]) -> Iterator[ImportIssue]:
    if lines:
        message = (
            f"một cách đọc trang khác (Resiliparse) cho là thân bài còn {_count(lines)}: {_first(lines)}. "
            "Mở trang cũ xem đoạn ấy có thuộc bài không."
        )
        yield ImportIssue(IssueKind.GUESSED, message)


def _less(lines: list[str]) -> Iterator[ImportIssue]:
    if lines:
        message = (
            f"một cách đọc trang khác (Resiliparse) cho là {_count(lines)} trong bài không thuộc thân bài: {_first(lines)}. "
            "Mở trang cũ xem; đúng vậy thì xóa."
        )
        yield ImportIssue(IssueKind.GUESSED, message, near=" ".join(lines[0].split()[:_SHOWN_WORDS]))


def _count(lines: list[str]) -> str:
    return "một đoạn" if len(lines) == 1 else f"{len(lines)} đoạn"


def _first(lines: list[str]) -> str:
    words = lines[0].split()
    return f"“{' '.join(words[:_SHOWN_WORDS])}{' …' if len(words) > _SHOWN_WORDS else ''}”"
