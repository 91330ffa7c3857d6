"""Tell the editor which words of a Word file stand neither in the article nor in anything that was told of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from plugins.editors.importing.completeness import comparable_words
from plugins.editors.importing.completeness_issue import kept_text
from plugins.editors.importing.imported_article import ImportedArticle, ImportIssue, IssueKind
from plugins.editors.importing.word.package import Package
from plugins.editors.importing.word.package_words import PlaceWords, words_elsewhere
from plugins.editors.importing.word.xml_names import main_part
from plugins.vietnamese.encodings import from_tcvn3, from_vni

_MOST_LETTERS = 1_500  # of one place that are quoted
_LEAST_PARTED = 4


def with_words_elsewhere(imported: ImportedArticle, package: Package, own: str) -> ImportedArticle:
    """Return an article whose own words are given with an issue for each kind of place whose words it has not."""
    places = words_elsewhere(package, main_part(package))
    if not places:
        return imported
    kept = kept_text(imported, own)
    present, letters = set(comparable_words(kept)), "".join(comparable_words(kept))
    issues = [_issue(place) for one in places if (place := _missing(one, present, letters)).lines]
    return imported.with_issues(*issues)


def _missing(place: PlaceWords, present: set[str], letters: str) -> PlaceWords:
    """Return the lines of a place that say something which is not among the words that are present."""
    lines = [
        line
        for line in place.lines
        if not any(_is_present(comparable_words(text), present, letters) for text in _readings(line))
    ]
    return PlaceWords(place.place, tuple(lines))


def _readings(line: str) -> Iterable[str]:
    """Yield a line as it stands and as it reads in each of the old encodings."""
    yield line
    if not line.isascii():
        yield from_tcvn3(line)
        yield from_vni(line)


def _is_present(words: Sequence[str], present: set[str], letters: str) -> bool:
    """Return whether all words are there; numbers alone are those of pages, and marks may part a word."""
    return all(
        word in present or word.isdecimal() or (len(word) >= _LEAST_PARTED and word in letters)
        for word in words
    )


def _issue(place: PlaceWords) -> ImportIssue:
    return ImportIssue(
        IssueKind.DROPPED,
        f"{place.place} có chữ không vào bài: {quoted(place.lines)}. Cần cho người đọc thì chép vào bài.",
    )


def quoted(lines: Sequence[str]) -> str:
    """
    Return lines in quotation marks, and how many words are left out where they are too many.

    >>> quoted(["Trưởng thôn", "Kế toán"])
    '“Trưởng thôn / Kế toán”'
    """
    whole = " / ".join(" ".join(line.split()) for line in lines)
    shown = whole if len(whole) <= _MOST_LETTERS else whole[:_MOST_LETTERS].rpartition(" ")[0]
    rest = len(whole[len(shown) :].split())
    return f"“{shown}”" + (f" (còn {rest} chữ)" if rest else "")
